//! JSON pointers (RFC 6901): writing, reading, joining.
//!
//! Only the plain form (`/paths/~1v2`) is known here. The fragment form of a `$ref` (`#/paths/…`)
//! is percent-encoded on top of it; its reader takes that off first.

use std::borrow::Cow;

/// Writes one token so that it can stand in a pointer: `~` becomes `~0`, `/` becomes `~1`.
pub fn escape(token: &str) -> Cow<'_, str> {
    if token.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        Cow::Owned(token.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(token)
    }
}

/// Reads one token of a pointer. `None` if a `~` is not followed by `0` or `1`.
pub fn unescape(token: &str) -> Option<Cow<'_, str>> {
    if !token.contains('~') {
        return Some(Cow::Borrowed(token));
    }
    let mut parts = token.split('~');
    let mut text = parts.next()?.to_owned();
    for part in parts {
        let (sign, rest) = match part.strip_prefix('0') {
            Some(rest) => ('~', rest),
            None => ('/', part.strip_prefix('1')?),
        };
        text.push(sign);
        text.push_str(rest);
    }
    Some(Cow::Owned(text))
}

/// The pointer to the child `token` (a key or an index, not escaped) of the node at `pointer`.
pub fn join(pointer: &str, token: &str) -> String {
    let token = escape(token);
    let mut joined = String::with_capacity(pointer.len() + 1 + token.len());
    joined.push_str(pointer);
    joined.push('/');
    joined.push_str(&token);
    joined
}

/// The tokens of a pointer, unescaped. `None` if it is malformed: it is neither empty nor starts
/// with `/`, or holds a `~` that escapes nothing.
pub fn tokens(pointer: &str) -> Option<std::vec::IntoIter<Cow<'_, str>>> {
    if pointer.is_empty() {
        return Some(Vec::new().into_iter());
    }
    let tokens: Option<Vec<_>> = pointer
        .strip_prefix('/')?
        .split('/')
        .map(unescape)
        .collect();
    tokens.map(Vec::into_iter)
}

/// The index a token stands for: digits without a leading zero.
pub fn index(token: &str) -> Option<usize> {
    let plain = token == "0"
        || (!token.starts_with('0') && token.bytes().all(|byte| byte.is_ascii_digit()));
    if plain { token.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::{escape, index, join, tokens, unescape};

    #[test]
    fn tokens_are_escaped_and_read_back() {
        for (plain, escaped) in [
            ("", ""),
            ("a b", "a b"),
            ("/", "~1"),
            ("~", "~0"),
            ("~1/", "~01~1"),
            ("ä/é", "ä~1é"),
        ] {
            assert_eq!(escape(plain), escaped);
            assert_eq!(unescape(escaped).as_deref(), Some(plain));
        }
        for malformed in ["~", "~2", "a~", "~~0"] {
            assert_eq!(unescape(malformed), None, "{malformed}");
        }
        assert_eq!(join("/paths", "/v2/{id}"), "/paths/~1v2~1{id}");
    }

    #[test]
    fn pointers_are_split() {
        let cases: [(&str, Option<&[&str]>); 6] = [
            ("", Some(&[])),
            ("/", Some(&[""])),
            ("/a/~1b/0", Some(&["a", "/b", "0"])),
            ("//", Some(&["", ""])),
            ("a", None),
            ("/~", None),
        ];
        for (pointer, expected) in cases {
            let read: Option<Vec<_>> = tokens(pointer).map(Iterator::collect);
            assert_eq!(
                read.as_deref(),
                expected
                    .map(|tokens| tokens
                        .iter()
                        .map(|token| (*token).into())
                        .collect::<Vec<_>>())
                    .as_deref(),
                "{pointer}"
            );
        }
        let indexes = [
            ("0", Some(0)),
            ("10", Some(10)),
            ("01", None),
            ("-", None),
            ("+1", None),
            ("", None),
        ];
        for (token, expected) in indexes {
            assert_eq!(index(token), expected, "{token}");
        }
    }
}
