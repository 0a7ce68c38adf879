//! What the YAML parser complains of, said as a finding.
//!
//! The parser's own words are kept; this only finds the place and adds what to do.
//! [`crate::tree`] is the caller.

use granit_parser::{ErrorKind, ScanError};

use crate::{Diagnostic, Span, codes};

/// Turns an error of the parser into a finding. `depth` is the limit that is applied.
pub(crate) fn finding(file: u16, text: &str, error: &ScanError, depth: usize) -> Diagnostic {
    let span = place(text, error).in_file(file);
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return too_deep(span, depth);
    }
    let message = format!("this is neither YAML nor JSON: {}", error.kind());
    Diagnostic::error(codes::SYNTAX, span, message).help(help(error.kind()))
}

/// The finding for nesting beyond the limit.
pub(crate) fn too_deep(span: Span, depth: usize) -> Diagnostic {
    Diagnostic::error(
        codes::TOO_DEEP,
        span,
        format!("nesting is deeper than the limit of {depth} (`depth`)"),
    )
    .help("nest less, or raise the limit")
}

/// The character the parser stopped at.
fn place(text: &str, error: &ScanError) -> Span {
    let marker = error.marker();
    let at = marker
        .byte_offset()
        .or_else(|| text.char_indices().nth(marker.index()).map(|(at, _)| at))
        .unwrap_or(text.len());
    let at = text.floor_char_boundary(at);
    let width = text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .filter(|c| !c.is_control())
        .map_or(0, char::len_utf8);
    Span::new(at, at + width)
}

fn help(kind: &ErrorKind) -> &'static str {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign list of eighty kinds; most speak for themselves"
    )]
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation => "indent with spaces; YAML forbids tabs there",
        ErrorKind::UnclosedQuotedScalar => "close the quotes",
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping => {
            "close the bracket, or look for text that was cut off"
        }
        ErrorKind::UnknownQuotedScalarEscape => "write a backslash as `\\\\`, or use single quotes",
        ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidLowSurrogate => {
            "write both halves of the pair, such as `\\ud83e\\udd80`, or the character itself"
        }
        ErrorKind::MappingValueNotAllowed => "put text that contains `: ` in quotes",
        ErrorKind::UnexpectedCharacter { .. } => {
            "put text that begins with a special character in quotes"
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry => "align it with its neighbours",
        _ => "check quotes, brackets and indentation around this place",
    }
}
