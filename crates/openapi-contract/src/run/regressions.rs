//! Drawn calls that failed once, as a file to commit: one line for each, the seed and the name of
//! the case. Lines that begin with `#` are for people.

use std::{fmt::Write as _, fs, io, path::Path};

use super::{Run, Unreadable};

const HEAD: &str = "\
# Drawn calls that failed once: seed and case. They are tried first; commit this file.
";

/// Reads such a file; one that is not there has no lines.
///
/// # Errors
/// It cannot be read, or a line is none of that form.
pub fn read_regressions(path: &Path) -> Result<Vec<(String, u64)>, Unreadable> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        text => text.map_err(|error| unreadable(path, &error.to_string()))?,
    };
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|(index, line)| {
            let (seed, case) = line.split_once(' ').unwrap_or((line, ""));
            match seed.parse() {
                Ok(seed) if !case.is_empty() => Ok((case.to_owned(), seed)),
                _ => {
                    let why = format!("line {} is not a seed and the name of a case", index + 1);
                    Err(unreadable(path, &why))
                }
            }
        })
        .collect()
}

/// Adds what failed in a run and is not yet known.
///
/// # Errors
/// The file cannot be written.
pub fn note_regressions(path: &Path, known: &[(String, u64)], run: &Run) -> Result<(), Unreadable> {
    let failed = run.records.iter();
    let failed = failed.filter_map(|record| Some((record.case.clone(), record.seed?)));
    let new: Vec<_> = failed.filter(|one| !known.contains(one)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let mut text = HEAD.to_owned();
    for (case, seed) in known.iter().chain(&new) {
        _ = writeln!(text, "{seed} {case}");
    }
    fs::write(path, text).map_err(|error| unreadable(path, &error.to_string()))
}

fn unreadable(path: &Path, why: &str) -> Unreadable {
    Unreadable {
        message: format!("{}: {why}", path.display()),
        help: "name a file of drawn calls that can be read and written",
    }
}
