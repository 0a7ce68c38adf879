//! Paths, operations, parameters and versions that are not what they should be.

use super::Case;
use super::Expected::{self, Either, Error};

fn operation(name: &str, expected: Expected, operation: &str) -> Case {
    Case::document(
        name,
        expected,
        &format!("paths:\n  /pets/{{id}}:\n    get: {operation}\n"),
    )
}

pub(super) fn cases() -> Vec<Case> {
    let ok = "responses: {\"200\": {description: x}}";
    let id = "{name: id, in: path, required: true, schema: {type: string}}";
    let of = |rest: &str| format!("{{operationId: a, parameters: [{id}], {rest}}}");
    vec![
        operation("an operation of nothing", Either, "{}"),
        operation("an operation of null", Either, "null"),
        operation("an operation of text", Error("E032"), "x"),
        operation("no responses", Either, &of("responses: {}")),
        operation(
            "a status of text",
            Either,
            &of("responses: {abc: {description: x}}"),
        ),
        operation(
            "a status of nothing",
            Either,
            &of("responses: {\"\": {description: x}}"),
        ),
        operation(
            "a status below",
            Either,
            &of("responses: {\"99\": {description: x}}"),
        ),
        operation(
            "a status beyond",
            Either,
            &of("responses: {\"99999999999\": {description: x}}"),
        ),
        operation(
            "a status of another script",
            Either,
            &of("responses: {\"２００\": {description: x}}"),
        ),
        operation(
            "a range of all",
            Either,
            &of("responses: {ZXX: {description: x}}"),
        ),
        operation(
            "a parameter without place",
            Either,
            &format!("{{operationId: a, parameters: [{{name: id}}], {ok}}}"),
        ),
        operation(
            "a parameter of two schemas",
            Either,
            &format!(
                "{{operationId: a, parameters: [{id}, {{name: b, in: query, schema: {{}}, content: {{a/b: {{}}, c/d: {{}}}}}}], {ok}}}"
            ),
        ),
        operation(
            "a parameter twice",
            Either,
            &format!("{{operationId: a, parameters: [{id}, {id}], {ok}}}"),
        ),
        operation(
            "parameters that are no list",
            Error("E032"),
            &format!("{{operationId: a, parameters: {{a: b}}, {ok}}}"),
        ),
        operation(
            "a header that ends the head",
            Either,
            &format!(
                "{{operationId: a, parameters: [{id}, {{name: \"X: y\\r\\nZ\", in: header, schema: {{type: string}}}}], {ok}}}"
            ),
        ),
        operation(
            "a media type that ends the head",
            Either,
            &of(
                "responses: {\"200\": {description: x, content: {\"text/plain\\r\\nX: y\": {schema: {type: string}}}}}",
            ),
        ),
        operation(
            "many media types",
            Either,
            &of(
                "responses: {\"200\": {description: x, content: {\"\": {}, /: {}, a: {}, \"*\": {}, \"*/*\": {}, a/b/c: {}, \"a/b;\": {}, \"a/b; c=\\\"\": {}}}}",
            ),
        ),
        operation(
            "security of nothing",
            Either,
            &of(&format!("security: [{{Nope: []}}], {ok}")),
        ),
        operation(
            "security of text",
            Either,
            &of(&format!("security: x, {ok}")),
        ),
        operation(
            "callbacks of callbacks",
            Either,
            &of(&format!(
                "callbacks: {{a: {{b: {{post: {{{ok}}}}}}}}}, {ok}"
            )),
        ),
        operation(
            "a retry of code",
            Error("E039"),
            &of(&format!("x-retry: \"injected()\", {ok}")),
        ),
        Case::document(
            "a path without slash",
            Either,
            &format!("paths:\n  pets: {{get: {{operationId: a, {ok}}}}}\n"),
        ),
        Case::document(
            "an empty path",
            Either,
            &format!("paths:\n  \"\": {{get: {{operationId: a, {ok}}}}}\n"),
        ),
        Case::document(
            "a path that goes up",
            Either,
            &format!("paths:\n  /../../etc: {{get: {{operationId: a, {ok}}}}}\n"),
        ),
        Case::document(
            "a path of braces",
            Either,
            &format!("paths:\n  \"/{{{{}}}}{{\": {{get: {{operationId: a, {ok}}}}}\n"),
        ),
        Case::document(
            "a path of one name twice",
            Either,
            &format!("paths:\n  \"/{{a}}/{{a}}\": {{get: {{operationId: a, {ok}}}}}\n"),
        ),
        Case::document(
            "a path of many slashes",
            Either,
            &format!(
                "paths:\n  {}: {{get: {{operationId: a, {ok}}}}}\n",
                "/".repeat(9_000)
            ),
        ),
        Case::document(
            "two paths that are one",
            Either,
            &format!(
                "paths:\n  \"/{{a}}\": {{get: {{operationId: a, {ok}}}}}\n  \"/{{b}}\": {{get: {{operationId: b, {ok}}}}}\n"
            ),
        ),
        Case::document(
            "one operationId for all",
            Either,
            &format!(
                "paths:\n  /a: {{get: {{operationId: x, {ok}}}}}\n  /b: {{get: {{operationId: x, {ok}}}}}\n  /c: {{get: {{operationId: X, {ok}}}}}\n"
            ),
        ),
        Case::document("paths of null", Either, "paths: null\n"),
        Case::document(
            "components of null",
            Either,
            "paths: {}\ncomponents: null\n",
        ),
        Case::document(
            "a server of code",
            Either,
            "paths: {}\nservers: [{url: \"https://{x}\", variables: {x: {default: \"\\\"; injected()\"}}}]\n",
        ),
        Case::document("servers that are text", Either, "paths: {}\nservers: x\n"),
        Case::new(
            "a version of many digits",
            Either,
            format!(
                "openapi: 3.0.{}\ninfo: {{title: a, version: \"1\"}}\npaths: {{}}\n",
                "9".repeat(9_000)
            ),
        ),
        Case::new(
            "a version that is a number",
            Either,
            "openapi: 3.0\ninfo: {title: a, version: 1}\npaths: {}\n",
        ),
        Case::new(
            "a version of tomorrow",
            Error("E030"),
            "openapi: 4.0.0\ninfo: {title: a, version: \"1\"}\npaths: {}\n",
        ),
        Case::new(
            "Swagger",
            Error("E030"),
            "swagger: \"2.0\"\ninfo: {title: a, version: \"1\"}\npaths: {}\n",
        ),
        Case::new(
            "3.1 with a dialect",
            Either,
            "openapi: 3.1.0\ninfo: {title: a, version: \"1\"}\njsonSchemaDialect: file:///etc/passwd\npaths: {}\n",
        ),
        Case::new(
            "3.1 with dynamic references",
            Either,
            "openapi: 3.1.0\ninfo: {title: a, version: \"1\"}\npaths: {}\ncomponents: {schemas: {A: {$dynamicRef: \"#x\", $dynamicAnchor: x, $id: \"http://x\"}}}\n",
        ),
        Case::new(
            "3.1 with a type of all",
            Either,
            "openapi: 3.1.0\ninfo: {title: a, version: \"1\"}\npaths: {}\ncomponents: {schemas: {A: {type: [string, number, integer, object, array, boolean, \"null\"]}}}\n",
        ),
    ]
}
