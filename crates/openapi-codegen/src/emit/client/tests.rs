//! What is printed for an operation, line by line; goldens show that it compiles and works.

use openapi_model::{Documents, Options as ReadOptions, read};
use openapi_source::{Document, Limits};
use serde_json::{Value, json};

use super::emit;
use crate::emit::Context;
use crate::emit::file::files;
use crate::plan::plan;

/// The generated files of a document with these paths, by path.
fn made(paths: &Value, components: &Value) -> std::collections::BTreeMap<String, String> {
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Pets", "version": "1" },
        "paths": paths,
        "components": components,
    });
    let text = document.to_string();
    let document = Document::parse("pets.json", text.as_bytes(), &Limits::default()).unwrap();
    let api = read(&Documents::alone(document), &ReadOptions::default())
        .api
        .unwrap();
    let plan = plan(&api, None);
    let context = Context {
        plan: &plan,
        document: "pets.json",
        name: "pets",
    };
    files("pets.json", emit(&context).unwrap())
}

/// The lines that `send` has for one operation.
fn sent(operation: &Value) -> Vec<String> {
    let files = made(&json!({ "/pets": { "post": operation } }), &json!({}));
    let builder = &files["builder.rs"];
    let (_, send) = builder.split_once("operations::OP);\n").unwrap();
    send.lines().map(|line| line.trim().to_owned()).collect()
}

fn check(mut operation: Value, expected: &[&str]) {
    operation["operationId"] = json!("op");
    let shown = operation.to_string();
    let lines = sent(&operation);
    for line in expected {
        assert!(
            lines.iter().any(|found| found == line),
            "no `{line}` for {shown} in\n{}",
            lines.join("\n")
        );
    }
}

fn content(media_type: &str, schema: &Value) -> Value {
    json!({ "content": { media_type: { "schema": schema } }, "description": "" })
}

#[test]
fn parameters_are_written_in_their_style() {
    let cases = [
        (
            "query",
            json!({}),
            r#"call.query("a", self.a, QueryStyle::FormExploded)?;"#,
        ),
        (
            "query",
            json!({ "explode": false }),
            r#"call.query("a", self.a, QueryStyle::Form)?;"#,
        ),
        (
            "query",
            json!({ "style": "pipeDelimited", "explode": false }),
            r#"call.query("a", self.a, QueryStyle::PipeDelimited)?;"#,
        ),
        (
            "query",
            json!({ "allowReserved": true }),
            r#"call.query_reserved("a", self.a, QueryStyle::FormExploded)?;"#,
        ),
        (
            "header",
            json!({}),
            r#"call.header("a", self.a, HeaderStyle::Simple)?;"#,
        ),
        (
            "header",
            json!({ "explode": true }),
            r#"call.header("a", self.a, HeaderStyle::SimpleExploded)?;"#,
        ),
        (
            "cookie",
            json!({ "explode": false }),
            r#"call.cookie("a", self.a, CookieStyle::Form)?;"#,
        ),
    ];
    for (place, more, line) in cases {
        let mut parameter = json!({
            "name": "a", "in": place,
            "schema": { "type": "array", "items": { "type": "string" } },
        });
        for (key, value) in more.as_object().unwrap() {
            parameter[key] = value.clone();
        }
        let operation =
            json!({ "parameters": [parameter], "responses": { "204": { "description": "" } } });
        check(operation, &[line]);
    }
}

#[test]
fn bodies_are_written_in_their_media_type() {
    let text = json!({ "type": "string" });
    let cases = [
        (
            "application/json",
            r#"call.json("application/json", &body)?;"#,
        ),
        (
            "application/merge-patch+json",
            r#"call.json("application/merge-patch+json", &body)?;"#,
        ),
        (
            "text/csv",
            r#"call.text("text/csv; charset=utf-8", &body)?;"#,
        ),
        (
            "application/pdf",
            r#"call.stream("application/pdf", body);"#,
        ),
        (
            "*/*",
            r#"call.stream_in("*/*", "application/octet-stream", body)?;"#,
        ),
        (
            "image/*",
            r#"call.stream_in("image/*", "image/png", body)?;"#,
        ),
    ];
    for (media_type, line) in cases {
        let responses = json!({ "204": { "description": "" } });
        let mut body = content(media_type, &text);
        body["required"] = json!(true);
        let required = json!({ "requestBody": body, "responses": responses });
        check(
            required,
            &[
                "let body = self.body.map_err(Error::invalid_request)?;",
                line,
            ],
        );
        let optional = json!({ "requestBody": content(media_type, &text), "responses": responses });
        let opening = "if let Some(body) = self.body.map_err(Error::invalid_request)? {";
        check(optional, &[opening, line]);
    }
}

#[test]
fn answers_are_told_apart_by_status() {
    let object = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let (text, json) = (
        content("text/plain", &json!({ "type": "string" })),
        content("application/json", &object),
    );
    let none = json!({ "description": "" });
    let refused = "Err(Error::refused(response.json().await?))";
    let unexpected = "_ => Err(response.unexpected().await),";
    let cases: &[(Value, &[&str])] = &[
        (
            json!({ "204": none }),
            &["204 => Ok(response.empty()),", unexpected],
        ),
        (
            json!({ "200": json }),
            &["200..=299 => Ok(response.json().await?),", unexpected],
        ),
        (
            json!({ "200": text }),
            &["200..=299 => Ok(response.text().await?),", unexpected],
        ),
        (
            json!({ "200": text, "404": json }),
            &[
                &format!("404 => {refused},"),
                "_ => Err(response.undocumented_error().await),",
            ],
        ),
        (
            json!({ "200": text, "404": text, "default": text }),
            &[
                "300..=399 => Err(response.unexpected().await),",
                "_ => Err(Error::refused(response.text().await?)),",
            ],
        ),
        (
            json!({ "200": text, "404": text, "4XX": none }),
            &[
                "let status = response.status().as_u16();",
                "404 => {",
                "400..=499 => {",
                "Err(Error::refused(response.empty().map(|()| pets_types::OpError::Status4XX { status })))",
            ],
        ),
        (
            json!({ "200": text, "204": none }),
            &["204 => Ok(response.empty().map(|()| pets_types::OpResponse::NoContent)),"],
        ),
        (
            json!({ "default": text }),
            &[
                "..=299 => Ok(response.text().await?),",
                "_ => Err(Error::refused(response.text().await?)),",
            ],
        ),
    ];
    for (responses, expected) in cases {
        let operation = json!({ "responses": responses });
        check(operation, expected);
    }
}

#[test]
fn names_of_the_document_do_not_get_in_the_way() {
    let operation = |id: &str| {
        json!({
            "operationId": id,
            "parameters": [{ "name": "client", "in": "query", "schema": { "type": "string" } }],
            "responses": { "204": { "description": "" } },
        })
    };
    let files = made(
        &json!({ "/a": { "get": operation("Error") }, "/b": { "get": operation("builder") } }),
        &json!({}),
    );
    let builder = &files["builder.rs"];
    assert!(
        builder.contains("pub struct Error2<'a> {\n    client: &'a Client,\n    options: CallOptions,\n    client2: Result<")
    );
    assert!(files["client.rs"].contains("pub fn builder2(&self) -> builder::Builder<'_> {"));
}

#[test]
fn many_operations_are_split_by_tag() {
    let mut paths = json!({});
    for at in 0..150 {
        let tag = if at < 100 { "Cats" } else { "Dogs" };
        paths[format!("/{at}")] = json!({
            "get": { "operationId": format!("op{at}"), "tags": [tag], "responses": { "204": { "description": "" } } }
        });
    }
    let files = made(&paths, &json!({}));
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let mut expected = Vec::new();
    for folder in ["builder", "client", "httpmock"] {
        for name in ["cats", "cats_2", "dogs", "mod"] {
            expected.push(format!("{folder}/{name}.rs"));
        }
    }
    expected.push("mod.rs".to_owned());
    assert_eq!(names, expected);
    assert!(files["builder/cats.rs"].contains("pub(in super::super) fn new(client: &'a Client)"));
    assert!(files["client/mod.rs"].contains("mod cats;\nmod cats_2;\nmod dogs;\n"));
}
