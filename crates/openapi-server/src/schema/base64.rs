//! Base64 of RFC 4648: the standard alphabet, with its padding or without.
//!
//! For the credential of `Basic` and for texts of the format `byte`. It refuses line breaks,
//! other alphabets, and bits that stand for nothing.

/// The bytes that a text stands for.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let padded = text.len().is_multiple_of(4);
    let digits = match text.strip_suffix('=') {
        Some(rest) if padded => rest.strip_suffix('=').unwrap_or(rest),
        Some(_) => return None,
        None => text,
    };
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for group in digits.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for digit in group {
            bits = (bits << 6) | value(*digit)?;
        }
        let missing = 4 - u32::try_from(group.len()).ok()?;
        let [_, first, second, third] = (bits << (6 * missing)).to_be_bytes();
        match missing {
            0 => bytes.extend([first, second, third]),
            1 if third == 0 => bytes.extend([first, second]),
            2 if second == 0 => bytes.push(first),
            _ => return None,
        }
    }
    Some(bytes)
}

/// The six bits of a digit.
fn value(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn vectors() {
        let cases: &[(&str, Option<&[u8]>)] = &[
            ("", Some(b"")),
            ("Zg==", Some(b"f")),
            ("Zm8=", Some(b"fo")),
            ("Zm9v", Some(b"foo")),
            ("Zm9vYg==", Some(b"foob")),
            ("Zg", Some(b"f")),
            ("Zm8", Some(b"fo")),
            ("+/+/", Some(b"\xfb\xff\xbf")),
            ("Zg=", None),
            ("Z", None),
            ("Z===", None),
            ("=", None),
            ("====", None),
            ("Zm9=", None),
            ("Zh==", None),
            ("Zm 9v", None),
            ("-_-_", None),
            ("Zm9v\n", None),
        ];
        for (text, expected) in cases {
            assert_eq!(decode(text).as_deref(), *expected, "{text:?}");
        }
    }
}
