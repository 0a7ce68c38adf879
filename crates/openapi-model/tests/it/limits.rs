//! What would have no end: circles, depth, numbers, expansion.

use std::fmt::Write as _;

use openapi_model::{Limits, Options};

use crate::reading::{said, with_schemas};

fn check(schemas: &str, limits: &Limits, expected: &[&str]) {
    let options = Options {
        limits: limits.clone(),
        ..Options::default()
    };
    let said = said(&with_schemas("3.0.3", schemas), &options);
    assert_eq!(said, expected, "{schemas}");
}

#[test]
fn circles_are_refused() {
    let reference = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}");
    let (a, b) = (reference("A"), reference("B"));
    let never = "E033: this `$ref` never reaches a value";
    let contains = "E033: this schema contains itself";
    let cases = [
        (format!("A: {a}"), never),
        (format!("A: {b}\nB: {a}"), never),
        (format!("A: {{allOf: [{a}]}}"), never),
        (
            format!("A: {{allOf: [{a}, {{type: object, properties: {{x: {{}}}}}}]}}"),
            contains,
        ),
        (
            format!(
                "A: {{allOf: [{b}, {{minProperties: 1}}]}}\nB: {{allOf: [{a}, {{maxProperties: 1}}]}}"
            ),
            contains,
        ),
        (format!("A: {{oneOf: [{a}, {{type: string}}]}}"), contains),
        (format!("A: {{not: {a}}}"), contains),
    ];
    for (schemas, expected) in cases {
        check(&schemas, &Limits::default(), &[expected]);
    }
    let fine = format!(
        "A: {{properties: {{a: {a}, b: {{items: {b}}}}}}}\nB: {{additionalProperties: {a}}}"
    );
    check(&fine, &Limits::default(), &[]);
}

#[test]
fn chains_end() {
    let mut chain = String::new();
    for at in 0..50 {
        writeln!(
            chain,
            "S{at:02}: {{$ref: '#/components/schemas/S{:02}'}}",
            at + 1
        )
        .unwrap();
    }
    chain.push_str("S50: {type: string}");
    let expected = "E041: more than 32 schemas lead on to one another here";
    check(&chain, &Limits::default(), &[expected]);
    check(
        &chain,
        &Limits {
            references: 60,
            ..Limits::default()
        },
        &[],
    );
}

#[test]
fn depth_ends() {
    let deep = format!(
        "A: {}{{type: string}}{}",
        "{items: ".repeat(70),
        "}".repeat(70)
    );
    let expected = "E041: schemas are nested more than 64 levels deep";
    check(&deep, &Limits::default(), &[expected]);
    check(
        &deep,
        &Limits {
            depth: 80,
            ..Limits::default()
        },
        &[],
    );
}

#[test]
fn numbers_end() {
    let limits = Limits {
        schemas: 2,
        ..Limits::default()
    };
    check(
        "A: {}\nB: {}\nC: {}\nD: {}",
        &limits,
        &["E041: there are more than 2 schemas"],
    );
}

#[test]
fn expansion_ends() {
    let mut bomb = String::new();
    for at in 0..30 {
        let next = format!("{{$ref: '#/components/schemas/S{:02}'}}", at + 1);
        writeln!(
            bomb,
            "S{at:02}: {{anyOf: [{{items: {next}}}], allOf: [{next}, {next}]}}"
        )
        .unwrap();
    }
    bomb.push_str("S30: {type: array, items: {}}");
    let options = Options::default();
    let said = said(&with_schemas("3.0.3", &bomb), &options);
    assert!(
        said.iter()
            .any(|said| said.contains("consists of more than 20000 schemas")),
        "{said:#?}"
    );
}
