//! What each keyword becomes.

use openapi_model::Options;

use crate::reading::{api, said, with_schemas};
use crate::show::show;

/// `A` of the schemas has to be `expected`, and the findings have to be `findings`.
fn check(version: &str, schemas: &str, expected: &str, findings: &[&str]) -> Option<String> {
    let text = with_schemas(version, schemas);
    let model = api(&text);
    let (_, named) = model
        .schemas
        .iter()
        .find(|(_, named)| named.name == "A")
        .unwrap();
    let shown = show(&model.schemas, &named.schema);
    let said = said(&text, &Options::default());
    let same = shown == expected && said.iter().map(String::as_str).eq(findings.iter().copied());
    (!same)
        .then(|| format!("{schemas}\n  is       {shown}\n  expected {expected}\n  said {said:#?}"))
}

fn check_all(version: &str, cases: &[(&str, &str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(schemas, expected, findings)| check(version, schemas, expected, findings))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

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
fn values_are_of_the_type() {
    check_all(
        "3.0.3",
        &[
            (
                "A: {type: string, enum: [a, b, a]}",
                "str[\"a\",\"b\"]",
                &["W006: this value is here twice"],
            ),
            (
                "A: {type: string, nullable: true, enum: [a, null]}",
                "str[\"a\"]?",
                &[],
            ),
            ("A: {type: string, enum: [a, null]}", "str[\"a\"]?", &[]),
            (
                "A: {type: string, enum: [1.10, true]}",
                "str[\"1.10\",\"true\"]",
                &["W006: this value is not of type string"],
            ),
            (
                "A: {type: integer, enum: ['1', 2, x]}",
                "int[1,2]",
                &[
                    "W006: this value is not of type integer",
                    "W006: this value is not of type integer",
                ],
            ),
            (
                "A: {type: array, items: {type: string}, enum: [a, b]}",
                "array<str[\"a\",\"b\"]>",
                &["W006: the values of this `enum` are no arrays"],
            ),
            (
                "A: {type: object, enum: [a]}",
                "{}",
                &[
                    "W006: no value of this `enum` is of the type",
                    "W006: this value is not of type object",
                ],
            ),
            ("A: {enum: [null]}", "never?", &[]),
            (
                "A: {type: string, enum: []}",
                "str",
                &["W006: `enum` without values"],
            ),
        ],
    );
}

#[test]
fn defaults_keep_their_schema() {
    check_all(
        "3.0.3",
        &[
            ("A: {type: integer, default: 3}", "int=3", &[]),
            (
                "A: {type: integer, default: '3'}",
                "int",
                &["W006: the default breaks its schema: not an integer"],
            ),
            (
                "A: {type: string, default: null}",
                "str",
                &["W006: the default breaks its schema: not a string"],
            ),
            (
                "A: {type: string, nullable: true, default: null}",
                "str?=null",
                &[],
            ),
            (
                "A: {type: string, format: date-time, default: now}",
                "str:date-time",
                &["W006: the default breaks its schema: not of the format `date-time`"],
            ),
            (
                "A: {allOf: [{$ref: '#/components/schemas/B'}], default: z}\nB: {type: string, enum: [x]}",
                "B",
                &["W006: the default breaks its schema: not one of the values"],
            ),
        ],
    );
}

#[test]
fn composition() {
    let b = "\nB: {type: object, properties: {b: {type: string}}}\nC: {type: object}";
    let case = |text: &str| format!("{text}{b}");
    let cases = [
        (
            "A: {allOf: [{$ref: '#/components/schemas/B'}], description: d, nullable: true}",
            "B? 'd'",
        ),
        (
            "A: {allOf: [{$ref: '#/components/schemas/B'}, {description: d}]}",
            "B 'd'",
        ),
        (
            "A: {type: object, allOf: [{$ref: '#/components/schemas/B'}]}",
            "B",
        ),
        (
            "A: {type: object, properties: {a: {}}, allOf: [{$ref: '#/components/schemas/B'}]}",
            "({a: any} & B)",
        ),
        (
            "A: {oneOf: [{type: string}, {type: integer}]}",
            "one(str | int)",
        ),
        (
            "A: {type: object, oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}",
            "one(B | C)",
        ),
        (
            "A: {anyOf: [{$ref: '#/components/schemas/B'}, {enum: [null]}]}",
            "B?",
        ),
        (
            "A: {type: object, oneOf: [{required: [a]}, {required: [b]}]}",
            "one({a!} | {b!})",
        ),
        (
            "A: {type: string, oneOf: [{required: [a]}, {required: [b]}]}",
            "(str & one({a!} | {b!}))",
        ),
        ("A: {not: {type: string}}", "not(str)"),
        ("A: {not: {}}", "never"),
    ];
    let texts: Vec<String> = cases.iter().map(|(text, _)| case(text)).collect();
    let cases: Vec<(&str, &str, &[&str])> = texts
        .iter()
        .zip(cases)
        .map(|(text, (_, expected))| (text.as_str(), expected, [].as_slice()))
        .collect();
    check_all("3.0.3", &cases);
}

const ANIMALS: &str = "
Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}}}
Cow: {type: object, properties: {kind: {type: string, enum: [cow, bull]}}}
Fish: {type: object, properties: {fins: {type: integer}}}";

fn choice(branches: &[&str], discriminator: &str) -> String {
    let branches: Vec<String> = branches
        .iter()
        .map(|name| format!("{{$ref: '#/components/schemas/{name}'}}"))
        .collect();
    format!(
        "A: {{oneOf: [{}], discriminator: {discriminator}}}{ANIMALS}",
        branches.join(", ")
    )
}

#[test]
fn discriminators() {
    let plain = choice(&["Cat", "Dog"], "{propertyName: kind}");
    let mapped = choice(
        &["Cat", "Dog"],
        "{propertyName: kind, mapping: {dog: Dog, puppy: '#/components/schemas/Dog'}}",
    );
    let by_values = choice(&["Cat", "Cow"], "{propertyName: kind}");
    let no_branch = choice(&["Cat", "Dog"], "{propertyName: kind, mapping: {cow: Cow}}");
    let no_property = choice(&["Cat", "Fish"], "{propertyName: kind}");
    let clash = choice(&["Cat", "Dog"], "{propertyName: kind, mapping: {Dog: Cat}}");
    let text = choice(&["Cat", "Dog"], "kind");
    check_all(
        "3.0.3",
        &[
            (&plain, "one(Cat | Dog)->kind(Cat:0,Dog:1)", &[]),
            (&mapped, "one(Cat | Dog)->kind(dog:1,puppy:1,Cat:0)", &[]),
            (&by_values, "one(Cat | Cow)->kind(Cat:0,cow:1,bull:1)", &[]),
            (
                &no_branch,
                "one(Cat | Dog)->kind(Cat:0,Dog:1)",
                &["W008: `cow` is mapped to a schema that is no branch"],
            ),
            (
                &no_property,
                "one(Cat | Fish)",
                &["W008: this branch has no property `kind`"],
            ),
            (
                &clash,
                "one(Cat | Dog)",
                &["W008: `Dog` of `kind` would mean two branches"],
            ),
            (
                &text,
                "one(Cat | Dog)->kind(Cat:0,Dog:1)",
                &["W006: a discriminator is an object"],
            ),
            (
                "A: {type: object, discriminator: {propertyName: a}}",
                "{}",
                &["W007: a discriminator without `oneOf` or `anyOf`"],
            ),
        ],
    );
}

#[test]
fn a_base_that_lists_its_subtypes_is_meant_without_the_list() {
    let schemas = "
A: {type: object, properties: {kind: {type: string}}, oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], discriminator: {propertyName: kind}}
B: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {b: {}}}]}
C: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {c: {}}}]}";
    let said = [
        "W006: schema `A` lists this one in `oneOf`, which contains it",
        "W006: schema `A` lists this one in `oneOf`, which contains it",
    ];
    check_all(
        "3.0.3",
        &[(schemas, "(A base & one(B | C)->kind(B:0,C:1))", &said)],
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
                "b",
                &[],
            ),
            (
                "A: {$ref: '#/components/schemas/B/items'}\nB: {items: {type: string}}",
                "B item",
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
