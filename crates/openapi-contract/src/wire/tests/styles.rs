//! Parameters in every style: as the specification writes them, and drawn ones there and back.

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::spec;
use crate::{
    draw,
    exchange::RawRequest,
    schema::Direction,
    spec::{Operation, Spec},
    wire::{Encoded, encode, read, template::Template},
};

/// The request with one parameter.
fn request(operation: &Operation, encoded: Encoded) -> RawRequest {
    let template = Template::of(operation);
    let path = |text: &str| template.fill(|_| Some(text.to_owned()));
    let joined = |pairs: &[(String, String)], separator: &str| {
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join(separator)
    };
    match encoded {
        Encoded::Path(text) => RawRequest::new("POST", path(&text)),
        Encoded::Query(pairs) => {
            RawRequest::new("POST", format!("{}?{}", path(""), joined(&pairs, "&")))
        }
        Encoded::Header(text) => RawRequest::new("POST", path("")).header("Color", text),
        Encoded::Cookie(pairs) => {
            RawRequest::new("POST", path("")).header("cookie", joined(&pairs, "; "))
        }
    }
}

fn array() -> Value {
    json!({"type": "array", "items": {"type": "string"}})
}

fn object() -> Value {
    json!({"type": "object", "properties": {"R": {"type": "integer"}, "G": {"type": "integer"}}})
}

/// A parameter of a schema in a place, by a style and explode, or as content.
fn parameter(place: &str, style: &str, explode: bool, schema: &Value) -> Spec {
    let path = if place == "path" { "/{Color}" } else { "/" };
    let mut parameter = json!({"name": "Color", "in": place, "required": place == "path"});
    if style == "content" {
        parameter["content"] = json!({"application/json": {"schema": schema}});
    } else {
        parameter["style"] = json!(style);
        parameter["explode"] = json!(explode);
        parameter["schema"] = schema.clone();
    }
    spec(path, &json!({"parameters": [parameter]}))
}

/// The table of the specification, and what has to be escaped.
#[test]
fn every_style_is_written_as_the_specification_says() {
    let check =
        |place: &str, style: &str, explode: bool, schema: Value, value: Value, expected: &str| {
            let spec = parameter(place, style, explode, &schema);
            let operation = &spec.operations[0];
            let written = encode(&operation.parameters[0], &value).map(|encoded| {
                let request = request(operation, encoded);
                let cookie = request.headers.text("cookie").unwrap_or_default();
                let header = request.headers.text("color").unwrap_or_default();
                (format!("{}{header}{cookie}", request.target), request)
            });
            let (text, request) = match written {
                Ok(written) => written,
                Err(error) => {
                    assert_eq!(
                        "refused", expected,
                        "{place} {style} {explode} {value} {error}"
                    );
                    return;
                }
            };
            assert_eq!(text, expected, "{place} {style} {explode} {value}");
            let received = read(&spec, operation, &request);
            assert_eq!(received.faults, [], "{text}");
            assert_eq!(received.undocumented, [], "{text}");
            let values: Vec<&Value> = received.arguments.iter().map(|one| &one.value).collect();
            assert_eq!(values, [&value], "{text}");
        };
    let text = || json!({"type": "string"});
    let list = || json!(["blue", "black"]);
    let members = || json!({"G": 200, "R": 100});
    for (style, explode, one, many, named) in [
        ("simple", false, "/blue", "/blue,black", "/G,200,R,100"),
        ("simple", true, "/blue", "/blue,black", "/G=200,R=100"),
        ("label", false, "/.blue", "/.blue,black", "/.G,200,R,100"),
        ("label", true, "/.blue", "/.blue.black", "/.G=200.R=100"),
        (
            "matrix",
            false,
            "/;Color=blue",
            "/;Color=blue,black",
            "/;Color=G,200,R,100",
        ),
        (
            "matrix",
            true,
            "/;Color=blue",
            "/;Color=blue;Color=black",
            "/;G=200;R=100",
        ),
        (
            "content",
            false,
            "/%22blue%22",
            "/%5B%22blue%22%2C%22black%22%5D",
            "/%7B%22G%22%3A200%2C%22R%22%3A100%7D",
        ),
    ] {
        check("path", style, explode, text(), json!("blue"), one);
        check("path", style, explode, array(), list(), many);
        check("path", style, explode, object(), members(), named);
    }
    for (style, explode, one, many, named) in [
        (
            "form",
            true,
            "/?Color=blue",
            "/?Color=blue&Color=black",
            "/?G=200&R=100",
        ),
        (
            "form",
            false,
            "/?Color=blue",
            "/?Color=blue,black",
            "/?Color=G,200,R,100",
        ),
        (
            "spaceDelimited",
            false,
            "/?Color=blue",
            "/?Color=blue%20black",
            "/?Color=G%20200%20R%20100",
        ),
        (
            "pipeDelimited",
            false,
            "/?Color=blue",
            "/?Color=blue%7Cblack",
            "/?Color=G%7C200%7CR%7C100",
        ),
        (
            "deepObject",
            true,
            "/?Color=blue",
            "/?Color=blue&Color=black",
            "/?Color%5BG%5D=200&Color%5BR%5D=100",
        ),
    ] {
        check("query", style, explode, text(), json!("blue"), one);
        check("query", style, explode, array(), list(), many);
        check("query", style, explode, object(), members(), named);
    }
    check("header", "simple", false, text(), json!("a,b=c"), "/a,b=c");
    check("header", "simple", false, array(), list(), "/blue,black");
    check(
        "header",
        "simple",
        true,
        object(),
        members(),
        "/G=200,R=100",
    );
    check(
        "header",
        "simple",
        false,
        array(),
        json!(["a,b"]),
        "refused",
    );
    check("header", "simple", false, text(), json!("a\nb"), "refused");
    check("header", "simple", false, text(), json!(" a"), "refused");
    check(
        "header",
        "content",
        false,
        object(),
        members(),
        "/{\"G\":200,\"R\":100}",
    );
    check(
        "cookie",
        "form",
        false,
        array(),
        list(),
        "/Color=blue,black",
    );
    check(
        "cookie",
        "form",
        true,
        array(),
        list(),
        "/Color=blue; Color=black",
    );
    check("cookie", "form", true, object(), members(), "/G=200; R=100");
    check(
        "path",
        "simple",
        false,
        text(),
        json!("a/b?c#d%2F+é&="),
        "/a%2Fb%3Fc%23d%252F%2B%C3%A9%26%3D",
    );
    check(
        "path",
        "simple",
        false,
        array(),
        json!(["a,b", "c"]),
        "/a%2Cb,c",
    );
    check("path", "simple", false, text(), json!(""), "refused");
    check("path", "simple", false, text(), json!(".."), "refused");
    check(
        "path",
        "label",
        true,
        array(),
        json!(["a.b", "c"]),
        "refused",
    );
    check(
        "query",
        "form",
        true,
        text(),
        json!("a b+c"),
        "/?Color=a%20b%2Bc",
    );
    check("query", "form", true, text(), json!(""), "/?Color=");
    check("query", "form", true, array(), json!([]), "refused");
    check("query", "form", true, text(), Value::Null, "refused");
    check(
        "query",
        "pipeDelimited",
        false,
        array(),
        json!(["a|b", "c"]),
        "refused",
    );
    let deep = json!({"type": "object", "properties": {"a": {"type": "object", "properties": {"b": {"type": "array", "items": {"type": "integer"}}}},
        "c": {"type": "array", "items": {"type": "object", "properties": {"d": {"type": "boolean"}}}}}});
    check(
        "query",
        "deepObject",
        true,
        deep,
        json!({"a": {"b": [1, 2]}, "c": [{"d": true}]}),
        "/?Color%5Ba%5D%5Bb%5D=1&Color%5Ba%5D%5Bb%5D=2&Color%5Bc%5D%5B0%5D%5Bd%5D=true",
    );
}

/// Drawn values come back in every form that can carry them.
#[test]
fn drawn_values_come_back() {
    let schemas = [
        json!({"type": "string"}),
        json!({"type": "integer"}),
        json!({"type": "number"}),
        json!({"type": "boolean"}),
        json!({"type": "string", "pattern": "^[a-z]{2,4}$"}),
        json!({"type": "string", "enum": ["a b", "c,d", "e.f"]}),
        json!({"type": "array", "items": {"type": "string"}, "minItems": 1}),
        json!({"type": "array", "items": {"type": "integer"}, "minItems": 2, "uniqueItems": true}),
        json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"type": "boolean"}, "c": {"type": "number"}}, "additionalProperties": false}),
    ];
    let forms = [
        ("path", "simple"),
        ("path", "label"),
        ("path", "matrix"),
        ("path", "content"),
        ("query", "form"),
        ("query", "spaceDelimited"),
        ("query", "pipeDelimited"),
        ("query", "deepObject"),
        ("query", "content"),
        ("header", "simple"),
        ("header", "content"),
        ("cookie", "form"),
        ("cookie", "content"),
    ];
    let mut carried = 0;
    for schema in &schemas {
        for (place, style) in forms {
            for explode in [false, true] {
                let spec = parameter(place, style, explode, schema);
                let operation = &spec.operations[0];
                let parameter = &operation.parameters[0];
                let pointer = parameter.schema.as_deref().unwrap();
                let strategy = draw::strategy(&spec, pointer, Direction::Request).unwrap();
                let config = Config {
                    cases: 12,
                    failure_persistence: None,
                    ..Config::default()
                };
                let mut runner = TestRunner::new_with_rng(
                    config,
                    TestRng::deterministic_rng(RngAlgorithm::ChaCha),
                );
                let result = runner.run(&strategy, |value| {
                    assert_eq!(
                        spec.accepts(pointer, Direction::Request, &value),
                        Some(true)
                    );
                    if let Ok(encoded) = encode(parameter, &value) {
                        let request = request(operation, encoded);
                        let received = read(&spec, operation, &request);
                        assert_eq!(received.faults, [], "{value} {}", request.target);
                        let found = received.arguments.first().map(|one| &one.value);
                        assert_eq!(
                            found,
                            Some(&value),
                            "{} {:?}",
                            request.target,
                            request.headers.text("color")
                        );
                    }
                    Ok(())
                });
                carried += 1;
                assert!(
                    result.is_ok(),
                    "{schema} {place} {style} {explode}: {}",
                    result.unwrap_err()
                );
            }
        }
    }
    assert_eq!(carried, schemas.len() * forms.len() * 2);
}
