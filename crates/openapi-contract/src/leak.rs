//! Finding a credential in bytes, however it is written there.
//!
//! A program that shows a token in base64 or in hexadecimal digits has shown the token. What is
//! not seen: a token in pieces, and one that was enciphered.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use memchr::memmem;

use crate::{
    call::encode,
    step::{Hex, encode_all},
};

/// Shorter credentials are found in innocent text too.
pub(crate) const SHORTEST: usize = 8;

/// Whether a word is in these bytes, in any of its forms.
pub(crate) fn shows(bytes: &[u8], word: &str) -> bool {
    if bytes.len() < word.len() {
        return false;
    }
    forms(word)
        .iter()
        .any(|form| memmem::find(bytes, form.as_bytes()).is_some())
}

/// The ways to write a word that everyone can read: as it is, percent-encoded, in hexadecimal
/// digits, and in base64, there also behind one or two other bytes.
pub(crate) fn forms(word: &str) -> Vec<String> {
    let upper = encode_all(word, Hex::Upper);
    let lower = encode_all(word, Hex::Lower);
    let digits = [upper.replace('%', ""), lower.replace('%', "")];
    let mut found = vec![word.to_owned(), encode(word), upper, lower];
    found.extend(digits);
    for before in 0..3 {
        let bytes = [b"\0\0".get(..before).unwrap_or_default(), word.as_bytes()].concat();
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            found.push(inner(&engine.encode(&bytes), bytes.len(), before));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The letters that say nothing of what stands before and behind the word.
fn inner(text: &str, bytes: usize, before: usize) -> String {
    let start = (before * 8).div_ceil(6);
    let end = bytes * 8 / 6;
    text.get(start..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE};

    const WORD: &str = "s3cret-to/ken?~ü";

    #[test]
    fn a_word_is_found_in_each_form() {
        let check = |text: String, expected: bool| {
            assert_eq!(shows(text.as_bytes(), WORD), expected, "{text}");
        };
        check(format!("a {WORD} b"), true);
        check(encode(WORD), true);
        check(encode_all(WORD, Hex::Lower), true);
        let hex = encode_all(WORD, Hex::Upper).replace('%', "");
        check(format!("x{hex}x"), true);
        for before in ["", "a", "ab", "abc", "user:"] {
            for behind in ["", "a", "ab", "abc"] {
                let whole = format!("{before}{WORD}{behind}");
                check(STANDARD.encode(&whole), true);
                check(URL_SAFE.encode(&whole), true);
            }
        }
        check(STANDARD.encode("s3cret-to/ken?~u"), false);
        check(hex.replace('7', "8"), false);
        check(String::new(), false);
    }
}
