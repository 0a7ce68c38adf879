//! Document and state table as files, and the cases that follow from them.
//!
//! Only files are read, and only those that were named or that the document refers to in its own
//! folder.

use std::{fs::File, path::Path};

use openapi_source::{Document, Limits};

use crate::{
    case::{Case, Cases, cases},
    place::Problem,
    spec::Spec,
    state::States,
};

/// What a server or client is held to.
#[derive(Debug)]
pub struct Contract {
    /// The document.
    pub spec: Spec,
    /// The cases, of the document, then of the state table.
    pub cases: Vec<Case>,
    /// What of the document no case can tell about.
    pub gaps: Vec<Gap>,
}

/// Something in the document that no case can tell about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What it is.
    pub kind: GapKind,
    /// Where it is.
    pub pointer: String,
    /// What is not tested and why, in words.
    pub text: String,
}

/// Kinds of gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapKind {
    /// No call of the operation is known to succeed, so no real server is held to it.
    Operation,
    /// Nothing brings a real server into the status.
    Status,
    /// No case is about that part of a request.
    Part,
}

/// Why there is no contract: everything that is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}\nhelp: {help}")]
pub struct Unreadable {
    /// What is wrong and where, on one or more lines.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

impl Contract {
    /// Reads a document, the files that it refers to, and the state table.
    ///
    /// # Errors
    /// A file cannot be read, is not what it should be, or contradicts the document.
    pub fn read(document: &Path, states: Option<&Path>) -> Result<Self, Unreadable> {
        let spec = read_spec(document)?;
        let states = match states {
            Some(path) => Some(read_table(path)?),
            None => None,
        };
        let found = cases(&spec, states.as_ref()).map_err(|problems| unusable(&problems))?;
        Ok(Self {
            gaps: gaps(&spec, &found),
            spec,
            cases: found.list,
        })
    }
}

/// A document alone, with the files that it refers to.
///
/// # Errors
/// As for [`Contract::read`].
pub fn read_spec(document: &Path) -> Result<Spec, Unreadable> {
    let folder = document.parent().unwrap_or(Path::new(""));
    let root = parse(document)?;
    let load = |path: &str| parse(&folder.join(path)).map_err(|error| error.message);
    Spec::read_with(&root, load).map_err(|problems| unusable(&problems))
}

/// The cases of a state table alone.
///
/// # Errors
/// As for [`Contract::read`].
pub fn read_states(spec: &Spec, path: &Path) -> Result<Vec<Case>, Unreadable> {
    read_table(path)?
        .cases(spec)
        .map_err(|problems| unusable(&problems))
}

fn gaps(spec: &Spec, cases: &Cases) -> Vec<Gap> {
    let operations = cases.groundless.iter().map(|one| Gap {
        kind: GapKind::Operation,
        pointer: spec
            .operation(&one.operation)
            .map(|operation| operation.pointer.clone())
            .unwrap_or_default(),
        text: format!("{}: {}", one.operation, one.why),
    });
    let statuses = cases.unreached.iter().map(|one| Gap {
        kind: GapKind::Status,
        pointer: one.pointer.clone(),
        text: match &one.why {
            Some(why) => format!("{} {}: {why}", one.operation, one.status),
            None => format!("{} {}: no state leads there", one.operation, one.status),
        },
    });
    let parts = cases.unowned().map(|one| Gap {
        kind: GapKind::Part,
        pointer: one.pointer.clone(),
        text: format!("{} {}", one.operation, one.pointer),
    });
    operations.chain(statuses).chain(parts).collect()
}

/// A state table, not yet held against a document.
///
/// # Errors
/// The file cannot be read, or is no such table.
pub fn read_table(path: &Path) -> Result<States, Unreadable> {
    let name = path.display().to_string();
    let text = String::from_utf8(bytes(path)?).map_err(|_| Unreadable {
        message: format!("{name}: not UTF-8"),
        help: "save the state table as UTF-8",
    })?;
    States::parse(&name, &text).map_err(|problem| unusable(&[problem]))
}

fn parse(path: &Path) -> Result<Document, Unreadable> {
    let bytes = bytes(path)?;
    let name = path.display().to_string();
    Document::parse(&name, &bytes, &Limits::default()).map_err(|report| Unreadable {
        message: format!(
            "the document cannot be read\n{}",
            report.to_string().trim_end()
        ),
        help: "correct the document at the places above",
    })
}

fn bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let read = File::open(path).and_then(|file| Limits::default().read(file));
    read.map_err(|error| Unreadable {
        message: format!("{}: {error}", path.display()),
        help: "give the path of a file that can be read",
    })
}

/// Everything that is wrong, at once.
fn unusable(problems: &[Problem]) -> Unreadable {
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    Unreadable {
        message: lines.join("\nerror: "),
        help: "correct the places above",
    }
}
