//! Which JSON value a text stands for, as far as the schema tells.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::schema::{Leaves, Schema};

/// What a text is taken for that can be a text and something else too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prefer {
    Types,
    Texts,
}

/// Decoded texts in the structure that a style gave them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Tree {
    Text(String),
    /// Repeated texts that may be a list, or a mistake.
    Texts(Vec<String>),
    /// Surely a list.
    List(Vec<String>),
    Members(BTreeMap<String, Self>),
    /// JSON, types and all.
    Json(Value),
}

impl Tree {
    /// Adds a text below a path of names; what contradicts the rest is dropped.
    pub(crate) fn insert(&mut self, path: &[String], text: String) {
        match (path.split_first(), self) {
            (Some((name, below)), Self::Members(members)) => match members.get_mut(name) {
                Some(member) => member.insert(below, text),
                None => {
                    members.insert(name.clone(), Self::below(below, text));
                }
            },
            (None, Self::Texts(texts)) => texts.push(text),
            _ => {}
        }
    }

    fn below(path: &[String], text: String) -> Self {
        let mut tree = Self::Texts(vec![text]);
        for name in path.iter().rev() {
            tree = Self::Members(BTreeMap::from([(name.clone(), tree)]));
        }
        tree
    }

    /// The value that this most likely is.
    pub(crate) fn value(&self, leaves: &Leaves, prefer: Prefer) -> Value {
        match self {
            Self::Json(value) => value.clone(),
            Self::Text(text) => scalar(text, leaves, prefer),
            Self::Texts(texts) => match texts.as_slice() {
                [text] if leaves.has_scalars() || !leaves.has_arrays() => {
                    scalar(text, leaves, prefer)
                }
                texts => list(texts, leaves, prefer),
            },
            Self::List(texts) => list(texts, leaves, prefer),
            Self::Members(members) if leaves.has_arrays() && is_numbered(members) => {
                let items = leaves.items();
                let mut numbered: Vec<(usize, &Self)> = members
                    .iter()
                    .map(|(name, tree)| (name.parse().unwrap_or(usize::MAX), tree))
                    .collect();
                numbered.sort_by_key(|(number, _)| *number);
                let values = numbered.into_iter().flat_map(|(_, tree)| match tree {
                    Self::Texts(texts) => texts
                        .iter()
                        .map(|text| scalar(text, &items, prefer))
                        .collect(),
                    tree => vec![tree.value(&items, prefer)],
                });
                Value::Array(values.collect())
            }
            Self::Members(members) => {
                let known = leaves.members();
                let members = members
                    .iter()
                    .map(|(name, tree)| (name.clone(), tree.value(&known.get(name), prefer)));
                Value::Object(members.collect::<Map<_, _>>())
            }
        }
    }
}

/// Whether the names are positions in a list, or say nothing (`name[]`).
fn is_numbered(members: &BTreeMap<String, Tree>) -> bool {
    members
        .keys()
        .all(|name| name.is_empty() || name.parse::<usize>().is_ok())
}

fn list(texts: &[String], leaves: &Leaves, prefer: Prefer) -> Value {
    let items = leaves.items();
    let items = texts.iter().map(|text| scalar(text, &items, prefer));
    Value::Array(items.collect())
}

/// One text as a value.
pub(crate) fn scalar(text: &str, leaves: &Leaves, prefer: Prefer) -> Value {
    let has_texts = leaves.is_anything()
        || leaves.any(|part| match part {
            Schema::String(_) => true,
            Schema::Enum(values) => values.contains(&text),
            _ => false,
        });
    if has_texts && prefer == Prefer::Texts {
        return Value::String(text.to_owned());
    }
    if let Some(value) = leaves.constants().find_map(|constant| constant.read(text)) {
        return value;
    }
    let typed = match text.as_bytes().first() {
        Some(b'{' | b'[') => {
            let has_structure = leaves.has_objects() || leaves.has_arrays();
            has_structure
                .then(|| serde_json::from_str(text).ok())
                .flatten()
        }
        Some(b't' | b'f') => {
            let has_booleans = leaves.any(|part| matches!(part, Schema::Boolean));
            has_booleans.then(|| boolean(text)).flatten()
        }
        Some(b'-' | b'0'..=b'9') => {
            let has_numbers =
                leaves.any(|part| matches!(part, Schema::Integer(_) | Schema::Number(_)));
            has_numbers.then(|| number(text)).flatten()
        }
        None if leaves.is_nullable() && !has_texts => Some(Value::Null),
        Some(b'n') if leaves.is_nullable() && text == "null" => Some(Value::Null),
        _ => None,
    };
    typed.unwrap_or_else(|| Value::String(text.to_owned()))
}

/// A text that must be a number, `true` or `false`; it stays a text where it is not.
pub(super) fn literal(text: Cow<'_, str>) -> Value {
    let read = match text.as_bytes().first() {
        Some(b't' | b'f') => boolean(&text),
        _ => number(&text),
    };
    read.unwrap_or_else(|| Value::String(text.into_owned()))
}

fn boolean(text: &str) -> Option<Value> {
    match text {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => None,
    }
}

fn number(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().filter(Value::is_number)
}
