//! References that lead nowhere, in circles, or out.

use super::Expected::{self, Either, Error, Files};
use super::{Case, HEAD, each};

/// An operation that answers with a schema, and components.
fn answering(schema: &str, components: &str) -> String {
    format!(
        r#"{HEAD}paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200": {{description: All., content: {{application/json: {{schema: {schema}}}}}}}
{components}"#
    )
}

fn schema(name: &str, expected: Expected, schema: &str, components: &str) -> Case {
    Case::new(name, expected, answering(schema, components))
}

fn reference(name: &str, expected: Expected, target: &str) -> Case {
    let schemas = "components:\n  schemas:\n    Pet: {type: object}\n    a b: {type: string}\n    100%: {type: string}\n";
    let target = serde_json::Value::from(target).to_string();
    schema(name, expected, &format!("{{$ref: {target}}}"), schemas)
}

fn files(name: &str, expected: Expected, files: &[(&'static str, &'static str)]) -> Case {
    let target = files.first().map_or("part.yaml", |(path, _)| *path);
    let document = answering(&format!("{{$ref: \"{target}#/Pet\"}}"), "");
    Case {
        files: files.iter().copied().collect(),
        ..Case::new(name, expected, document)
    }
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = targets();
    cases.extend(circles());
    cases.extend(elsewhere());
    cases
}

fn targets() -> Vec<Case> {
    let long = format!("#/{}", "a/".repeat(50_000));
    vec![
        reference("to nothing", Error("E033"), "#/components/schemas/Cat"),
        reference("to the root", Either, "#"),
        reference("to the root, with a slash", Error("E033"), "#/"),
        reference("to an empty text", Either, ""),
        reference("without a slash", Error("E033"), "#components/schemas/Pet"),
        reference(
            "with a wrong tilde",
            Error("E033"),
            "#/components/schemas/P~et",
        ),
        reference(
            "with a wrong percent",
            Error("E033"),
            "#/components/schemas/P%et",
        ),
        reference(
            "with bytes that are no text",
            Error("E033"),
            "#/components/schemas/%ff%fe",
        ),
        reference(
            "with an encoded slash",
            Error("E033"),
            "#/components/schemas%2f%2e%2e",
        ),
        reference("percent-encoded", Files, "#/components/schemas/a%20b"),
        reference(
            "with an encoded percent",
            Files,
            "#/components/schemas/100%25",
        ),
        reference(
            "with an index beyond 64 bits",
            Error("E033"),
            "#/tags/99999999999999999999",
        ),
        reference("to a text", Error("E032"), "#/info/title"),
        reference("to the paths", Either, "#/paths"),
        reference("into an operation", Either, "#/paths/~1pets/get"),
        reference(
            "to the schema it stands in",
            Error("E033"),
            "#/paths/~1pets/get/responses/200/content/application~1json/schema",
        ),
        reference("very long", Error("E033"), &long),
        reference(
            "to a server",
            Error("E043"),
            "https://example.com/pets.yaml#/Pet",
        ),
        reference(
            "to a server of this kind",
            Error("E043"),
            "//example.com/pets.yaml",
        ),
        reference("to the disk", Error("E043"), "file:///etc/passwd"),
        reference("to an absolute path", Error("E043"), "/etc/passwd"),
        reference("out of the folder", Error("E043"), "../secret.yaml#/Pet"),
        reference(
            "out of the folder, later",
            Error("E043"),
            "a/../../secret.yaml#/Pet",
        ),
        reference(
            "out of the folder, encoded",
            Error("E043"),
            "%2e%2e/secret.yaml#/Pet",
        ),
        reference(
            "out of the folder, for Windows",
            Error("E043"),
            "..\\secret.yaml#/Pet",
        ),
        reference("to a drive", Error("E043"), "C:\\secret.yaml"),
        reference("to a share", Error("E043"), "\\\\server\\share\\x.yaml"),
        reference("to a device", Error("E043"), "/dev/zero"),
        reference("to code", Error("E043"), "javascript:alert(1)"),
        reference(
            "to a file that is not there",
            Error("E043"),
            "absent.yaml#/Pet",
        ),
        reference(
            "with a line end",
            Error("E033"),
            "#/components/schemas/Pet\nx",
        ),
        reference("with a NUL", Error("E043"), "part\0.yaml"),
        reference(
            "with marks of direction",
            Error("E033"),
            "#/components/\u{202e}schemas/Pet",
        ),
        schema("a number", Either, "{$ref: 7}", ""),
        schema("a list", Either, "{$ref: []}", ""),
        schema("null", Either, "{$ref: null}", ""),
    ]
}

fn circles() -> Vec<Case> {
    let one = "{$ref: \"#/components/schemas/A\"}";
    let of = |name: &str, expected: Expected, schemas: &str| {
        schema(
            name,
            expected,
            one,
            &format!("components:\n  schemas:\n{schemas}"),
        )
    };
    let to = |name: &str| format!("{{$ref: \"#/components/schemas/{name}\"}}");
    let ring = |count: usize| -> String {
        let line = |n: usize| {
            let name = |n: usize| {
                if n.is_multiple_of(count) {
                    "A".to_owned()
                } else {
                    format!("A{n}")
                }
            };
            format!("    {}: {}\n", name(n), to(&name(n + 1)))
        };
        (0..count).map(line).collect()
    };
    let chain = each(200, |n| {
        format!("    A{n}: {}\n", to(&format!("A{}", n + 1)))
    });
    vec![
        of("a circle of one", Error("E033"), &ring(1)),
        of("a circle of two", Error("E033"), &ring(2)),
        of("a circle of a thousand", Error("E033"), &ring(1_000)),
        of(
            "a long chain",
            Error("E033"),
            &format!("    A: {}\n{chain}    A200: {{type: string}}\n", to("A0")),
        ),
        of(
            "allOf of itself",
            Error("E033"),
            &format!("    A: {{allOf: [{}]}}\n", to("A")),
        ),
        of(
            "allOf of each other",
            Error("E033"),
            &format!(
                "    A: {{allOf: [{}]}}\n    B: {{allOf: [{}]}}\n",
                to("B"),
                to("A")
            ),
        ),
        of(
            "oneOf of itself",
            Either,
            &format!("    A: {{oneOf: [{}, {{type: string}}]}}\n", to("A")),
        ),
        of(
            "anyOf of itself",
            Either,
            &format!("    A: {{anyOf: [{0}, {0}]}}\n", to("A")),
        ),
        of(
            "not itself",
            Either,
            &format!("    A: {{not: {}}}\n", to("A")),
        ),
        of(
            "a list of itself",
            Files,
            &format!("    A: {{type: array, items: {}}}\n", to("A")),
        ),
        of(
            "a map of itself",
            Files,
            &format!(
                "    A: {{type: object, additionalProperties: {}}}\n",
                to("A")
            ),
        ),
        of(
            "a required member of itself",
            Either,
            &format!(
                "    A: {{type: object, required: [a], properties: {{a: {}}}}}\n",
                to("A")
            ),
        ),
        of(
            "allOf through a member",
            Either,
            &format!(
                "    A: {{allOf: [{{type: object, properties: {{a: {0}}}}}, {{type: object, properties: {{b: {0}}}}}]}}\n",
                to("A")
            ),
        ),
        of(
            "oneOf through allOf",
            Either,
            &format!(
                "    A: {{oneOf: [{}]}}\n    B: {{allOf: [{}, {{type: object}}]}}\n",
                to("B"),
                to("A")
            ),
        ),
        Case::document(
            "a parameter that is itself",
            Error("E033"),
            "paths:\n  /pets:\n    get:\n      operationId: a\n      parameters: [{$ref: \"#/components/parameters/A\"}]\n      responses: {\"200\": {description: x}}\ncomponents:\n  parameters:\n    A: {$ref: \"#/components/parameters/A\"}\n",
        ),
        Case::document(
            "a response that is itself",
            Error("E033"),
            "paths:\n  /pets:\n    get:\n      operationId: a\n      responses: {\"200\": {$ref: \"#/components/responses/A\"}}\ncomponents:\n  responses:\n    A: {$ref: \"#/components/responses/A\"}\n",
        ),
        Case::document(
            "a path that is itself",
            Error("E033"),
            "paths:\n  /pets: {$ref: \"#/paths/~1pets\"}\n",
        ),
        Case::document(
            "paths that are each other",
            Error("E033"),
            "paths:\n  /a: {$ref: \"#/paths/~1b\"}\n  /b: {$ref: \"#/paths/~1a\"}\n",
        ),
        Case::document(
            "a body that is itself",
            Error("E033"),
            "paths:\n  /pets:\n    post:\n      operationId: a\n      requestBody: {$ref: \"#/paths/~1pets/post/requestBody\"}\n      responses: {\"200\": {description: x}}\n",
        ),
        Case::document(
            "a header that is itself",
            Error("E033"),
            "paths:\n  /pets:\n    get:\n      operationId: a\n      responses: {\"200\": {description: x, headers: {X-A: {$ref: \"#/components/headers/A\"}}}}\ncomponents:\n  headers:\n    A: {$ref: \"#/components/headers/A\"}\n",
        ),
        Case::document(
            "a scheme that is itself",
            Error("E033"),
            "security: [{A: []}]\npaths:\n  /pets:\n    get:\n      operationId: a\n      responses: {\"200\": {description: x}}\ncomponents:\n  securitySchemes:\n    A: {$ref: \"#/components/securitySchemes/A\"}\n",
        ),
    ]
}

fn elsewhere() -> Vec<Case> {
    vec![
        files("a file", Files, &[("part.yaml", "Pet: {type: string}\n")]),
        files(
            "a file in a folder",
            Files,
            &[
                ("more/part.yaml", "Pet: {$ref: \"other.yaml\"}\n"),
                ("more/other.yaml", "type: string\n"),
            ],
        ),
        files(
            "a file that goes up",
            Either,
            &[
                ("more/part.yaml", "Pet: {$ref: \"../other.yaml\"}\n"),
                ("other.yaml", "type: string\n"),
            ],
        ),
        files(
            "a file that goes out",
            Error("E043"),
            &[("more/part.yaml", "Pet: {$ref: \"../../other.yaml\"}\n")],
        ),
        files(
            "files in a circle",
            Error("E033"),
            &[
                ("a.yaml", "Pet: {$ref: \"b.yaml#/Pet\"}\n"),
                ("b.yaml", "Pet: {$ref: \"a.yaml#/Pet\"}\n"),
            ],
        ),
        files(
            "files that hold each other",
            Files,
            &[
                (
                    "a.yaml",
                    "Pet: {type: object, properties: {b: {$ref: \"b.yaml#/Pet\"}}}\n",
                ),
                (
                    "b.yaml",
                    "Pet: {type: object, properties: {a: {$ref: \"a.yaml#/Pet\"}}}\n",
                ),
            ],
        ),
        files("a broken file", Error("E005"), &[("part.yaml", "Pet: [\n")]),
        files("an empty file", Error("E004"), &[("part.yaml", "")]),
        files(
            "a file that is a bomb",
            Error("E008"),
            &[(
                "part.yaml",
                "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nPet: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n",
            )],
        ),
        files(
            "a file without the target",
            Error("E033"),
            &[("part.yaml", "Cat: {type: string}\n")],
        ),
        files(
            "a file that is a list",
            Error("E033"),
            &[("part.yaml", "[1, 2]\n")],
        ),
    ]
}
