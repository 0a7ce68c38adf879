//! The files made of small documents, held against those in `goldens`.
//!
//! A new case is a new folder in `goldens/src` and its line in `goldens/src/lib.rs` and
//! `goldens/tests/it/drawn/mod.rs`, which compile it;
//! `BLESS=1 cargo test -p openapi-codegen` writes the files. Read the difference before you
//! keep it, and run `cargo test -p openapi-codegen-goldens`, which uses them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_codegen::{CommandLine, Options, Output, Paths, Runtime, Tests, generate, loopback};
use openapi_model::{Api, Documents, Files, read};
use openapi_source::{Diagnostic, Document, Limits, Style, render};

const SIDES: [&str; 4] = ["types", "client", "server", "cli"];

fn goldens() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("goldens")
}

/// The documents of the fixtures by their names.
pub(crate) fn documents() -> BTreeMap<String, String> {
    let folders = fs::read_dir(goldens().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let folders = folders.filter(|path| path.is_dir());
    folders
        .map(|path| {
            let text = fs::read_to_string(path.join("openapi.yaml")).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, text)
        })
        .collect()
}

/// The files beside the document of a fixture.
struct Beside(PathBuf);

impl Files for Beside {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        fs::read(self.0.join(path)).map_err(|error| error.to_string())
    }
}

/// A document and the files that the fixture of this name has beside it.
fn loaded(name: &str, text: &str) -> Result<(Documents, Vec<Diagnostic>), String> {
    let document = Document::parse("openapi.yaml", text.as_bytes(), &Limits::default())
        .map_err(|report| report.to_string())?;
    let beside = Beside(goldens().join("src").join(name));
    Ok(Documents::load(
        document,
        &beside,
        &openapi_model::Limits::default(),
    ))
}

/// The model of a document, or its findings as people see them.
pub(crate) fn model(name: &str, text: &str) -> Result<Api, String> {
    let (documents, mut findings) = loaded(name, text)?;
    let reading = read(&documents, &openapi_model::Options::default());
    findings.extend(reading.findings);
    let wrong = || render(&documents.sources(), &findings, Style::Plain);
    reading.api.ok_or_else(wrong)
}

/// The output of the generator, or its findings as people see them.
pub(crate) fn made(name: &str, text: &str) -> Result<Output, String> {
    generated(&model(name, text)?, name)
}

/// The output of the generator for crates of this name.
pub(crate) fn generated(api: &Api, name: &str) -> Result<Output, String> {
    let options = Options {
        name: name.to_owned(),
        document: "openapi.yaml".to_owned(),
        runtime: Runtime::Workspace,
        tag_style: None,
        tests: Tests::None,
        command_line: CommandLine::Made,
    };
    generate(api, &options).map_err(|fault| fault.message)
}

/// The files as they stand in `goldens`: there the four crates are modules.
fn files(name: &str, api: &Api, output: &Output) -> BTreeMap<String, String> {
    let paths = ["types", "client"].map(|side| {
        let (from, to) = (
            format!("{name}_{side}::"),
            format!("crate::{name}::{side}::"),
        );
        (from, to)
    });
    let mut out = BTreeMap::new();
    for folder in &output.folders {
        let side = folder.owner.name.rsplit('-').next().unwrap();
        for (path, text) in &folder.files {
            out.insert(
                format!("src/{name}/{side}/generated/{path}"),
                paths
                    .iter()
                    .fold(text.clone(), |text, (from, to)| text.replace(from, to)),
            );
        }
    }
    // One stands alone, so that what users of a single document get is compiled as well.
    let harness = (name != "token").then(|| "crate::drawn::harness".to_owned());
    let paths = Paths {
        harness,
        ..Paths::modules(&format!("openapi_codegen_goldens::{name}"))
    };
    let drawn = loopback(api, &paths, 0);
    assert_eq!(drawn.undrawn, [""; 0], "{name}: no values were found");
    out.insert(drawn_path(name), drawn.text);
    out
}

fn drawn_path(name: &str) -> String {
    format!("tests/it/drawn/{name}.rs")
}

fn files_on_disk(name: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut folders: Vec<String> = SIDES
        .map(|side| format!("src/{name}/{side}/generated"))
        .into();
    while let Some(folder) = folders.pop() {
        // Absent before the first time.
        let Ok(entries) = fs::read_dir(goldens().join(&folder)) else {
            continue;
        };
        for entry in entries.map(Result::unwrap) {
            let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(entry.path()).unwrap();
                out.insert(path, text);
            }
        }
    }
    if let Ok(text) = fs::read_to_string(goldens().join(drawn_path(name))) {
        out.insert(drawn_path(name), text);
    }
    out
}

/// What is wrong with one golden; with `BLESS=1` it is put right instead.
fn check(name: &str, text: &str) -> Vec<String> {
    let made = model(name, text).and_then(|api| {
        let output = generated(&api, name)?;
        Ok(files(name, &api, &output))
    });
    let expected = match made {
        Ok(expected) => expected,
        Err(findings) => return vec![format!("{name} is refused:\n{findings}")],
    };
    if std::env::var_os("BLESS").is_some() {
        for side in SIDES {
            // Absent before the first time.
            let _ = fs::remove_dir_all(goldens().join("src").join(name).join(side));
        }
        for (path, text) in &expected {
            let path = goldens().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let found = files_on_disk(name);
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
            format!("goldens/{path}:{}", line + 1)
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

/// A golden that nothing compiles proves nothing, and neither does a test of one that is gone.
#[test]
fn every_golden_is_compiled_and_used() {
    for file in ["src/lib.rs", "tests/it/drawn/mod.rs"] {
        let text = fs::read_to_string(goldens().join(file)).unwrap();
        for name in documents().keys() {
            let line = format!("    {name};");
            assert!(
                text.lines().any(|found| found == line),
                "{name} has no line in goldens/{file}"
            );
        }
    }
    for entry in fs::read_dir(goldens().join("tests/it/drawn")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(
            name == "mod" || documents().contains_key(name),
            "{name}.rs has no document"
        );
    }
}
