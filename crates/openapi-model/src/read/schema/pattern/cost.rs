//! How large a pattern is when it is compiled, from its syntax: compiling thousands of them only
//! to see whether they are small would take too long.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::Problem;
use crate::model::Matcher;

/// Bytes of a compiled pattern, about.
const MAX_BYTES: usize = 1 << 20;

/// What is compiled without a thought.
const CHEAP_BYTES: usize = 1 << 15;

/// What is matched without a thought, with look-around.
const CHEAP_STEPS: usize = 500;

/// Bytes of a state, about.
const STATE: usize = 32;

/// Groups inside each other.
const MAX_NESTING: u32 = 100;

/// Whether the pattern can be compiled, and stays small.
pub(super) fn check(regex: &str) -> Result<(), Problem> {
    let hir = parse(regex).map_err(|error| Problem::Malformed(reason(&error)))?;
    if cost(&hir) > MAX_BYTES {
        Err(Problem::TooLarge)
    } else {
        Ok(())
    }
}

/// Whether compiling it costs next to nothing.
pub(in super::super) fn is_cheap(matcher: &Matcher) -> bool {
    match matcher {
        Matcher::Regex(regex) => parse(regex).is_ok_and(|hir| cost(&hir) <= CHEAP_BYTES),
        Matcher::LookAround(looks) => looks.cost() <= CHEAP_STEPS,
    }
}

fn parse(regex: &str) -> Result<Hir, Box<regex_syntax::Error>> {
    let mut parser = regex_syntax::ParserBuilder::new()
        .nest_limit(MAX_NESTING)
        .build();
    parser.parse(regex).map_err(Box::new)
}

pub(super) fn reason(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        other => other.to_string(),
    }
}

fn cost(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => STATE,
        HirKind::Literal(literal) => STATE.saturating_mul(literal.0.len()),
        HirKind::Class(Class::Unicode(class)) => {
            // A range outside ASCII takes a chain of states for each length of UTF-8.
            let of = |range: &regex_syntax::hir::ClassUnicodeRange| {
                if range.end().is_ascii() {
                    STATE / 4
                } else {
                    3 * STATE
                }
            };
            class
                .ranges()
                .iter()
                .map(of)
                .fold(STATE, usize::saturating_add)
        }
        HirKind::Class(Class::Bytes(class)) => STATE + class.ranges().len() * STATE / 4,
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).unwrap_or(usize::MAX);
            let most = repetition.max.and_then(|most| usize::try_from(most).ok());
            let times = most.unwrap_or(least.saturating_add(1)).max(1);
            cost(&repetition.sub)
                .saturating_add(STATE)
                .saturating_mul(times)
        }
        HirKind::Capture(capture) => cost(&capture.sub).saturating_add(2 * STATE),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().map(cost).fold(STATE, usize::saturating_add)
        }
    }
}
