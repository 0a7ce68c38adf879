//! What a server has to tell apart: operations, and parameters that touch in a path.
//!
//! Two operations of one method whose paths differ in names of parameters or behind `#` only are
//! the same request; OpenAPI forbids them. Where one needs something in its query that the other
//! one does not have, a server can tell them apart all the same. Parameters that touch (`{name}{extension}`) are told
//! apart where the values of one are listed and none of them is the start or the end of another.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use openapi_source::{Diagnostic, Span, quoted};

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
        for segment in segments.iter_mut().filter(|it| it.pieces.len() > 1) {
            for piece in &mut segment.pieces {
                mark(piece, operation, &self.schemas);
            }
            unclear |= touch(segment);
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

    /// Operations of one path and method: what their queries need tells them apart, or nothing.
    fn distinct(&mut self, operations: &mut ReadOperations<'a>) {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, read) in operations.all.iter().enumerate() {
            if let (Some(operation), Some(_)) = (&read.operation, read.path_span) {
                groups.entry(shape(operation)).or_default().push(at);
            }
        }
        for group in groups.into_values().filter(|group| group.len() > 1) {
            let queries: Vec<Query> = group
                .iter()
                .filter_map(|at| operations.all.get(*at)?.operation.as_ref())
                .map(|operation| Query::of(operation, &self.schemas))
                .collect();
            let telling: Vec<BTreeSet<String>> =
                (0..queries.len()).map(|at| telling(&queries, at)).collect();
            for (at, index) in group.iter().enumerate() {
                let same = (0..at).find(|other| !is_told(&queries, &telling, *other, at));
                let same = same.and_then(|other| operations.all.get(*group.get(other)?));
                let same = same.map(|other| (other.path, other.cursor.key_span));
                let Some(read) = operations.all.get_mut(*index) else {
                    continue;
                };
                let names = telling.get(at).cloned().unwrap_or_default();
                match same {
                    Some(same) => self.ambiguous(read, same),
                    None => self.told_by(read, names),
                }
            }
        }
    }

    fn ambiguous(&mut self, read: &ReadOperation<'a>, (other, span): (&str, Span)) {
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

    fn told_by(&mut self, read: &mut ReadOperation<'a>, names: BTreeSet<String>) {
        if names.is_empty() {
            return;
        }
        let shown: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        let label = format!("meant where the query has {}", shown.join(", "));
        if let Some(operation) = &mut read.operation {
            operation.told_by = names.into_iter().collect();
        }
        self.owned_by(read.owner, |reader| {
            reader.odd(
                &read.cursor,
                "only its query tells this operation from another one of its path",
                &label,
                "give it a path of its own",
            );
        });
    }
}

/// What an operation may be told by: the names in its query, and values listed in its path.
struct Query {
    /// Those that each request has, as they are.
    required: BTreeSet<String>,
    all: BTreeSet<String>,
    /// Other names may be there, too.
    is_open: bool,
    /// Those of its path.
    pieces: Vec<Piece>,
}

impl Query {
    fn of(operation: &Operation, schemas: &Schemas) -> Self {
        let mut query = Self {
            required: BTreeSet::new(),
            all: BTreeSet::new(),
            is_open: false,
            pieces: operation
                .segments
                .iter()
                .flat_map(|segment| segment.pieces.clone())
                .collect(),
        };
        let parameters = operation.parameters.iter();
        for parameter in parameters.filter(|it| it.location == Location::Query) {
            query.all.insert(parameter.name.clone());
            let is_scalar = matches!(
                schemas.resolve(&parameter.schema).kind,
                Kind::Boolean | Kind::Integer(_) | Kind::Number(_) | Kind::String(_)
            );
            if is_scalar && parameter.required {
                query.required.insert(parameter.name.clone());
            }
            query.is_open |=
                !is_scalar && !matches!(schemas.resolve(&parameter.schema).kind, Kind::Array(_));
        }
        query
    }

    fn has(&self, name: &str) -> bool {
        self.is_open || self.all.contains(name)
    }
}

/// What an operation needs and some other one does not have.
fn telling(queries: &[Query], at: usize) -> BTreeSet<String> {
    let Some(own) = queries.get(at) else {
        return BTreeSet::new();
    };
    let others = || queries.iter().enumerate().filter(|(other, _)| *other != at);
    let tells = |name: &&String| others().any(|(_, other)| !other.has(name));
    own.required.iter().filter(tells).cloned().collect()
}

/// Whether a server that asks for more names first gives both operations what is theirs.
fn is_told(queries: &[Query], telling: &[BTreeSet<String>], one: usize, other: usize) -> bool {
    let tells = |a: usize, b: usize| {
        let (Some(names), Some(query)) = (telling.get(a), queries.get(b)) else {
            return false;
        };
        names.iter().any(|name| !query.has(name))
    };
    let count = |at: usize| telling.get(at).map_or(0, BTreeSet::len);
    if let (Some(one), Some(other)) = (queries.get(one), queries.get(other))
        && listed_apart(&one.pieces, &other.pieces)
    {
        return true;
    }
    match (tells(one, other), tells(other, one)) {
        (true, true) => true,
        (true, false) => count(one) > count(other),
        (false, true) => count(other) > count(one),
        (false, false) => false,
    }
}

/// Whether no path can be one of both, since one place lists other values in each.
fn listed_apart(one: &[Piece], other: &[Piece]) -> bool {
    let differ = |a: &String, b: &String| {
        let within = |a: &str, b: &str| a.starts_with(b) || a.ends_with(b);
        !within(a, b) && !within(b, a)
    };
    let mut places = one.iter().zip(other);
    places.any(|pair| match pair {
        (Piece::OneOf { values: one, .. }, Piece::OneOf { values: other, .. }) => {
            one.iter().all(|a| other.iter().all(|b| differ(a, b)))
        }
        _ => false,
    })
}

/// Whether two parameters touch that nothing tells apart.
fn touch(segment: &Segment) -> bool {
    let is_literal = |piece: &Piece| matches!(piece, Piece::Literal(_));
    let mut pairs = segment.pieces.iter().zip(segment.pieces.iter().skip(1));
    pairs.any(|(one, other)| {
        !is_literal(one) && !is_literal(other) && !is_clear(one) && !is_clear(other)
    })
}

/// Whether it is listed, and none of its values begins or ends with another one.
fn is_clear(piece: &Piece) -> bool {
    let Piece::OneOf { values, .. } = piece else {
        return false;
    };
    values.iter().enumerate().all(|(at, text)| {
        let mut others = values.iter().enumerate().filter(|(other, _)| *other != at);
        others.all(|(_, other)| !other.starts_with(text) && !other.ends_with(text))
    })
}

/// Lists the values of a parameter, where they are texts; longer ones first.
fn mark(piece: &mut Piece, operation: &Operation, schemas: &Schemas) {
    let Some(name) = piece.parameter().map(str::to_owned) else {
        return;
    };
    let found = operation.parameters.iter().find(|parameter| {
        parameter.location == Location::Path && parameter.name == name && is_plain(parameter)
    });
    if let Some(values) = found.and_then(|parameter| listed(parameter, schemas)) {
        *piece = Piece::OneOf { name, values };
    }
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
    let mut values = values?;
    values.sort_by_key(|text| std::cmp::Reverse(text.len()));
    let is_whole = !values.is_empty() && values.iter().all(|text| !text.is_empty());
    is_whole.then_some(values)
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
                Piece::Parameter(_) | Piece::OneOf { .. } => write!(out, "{{}}"),
            };
        }
    }
    let _ = write!(out, " {:?}", operation.fixed);
    out
}
