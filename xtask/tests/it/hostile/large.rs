//! Large documents: the work grows with them and no faster.

use super::Expected::{self, Either, Error};
use super::{Case, each};

const ANSWER: &str = "responses: {\"200\": {description: x}}";

fn case(name: &str, expected: Expected, rest: &str) -> Case {
    Case::document(name, expected, rest)
}

/// Schemas of this form, beside no operation.
fn schemas(name: &str, count: usize, of: impl Fn(usize) -> String) -> Case {
    let lines = each(count, |n| format!("    A{n}: {}\n", of(n)));
    case(
        name,
        Either,
        &format!("paths: {{}}\ncomponents:\n  schemas:\n{lines}"),
    )
}

pub(super) fn cases() -> Vec<Case> {
    let to = |n: usize| format!("{{$ref: \"#/components/schemas/A{n}\"}}");
    let word = "x".repeat(900_000);
    vec![
        schemas("20,000 schemas", 20_000, |_| "{type: string}".to_owned()),
        schemas("10,000 objects in a row", 10_000, |n| {
            format!(
                "{{type: object, properties: {{a: {}}}}}",
                to((n + 1) % 10_000)
            )
        }),
        schemas("5,000 schemas of one parent", 5_000, |n| match n {
            0 => "{type: object, properties: {a: {type: string}}}".to_owned(),
            _ => format!(
                "{{allOf: [{}, {{type: object, properties: {{b{n}: {{type: string}}}}}}]}}",
                to(0)
            ),
        }),
        schemas("1,000 parents in a row", 1_000, |n| match n {
            999 => "{type: object}".to_owned(),
            _ => format!(
                "{{allOf: [{}, {{type: object, properties: {{b{n}: {{type: string}}}}}}]}}",
                to(n + 1)
            ),
        }),
        schemas("5,000 choices", 5_000, |_| {
            "{oneOf: [{type: string}, {type: integer}]}".to_owned()
        }),
        schemas("1,000 clashing names", 1_000, |n| {
            format!("{{type: object, title: T, properties: {{a: {{enum: [a, A, {n}]}}}}}}")
        }),
        case(
            "one object of 10,000 members",
            Either,
            &format!(
                "paths: {{}}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n{}",
                each(10_000, |n| format!("        p{n}: {{type: string}}\n"))
            ),
        ),
        case(
            "an enum of 20,000 words",
            Either,
            &format!(
                "paths: {{}}\ncomponents: {{schemas: {{A: {{type: string, enum: [{}]}}}}}}\n",
                each(20_000, |n| format!("w{n}, "))
            ),
        ),
        case(
            "an enum of one word in 5,000 spellings",
            Either,
            &format!(
                "paths: {{}}\ncomponents: {{schemas: {{A: {{type: string, enum: [{}]}}}}}}\n",
                each(5_000, |n| format!(
                    "\"a{}\", ",
                    " -_.".repeat(n % 7) + &"!".repeat(n / 7)
                ))
            ),
        ),
        case(
            "3,000 operations",
            Either,
            &format!(
                "paths:\n{}",
                each(3_000, |n| format!(
                    "  /a{n}: {{get: {{operationId: a{n}, {ANSWER}}}}}\n"
                ))
            ),
        ),
        case(
            "3,000 operations without a name",
            Either,
            &format!(
                "paths:\n{}",
                each(3_000, |n| format!("  /a{n}/{{b}}: {{get: {{{ANSWER}}}}}\n"))
            ),
        ),
        case(
            "3,000 operations with errors",
            Error("E032"),
            &format!(
                "paths:\n{}",
                each(3_000, |n| format!(
                    "  /a{n}: {{get: {{operationId: a{n}, parameters: 7, {ANSWER}}}}}\n"
                ))
            ),
        ),
        case(
            "2,000 operations of one name",
            Either,
            &format!(
                "paths:\n{}",
                each(2_000, |n| format!(
                    "  /a{n}: {{get: {{operationId: a, {ANSWER}}}}}\n"
                ))
            ),
        ),
        case(
            "1,000 parameters",
            Either,
            &format!(
                "paths:\n  /a:\n    get:\n      operationId: a\n      {ANSWER}\n      parameters:\n{}",
                each(1_000, |n| format!(
                    "        - {{name: p{n}, in: query, schema: {{type: string}}}}\n"
                ))
            ),
        ),
        case(
            "a path of 2,000 parameters",
            Either,
            &format!(
                "paths:\n  {}: {{get: {{operationId: a, {ANSWER}}}}}\n",
                each(2_000, |n| format!("/{{p{n}}}"))
            ),
        ),
        case(
            "400 responses",
            Either,
            &format!(
                "paths:\n  /a:\n    get:\n      operationId: a\n      responses:\n{}",
                each(400, |n| format!(
                    "        \"{}\": {{description: x, content: {{application/json: {{schema: {{type: object}}}}}}}}\n",
                    n + 200
                ))
            ),
        ),
        case(
            "a description of 900 kB",
            Either,
            &format!(
                "paths: {{}}\nx-a: \"{word}\"\nexternalDocs: {{url: a, description: \"{word}\"}}\n"
            ),
        ),
        case(
            "a name of 900 kB",
            Either,
            &format!("paths: {{}}\ntags: [{{name: \"{word}\"}}]\n"),
        ),
        case(
            "an example of 900 kB",
            Either,
            &format!(
                "paths: {{}}\ncomponents: {{schemas: {{A: {{type: string, example: \"{word}\"}}}}}}\n"
            ),
        ),
        case(
            "a reference of 900 kB",
            Either,
            &format!("paths: {{}}\ncomponents: {{schemas: {{A: {{$ref: \"#/{word}\"}}}}}}\n"),
        ),
        case(
            "200 schemes in 200 alternatives",
            Either,
            &format!(
                "security: [{}]\npaths: {{/a: {{get: {{operationId: a, {ANSWER}}}}}}}\ncomponents:\n  securitySchemes:\n{}",
                each(200, |n| format!("{{S{n}: [], S{}: []}}, ", (n + 1) % 200)),
                each(200, |n| format!(
                    "    S{n}: {{type: apiKey, in: header, name: X-{n}}}\n"
                ))
            ),
        ),
    ]
}
