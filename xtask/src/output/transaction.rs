//! Several folders change as one.
//!
//! 1. The journal says what is meant to happen.
//! 2. Everything new is written beside the old, complete and brought to the platter.
//! 3. One line in the journal makes it count.
//! 4. Each folder changes places with its successor in one call; leftovers and journal go.
//!
//! A run that dies before step 3 is rolled back by the next one, and one that dies later is
//! finished: step 4 can be repeated from any point, because a digest tells old from new. At every
//! instant a folder is strictly old or new; where the file system cannot exchange two names, it
//! can also be missing for the moment between two renames.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::Recovery;
use super::compare::{Comparison, digest, is_missing, planned_digest};
use super::disk::{Disk, Exchange, sync_folder};
use super::journal::{COMMIT, Journal, NAME, State};
use super::plan::inside;

/// Makes the disk have what it lacks.
pub(crate) fn apply(comparison: &Comparison<'_>, base: &Path, disk: &mut Disk<'_>) -> Result<()> {
    if comparison.is_empty() {
        return Ok(());
    }
    let journal = plan_journal(comparison, base)?;
    let path = Journal::path(base);
    let prepared = disk
        .write(&path, journal.to_text().as_bytes())
        .and_then(|()| sync_folder(base))
        .and_then(|()| prepare(comparison, &journal, base, disk));
    if let Err(error) = prepared {
        return Err(match roll_back(&journal, base, disk) {
            Ok(()) => error.context("nothing was changed"),
            Err(_) => error.context(format!(
                "nothing was changed; the next run clears the leftovers that {NAME} names"
            )),
        });
    }
    if let Err(error) = disk.append(&path, COMMIT.as_bytes()) {
        // Nobody knows whether the line is on the platter. So the journal goes first: a run that
        // is taken back must not be found committed.
        let taken_back = end(base, disk).and_then(|()| roll_back(&journal, base, disk));
        return Err(match taken_back {
            Ok(()) => error.context("nothing was changed"),
            Err(_) => {
                error.context("nothing was changed, but files named `.*.openapi-new` may be left")
            }
        });
    }
    finish(&journal, base, disk).with_context(|| {
        format!("the new files are complete, but not all are in place; run it again, {NAME} tells it what is left")
    })
}

/// Ends an interrupted run, if there is one.
pub(crate) fn recover(base: &Path, disk: &mut Disk<'_>) -> Result<Recovery> {
    let Some(journal) = Journal::read(base)? else {
        return Ok(Recovery::Nothing);
    };
    match journal.state {
        State::Committed => finish(&journal, base, disk)
            .map(|()| Recovery::Finished)
            .with_context(|| format!("cannot finish the interrupted run that {NAME} describes")),
        State::Ready | State::Torn => roll_back(&journal, base, disk)
            .map(|()| Recovery::RolledBack)
            .with_context(|| format!("cannot roll back the interrupted run that {NAME} describes")),
    }
}

fn plan_journal(comparison: &Comparison<'_>, base: &Path) -> Result<Journal> {
    let mut journal = Journal {
        folders: comparison
            .folders
            .iter()
            .map(|(folder, _)| (planned_digest(folder), folder.root.clone()))
            .collect(),
        files: comparison
            .scaffold
            .iter()
            .map(|file| file.path.clone())
            .collect(),
        ..Journal::default()
    };
    // Sources before manifests: a crate without sources is worse than sources without a manifest.
    journal
        .files
        .sort_by_key(|path| path.ends_with("Cargo.toml"));
    for target in journal.targets() {
        for (at, _) in target.match_indices('/') {
            let parent = target.get(..at).unwrap_or_default();
            if !journal.made.iter().any(|made| made == parent)
                && is_missing(&inside(base, parent)?)?
            {
                journal.made.push(parent.to_owned());
            }
        }
    }
    Ok(journal)
}

/// The place beside a target where its successor waits.
fn successor(target: &Path) -> PathBuf {
    beside(target, "new")
}

/// The place beside a target where it goes if names cannot be exchanged.
fn predecessor(target: &Path) -> PathBuf {
    beside(target, "old")
}

fn beside(target: &Path, word: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.openapi-{word}"))
}

/// Writes everything new beside the old.
fn prepare(
    comparison: &Comparison<'_>,
    journal: &Journal,
    base: &Path,
    disk: &mut Disk<'_>,
) -> Result<()> {
    for made in &journal.made {
        let made = inside(base, made)?;
        disk.create_folder(&made)?;
        sync_folder(made.parent().unwrap_or(base))?;
    }
    for (folder, _) in &comparison.folders {
        let target = inside(base, &folder.root)?;
        let root = successor(&target);
        disk.remove(&root)?;
        disk.create_folder(&root)?;
        let mut folders = vec![root.clone()];
        for (file, content) in &folder.files {
            let mut place = root.clone();
            for part in file.split('/') {
                if !folders.contains(&place) {
                    disk.create_folder(&place)?;
                    folders.push(place.clone());
                }
                place.push(part);
            }
            disk.write_soon(&place, content.as_bytes())?;
        }
        disk.settle()?;
        folders.iter().try_for_each(|folder| sync_folder(folder))?;
        sync_folder(target.parent().unwrap_or(base))?;
    }
    for file in &comparison.scaffold {
        let target = inside(base, &file.path)?;
        let new = successor(&target);
        disk.remove(&new)?;
        disk.write_soon(&new, file.content.unwrap_or_default().as_bytes())?;
    }
    disk.settle()?;
    for file in &comparison.scaffold {
        let target = inside(base, &file.path)?;
        sync_folder(target.parent().unwrap_or(base))?;
    }
    Ok(())
}

/// Puts everything in place that is not yet, and clears up. The new files are complete.
fn finish(journal: &Journal, base: &Path, disk: &mut Disk<'_>) -> Result<()> {
    for (wanted, folder) in &journal.folders {
        let target = inside(base, folder)?;
        if digest(&target)?.as_ref() != Some(wanted) {
            let new = successor(&target);
            if digest(&new)?.as_ref() != Some(wanted) {
                bail!(
                    "neither {} nor {} holds the new files any more; remove {} and run it again",
                    target.display(),
                    new.display(),
                    Journal::path(base).display()
                );
            }
            replace(&new, &target, disk)?;
        }
    }
    for file in &journal.files {
        let target = inside(base, file)?;
        let new = successor(&target);
        if is_missing(&target)? && !is_missing(&new)? {
            disk.rename(&new, &target)?;
            sync_folder(target.parent().unwrap_or(base))?;
        }
    }
    clear(journal, base, disk)?;
    end(base, disk)
}

/// Puts a complete successor in place of a folder, or of whatever is there.
fn replace(new: &Path, target: &Path, disk: &mut Disk<'_>) -> Result<()> {
    if is_missing(target)? {
        disk.rename(new, target)?;
    } else if disk.exchange(new, target)? == Exchange::Unsupported {
        let old = predecessor(target);
        disk.remove(&old)?;
        disk.rename(target, &old)?;
        disk.rename(new, target)?;
    }
    match target.parent() {
        Some(parent) => sync_folder(parent),
        None => Ok(()),
    }
}

/// Takes away what a run wrote that was not committed. Nothing old was touched.
fn roll_back(journal: &Journal, base: &Path, disk: &mut Disk<'_>) -> Result<()> {
    clear(journal, base, disk)?;
    for made in journal.made.iter().rev() {
        let made = inside(base, made)?;
        if fs::symlink_metadata(&made).is_ok_and(|found| found.is_dir()) {
            disk.remove_empty(&made)?;
        }
    }
    end(base, disk)
}

/// Removes successors that were not needed and predecessors.
fn clear(journal: &Journal, base: &Path, disk: &mut Disk<'_>) -> Result<()> {
    for target in journal.targets() {
        let target = inside(base, &target)?;
        disk.remove(&successor(&target))?;
        disk.remove(&predecessor(&target))?;
    }
    Ok(())
}

/// Removes the journal, which ends the run.
fn end(base: &Path, disk: &mut Disk<'_>) -> Result<()> {
    disk.remove(&Journal::path(base))?;
    sync_folder(base)
}
