//! Documents that are large on purpose.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use openapi_model::{Limits, Options};

use super::{findings, reading};

/// What is said of a document, with only those findings that are errors.
fn errors(document: &str, limits: Limits) -> Vec<String> {
    let options = Options {
        limits,
        ..Options::default()
    };
    let all = findings(&reading(document, &options));
    all.into_iter()
        .filter(|line| line.starts_with("error"))
        .collect()
}

#[test]
fn operations_are_counted() {
    let mut document = String::from("paths:\n");
    for number in 0..5 {
        writeln!(
            document,
            "  /{number}: {{get: {{responses: {{'204': {{description: d}}}}}}}}"
        )
        .unwrap();
    }
    let limit = |operations| Limits {
        operations,
        ..Limits::default()
    };
    assert_eq!(errors(&document, limit(5)), [""; 0]);
    assert_eq!(
        errors(&document, limit(4)),
        ["error E041 there are more than 4 operations"]
    );
}

#[test]
fn uses_of_large_components_are_limited() {
    let mut document = format!(
        "components: {{responses: {{R: {{description: {}}}}}}}\npaths:\n",
        "x".repeat(100_000)
    );
    for number in 0..2_000 {
        writeln!(document, "  /{number}: {{get: {{operationId: o{number}, responses: {{'200': {{$ref: '#/components/responses/R'}}}}}}}}").unwrap();
    }
    assert_eq!(
        errors(&document, Limits::default()),
        ["error E041 all uses of components together take more than 134217728 bytes"]
    );
}

/// Time grows with the document, not with its square: this would take minutes.
#[test]
fn many_of_everything() {
    let mut parameters = String::new();
    let mut path = String::new();
    for number in 0..3_000 {
        write!(
            parameters,
            "{{name: p{number}, in: path, required: true, schema: {{type: string}}}}, "
        )
        .unwrap();
        write!(path, "/{{p{number}}}").unwrap();
    }
    let mut document = format!(
        "paths:\n  '{path}': {{get: {{operationId: same, parameters: [{parameters}], responses: {{'204': {{description: d}}}}}}}}\n"
    );
    for number in 0..5_000 {
        writeln!(
            document,
            "  /{number}: {{get: {{operationId: same, responses: {{'204': {{description: d}}}}}}}}"
        )
        .unwrap();
    }
    let start = Instant::now();
    let options = Options::default();
    let api = reading(&document, &options)
        .api
        .expect("it is a plain document");
    assert_eq!(api.operations.len(), 5_001);
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}
