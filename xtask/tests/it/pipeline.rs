//! The whole tool as a library: bytes in, files or findings out.

use std::collections::BTreeMap;

use openapi_codegen::{CommandLine, Options, Output, Runtime, Tests};
use openapi_model::{Documents, Files};
use openapi_source::{Diagnostic, Document, Limits, Source};

/// The stack that the tool works on.
const STACK: usize = 16 << 20;

/// What came of a document.
pub(crate) struct Made {
    /// Nothing if a finding is an error.
    pub(crate) output: Option<Output>,
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) sources: Vec<Source>,
}

impl Made {
    /// The codes of the errors.
    pub(crate) fn errors(&self) -> Vec<&'static str> {
        let errors = self.findings.iter().filter(|found| found.is_error());
        errors.map(|found| found.code).collect()
    }
}

/// Files that are only in memory, by path.
pub(crate) struct Memory<'a>(pub(crate) &'a BTreeMap<&'a str, &'a str>);

impl Files for Memory<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let found = self.0.get(path).map(|text| text.as_bytes().to_vec());
        found.ok_or_else(|| "there is no such file".to_owned())
    }
}

/// Does some work on the stack that the tool has; nothing if it panics.
pub(crate) fn on_its_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let thread = thread.spawn_scoped(scope, work).unwrap();
        thread.join().ok()
    })
}

/// Makes the files of a document.
pub(crate) fn make(
    name: &str,
    bytes: &[u8],
    files: &BTreeMap<&str, &str>,
    limits: &Limits,
) -> Made {
    let document = match Document::parse(name, bytes, limits) {
        Ok(document) => document,
        Err(report) => {
            return Made {
                output: None,
                findings: report.diagnostics,
                sources: vec![report.source],
            };
        }
    };
    let options = openapi_model::Options::default();
    let (documents, mut findings) = Documents::load(document, &Memory(files), &options.limits);
    let sources = documents.sources().into_iter().cloned().collect();
    let reading = openapi_model::read(&documents, &options);
    findings.extend(reading.findings);
    let failed = findings.iter().any(Diagnostic::is_error);
    let mut output = None;
    if let Some(api) = reading.api.filter(|_| !failed) {
        let options = Options {
            name: "pets".into(),
            document: "pets.yaml".into(),
            runtime: Runtime::Workspace,
            tag_style: None,
            tests: Tests::Loopback,
            command_line: CommandLine::Made,
        };
        match openapi_codegen::generate(&api, &options) {
            Ok(mut made) => {
                findings.append(&mut made.findings);
                output = Some(made);
            }
            Err(found) => findings.push(found),
        }
    }
    Made {
        output,
        findings,
        sources,
    }
}
