//! Which bytes stay as they are.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `allowReserved`: those that cannot be taken for an end of the value stay too.
const ENDS: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// Encodes all but unreserved characters.
pub(crate) fn encode(out: &mut String, text: &str) {
    // Most values are identifiers, which are looked through faster than they are encoded.
    if text.bytes().all(is_unreserved) {
        out.push_str(text);
    } else {
        out.extend(utf8_percent_encode(text, RESERVED));
    }
}

/// What is not in [`RESERVED`].
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Encodes what could end a value of a query.
pub(crate) fn encode_ends(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, ENDS));
}

/// Encodes for `application/x-www-form-urlencoded`, where a blank is a plus.
pub(crate) fn encode_form(out: &mut String, text: &str) {
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            out.push('+');
        }
        out.extend(utf8_percent_encode(word, RESERVED));
    }
}

#[cfg(test)]
mod tests {
    use super::{RESERVED, encode};
    use percent_encoding::percent_encode_byte;

    #[test]
    fn the_fast_way_encodes_the_same() {
        for byte in 0..=0x7f_u8 {
            let text = char::from(byte).to_string();
            let mut encoded = String::new();
            encode(&mut encoded, &text);
            let is_plain = encoded == text;
            assert!(is_plain || encoded == percent_encode_byte(byte), "{byte}");
            let set = percent_encoding::percent_encode(text.as_bytes(), RESERVED);
            assert_eq!(encoded, set.to_string(), "{byte}");
        }
    }
}
