//! The error codes of the document: each has its constant, and its question is answered with yes
//! for that code alone, whoever is asked.

use std::collections::BTreeSet;
use std::path::Path;

use apig_types::error_codes::{self as codes, ErrorCodes};
use apig_types::{CreatePostPayResizeOrderError as Refusal, ErrorResponse};
use openapi_source::{Document, Limits, Node, Value};

/// A constant, and the question for it.
type Row = (&'static str, fn(&dyn ErrorCodes) -> bool);

const ROWS: &[Row] = &[
    (codes::APIC_7100, |error| error.is_apic_7100()),
    (codes::APIC_7101, |error| error.is_apic_7101()),
    (codes::APIC_7102, |error| error.is_apic_7102()),
    (codes::APIC_7103, |error| error.is_apic_7103()),
    (codes::APIC_7105, |error| error.is_apic_7105()),
    (codes::APIC_7106, |error| error.is_apic_7106()),
    (codes::APIC_7107, |error| error.is_apic_7107()),
    (codes::APIC_7109, |error| error.is_apic_7109()),
    (codes::APIC_7110, |error| error.is_apic_7110()),
    (codes::APIC_7111, |error| error.is_apic_7111()),
    (codes::APIC_7118, |error| error.is_apic_7118()),
    (codes::APIC_7130, |error| error.is_apic_7130()),
    (codes::APIC_7134, |error| error.is_apic_7134()),
    (codes::APIC_7211, |error| error.is_apic_7211()),
    (codes::APIC_7243, |error| error.is_apic_7243()),
    (codes::APIC_7253, |error| error.is_apic_7253()),
    (codes::APIC_7300, |error| error.is_apic_7300()),
    (codes::APIC_7301, |error| error.is_apic_7301()),
    (codes::APIC_7302, |error| error.is_apic_7302()),
    (codes::APIC_7701, |error| error.is_apic_7701()),
    (codes::APIC_7707, |error| error.is_apic_7707()),
    (codes::APIC_7712, |error| error.is_apic_7712()),
    (codes::APIC_9000, |error| error.is_apic_9000()),
    (codes::APIC_9005, |error| error.is_apic_9005()),
    (codes::APIC_9100, |error| error.is_apic_9100()),
    (codes::APIC_9209, |error| error.is_apic_9209()),
    (codes::APIC_9215, |error| error.is_apic_9215()),
    (codes::APIC_9222, |error| error.is_apic_9222()),
    (codes::APIC_9999, |error| error.is_apic_9999()),
    (codes::HTTP_413, |error| error.is_http_413()),
    (codes::HTTP_415, |error| error.is_http_415()),
];

/// A status, and the refusal that comes with it.
type Status = (u16, fn(ErrorResponse) -> Refusal);

const REFUSALS: &[Status] = &[
    (400, Refusal::BadRequest),
    (401, Refusal::Unauthorized),
    (403, Refusal::Forbidden),
    (404, Refusal::NotFound),
    (409, Refusal::Conflict),
    (413, Refusal::PayloadTooLarge),
    (415, Refusal::UnsupportedMediaType),
    (500, Refusal::InternalServerError),
];

/// The codes of all examples; what a server says on its own is no example.
fn documented() -> BTreeSet<String> {
    const NAME: &str = "openapi/apig.yaml";
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(NAME);
    let bytes = std::fs::read(path).unwrap();
    let document = Document::parse(NAME, &bytes, &Limits::default()).unwrap();
    let mut found = BTreeSet::new();
    let parts = ["components", "paths"];
    let mut left: Vec<&Node> = parts.map(|part| document.root().get(part).unwrap()).into();
    while let Some(node) = left.pop() {
        if let Some(code) = node.get("error_code").and_then(Node::as_str) {
            found.insert(code.to_owned());
        }
        match &node.value {
            Value::Array(items) => left.extend(items),
            Value::Object(members) => left.extend(members.iter().map(|member| &member.value)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

fn check(code: &str, error: &dyn ErrorCodes) {
    assert_eq!(error.code(), Some(code));
    assert_eq!(error.message(), Some("said"), "{code}");
    for (other, is) in ROWS {
        assert_eq!(is(error), *other == code, "{code} asked for {other}");
    }
}

#[test]
fn each_code_answers_to_its_own_question() {
    let known: BTreeSet<String> = ROWS.iter().map(|(code, _)| (*code).to_owned()).collect();
    assert_eq!(known, documented());
    for code in known.iter().map(String::as_str).chain(["APIC.1"]) {
        let body = ErrorResponse {
            error_code: code.to_owned(),
            error_msg: "said".to_owned(),
        };
        check(code, &body);
        for (status, refusal) in REFUSALS {
            let refusal = refusal(body.clone());
            assert_eq!(refusal.status(), *status);
            check(code, &refusal);
        }
    }
}
