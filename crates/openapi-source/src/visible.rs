//! Makes characters visible that would otherwise act on the reader's terminal.
//!
//! Text of a document is data: an escape sequence in a key must not colour, move or hide what a
//! terminal shows, and a bidirectional override must not reorder it. Nothing else is changed.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with control, bidirectional, invisible and private-use characters written as `\u{…}`.
///
/// Tabs count as control characters too; so do line ends, which makes the result one line.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// A piece of the document for use in a message: visible, in backticks, cut after 64 characters.
pub fn quoted(text: &str) -> String {
    let mut shown = String::from("`");
    for c in text.chars().take(64) {
        push(&mut shown, c);
    }
    if text.chars().nth(64).is_some() {
        shown.push('…');
    }
    shown.push('`');
    shown
}

/// Appends one character in its visible form.
pub(crate) fn push(shown: &mut String, c: char) {
    if acts(c) {
        // Writing to a string cannot fail.
        let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
    } else {
        shown.push(c);
    }
}

/// Whether a character acts instead of being seen.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{e000}'..='\u{f8ff}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::{quoted, visible};

    #[test]
    fn acting_characters_are_written_out() {
        let cases = [
            ("plain, ä 日 🦀", "plain, ä 日 🦀"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\u{202e}b\u{2066}", "a\\u{202e}b\\u{2066}"),
            ("\u{9b}2J\u{7f}\0", "\\u{9b}2J\\u{7f}\\u{0}"),
            ("a\r\nb\tc", "a\\u{d}\\u{a}b\\u{9}c"),
            ("\u{feff}\u{200b}\u{e0041}", "\\u{feff}\\u{200b}\\u{e0041}"),
        ];
        for (text, expected) in cases {
            assert_eq!(visible(text), expected);
        }
    }

    #[test]
    fn quotes_are_short() {
        assert_eq!(quoted("a\n"), "`a\\u{a}`");
        assert_eq!(quoted(&"é".repeat(64)), format!("`{}`", "é".repeat(64)));
        assert_eq!(quoted(&"é".repeat(65)), format!("`{}…`", "é".repeat(64)));
    }
}
