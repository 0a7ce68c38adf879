//! Schemas that multiply or contradict themselves.

use super::Case;
use super::Expected::{self, Either};

/// An operation that takes and answers with one schema, and other schemas beside it.
pub(super) fn schema(name: &str, expected: Expected, schema: &str, others: &str) -> Case {
    let rest = format!(
        r##"paths:
  /pets:
    post:
      operationId: changePet
      requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: "#/components/schemas/A"}}}}}}}}
      responses:
        "200": {{description: All., content: {{application/json: {{schema: {{$ref: "#/components/schemas/A"}}}}}}}}
components:
  schemas:
    A: {schema}
{others}"##
    );
    Case::document(name, expected, &rest)
}

/// `count` schemas, each of which is a composition of all that come after it.
fn ladder(keyword: &str, count: usize) -> String {
    let line = |n: usize| {
        let next: Vec<String> = (n + 1..=count)
            .map(|to| format!("{{$ref: \"#/components/schemas/A{to}\"}}"))
            .collect();
        if next.is_empty() {
            format!("    A{n}: {{type: object, properties: {{p{n}: {{type: string}}}}}}\n")
        } else {
            format!("    A{n}: {{{keyword}: [{}]}}\n", next.join(", "))
        }
    };
    (0..=count).map(line).collect()
}

/// Schemas that double at each step.
fn doubling(keyword: &str, steps: usize) -> String {
    let line = |n: usize| {
        let next = format!("{{$ref: \"#/components/schemas/A{}\"}}", n + 1);
        format!("    A{n}: {{{keyword}: [{next}, {next}]}}\n")
    };
    let last = format!("    A{steps}: {{type: object, properties: {{a: {{type: string}}}}}}\n");
    (0..steps).map(line).chain([last]).collect()
}

/// Choices between objects, every one merged with every other.
fn product(factors: usize, choices: usize) -> String {
    let choice = |factor: usize| {
        let branches: Vec<String> = (0..choices)
            .map(|n| format!("{{type: object, required: [f{factor}x{n}], properties: {{f{factor}x{n}: {{type: string}}}}}}"))
            .collect();
        format!("{{oneOf: [{}]}}", branches.join(", "))
    };
    let all: Vec<String> = (0..factors).map(choice).collect();
    format!("{{allOf: [{}]}}", all.join(", "))
}

pub(super) fn cases() -> Vec<Case> {
    let a0 = "{$ref: \"#/components/schemas/A0\"}";
    let deep = |open: &str, close: &str| {
        format!("{}{{type: string}}{}", open.repeat(50), close.repeat(50))
    };
    let mut cases = Vec::new();
    for keyword in ["allOf", "oneOf", "anyOf"] {
        cases.extend([
            schema(
                &format!("{keyword} of nothing"),
                Either,
                &format!("{{{keyword}: []}}"),
                "",
            ),
            schema(
                &format!("{keyword} of null"),
                Either,
                &format!("{{{keyword}: [null]}}"),
                "",
            ),
            schema(
                &format!("{keyword} of no list"),
                Either,
                &format!("{{{keyword}: {{}}}}"),
                "",
            ),
            schema(
                &format!("{keyword} of anything"),
                Either,
                &format!("{{{keyword}: [{{}}, {{}}]}}"),
                "",
            ),
            schema(
                &format!("{keyword} of contradictions"),
                Either,
                &format!("{{{keyword}: [{{type: string}}, {{type: integer}}, {{type: object}}]}}"),
                "",
            ),
            schema(
                &format!("a ladder of {keyword}"),
                Either,
                a0,
                &ladder(keyword, 24),
            ),
            schema(
                &format!("{keyword} that doubles"),
                Either,
                a0,
                &doubling(keyword, 30),
            ),
            schema(
                &format!("deep {keyword}"),
                Either,
                &deep(&format!("{{{keyword}: ["), "]}"),
                "",
            ),
        ]);
    }
    cases.extend([
        schema("a product of choices", Either, &product(10, 10), ""),
        schema("a long choice", Either, &product(1, 500), ""),
        schema("deep members", Either, &deep("{type: object, properties: {a: ", "}}"), ""),
        schema("deep lists", Either, &deep("{type: array, items: ", "}"), ""),
        schema("deep maps", Either, &deep("{type: object, additionalProperties: ", "}"), ""),
        schema("not not not", Either, &deep("{not: ", "}"), ""),
        schema("a member of two types", Either, "{allOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {a: {type: integer}}}]}", ""),
        schema("a discriminator without member", Either, "{oneOf: [{$ref: \"#/components/schemas/B\"}], discriminator: {propertyName: x}}", "    B: {type: object}\n"),
        schema("a discriminator of nothing", Either, "{discriminator: {}}", ""),
        schema("a mapping to nowhere", Either, "{oneOf: [{$ref: \"#/components/schemas/B\"}], discriminator: {propertyName: x, mapping: {a: ../../etc/passwd, b: \"#/nowhere\"}}}", "    B: {type: object, required: [x], properties: {x: {type: string}}}\n"),
        schema("a mapping to itself", Either, "{type: object, required: [x], properties: {x: {type: string}}, discriminator: {propertyName: x, mapping: {a: \"#/components/schemas/A\"}}}", ""),
    ]);
    cases
}
