//! Which operation a request is for.
//!
//! Paths are compared segment by segment, each decoded on its own, so that an encoded slash is
//! part of a value. A segment may have several parameters with text between them. A path without
//! parameters wins over one with; an exact path is needed otherwise, slash at the end included.

use percent_encoding::percent_decode_str;

use crate::spec::{Operation, Spec};

/// The paths of a document.
#[derive(Debug)]
pub(super) struct Routes {
    /// The most literal ones first.
    routes: Vec<Route>,
}

#[derive(Debug)]
struct Route {
    segments: Vec<Vec<Part>>,
    /// Indices into the operations of the document.
    operations: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Parameter,
}

/// What a path leads to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Found<'a> {
    /// An operation.
    Operation(&'a Operation),
    /// A path that has other methods.
    Path(&'a [usize]),
    Nothing,
}

impl Routes {
    pub(super) fn new(spec: &Spec) -> Self {
        let mut routes: Vec<Route> = Vec::new();
        for (index, operation) in spec.operations.iter().enumerate() {
            let segments: Vec<_> = operation.path.split('/').map(parts).collect();
            match routes.iter_mut().find(|route| route.segments == segments) {
                Some(route) => route.operations.push(index),
                None => routes.push(Route {
                    segments,
                    operations: vec![index],
                }),
            }
        }
        routes.sort_by_key(|route| {
            route
                .segments
                .iter()
                .map(|one| rank(one))
                .collect::<Vec<_>>()
        });
        Self { routes }
    }

    /// Looks a path up, still encoded. Where several templates fit, one that has the method wins.
    pub(super) fn find<'a>(&'a self, spec: &'a Spec, method: &str, path: &str) -> Found<'a> {
        let segments: Option<Vec<_>> = path.split('/').map(decode).collect();
        let Some(segments) = segments else {
            return Found::Nothing;
        };
        let mut found = Found::Nothing;
        for route in self.routes.iter().filter(|route| route.fits(&segments)) {
            let mut operations = route
                .operations
                .iter()
                .filter_map(|at| spec.operations.get(*at));
            if let Some(operation) = operations.find(|one| one.method == method) {
                return Found::Operation(operation);
            }
            if matches!(found, Found::Nothing) {
                found = Found::Path(&route.operations);
            }
        }
        found
    }

    /// The path with everything replaced that the document does not have, for a log.
    pub(super) fn masked(&self, path: &str) -> String {
        let known = |segment: &str| {
            let mut parts = self.routes.iter().flat_map(|route| &route.segments);
            parts.any(|parts| *parts == [Part::Text(segment.to_owned())])
        };
        let segments = path.split('/').take(SHOWN);
        let shown = segments.map(|one| match decode(one) {
            Some(segment) if segment.is_empty() || known(&segment) => segment,
            _ => "…".to_owned(),
        });
        shown.collect::<Vec<_>>().join("/")
    }
}

/// How many segments of an unknown path are shown.
const SHOWN: usize = 16;

impl Route {
    fn fits(&self, segments: &[String]) -> bool {
        self.segments.len() == segments.len()
            && self
                .segments
                .iter()
                .zip(segments)
                .all(|(parts, segment)| fits(parts, segment))
    }
}

/// Whether a segment is made of these parts, each parameter at least one character long.
fn fits(parts: &[Part], segment: &str) -> bool {
    captured(parts, segment).is_some()
}

/// The values of the parameters of a segment, in reverse. As little as possible goes to the first.
fn captured<'s>(parts: &[Part], segment: &'s str) -> Option<Vec<&'s str>> {
    let Some((first, rest)) = parts.split_first() else {
        return segment.is_empty().then(Vec::new);
    };
    match first {
        Part::Text(text) => captured(rest, segment.strip_prefix(text.as_str())?),
        Part::Parameter => {
            let ends = segment.char_indices().map(|(at, _)| at).skip(1);
            let mut ends = ends.chain((!segment.is_empty()).then_some(segment.len()));
            ends.find_map(|at| {
                let (value, tail) = segment.split_at_checked(at)?;
                let mut found = captured(rest, tail)?;
                found.push(value);
                Some(found)
            })
        }
    }
}

/// The values of the path parameters of a template, by name, decoded.
pub(super) fn values(template: &str, path: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (template, segment) in template.split('/').zip(path.split('/')) {
        let names = template.split('{').skip(1);
        let names = names.filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()));
        let segment = decode(segment).unwrap_or_default();
        let values = captured(&parts(template), &segment).unwrap_or_default();
        let values = values.into_iter().rev().map(str::to_owned);
        found.extend(names.zip(values));
    }
    found
}

/// Text before mixtures before parameters.
fn rank(parts: &[Part]) -> usize {
    match parts {
        [] | [Part::Text(_)] => 0,
        [Part::Parameter] => 2,
        _ => 1,
    }
}

fn parts(segment: &str) -> Vec<Part> {
    let mut found = Vec::new();
    let mut rest = segment;
    while let Some((text, tail)) = rest.split_once('{') {
        let Some((_, tail)) = tail.split_once('}') else {
            break;
        };
        if !text.is_empty() {
            found.push(Part::Text(text.to_owned()));
        }
        found.push(Part::Parameter);
        rest = tail;
    }
    if !rest.is_empty() {
        found.push(Part::Text(rest.to_owned()));
    }
    found
}

fn decode(segment: &str) -> Option<String> {
    let decoded = percent_decode_str(segment).decode_utf8().ok()?;
    Some(decoded.into_owned())
}
