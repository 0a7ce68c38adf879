//! Header and cookie parameters: the styles `simple` and `form`.

use super::{As, Written, encode, in_turn, join, text_of};
use std::borrow::Cow;
use std::fmt::Write as _;

/// How a header is written; `a`, `b` are elements of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderStyle {
    /// `a,b`, `k,v`
    Simple,
    /// `a,b`, `k=v`
    SimpleExploded,
    /// JSON text.
    Json,
}

impl HeaderStyle {
    /// How the value is looked at.
    pub(crate) fn how(self) -> As {
        if self == Self::Json {
            As::Json
        } else {
            As::Parts
        }
    }
}

/// How a cookie is written; `a`, `b` are elements of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieStyle {
    /// `name=a,b`, `name=k,v`
    Form,
    /// `name=a; name=b`, `k=v`
    FormExploded,
    /// JSON text.
    Json,
}

impl CookieStyle {
    /// How the value is looked at.
    pub(crate) fn how(self) -> As {
        if self == Self::Json {
            As::Json
        } else {
            As::Parts
        }
    }
}

/// The text of a header, which is not encoded in any way; `None`: it is not sent.
pub(crate) fn text_of_header(value: Written<'_>, style: HeaderStyle) -> Option<Cow<'_, str>> {
    let plain = |out: &mut String, text: &str| out.push_str(text);
    let mut out = String::new();
    match value {
        Written::Absent => return None,
        Written::Text(text) if style == HeaderStyle::Json => return Some(ascii_json(text)),
        Written::Text(text) => return Some(Cow::Borrowed(text)),
        Written::Array(elements) => join(&mut out, elements.into_iter().map(text_of), ",", plain),
        Written::Object(members) if style == HeaderStyle::SimpleExploded => {
            let members = members.into_iter();
            let members = members.map(|(name, value)| format!("{name}={}", text_of(value)));
            join(&mut out, members, ",", plain);
        }
        Written::Object(members) => join(&mut out, in_turn(members), ",", plain),
    }
    Some(Cow::Owned(out))
}

/// Adds the pairs of a cookie to the header of all cookies.
pub(crate) fn push_cookie(out: &mut String, name: &str, value: Written<'_>, style: CookieStyle) {
    match value {
        Written::Absent => {}
        Written::Text(text) => pair(out, name, text),
        Written::Array(elements) if style == CookieStyle::FormExploded => {
            for element in elements {
                pair(out, name, &text_of(element));
            }
        }
        Written::Object(members) if style == CookieStyle::FormExploded => {
            for (key, value) in members {
                pair(out, &key, &text_of(value));
            }
        }
        Written::Array(elements) => {
            start(out, name);
            join(out, elements.into_iter().map(text_of), ",", encode);
        }
        Written::Object(members) => {
            start(out, name);
            join(out, in_turn(members), ",", encode);
        }
    }
}

fn pair(out: &mut String, name: &str, text: &str) {
    start(out, name);
    encode(out, text);
}

fn start(out: &mut String, name: &str) {
    if !out.is_empty() {
        out.push_str("; ");
    }
    encode(out, name);
    out.push('=');
}

/// JSON text in ASCII alone, since a header has no other characters.
fn ascii_json(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String does not fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    Cow::Owned(out)
}
