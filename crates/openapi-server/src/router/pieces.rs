//! Segments of several pieces, such as `{name}.json`, `{from}-{to}` or `{name}{extension}`.

use super::captures::Captures;
use super::escapes::strip;
use crate::endpoint::Piece;

/// How much of a segment is literal: more of it is more concrete.
pub(super) fn literal_length(pieces: &[Piece]) -> usize {
    let lengths = pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => text.len(),
        Piece::OneOf(_) | Piece::Parameter => 0,
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
            Piece::OneOf(_) => {
                let Some(next) = begins(piece, rest) else {
                    return false;
                };
                let value = rest.len() - next.len();
                captures.push(rest.get(..value).unwrap_or_default());
                rest = next;
            }
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

/// What is behind a piece that a text begins with; of a parameter, nobody knows.
fn begins<'p>(piece: &Piece, text: &'p str) -> Option<&'p str> {
    match piece {
        Piece::Literal(literal) => strip(text, literal),
        Piece::OneOf(values) => values.iter().find_map(|value| strip(text, value)),
        Piece::Parameter => None,
    }
}

/// The text of a parameter, and what is behind it.
fn parameter<'p>(text: &'p str, following: &[Piece]) -> Option<(&'p str, &'p str)> {
    let mut ends = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    let behind = |at: usize| text.get(at..).unwrap_or_default();
    let end = match following {
        [] => text.len(),
        [last] => ends.rfind(|at| begins(last, behind(*at)) == Some(""))?,
        [next, ..] => ends.find(|at| begins(next, behind(*at)).is_some())?,
    };
    let (value, rest) = text.split_at_checked(end)?;
    (!value.is_empty()).then_some((value, rest))
}
