//! Which named schemas something leads to.

use std::collections::HashSet;

use crate::model::{Additional, Kind, Operation, Parameter, Schema, SchemaId, Schemas};

/// The schemas that an operation refers to itself.
pub(super) fn of_operation(operation: &Operation, out: &mut HashSet<SchemaId>) {
    let of_parameters = |parameters: &[Parameter], out: &mut HashSet<SchemaId>| {
        for parameter in parameters {
            of_schema(&parameter.schema, out);
        }
    };
    of_parameters(&operation.parameters, out);
    let mut contents: Vec<_> = operation
        .body
        .iter()
        .flat_map(|body| &body.contents)
        .collect();
    for response in &operation.responses {
        of_parameters(&response.headers, out);
        contents.extend(&response.contents);
    }
    for content in contents {
        of_schema(&content.schema, out);
        for encoding in &content.encodings {
            of_parameters(&encoding.headers, out);
        }
    }
}

/// The schemas that a schema refers to itself. It recurses as deep as inline schemas go, which
/// is limited.
pub(super) fn of_schema(schema: &Schema, out: &mut HashSet<SchemaId>) {
    let mut all = |parts: &[Schema]| {
        for part in parts {
            of_schema(part, out);
        }
    };
    match &schema.kind {
        Kind::Ref(id) => {
            out.insert(*id);
        }
        Kind::Array(array) => of_schema(&array.items, out),
        Kind::Object(object) => {
            for property in &object.properties {
                of_schema(&property.schema, out);
            }
            if let Additional::Typed(additional) = &object.additional {
                of_schema(additional, out);
            }
        }
        Kind::AllOf(parts) => all(parts),
        Kind::OneOf(choice) | Kind::AnyOf(choice) => all(&choice.branches),
        Kind::Not(inner) => of_schema(inner, out),
        Kind::Any
        | Kind::Never
        | Kind::Boolean
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::String(_) => {}
    }
}

/// What each schema refers to itself, by id.
pub(super) fn edges(schemas: &Schemas) -> Vec<HashSet<SchemaId>> {
    schemas
        .iter()
        .map(|(_, named)| {
            let mut out = HashSet::new();
            of_schema(&named.schema, &mut out);
            out
        })
        .collect()
}

/// Everything that `from` leads to, itself included.
pub(super) fn closure(edges: &[HashSet<SchemaId>], from: HashSet<SchemaId>) -> HashSet<SchemaId> {
    let mut todo: Vec<SchemaId> = from.iter().copied().collect();
    let mut seen = from;
    while let Some(id) = todo.pop() {
        for next in edges.get(id.0).into_iter().flatten() {
            if seen.insert(*next) {
                todo.push(*next);
            }
        }
    }
    seen
}
