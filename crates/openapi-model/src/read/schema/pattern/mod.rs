//! `pattern`: ECMA 262, taken to the crate `regex`, which matches in linear time.
//!
//! A pattern is read ([`parse`]) and printed in the other syntax ([`print`]); one with look-around
//! becomes a program of the crate `openapi-pattern` ([`program`]), which is linear, too. Back
//! references cannot be matched in linear time: that is an error with a place, or, where what
//! cannot be honoured is left out, a rule that is not checked.

mod class;
mod cost;
mod length;
mod parse;
mod print;
mod program;
mod tree;

use openapi_source::{Diagnostic, quoted};

pub(super) use self::cost::is_cheap;
use crate::codes;
use crate::model::{Bounds, Matcher, Pattern, Text};
use crate::read::{Cursor, Reader, Unsupported};

/// Why there is no pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    /// It is no regular expression; what is wrong with it.
    Malformed(String),
    /// It cannot be matched in linear time; what stands in the way.
    NotLinear(&'static str),
    /// It is too large when it is compiled.
    TooLarge,
}

impl<'a> Reader<'a> {
    /// Puts `pattern` into the rules of a text.
    pub(super) fn pattern(&mut self, cursor: &Cursor<'a>, text: &mut Text) {
        let (Some(source), Some(place)) =
            (self.optional_text(cursor, "pattern"), cursor.get("pattern"))
        else {
            return;
        };
        let (body, flags) = match slashes(&source) {
            Some((body, flags)) => {
                let message = "a pattern is written without slashes around it";
                self.odd(
                    &place,
                    message,
                    "taken as what is between them",
                    "remove the slashes",
                );
                (body, flags)
            }
            None => (source.as_str(), ""),
        };
        match translate(body, flags) {
            Ok((matcher, length)) => {
                narrow(&mut text.length, &length);
                text.pattern = Some(Pattern { source, matcher });
            }
            Err(problem) => self.refuse_pattern(&place, &problem),
        }
    }

    fn refuse_pattern(&mut self, place: &Cursor<'a>, problem: &Problem) {
        let (message, label, help) = match problem {
            Problem::Malformed(why) => (
                "this pattern is not a regular expression",
                why.as_str(),
                "write it in the syntax of ECMA 262",
            ),
            Problem::NotLinear(what) => (
                "this pattern cannot be matched in linear time",
                *what,
                "write it without that, or as several plain patterns under `allOf`",
            ),
            Problem::TooLarge => (
                "this pattern is too large",
                "more than 1 MiB when it is compiled, or 4,096 steps with look-around",
                "repeat less in it, or say the length with `maxLength`",
            ),
        };
        let span = place.node.span;
        self.push(match self.options.unsupported {
            Unsupported::Refused => Diagnostic::error(codes::PATTERN, span, message)
                .label(label)
                .help(help),
            Unsupported::Skipped => Diagnostic::warning(
                codes::RULE_LEFT_OUT,
                span,
                format!("{message}: it is not checked"),
            )
            .label(label)
            .help(help),
        });
    }
}

/// Both bounds at once.
fn narrow(length: &mut Bounds<u64>, other: &Bounds<u64>) {
    length.minimum = length.minimum.max(other.minimum);
    length.maximum = match (length.maximum, other.maximum) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
}

/// What matches as the pattern does, and what it says of the length.
pub(super) fn translate(source: &str, flags: &str) -> Result<(Matcher, Bounds<u64>), Problem> {
    let mut tree = parse::parse(source)?;
    let length = if flags.contains('m') {
        Bounds::default()
    } else {
        length::shorten(&mut tree)
    };
    let mut regex = String::new();
    let known: String = flags
        .chars()
        .filter(|flag| matches!(flag, 'i' | 'm' | 's'))
        .collect();
    if !known.is_empty() {
        regex = format!("(?{known})");
    }
    print::print(&tree, &mut regex);
    let matcher = if tree.looks() {
        Matcher::LookAround(program::program(&tree, &known, regex)?)
    } else {
        cost::check(&regex)?;
        Matcher::Regex(regex)
    };
    Ok((matcher, length))
}

/// The pattern and flags of `/…/i`, which some write as in a program. It has to look like it: a
/// pattern may well start and end with a slash.
fn slashes(source: &str) -> Option<(&str, &str)> {
    let (body, flags) = source.strip_prefix('/')?.rsplit_once('/')?;
    let are_flags = flags.chars().all(|flag| "gimsuy".contains(flag));
    let is_anchored = body.starts_with('^') || body.ends_with('$');
    let is_whole = !body.replace("\\/", "").contains('/');
    (are_flags && is_whole && (is_anchored || !flags.is_empty())).then_some((body, flags))
}

fn malformed(what: &str, at: &str) -> Problem {
    Problem::Malformed(format!("{what} {}", quoted(at)))
}
