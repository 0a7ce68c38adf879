//! What a server has to tell apart: operations, and parameters that touch in a path.
//!
//! Two operations of one method whose paths differ in names of parameters or behind `#` only are
//! the same request; OpenAPI forbids them. Parameters that touch (`{name}{extension}`) are told
//! apart where the values of one are listed and none of them is the start or the end of another.

use std::collections::HashMap;
use std::fmt::Write as _;

use openapi_source::{Diagnostic, Span};

use super::Reader;
use super::operations::{ReadOperation, ReadOperations};
use crate::codes;
use crate::model::{
    Encoding, Kind, Location, Operation, Parameter, Piece, Schemas, Segment, Style,
};

impl<'a> Reader<'a> {
    pub(super) fn tell_apart(&mut self, operations: &mut ReadOperations<'a>) {
        for read in &mut operations.all {
            self.touching(read);
        }
        self.distinct(operations);
    }

    /// Marks those parameters whose values tell where they begin and end.
    fn touching(&mut self, read: &mut ReadOperation<'a>) {
        let (Some(operation), Some(span)) = (&mut read.operation, read.path_span) else {
            return;
        };
        let mut segments = std::mem::take(&mut operation.segments);
        let mut unclear = false;
        for segment in &mut segments {
            for at in 1..segment.pieces.len() {
                if touch(segment, at) {
                    let is_told = mark(segment, at, operation, &self.schemas)
                        || mark(segment, at - 1, operation, &self.schemas);
                    unclear |= !is_told;
                }
            }
        }
        operation.segments = segments;
        if unclear {
            self.owned_by(read.owner, |reader| {
                reader.push(
                    Diagnostic::error(codes::PATH, span, "two parameters of this path touch")
                        .label("no server can tell where the second one begins")
                        .help(
                            "put a character between them, or list the values of one under `enum`, \
                             none of which begins or ends with another one",
                        ),
                );
            });
        }
    }

    /// Operations that no request can tell apart.
    fn distinct(&mut self, operations: &ReadOperations<'a>) {
        let mut seen: HashMap<String, (&str, Span)> = HashMap::new();
        for read in &operations.all {
            let (Some(operation), Some(_)) = (&read.operation, read.path_span) else {
                continue;
            };
            let here = (read.path, read.cursor.key_span);
            let Some((other, span)) = seen.get(&shape(operation)).copied() else {
                seen.insert(shape(operation), here);
                continue;
            };
            self.owned_by(read.owner, |reader| {
                reader.push(
                    Diagnostic::error(
                        codes::AMBIGUOUS,
                        read.cursor.key_span,
                        format!("no request can tell `{other}` from `{}`", read.path),
                    )
                    .label("a server could not give any request to this one")
                    .related(span, "it would go to this one")
                    .help(
                        "paths may not differ in names of parameters or behind `#` alone; \
                         `--skip-unsupported` leaves this one out",
                    ),
                );
            });
        }
    }
}

/// Whether a piece and the one before it are parameters that nothing tells apart yet.
fn touch(segment: &Segment, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| segment.pieces.get(at));
    matches!(
        (before, segment.pieces.get(at)),
        (Some(Piece::Parameter(_)), Some(Piece::Parameter(_)))
    )
}

/// Lists the values of a parameter, where they are texts that tell themselves apart.
fn mark(segment: &mut Segment, at: usize, operation: &Operation, schemas: &Schemas) -> bool {
    let Some(piece) = segment.pieces.get_mut(at) else {
        return false;
    };
    let Some(name) = piece.parameter().map(str::to_owned) else {
        return false;
    };
    let found = operation.parameters.iter().find(|parameter| {
        parameter.location == Location::Path && parameter.name == name && is_plain(parameter)
    });
    let Some(values) = found.and_then(|parameter| listed(parameter, schemas)) else {
        return false;
    };
    *piece = Piece::OneOf { name, values };
    true
}

/// Whether its text is its value.
fn is_plain(parameter: &Parameter) -> bool {
    match parameter.encoding {
        Encoding::Style { style, .. } => style == Style::Simple,
        Encoding::Text => true,
        Encoding::Json => false,
    }
}

fn listed(parameter: &Parameter, schemas: &Schemas) -> Option<Vec<String>> {
    let schema = schemas.resolve(&parameter.schema);
    if !matches!(schema.kind, Kind::String(_)) {
        return None;
    }
    let values = schema.values.iter().flatten();
    let values: Option<Vec<String>> = values
        .map(|value| value.as_str().map(str::to_owned))
        .collect();
    let values = values?;
    let differ = |at: usize, text: &String| {
        let mut others = values.iter().enumerate().filter(|(other, _)| *other != at);
        others.all(|(_, other)| !other.starts_with(text) && !other.ends_with(text))
    };
    let is_clear = !values.is_empty()
        && values
            .iter()
            .enumerate()
            .all(|(at, text)| !text.is_empty() && differ(at, text));
    is_clear.then_some(values)
}

/// What is left when the names of parameters do not count; slashes inside of literals are kept
/// apart from those between segments.
fn shape(operation: &Operation) -> String {
    let mut out = operation.method.clone();
    for segment in &operation.segments {
        out.push('/');
        for piece in &segment.pieces {
            // Writing to a text cannot fail.
            let _ = match piece {
                Piece::Literal(text) => write!(out, "{text:?}"),
                Piece::Parameter(_) => write!(out, "{{}}"),
                Piece::OneOf { values, .. } => write!(out, "{{{values:?}}}"),
            };
        }
    }
    let _ = write!(out, " {:?}", operation.fixed);
    out
}
