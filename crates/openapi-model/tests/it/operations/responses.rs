//! Responses: statuses, headers, bodies.

use openapi_model::{Api, Status};
use std::fmt::Write as _;

use super::{check, content, each, parameter};

fn show(api: &Api) -> Vec<String> {
    each(api, |operation| {
        operation
            .responses
            .iter()
            .flat_map(|response| {
                let status = match response.status {
                    Status::Code(code) => code.to_string(),
                    Status::Range(first) => format!("{first}XX"),
                    Status::Default => "default".to_owned(),
                };
                let source = response.source.as_deref().unwrap_or_default();
                let headers = response.headers.iter().map(|found| parameter(api, found));
                let contents = response.contents.iter().map(|found| content(api, found));
                let rest: Vec<String> = headers.chain(contents).collect();
                [
                    vec![format!("{status} {}{source}", response.description)],
                    rest,
                ]
                .concat()
            })
            .collect()
    })
}

/// A document with one operation with these responses.
fn one(method: &str, responses: &str) -> String {
    format!("paths: {{/: {{{method}: {{operationId: o, responses: {responses}}}}}}}")
}

#[test]
fn statuses() {
    let cases: &[(&str, &[&str])] = &[
        (
            "{default: {description: d}, 4xx: {description: r}, '404': {description: n}, 200: {description: o}, x-a: 1}",
            &["200 o", "404 n", "4XX r", "default d"],
        ),
        (
            "{'200': {description: a}, 2XX: {description: b}, 2xx: {description: c}}",
            &[
                "200 a",
                "2XX b",
                "warning W006 the status `2xx` is here twice",
            ],
        ),
        (
            "{ok: {description: d}}",
            &["error E032 `ok` is not a status"],
        ),
        (
            "{'600': {description: d}}",
            &["error E032 `600` is not a status"],
        ),
        (
            "{'2000': {description: d}}",
            &["error E032 `2000` is not a status"],
        ),
        (
            "{'101': {description: d}, '204': {description: e}}",
            &["204 e", "note W013 `101` is no final answer"],
        ),
        (
            "{'404': {description: d}}",
            &["404 d", "note W016 no response below 400"],
        ),
        ("{default: {description: d}}", &["default d"]),
        ("{}", &["default ", "note W016 no response is documented"]),
        (
            "1",
            &["error E032 expected an object for the responses, found number"],
        ),
        (
            "{'200': 1}",
            &["error E032 expected an object for a response, found number"],
        ),
        (
            "{'200': {}}",
            &["200 ", "warning W006 a response without a description"],
        ),
        ("{'200': {description: d, x-source: page}}", &["200 dpage"]),
    ];
    for (responses, expected) in cases {
        check(show, &[(&one("get", responses), expected)]);
    }
    check(
        show,
        &[(
            "paths: {/: {get: {operationId: o}}}",
            &["default ", "note W016 no response is documented"],
        )],
    );
}

#[test]
fn bodies() {
    let json = "content: {application/json: {schema: {type: string}}}";
    let cases = [
        (
            one("get", &format!("{{'200': {{description: d, {json}}}}}")),
            vec!["200 d", "json application/json: string"],
        ),
        (
            one("get", &format!("{{'204': {{description: d, {json}}}}}")),
            vec!["204 d", "warning W005 HTTP allows no body with this status"],
        ),
        (
            one("head", &format!("{{'200': {{description: d, {json}}}}}")),
            vec!["200 d", "warning W005 an answer to HEAD has no body"],
        ),
        (
            one(
                "get",
                "{'200': {description: d, content: {multipart/mixed: {}}}}",
            ),
            vec!["200 d", "bytes multipart/mixed: any"],
        ),
    ];
    for (document, expected) in cases {
        check(show, &[(&document, &expected)]);
    }
}

#[test]
fn headers() {
    let cases: &[(&str, &[&str])] = &[
        (
            "X-A: {schema: {type: integer}}, X-B: {required: true, schema: {type: array, items: {type: string}}}",
            &["Header X-A Simple integer", "Header X-B! Simple array"],
        ),
        ("Content-Type: {schema: {type: string}}", &[]),
        (
            "Content-Length: {schema: {type: string}}",
            &["note W012 the header `Content-Length` is not read"],
        ),
        (
            "X-A: {}",
            &[
                "Header X-A Simple string",
                "warning W006 there is neither `schema` nor `content`",
            ],
        ),
        (
            "X-A: {schema: {type: string}}, x-a: {schema: {type: string}}",
            &[
                "Header X-A Simple string",
                "warning W006 the header `x-a` is here twice",
            ],
        ),
        (
            "X-A: {$ref: '#/components/headers/H'}",
            &["Header X-A Simple boolean"],
        ),
    ];
    for (headers, expected) in cases {
        let document = one(
            "get",
            &format!("{{'204': {{description: d, headers: {{{headers}}}}}}}"),
        );
        let document = if headers.contains("$ref") {
            document + "\ncomponents: {headers: {H: {schema: {type: boolean}}}}"
        } else {
            document
        };
        check(show, &[(&document, &[&["204 d"], *expected].concat())]);
    }
    let bad = one(
        "get",
        "{'204': {description: d, headers: {a b: {schema: {}}}}}",
    );
    check(
        show,
        &[(&bad, &["error E036 `a b` is not the name of a header"])],
    );
}

#[test]
fn a_component_is_read_once() {
    let mut document = String::from("paths:\n");
    for number in 0..3 {
        writeln!(document, "  /a{number}: {{get: {{operationId: o{number}, responses: {{'200': {{$ref: '#/components/responses/R'}}}}}}}}").unwrap();
    }
    document += "components: {responses: {R: {description: d, content: {application/json: \
                 {schema: {type: object, properties: {a: {type: strin}}}}}}}}\n";
    check(show, &[(&document, &["error E032 `strin` is not a type"])]);
}
