//! The files made of small documents, held against those in `goldens/src`.
//!
//! A new case is a new folder there and its line in `goldens/src/lib.rs`, which compiles it;
//! `BLESS=1 cargo test -p openapi-codegen` writes the files. Read the difference before you
//! keep it, and run `cargo test -p openapi-codegen-goldens`, which uses them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_codegen::{Options, Output, Runtime, generate};
use openapi_source::{Document, Limits, Style, render};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("goldens/src")
}

/// The fixtures by name, each with the text of its document.
pub(crate) fn documents() -> BTreeMap<String, String> {
    let folders = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let folders = folders.filter(|path| path.is_dir());
    folders
        .map(|path| {
            let text = fs::read_to_string(path.join("openapi.yaml")).unwrap();
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                text,
            )
        })
        .collect()
}

/// The output of the generator, or its findings as people see them.
pub(crate) fn made(name: &str, text: &str) -> Result<Output, String> {
    let document = Document::parse("openapi.yaml", text.as_bytes(), &Limits::default())
        .map_err(|report| report.to_string())?;
    let options = Options {
        name: name.to_owned(),
        document: "openapi.yaml".to_owned(),
        runtime: Runtime::Workspace,
    };
    generate(&document, &options)
        .map_err(|findings| render(document.source(), &findings, Style::Plain))
}

/// The files as they stand in `goldens/src`: there the types crate is a module.
fn files(name: &str, output: &Output) -> BTreeMap<String, String> {
    let (from, to) = (format!("{name}_types::"), format!("crate::{name}::types::"));
    let mut out = BTreeMap::new();
    for folder in &output.folders {
        let side = folder.owner.name.rsplit('-').next().unwrap();
        for (path, text) in &folder.files {
            out.insert(format!("{side}/generated/{path}"), text.replace(&from, &to));
        }
    }
    out
}

fn files_on_disk(folder: &Path) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for side in ["types", "client", "server"] {
        let Ok(entries) = fs::read_dir(folder.join(side).join("generated")) else {
            continue;
        };
        for entry in entries {
            let file = entry.unwrap().file_name().into_string().unwrap();
            let path = format!("{side}/generated/{file}");
            let text = fs::read_to_string(folder.join(&path)).unwrap();
            out.insert(path, text);
        }
    }
    out
}

/// What is wrong with one golden; with `BLESS=1` it is put right instead.
fn check(name: &str, text: &str) -> Vec<String> {
    let output = match made(name, text) {
        Ok(output) => output,
        Err(findings) => return vec![format!("{name} is refused:\n{findings}")],
    };
    let folder = root().join(name);
    let expected = files(name, &output);
    if std::env::var_os("BLESS").is_some() {
        for side in ["types", "client", "server"] {
            // Absent before the first time.
            let _ = fs::remove_dir_all(folder.join(side));
        }
        for (path, text) in &expected {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let found = files_on_disk(&folder);
    let paths = expected
        .keys()
        .chain(found.keys().filter(|path| !expected.contains_key(*path)));
    paths
        .filter(|path| expected.get(*path) != found.get(*path))
        .map(|path| {
            let wanted = expected.get(path).map_or("", String::as_str);
            let there = found.get(path).map_or("", String::as_str);
            let line = wanted.lines().zip(there.lines()).position(|(a, b)| a != b);
            let line = line.unwrap_or_else(|| wanted.lines().count().min(there.lines().count()));
            format!("goldens/src/{name}/{path}:{}", line + 1)
        })
        .collect()
}

#[test]
fn output_is_as_it_was() {
    let wrong: Vec<String> = documents()
        .iter()
        .flat_map(|(name, text)| check(name, text))
        .collect();
    assert!(
        wrong.is_empty(),
        "the output differs; run with BLESS=1 if it should:\n{}",
        wrong.join("\n")
    );
}

/// A golden that nothing compiles proves nothing.
#[test]
fn every_golden_is_compiled() {
    let crate_root = fs::read_to_string(root().join("lib.rs")).unwrap();
    for name in documents().keys() {
        let line = format!("    {name};");
        assert!(
            crate_root.lines().any(|found| found == line),
            "{name} has no line in lib.rs"
        );
    }
}
