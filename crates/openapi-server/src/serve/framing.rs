//! Where the body of a request ends, in the one way that nobody on the way reads differently.
//!
//! hyper refuses most doubtful heads, and after a length beside `chunked` it closes the connection
//! (RFC 9112, section 6.3), as a proxy in front may have believed the length. Refused here is what
//! it lets through: codings before `chunked`, which nothing here undoes.

use http::HeaderMap;
use http::header::TRANSFER_ENCODING;

/// Whether the body has no transfer coding, or `chunked` alone.
pub(super) fn is_plain(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(TRANSFER_ENCODING).iter();
    match (codings.next(), codings.next()) {
        (None, _) => true,
        (Some(coding), None) => coding
            .as_bytes()
            .trim_ascii()
            .eq_ignore_ascii_case(b"chunked"),
        (Some(_), Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_plain;
    use http::{HeaderMap, HeaderName, HeaderValue};

    #[test]
    fn framings() {
        let cases: [(&[(&str, &str)], bool); 7] = [
            (&[], true),
            (&[("content-length", "1")], true),
            (&[("transfer-encoding", "chunked")], true),
            (&[("transfer-encoding", "Chunked")], true),
            (&[("transfer-encoding", "gzip, chunked")], false),
            (&[("transfer-encoding", "chunked, chunked")], false),
            (
                &[
                    ("transfer-encoding", "gzip"),
                    ("transfer-encoding", "chunked"),
                ],
                false,
            ),
        ];
        for (headers, expected) in cases {
            let map: HeaderMap = headers
                .iter()
                .map(|(name, value)| {
                    let name = HeaderName::from_static(name);
                    (name, HeaderValue::from_static(value))
                })
                .collect();
            assert_eq!(is_plain(&map), expected, "{headers:?}");
        }
    }
}
