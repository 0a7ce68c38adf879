//! Puts generated files on the disk: all of them or none.
//!
//! A [`Plan`] says what the files are. [`write()`] makes the disk agree with it and says what
//! changed; [`check`] changes nothing and says what it would change. Both look through the same
//! comparison, so they cannot disagree. [`recover`] ends a run that was interrupted.
//!
//! It refuses to touch anything outside of the base folder, to follow a symbolic link on the way
//! to a file, to own a folder that is not named `generated`, and to overwrite a scaffold file.
//!
//! Where to go next: [`plan`] for what is asked, [`compare`] for what differs, [`transaction`] for
//! how a change survives a crash, [`journal`] for what it leaves behind meanwhile, [`disk`] for the
//! only calls that change the disk.

mod compare;
mod diff;
mod disk;
mod journal;
mod plan;
mod transaction;

#[cfg(test)]
mod tests;

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use openapi_source::visible;

use self::compare::Comparison;
pub(crate) use self::compare::{digest, is_missing, planned_digest};
pub(crate) use self::diff::short as difference;
use self::disk::{Access, Disk, lock};
use self::journal::Journal;
pub(crate) use self::plan::{Folder, Plan, inside};

/// Makes the files below `base` what the plan says. Ends an interrupted run first.
///
/// A folder without a difference is not touched. On an error everything is as it was, or the next
/// run finishes what this one began; the error says which.
pub(crate) fn write(plan: &Plan, base: &Path) -> Result<Changes> {
    write_with(plan, base, &mut Disk::new())
}

fn write_with(plan: &Plan, base: &Path, disk: &mut Disk<'_>) -> Result<Changes> {
    plan.validate()?;
    fs::create_dir_all(base)
        .with_context(|| format!("cannot create the folder {}", base.display()))?;
    let _lock = lock(base, Access::Write)?;
    let recovery = transaction::recover(base, disk)?;
    let comparison = Comparison::new(plan, base)?;
    transaction::apply(&comparison, base, disk)?;
    let entries = comparison
        .differences()
        .map(|found| (found.kind, found.path.clone()))
        .collect();
    Ok(Changes { recovery, entries })
}

/// Says what [`write()`] would change, and whether a run was interrupted. Changes nothing.
pub(crate) fn check(plan: &Plan, base: &Path) -> Result<Check> {
    plan.validate()?;
    let _lock = base
        .exists()
        .then(|| lock(base, Access::Read))
        .transpose()?;
    let interrupted = Journal::read(base)?.map(|journal| Interrupted {
        targets: journal.targets(),
    });
    let comparison = Comparison::new(plan, base)?;
    let stale = comparison
        .differences()
        .map(|found| found.stale(base))
        .collect::<Result<_>>()?;
    Ok(Check { interrupted, stale })
}

/// Ends an interrupted run: what was complete is put in place, anything else is taken away.
pub(crate) fn recover(base: &Path) -> Result<Recovery> {
    if !base.exists() {
        return Ok(Recovery::Nothing);
    }
    let _lock = lock(base, Access::Write)?;
    transaction::recover(base, &mut Disk::new())
}

/// How an entry on the disk differs from the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It is there with another content.
    Changed,
    /// It is not there.
    Added,
    /// It is there and nothing makes it any more.
    Removed,
}

/// How an interrupted run was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recovery {
    /// There was none.
    Nothing,
    /// Its files were complete: they are all in place now.
    Finished,
    /// Its files were not complete: everything is as before.
    RolledBack,
}

/// What a run did. Prints as one line per entry, or says that nothing changed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Changes {
    /// How an earlier run was ended.
    pub(crate) recovery: Recovery,
    /// What was done to which path, in order of paths within each folder.
    pub(crate) entries: Vec<(Kind, String)>,
}

/// What a run would do.
#[derive(Debug)]
pub(crate) struct Check {
    /// A run that did not come to its end.
    pub(crate) interrupted: Option<Interrupted>,
    /// Everything that differs.
    pub(crate) stale: Vec<Stale>,
}

/// A run that did not come to its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Interrupted {
    /// The folders and files it was about to replace.
    pub(crate) targets: Vec<String>,
}

/// A file that differs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stale {
    /// Its path from the base folder.
    pub(crate) path: String,
    /// How it differs: changed is stale, added is missing, removed is orphaned.
    pub(crate) kind: Kind,
    /// A short unified difference from the disk to the plan; several lines, or none.
    pub(crate) diff: String,
}

impl Check {
    /// Whether there is nothing to do.
    pub(crate) fn is_clean(&self) -> bool {
        self.interrupted.is_none() && self.stale.is_empty()
    }
}

impl fmt::Display for Recovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "no run was interrupted",
            Self::Finished => "an interrupted run was finished first",
            Self::RolledBack => "an interrupted run was rolled back first",
        })
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.recovery != Recovery::Nothing {
            writeln!(f, "{}", self.recovery)?;
        }
        if self.entries.is_empty() {
            return writeln!(f, "nothing changed");
        }
        self.entries.iter().try_for_each(|(kind, path)| {
            let word = match kind {
                Kind::Changed => "changed",
                Kind::Added => "added",
                Kind::Removed => "removed",
            };
            writeln!(f, "{word:>9}  {}", visible(path))
        })
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(interrupted) = &self.interrupted {
            let name = journal::NAME;
            writeln!(
                f,
                "a run was interrupted; `{name}` tells the next run how to end it for these:"
            )?;
            interrupted
                .targets
                .iter()
                .try_for_each(|target| writeln!(f, "           {target}"))?;
        }
        self.stale.iter().try_for_each(|stale| {
            let word = match stale.kind {
                Kind::Changed => "stale",
                Kind::Added => "missing",
                Kind::Removed => "orphaned",
            };
            writeln!(f, "{word:>9}  {}", visible(&stale.path))?;
            stale
                .diff
                .lines()
                .try_for_each(|line| writeln!(f, "           {line}"))
        })
    }
}
