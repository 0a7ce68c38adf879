//! Documents in a few lines.

use openapi_model::{Api, Documents, Options, Reading, read};
use openapi_source::{Document, Limits, Style, render};

/// Reads a document of the text.
pub(crate) fn reading(text: &str, options: &Options) -> (Documents, Reading) {
    let document = Document::parse("openapi.yaml", text.as_bytes(), &Limits::default());
    let documents = Documents::alone(document.unwrap_or_else(|report| panic!("{report}")));
    let reading = read(&documents, options);
    (documents, reading)
}

/// The model of a document, which has no error.
pub(crate) fn api(text: &str) -> Api {
    let (documents, reading) = reading(text, &Options::default());
    let said = render(&documents.sources(), &reading.findings, Style::Plain);
    reading.api.unwrap_or_else(|| panic!("{said}"))
}

/// `code: message` of each finding that schemas can cause.
pub(crate) fn said(text: &str, options: &Options) -> Vec<String> {
    let (_, reading) = reading(text, options);
    let about_schemas = ["W001", "W005", "W006", "W007", "W008", "W009"];
    let findings = reading
        .findings
        .into_iter()
        .filter(|found| found.is_error() || about_schemas.contains(&found.code));
    findings
        .map(|found| format!("{}: {}", found.code, found.message))
        .collect()
}

/// A document of `version` with these components under `schemas`, each line indented by four.
pub(crate) fn with_schemas(version: &str, schemas: &str) -> String {
    let mut text = format!(
        "openapi: {version}\ninfo: {{title: t, version: v}}\npaths: {{}}\ncomponents:\n  schemas:\n"
    );
    for line in schemas.lines() {
        text.push_str("    ");
        text.push_str(line);
        text.push('\n');
    }
    text
}
