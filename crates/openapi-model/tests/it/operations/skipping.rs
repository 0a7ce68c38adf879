//! Operations that are left out on request, and why.

use openapi_model::{Options, Unsupported};

use super::{findings, reading};

const SCHEMAS: &str = "
components:
  schemas:
    Good: {type: object, properties: {a: {type: string}}}
    Bad: {type: strin}
    Middle: {type: object, properties: {bad: {type: array, items: {$ref: '#/components/schemas/Bad'}}}}
    Circle: {type: object, properties: {next: {$ref: '#/components/schemas/Circle'}, bad: {$ref: '#/components/schemas/Middle'}}}
  parameters:
    P: {name: p, in: query, schema: {type: strin}}
    Unused: {name: p, in: body, schema: {}}
  responses:
    R: {description: d, headers: {X-H: {$ref: '#/components/headers/H'}}}
  headers:
    H: {schema: {type: strin}}
  requestBodies:
    B: {content: {application/json: {schema: {$ref: '#/components/schemas/Circle'}}}}
  securitySchemes:
    broken: {type: none}
    k: {type: apiKey, in: header, name: X-Key}
";

/// What is left of an operation on `/bad` beside a good one on `/good`, and what was said.
fn check(bad: &str, reason: &str) {
    let operation = if bad.contains("responses") {
        bad.to_owned()
    } else {
        format!("{bad}, responses: {{'204': {{description: d}}}}")
    };
    let text = format!(
        "paths:
  /good: {{get: {{operationId: good, security: [{{k: []}}], responses: {{'200': {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Good'}}}}}}}}}}}}}}
  /bad: {{post: {{operationId: bad, {operation}}}}}{SCHEMAS}"
    );
    let refused = reading(&text, &Options::default());
    assert!(refused.api.is_none(), "{bad}");
    let options = Options {
        unsupported: Unsupported::Skipped,
        ..Options::default()
    };
    let skipped = reading(&text, &options);
    let errors: Vec<String> = findings(&skipped)
        .into_iter()
        .filter(|line| line.starts_with("error"))
        .collect();
    assert_eq!(errors, [""; 0], "{bad}");
    let api = skipped.api.expect(bad);
    let ids: Vec<&str> = api
        .operations
        .iter()
        .map(|operation| operation.id.as_str())
        .collect();
    assert_eq!(ids, ["good"], "{bad}");
    let list: Vec<_> = api
        .skipped
        .iter()
        .map(|left| {
            (
                left.method.as_str(),
                left.path.as_str(),
                left.reason.as_str(),
            )
        })
        .collect();
    assert_eq!(list, [("POST", "/bad", reason)], "{bad}");
    // What was an error is a note, at the same place.
    assert_eq!(refused.findings.len(), skipped.findings.len(), "{bad}");
}

#[test]
fn an_operation_is_left_out_for_what_it_needs() {
    let no_type = "`strin` is not a type";
    for (bad, reason) in [
        (
            "parameters: [{name: a b, in: header, schema: {}}]",
            "`a b` is not the name of a header",
        ),
        (
            "parameters: [{name: a, in: query, schema: {type: strin}}]",
            no_type,
        ),
        ("parameters: [{$ref: '#/components/parameters/P'}]", no_type),
        (
            "responses: {'200': {$ref: '#/components/responses/R'}}",
            no_type,
        ),
        (
            "requestBody: {$ref: '#/components/requestBodies/B'}",
            no_type,
        ),
        (
            "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Bad'}}}}",
            no_type,
        ),
        (
            "requestBody: {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Circle'}}}}}",
            no_type,
        ),
        (
            "security: [{broken: []}]",
            "a security scheme of type `none` is not supported",
        ),
        (
            "security: [{none: []}]",
            "the security scheme `none` does not exist",
        ),
        ("responses: {ok: {description: d}}", "`ok` is not a status"),
        ("x-retry: often", "this is not a retry class"),
        ("x-command: Two Words", "this is not the name of a command"),
        (
            "responses: {'200': {$ref: '#/nowhere'}}",
            "`#/nowhere` does not exist",
        ),
    ] {
        check(bad, reason);
    }
}

#[test]
fn errors_of_the_document_stay() {
    let options = Options {
        unsupported: Unsupported::Skipped,
        ..Options::default()
    };
    for text in [
        "paths: {}\nsecurity: [{none: []}]",
        "paths: 1",
        "paths: {}\nx-rejections: {none: {}}",
    ] {
        assert!(reading(text, &options).api.is_none(), "{text}");
    }
}

#[test]
fn paths_are_left_out_as_a_whole() {
    let options = Options {
        unsupported: Unsupported::Skipped,
        ..Options::default()
    };
    let reading = reading(
        "paths:
  /a/{x: {get: {responses: {'204': {description: d}}}, put: {responses: {'204': {description: d}}}}
  /b: {$ref: '#/nowhere'}
",
        &options,
    );
    let api = reading.api.expect("nothing but what was left out");
    let list: Vec<_> = api
        .skipped
        .iter()
        .map(|left| (left.method.as_str(), left.path.as_str()))
        .collect();
    assert_eq!(list, [("GET", "/a/{x"), ("PUT", "/a/{x")]);
}
