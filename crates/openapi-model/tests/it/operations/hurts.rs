//! What is taken, and will hurt users of the document.

use openapi_model::Options;
use std::fmt::Write as _;

use super::{finding, reading};

/// Findings of these codes alone.
fn check(codes: &[&str], cases: &[(&str, &[&str])]) {
    for (document, expected) in cases {
        let reading = reading(document, &Options::default());
        let found = reading
            .findings
            .iter()
            .filter(|found| codes.contains(&found.code));
        let found: Vec<String> = found.map(finding).collect();
        assert_eq!(found, *expected, "{document}");
    }
}

/// An operation that answers this.
fn answers(media: &str) -> String {
    format!(
        "paths: {{'/{{id}}': {{get: {{operationId: o, \
         parameters: [{{name: id, in: path, required: true, example: 7, schema: {{type: integer}}}}], \
         responses: {{'200': {{description: d, content: {{application/json: {{{media}}}}}}}}}}}}}}}"
    )
}

#[test]
fn examples() {
    let schema = "schema: {type: object, required: [id], properties: {id: {type: integer}, b: {type: string}, \
                  c: {type: string, writeOnly: true}, d: {type: string, deprecated: true}}}";
    let cases = [
        (format!("{schema}, example: {{id: 7, b: x}}"), vec![]),
        (
            format!("{schema}, example: {{id: a, b: x}}"),
            vec![
                "warning W020 this example breaks its schema",
                "warning W023 the example of `id` is another one in the path",
            ],
        ),
        (
            format!("{schema}, example: {{id: 7}}"),
            vec!["note W021 no example here shows `b`"],
        ),
        (
            format!(
                "{schema}, examples: {{one: {{value: {{id: 7}}}}, two: {{value: {{id: 7, b: x}}}}}}"
            ),
            vec![],
        ),
        (
            format!(
                "{schema}, examples: {{one: {{value: 1}}, two: {{value: 2}}, three: {{summary: s}}}}"
            ),
            vec![
                "warning W020 this example breaks its schema, and so do 1 others here",
                "warning W020 an example without `value`",
            ],
        ),
        (
            format!("{schema}, example: {{id: 8, b: x}}"),
            vec!["warning W023 the example of `id` is another one in the path"],
        ),
        (
            schema.to_owned(),
            vec!["note W022 answers without an example: `o`"],
        ),
        ("schema: {type: integer, example: 1}".to_owned(), vec![]),
    ];
    for (media, expected) in cases {
        check(
            &["W020", "W021", "W022", "W023"],
            &[(&answers(&media), &expected)],
        );
    }
}

#[test]
fn unused_components() {
    check(
        &["W024", "E032"],
        &[(
            "paths: {/: {get: {operationId: o, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}}
components:
  schemas:
    A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}
    B: {type: string}
    C: {type: string}
  parameters:
    P: {name: p, in: body, schema: {}}
  responses:
    R: {description: d}
",
            &[
                "warning W024 no operation uses these schemas: `C`",
                "warning W024 no operation uses these parameters: `P`",
                "error E032 parameters are not found there",
                "warning W024 no operation uses these responses: `R`",
            ],
        )],
    );
}

#[test]
fn statuses_beyond_the_document() {
    check(
        &["W003"],
        &[
            (
                "paths:
  /a: {get: {operationId: a, responses: {'204': {description: d}}}}
  /b: {get: {operationId: b, responses: {'204': {description: d}}}}
  /c: {get: {operationId: c, parameters: [{name: q, in: query, schema: {type: string}}], responses: {'204': {description: d}, '500': {description: d}}}}
  /d: {get: {operationId: d, responses: {'204': {description: d}, 5XX: {description: d}}}}
  /e: {post: {operationId: e, requestBody: {content: {text/plain: {}}}, responses: {'204': {description: d}, default: {description: d}}}}
",
                &[
                    "warning W003 `a`, `b` can be answered with undocumented statuses: 500",
                    "warning W003 `c` can be answered with undocumented statuses: 400",
                ],
            ),
        ],
    );
}

#[test]
fn equal_findings_are_counted() {
    let mut document = String::from("paths:\n");
    for number in 0..4 {
        writeln!(document, "  /{number}: {{get: {{operationId: o{number}, servers: [{{url: /x}}], responses: {{'204': {{description: d}}}}}}}}").unwrap();
    }
    check(
        &["W017", "W002"],
        &[(
            &document,
            &[
                "note W002 no operation says `x-retry`; it follows from the methods",
                "warning W017 `servers` below the root are not read, here and in 3 other places",
            ],
        )],
    );
}
