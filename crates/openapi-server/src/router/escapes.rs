//! Percent-escapes in paths.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Whether a path has percent-encoded bytes in it, which must be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escapes {
    Absent,
    Possible,
}

/// Undoes the escapes of unreserved characters, which never change what a path means. A path
/// without any escape is only borrowed.
pub(crate) fn normalised(path: &str) -> Cow<'_, str> {
    if !path.as_bytes().contains(&b'%') {
        return Cow::Borrowed(path);
    }
    let mut text = String::with_capacity(path.len());
    let mut pieces = path.split('%');
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let escaped = piece
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .map(char::from);
        let is_plain = |byte: &char| byte.is_ascii_alphanumeric() || "-._~".contains(*byte);
        if let (Some(plain), Some(rest)) = (escaped.filter(is_plain), piece.get(2..)) {
            text.push(plain);
            text.push_str(rest);
        } else {
            text.push('%');
            text.push_str(piece);
        }
    }
    Cow::Owned(text)
}

/// A segment as text, to be compared with literals; bytes that are no text equal none.
pub(super) fn unescaped(segment: &str) -> Cow<'_, str> {
    if segment.contains('%') {
        percent_decode_str(segment).decode_utf8_lossy()
    } else {
        Cow::Borrowed(segment)
    }
}

/// What follows a literal at the start of a raw text, escapes taken for what they stand for.
pub(super) fn strip<'p>(raw: &'p str, literal: &str) -> Option<&'p str> {
    let mut rest = raw;
    for expected in literal.bytes() {
        let (byte, after) = match rest.as_bytes() {
            [b'%', high, low, ..] if is_escape(*high, *low) => (escaped(rest)?, rest.get(3..)?),
            [byte, ..] => (*byte, after_byte(rest)),
            [] => return None,
        };
        if byte != expected {
            return None;
        }
        rest = after;
    }
    Some(rest)
}

fn is_escape(high: u8, low: u8) -> bool {
    high.is_ascii_hexdigit() && low.is_ascii_hexdigit()
}

fn escaped(text: &str) -> Option<u8> {
    u8::from_str_radix(text.get(1..3)?, 16).ok()
}

/// A path of a request is ASCII; what is not equals no literal.
fn after_byte(text: &str) -> &str {
    text.get(1..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{normalised, strip};

    #[test]
    fn escapes() {
        let cases = [
            ("/abc", "/abc"),
            ("/%61%2D%7e", "/a-~"),
            ("/%2F%20%e4", "/%2F%20%e4"),
            ("/%", "/%"),
            ("/%4", "/%4"),
            ("/%zz%+1", "/%zz%+1"),
            ("/%2e%2e", "/.."),
            ("/%\u{e9}1", "/%\u{e9}1"),
        ];
        for (path, expected) in cases {
            assert_eq!(normalised(path), expected, "{path}");
        }
    }

    #[test]
    fn literals() {
        let cases = [
            ("a(b", "a(", Some("b")),
            ("a%28b", "a(", Some("b")),
            ("a%2", "a%", Some("2")),
            ("%C3%A9x", "\u{e9}", Some("x")),
            ("a", "ab", None),
            ("", "", Some("")),
            ("b", "a", None),
        ];
        for (raw, literal, expected) in cases {
            assert_eq!(strip(raw, literal), expected, "{raw} {literal}");
        }
    }
}
