//! Query parameters: the styles `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`.

use super::percent::{encode, encode_ends, encode_form};
use super::{As, Written, in_turn, join, text_of};
use openapi_types::deep_pairs;
use serde_json::Value;

/// How a query parameter is written; `a`, `b` are elements of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryStyle {
    /// `name=a,b`, `name=k,v`
    Form,
    /// `name=a&name=b`, `k=v`
    FormExploded,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a%7Cb`
    PipeDelimited,
    /// `name%5Bk%5D=v`, `name%5B%5D=a`; see [`openapi_types::deep_pairs`].
    DeepObject,
    /// JSON text.
    Json,
}

impl QueryStyle {
    /// How the value is looked at.
    pub(crate) fn how(self) -> As {
        if self == Self::Json {
            As::Json
        } else {
            As::Parts
        }
    }
}

/// What becomes of reserved characters in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// They are percent-encoded.
    Encoded,
    /// `allowReserved`: they stay, but for those that would end the value.
    Kept,
}

/// Pairs that are written one after the other: a query or a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pairs {
    Query(Reserved),
    Form(Reserved),
}

impl Pairs {
    fn name(self, out: &mut String, text: &str) {
        match self {
            Self::Query(_) => encode(out, text),
            Self::Form(_) => encode_form(out, text),
        }
    }

    fn value(self, out: &mut String, text: &str) {
        match self {
            Self::Query(Reserved::Encoded) => encode(out, text),
            Self::Form(Reserved::Encoded) => encode_form(out, text),
            Self::Query(Reserved::Kept) | Self::Form(Reserved::Kept) => encode_ends(out, text),
        }
    }

    /// What separates the elements of `spaceDelimited`.
    fn blank(self) -> &'static str {
        match self {
            Self::Query(_) => "%20",
            Self::Form(_) => "+",
        }
    }

    fn pair(self, out: &mut String, name: &str, value: &str) {
        self.start(out, name);
        self.value(out, value);
    }

    /// The name of a pair, with an ampersand before it unless it is the first.
    fn start(self, out: &mut String, name: &str) {
        if !out.is_empty() {
            out.push('&');
        }
        self.name(out, name);
        out.push('=');
    }
}

/// Adds the pairs of a parameter.
pub(crate) fn push_query(
    out: &mut String,
    name: &str,
    value: Written<'_>,
    style: QueryStyle,
    pairs: Pairs,
) {
    match value {
        Written::Absent => {}
        Written::Text(text) => pairs.pair(out, name, text),
        Written::Array(elements) if elements.is_empty() => {}
        Written::Object(members) if members.is_empty() => {}
        Written::Array(elements) => match delimiter(style, pairs) {
            Some(delimiter) => {
                pairs.start(out, name);
                let elements = elements.into_iter().map(text_of);
                join(out, elements, delimiter, |out, text| pairs.value(out, text));
            }
            None if style == QueryStyle::DeepObject => {
                deep(out, name, Value::Array(elements), pairs);
            }
            None => {
                for element in elements {
                    pairs.pair(out, name, &text_of(element));
                }
            }
        },
        Written::Object(members) => match delimiter(style, pairs) {
            Some(delimiter) => {
                pairs.start(out, name);
                let texts = in_turn(members);
                join(out, texts, delimiter, |out, text| pairs.value(out, text));
            }
            None if style == QueryStyle::DeepObject => {
                let members = members.into_iter().collect();
                deep(out, name, Value::Object(members), pairs);
            }
            None => {
                for (key, value) in members {
                    member(out, &key, value, pairs);
                }
            }
        },
    }
}

/// What stands between elements where they share one pair.
fn delimiter(style: QueryStyle, pairs: Pairs) -> Option<&'static str> {
    match style {
        QueryStyle::Form => Some(","),
        QueryStyle::SpaceDelimited => Some(pairs.blank()),
        QueryStyle::PipeDelimited => Some("%7C"),
        QueryStyle::FormExploded | QueryStyle::DeepObject | QueryStyle::Json => None,
    }
}

/// A member of an exploded object: an array in it is exploded too.
fn member(out: &mut String, key: &str, value: Value, pairs: Pairs) {
    match value {
        Value::Array(elements) => {
            for element in elements {
                pairs.pair(out, key, &text_of(element));
            }
        }
        other @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Object(_)) => pairs.pair(out, key, &text_of(other)),
    }
}

fn deep(out: &mut String, name: &str, value: Value, pairs: Pairs) {
    for (name, text) in deep_pairs(name, value) {
        pairs.pair(out, &name, &text);
    }
}
