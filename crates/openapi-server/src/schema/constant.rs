//! JSON values of the document, as constant data.

use serde_json::Value as Json;

use super::Value;
use super::number;

/// A value of an enumeration.
#[derive(Clone, Copy, Debug)]
pub enum Constant {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number.
    Number(Value),
    /// A text.
    Text(&'static str),
    /// A list.
    Array(&'static [Self]),
    /// Members with names, each name once.
    Object(&'static [(&'static str, Self)]),
}

impl Constant {
    /// Whether a value is this one; `1.0` is `1`.
    pub(super) fn is(&self, value: &Json) -> bool {
        match (self, value) {
            (Self::Null, Json::Null) => true,
            (Self::Boolean(left), Json::Bool(right)) => left == right,
            (Self::Number(left), Json::Number(right)) => number::is_equal(*left, right),
            (Self::Text(left), Json::String(right)) => left == right,
            (Self::Array(left), Json::Array(right)) => {
                left.len() == right.len()
                    && left.iter().zip(right).all(|(left, right)| left.is(right))
            }
            (Self::Object(left), Json::Object(right)) => {
                left.len() == right.len()
                    && left
                        .iter()
                        .all(|(name, left)| right.get(*name).is_some_and(|right| left.is(right)))
            }
            _ => false,
        }
    }

    /// The value that is written so where there are no types, as in a query.
    pub(crate) fn read(&self, text: &str) -> Option<Json> {
        match self {
            Self::Null => (text == "null").then_some(Json::Null),
            Self::Boolean(value) => {
                (text == if *value { "true" } else { "false" }).then_some(Json::Bool(*value))
            }
            Self::Number(_) => serde_json::from_str(text)
                .ok()
                .filter(|value| self.is(value)),
            Self::Text(value) => (text == *value).then(|| Json::String(text.to_owned())),
            Self::Array(_) | Self::Object(_) => None,
        }
    }
}

impl std::fmt::Display for Constant {
    /// As JSON has it; lists and objects are not spelled out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Text(value) => f.write_str(value),
            Self::Array(_) => f.write_str("[...]"),
            Self::Object(_) => f.write_str("{...}"),
        }
    }
}
