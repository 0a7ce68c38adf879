//! `cargo xtask contract`: the case list of a document as two committed files.
//!
//! What the cases are is known by `openapi-contract`; here files are read, written and compared.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use openapi_contract::{Problem, Spec, States, cases, lock, lock::Lock, relation};
use openapi_source::{Document, Limits};

use crate::arguments::Contract;
use crate::console::{complain, say};
use crate::{Outcome, output, place};

/// Reads the document and its table, and writes or checks the two files.
pub(crate) fn run(options: &Contract) -> Result<Outcome> {
    let root = place::workspace()?;
    let made = match make(&root, options)? {
        Ok(made) => made,
        Err(problems) => {
            for problem in problems {
                complain(&format!("error: {problem}\n"))?;
            }
            complain("nothing was written\n")?;
            return Ok(Outcome::Refused);
        }
    };
    let files = [("json", made.json()), ("md", made.markdown())].map(|(ending, text)| {
        let name = format!("{}.{ending}", options.lock);
        (root.join(&name), name, text)
    });
    let count = made.count();
    if options.check {
        return check(&files, count);
    }
    let mut changed = Vec::new();
    for (path, name, text) in &files {
        if fs::read(path).ok().as_deref() != Some(text.as_bytes()) {
            replace(path, text).with_context(|| format!("cannot write {name}"))?;
            changed.push(format!("  changed  {name}\n"));
        }
    }
    if changed.is_empty() {
        changed.push("nothing changed\n".to_owned());
    }
    say(&format!("{}{count} cases\n", changed.concat()))?;
    Ok(Outcome::Done)
}

/// Everything about the list, or everything that is wrong with the document or its table.
fn make(root: &Path, options: &Contract) -> Result<Result<Lock, Vec<Problem>>> {
    let name = options.document.as_str();
    let bytes = read(root, name)?;
    let document = match Document::parse(name, &bytes, &Limits::default()) {
        Ok(document) => document,
        Err(report) => bail!("{report}"),
    };
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let spec = match Spec::read_with(&document, |path| beside(&root.join(folder), path)) {
        Ok(spec) => spec,
        Err(problems) => return Ok(Err(problems)),
    };
    let text = String::from_utf8(read(root, &options.states)?)
        .with_context(|| format!("{} is not UTF-8", options.states))?;
    let states = match States::parse(&options.states, &text) {
        Ok(states) => states,
        Err(problem) => return Ok(Err(vec![problem])),
    };
    let cases = match cases(&spec, Some(&states)) {
        Ok(cases) => cases,
        Err(problems) => return Ok(Err(problems)),
    };
    let holes = lock::holes(&spec, &cases);
    if !holes.is_empty() {
        return Ok(Err(holes));
    }
    Ok(Ok(Lock::of(&spec, &cases, &relation::mine(&spec))))
}

/// A file that the document refers to.
fn beside(folder: &Path, path: &str) -> Result<Document, String> {
    let bytes = fs::read(folder.join(path)).map_err(|error| error.to_string())?;
    let document = Document::parse(path, &bytes, &Limits::default());
    document.map_err(|report| report.to_string())
}

fn read(root: &Path, name: &str) -> Result<Vec<u8>> {
    fs::read(root.join(name)).with_context(|| format!("cannot read {name}"))
}

/// The new file takes the place of the old one at once.
fn replace(path: &Path, text: &str) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    fs::write(&beside, text)?;
    fs::rename(&beside, path)?;
    Ok(())
}

fn check(files: &[(PathBuf, String, String); 2], count: usize) -> Result<Outcome> {
    let mut stale = String::new();
    for (path, name, text) in files {
        let word = match fs::read(path) {
            Ok(found) if found == text.as_bytes() => continue,
            Ok(found) => {
                let diff = output::difference(&found, text.as_bytes());
                let lines: Vec<&str> = diff.lines().collect();
                let lines = lines.join("\n           ");
                format!("    stale  {name}\n           {lines}\n")
            }
            Err(_) => format!("  missing  {name}\n"),
        };
        stale.push_str(&word);
    }
    if stale.is_empty() {
        say(&format!("the contract is up to date: {count} cases\n"))?;
        return Ok(Outcome::Done);
    }
    say(&stale)?;
    complain(
        "error: the committed case list is not what the document and its state table say\nhelp: run `cargo xtask contract`, read what changed and commit it\n",
    )?;
    Ok(Outcome::Refused)
}
