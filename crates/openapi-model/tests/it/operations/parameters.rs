//! Parameters: where, how, and which of several counts.

use openapi_model::Api;

use super::{check, each, parameter};

fn show(api: &Api) -> Vec<String> {
    each(api, |operation| {
        operation
            .parameters
            .iter()
            .map(|found| parameter(api, found))
            .collect()
    })
}

/// A document with one operation on a path, with these parameters.
fn one(path: &str, shared: &str, own: &str) -> String {
    format!(
        "paths: {{'{path}': {{parameters: [{shared}], get: {{operationId: o, parameters: [{own}], \
         responses: {{'204': {{description: d}}}}}}}}}}"
    )
}

#[test]
fn styles() {
    let styled = |at: &str, style: &str, schema: &str| {
        let path = if at == "path" { "/{p}" } else { "/" };
        one(
            path,
            "",
            &format!("{{name: p, in: {at}, required: true, {style} schema: {schema}}}"),
        )
    };
    let object = "{type: object, properties: {a: {type: string}}}";
    let array = "{type: array, items: {type: string}}";
    let cases: &[(&str, &str, &str, &[&str])] = &[
        ("path", "", array, &["Path p! Simple array"]),
        (
            "path",
            "style: label, explode: true,",
            array,
            &["Path p! Label* array"],
        ),
        ("path", "style: matrix,", object, &["Path p! Matrix object"]),
        ("query", "", array, &["Query p! Form* array"]),
        (
            "query",
            "explode: false, allowReserved: true,",
            array,
            &["Query p! Form+ array"],
        ),
        (
            "query",
            "style: spaceDelimited,",
            array,
            &["Query p! SpaceDelimited array"],
        ),
        (
            "query",
            "style: pipeDelimited,",
            array,
            &["Query p! PipeDelimited array"],
        ),
        (
            "query",
            "style: deepObject,",
            object,
            &["Query p! DeepObject* object"],
        ),
        ("header", "", object, &["Header p! Simple object"]),
        (
            "header",
            "explode: true,",
            object,
            &["Header p! Simple* object"],
        ),
        (
            "cookie",
            "",
            "{type: integer}",
            &["Cookie p! Form* integer"],
        ),
        (
            "query",
            "style: deepObject, explode: true,",
            array,
            &[
                "Query p! DeepObject* array",
                "note W027 OpenAPI does not say what `deepObject` makes of lists, and of objects in objects",
            ],
        ),
        (
            "query",
            "style: deepObject,",
            "{type: object, properties: {a: {type: object}}}",
            &[
                "Query p! DeepObject* object",
                "note W027 OpenAPI does not say what `deepObject` makes of lists, and of objects in objects",
            ],
        ),
        (
            "query",
            "style: deepObject,",
            "{type: integer}",
            &[
                "Query p! Form* integer",
                "warning W006 this style is for objects",
            ],
        ),
        (
            "header",
            "style: form,",
            array,
            &[
                "Header p! Simple array",
                "warning W006 the style `form` is not for this place",
            ],
        ),
        (
            "query",
            "style: odd,",
            array,
            &["Query p! Form* array", "warning W006 `odd` is no style"],
        ),
        (
            "path",
            "allowReserved: true,",
            array,
            &[
                "Path p! Simple array",
                "warning W005 `allowReserved` says nothing outside of the query",
            ],
        ),
    ];
    for (at, style, schema, expected) in cases {
        check(show, &[(&styled(at, style, schema), expected)]);
    }
}

#[test]
fn schemas_and_content() {
    let cases: &[(&str, &[&str])] = &[
        (
            "{name: p, in: query, schema: {type: string, default: a}}",
            &["Query p Form* string = \"a\""],
        ),
        (
            "{name: p, in: query, content: {application/json: {schema: {type: array, items: {}}}}}",
            &["Query p json array"],
        ),
        (
            "{name: p, in: query, content: {application/json: {}}}",
            &["Query p json any"],
        ),
        (
            "{name: p, in: query, content: {text/csv: {}}}",
            &["Query p text string"],
        ),
        (
            "{name: p, in: query}",
            &[
                "Query p Form* string",
                "warning W006 there is neither `schema` nor `content`",
            ],
        ),
        (
            "{name: p, in: query, schema: {type: string}, content: {text/csv: {}}}",
            &[
                "Query p Form* string",
                "warning W005 `content` beside `schema` says nothing",
            ],
        ),
        ("{in: query, schema: {}}", &["error E031 `name` is missing"]),
        (
            "{name: '', in: query, schema: {}}",
            &["error E036 a parameter without a name"],
        ),
        ("{name: p, schema: {}}", &["error E031 `in` is missing"]),
        (
            "{name: p, in: body, schema: {}}",
            &["error E032 parameters are not found there"],
        ),
        (
            "{name: a b, in: header, schema: {}}",
            &["error E036 `a b` is not the name of a header"],
        ),
        (
            "{name: a=b, in: cookie, schema: {}}",
            &["error E036 `a=b` is not the name of a cookie"],
        ),
        (
            "1",
            &["error E032 expected an object for a parameter, found number"],
        ),
        (
            "{name: Accept, in: header, schema: {}}, {name: Host, in: header, schema: {}}",
            &[
                "note W012 the header parameter `Accept` is not read",
                "note W012 the header `Host` is not read",
            ],
        ),
        (
            "{name: p, in: query, schema: {type: string}}, {name: p, in: header, schema: {type: string}}",
            &["Query p Form* string", "Header p Simple string"],
        ),
        (
            "{name: p, in: query, schema: {type: string}}, {name: p, in: query, schema: {type: integer}}",
            &[
                "Query p Form* string",
                "warning W006 parameter `p` is here twice",
            ],
        ),
        (
            "{name: X-A, in: header, schema: {type: string}}, {name: x-a, in: header, schema: {type: integer}}",
            &[
                "Header X-A Simple string",
                "warning W006 parameter `x-a` is here twice",
            ],
        ),
    ];
    for (own, expected) in cases {
        check(show, &[(&one("/", "", own), expected)]);
    }
}

#[test]
fn merging() {
    let q = "{name: q, in: query, schema: {type: integer}}";
    let x = "{name: x, in: path, required: true, schema: {type: integer}}";
    let cases = [
        (
            one("/", q, "{name: q, in: query, schema: {type: string}}"),
            vec!["Query q Form* string"],
        ),
        (
            one("/", q, "{name: q, in: header, schema: {type: string}}"),
            vec!["Query q Form* integer", "Header q Simple string"],
        ),
        (
            one("/{x}", q, x),
            vec!["Path x! Simple integer", "Query q Form* integer"],
        ),
        (
            one("/{x}", "", "{name: x, in: path, schema: {type: integer}}"),
            vec![
                "Path x! Simple integer",
                "warning W006 path parameter `x` is not required",
            ],
        ),
        (
            one("/{x}", "", ""),
            vec![
                "Path x! Simple string",
                "warning W006 `{x}` of the path is not among the parameters",
            ],
        ),
        (
            one("/", x, ""),
            vec!["warning W006 path parameter `x` is not in the path"],
        ),
        (
            one("/{x:[0-9]+}", x, ""),
            vec![
                "Path x:[0-9]+! Simple integer",
                "warning W006 the path says `x:[0-9]+`, and its parameter is `x`",
            ],
        ),
        (
            one("/?a={x}", x, ""),
            vec![
                "Query a! Form* integer",
                "warning W006 the path says `a={x}` behind `?`",
            ],
        ),
        (one("/?q={x}", x, q), vec!["Query q Form* integer"]),
        (one("/?q=1", q, ""), vec![]),
    ];
    for (document, expected) in cases {
        check(show, &[(&document, &expected)]);
    }
}

#[test]
fn components() {
    check(
        show,
        &[(
            "paths:
  /a: {get: {operationId: a, parameters: [{$ref: '#/components/parameters/Sort'}], responses: {'204': {description: d}}}}
  /b: {get: {operationId: b, parameters: [{$ref: '#/paths/~1a/get/parameters/0'}], responses: {'204': {description: d}}}}
  /c: {get: {operationId: c, parameters: [{$ref: '#/components/parameters/None'}], responses: {'204': {description: d}}}}
components:
  parameters:
    Sort: {name: sort, in: query, schema: {type: string, enum: [up, down]}}
",
            &["error E033 `#/components/parameters/None` does not exist"],
        ), (
            "paths:
  /a: {get: {operationId: a, parameters: [{$ref: '#/components/parameters/Sort'}], responses: {'204': {description: d}}}}
  /b: {get: {operationId: b, parameters: [{$ref: '#/paths/~1a/get/parameters/0'}], responses: {'204': {description: d}}}}
components:
  parameters:
    Sort: {name: sort, in: query, schema: {type: string, enum: [up, down], default: up}}
",
            &["Query sort Form* Sort = \"up\"", "Query sort Form* Sort = \"up\""],
        )],
    );
}
