//! The JSON schemas that the generated types write of themselves (feature `schemars`), held to the
//! schemas of the document: properties, their types, which are required, and all descriptions.

use std::collections::BTreeSet;

use apig_types::{ErrorResponse, ResizeInstanceRequest, ResizeOrder};
use serde_json::Value;

use crate::document;

/// Every schema of the document is the one of its type.
pub(crate) fn are_the_documents() -> Result<(), String> {
    let document = document::parsed()?;
    let root = document.root().to_json();
    let generated = [
        ("ErrorResponse", schemars::schema_for!(ErrorResponse)),
        (
            "ResizeInstanceRequest",
            schemars::schema_for!(ResizeInstanceRequest),
        ),
        ("ResizeOrder", schemars::schema_for!(ResizeOrder)),
    ];
    let mut wrong = Vec::new();
    let schemas = root
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    for (name, documented) in schemas.into_iter().flatten() {
        match generated.iter().find(|(known, _)| known == name) {
            Some((_, schema)) => compare(name, documented, schema.as_value(), &mut wrong),
            None => wrong.push(format!(
                "{name}: no type is compared; add it to {}",
                file!()
            )),
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}

fn compare(at: &str, documented: &Value, generated: &Value, wrong: &mut Vec<String>) {
    let required = |schema: &Value| -> BTreeSet<String> {
        let names = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        names
            .filter_map(|name| Some(name.as_str()?.to_owned()))
            .collect()
    };
    let mut check = |what: &str, left: String, right: String| {
        if left != right {
            wrong.push(format!(
                "{at}: {what}: the document has {left}, the type {right}"
            ));
        }
    };
    check("description", text(documented), text(generated));
    check("type", kind(documented), kind(generated));
    let (left, right) = (required(documented), required(generated));
    check("required", format!("{left:?}"), format!("{right:?}"));
    let (left, right) = (names(documented), names(generated));
    check("properties", format!("{left:?}"), format!("{right:?}"));
    for name in left.intersection(&right) {
        let property = |schema: &Value| {
            schema
                .get("properties")
                .and_then(|all| all.get(name))
                .cloned()
        };
        let (left, right) = (property(documented), property(generated));
        if let (Some(left), Some(right)) = (left, right) {
            compare(&format!("{at}.{name}"), &left, &right, wrong);
        }
    }
}

/// The description, without the line that says where the document has the schema.
fn text(schema: &Value) -> String {
    let text = schema
        .get("description")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let (text, _) = text.split_once("\n\nSource: `#/").unwrap_or((text, ""));
    text.to_owned()
}

fn names(schema: &Value) -> BTreeSet<String> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect()
}

/// The types in a fixed order; `nullable` is how the document writes `null`.
fn kind(schema: &Value) -> String {
    let mut kinds: Vec<_> = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        Some(kind) => kind.as_str().into_iter().collect(),
        None => Vec::new(),
    };
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        kinds.push("null");
    }
    kinds.sort_unstable();
    kinds.join(" or ")
}
