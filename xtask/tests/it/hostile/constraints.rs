//! Patterns, bounds, enums and names that ask for too much or cannot hold.

use super::Case;
use super::Expected::{self, Either, Error, Files};
use super::schemas::schema;

/// A member with this pattern.
fn pattern(name: &str, expected: Expected, pattern: &str) -> Case {
    let text = serde_json::Value::from(pattern).to_string();
    let of = format!("{{type: object, properties: {{a: {{type: string, pattern: {text}}}}}}}");
    schema(name, expected, &of, "")
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = patterns();
    cases.extend(bounds());
    cases
}

fn patterns() -> Vec<Case> {
    vec![
        pattern("a pattern that backtracks", Files, "^(a+)+$"),
        pattern(
            "a pattern that backtracks on words",
            Files,
            "^(([a-z])+.)+[A-Z]([a-z])+$",
        ),
        pattern("a pattern of choices that overlap", Files, "^(a|aa|a?)*$"),
        pattern(
            "a pattern that counts",
            Either,
            "^(((a{1,99}){1,99}){1,99}){1,99}$",
        ),
        pattern("a pattern that counts high", Either, "a{99999999}"),
        pattern(
            "a pattern that counts beyond 64 bits",
            Either,
            "a{99999999999999999999}",
        ),
        pattern(
            "a pattern with classes that count",
            Either,
            "^[\\p{L}\\p{N}]{1,60000}$",
        ),
        pattern("a pattern that remembers", Error("E042"), "^(a)\\1$"),
        pattern("a pattern that looks behind", Either, "(?<=a)b"),
        pattern(
            "a pattern that looks ahead in the middle",
            Either,
            "a(?=b)c",
        ),
        pattern("a pattern that does not close", Either, "(a"),
        pattern(
            "a pattern that nests",
            Either,
            &format!("{}a{}", "(".repeat(5_000), ")".repeat(5_000)),
        ),
        pattern("a pattern of empty groups", Either, &"()*".repeat(5_000)),
        pattern("a long pattern", Either, &"a?".repeat(50_000)),
        pattern("an empty pattern", Files, ""),
        pattern("a pattern with a NUL", Either, "a\0b"),
        pattern("a pattern with code", Either, "\"; fn injected() {} //"),
        schema(
            "a pattern that is no text",
            Either,
            "{type: string, pattern: 7}",
            "",
        ),
        schema(
            "a pattern of a number",
            Either,
            "{type: integer, pattern: a}",
            "",
        ),
    ]
}

fn bounds() -> Vec<Case> {
    let member = |name: &str, expected: Expected, of: &str| {
        schema(
            name,
            expected,
            &format!("{{type: object, properties: {{a: {of}}}}}"),
            "",
        )
    };
    vec![
        member(
            "the least and greatest integers",
            Files,
            "{type: integer, minimum: -9223372036854775808, maximum: 18446744073709551615}",
        ),
        member(
            "an integer that is none",
            Either,
            "{type: integer, minimum: 1.5, maximum: 1e300}",
        ),
        member(
            "bounds the wrong way",
            Either,
            "{type: integer, minimum: 9, maximum: 3}",
        ),
        member("a bound of text", Either, "{type: integer, minimum: \"9\"}"),
        member(
            "a multiple of nothing",
            Either,
            "{type: number, multipleOf: 0}",
        ),
        member(
            "a multiple of less",
            Either,
            "{type: number, multipleOf: -1}",
        ),
        member(
            "a multiple of little",
            Either,
            "{type: number, multipleOf: 4.9e-324}",
        ),
        member(
            "a length below nothing",
            Either,
            "{type: string, minLength: -1}",
        ),
        member(
            "a length beyond memory",
            Either,
            "{type: string, minLength: 18446744073709551615}",
        ),
        member(
            "lengths the wrong way",
            Either,
            "{type: string, minLength: 9, maxLength: 3}",
        ),
        member("a half length", Either, "{type: string, maxLength: 1.5}"),
        member(
            "a list beyond memory",
            Either,
            "{type: array, items: {}, minItems: 18446744073709551615}",
        ),
        member("an enum of nothing", Either, "{type: string, enum: []}"),
        member(
            "an enum of everything",
            Either,
            "{enum: [1, a, null, true, {b: c}, [d], 1.5]}",
        ),
        member(
            "an enum of one word in many casings",
            Either,
            "{type: string, enum: [a, A, á, Á, a_, _a, \"a \", \"\", \" \", \"1\", \"-1\", self, Self, crate, \"\\0\"]}",
        ),
        member(
            "an enum of long words",
            Either,
            &format!("{{type: string, enum: [{0}1, {0}2]}}", "x".repeat(9_000)),
        ),
        member(
            "an enum of great integers",
            Either,
            "{type: integer, enum: [-9223372036854775808, 9223372036854775807, 18446744073709551615]}",
        ),
        member(
            "an enum of signs",
            Either,
            "{type: string, enum: [\"+\", \"-\", \"*\", \"/\", \"=\", \"!=\", \"<\", \">\", \"{}\", \"\\\"\", \"\\\\\"]}",
        ),
        member(
            "a default of another type",
            Either,
            "{type: integer, default: {a: [b]}}",
        ),
        member(
            "a default beyond its bounds",
            Either,
            "{type: integer, format: int32, default: 9223372036854775807}",
        ),
        member("a type of nothing", Either, "{type: null}"),
        member("a type of many", Either, "{type: [string, integer]}"),
        member(
            "a type that is no type",
            Either,
            "{type: \"; fn injected() {} //\"}",
        ),
        member(
            "a format that is code",
            Either,
            "{type: string, format: \"\\\"); fn injected() {} //\"}",
        ),
        member(
            "members of a number",
            Either,
            "{type: integer, properties: {b: {type: string}}}",
        ),
        member(
            "a list of texts for members",
            Either,
            "{type: object, properties: [a, b]}",
        ),
        member(
            "required of numbers",
            Either,
            "{type: object, required: [1, null, {}]}",
        ),
        member(
            "required twice",
            Either,
            "{type: object, required: [b, b], properties: {b: {}}}",
        ),
        member(
            "required and never there",
            Either,
            "{type: object, required: [c], additionalProperties: false}",
        ),
        member("nothing allowed", Either, "{not: {}}"),
        schema(
            "members of one name in Rust",
            Either,
            "{type: object, properties: {a-b: {}, a_b: {}, aB: {}, AB: {}, \"a b\": {}, a.b: {}}}",
            "",
        ),
        schema(
            "schemas of one name in Rust",
            Either,
            "{type: object, properties: {a: {$ref: \"#/components/schemas/a-b\"}, b: {$ref: \"#/components/schemas/a_b\"}, c: {$ref: \"#/components/schemas/AB\"}}}",
            "    a-b: {type: object}\n    a_b: {type: object}\n    AB: {type: object}\n",
        ),
        schema(
            "schemas that are called like Rust",
            Either,
            "{type: object, properties: {a: {$ref: \"#/components/schemas/Option\"}, b: {$ref: \"#/components/schemas/Vec\"}, c: {$ref: \"#/components/schemas/String\"}, d: {$ref: \"#/components/schemas/Self\"}, e: {$ref: \"#/components/schemas/Result\"}, f: {$ref: \"#/components/schemas/u8\"}}}",
            "    Option: {type: object}\n    Vec: {type: object}\n    String: {type: object}\n    Self: {type: object}\n    Result: {type: object}\n    u8: {type: object}\n",
        ),
    ]
}
