//! What is done with one document: it is read, and files are made of it.
//!
//! A [`Request`] says everything that matters, an [`Answer`] holds everything that comes of it;
//! both are plain data, so that the work can be done in another process
//! ([`crate::isolation`]). Nothing is written here, and nothing is read but the document and the
//! files it refers to ([`files`]).

pub(crate) mod files;
pub(crate) mod message;

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use openapi_codegen::{CommandLine, Output, Runtime, TagStyle, Tests};
use openapi_model::{Documents, Unsupported, codes};
use openapi_source::{Diagnostic, Document, Format, Severity, Source, Span};

use self::files::{Folder, Input, OnRead};
use crate::limits::{Limit, Limits};
use crate::manifest::Dependency;
use crate::output;

/// One document, and how it is to be treated.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) path: PathBuf,
    /// The first part of the crates' names.
    pub(crate) name: String,
    /// How messages name the document.
    pub(crate) shown: String,
    /// How the header of each file names it: the same on every machine.
    pub(crate) header: String,
    /// What stands before the name of a crate: `crates/`, or nothing.
    pub(crate) prefix: String,
    pub(crate) runtime: Runtime,
    /// The codes of warnings and notes that are errors here.
    pub(crate) denied: Vec<String>,
    pub(crate) unsupported: Unsupported,
    pub(crate) limits: Vec<Limit>,
    /// None: as the document says.
    pub(crate) tag_style: Option<TagStyle>,
    pub(crate) tests: Tests,
    pub(crate) command_line: CommandLine,
    pub(crate) format: Format,
    /// How many findings are shown.
    pub(crate) most: usize,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    /// The findings as text; empty if there are none.
    pub(crate) report: String,
    /// What was read.
    pub(crate) inputs: Vec<Input>,
    /// Nothing if a finding is an error.
    pub(crate) made: Option<Made>,
}

/// What was made of a document.
#[derive(Debug, Default)]
pub(crate) struct Made {
    pub(crate) plan: output::Plan,
    pub(crate) dependencies: Vec<Dependency>,
    /// Operations that were left out, one line each.
    pub(crate) skipped: Vec<String>,
}

/// Reads a document and makes its files. `on_read` is told how many bytes were read so far.
///
/// # Errors
/// The document cannot be opened or read. What is wrong with it is in the answer.
pub(crate) fn run(request: &Request, on_read: &mut OnRead<'_>) -> Result<Answer> {
    let limits = Limits::new(&request.limits);
    let folder = Folder::of(&request.path, &limits.source, on_read)
        .with_context(|| format!("cannot open {}", request.path.display()))?;
    let bytes = folder
        .document(&request.path)
        .with_context(|| format!("cannot read {}", request.path.display()))?;
    // What a tool behind the generator says while it fails is said better by the finding.
    panic::set_hook(Box::new(|_| {}));
    let made = panic::catch_unwind(AssertUnwindSafe(|| make(request, &limits, &folder, &bytes)));
    let _ = panic::take_hook();
    let (report, made) = made.unwrap_or_else(|payload| {
        let text = String::from_utf8_lossy(&bytes);
        let found = fault(&format!("panicked: {}", words(payload.as_ref())));
        (
            listed(request, &[&Source::new(&*request.shown, text)], &[found]),
            None,
        )
    });
    Ok(Answer {
        report,
        inputs: folder.into_inputs(),
        made,
    })
}

fn make(
    request: &Request,
    limits: &Limits,
    folder: &Folder<'_>,
    bytes: &[u8],
) -> (String, Option<Made>) {
    let document = match Document::parse(&request.shown, bytes, &limits.source) {
        Ok(document) => document,
        Err(mut report) => {
            Limits::hint(&mut report.diagnostics);
            return (
                listed(request, &[&report.source], &report.diagnostics),
                None,
            );
        }
    };
    let options = openapi_model::Options {
        unsupported: request.unsupported,
        limits: limits.model(),
    };
    let (documents, mut findings) = Documents::load(document, folder, &options.limits);
    let reading = openapi_model::read(&documents, &options);
    findings.extend(reading.findings);
    let mut made = None;
    let failed = findings.iter().any(Diagnostic::is_error);
    if let Some(api) = reading.api.filter(|_| !failed) {
        let options = openapi_codegen::Options {
            name: request.name.clone(),
            document: request.header.clone(),
            runtime: request.runtime.clone(),
            tag_style: request.tag_style,
            tests: request.tests,
            command_line: request.command_line,
        };
        match openapi_codegen::generate(&api, &options) {
            Ok(mut output) => {
                findings.append(&mut output.findings);
                let skipped = api.skipped.iter().map(|left_out| {
                    format!("{} {}: {}", left_out.method, left_out.path, left_out.reason)
                });
                let skipped = skipped.map(|line| openapi_source::visible(&line).into_owned());
                made = Some(Made {
                    skipped: skipped.collect(),
                    ..planned(output, &request.prefix)
                });
            }
            Err(found) => findings.push(found),
        }
    }
    if made.is_none() && !findings.iter().any(Diagnostic::is_error) {
        findings.push(fault("the reader gave nothing and no reason"));
    }
    for found in &mut findings {
        if request.denied.iter().any(|code| *code == found.code) {
            found.severity = Severity::Error;
        }
    }
    Limits::hint(&mut findings);
    let made = made.filter(|_| !findings.iter().any(Diagnostic::is_error));
    (listed(request, &documents.sources(), &findings), made)
}

fn listed(request: &Request, sources: &[&Source], findings: &[Diagnostic]) -> String {
    openapi_source::list(sources, findings, request.format, request.most)
}

/// The finding for a fault of the generator itself.
pub(crate) fn fault(what: &str) -> Diagnostic {
    Diagnostic::error(
        codes::INTERNAL,
        Span::default(),
        format!("the generator failed on this document: {what}"),
    )
    .help("this is a fault of the generator; leave out operations until you find the one it fails on, and report it")
}

/// What a panic said.
fn words(payload: &(dyn std::any::Any + Send)) -> &str {
    match payload.downcast_ref::<String>() {
        Some(text) => text,
        None => payload
            .downcast_ref::<&str>()
            .copied()
            .unwrap_or("it gave no reason"),
    }
}

fn planned(made: Output, prefix: &str) -> Made {
    let folder = |folder: openapi_codegen::Folder| output::Folder {
        root: format!("{prefix}{}/src/generated", folder.owner.name),
        files: folder.files,
    };
    let scaffold = made.scaffold.into_iter().map(|file| match &file.owner {
        Some(owner) => (format!("{prefix}{}/{}", owner.name, file.path), file.text),
        None => (file.path.to_owned(), file.text),
    });
    let dependency = |needed: openapi_codegen::Dependency| Dependency {
        owner: needed.owner.name,
        name: needed.name.to_owned(),
        feature: needed.feature.map(str::to_owned),
        line: needed.line,
    };
    Made {
        plan: output::Plan {
            folders: made.folders.into_iter().map(folder).collect(),
            scaffold: scaffold.collect(),
        },
        dependencies: made.dependencies.into_iter().map(dependency).collect(),
        skipped: Vec::new(),
    }
}
