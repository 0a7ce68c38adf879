//! Sets of characters: `\d`, `[a-z]` and their like.
//!
//! `\d`, `\w` and `\s` are those of ECMA 262, which differ from those of the crate `regex`.
//! `\p{…}` and `[:alpha:]` are taken as in other languages, as nobody means the letters.

use std::fmt::Write as _;

use super::parse::Parser;
use super::tree::Set;
use super::{Problem, malformed};

/// White space and line ends of ECMA 262.
const SPACE: &str = "\\t\\n\\x0B\\x0C\\r \\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}";

/// Names of classes that POSIX and Java have.
const POSIX: [&str; 12] = [
    "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space",
    "upper", "xdigit",
];

/// What an escape stands for.
pub(super) enum Escape {
    Set(Set),
    Char(char),
    /// Half of a pair of surrogates, which is in no text.
    Half,
}

/// What `.` stands for.
pub(super) fn dot() -> Set {
    Set {
        negated: true,
        inner: "\\n\\r\\x{2028}\\x{2029}".to_owned(),
    }
}

/// A set of one character.
pub(super) fn one(c: char) -> Set {
    let mut inner = String::new();
    push_char(c, &mut inner);
    Set {
        negated: false,
        inner,
    }
}

fn push_char(c: char, inner: &mut String) {
    if c.is_control() || c.is_whitespace() && c != ' ' {
        let code = u32::from(c);
        // Writing to a text does not fail.
        let _ = write!(inner, "\\x{{{code:X}}}");
    } else if regex_syntax::is_meta_character(c) {
        inner.push('\\');
        inner.push(c);
    } else {
        inner.push(c);
    }
}

/// The class that a letter behind a backslash stands for.
pub(super) fn named(letter: char) -> Option<Set> {
    let inner = match letter.to_ascii_lowercase() {
        'd' => "0-9",
        'w' => "0-9A-Za-z_",
        's' => SPACE,
        _ => return None,
    };
    Some(Set {
        negated: letter.is_ascii_uppercase(),
        inner: inner.to_owned(),
    })
}

/// Behind `\p` or `\P`.
pub(super) fn property(parser: &mut Parser<'_>, negated: bool) -> Result<Set, Problem> {
    let name = if parser.eat('{') {
        parser
            .until('}')
            .ok_or_else(|| malformed("no `}` behind", "\\p{"))?
    } else {
        parser.next().map(String::from).unwrap_or_default()
    };
    let (name, turned) = match name.strip_prefix('^') {
        Some(name) => (name.to_owned(), true),
        None => (name, false),
    };
    let lower = name.to_ascii_lowercase();
    let inner = if lower == "all" {
        "\\x{0}-\\x{10FFFF}".to_owned()
    } else if name == "LD" {
        // Letters and digits, in Java.
        "\\p{L}\\p{Nd}".to_owned()
    } else if POSIX.contains(&lower.as_str()) && !is_general(&name) {
        format!("[:{lower}:]")
    } else if lower == "ascii" {
        "\\x{0}-\\x{7F}".to_owned()
    } else {
        format!("\\p{{{name}}}")
    };
    let known = regex_syntax::parse(&format!("[{inner}]")).is_ok();
    if !known {
        return Err(malformed("an unknown property", &name));
    }
    Ok(Set {
        negated: negated != turned,
        inner,
    })
}

/// Names of POSIX that Unicode has, too.
fn is_general(name: &str) -> bool {
    regex_syntax::parse(&format!("\\p{{{name}}}")).is_ok()
}

/// Behind the `[`.
pub(super) fn class(parser: &mut Parser<'_>) -> Result<Set, Problem> {
    let mut set = Set {
        negated: parser.eat('^'),
        inner: String::new(),
    };
    loop {
        let Some(c) = parser.next() else {
            return Err(malformed("no `]` behind", "["));
        };
        match c {
            ']' => return Ok(set),
            '[' if parser.peek() == Some(':') && posix(parser, &mut set.inner) => {}
            '&' if parser.eat_all("&[") => {
                // As in Java: those that are in both.
                parser.enter()?;
                let other = class(parser)?;
                parser.leave();
                let here = Set {
                    negated: false,
                    inner: std::mem::take(&mut set.inner),
                };
                set.inner = here.and(&other).inner;
            }
            c => member(parser, c, &mut set.inner)?,
        }
    }
}

/// `[:alpha:]`; the `[` was read.
fn posix(parser: &mut Parser<'_>, inner: &mut String) -> bool {
    let rest = parser.rest();
    let found = POSIX.iter().find(|name| {
        let tail = rest
            .strip_prefix(':')
            .and_then(|rest| rest.strip_prefix(**name));
        tail.is_some_and(|tail| tail.starts_with(":]"))
    });
    let Some(name) = found else { return false };
    for text in ["[:", name, ":]"] {
        inner.push_str(text);
    }
    parser.skip(name.len() + 3);
    true
}

/// A character, a range or an escape.
fn member(parser: &mut Parser<'_>, c: char, inner: &mut String) -> Result<(), Problem> {
    let low = bound(parser, c)?;
    let rest = parser.rest();
    let is_range = rest.starts_with('-') && !rest.starts_with("-]") && rest.len() > 1;
    if !is_range || matches!(low, Escape::Set(_)) {
        push(&low, inner);
        return Ok(());
    }
    parser.skip(1);
    let Some(c) = parser.next() else {
        return Ok(());
    };
    let high = bound(parser, c)?;
    let (from, to) = match (&low, &high) {
        // `[a-\d]`: the sign is one of the characters.
        (_, Escape::Set(_)) | (Escape::Set(_), _) => {
            push(&low, inner);
            push_char('-', inner);
            push(&high, inner);
            return Ok(());
        }
        (Escape::Half, Escape::Half) => return Ok(()),
        (Escape::Char(low), Escape::Char(high)) => (*low, *high),
        (Escape::Char(low), Escape::Half) => (*low, '\u{D7FF}'),
        (Escape::Half, Escape::Char(high)) => ('\u{E000}', *high),
    };
    if from > to {
        let range = format!("{from}-{to}");
        return Err(malformed("a range that ends before it begins:", &range));
    }
    push_char(from, inner);
    inner.push('-');
    push_char(to, inner);
    Ok(())
}

fn push(escape: &Escape, inner: &mut String) {
    match escape {
        Escape::Set(set) => push_set(set, inner),
        Escape::Char(c) => push_char(*c, inner),
        Escape::Half => {}
    }
}

fn bound(parser: &mut Parser<'_>, c: char) -> Result<Escape, Problem> {
    match c {
        '\\' => match parser.peek() {
            Some('b') => {
                parser.skip(1);
                Ok(Escape::Char('\u{8}'))
            }
            // Nothing can be referred back to in a class.
            Some('0'..='7') => Ok(parser.octal()),
            _ => parser.escape(),
        },
        c => Ok(Escape::Char(c)),
    }
}

fn push_set(set: &Set, inner: &mut String) {
    if set.negated {
        inner.push_str(&set.text());
    } else {
        inner.push_str(&set.inner);
    }
}
