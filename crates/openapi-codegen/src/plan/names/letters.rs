//! Letters and signs of any script as what an identifier can hold without a warning.
//!
//! Letters that look like others in a second script make rustc warn, and there is no way to
//! silence that below the root of a crate. So scripts that mix (Latin with marks, Greek,
//! Cyrillic) are written in ASCII, Han, Kana and Hangul stay, and what is left is spelled out.

use super::transcription::transcribed;
use super::warned::is_warned_of;

/// What stands for a character in a name; a blank separates words.
pub(super) fn spelled(c: char) -> Spelled {
    if c.is_ascii() {
        return Spelled::Same;
    }
    match c {
        '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
            if !is_warned_of(c) =>
        {
            Spelled::Same
        }
        _ => match transcribed(c) {
            Some(text) => Spelled::Text(text),
            None if c.is_alphanumeric() => Spelled::Number,
            None => Spelled::Break,
        },
    }
}

/// How a character gets into a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelled {
    /// As it is.
    Same,
    /// As these letters.
    Text(&'static str),
    /// As `u` and its number.
    Number,
    /// As the end of a word.
    Break,
}

/// A sign as a word, for names that have nothing else.
pub(super) fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '+' => "plus",
        '-' | '−' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '=' => "eq",
        '<' => "lt",
        '>' => "gt",
        '!' => "not",
        '?' => "question",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '#' => "hash",
        '@' => "at",
        '$' => "dollar",
        '(' | ')' => "paren",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        '"' | '\'' | '`' => "quote",
        '_' => "underscore",
        ' ' => "space",
        '€' => "euro",
        '≤' => "lte",
        '≥' => "gte",
        '≠' => "neq",
        '°' => "degree",
        _ => return None,
    })
}
