//! Segments of several pieces, such as `{name}.json` or `{from}-{to}`.

use super::captures::Captures;
use super::escapes::strip;
use crate::endpoint::Piece;

/// How much of a segment is literal: more of it is more concrete.
pub(super) fn literal_length(pieces: &[Piece]) -> usize {
    let lengths = pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => text.len(),
        Piece::Parameter => 0,
    });
    lengths.sum()
}

/// Takes a segment apart. A parameter is never empty, and ends at the first place where what
/// follows it can begin; before the last literal, at the last such place.
pub(super) fn capture<'p>(pieces: &[Piece], segment: &'p str, captures: &mut Captures<'p>) -> bool {
    let (mut pieces, mut rest) = (pieces, segment);
    while let Some((piece, after)) = pieces.split_first() {
        pieces = after;
        match piece {
            Piece::Literal(text) => match strip(rest, text) {
                Some(next) => rest = next,
                None => return false,
            },
            Piece::Parameter => {
                let Some((value, next)) = parameter(rest, pieces) else {
                    return false;
                };
                captures.push(value);
                rest = next;
            }
        }
    }
    rest.is_empty()
}

/// The text of a parameter, and what is behind it.
fn parameter<'p>(text: &'p str, following: &[Piece]) -> Option<(&'p str, &'p str)> {
    let mut ends = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    let end = match following {
        [] => text.len(),
        [Piece::Literal(literal)] => {
            ends.rfind(|at| strip(text.get(*at..).unwrap_or_default(), literal) == Some(""))?
        }
        [Piece::Literal(literal), ..] => {
            ends.find(|at| strip(text.get(*at..).unwrap_or_default(), literal).is_some())?
        }
        [Piece::Parameter, ..] => ends.next()?,
    };
    let (value, rest) = text.split_at_checked(end)?;
    (!value.is_empty()).then_some((value, rest))
}
