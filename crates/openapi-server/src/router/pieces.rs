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

/// Takes a segment apart. What stands behind the last parameter is looked for at the end; any other
/// parameter ends at the first place where what follows it begins. None is ever empty.
pub(super) fn capture<'p>(pieces: &[Piece], segment: &'p str, captures: &mut Captures<'p>) -> bool {
    let is_open = |piece: &Piece| matches!(piece, Piece::Parameter);
    let behind_last = pieces.iter().rposition(is_open).map_or(0, |at| at + 1);
    let Some((pieces, ending)) = pieces.split_at_checked(behind_last) else {
        return false;
    };
    let Some(end) = end(ending, segment) else {
        return false;
    };
    let (segment, tail) = segment.split_at_checked(end).unwrap_or((segment, ""));
    leading(pieces, segment, captures) == Some("") && leading(ending, tail, captures) == Some("")
}

/// Where pieces begin that know their texts, and that a text ends with.
fn end(pieces: &[Piece], text: &str) -> Option<usize> {
    let mut end = text.len();
    for piece in pieces.iter().rev() {
        let before = text.get(..end)?;
        let mut starts = before.char_indices().map(|(at, _)| at);
        end = starts.find(|at| begins(piece, before.get(*at..).unwrap_or_default()) == Some(""))?;
    }
    Some(end)
}

/// Takes pieces from the start of a text; what is left of it.
fn leading<'p>(pieces: &[Piece], text: &'p str, captures: &mut Captures<'p>) -> Option<&'p str> {
    let (mut pieces, mut rest) = (pieces, text);
    while let Some((piece, following)) = pieces.split_first() {
        let next = match piece {
            Piece::Literal(_) | Piece::OneOf(_) => begins(piece, rest)?,
            Piece::Parameter => parameter(rest, following.first())?,
        };
        if !matches!(piece, Piece::Literal(_)) {
            captures.push(rest.get(..rest.len() - next.len())?);
        }
        (pieces, rest) = (following, next);
    }
    Some(rest)
}

/// What is behind a piece that a text begins with; of a parameter, nobody knows.
fn begins<'p>(piece: &Piece, text: &'p str) -> Option<&'p str> {
    match piece {
        Piece::Literal(literal) => strip(text, literal),
        Piece::OneOf(values) => values.iter().find_map(|value| strip(text, value)),
        Piece::Parameter => None,
    }
}

/// What is behind a parameter.
fn parameter<'p>(text: &'p str, next: Option<&Piece>) -> Option<&'p str> {
    let Some(next) = next else {
        return (!text.is_empty()).then_some("");
    };
    let ends = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    let mut rests = ends.filter_map(|at| text.get(at..));
    rests.find(|rest| begins(next, rest).is_some())
}
