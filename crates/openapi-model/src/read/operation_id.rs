//! Names of operations: `operationId`, or one made from method and path, each once.
//!
//! A made name depends on nothing but method and path, so that other operations can come and go.
//! Only where it is taken it gets a number.

use std::collections::{HashMap, HashSet};

use openapi_source::{Diagnostic, quoted};

use super::paths::Template;
use super::{Cursor, Owner, Reader};
use crate::codes;
use crate::model::{Fixed, Piece};

/// Longest name that is made, in characters.
const MAX_MADE: usize = 100;

/// An operation that wants a name.
#[derive(Debug)]
pub(super) struct Candidate<'a> {
    pub(super) owner: Owner,
    pub(super) cursor: Cursor<'a>,
    /// As the document has it.
    pub(super) wanted: Option<String>,
    /// What it would be called without an `operationId`.
    pub(super) made: String,
}

impl<'a> Reader<'a> {
    /// The `operationId`, if it says something.
    pub(super) fn operation_id(&mut self, cursor: &Cursor<'a>) -> Option<String> {
        self.optional_text(cursor, "operationId")
            .filter(|id| !id.trim().is_empty())
    }

    /// One name for each, in order.
    pub(super) fn unique_ids(&mut self, candidates: &[Candidate<'a>]) -> Vec<String> {
        // A name of the document goes before a made one, wherever it stands.
        let wanted: HashSet<&str> = candidates
            .iter()
            .filter_map(|candidate| candidate.wanted.as_deref())
            .collect();
        let mut taken: HashSet<String> = HashSet::new();
        let mut next: HashMap<&str, usize> = HashMap::new();
        let mut out = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let base = candidate.wanted.as_deref().unwrap_or(&candidate.made);
            let is_free = |id: &str| !taken.contains(id) && (id == base || !wanted.contains(id));
            let given = candidate.wanted.is_some() || !wanted.contains(base);
            let id = if given && is_free(base) {
                base.to_owned()
            } else {
                let number = next.entry(base).or_insert(2);
                loop {
                    let id = format!("{base}{number}");
                    *number += 1;
                    if is_free(&id) {
                        break id;
                    }
                }
            };
            self.owned_by(candidate.owner, |reader| reader.said_id(candidate, &id));
            taken.insert(id.clone());
            out.push(id);
        }
        out
    }

    fn said_id(&mut self, candidate: &Candidate<'a>, id: &str) {
        let place = candidate.cursor.get("operationId");
        match (&candidate.wanted, place) {
            (Some(wanted), Some(place)) if wanted != id => self.push(
                Diagnostic::warning(
                    codes::SAME_ID,
                    place.node.span,
                    format!("another operation is called {} too", quoted(wanted)),
                )
                .label(format!("called {} instead", quoted(id)))
                .help("give each operation an operationId of its own"),
            ),
            (Some(_), _) => {}
            (None, _) => self.push(
                Diagnostic::note(
                    codes::MADE_ID,
                    candidate.cursor.key_span,
                    "no `operationId`",
                )
                .label(format!("called {}", quoted(id)))
                .help(format!("write `operationId: {id}`, or a name of your own")),
            ),
        }
    }
}

/// `getUsersByUserId` for `GET /users/{userId}`.
pub(super) fn made_id(method: &str, template: &Template, fixed: &[Fixed]) -> String {
    let mut out = method.to_owned();
    let mut anything = false;
    for piece in template.segments.iter().flat_map(|segment| &segment.pieces) {
        anything = true;
        match piece {
            Piece::Literal(text) => push_words(text, &mut out),
            Piece::Parameter(name) | Piece::OneOf { name, .. } => {
                out.push_str("By");
                push_words(name, &mut out);
            }
        }
    }
    for fixed in fixed {
        anything = true;
        push_words(&fixed.value, &mut out);
    }
    if !anything {
        out.push_str("Root");
    }
    out.chars().take(MAX_MADE).collect()
}

/// The words of a text, each with a capital letter.
fn push_words(text: &str, out: &mut String) {
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let mut letters = word.chars();
        out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(letters.as_str());
    }
}
