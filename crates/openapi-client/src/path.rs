//! A value as one segment of a path.
//!
//! It refuses what a URL parser would normalise away: with an empty, `.` or `..` segment the
//! request, and the order in it, would go to another path.

use crate::parameter::RESERVED;
use percent_encoding::utf8_percent_encode;
use std::borrow::Cow;

/// A value that cannot be a segment of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a path parameter is empty, `.` or `..`; give it a value that names something")]
pub struct InvalidPathSegment;

/// Percent-encodes everything but letters, digits, `-`, `.`, `_` and `~`.
///
/// ```
/// assert_eq!(openapi_client::encode_path("a/b ü")?, "a%2Fb%20%C3%BC");
/// assert!(openapi_client::encode_path("..").is_err());
/// # Ok::<(), openapi_client::InvalidPathSegment>(())
/// ```
///
/// # Errors
/// The value is empty, `.` or `..`.
pub fn encode_path(value: &str) -> Result<Cow<'_, str>, InvalidPathSegment> {
    match value {
        "" | "." | ".." => Err(InvalidPathSegment),
        _ => Ok(utf8_percent_encode(value, RESERVED).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{InvalidPathSegment, encode_path};

    #[test]
    fn a_value_stays_one_segment() {
        let cases: &[(&str, Result<&str, InvalidPathSegment>)] = &[
            (
                "6a7d71827fd54572b1f31aa9548fcc81",
                Ok("6a7d71827fd54572b1f31aa9548fcc81"),
            ),
            ("a-b.c_d~e", Ok("a-b.c_d~e")),
            ("...", Ok("...")),
            ("a/../b", Ok("a%2F..%2Fb")),
            ("%2e%2e", Ok("%252e%252e")),
            ("a?b#c;d=e&f+g", Ok("a%3Fb%23c%3Bd%3De%26f%2Bg")),
            ("\\\t\n\0", Ok("%5C%09%0A%00")),
            ("ü😀", Ok("%C3%BC%F0%9F%98%80")),
            (" ", Ok("%20")),
            ("", Err(InvalidPathSegment)),
            (".", Err(InvalidPathSegment)),
            ("..", Err(InvalidPathSegment)),
        ];
        for (value, expected) in cases {
            assert_eq!(
                encode_path(value).as_deref(),
                expected.as_ref().copied(),
                "{value:?}"
            );
            // Whatever is accepted survives the URL parser as it is.
            if let Ok(segment) = expected {
                let url = format!("http://h/a/{segment}/b");
                assert_eq!(reqwest::Url::parse(&url).unwrap().as_str(), url);
            }
        }
    }
}
