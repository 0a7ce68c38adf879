//! The pieces of routing that do not change with the document.
//!
//! Generated code matches [`Segments`] with a slice pattern per path; what is left here is to
//! cut the path up, and to answer the methods that a path does not have.

use std::borrow::Cow;
use std::ops::Deref;

use http::header::ALLOW;
use http::{HeaderValue, Method, Response, StatusCode};

use crate::{Body, Outcome, Rejection, RejectionKind};

/// The segments of a path, at most `N`, each still percent-encoded and none of them empty.
#[derive(Clone, Copy, Debug)]
pub struct Segments<'p, const N: usize> {
    parts: [&'p str; N],
    count: usize,
}

impl<'p, const N: usize> Segments<'p, N> {
    /// None for what no path of a document looks like: a path with an empty segment or a slash
    /// at its end, with more than `N` segments, or with `.` or `..` among them.
    pub fn split(path: &'p str) -> Option<Self> {
        let mut segments = Self {
            parts: [""; N],
            count: 0,
        };
        let path = path.strip_prefix('/')?;
        if path.is_empty() {
            return Some(segments);
        }
        for segment in path.split('/') {
            if matches!(segment, "" | "." | "..") {
                return None;
            }
            *segments.parts.get_mut(segments.count)? = segment;
            segments.count += 1;
        }
        Some(segments)
    }
}

impl<'p, const N: usize> Deref for Segments<'p, N> {
    type Target = [&'p str];

    fn deref(&self) -> &[&'p str] {
        self.parts.get(..self.count).unwrap_or_default()
    }
}

/// The answer where a path has no operation for the method: 405, or 204 for `OPTIONS`.
///
/// `allow` are the methods of the document, as the header wants them.
#[cold]
pub fn other_method(method: &Method, allow: &'static str) -> Outcome {
    if method == Method::OPTIONS {
        return Ok(options(allow));
    }
    Err(Rejection::new(RejectionKind::MethodNotAllowed).with_allow(allow))
}

/// The answer to `OPTIONS` where the document has none.
pub(crate) fn options(allow: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static(allow));
    response
}

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

#[cfg(test)]
mod tests {
    use super::{Segments, normalised};

    #[test]
    fn paths() {
        let cases: &[(&str, Option<&[&str]>)] = &[
            ("/", Some(&[])),
            ("/a", Some(&["a"])),
            ("/a/b%2Fc", Some(&["a", "b%2Fc"])),
            ("/a/b/c", Some(&["a", "b", "c"])),
            ("/a/b/c/d", None),
            ("", None),
            ("*", None),
            ("a", None),
            ("//", None),
            ("/a/", None),
            ("/a//b", None),
            ("/a/../b", None),
            ("/./a", None),
        ];
        for (path, expected) in cases {
            assert_eq!(Segments::<3>::split(path).as_deref(), *expected, "{path}");
        }
    }

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
}
