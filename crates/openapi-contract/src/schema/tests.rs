//! Rules are held, located, and refused where they cannot be held.

use serde_json::{Value, json};

use super::{Direction, Schemas};
use crate::tree::Tree;

/// The rules of `schema` that `value` breaks, as `at rule`.
fn broken(schema: &Value, direction: Direction, value: &Value) -> Result<Vec<String>, String> {
    let root = json!({"components": {"schemas": {
        "It": schema,
        "Name": {"type": "string", "minLength": 2, "readOnly": true},
        "Tree": {"type": "object", "properties": {"child": {"$ref": "#/components/schemas/Tree"}, "size": {"type": "integer"}}},
    }}});
    let tree = Tree::new("it.json", root);
    let at = "/components/schemas/It";
    let schemas = Schemas::compile(&tree, &[(at.to_owned(), direction)])
        .map_err(|all| format!("{}: {}", all[0].pointer, all[0].message))?;
    let found = schemas.violations(at, direction, value).unwrap_or_default();
    Ok(found
        .iter()
        .map(|one| {
            format!(
                "{} {}",
                one.at,
                one.rule.replace("/components/schemas/", "")
            )
        })
        .collect())
}

#[test]
fn rules_are_held_and_located() {
    use Direction::{Request, Response};
    let check = |schema: Value, direction, value: Value, expected: &[&str]| {
        let found = broken(&schema, direction, &value);
        assert_eq!(
            found.as_deref(),
            Ok(expected
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .as_slice()),
            "{schema} {value}"
        );
    };
    let member = |schema: Value| json!({"type": "object", "properties": {"a": schema}});
    check(
        member(json!({"type": "string"})),
        Response,
        json!({"a": "x", "b": 1}),
        &[],
    );
    check(
        member(json!({"type": "string"})),
        Response,
        json!({"a": null}),
        &["/a It/properties/a/type"],
    );
    check(
        member(json!({"type": "string"})),
        Response,
        json!([]),
        &[" It/type"],
    );
    check(
        member(json!({"type": "string", "nullable": true})),
        Response,
        json!({"a": null}),
        &[],
    );
    check(
        json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true}),
        Response,
        json!(1),
        &[" It/exclusiveMinimum"],
    );
    check(
        json!({"type": "integer", "format": "int32"}),
        Response,
        json!(2_147_483_648_i64),
        &[" It/format"],
    );
    check(
        json!({"type": "string", "format": "uuid"}),
        Response,
        json!("no"),
        &[" It/format"],
    );
    check(
        json!({"type": "string", "format": "date-time"}),
        Response,
        json!("2025-12-26T00:00:00Z"),
        &[],
    );
    check(
        json!({"type": "string", "pattern": "^a+$"}),
        Response,
        json!("b"),
        &[" It/pattern"],
    );
    check(
        json!({"type": "string", "pattern": "^(?=.*[0-9])(?!.*x).{3,}$"}),
        Response,
        json!("aax1"),
        &[" It/pattern"],
    );
    check(
        json!({"type": "string", "pattern": "^(?=.*[0-9])(?!.*x).{3,}$"}),
        Response,
        json!("aa1"),
        &[],
    );
    check(
        json!({"type": "object", "additionalProperties": false}),
        Response,
        json!({"x": 1}),
        &[" It/additionalProperties"],
    );
    check(
        member(json!({"$ref": "#/components/schemas/Name"})),
        Response,
        json!({"a": "x"}),
        &["/a Name/minLength"],
    );
    check(
        json!({"$ref": "#/components/schemas/Tree"}),
        Response,
        json!({"child": {"child": {"size": "x"}}}),
        &["/child/child/size Tree/properties/size/type"],
    );
    let read_only = json!({"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/components/schemas/Name"}}});
    check(read_only.clone(), Request, json!({}), &[]);
    check(read_only, Response, json!({}), &[" It/required"]);
    check(
        json!({"type": "string", "discriminator": {"propertyName": "x"}, "example": 1, "id": "x"}),
        Response,
        json!("y"),
        &[],
    );
}

#[test]
fn unusable_schemas_are_located() {
    let check = |schema: Value, expected: &str| {
        let found = broken(&schema, Direction::Request, &json!(1)).unwrap_err();
        assert!(found.starts_with(expected), "{found}");
    };
    check(
        json!({"$ref": "#/components/schemas/None"}),
        "/components/schemas/It/$ref: the reference leads nowhere",
    );
    check(
        json!({"$ref": "other.yaml"}),
        "/components/schemas/It/$ref: only references",
    );
    check(
        json!({"properties": {"a": {"type": "string", "pattern": "(a"}}}),
        "/components/schemas/It/properties/a/pattern: the schema cannot be used",
    );
    check(
        json!({"type": "strin"}),
        "/components/schemas/It/type: the schema cannot be used",
    );
    check(json!([]), "/components/schemas/It: a schema must");
}
