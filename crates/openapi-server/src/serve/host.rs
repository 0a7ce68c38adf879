//! The `Host` header: one, and a host, or the request is not HTTP/1.1.

use http::Version;
use http::header::HOST;
use http::request::Parts;

/// Whether the request names its host as RFC 9112 (section 3.2) demands.
pub(super) fn is_valid(parts: &Parts) -> bool {
    let mut values = parts.headers.get_all(HOST).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => is_host(value.as_bytes()),
        (Some(_), Some(_)) => false,
        (None, _) => parts.version < Version::HTTP_11,
    }
}

/// A name or address, and perhaps a port. Empty is legal: the target then has no host.
fn is_host(value: &[u8]) -> bool {
    let (is_literal, rest) = match value.strip_prefix(b"[") {
        None => (true, value),
        Some(literal) => {
            let length = literal.iter().take_while(|byte| **byte != b']').count();
            let (address, rest) = literal.split_at(length);
            let is_address = str::from_utf8(address)
                .is_ok_and(|text| text.parse::<std::net::Ipv6Addr>().is_ok());
            match rest.strip_prefix(b"]") {
                Some(rest) => (
                    is_address && (rest.is_empty() || rest.starts_with(b":")),
                    rest,
                ),
                None => (false, rest),
            }
        }
    };
    let mut pieces = rest.splitn(2, |byte| *byte == b':');
    let name = pieces.next().unwrap_or_default();
    let port = pieces.next().unwrap_or_default();
    is_literal && name.iter().copied().all(is_name_byte) && port.iter().all(u8::is_ascii_digit)
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::is_host;

    #[test]
    fn hosts() {
        let cases = [
            ("", true),
            ("apig.invalid", true),
            ("apig.invalid:8080", true),
            ("127.0.0.1:1", true),
            ("[::1]", true),
            ("[::1]:80", true),
            ("a_b", true),
            ("a:", true),
            ("a:b", false),
            ("a:1:2", false),
            ("a b", false),
            ("user@a", false),
            ("a/b", false),
            ("[::1", false),
            ("[::g]", false),
            ("[::1]x", false),
            ("a\u{e9}", false),
        ];
        for (value, expected) in cases {
            assert_eq!(is_host(value.as_bytes()), expected, "{value}");
        }
    }
}
