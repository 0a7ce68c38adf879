//! Control characters that JSON takes raw in strings (U+0080 to U+009F) and YAML does not.
//!
//! They are what is left of texts that were once read in the wrong encoding. The parser gets a
//! text in which each is another character of as many bytes, of which the document has none, so
//! that every place stays where it is; what comes out of it is changed back.

use std::borrow::Cow;
use std::collections::HashSet;

/// Of these and those that stand in for them, in UTF-8: two bytes each.
const COUNT: u32 = 0x20;
const FIRST: u32 = 0x80;
/// YAML has escapes of one letter for what is below, such as `\_`.
const AFTER_SHORT_ESCAPES: u32 = 0xC0;
const END_OF_TWO_BYTES: u32 = 0x800;

/// What stands in for the control characters of one document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StandIn {
    first: u32,
}

impl StandIn {
    /// None: the text has no such character that YAML refuses, or is not JSON.
    pub(crate) fn of(text: &str) -> Option<Self> {
        if !text.trim_start().starts_with('{') || !text.chars().any(is_one) {
            return None;
        }
        let used: HashSet<u32> = text.chars().map(u32::from).chain(escaped(text)).collect();
        let mut blocks = (AFTER_SHORT_ESCAPES..END_OF_TWO_BYTES).step_by(0x20);
        let is_free = |first: &u32| (*first..first + COUNT).all(|code| !used.contains(&code));
        blocks.find(is_free).map(|first| Self { first })
    }

    /// The text as the parser takes it.
    pub(crate) fn hide(self, text: &str) -> String {
        let hidden = |c: char| {
            if is_one(c) {
                shifted(c, FIRST, self.first)
            } else {
                c
            }
        };
        text.chars().map(hidden).collect()
    }

    /// A text as the document has it.
    pub(crate) fn restore(self, text: Cow<'_, str>) -> Cow<'_, str> {
        let block = self.first..self.first + COUNT;
        let is_hidden = |c: char| block.contains(&u32::from(c));
        if !text.chars().any(is_hidden) {
            return text;
        }
        let restored = |c: char| {
            if is_hidden(c) {
                shifted(c, self.first, FIRST)
            } else {
                c
            }
        };
        text.chars().map(restored).collect()
    }
}

/// Whether YAML refuses it and JSON does not; a next line (U+0085) is taken by both.
pub(crate) fn is_one(c: char) -> bool {
    (FIRST..FIRST + COUNT).contains(&u32::from(c)) && c != '\u{85}'
}

fn shifted(c: char, from: u32, to: u32) -> char {
    char::from_u32(u32::from(c) - from + to).unwrap_or(c)
}

/// The characters that are written as numbers: `\u0101`, and in YAML `\x41` and `\U00000101`.
fn escaped(text: &str) -> impl Iterator<Item = u32> {
    text.match_indices('\\').filter_map(|(at, _)| {
        let escape = text.get(at + 1..)?;
        let digits = match escape.chars().next()? {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => return None,
        };
        u32::from_str_radix(escape.get(1..=digits)?, 16).ok()
    })
}
