//! The text of findings, held against the files in `tests/findings`.
//!
//! A new case is a new document there; `BLESS=1 cargo test -p openapi-model` writes what is found
//! in it. Read the difference before you keep it.

use std::fs;
use std::path::{Path, PathBuf};

use openapi_model::{Documents, Options, read};
use openapi_source::{Document, Limits, Style, render};

/// The documents, sorted by name.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings");
    let mut paths: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|suffix| suffix == "yaml"));
    paths.sort();
    paths
}

fn load(path: &Path) -> Documents {
    let name = path.file_name().unwrap().to_string_lossy();
    let bytes = fs::read(path).unwrap();
    let document = Document::parse(&name, &bytes, &Limits::default());
    Documents::alone(document.unwrap_or_else(|report| panic!("{report}")))
}

fn check(path: &Path) -> Result<(), String> {
    let documents = load(path);
    let found = read(&documents, &Options::default()).findings;
    let text = render(&documents.sources(), &found, Style::Plain);
    let golden = path.with_extension("txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&golden, &text).unwrap();
    }
    if fs::read_to_string(&golden).unwrap_or_default() == text {
        Ok(())
    } else {
        Err(format!(
            "{}: run with BLESS=1 if it should say\n{text}",
            path.display()
        ))
    }
}

#[test]
fn every_finding_has_its_text() {
    let wrong: Vec<String> = documents()
        .iter()
        .filter_map(|path| check(path).err())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every message says where and what to do, and shows nothing of a document unmarked.
#[test]
fn every_finding_helps() {
    for path in documents() {
        let documents = load(&path);
        let found = read(&documents, &Options::default()).findings;
        for finding in &found {
            let message = &finding.message;
            assert!(finding.help.is_some(), "{}: {message}", path.display());
            assert!(!message.ends_with('.'), "{message}");
            assert!(
                !message.starts_with(char::is_uppercase)
                    || message.starts_with("HTTP")
                    || message.starts_with("OpenAPI"),
                "{message}"
            );
        }
        let text = render(&documents.sources(), &found, Style::Plain);
        let hidden = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!text.contains(hidden), "{}", path.display());
    }
}
