//! Which operation a request is for.
//!
//! Paths are compared segment by segment, each decoded on its own, so that an encoded slash is
//! part of a value. A segment may have several parameters with text between them, and the query
//! may tell operations of one path apart. A path without parameters wins over one with; an exact
//! path is needed otherwise, slash at the end included.

use crate::{
    call::split_target,
    spec::{Location, Operation, Spec},
    wire::{
        percent::{decode, decode_query, pairs},
        template::Template,
    },
};

/// How many segments of an unknown path are shown.
const SHOWN: usize = 16;

/// The paths of a document.
#[derive(Debug)]
pub(super) struct Routes {
    /// Each operation by its place in the document, the most literal paths first.
    routes: Vec<(Template, usize)>,
}

/// What a target leads to.
#[derive(Clone, Debug)]
pub(super) enum Found<'a> {
    /// An operation.
    Operation(&'a Operation),
    /// A path that has other methods, for these operations.
    Path(Vec<&'a Operation>),
    Nothing,
}

impl Routes {
    pub(super) fn new(spec: &Spec) -> Self {
        let templates = spec.operations.iter().enumerate();
        let mut routes: Vec<_> = templates
            .map(|(index, operation)| (Template::of(operation), index))
            .collect();
        // What asks for more of the query comes first.
        routes.sort_by_key(|(template, index)| {
            let asked = template.fixed.len() + template.holes.len();
            (template.openness(), std::cmp::Reverse(asked), *index)
        });
        Self { routes }
    }

    /// Looks a target up. Where several templates fit, one that has the method wins; of several of
    /// these, the one that needs most of what the query has.
    pub(super) fn find<'a>(&self, spec: &'a Spec, method: &str, target: &str) -> Found<'a> {
        let mut others = Vec::new();
        let mut found: Option<(&Template, &Operation)> = None;
        for (template, index) in &self.routes {
            let operation = spec.operations.get(*index);
            let Some(operation) = operation.filter(|_| fits(template, target)) else {
                continue;
            };
            if operation.method != method {
                others.push(operation);
                continue;
            }
            let is_better = |(other, known): &(&Template, &Operation)| {
                template.openness() == other.openness()
                    && meant(template, operation, target) > meant(other, known, target)
            };
            if found.as_ref().is_none_or(is_better) {
                found = Some((template, operation));
            }
        }
        if let Some((_, operation)) = found {
            return Found::Operation(operation);
        }
        if others.is_empty() {
            Found::Nothing
        } else {
            Found::Path(others)
        }
    }

    /// The path with everything replaced that the document does not have, for a log.
    pub(super) fn masked(&self, target: &str) -> String {
        let (path, _) = split_target(target);
        let is_known = |text: &str| self.routes.iter().any(|(one, _)| one.has_literal(text));
        let segments = path.split('/').take(SHOWN);
        let shown = segments.map(|segment| match decode(segment) {
            Some(text) if text.is_empty() || is_known(&text) => text,
            _ => "…".to_owned(),
        });
        shown.collect::<Vec<_>>().join("/")
    }
}

/// How much of a query tells that it is for an operation whose path fits: values, then names. None:
/// a name is missing.
fn meant(template: &Template, operation: &Operation, target: &str) -> Option<(usize, usize)> {
    let (_, query) = split_target(target);
    let pairs = pairs(query.unwrap_or_default());
    let parameters = operation.parameters.iter();
    let required = parameters.filter(|it| it.required && it.location == Location::Query);
    let required = required.map(|parameter| &parameter.name);
    let holes = template.holes.iter().map(|(name, _)| name);
    let names: Vec<&String> = required.chain(holes).collect();
    let is_there = |name: &&String| pairs.iter().any(|(known, _)| known == *name);
    let are_there = names.iter().all(is_there);
    are_there.then_some((template.fixed.len(), names.len()))
}

fn fits(template: &Template, target: &str) -> bool {
    let (path, query) = split_target(target);
    let pairs = pairs(query.unwrap_or_default());
    let has = |name: &str, value: &str| {
        let mut pairs = pairs.iter();
        pairs.any(|(key, text)| key == name && decode_query(text).as_deref() == Some(value))
    };
    template.take(path).is_some() && template.fixed.iter().all(|(name, value)| has(name, value))
}
