//! Schemas made of schemas.

use super::check_all;

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
