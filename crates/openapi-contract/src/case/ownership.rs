//! Who owns each part of a request: parameters, properties, and the rules of their schemas.
//!
//! A rule that no case breaks can be lost without anyone noticing. So each part is listed with the
//! cases that are about it, or with the reason why none can be.

use std::collections::BTreeSet;

use super::{
    Case, Expect, Subject, bodies,
    ground::Ground,
    values::{self, Values},
};
use crate::{
    draw,
    schema::Direction,
    spec::{Location, Media, Operation, Parameter, Spec},
};

/// A part of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Id of the operation.
    pub operation: String,
    /// Pointer to the parameter, property or rule.
    pub pointer: String,
    /// Names of the cases that are about it.
    pub owners: Vec<String>,
    /// Why no case can be, where that is known.
    pub why: Option<String>,
}

/// The parts of one operation, given its cases.
pub(super) fn parts(
    spec: &Spec,
    operation: &Operation,
    ground: Option<&Ground<'_>>,
    values: &Values,
    cases: &[Case],
) -> Vec<Part> {
    // A case that keeps a rule does not show that it is held.
    let keeps = |case: &&Case| match &case.subject {
        Subject::Probe(probe) => probe.expect == Expect::NotInvalid,
        _ => false,
    };
    let owning = cases.iter().filter(|case| !case.owns.is_empty());
    let owning: Vec<&Case> = owning.filter(|case| !keeps(case)).collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut add = |pointer: String, why: &dyn Fn() -> Option<String>| {
        if !seen.insert(pointer.clone()) {
            return;
        }
        let owners = owners(&owning, &pointer);
        let why = owners.is_empty().then(why).flatten();
        found.push(Part {
            operation: operation.id.clone(),
            pointer,
            owners,
            why,
        });
    };
    for parameter in &operation.parameters {
        let why = || why_not_parameter(ground, parameter);
        add(parameter.pointer.clone(), &why);
        if parameter.required {
            let why = || why().or_else(|| why_not_required(parameter));
            add(format!("{}/required", parameter.pointer), &why);
        }
        for rule in rules(spec, parameter.schema.as_deref()) {
            let why = || {
                why_not_parameter(ground, parameter)
                    .or_else(|| values.why_not(&rule))
                    .or_else(|| why_anything(spec, &rule))
            };
            add(rule.clone(), &why);
        }
    }
    if let Some(body) = &operation.request_body {
        if body.required {
            add(format!("{}/required", body.pointer), &|| {
                let reason = "no bytes may be a legal body of this media type";
                why_not(ground).or_else(|| Some(reason.to_owned()))
            });
        }
        for media in &body.media {
            let why = || why_not_media(ground, media);
            add(media.pointer.clone(), &why);
            for rule in rules(spec, media.schema.as_deref()) {
                let why = || {
                    why_not_media(ground, media)
                        .or_else(|| values.why_not(&rule))
                        .or_else(|| why_anything(spec, &rule))
                };
                add(rule.clone(), &why);
            }
        }
    }
    found
}

fn rules(spec: &Spec, schema: Option<&str>) -> Vec<String> {
    schema
        .map(|schema| draw::keywords(spec, schema, Direction::Request))
        .unwrap_or_default()
}

/// The cases that own the part itself or something inside it.
fn owners(cases: &[&Case], pointer: &str) -> Vec<String> {
    let inside = |owned: &String| {
        let rest = owned.strip_prefix(pointer);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let owning = cases.iter().filter(|case| case.owns.iter().any(inside));
    owning.map(|case| case.name.clone()).collect()
}

fn why_not(ground: Option<&Ground<'_>>) -> Option<String> {
    let reason = "no call of the operation is known to succeed";
    ground.is_none().then(|| reason.to_owned())
}

fn why_not_parameter(ground: Option<&Ground<'_>>, parameter: &Parameter) -> Option<String> {
    if !values::is_sent(parameter) {
        return Some("the header field is described by other parts of the document".to_owned());
    }
    why_not(ground)
}

fn why_not_required(parameter: &Parameter) -> Option<String> {
    let reason = "a path without the value may be another path of the document";
    (parameter.location == Location::Path).then(|| reason.to_owned())
}

/// A property that may have any value.
fn why_anything(spec: &Spec, pointer: &str) -> Option<String> {
    let is_property = pointer.rsplit('/').nth(1) == Some("properties");
    let is_anything = is_property && rules(spec, Some(pointer)).is_empty();
    is_anything.then(|| "any value is legal".to_owned())
}

fn why_not_media(ground: Option<&Ground<'_>>, media: &Media) -> Option<String> {
    let Some(ground) = ground else {
        return why_not(ground);
    };
    let is_sent = bodies::legal(ground)
        .iter()
        .any(|legal| legal.media.pointer == media.pointer);
    let reason = "no legal body of this media type is known";
    (!is_sent).then(|| reason.to_owned())
}
