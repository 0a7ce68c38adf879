//! What the document says about each operation, in lines: the part of the lock that changes with
//! every rule, also with those that no request can break.

use std::collections::BTreeSet;

use super::Promise;
use crate::{
    draw,
    schema::Direction,
    spec::{Alternative, Location, Operation, SecurityScheme, Spec},
};

pub(super) fn of(spec: &Spec) -> Vec<Promise> {
    spec.operations
        .iter()
        .map(|operation| promise(spec, operation))
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
        format!("{location} {}: {required}{example}", parameter.name)
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
        request: request(operation),
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

fn request(operation: &Operation) -> String {
    let deprecated = if operation.deprecated {
        " (deprecated)"
    } else {
        ""
    };
    format!("{} {}{deprecated}", operation.method, operation.path)
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
    found
}
