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
    out.extend(utf8_percent_encode(text, RESERVED));
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
