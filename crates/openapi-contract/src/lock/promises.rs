//! What the document says about each operation, in lines: the part of the lock that changes with
//! every rule, also with those that no request can break.

use std::collections::{BTreeSet, VecDeque};

use openapi_source::pointer::join;
use serde_json::{Map, Value};

use super::Promise;
use crate::{
    draw,
    schema::Direction,
    spec::{Alternative, Location, Operation, Parameter, SecurityScheme, Spec},
};

/// Keywords that are for people.
const NOT_PROMISED: [&str; 8] = [
    "$comment",
    "$ref",
    "description",
    "example",
    "examples",
    "externalDocs",
    "title",
    "xml",
];
/// Keywords whose members are named schemas.
const NAMED: [&str; 4] = [
    "$defs",
    "dependentSchemas",
    "patternProperties",
    "properties",
];

pub(super) fn of(spec: &Spec) -> Vec<Promise> {
    spec.operations
        .iter()
        .map(|operation| promise(spec, operation))
        .collect()
}

/// The members of `x-rejections`, each with its value.
pub(super) fn rejections(spec: &Spec) -> Vec<String> {
    let said = spec.tree.get("/x-rejections").and_then(Value::as_object);
    said.into_iter()
        .flatten()
        .map(|(kind, value)| format!("{kind}: {value}"))
        .collect()
}

fn promise(spec: &Spec, operation: &Operation) -> Promise {
    let mut schemas: Vec<(String, Direction)> = Vec::new();
    let parameters = operation.parameters.iter().map(|parameter| {
        schemas.extend(
            parameter
                .schema
                .iter()
                .map(|one| (one.clone(), Direction::Request)),
        );
        let location = seat_name(parameter.location);
        let required = if parameter.required {
            "required"
        } else {
            "optional"
        };
        let example = parameter.example.as_ref();
        let example = example.map_or(String::new(), |value| format!(", such as {value}"));
        let written = written(spec, parameter);
        format!(
            "{location} {}: {required}{written}{example}",
            parameter.name
        )
    });
    let parameters: Vec<String> = parameters.collect();
    let mut bodies = Vec::new();
    if let Some(body) = &operation.request_body {
        let required = if body.required {
            "required"
        } else {
            "optional"
        };
        for media in &body.media {
            schemas.extend(
                media
                    .schema
                    .iter()
                    .map(|one| (one.clone(), Direction::Request)),
            );
            let schema = media.schema.as_deref().unwrap_or("anything");
            bodies.push(format!("{}: {required}, {schema}", media.media_type));
        }
    }
    let mut answers = Vec::new();
    for response in &operation.responses {
        let headers = response.headers.iter().map(|header| {
            schemas.extend(
                header
                    .schema
                    .iter()
                    .map(|one| (one.clone(), Direction::Response)),
            );
            let name = &header.name;
            if header.required {
                format!(" with {name}")
            } else {
                format!(" perhaps with {name}")
            }
        });
        let headers: String = headers.collect();
        if response.media.is_empty() {
            answers.push(format!("{}{headers}: no body", response.status));
        }
        for media in &response.media {
            schemas.extend(
                media
                    .schema
                    .iter()
                    .map(|one| (one.clone(), Direction::Response)),
            );
            let schema = media.schema.as_deref().unwrap_or("anything");
            let examples: Vec<&str> = media.examples.iter().map(|one| one.name.as_str()).collect();
            let examples = match examples.as_slice() {
                [] => "no example".to_owned(),
                names => names.join(", "),
            };
            let (status, kind) = (response.status, &media.media_type);
            answers.push(format!("{status} {kind}{headers}: {schema}; {examples}"));
        }
    }
    Promise {
        operation: operation.id.clone(),
        request: request(spec, operation),
        security: operation
            .security
            .iter()
            .map(|one| alternative(spec, one))
            .collect(),
        parameters,
        bodies,
        answers,
        rules: rules(spec, schemas),
    }
}

/// What is written of a parameter beside its schema, also where it says nothing new.
fn written(spec: &Spec, parameter: &Parameter) -> String {
    let members = spec.tree.get(&parameter.pointer).and_then(Value::as_object);
    let is_said = |name: &String| {
        [
            "allowEmptyValue",
            "allowReserved",
            "deprecated",
            "explode",
            "style",
        ]
        .contains(&name.as_str())
    };
    let facts = members
        .into_iter()
        .flatten()
        .filter(|(name, _)| is_said(name));
    let facts = facts.fold(String::new(), |facts, (name, value)| {
        format!("{facts}, {name} {value}")
    });
    let required = members.and_then(|members| members.get("required"));
    if parameter.required && required != Some(&Value::Bool(true)) {
        facts + ", though it does not say so"
    } else {
        facts
    }
}

fn request(spec: &Spec, operation: &Operation) -> String {
    let retry = spec.tree.get(&join(&operation.pointer, "x-retry"));
    let retry = retry.map_or(String::new(), |retry| format!(", sent again: {retry}"));
    let deprecated = if operation.deprecated {
        " (deprecated)"
    } else {
        ""
    };
    format!("{} {}{deprecated}{retry}", operation.method, operation.path)
}

fn alternative(spec: &Spec, alternative: &Alternative) -> String {
    let schemes = alternative.schemes.iter().map(|name| {
        let scheme = spec.security_schemes.get(name);
        scheme.map_or(name.clone(), |scheme| format!("{name} ({})", seat(scheme)))
    });
    match schemes.collect::<Vec<_>>().as_slice() {
        [] => "anonymous".to_owned(),
        schemes => schemes.join(" and "),
    }
}

/// Where a credential travels.
fn seat(scheme: &SecurityScheme) -> String {
    match scheme {
        SecurityScheme::Http { scheme } => format!("authorization: {scheme}"),
        SecurityScheme::ApiKey {
            location,
            name,
            signature,
        } => {
            let signed = signature
                .as_ref()
                .map(|algorithm| format!(", signed with {algorithm}"));
            format!(
                "{} {name}{}",
                seat_name(*location),
                signed.unwrap_or_default()
            )
        }
    }
}

fn seat_name(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// Each rule once, with its value.
fn rules(spec: &Spec, schemas: Vec<(String, Direction)>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let roots: Vec<String> = schemas.iter().map(|(schema, _)| schema.clone()).collect();
    for (schema, direction) in schemas {
        for pointer in draw::keywords(spec, &schema, direction) {
            let Some(value) = spec
                .tree
                .get(&pointer)
                .filter(|_| seen.insert(pointer.clone()))
            else {
                continue;
            };
            // A property is listed for its name; its rules follow on their own.
            if value.is_object() {
                found.push(pointer);
            } else {
                found.push(format!("{pointer}: {value}"));
            }
        }
    }
    found.extend(others(spec, roots, &seen));
    found
}

/// What else schemas say: it is no rule that a message breaks, and still not the same promise.
fn others(spec: &Spec, roots: Vec<String>, known: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut queue = VecDeque::from(roots);
    while let Some(at) = queue.pop_front() {
        let Some((at, Value::Object(members))) = spec.tree.resolve(&at) else {
            continue;
        };
        if !seen.insert(at.clone()) {
            continue;
        }
        for (keyword, value) in members {
            let here = join(&at, keyword);
            let is_text = NOT_PROMISED.contains(&keyword.as_str()) || keyword.starts_with("x-");
            match value {
                _ if is_text || known.contains(&here) => {}
                Value::Object(parts) if NAMED.contains(&keyword.as_str()) => {
                    queue.extend(parts.keys().map(|name| join(&here, name)));
                }
                Value::Array(parts) if parts.iter().any(Value::is_object) => {
                    queue.extend((0..parts.len()).map(|index| format!("{here}/{index}")));
                }
                Value::Object(_) => queue.push_back(here),
                value => found.push(format!("{here}: {value}")),
            }
        }
        queue.extend(of_known(&at, members, known));
    }
    found
}

/// The parts of a schema behind keywords that are listed already.
fn of_known(at: &str, members: &Map<String, Value>, known: &BTreeSet<String>) -> Vec<String> {
    let listed = members
        .iter()
        .filter(|(keyword, _)| known.contains(&join(at, keyword)));
    let mut found = Vec::new();
    for (keyword, value) in listed {
        let here = join(at, keyword);
        match value {
            Value::Array(parts) if parts.iter().any(Value::is_object) => {
                found.extend((0..parts.len()).map(|index| format!("{here}/{index}")));
            }
            Value::Object(_) => found.push(here),
            _ => {}
        }
    }
    found
}
