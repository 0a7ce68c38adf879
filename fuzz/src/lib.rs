//! What must hold for any bytes.
//!
//! [`load`] is for the loader, [`generate`] for the whole pipeline. Both panic if something is
//! wrong. They are run by cargo-fuzz (`fuzz_targets/`), and without it by the program `soak`
//! with [`mutate`].

pub mod mutate;

use openapi_codegen::{CommandLine, Options, Output, Runtime, Tests};
use openapi_model::Documents;
use openapi_source::{Diagnostic, Document, Format, Limits, Source, Style, list};

/// Reads a document. Either there is a tree whose every span lies in the text, or there are
/// errors that have a place and can be printed.
pub fn load(bytes: &[u8]) {
    match Document::parse("x.yaml", bytes, &Limits::default()) {
        Ok(document) => spans(document.root(), document.text()),
        Err(report) => {
            assert!(report.diagnostics.iter().any(Diagnostic::is_error));
            printable(&[&report.source], &report.diagnostics);
        }
    }
}

/// How far a document came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It is no tree.
    Bytes,
    /// It is no API that can be honoured.
    Tree,
    /// Files were made of it.
    Files,
}

/// Makes files of a document. Either they are Rust, or there are errors that have a place and do
/// not blame the generator.
pub fn generate(bytes: &[u8]) -> Reached {
    let document = match Document::parse("x.yaml", bytes, &Limits::default()) {
        Ok(document) => document,
        Err(report) => {
            printable(&[&report.source], &report.diagnostics);
            return Reached::Bytes;
        }
    };
    let documents = Documents::alone(document);
    let reading = openapi_model::read(&documents, &openapi_model::Options::default());
    let failed = reading.findings.iter().any(Diagnostic::is_error);
    printable(&documents.sources(), &reading.findings);
    assert_eq!(reading.api.is_none(), failed, "an API and errors, or neither");
    let Some(api) = reading.api else {
        let fault = |found: &Diagnostic| found.code == openapi_model::codes::INTERNAL;
        assert!(!reading.findings.iter().any(fault), "the reader blames itself");
        return Reached::Tree;
    };
    let options = Options {
        name: "x".into(),
        document: "x.yaml".into(),
        runtime: Runtime::Workspace,
        tag_style: None,
        tests: Tests::None,
        command_line: CommandLine::None,
    };
    match openapi_codegen::generate(&api, &options) {
        Ok(output) => {
            printable(&documents.sources(), &output.findings);
            rust(&output);
            Reached::Files
        }
        Err(found) => panic!("the generator blames itself: {}", found.message),
    }
}

fn spans(node: &openapi_source::Node, text: &str) {
    assert!(text.get(node.span.start..node.span.end).is_some(), "{:?}", node.span);
    for member in node.as_object().into_iter().flatten() {
        let span = member.key_span;
        assert!(text.get(span.start..span.end).is_some(), "{span:?}");
        spans(&member.value, text);
    }
    for item in node.as_array().unwrap_or_default() {
        spans(item, text);
    }
}

fn printable(sources: &[&Source], findings: &[Diagnostic]) {
    for found in findings {
        let source = sources.get(usize::from(found.span.file)).expect("a file of the run");
        assert!(found.span.end <= source.text().len(), "{found:?}");
    }
    let text = list(sources, findings, Format::Human(Style::Plain), 3);
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text}");
    let text = list(sources, findings, Format::Json, 3);
    for line in text.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON");
    }
}

fn rust(output: &Output) {
    for folder in &output.folders {
        for (path, text) in &folder.files {
            if let Err(error) = syn::parse_file(text) {
                panic!("{}/{path} is not Rust: {error}", folder.owner.name);
            }
        }
    }
}
