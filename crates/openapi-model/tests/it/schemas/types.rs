//! Types, where they come from, and what is taken for one.

use super::check_all;

#[test]
fn types_and_their_rules() {
    check_all(
        "3.0.3",
        &[
            ("A: {}", "any", &[]),
            ("A: {type: boolean}", "bool", &[]),
            (
                "A: {type: integer, format: int32, minimum: 1, maximum: 9, exclusiveMaximum: true}",
                "int:int32[1..9)",
                &[],
            ),
            ("A: {type: number, multipleOf: 0.5}", "num%0.5", &[]),
            (
                "A: {type: string, minLength: 1, maxLength: 5}",
                "str[1..5]",
                &[],
            ),
            (
                "A: {type: array, items: {type: string}, minItems: 1, uniqueItems: true}",
                "array<str>[1..] unique",
                &[],
            ),
            (
                "A: {type: object, required: [a, c], properties: {a: {type: string}, b: {}}}",
                "{a!: str, b: any, c!}",
                &[],
            ),
            (
                "A: {type: object, additionalProperties: false, maxProperties: 2}",
                "{closed}[..2]",
                &[],
            ),
            ("A: {type: object, additionalProperties: {}}", "{..}", &[]),
            (
                "A: {type: object, additionalProperties: {type: integer}}",
                "{..: int}",
                &[],
            ),
            (
                "A: {type: string, nullable: true, deprecated: true, description: d}",
                "str? deprecated 'd'",
                &[],
            ),
            (
                "A: {type: object, properties: {a: {type: string, readOnly: true}, b: {type: string, writeOnly: true}}}",
                "{a: str read, b: str write}",
                &[],
            ),
        ],
    );
}

#[test]
fn a_missing_type_is_inferred() {
    check_all(
        "3.0.3",
        &[
            ("A: {properties: {a: {}}}", "{a: any}", &[]),
            ("A: {required: [a]}", "{a!}", &[]),
            ("A: {items: {type: string}}", "array<str>", &[]),
            ("A: {minLength: 1}", "str[1..]", &[]),
            ("A: {format: date}", "str:date", &[]),
            ("A: {format: int64, minimum: 1}", "int:int64[1..]", &[]),
            ("A: {maximum: 1}", "num[..1]", &[]),
            ("A: {enum: [a, b]}", "str[\"a\",\"b\"]", &[]),
            ("A: {enum: [a, 1]}", "any[\"a\",1]", &[]),
        ],
    );
}

#[test]
fn mistakes_with_one_meaning_are_taken() {
    check_all(
        "3.0.3",
        &[
            (
                "A: {type: array}",
                "array<any>",
                &["W006: an array without `items`"],
            ),
            (
                "A: {type: file}",
                "str:binary",
                &["W006: `file` is not a type"],
            ),
            (
                "A: {type: Integer}",
                "int",
                &["W006: `Integer` is not a type"],
            ),
            (
                "A: {type: [string, 'null']}",
                "str?",
                &["W006: OpenAPI 3.0 takes one type only"],
            ),
            (
                "A: {type: string, minimum: 3}",
                "str",
                &["W005: `minimum` says nothing of a value of type string"],
            ),
            (
                "A: {type: integer, minimum: '3'}",
                "int[3..]",
                &["W006: expected a number, found a string"],
            ),
            (
                "A: {type: integer, exclusiveMinimum: 3}",
                "int(3..]",
                &["W006: OpenAPI 3.0 takes true or false here"],
            ),
            (
                "A: {type: integer, exclusiveMinimum: true}",
                "int",
                &["W005: `exclusiveMinimum` without the bound that it excludes"],
            ),
            (
                "A: {type: object, properties: []}",
                "{}",
                &["W006: expected an object, found nothing"],
            ),
            (
                "A: {type: object, required: true}",
                "{}",
                &["W006: expected a list of property names, found boolean"],
            ),
            (
                "A: {type: string, minLength: -1}",
                "str",
                &["W006: `minLength` is not a whole number of 0 or more"],
            ),
            ("A: {type: string, maxLength: 10.0}", "str[..10]", &[]),
            (
                "A: {type: string, nullable: 'true'}",
                "str?",
                &["W006: expected true or false, found a string"],
            ),
        ],
    );
}

#[test]
fn openapi_3_1() {
    check_all(
        "3.1.0",
        &[
            ("A: {type: [string, 'null']}", "str?", &[]),
            ("A: {type: [string, integer]}", "any(str | int)", &[]),
            ("A: {type: 'null'}", "never?", &[]),
            ("A: {oneOf: [{type: string}, {type: 'null'}]}", "str?", &[]),
            ("A: {const: x}", "any[\"x\"]", &[]),
            (
                "A: {type: string, const: x, examples: [x], $comment: c}",
                "str[\"x\"]",
                &[],
            ),
            (
                "A: {type: integer, exclusiveMinimum: 3, minimum: 5}",
                "int[5..]",
                &[],
            ),
            (
                "A: {type: integer, exclusiveMinimum: 5, minimum: 3}",
                "int(5..]",
                &[],
            ),
            (
                "A: {type: string, contentEncoding: base64}",
                "str:byte",
                &[],
            ),
            (
                "A: {type: object, properties: {a: true, b: false}}",
                "{a: any, b: never}",
                &[],
            ),
            (
                "A: {$ref: '#/components/schemas/B', description: d}\nB: {type: string}",
                "B 'd'",
                &[],
            ),
            (
                "A: {$ref: '#/components/schemas/B', maxLength: 3}\nB: {type: string}",
                "(B & str[..3])",
                &[],
            ),
            (
                "A: {$ref: '#/components/schemas/A/$defs/X', $defs: {X: {type: string}}}",
                "X",
                &[],
            ),
        ],
    );
}

#[test]
fn references_lead_anywhere() {
    check_all(
        "3.0.3",
        &[
            (
                "A: {$ref: '#/components/schemas/B/properties/b'}\nB: {properties: {b: {type: string}}}",
                "str",
                &[],
            ),
            (
                "A: {$ref: '#/components/schemas/B/items'}\nB: {items: {type: string}}",
                "str",
                &[],
            ),
            (
                "A: {items: {$ref: '#/components/schemas/B/items'}}\nB: {items: {type: string}}",
                "array<B item>",
                &[],
            ),
            (
                "A: {$ref: '#/components/schemas/a%20b~1c'}\na b/c: {type: string}",
                "a b/c",
                &[],
            ),
            (
                "A: {$ref: '#/components/schemas/B', description: d}\nB: {type: string}",
                "B",
                &["W005: `description` beside a `$ref` says nothing"],
            ),
            (
                "A: {properties: {a: {$ref: '#/components/schemas/A'}}}",
                "{a: A}",
                &[],
            ),
        ],
    );
}
