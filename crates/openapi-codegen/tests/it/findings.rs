//! The text of every finding, held against the files in `tests/findings`.
//!
//! A new case is a new document there; `BLESS=1 cargo test -p openapi-codegen` writes what is
//! found in it. Read the difference before you keep it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_codegen::{Options, Runtime, generate};
use openapi_source::{Diagnostic, Document, Limits, Style, render};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings")
}

fn findings(document: &Document) -> Vec<Diagnostic> {
    let options = Options {
        name: "found".to_owned(),
        document: "openapi.yaml".to_owned(),
        runtime: Runtime::Workspace,
    };
    match generate(document, &options) {
        Ok(output) => output.findings,
        Err(findings) => findings,
    }
}

fn check(path: &Path, codes: &mut BTreeSet<&'static str>) -> Result<(), String> {
    let name = path.file_name().unwrap().to_string_lossy();
    let bytes = fs::read(path).unwrap();
    let document =
        Document::parse(&name, &bytes, &Limits::default()).map_err(|report| report.to_string())?;
    let found = findings(&document);
    codes.extend(found.iter().map(|finding| finding.code));
    let text = render(document.source(), &found, Style::Plain);
    let golden = path.with_extension("txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&golden, &text).unwrap();
    }
    if fs::read_to_string(&golden).unwrap_or_default() == text {
        Ok(())
    } else {
        Err(format!("{name}: run with BLESS=1 if it should say\n{text}"))
    }
}

/// Codes that no document can cause; see the test of mutated documents.
const FAULTS: [&str; 1] = ["E040"];

#[test]
fn every_finding_has_its_text() {
    let mut codes = BTreeSet::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|suffix| suffix == "yaml"));
    paths.sort();
    let wrong: Vec<String> = paths
        .iter()
        .filter_map(|path| check(path, &mut codes).err())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let all = (30..=40)
        .map(|code| format!("E{code:03}"))
        .chain((1..=5).map(|code| format!("W{code:03}")));
    let silent: Vec<String> = all
        .filter(|code| !codes.contains(code.as_str()) && !FAULTS.contains(&code.as_str()))
        .collect();
    assert!(silent.is_empty(), "no document for {silent:?}");
}

/// Every message says where and what to do, and shows nothing of a document unmarked.
#[test]
fn every_finding_helps() {
    for entry in fs::read_dir(root()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|suffix| suffix != "yaml") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let document = Document::parse("openapi.yaml", &bytes, &Limits::default()).unwrap();
        for finding in findings(&document) {
            let message = &finding.message;
            assert!(finding.help.is_some(), "{}: {message}", path.display());
            assert!(finding.span.end <= document.text().len(), "{message}");
            assert!(!message.ends_with('.'), "{message}");
        }
        let text = render(document.source(), &findings(&document), Style::Plain);
        let hidden = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!text.contains(hidden), "{}", path.display());
    }
}
