//! Media types of request bodies.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// Whether exactly one `Content-Type` says JSON in UTF-8.
///
/// Parameters are free, in any case; only a `charset` other than UTF-8 (or its subset ASCII)
/// makes it another thing than the JSON of RFC 8259.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return false;
    };
    let value = value.as_bytes();
    // What nearly all clients send, before the long look.
    value == b"application/json"
        || value.eq_ignore_ascii_case(b"application/json;charset=utf-8")
        || is_json_in_utf8(value)
}

fn is_json_in_utf8(value: &[u8]) -> bool {
    let mut parts = value.split(|byte| *byte == b';');
    let is_json = parts
        .next()
        .is_some_and(|name| name.trim_ascii().eq_ignore_ascii_case(b"application/json"));
    is_json && parts.all(is_harmless)
}

fn is_harmless(parameter: &[u8]) -> bool {
    let mut pieces = parameter.splitn(2, |byte| *byte == b'=');
    let name = pieces.next().unwrap_or_default().trim_ascii();
    let value = pieces.next().unwrap_or_default().trim_ascii();
    let value = value
        .strip_prefix(b"\"")
        .and_then(|value| value.strip_suffix(b"\""))
        .unwrap_or(value);
    let known: [&[u8]; 3] = [b"utf-8", b"utf8", b"us-ascii"];
    !name.eq_ignore_ascii_case(b"charset")
        || known
            .iter()
            .any(|charset| value.eq_ignore_ascii_case(charset))
}

#[cfg(test)]
mod tests {
    use super::is_json;
    use http::header::CONTENT_TYPE;
    use http::{HeaderMap, HeaderValue};

    #[test]
    fn media_types() {
        let cases: &[(&[&str], bool)] = &[
            (&["application/json"], true),
            (&["Application/JSON"], true),
            (&["application/json;charset=utf-8"], true),
            (&["application/json; Charset=\"UTF-8\""], true),
            (&["application/json ; charset=UTF8 ; version=1"], true),
            (&["application/json;"], true),
            (&[], false),
            (&[""], false),
            (&["application/json", "application/json"], false),
            (&["application/json; charset=utf-16"], false),
            (&["application/json; charset="], false),
            (&["application/jsonp"], false),
            (&["application/merge-patch+json"], false),
            (&["text/json"], false),
            (&["text/plain, application/json"], false),
        ];
        for (values, expected) in cases {
            let mut headers = HeaderMap::new();
            for value in *values {
                headers.append(CONTENT_TYPE, HeaderValue::from_static(value));
            }
            assert_eq!(is_json(&headers), *expected, "{values:?}");
        }
    }
}
