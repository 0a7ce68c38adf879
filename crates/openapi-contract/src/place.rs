//! Where things are: the line and column of each node of the document, by JSON pointer.
//!
//! A judge that cannot say where the promise was made is not believed. The positions are kept in
//! a small tree of their own, so that a [`Spec`](crate::Spec) outlives the document it was read
//! from. Nothing here interprets the document; [`spec`](crate::spec) does.

use std::fmt;

use openapi_source::{Document, Node, Source, Value};

use crate::tree;

/// A position in the document, for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Name of the document, as it was given to the reader.
    pub name: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.name, self.line, self.column)
    }
}

/// Something in the document, or in the state table, that the judge cannot work with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}{}", at(pointer))]
pub struct Problem {
    /// JSON pointer into the document, empty for the whole of it.
    pub pointer: String,
    /// The position of that node, or of the nearest one that exists.
    pub place: Place,
    /// What is wrong and what to do, in lower case and without a full stop.
    pub message: String,
}

fn at(pointer: &str) -> String {
    match pointer {
        "" => String::new(),
        pointer => format!(" (at {pointer})"),
    }
}

/// The positions of all nodes of a document and of the files that it refers to.
///
/// Only offsets are kept: lines are counted when someone asks, since a document may be one long
/// line.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// Path, as in pointers, and content; the document itself is the first.
    files: Vec<(String, File)>,
}

#[derive(Clone, Debug)]
struct File {
    source: Source,
    root: Spot,
}

#[derive(Clone, Debug)]
struct Spot {
    /// Offset of the first byte.
    start: usize,
    children: Vec<(String, Self)>,
}

impl Places {
    pub(crate) fn of(document: &Document) -> Self {
        let mut places = Self { files: Vec::new() };
        places.add(String::new(), document);
        places
    }

    pub(crate) fn add(&mut self, path: String, document: &Document) {
        let file = File {
            source: document.source().clone(),
            root: spot(document.root(), document.root().span.start),
        };
        self.files.push((path, file));
    }

    /// The position of a node; of its nearest ancestor where the pointer leads nowhere.
    pub(crate) fn find(&self, pointer: &str) -> Place {
        let (path, pointer) = tree::split(pointer);
        let named = self.files.iter().find(|(known, _)| known == path);
        let Some((_, file)) = named.or(self.files.first()) else {
            return Place {
                name: path.to_owned(),
                line: 1,
                column: 1,
            };
        };
        let mut spot = &file.root;
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            match spot.children.iter().find(|(key, _)| *key == token) {
                Some((_, child)) => spot = child,
                None => break,
            }
        }
        let position = file.source.position(spot.start);
        Place {
            name: file.source.name().to_owned(),
            line: position.line,
            column: position.column,
        }
    }

    pub(crate) fn problem(&self, pointer: &str, message: impl Into<String>) -> Problem {
        Problem {
            pointer: pointer.to_owned(),
            place: self.find(pointer),
            message: message.into(),
        }
    }
}

/// A member is shown at its key, an item at its value.
fn spot(node: &Node, start: usize) -> Spot {
    let children = match &node.value {
        Value::Object(object) => object
            .iter()
            .map(|member| {
                let child = spot(&member.value, member.key_span.start);
                (member.key.clone(), child)
            })
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (index.to_string(), spot(item, item.span.start)))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    Spot { start, children }
}
