//! Request bodies and their media types.

use openapi_model::Api;

use super::{check, content, each};

fn show(api: &Api) -> Vec<String> {
    each(api, |operation| {
        let Some(body) = &operation.body else {
            return vec!["none".to_owned()];
        };
        let required = if body.required {
            "required"
        } else {
            "optional"
        };
        let contents = body.contents.iter().map(|found| content(api, found));
        let contents: Vec<String> = contents.collect();
        let encodings = body.contents.iter().flat_map(|content| &content.encodings);
        let encodings = encodings.map(|found| {
            let explode = if found.explode { "*" } else { "" };
            let headers = found.headers.iter().map(|header| header.name.as_str());
            let rest = [
                found.content_types.join(","),
                headers.collect::<Vec<_>>().join(","),
            ];
            format!(
                "{} {:?}{explode} {}",
                found.property,
                found.style,
                rest.join(" ")
            )
        });
        [vec![required.to_owned()], contents, encodings.collect()].concat()
    })
}

/// A document with one operation with this body.
fn one(method: &str, body: &str) -> String {
    format!(
        "paths: {{/: {{{method}: {{operationId: o, requestBody: {body}, \
         responses: {{'204': {{description: d}}}}}}}}}}"
    )
}

#[test]
fn kinds() {
    let object = "{schema: {type: object, properties: {a: {type: string}}}}";
    let cases: &[(&str, &[&str])] = &[
        ("application/json: {}", &["json application/json: any"]),
        (
            "Application/JSON; Charset=UTF-8: {}",
            &["json application/json: any"],
        ),
        (
            "application/merge-patch+json: {}",
            &["json application/merge-patch+json: any"],
        ),
        (
            "application/*+json: {}",
            &["json application/x.any+json | application/*+json: any"],
        ),
        (
            "application/json;v=1: {}",
            &["json application/json; v=1: any"],
        ),
        (
            "application/json: {schema: {type: string, format: binary}}",
            &["json application/json: string"],
        ),
        (
            "application/json;stream=watch: {}",
            &["bytes application/json; stream=watch: any"],
        ),
        (
            "text/plain: {schema: {type: string}}",
            &["text text/plain: string"],
        ),
        ("text/*: {}", &["text text/plain | text/*: any"]),
        (
            "text/csv: {schema: {type: string, format: binary}}",
            &["bytes text/csv: string"],
        ),
        (
            "text/plain; charset=iso-8859-1: {}",
            &["bytes text/plain; charset=iso-8859-1: any"],
        ),
        ("text/event-stream: {}", &["bytes text/event-stream: any"]),
        ("image/*: {}", &["bytes image/* as image/png: any"]),
        (
            "image/*: {schema: {type: object}}",
            &[
                "bytes image/* as image/png: object",
                "note W014 a body in `image/*` is not held to its schema",
            ],
        ),
        ("'*/*': {}", &["bytes */* as application/octet-stream: any"]),
        (
            "'*/*': {schema: {type: string}}",
            &["bytes */* as application/octet-stream: string"],
        ),
        (
            "'*/*': {schema: {oneOf: [{type: string}, {type: integer}]}}",
            &["bytes */* as application/octet-stream: oneOf"],
        ),
        (
            "application/*: {schema: {type: boolean}}",
            &["json application/json | application/*: boolean"],
        ),
        (
            "'*/*': {schema: {type: object}}",
            &["json application/json | */*: object"],
        ),
        (
            "application/xml: {schema: {type: object}}",
            &[
                "bytes application/xml: object",
                "note W014 a body in `application/xml` is not held to its schema",
            ],
        ),
        (
            "application/x-www-form-urlencoded: {schema: {type: string}}",
            &[
                "bytes application/x-www-form-urlencoded: string",
                "note W014 the schema of this form is no object",
            ],
        ),
        (
            "xml: {}",
            &[
                "bytes */* as application/octet-stream: any",
                "warning W006 `xml` is not a media type",
            ],
        ),
        (
            "xml: {}, text/plain: {}",
            &[
                "text text/plain: any",
                "warning W006 `xml` is not a media type",
            ],
        ),
    ];
    for (media, expected) in cases {
        let expected = [&["optional"], *expected].concat();
        check(
            show,
            &[(
                &one("post", &format!("{{content: {{{media}}}}}")),
                &expected,
            )],
        );
    }
    for form in [
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/mixed",
    ] {
        let kind = if form.starts_with("multipart") {
            "multipart"
        } else {
            "form"
        };
        let line = format!("{kind} {form}: object");
        let body = format!("{{required: true, content: {{{form}: {object}}}}}");
        check(show, &[(&one("post", &body), &["required", &line])]);
    }
}

#[test]
fn several() {
    let object = "{schema: {type: object, properties: {a: {type: string}}}}";
    let cases: &[(&str, &[&str])] = &[
        (
            "text/json: {o}, application/json: {o}, application/vnd.a+json: {o}",
            &["json application/json | text/json | application/vnd.a+json: object"],
        ),
        (
            "text/plain: {o}, application/json: {o}",
            &["json application/json | text/plain: object"],
        ),
        (
            "image/png: {}, application/json: {o}, image/gif: {}",
            &[
                "json application/json: object",
                "bytes image/png: any",
                "bytes image/gif: any",
            ],
        ),
        (
            "application/json-patch+json: {}, application/merge-patch+json: {}",
            &[
                "json application/json-patch+json: any",
                "json application/merge-patch+json: any",
            ],
        ),
        (
            "application/json: {o}, application/vnd.a+json: {}",
            &[
                "json application/json: object",
                "json application/vnd.a+json: any",
            ],
        ),
        // A range is sent as what no other has.
        (
            "application/json: {o}, '*/*': {schema: {type: integer}}",
            &[
                "json application/json: object",
                "json */* as application/x.any+json: integer",
            ],
        ),
        (
            "application/*: {o}, application/json: {o}",
            &["json application/json | application/*: object"],
        ),
        (
            "'*/*': {o}, application/json: {}",
            &[
                "json application/json | */*: object",
                "warning W006 JSON without a schema beside a range that has one",
            ],
        ),
        (
            "text/*: {}, text/plain: {}, image/*: {}, image/png: {}, audio/*: {}",
            &[
                "text text/* as text/x-any: any",
                "text text/plain: any",
                "bytes image/* as image/x-any: any",
                "bytes image/png: any",
                "bytes audio/* as audio/mpeg: any",
            ],
        ),
        (
            "application/json: {o}, application/json; charset=utf-8: {}",
            &[
                "json application/json: object",
                "warning W006 `application/json` is here twice",
            ],
        ),
    ];
    for (media, expected) in cases {
        let media = media.replace("{o}", object);
        let expected = [&["optional"], *expected].concat();
        check(
            show,
            &[(&one("put", &format!("{{content: {{{media}}}}}")), &expected)],
        );
    }
}

#[test]
fn encodings() {
    check(
        show,
        &[
            (
                &one(
                    "post",
                    "{content: {multipart/form-data: {schema: {type: object, properties: {a: {type: string}, b: {type: array, items: {type: string}}, d: {type: string}}}, \
                 encoding: {a: {contentType: image/png}, b: {style: pipeDelimited}, c: {explode: true}, d: {explode: false}}}}}",
                ),
                &[
                    "optional",
                    "multipart multipart/form-data: object",
                    "a Form* image/png ",
                    "b PipeDelimited  ",
                    "d Form*  ",
                    "warning W005 there is no property `c` to encode",
                ],
            ),
            (
                &one(
                    "post",
                    "{content: {multipart/form-data: {schema: {type: object, properties: {a: {type: string}, b: {type: object}, c: {type: object}}}, \
                 encoding: {a: {contentType: 'image/PNG, image/*, x', headers: {X-A: {schema: {type: integer}}, X-B: {schema: {type: object}}, Content-Type: {}, Content-Disposition: {schema: {type: string}}}}, \
                 b: {contentType: application/xml, allowReserved: true}, c: {style: deepObject, contentType: application/json}}}}}",
                ),
                &[
                    "optional",
                    "multipart multipart/form-data: object",
                    "a Form* image/png,image/* X-A",
                    "b Form*  ",
                    "c DeepObject*  ",
                    "warning W006 `x` is not a media type",
                    "warning W005 the header `X-B` of a part is not sent",
                    "warning W005 the header `Content-Disposition` of a part is not sent",
                    "note W014 a part in `application/xml` has no form for its schema",
                    "warning W005 `allowReserved` says nothing of a part",
                    "warning W005 `contentType` says nothing beside this style",
                ],
            ),
            (
                &one(
                    "post",
                    "{content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: object}}}, \
                 encoding: {a: {contentType: application/xml, headers: {X-A: {schema: {type: integer}}}}}}}}",
                ),
                &[
                    "optional",
                    "form application/x-www-form-urlencoded: object",
                    "a Form*  ",
                    "note W014 a property in `application/xml` has no form for its schema",
                    "warning W005 only parts of a multipart body have headers",
                ],
            ),
            (
                &one("post", "{content: {application/json: {encoding: {}}}}"),
                &[
                    "optional",
                    "json application/json: any",
                    "warning W005 `encoding` says nothing of this media type",
                ],
            ),
        ],
    );
}

#[test]
fn where_a_body_is_odd() {
    let json = "{content: {application/json: {}}}";
    let cases = [
        (
            one("get", json),
            vec![
                "optional",
                "json application/json: any",
                "note W015 a request body on `get`",
            ],
        ),
        (
            one("delete", json),
            vec![
                "optional",
                "json application/json: any",
                "note W015 a request body on `delete`",
            ],
        ),
        (
            one("trace", json),
            vec!["none", "warning W005 a TRACE request has no body"],
        ),
        (one("post", "{content: {}}"), vec!["none"]),
        (one("post", "{}"), vec!["error E031 `content` is missing"]),
        (
            one("post", "1"),
            vec!["error E032 expected an object for a request body, found number"],
        ),
        (
            one("post", "{content: 1}"),
            vec!["error E032 expected an object of media types, found number"],
        ),
        (
            one("post", "{$ref: '#/components/requestBodies/A'}"),
            vec!["error E033 `#/components/requestBodies/A` does not exist"],
        ),
    ];
    for (document, expected) in cases {
        check(show, &[(&document, &expected)]);
    }
}
