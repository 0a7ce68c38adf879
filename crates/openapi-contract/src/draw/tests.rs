//! Values are legal, and broken ones are refused for the rule they name.

use openapi_source::{Document, Limits};
use serde_json::{Value, json};

use super::{another, broken, full, keywords, legal};
use crate::{
    schema::{Direction, Violation},
    spec::Spec,
};

const IT: &str = "/components/schemas/It";

/// A document whose request and answer are of the schema `It`.
fn spec(version: &str, schema: &Value) -> Spec {
    let content =
        json!({"content": {"application/json": {"schema": {"$ref": "#/components/schemas/It"}}}});
    let mut response = content.clone();
    response["description"] = json!("It");
    let document = json!({
        "openapi": version, "info": {"title": "It", "version": "1"},
        "paths": {"/it": {"post": {"requestBody": content, "responses": {"200": response}}}},
        "components": {"schemas": {
            "It": schema,
            "Cat": {"type": "object", "additionalProperties": false, "required": ["kind"], "properties": {"kind": {"type": "string"}, "lives": {"type": "integer"}}},
            "Dog": {"type": "object", "required": ["kind", "bark"], "properties": {"kind": {"type": "string"}, "bark": {"type": "boolean"}}},
            "Tree": {"type": "object", "required": ["size"], "properties": {
                "size": {"type": "integer", "minimum": 0}, "child": {"$ref": "#/components/schemas/Tree"},
                "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}},
            "Endless": {"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/components/schemas/Endless"}}},
        }},
    });
    let text = document.to_string();
    let document = Document::parse("it.json", text.as_bytes(), &Limits::default()).unwrap();
    Spec::read(&document).unwrap()
}

#[test]
fn legal_values_are_plain_and_full_ones_have_everything() {
    let check = |schema: Value, least: Option<Value>, most: Option<Value>| {
        let version = if schema.to_string().contains("const") {
            "3.1.0"
        } else {
            "3.0.3"
        };
        let spec = spec(version, &schema);
        assert_eq!(legal(&spec, IT, Direction::Request), least, "{schema}");
        assert_eq!(full(&spec, IT, Direction::Request), most, "{schema}");
    };
    let both = |schema: Value, value: Value| check(schema, Some(value.clone()), Some(value));
    both(json!({"type": "string"}), json!("It"));
    both(json!({"type": "string", "minLength": 5}), json!("Itxxx"));
    both(json!({"type": "string", "example": "Tom"}), json!("Tom"));
    both(
        json!({"type": "string", "example": 7, "default": "Rex"}),
        json!("Rex"),
    );
    both(json!({"type": "string", "enum": ["b", "a"]}), json!("b"));
    both(
        json!({"type": "string", "pattern": "^[a-z]{3}-\\d+$"}),
        json!("aaa-0"),
    );
    both(
        json!({"type": "string", "pattern": "^x*$", "minLength": 9}),
        json!("xxxxxxxxx"),
    );
    both(
        json!({"type": "string", "pattern": "^(?=.*\\d)(?![xX(])[a-z0-9(]{2,4}$"}),
        json!("a1"),
    );
    both(
        json!({"type": "string", "format": "uuid"}),
        json!("6a7d7182-7fd5-4572-b1f3-1aa9548fcc81"),
    );
    both(
        json!({"type": "string", "format": "date-time"}),
        json!("2025-12-26T00:00:00Z"),
    );
    both(
        json!({"type": "string", "format": "byte"}),
        json!("aGVsbG8="),
    );
    both(
        json!({"type": "integer", "minimum": 5, "exclusiveMinimum": true}),
        json!(7),
    );
    both(
        json!({"type": "integer", "minimum": 11, "exclusiveMinimum": true}),
        json!(12),
    );
    both(
        json!({"type": "integer", "multipleOf": 6, "minimum": 13}),
        json!(18),
    );
    both(
        json!({"type": "number", "minimum": 0.25, "maximum": 0.5}),
        json!(0.25),
    );
    both(json!({"const": "x"}), json!("x"));
    both(
        json!({"type": ["null", "integer"], "exclusiveMinimum": 3, "const": 4}),
        json!(4),
    );
    both(
        json!({"type": "array", "minItems": 2, "uniqueItems": true, "items": {"type": "string"}}),
        json!(["It", "It1"]),
    );
    both(
        json!({"type": "array", "items": {"type": "boolean"}, "maxItems": 0}),
        json!([]),
    );
    check(
        json!({"type": "object", "required": ["b"], "properties": {"a": {"type": "integer"}, "b": {"type": "boolean"}}}),
        Some(json!({"b": true})),
        Some(json!({"a": 1, "b": true})),
    );
    check(
        json!({"type": "object", "required": ["b", "id"], "properties": {"id": {"type": "integer", "readOnly": true}, "b": {"type": "string", "writeOnly": true}}}),
        Some(json!({"b": "b"})),
        Some(json!({"b": "b"})),
    );
    check(
        json!({"type": "object", "additionalProperties": {"type": "integer"}}),
        Some(json!({})),
        Some(json!({"key1": 1})),
    );
    both(
        json!({"type": "object", "minProperties": 2}),
        json!({"key1": "key1", "key2": "key2"}),
    );
    both(
        json!({"allOf": [{"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}, {"required": ["b"]}]}),
        json!({"a": "a", "b": "b"}),
    );
    both(
        json!({"oneOf": [{"type": "integer", "minimum": 3, "maximum": 2}, {"type": "boolean"}]}),
        json!(true),
    );
    check(
        json!({"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
            "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}}}),
        Some(json!({"kind": "cat"})),
        Some(json!({"kind": "cat", "lives": 1})),
    );
    both(
        json!({"type": "string", "not": {"enum": ["It"]}}),
        json!("a"),
    );
    check(
        json!({"$ref": "#/components/schemas/Tree"}),
        Some(json!({"size": 1})),
        Some(
            json!({"size": 1, "child": {"size": 1, "children": []}, "children": [{"size": 1, "children": []}]}),
        ),
    );
    check(json!({"$ref": "#/components/schemas/Endless"}), None, None);
    check(
        json!({"type": "integer", "minimum": 3, "maximum": 2}),
        None,
        None,
    );
}

#[test]
fn turns_give_other_values() {
    let check = |schema: Value, expected: [Value; 2]| {
        let spec = spec("3.0.3", &schema);
        let found = [1, 2].map(|turn| another(&spec, IT, Direction::Request, turn).unwrap());
        assert_eq!(found, expected, "{schema}");
    };
    check(
        json!({"type": "string", "maxLength": 3}),
        [json!("It1"), json!("It2")],
    );
    check(json!({"type": "integer"}), [json!(2), json!(3)]);
    check(
        json!({"type": "string", "enum": ["a", "b"]}),
        [json!("b"), json!("a")],
    );
}

#[test]
fn broken_values_break_the_rule_they_name() {
    let check = |schema: Value, expected: &str| {
        let spec = spec("3.0.3", &schema);
        let base = legal(&spec, IT, Direction::Request).unwrap();
        let found = broken(&spec, IT, Direction::Request, &base);
        // One wrong type stands for all of them here.
        let labels = found.iter().map(|one| one.label.as_str());
        let labels: Vec<&str> = labels.filter(|one| !one.contains("type-")).collect();
        assert_eq!(labels.join(" "), expected, "{schema}");
        for one in &found {
            let violations = spec.violations(IT, Direction::Request, &one.value).unwrap();
            let is_around = |violation: &Violation| one.at.starts_with(&violation.at);
            assert!(
                !violations.is_empty() && violations.iter().all(is_around),
                "{one:?} {violations:?}"
            );
            assert!(spec.tree.get(&one.rule).is_some(), "{one:?}");
        }
        // What can be broken is broken.
        let rules = keywords(&spec, IT, Direction::Request);
        let is_owned = |rule: &String| found.iter().any(|one| one.owns.contains(rule));
        let missed: Vec<&String> = rules.iter().filter(|rule| !is_owned(rule)).collect();
        assert_eq!(missed, Vec::<&String>::new(), "{schema} {labels:?}");
    };
    check(json!({"type": "string"}), "type null");
    check(json!({"type": "boolean", "nullable": true}), "type");
    check(
        json!({"type": "string", "minLength": 2, "maxLength": 3}),
        "type null maxLength minLength",
    );
    check(
        json!({"type": "integer", "minimum": 1, "maximum": 5, "format": "int32", "multipleOf": 2}),
        "type null format maximum minimum multipleOf",
    );
    check(
        json!({"type": "number", "minimum": 1, "exclusiveMinimum": true}),
        "type null exclusiveMinimum",
    );
    check(
        json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "enum": ["x"]}}, "additionalProperties": false}),
        "type null additionalProperties a-missing a-type a-null a-enum",
    );
    check(
        json!({"type": "object", "properties": {"a": {"type": "object", "properties": {"b": {"type": "string", "readOnly": true}, "c": {"type": "boolean"}}}}}),
        "type null a-type a-null a-c-type a-c-null",
    );
    check(
        json!({"type": "object", "minProperties": 1, "maxProperties": 2, "additionalProperties": {"type": "integer"}}),
        "type null maxProperties minProperties key1-type key1-null",
    );
    check(
        json!({"type": "array", "items": {"type": "boolean"}, "minItems": 1, "maxItems": 2}),
        "type null maxItems minItems 0-type 0-null",
    );
    check(
        json!({"type": "array", "items": {"type": "string", "pattern": "^a+$", "maxLength": 4}, "uniqueItems": true}),
        "type null uniqueItems 0-type 0-null 0-maxLength 0-pattern",
    );
    check(
        json!({"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}),
        "type null additionalProperties kind-missing oneOf-none Dog-type Dog-null Dog-kind-missing \
         Dog-bark-type Dog-bark-null Dog-kind-type Dog-kind-null kind-type kind-null lives-type lives-null",
    );
    check(
        json!({"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}], "discriminator": {"propertyName": "kind"}}),
        "discriminator type null additionalProperties kind-missing Dog-type Dog-null Dog-kind-missing \
         Dog-bark-missing Dog-bark-type Dog-bark-null Dog-kind-type Dog-kind-null kind-type kind-null \
         lives-type lives-null",
    );
    check(
        json!({"type": "string", "format": "date", "not": {"enum": ["2025-01-01"]}}),
        "type null format not",
    );
    check(
        json!({"$ref": "#/components/schemas/Tree"}),
        "type null size-missing child-type child-null child-size-missing children-type children-null \
         children-0-type children-0-null children-0-size-missing size-type size-null size-minimum",
    );
}
