//! Whole requests, and what is wrong with them.

use serde_json::{Value, json};

use super::spec;
use crate::{
    exchange::{Headers, RawRequest},
    wire::{Part, read, read_header},
};

#[test]
fn faults_name_the_rule() {
    let check = |operation: Value,
                 target: &str,
                 headers: &[(&str, &str)],
                 body: &str,
                 expected: &[&str]| {
        let spec = spec("/pets/{id}", &operation);
        let mut request = RawRequest::new("POST", target).body(body);
        for (name, value) in headers {
            request.headers.push(*name, value.as_bytes());
        }
        let received = read(&spec, &spec.operations[0], &request);
        let mut found: Vec<String> = received
            .faults
            .iter()
            .map(|fault| {
                let place = match &fault.part {
                    Part::Path => "path".to_owned(),
                    Part::Parameter { location, name, at } => format!("{location:?} {name}{at}"),
                    Part::ContentType => "content-type".to_owned(),
                    Part::Body { at } => format!("body{at}"),
                };
                let rule = fault.rule.replace("/paths/~1pets~1{id}/post", "");
                format!("{place} {rule}")
            })
            .collect();
        let unknown = received
            .undocumented
            .iter()
            .map(|(location, name)| format!("unknown {location:?} {name}"));
        found.extend(unknown);
        assert_eq!(found, expected, "{target}");
    };
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}});
    let tag = json!({"name": "tag", "in": "query", "required": true, "schema": {"type": "array", "items": {"type": "string", "minLength": 2}}});
    let one = json!({"name": "one", "in": "query", "schema": {"type": "boolean"}});
    let trace = json!({"name": "Trace", "in": "header", "required": true, "schema": {"type": "string", "maxLength": 3}});
    let parameters = json!({"parameters": [id, tag, one, trace]});
    check(
        parameters.clone(),
        "/pets/7?tag=ab&tag=cd&one=true",
        &[("trace", "abc")],
        "",
        &[],
    );
    check(
        parameters.clone(),
        "/pets/7?tag=ab,cd",
        &[("trace", "abc")],
        "",
        &[],
    );
    check(parameters.clone(), "/cats/7", &[], "", &["path "]);
    check(
        parameters,
        "/pets/x?tag=ab&tag=c&one=1&one=2&two=%zz",
        &[("trace", "abcd"), ("cookie", "session=1")],
        "",
        &[
            "Path id /parameters/0/schema/type",
            "Query tag/1 /parameters/1/schema/items/minLength",
            "Query one /parameters/2",
            "Header Trace /parameters/3/schema/maxLength",
            "unknown Query two",
            "unknown Cookie session",
        ],
    );
    check(
        json!({"parameters": [id.clone(), tag.clone(), trace.clone()]}),
        "/pets/7",
        &[],
        "",
        &[
            "Query tag /parameters/1/required",
            "Header Trace /parameters/2/required",
        ],
    );
    let schema =
        json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}});
    let with_body = json!({"parameters": [id], "requestBody": {"required": true, "content": {"application/json": {"schema": schema}, "text/*": {}}}});
    let json_type = [("content-type", "application/json; charset=utf-8")];
    check(
        with_body.clone(),
        "/pets/7",
        &[],
        "",
        &["body /requestBody/required"],
    );
    check(with_body.clone(), "/pets/7", &json_type, "{\"a\":1}", &[]);
    check(
        with_body.clone(),
        "/pets/7",
        &json_type,
        "{\"a\":\"1\"}",
        &["body/a /requestBody/content/application~1json/schema/properties/a/type"],
    );
    check(
        with_body.clone(),
        "/pets/7",
        &json_type,
        "{\"a\":1",
        &["body /requestBody/content/application~1json"],
    );
    check(
        with_body.clone(),
        "/pets/7",
        &[],
        "{\"a\":1}",
        &["content-type /requestBody/content"],
    );
    check(
        with_body.clone(),
        "/pets/7",
        &[("content-type", "image/png")],
        "x",
        &["content-type /requestBody/content"],
    );
    check(
        with_body,
        "/pets/7",
        &[("content-type", "text/csv")],
        "x",
        &[],
    );
}

#[test]
fn header_fields_of_responses_are_read() {
    let header = json!({"schema": {"type": "array", "items": {"type": "integer"}}});
    let responses = json!({"200": {"description": "It", "headers": {"X-Sizes": header}}});
    let spec = spec("/", &json!({"responses": responses}));
    let header = &spec.operations[0].responses[0].headers[0];
    let mut headers = Headers::default();
    assert_eq!(read_header(&spec, header, &headers), Ok(None));
    headers.push("x-sizes", "1, 2");
    headers.push("X-Sizes", "3");
    assert_eq!(
        read_header(&spec, header, &headers),
        Ok(Some(json!([1, 2, 3])))
    );
    assert_eq!(header.name, "X-Sizes");
}
