//! What is wrong with a request, in words of the document and without values, which may be secret.

use super::rejection::Reason;
use crate::{
    check::is_known_field,
    exchange::RawRequest,
    spec::{Location, Operation, Spec},
    wire::{Fault, Part, Received},
};

/// What the document does not know, without values.
pub(super) fn beyond(
    spec: &Spec,
    operation: &Operation,
    request: &RawRequest,
    received: &Received,
) -> Vec<Reason> {
    let undocumented = received.undocumented.iter();
    let unknown = undocumented.filter(|(location, _)| *location == Location::Query);
    let query = match unknown.count() {
        0 => None,
        unknown => Some(format!("query: {unknown} that the document does not know")),
    };
    let names = request.headers.iter().map(|(name, _)| name);
    let unknown: Vec<_> = names
        // The caller's wish is for the mock.
        .filter(|name| {
            !name.eq_ignore_ascii_case("prefer") && !is_known_field(spec, operation, name)
        })
        .collect();
    let fields = (!unknown.is_empty()).then(|| {
        let names = unknown.join(", ");
        format!("header: {names}, which the document does not know")
    });
    let texts = query.into_iter().chain(fields);
    texts
        .map(|text| Reason::new(text, &operation.pointer))
        .collect()
}

/// A broken rule in words of the document.
pub(super) fn reason(fault: &Fault) -> Reason {
    let is_missing = fault.rule.ends_with("/required");
    let expected = if is_missing { "there" } else { &fault.expected };
    let text = match &fault.part {
        Part::Path => format!("path: must be {expected}"),
        Part::ContentType => format!("content-type: must be {expected}"),
        Part::Body { at } => format!("body {at}: must be {expected}"),
        Part::Parameter { location, name, at } => {
            let place = match location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            format!("{place} {name}{at}: must be {expected}")
        }
    };
    Reason::new(text.replace(" : ", ": "), &fault.rule)
}
