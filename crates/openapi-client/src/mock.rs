//! What the generated mock servers need: a path of the document as a pattern.
//!
//! It is only text. The mock server itself is the crate `httpmock`, which a
//! generated client has behind its feature of that name.

use std::fmt::Write as _;

use crate::encode_path;

/// A regular expression for the whole path with these segments, where `None` is
/// any single segment and every other one stands for itself, encoded as a client
/// sends it. A segment that cannot be sent matches nothing.
///
/// ```
/// assert_eq!(openapi_client::path_pattern(&[Some("a.b"), None]), r"^/a\x{2E}b/[^/]+$");
/// ```
pub fn path_pattern(segments: &[Option<&str>]) -> String {
    let mut out = "^".to_owned();
    for segment in segments {
        out.push('/');
        match segment.map(encode_path) {
            None => out.push_str("[^/]+"),
            Some(Ok(text)) => push_literal(&mut out, &text),
            // The class of no character at all.
            Some(Err(_)) => out.push_str(r"[^\s\S]"),
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
