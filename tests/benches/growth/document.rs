//! A document of any size that both generators take.
//!
//! Each operation has a path and a schema of its own and looks like those of public documents. It
//! keeps to what progenitor can do: one success, one error schema, JSON, path and query parameters.

use serde_json::{Map, Value, json};

/// A document with this many operations, as JSON.
pub(crate) fn document(operations: usize) -> Vec<u8> {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    schemas.insert("Problem".to_owned(), problem());
    for at in 0..operations {
        let (path, item) = path(at);
        paths.insert(path, item);
        schemas.insert(format!("Thing{at}"), thing(at));
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    });
    document.to_string().into_bytes()
}

fn path(at: usize) -> (String, Value) {
    let schema = json!({ "$ref": format!("#/components/schemas/Thing{at}") });
    let content = json!({ "application/json": { "schema": schema } });
    let method = ["get", "post", "put", "delete"]
        .get(at % 4)
        .unwrap_or(&"get");
    let mut operation = json!({
        "operationId": format!("{method}Thing{at}"),
        "summary": format!("Works on thing {at}."),
        "tags": [format!("shelf {}", at / 20)],
        "parameters": [
            { "name": "shelf", "in": "path", "required": true, "schema": { "type": "string" } },
            { "name": "thing", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } },
            { "name": "limit", "in": "query", "schema": { "type": "integer", "format": "int32", "minimum": 1, "maximum": 100 } },
        ],
        "responses": {
            "200": { "description": "The thing as it is now.", "content": content },
            "404": {
                "description": "There is no such thing.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
            },
        },
    });
    if matches!(*method, "post" | "put")
        && let Some(members) = operation.as_object_mut()
    {
        let body = json!({ "required": true, "content": content });
        members.insert("requestBody".to_owned(), body);
    }
    (
        format!("/shelves/{{shelf}}/things{at}/{{thing}}"),
        json!({ *method: operation }),
    )
}

fn thing(at: usize) -> Value {
    json!({
        "type": "object",
        "description": format!("Thing {at}, with members as public documents have them."),
        "required": ["id", "name", "state"],
        "properties": {
            "id": { "type": "string", "format": "uuid", "description": "What it is known by." },
            "name": { "type": "string", "minLength": 1, "maxLength": 64 },
            "state": { "type": "string", "enum": ["new", "ready", "gone"] },
            "size": { "type": "integer", "format": "int64", "minimum": 0 },
            "created": { "type": "string", "format": "date-time" },
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            "parts": { "type": "array", "items": { "type": "string" }, "maxItems": 100 },
        },
    })
}

fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["code", "message"],
        "properties": {
            "code": { "type": "string", "description": "For programs." },
            "message": { "type": "string", "description": "For people." },
        },
    })
}
