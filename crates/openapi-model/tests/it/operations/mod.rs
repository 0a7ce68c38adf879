//! What operations are in the model, as short texts.

mod bodies;
mod hurts;
mod limits;
mod parameters;
mod paths;
mod responses;
mod security;
mod skipping;

use openapi_model::{
    Api, Content, ContentKind, Documents, Encoding, Kind, Operation, Options, Parameter, Reading,
    Schemas, read,
};
use openapi_source::{Diagnostic, Document, Limits, Severity};
use std::fmt::Write as _;

/// Reads a document without its first two members.
fn reading(rest: &str, options: &Options) -> Reading {
    let text = format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\n{rest}");
    let document = Document::parse("api.yaml", text.as_bytes(), &Limits::default())
        .unwrap_or_else(|report| panic!("{report}"));
    read(&Documents::alone(document), options)
}

/// Those codes that nearly every short document has are not worth a line.
const USUAL: [&str; 4] = ["W002", "W003", "W004", "W022"];

fn finding(finding: &Diagnostic) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    format!("{severity} {} {}", finding.code, finding.message)
}

fn findings(reading: &Reading) -> Vec<String> {
    let worth = reading
        .findings
        .iter()
        .filter(|found| !USUAL.contains(&found.code));
    worth.map(finding).collect()
}

/// One line for each thing that `show` says of the document, then one for each finding.
fn check(show: fn(&Api) -> Vec<String>, cases: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    for (document, expected) in cases {
        let reading = reading(document, &Options::default());
        let mut found = reading.api.as_ref().map(show).unwrap_or_default();
        found.extend(findings(&reading));
        if found != *expected {
            writeln!(
                wrong,
                "{document}\nexpected {expected:#?}\nfound {found:#?}\n"
            )
            .unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Something of each operation.
fn each(api: &Api, show: impl Fn(&Operation) -> Vec<String>) -> Vec<String> {
    api.operations.iter().flat_map(show).collect()
}

fn parameter(api: &Api, parameter: &Parameter) -> String {
    let encoding = match &parameter.encoding {
        Encoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let explode = if *explode { "*" } else { "" };
            let reserved = if *allow_reserved { "+" } else { "" };
            format!("{style:?}{explode}{reserved}")
        }
        Encoding::Json => "json".to_owned(),
        Encoding::Text => "text".to_owned(),
    };
    let required = if parameter.required { "!" } else { "" };
    let default = parameter.schema.default.as_ref();
    let default = default
        .map(|value| format!(" = {value}"))
        .unwrap_or_default();
    format!(
        "{:?} {}{required} {encoding} {}{default}",
        parameter.location,
        parameter.name,
        kind(&api.schemas, &parameter.schema.kind),
    )
}

fn kind(schemas: &Schemas, kind: &Kind) -> String {
    match kind {
        Kind::Ref(id) => schemas.get(*id).name.clone(),
        Kind::Any => "any".to_owned(),
        Kind::Never => "never".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer(_) => "integer".to_owned(),
        Kind::Number(_) => "number".to_owned(),
        Kind::String(_) => "string".to_owned(),
        Kind::Array(_) => "array".to_owned(),
        Kind::Object(_) => "object".to_owned(),
        Kind::AllOf(_) => "allOf".to_owned(),
        Kind::OneOf(_) => "oneOf".to_owned(),
        Kind::AnyOf(_) => "anyOf".to_owned(),
        Kind::Not(_) => "not".to_owned(),
    }
}

fn content(api: &Api, content: &Content) -> String {
    let also: Vec<&str> = std::iter::once(content.media_type.as_str())
        .chain(content.also.iter().map(String::as_str))
        .collect();
    let also = also.join(" | ");
    let form = match content.kind {
        ContentKind::Json => "json",
        ContentKind::Form => "form",
        ContentKind::Multipart => "multipart",
        ContentKind::Text => "text",
        ContentKind::Bytes => "bytes",
    };
    let sent = if content.sent == content.media_type {
        String::new()
    } else {
        format!(" as {}", content.sent)
    };
    format!(
        "{form} {also}{sent}: {}",
        kind(&api.schemas, &content.schema.kind)
    )
}
