//! Values travel and come back, in every form.

use openapi_source::{Document, Limits};
use serde_json::{Value, json};

use crate::spec::Spec;

mod bodies;
mod requests;
mod styles;
mod touching;

/// A document with one operation.
fn spec(path: &str, operation: &Value) -> Spec {
    let mut operation = operation.clone();
    operation["operationId"] = json!("it");
    if operation.get("responses").is_none() {
        operation["responses"] = json!({"204": {"description": "Done"}});
    }
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "It", "version": "1"},
        "paths": {path: {"post": operation}},
    });
    let text = document.to_string();
    let document = Document::parse("it.json", text.as_bytes(), &Limits::default()).unwrap();
    Spec::read(&document).unwrap()
}
