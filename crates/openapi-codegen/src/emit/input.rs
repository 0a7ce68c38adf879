//! What progenitor is given: the model, written as the OpenAPI document it
//! handles best.
//!
//! Everything is a component with a name, nothing is in it that progenitor or
//! typify would drop, mistake or panic on, and the texts are already safe to
//! print. Constraints beyond the type are left out: the server checks them from
//! its own tables, and typify would turn them into types of another width or
//! into patterns that backtrack.

use serde_json::{Map, Value, json};

use crate::docs;
use crate::model::{Additional, Api, Kind, Location, Operation, Property, Scalar, Schema};

/// Which half of the document is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Components alone: enough for the types.
    Schemas,
    /// Components and operations: the client.
    Everything,
    /// The same without responses, which mocks have from elsewhere.
    Mocks,
}

/// The document as progenitor reads it.
pub(super) fn document(api: &Api, part: Part) -> Result<openapiv3::OpenAPI, serde_json::Error> {
    let schemas: Map<String, Value> = api
        .schemas
        .iter()
        .map(|named| (named.type_name.clone(), schema(api, &named.schema)))
        .collect();
    let mut paths = Map::new();
    if part != Part::Schemas {
        for op in &api.operations {
            let item = paths.entry(op.path.clone()).or_insert_with(|| json!({}));
            if let Some(item) = item.as_object_mut() {
                item.insert(op.method.clone(), operation(api, op, part));
            }
        }
    }
    serde_json::from_value(json!({
        "openapi": "3.0.3",
        "info": { "title": api.title, "version": api.version },
        "paths": paths,
        "components": { "schemas": schemas },
    }))
}

fn operation(api: &Api, operation: &Operation, part: Part) -> Value {
    let parameters: Vec<Value> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let place = match parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
            };
            json!({
                "name": parameter.name,
                "in": place,
                "required": parameter.required,
                "schema": schema(api, &parameter.schema),
            })
        })
        .collect();
    let answers = operation.responses.iter();
    let mut responses: Map<String, Value> = answers
        .filter(|_| part == Part::Everything)
        .map(|response| {
            let mut out = json!({ "description": "" });
            if let (Some(body), Some(out)) = (&response.schema, out.as_object_mut()) {
                out.insert("content".to_owned(), content(api, body));
            }
            (response.status.to_string(), out)
        })
        .collect();
    if responses.is_empty() {
        responses.insert("200".to_owned(), json!({ "description": "" }));
    }
    let mut out = json!({
        "operationId": operation.id,
        "parameters": parameters,
        "responses": responses,
    });
    if let (Some(body), Some(out)) = (&operation.body, out.as_object_mut()) {
        out.insert(
            "requestBody".to_owned(),
            json!({ "required": true, "content": content(api, &body.schema) }),
        );
    }
    out
}

fn content(api: &Api, body: &Schema) -> Value {
    json!({ "application/json": { "schema": schema(api, body) } })
}

fn schema(api: &Api, schema: &Schema) -> Value {
    let mut out = kind(api, &schema.kind);
    if matches!(schema.kind, Kind::Ref(_)) {
        // Nothing beside a `$ref` counts, so what is said there needs a wrapper.
        return if schema.nullable {
            json!({ "nullable": true, "allOf": [out] })
        } else {
            out
        };
    }
    if let Some(members) = out.as_object_mut() {
        if schema.nullable {
            members.insert("nullable".to_owned(), Value::Bool(true));
        }
        let text = docs::lines(&schema.description).join("\n");
        if !text.is_empty() {
            members.insert("description".to_owned(), Value::String(text));
        }
    }
    out
}

fn kind(api: &Api, kind: &Kind) -> Value {
    match kind {
        Kind::Any => json!({}),
        Kind::Ref(name) => {
            let target = api
                .schema(name)
                .map_or(name.as_str(), |named| named.type_name.as_str());
            json!({ "$ref": format!("#/components/schemas/{target}") })
        }
        Kind::Scalar(scalar) => scalar_kind(scalar),
        Kind::Array { items, .. } => json!({ "type": "array", "items": schema(api, items) }),
        Kind::Object {
            properties,
            additional,
            ..
        } => object(api, properties, additional),
    }
}

fn scalar_kind(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Boolean => json!({ "type": "boolean" }),
        Scalar::Integer { format, .. } => {
            formatted("integer", format.as_deref(), &["int32", "int64"])
        }
        Scalar::Number { format, .. } => {
            formatted("number", format.as_deref(), &["float", "double"])
        }
        Scalar::String { values, .. } if !values.is_empty() => {
            json!({ "type": "string", "enum": values })
        }
        Scalar::String { format, .. } => {
            formatted("string", format.as_deref(), &["date", "date-time", "uuid"])
        }
    }
}

/// Only the formats that decide a type; the others are for people.
fn formatted(kind: &str, format: Option<&str>, known: &[&str]) -> Value {
    match format.filter(|format| known.contains(format)) {
        Some(format) => json!({ "type": kind, "format": format }),
        None => json!({ "type": kind }),
    }
}

fn object(api: &Api, properties: &[Property], additional: &Additional) -> Value {
    let members: Map<String, Value> = properties
        .iter()
        .map(|property| (property.name.clone(), schema(api, &property.schema)))
        .collect();
    let required: Vec<&str> = properties
        .iter()
        .filter(|property| property.required)
        .map(|property| property.name.as_str())
        .collect();
    let mut out = json!({ "type": "object", "properties": members, "required": required });
    if let Some(out) = out.as_object_mut() {
        match additional {
            Additional::Allowed => {}
            // The server refuses unknown members from its table; a client that
            // refused them would break on every addition to an answer.
            Additional::Forbidden if !properties.is_empty() => {}
            Additional::Forbidden => {
                out.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            Additional::Typed(inner) => {
                out.insert("additionalProperties".to_owned(), schema(api, inner));
            }
        }
    }
    out
}
