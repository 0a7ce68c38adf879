//! Percent-encoding as the signature wants it.
//!
//! Unreserved characters (RFC 3986) stay, all else becomes `%XX` in upper case. Malformed
//! escapes such as `%zz` are kept as they are and their `%` is encoded again, so that two
//! different paths never share one canonical form by accident. Works on bytes: what an escape
//! stands for need not be UTF-8.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, percent_encode};

/// All but `A-Z a-z 0-9 - . _ ~`.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// As [`SEGMENT`], with the slash left alone.
const PATH: &AsciiSet = &SEGMENT.remove(b'/');

/// Decodes the whole path first and encodes its segments again; ends in a slash.
pub(crate) fn canonical_path(path: &str) -> String {
    let decoded: Vec<u8> = percent_decode(path.as_bytes()).collect();
    let mut canonical: String = percent_encode(&decoded, PATH).collect();
    if !canonical.ends_with('/') {
        canonical.push('/');
    }
    canonical
}

/// Pairs sorted by decoded key, then by decoded value, and encoded; `flag` becomes `flag=`.
pub(crate) fn canonical_query(query: &str) -> String {
    let mut pairs: Vec<(Vec<u8>, Vec<u8>)> = query
        .split('&')
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let (key, value) = piece.split_once('=').unwrap_or((piece, ""));
            (decode_query(key), decode_query(value))
        })
        .collect();
    pairs.sort_unstable();
    let mut canonical = String::with_capacity(query.len());
    for (key, value) in pairs {
        if !canonical.is_empty() {
            canonical.push('&');
        }
        canonical.extend(percent_encode(&key, SEGMENT));
        canonical.push('=');
        canonical.extend(percent_encode(&value, SEGMENT));
    }
    canonical
}

/// A raw `+` is a space, as every decoder of query strings reads it.
fn decode_query(raw: &str) -> Vec<u8> {
    let spaced: Vec<u8> = raw
        .bytes()
        .map(|byte| if byte == b'+' { b' ' } else { byte })
        .collect();
    percent_decode(&spaced).collect()
}

#[cfg(test)]
mod tests {
    use super::{canonical_path, canonical_query};

    fn check(cases: &[(&str, &str)], canonical: fn(&str) -> String) {
        for (raw, expected) in cases {
            assert_eq!(canonical(raw), *expected, "{raw:?}");
        }
    }

    #[test]
    fn paths() {
        check(
            &[
                ("", "/"),
                ("/", "/"),
                ("/a", "/a/"),
                ("/a/", "/a/"),
                ("/a//b", "/a//b/"),
                ("/A-._~z09", "/A-._~z09/"),
                ("/%41%2d", "/A-/"),
                ("/%2F", "//"),
                ("/a%20b", "/a%20b/"),
                ("/a+b", "/a%2Bb/"),
                ("/%e4%bd%a0", "/%E4%BD%A0/"),
                ("/\u{4f60}", "/%E4%BD%A0/"),
                ("/%ff", "/%FF/"),
                ("/%zz%4", "/%25zz%254/"),
                ("/a*b", "/a%2Ab/"),
            ],
            canonical_path,
        );
    }

    #[test]
    fn queries() {
        check(
            &[
                ("", ""),
                ("&&", ""),
                ("b=2&a=1", "a=1&b=2"),
                ("a=2&a=1", "a=1&a=2"),
                ("a-b=1&a=2", "a=2&a-b=1"),
                ("flag", "flag="),
                ("flag=", "flag="),
                ("=v", "=v"),
                ("a=b=c", "a=b%3Dc"),
                ("a=1+1", "a=1%201"),
                ("a=1%2b1", "a=1%2B1"),
                ("a=%2f&A=~", "A=~&a=%2F"),
            ],
            canonical_query,
        );
    }
}
