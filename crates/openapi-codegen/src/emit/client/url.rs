//! Constant text in a URL, percent-encoded while it is generated.

use std::fmt::Write as _;

/// Text between the slashes of a path.
pub(super) fn path(text: &str) -> String {
    encoded(text, b"-._~!$&'()*+,;=:@")
}

/// A name or a value in a query.
pub(super) fn query(text: &str) -> String {
    encoded(text, b"-._~")
}

fn encoded(text: &str, stay: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || stay.contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{path, query};

    #[test]
    fn what_is_not_plain_is_encoded() {
        assert_eq!(
            path("a:b@c/d?e#f %ü{}\"\\"),
            "a:b@c%2Fd%3Fe%23f%20%25%C3%BC%7B%7D%22%5C"
        );
        assert_eq!(query("a b&c=d+e"), "a%20b%26c%3Dd%2Be");
    }
}
