//! A run that dies or fails at any operation.
//!
//! Death is a panic in the hook: nothing behind it runs, as after `kill -9`. A full disk is an
//! error from every operation that needs room.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Error, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

use super::super::disk::{Disk, Operation};
use super::super::journal::{COMMIT, Journal};
use super::super::{Plan, Recovery, check, recover, transaction, write, write_with};
use super::{CLIENT, MANIFEST, SERVER, plan, put, snapshot};

/// What a hook throws, so that the panic hook stays silent.
struct Killed;

/// Runs something with a disk that kills at an operation. `false` if it ended before that.
fn killed_at(at: usize, run: impl FnOnce(&mut Disk<'_>)) -> bool {
    let mut seen = 0;
    let mut before = |_: Operation, _: &Path| {
        seen += 1;
        if seen > at {
            resume_unwind(Box::new(Killed))
        } else {
            Ok(())
        }
    };
    catch_unwind(AssertUnwindSafe(|| run(&mut Disk::watched(&mut before)))).is_err()
}

type Files = BTreeMap<String, String>;

/// The part of a snapshot that a run is about: not what waits beside it.
fn visible_files(base: &Path) -> Files {
    snapshot(base)
        .into_iter()
        .filter(|(path, _)| !path.split('/').any(|part| part.starts_with('.')))
        .collect()
}

fn under(files: &Files, folder: &str) -> Files {
    files
        .iter()
        .filter(|(path, _)| path.starts_with(folder))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect()
}

/// Adds the files of a plan, and the folders they are in, as a snapshot has them.
fn add(files: &mut Files, plan: &Plan) {
    let generated = plan.folders.iter().flat_map(|folder| {
        folder
            .files
            .iter()
            .map(|(file, text)| (folder.path(file), text))
    });
    let scaffold = plan
        .scaffold
        .iter()
        .map(|(path, text)| (path.clone(), text));
    for (path, text) in generated.chain(scaffold) {
        for (at, _) in path.match_indices('/') {
            files.insert(path.get(..at).unwrap().to_owned(), "folder".to_owned());
        }
        files.insert(path, text.clone());
    }
}

/// A workspace before a run, with what it is before and after it.
struct Case {
    base: tempfile::TempDir,
    old: Files,
    new: Files,
}

impl Case {
    fn new(before: Option<&Plan>) -> Self {
        let base = tempfile::tempdir().unwrap();
        let mut old = Files::new();
        if let Some(before) = before {
            add(&mut old, before);
        }
        old.iter()
            .filter(|(_, text)| *text != "folder")
            .for_each(|(path, text)| put(base.path(), path, text));
        // What people may have written by now stays: the scaffold is not replaced.
        let mut new = Files::new();
        add(&mut new, &plan("new"));
        new.extend(
            old.iter()
                .filter(|(path, _)| *path == MANIFEST)
                .map(|(path, text)| (path.clone(), text.clone())),
        );
        Self { base, old, new }
    }

    fn path(&self) -> &Path {
        self.base.path()
    }

    /// At every instant each folder is one or the other.
    fn assert_whole(&self, about: &str) {
        let now = visible_files(self.path());
        for folder in [CLIENT, SERVER] {
            let found = under(&now, folder);
            assert!(
                found == under(&self.old, folder) || found == under(&self.new, folder),
                "{about}: {folder} is {found:?}"
            );
        }
    }

    /// After a recovery everything is one or the other, and nothing is left over.
    fn assert_ended(&self, recovery: Recovery, about: &str) {
        let now = snapshot(self.path());
        let expected = match recovery {
            Recovery::RolledBack => &self.old,
            Recovery::Nothing if now == self.old => &self.old,
            Recovery::Finished | Recovery::Nothing => &self.new,
        };
        assert_eq!(&now, expected, "{about} ({recovery})");
    }
}

/// The states a run may start from: nothing, an old output, and an old output without a folder.
fn starts() -> Vec<Option<Plan>> {
    let mut partial = plan("old");
    partial.folders.truncate(1);
    vec![None, Some(plan("old")), Some(partial)]
}

#[test]
fn a_run_killed_at_any_operation_is_ended_by_the_next() {
    for before in starts() {
        let mut ends = [0, 0];
        for at in 0.. {
            let case = Case::new(before.as_ref());
            let about = format!("killed at {at}");
            let killed = killed_at(at, |disk| drop(write_with(&plan("new"), case.path(), disk)));
            case.assert_whole(&about);
            let named = check(&plan("new"), case.path())
                .unwrap()
                .interrupted
                .is_some();
            let recovery = recover(case.path()).unwrap();
            assert_eq!(
                named,
                recovery != Recovery::Nothing,
                "{about}: a check names what a recovery ends"
            );
            case.assert_ended(recovery, &about);
            write(&plan("new"), case.path()).unwrap();
            assert_eq!(snapshot(case.path()), case.new, "{about}");
            match recovery {
                Recovery::RolledBack => ends[0] += 1,
                Recovery::Finished => ends[1] += 1,
                Recovery::Nothing => {}
            }
            if !killed {
                break;
            }
        }
        assert!(
            ends.iter().all(|count| *count >= 3),
            "both ways out are taken: {ends:?}"
        );
    }
}

#[test]
fn a_recovery_killed_at_any_operation_can_be_repeated() {
    for at in 0.. {
        let first = Case::new(Some(&plan("old")));
        if !killed_at(at, |disk| {
            drop(write_with(&plan("new"), first.path(), disk));
        }) {
            break;
        }
        for again in 0.. {
            let case = Case::new(Some(&plan("old")));
            let about = format!("killed at {at}, recovery killed at {again}");
            killed_at(at, |disk| drop(write_with(&plan("new"), case.path(), disk)));
            let killed = killed_at(again, |disk| drop(transaction::recover(case.path(), disk)));
            case.assert_whole(&about);
            case.assert_ended(recover(case.path()).unwrap(), &about);
            if !killed {
                break;
            }
        }
    }
}

#[test]
fn a_full_disk_changes_nothing() {
    for before in starts() {
        for at in 0.. {
            let case = Case::new(before.as_ref());
            let mut seen = 0;
            let mut hook = |operation: Operation, _: &Path| {
                let needs_room =
                    matches!(operation, Operation::CreateFolder | Operation::WriteFile);
                seen += usize::from(needs_room);
                if needs_room && seen > at {
                    Err(Error::from(ErrorKind::StorageFull))
                } else {
                    Ok(())
                }
            };
            let result = write_with(&plan("new"), case.path(), &mut Disk::watched(&mut hook));
            let expected = if result.is_ok() { &case.new } else { &case.old };
            assert_eq!(&snapshot(case.path()), expected, "full at {at}: {result:?}");
            match result {
                Ok(_) => break,
                Err(error) => assert!(
                    format!("{error:#}").starts_with("nothing was changed: cannot"),
                    "{error:#}"
                ),
            }
        }
    }
}

#[test]
fn a_failing_operation_leaves_a_state_that_the_next_run_ends() {
    for at in 0.. {
        let case = Case::new(Some(&plan("old")));
        let mut seen = 0;
        let mut hook = |_: Operation, _: &Path| {
            seen += 1;
            if seen > at {
                Err(Error::from(ErrorKind::PermissionDenied))
            } else {
                Ok(())
            }
        };
        let result = write_with(&plan("new"), case.path(), &mut Disk::watched(&mut hook));
        let about = format!("failing from {at}");
        case.assert_whole(&about);
        case.assert_ended(recover(case.path()).unwrap(), &about);
        if result.is_ok() {
            break;
        }
    }
}

#[test]
fn without_an_exchange_a_folder_can_be_missing_but_never_mixed() {
    let mut missing = 0;
    for at in 0.. {
        let case = Case::new(Some(&plan("old")));
        let mut seen = 0;
        let mut hook = |operation: Operation, _: &Path| {
            seen += 1;
            match operation {
                _ if seen > at => resume_unwind(Box::new(Killed)),
                Operation::Exchange => Err(Error::from(ErrorKind::Unsupported)),
                _ => Ok(()),
            }
        };
        let run = || write_with(&plan("new"), case.path(), &mut Disk::watched(&mut hook));
        let killed = catch_unwind(AssertUnwindSafe(run)).is_err();
        if [CLIENT, SERVER]
            .iter()
            .all(|folder| case.path().join(folder).exists())
        {
            case.assert_whole(&format!("killed at {at}"));
        } else {
            missing += 1;
        }
        case.assert_ended(recover(case.path()).unwrap(), &format!("killed at {at}"));
        if !killed {
            break;
        }
    }
    assert_eq!(missing, 2, "each folder is away once, between two renames");
}

#[test]
fn a_commit_that_fails_after_its_line_was_written_is_taken_back_safely() {
    for at in 0.. {
        let case = Case::new(Some(&plan("old")));
        let journal = Journal::path(case.path());
        let mut left = None;
        let mut hook = |operation: Operation, path: &Path| match &mut left {
            None if operation == Operation::WriteFile && path == journal && journal.exists() => {
                let text = fs::read_to_string(&journal)? + COMMIT;
                fs::write(&journal, text)?;
                left = Some(at);
                Err(Error::from(ErrorKind::StorageFull))
            }
            None => Ok(()),
            Some(0) => resume_unwind(Box::new(Killed)),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        };
        let run = || write_with(&plan("new"), case.path(), &mut Disk::watched(&mut hook));
        let killed = catch_unwind(AssertUnwindSafe(run)).is_err();
        case.assert_whole(&format!("killed at {at}"));
        recover(case.path()).unwrap();
        let now = visible_files(case.path());
        assert!(
            now == case.old || now == case.new,
            "killed at {at}: {now:?}"
        );
        if !killed {
            assert_eq!(snapshot(case.path()), case.old);
            break;
        }
    }
}

#[test]
fn a_scaffold_file_that_people_made_meanwhile_is_theirs() {
    let mut theirs = 0;
    for at in 0.. {
        let case = Case::new(None);
        let killed = killed_at(at, |disk| drop(write_with(&plan("new"), case.path(), disk)));
        if !case.path().join(MANIFEST).exists() {
            put(case.path(), MANIFEST, "mine");
            theirs += usize::from(recover(case.path()).unwrap() == Recovery::Finished);
            assert_eq!(
                fs::read_to_string(case.path().join(MANIFEST)).unwrap(),
                "mine",
                "killed at {at}"
            );
        }
        if !killed {
            break;
        }
    }
    assert!(
        theirs > 0,
        "no run was committed before the file was in place"
    );
}

#[test]
fn two_runs_do_not_meet() {
    let case = Case::new(Some(&plan("old")));
    let mut others = Vec::new();
    let base = case.path().to_owned();
    let mut hook = |_: Operation, _: &Path| {
        others.push(format!("{:#}", write(&plan("new"), &base).unwrap_err()));
        others.push(format!("{:#}", check(&plan("new"), &base).unwrap_err()));
        Ok(())
    };
    write_with(&plan("new"), case.path(), &mut Disk::watched(&mut hook)).unwrap();
    assert!(
        others
            .iter()
            .all(|error| error.starts_with("another run is writing")),
        "{others:?}"
    );
    assert!(!others.is_empty());
}
