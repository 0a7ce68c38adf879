//! The kinds of changes.

use serde_json::{Map, Value, json};

use super::{
    Change, METHODS, Role,
    edit::{
        append, drift, drop_first, drop_where, free_member, pop, prepend, properties, push,
        push_or_new, rename_first, rename_where, set, shift, toggle,
    },
    object,
};

pub(super) type Members = Map<String, Value>;

/// All of them, by name.
pub(super) const ALL: &[(&str, Change)] = &[
    ("drops-path", |role, one| {
        role == Role::Paths && drop_first(one)
    }),
    ("renames-path", |role, one| {
        role == Role::Paths && rename_first(one, |name| format!("{name}/more"))
    }),
    ("adds-operation", |role, one| {
        role == Role::PathItem
            && !one.contains_key("patch")
            && set(
                one,
                "patch",
                json!({
                    "operationId": "contractMore", "responses": {"204": {"description": "done"}}
                }),
            )
    }),
    ("drops-operation", |role, one| {
        role == Role::PathItem && drop_where(one, |name| METHODS.contains(&name))
    }),
    ("other-method", |role, one| {
        role == Role::PathItem
            && !one.contains_key("put")
            && rename_where(one, |name| METHODS.contains(&name), "put")
    }),
    ("renames-operation", |role, one| {
        role == Role::Operation && append(one, "operationId", "Too")
    }),
    ("drops-security", |role, one| {
        role == Role::Operation && set(one, "security", json!([]))
    }),
    ("drops-alternative", |role, one| {
        [Role::Root, Role::Operation].contains(&role) && pop(one, "security", 2)
    }),
    ("makes-credentials-optional", |role, one| {
        [Role::Root, Role::Operation].contains(&role) && push(one, "security", json!({}))
    }),
    ("other-retry", |role, one| {
        let other = if one.get("x-retry") == Some(&json!("idempotent")) {
            "never-after-sent"
        } else {
            "idempotent"
        };
        role == Role::Operation && one.contains_key("x-retry") && set(one, "x-retry", json!(other))
    }),
    ("drops-parameter", |role, one| {
        [Role::PathItem, Role::Operation].contains(&role) && pop(one, "parameters", 1)
    }),
    ("adds-parameter", |role, one| {
        role == Role::Operation
            && push_or_new(
                one,
                "parameters",
                json!({
                    "name": "contract_more", "in": "query", "schema": {"type": "string"}
                }),
            )
    }),
    ("renames-parameter", |role, one| {
        role == Role::Parameter && append(one, "name", "_too")
    }),
    ("moves-parameter", |role, one| {
        match one.get("in").and_then(Value::as_str) {
            Some("query") if role == Role::Parameter => set(one, "in", json!("header")),
            Some("header" | "cookie") if role == Role::Parameter => set(one, "in", json!("query")),
            _ => false,
        }
    }),
    ("requires-parameter", |role, one| {
        let is_free = one.get("in") != Some(&json!("path"));
        role == Role::Parameter && is_free && toggle(one, "required", false)
    }),
    ("other-style", |role, one| {
        let is_list =
            one.get("schema").and_then(|schema| schema.get("type")) == Some(&json!("array"));
        role == Role::Parameter && is_list && toggle(one, "explode", true)
    }),
    ("requires-body", |role, one| {
        role == Role::RequestBody && toggle(one, "required", false)
    }),
    ("drops-body", |role, one| {
        role == Role::Operation && one.remove("requestBody").is_some()
    }),
    ("drops-media-type", |role, one| {
        role == Role::Content && drop_first(one)
    }),
    ("renames-media-type", |role, one| {
        role == Role::Content && rename_first(one, |name| format!("{name}2"))
    }),
    ("adds-media-type", |role, one| {
        role == Role::Content
            && set(
                one,
                "application/x-contract",
                json!({"schema": {"type": "string"}}),
            )
    }),
    ("drops-schema", |role, one| {
        role == Role::Media && one.remove("schema").is_some()
    }),
    ("drops-example", |role, one| {
        role == Role::Examples && drop_first(one)
    }),
    ("renames-example", |role, one| {
        role == Role::Examples && rename_first(one, |name| format!("{name}-too"))
    }),
    ("changes-example", |role, one| {
        role == Role::Example && one.get_mut("value").is_some_and(drift)
    }),
    ("changes-plain-example", |role, one| {
        [Role::Media, Role::Parameter].contains(&role) && one.get_mut("example").is_some_and(drift)
    }),
    ("drops-response", |role, one| {
        role == Role::Responses && one.len() > 1 && drop_where(one, |_| true)
    }),
    ("other-status", |role, one| {
        role == Role::Responses && rename_first(one, |_| "418".to_owned())
    }),
    ("adds-response", |role, one| {
        role == Role::Responses
            && !one.contains_key("451")
            && set(one, "451", json!({"description": "no"}))
    }),
    ("drops-content", |role, one| {
        role == Role::Response && one.remove("content").is_some()
    }),
    ("drops-header", |role, one| {
        role == Role::Headers && drop_first(one)
    }),
    ("renames-header", |role, one| {
        role == Role::Headers && rename_first(one, |name| format!("{name}-Too"))
    }),
    ("requires-header", |role, one| {
        role == Role::Header && toggle(one, "required", false)
    }),
    ("adds-header", |role, one| {
        role == Role::Response
            && set(
                one,
                "headers",
                object(
                    "X-Contract",
                    json!({"required": true, "schema": {"type": "string"}}),
                ),
            )
    }),
    ("adds-optional-header", |role, one| {
        role == Role::Headers && set(one, "X-Contract", json!({"schema": {"type": "string"}}))
    }),
    ("changes-header", |role, one| {
        role == Role::Header && set(one, "schema", json!({"type": "boolean"}))
    }),
    ("deprecates", |role, one| {
        role == Role::Operation && toggle(one, "deprecated", false)
    }),
    ("drops-required-member", |role, one| {
        role == Role::Schema && pop(one, "required", 1)
    }),
    ("requires-member", |role, one| {
        let name = free_member(one);
        role == Role::Schema && name.is_some_and(|name| push_or_new(one, "required", json!(name)))
    }),
    ("drops-property", |role, one| {
        role == Role::Schema && properties(one).is_some_and(drop_first)
    }),
    ("renames-property", |role, one| {
        role == Role::Schema
            && properties(one).is_some_and(|all| rename_first(all, |name| format!("{name}_too")))
    }),
    ("adds-property", |role, one| {
        role == Role::Schema
            && properties(one)
                .is_some_and(|all| set(all, "contract_more", json!({"type": "string"})))
    }),
    ("other-type", |role, one| {
        role == Role::Schema
            && match one.get("type").and_then(Value::as_str) {
                Some("string" | "number") => set(one, "type", json!("integer")),
                Some("integer" | "boolean") => set(one, "type", json!("string")),
                Some("object") => set(one, "type", json!("array")) && set(one, "items", json!({})),
                Some("array") => set(one, "type", json!("object")),
                _ => false,
            }
    }),
    ("drops-type", |role, one| {
        role == Role::Schema
            && one.get("type").is_some_and(Value::is_string)
            && one.remove("type").is_some()
    }),
    ("makes-nullable", |role, one| {
        role == Role::Schema && one.contains_key("type") && toggle(one, "nullable", false)
    }),
    ("drops-bound", |role, one| {
        role == Role::Schema && BOUNDS.iter().any(|name| one.remove(*name).is_some())
    }),
    ("shifts-bound", |role, one| {
        role == Role::Schema && BOUNDS.iter().any(|name| shift(one, name))
    }),
    ("adds-bound", |role, one| {
        let is_text = one.get("type") == Some(&json!("string"));
        role == Role::Schema
            && is_text
            && !one.contains_key("maxLength")
            && set(one, "maxLength", json!(999))
    }),
    ("drops-pattern", |role, one| {
        role == Role::Schema && one.remove("pattern").is_some()
    }),
    ("changes-pattern", |role, one| {
        role == Role::Schema && one.get("pattern").is_some() && prepend(one, "pattern", "(?:)")
    }),
    ("adds-pattern", |role, one| {
        let is_text = one.get("type") == Some(&json!("string"));
        role == Role::Schema
            && is_text
            && !one.contains_key("pattern")
            && set(one, "pattern", json!("^[^!]*$"))
    }),
    ("drops-value", |role, one| {
        role == Role::Schema && pop(one, "enum", 2)
    }),
    ("adds-value", |role, one| {
        role == Role::Schema && push(one, "enum", json!("contract-more"))
    }),
    ("drops-enumeration", |role, one| {
        role == Role::Schema
            && one.get("enum").is_some_and(Value::is_array)
            && one.remove("enum").is_some()
    }),
    ("other-format", |role, one| {
        role == Role::Schema && one.contains_key("format") && set(one, "format", json!("uuid"))
    }),
    ("adds-format", |role, one| {
        let is_text = one.get("type") == Some(&json!("string"));
        role == Role::Schema
            && is_text
            && !one.contains_key("format")
            && set(one, "format", json!("date"))
    }),
    ("closes-object", |role, one| {
        role == Role::Schema
            && properties(one).is_some()
            && toggle(one, "additionalProperties", true)
    }),
    ("other-items", |role, one| {
        role == Role::Schema
            && one.contains_key("items")
            && set(one, "items", json!({"type": "boolean"}))
    }),
    ("other-scheme-name", |role, one| {
        role == Role::SecurityScheme && append(one, "name", "-Too")
    }),
    ("moves-credential", |role, one| {
        let other = if one.get("in") == Some(&json!("query")) {
            "header"
        } else {
            "query"
        };
        role == Role::SecurityScheme && one.contains_key("in") && set(one, "in", json!(other))
    }),
    ("other-scheme", |role, one| {
        let other = if one.get("scheme") == Some(&json!("basic")) {
            "bearer"
        } else {
            "basic"
        };
        role == Role::SecurityScheme
            && one.contains_key("scheme")
            && set(one, "scheme", json!(other))
    }),
    ("drops-signature", |role, one| {
        role == Role::SecurityScheme && one.remove("x-signature").is_some()
    }),
];

const BOUNDS: &[&str] = &[
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "multipleOf",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "exclusiveMinimum",
    "exclusiveMaximum",
];
