//! Where things are: the line and column of each node of the document, by JSON pointer.
//!
//! A judge that cannot say where the promise was made is not believed. The positions are kept in
//! a small tree of their own, so that a [`Spec`](crate::Spec) outlives the document it was read
//! from. Nothing here interprets the document; [`spec`](crate::spec) does.

use std::fmt;

use openapi_source::{Document, Node, Value};

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

/// The positions of all nodes of one document.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    name: String,
    root: Spot,
}

#[derive(Clone, Debug)]
struct Spot {
    line: usize,
    column: usize,
    children: Vec<(String, Self)>,
}

impl Places {
    pub(crate) fn of(document: &Document) -> Self {
        Self {
            name: document.name().to_owned(),
            root: spot(document, document.root(), document.root().span.start),
        }
    }

    /// The position of a node; of its nearest ancestor where the pointer leads nowhere.
    pub(crate) fn find(&self, pointer: &str) -> Place {
        let mut spot = &self.root;
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            match spot.children.iter().find(|(key, _)| *key == token) {
                Some((_, child)) => spot = child,
                None => break,
            }
        }
        Place {
            name: self.name.clone(),
            line: spot.line,
            column: spot.column,
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
fn spot(document: &Document, node: &Node, start: usize) -> Spot {
    let position = document.position(start);
    let children = match &node.value {
        Value::Object(object) => object
            .iter()
            .map(|member| {
                let child = spot(document, &member.value, member.key_span.start);
                (member.key.clone(), child)
            })
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (index.to_string(), spot(document, item, item.span.start)))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    Spot {
        line: position.line,
        column: position.column,
        children,
    }
}
