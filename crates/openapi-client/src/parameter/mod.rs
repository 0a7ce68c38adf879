//! A value of Rust as a parameter: as text for the path, the query, a header or a cookie.
//!
//! [`written`] turns any `T: Serialize` into a [`Written`]: a scalar is text at once, everything
//! else goes by way of JSON. The styles of OpenAPI are in `path`, `query` and `header`, one place
//! of a request each. Values are percent-encoded byte by byte, what a style puts between them is
//! not. Where a style has no room for what is inside of a value, that is written as JSON text.

mod header;
mod path;
mod percent;
mod query;
mod scalar;

pub use header::{CookieStyle, HeaderStyle};
pub use path::PathStyle;
pub use query::{QueryStyle, Reserved};

pub(crate) use header::{push_cookie, text_of_header};
pub(crate) use path::push_path;
pub(crate) use percent::{RESERVED, encode};
pub(crate) use query::{Pairs, push_query};

use serde::Serialize;
use serde_json::Value;

/// A value that cannot be a parameter. It holds no part of the value.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unsendable {
    #[error("`{0}` is a number that JSON has no text for; give it a finite one")]
    NotFinite(&'static str),
    #[error("`{name}` cannot be turned into text: {reason}")]
    Refused { name: &'static str, reason: String },
}

/// What a value is, once its type is of no matter any more.
#[derive(Debug)]
pub(crate) enum Written<'a> {
    /// `None` and `null`: not sent.
    Absent,
    Text(&'a str),
    Array(Vec<Value>),
    Object(Vec<(String, Value)>),
}

/// How the value of a parameter is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum As {
    /// Scalars, arrays and objects, for a style.
    Parts,
    /// One JSON text.
    Json,
}

/// Looks at a value. `scratch` holds the text of a scalar.
pub(crate) fn written<'a, T: Serialize + ?Sized>(
    name: &'static str,
    value: &T,
    how: As,
    scratch: &'a mut String,
) -> Result<Written<'a>, Unsendable> {
    scratch.clear();
    let outcome = value.serialize(scalar::Scalar { out: scratch });
    let refused = |error: serde_json::Error| Unsendable::Refused {
        name,
        reason: error.to_string(),
    };
    match (outcome, how) {
        (Ok(scalar::Presence::Absent), _) => Ok(Written::Absent),
        (Ok(scalar::Presence::Present), As::Parts) => Ok(Written::Text(scratch)),
        (Err(scalar::NoScalar::NotFinite), _) => Err(Unsendable::NotFinite(name)),
        (Ok(scalar::Presence::Present) | Err(scalar::NoScalar::Compound), As::Json) => {
            *scratch = serde_json::to_string(value).map_err(refused)?;
            Ok(Written::Text(scratch))
        }
        (Err(scalar::NoScalar::Compound), As::Parts) => {
            let value = serde_json::to_value(value).map_err(refused)?;
            Ok(parts(value, scratch))
        }
    }
}

/// The same for a value that is JSON already.
pub(crate) fn parts(value: Value, scratch: &mut String) -> Written<'_> {
    match value {
        Value::Null => Written::Absent,
        Value::Array(elements) => Written::Array(elements),
        Value::Object(members) => Written::Object(members.into_iter().collect()),
        scalar @ (Value::Bool(_) | Value::Number(_) | Value::String(_)) => {
            *scratch = text_of(scalar);
            Written::Text(scratch)
        }
    }
}

/// What stands for a value inside of another one: scalars as they are, the rest as JSON text.
pub(crate) fn text_of(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Array(_)
        | Value::Object(_)) => other.to_string(),
    }
}

/// Elements with something between them, each through `encode`.
pub(crate) fn join(
    out: &mut String,
    elements: impl IntoIterator<Item = String>,
    separator: &str,
    encode: impl Fn(&mut String, &str),
) {
    for (at, element) in elements.into_iter().enumerate() {
        if at > 0 {
            out.push_str(separator);
        }
        encode(out, &element);
    }
}

/// Names and values in turn, as styles write an object that is not exploded.
pub(crate) fn in_turn(members: Vec<(String, Value)>) -> impl Iterator<Item = String> {
    let both = members.into_iter();
    both.flat_map(|(name, value)| [name, text_of(value)])
}
