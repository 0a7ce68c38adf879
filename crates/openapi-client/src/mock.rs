//! What the generated mock servers need: what a client would send, as text to compare with.
//!
//! It is only text. The mock server itself is the crate `httpmock`, which a generated client has
//! behind its feature of that name.

use crate::call::FormProperty;
use crate::form;
use crate::parameter::{
    CookieStyle, HeaderStyle, Pairs, PathStyle, QueryStyle, Reserved, push_cookie, push_path,
    push_query, text_of_header, written,
};
use serde::Serialize;
use std::fmt::Write as _;

/// What a part of a path must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// Anything that can be there.
    Any,
    /// This value, encoded as a client sends it.
    Value(String),
    /// A value that no client can send.
    Never,
}

impl PathPart {
    /// A value as a client sends it.
    pub fn of<T: Serialize + ?Sized>(name: &'static str, value: &T, style: PathStyle) -> Self {
        let (mut scratch, mut out) = (String::new(), String::new());
        let written = written(name, value, style.how(), &mut scratch);
        match written.map(|value| push_path(&mut out, name, value, style)) {
            Ok(Ok(())) => Self::Value(out),
            Ok(Err(_)) | Err(_) => Self::Never,
        }
    }
}

/// A regular expression for a whole path: the literals, percent-encoded, with the parts between
/// them. Those at the positions `known` are this part, and the others anything.
///
/// ```
/// use openapi_client::mock::{PathPart, path_pattern};
///
/// let literals = ["/a.b/", "/", "/c"];
/// let one = PathPart::Value("1".to_owned());
/// let pattern = path_pattern(&literals, &[1], &one);
/// assert_eq!(pattern, r"^\x{2F}a\x{2E}b\x{2F}[^/]+\x{2F}1\x{2F}c$");
/// ```
pub fn path_pattern(literals: &[&str], known: &[usize], part: &PathPart) -> String {
    let mut out = "^".to_owned();
    for (position, literal) in literals.iter().enumerate() {
        push_literal(&mut out, literal);
        if position + 1 == literals.len() {
            break;
        }
        match part {
            PathPart::Value(text) if known.contains(&position) => push_literal(&mut out, text),
            // The class of no character at all.
            PathPart::Never if known.contains(&position) => out.push_str(r"[^\s\S]"),
            PathPart::Any | PathPart::Value(_) | PathPart::Never => out.push_str("[^/]+"),
        }
    }
    out.push('$');
    out
}

fn push_literal(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, r"\x{{{:X}}}", u32::from(c));
        }
    }
}

/// The pairs of a query parameter, decoded; none where nothing is sent.
pub fn query_pairs<T: Serialize + ?Sized>(
    name: &'static str,
    value: &T,
    style: QueryStyle,
) -> Vec<(String, String)> {
    let (mut scratch, mut out) = (String::new(), String::new());
    if let Ok(value) = written(name, value, style.how(), &mut scratch) {
        push_query(
            &mut out,
            name,
            value,
            style,
            Pairs::Query(Reserved::Encoded),
        );
    }
    decoded(&out)
}

/// The text of a header; `None` where it is not sent.
pub fn header_text<T: Serialize + ?Sized>(
    name: &'static str,
    value: &T,
    style: HeaderStyle,
) -> Option<String> {
    let mut scratch = String::new();
    let value = written(name, value, style.how(), &mut scratch).ok()?;
    text_of_header(value, style).map(std::borrow::Cow::into_owned)
}

/// The pairs of a cookie, each a regular expression for the header of all cookies.
pub fn cookie_patterns<T: Serialize + ?Sized>(
    name: &'static str,
    value: &T,
    style: CookieStyle,
) -> Vec<String> {
    let (mut scratch, mut out) = (String::new(), String::new());
    if let Ok(value) = written(name, value, style.how(), &mut scratch) {
        push_cookie(&mut out, name, value, style);
    }
    let pairs = out.split("; ").filter(|pair| !pair.is_empty());
    let pattern = |pair: &str| {
        let mut pattern = "(?:^|; )".to_owned();
        push_literal(&mut pattern, pair);
        pattern.push_str("(?:;|$)");
        pattern
    };
    pairs.map(pattern).collect()
}

/// The text of a form; empty where the value cannot be one.
pub fn form_text<T: Serialize + ?Sized>(value: &T, styles: &[FormProperty]) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    form::write(value, styles).unwrap_or_default()
}

/// The pairs of a form, decoded.
pub fn form_pairs<T: Serialize + ?Sized>(
    value: &T,
    styles: &[FormProperty],
) -> Vec<(String, String)> {
    decoded(&form_text(value, styles))
}

/// The text of a body of text.
pub fn text<T: Serialize + ?Sized>(value: &T) -> String {
    header_text("body", value, HeaderStyle::Simple).unwrap_or_default()
}

fn decoded(pairs: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(pairs.as_bytes())
        .into_owned()
        .collect()
}
