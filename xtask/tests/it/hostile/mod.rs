//! Documents made to hurt: each ends in a located error or in files that are Rust.
//!
//! What is small is written out, what is large is made by a function. The small ones go through the
//! tool as a library, the large ones and the malformed ones through the program, which keeps its
//! budget of time and memory. To see one: `HOSTILE=DIR cargo test -p xtask hostile_documents` writes
//! them all into a folder instead.

mod constraints;
mod large;
mod operations;
mod positions;
mod references;
mod schemas;
mod text;

use std::collections::BTreeMap;

use openapi_codegen::Output;
use openapi_source::{Format, Limits, Style, list};
use proc_macro2::{TokenStream, TokenTree};

use crate::pipeline::{Made, make, on_its_stack};
use crate::place::Place;

/// What must come of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// An error with this code, and maybe others.
    Error(&'static str),
    /// Files.
    Files,
    /// An error with a place, or files.
    Either,
}

/// A document made to hurt.
struct Case {
    name: String,
    bytes: Vec<u8>,
    /// Other files it refers to.
    files: BTreeMap<&'static str, &'static str>,
    expected: Expected,
}

impl Case {
    fn new(name: impl Into<String>, expected: Expected, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
            files: BTreeMap::new(),
            expected,
        }
    }

    /// A document with this text behind version and title.
    fn document(name: impl Into<String>, expected: Expected, rest: &str) -> Self {
        Self::new(name, expected, format!("{HEAD}{rest}"))
    }
}

/// The texts of the numbers below `count`, one after another.
fn each(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |all, n| all + &text(n))
}

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: \"1\"}\n";

fn all() -> Vec<Case> {
    let mut cases = text::cases();
    cases.extend(references::cases());
    cases.extend(schemas::cases());
    cases.extend(constraints::cases());
    cases.extend(operations::cases());
    cases.extend(positions::cases());
    cases
}

#[test]
fn hostile_documents_end_in_located_errors_or_rust() {
    let cases = all();
    assert!(cases.len() >= 200, "{}", cases.len());
    let mut names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
    if let Some(folder) = std::env::var_os("HOSTILE") {
        let folder = std::path::Path::new(&folder);
        for case in cases.iter().chain(&large::cases()) {
            let name = case.name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
            std::fs::write(folder.join(format!("{name}.yaml")), &case.bytes).unwrap();
        }
        return;
    }
    let mut wrong = Vec::new();
    for case in &cases {
        let ran = on_its_stack(|| {
            let made = make(&case.name, &case.bytes, &case.files, &Limits::default());
            judge(case, &made)
        });
        if let Some(Err(reason)) = ran {
            wrong.push(format!("{}: {reason}", case.name));
        } else if ran.is_none() {
            wrong.push(format!("{}: it panics", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn judge(case: &Case, made: &Made) -> Result<(), String> {
    let errors = made.errors();
    let blames_itself = errors.contains(&openapi_model::codes::INTERNAL);
    let as_expected = match case.expected {
        Expected::Error(code) => errors.contains(&code),
        Expected::Files => errors.is_empty(),
        Expected::Either => true,
    };
    if !as_expected || blames_itself {
        let errors = made.findings.iter().filter(|found| found.is_error());
        let messages: Vec<&str> = errors.map(|found| &*found.message).collect();
        return Err(format!("not {:?}, but {messages:?}", case.expected));
    }
    if errors.is_empty() != made.output.is_some() {
        return Err("files and errors at once, or neither".into());
    }
    located(made)?;
    made.output.as_ref().map_or(Ok(()), rust)
}

/// Every finding is about a place that is there, and its text acts on nothing.
fn located(made: &Made) -> Result<(), String> {
    for found in &made.findings {
        let source = made.sources.get(usize::from(found.span.file));
        let length = source.ok_or("a finding is in no file")?.text().len();
        if found.span.end > length || found.span.start > found.span.end {
            return Err(format!("a finding is outside of its file: {found:?}"));
        }
        if found.message.len() > 4_000 {
            return Err(format!("{} has a message without end", found.code));
        }
    }
    let sources: Vec<_> = made.sources.iter().collect();
    for format in [Format::Human(Style::Plain), Format::Json, Format::Github] {
        let text = list(&sources, &made.findings, format, 50);
        if let Some(c) = text.chars().find(|c| acts(*c)) {
            return Err(format!("{c:?} is printed as it is"));
        }
    }
    Ok(())
}

fn acts(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The files parse, run nothing of the document, and stay where they belong.
fn rust(output: &Output) -> Result<(), String> {
    for folder in &output.folders {
        for (path, text) in &folder.files {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_/.".contains(c);
            if !path.chars().all(plain) || path.contains("..") || path.starts_with('/') {
                return Err(format!("{path:?} is no path for a file"));
            }
            if let Some(c) = text.chars().find(|c| acts(*c)) {
                return Err(format!("{path}: {c:?} is in the code"));
            }
            syn::parse_file(text).map_err(|error| format!("{path}: {error}"))?;
            let tokens: TokenStream = text.parse().map_err(|_| "no tokens".to_owned())?;
            if has_word(tokens, "injected") {
                return Err(format!("{path}: text of the document became code"));
            }
            if text.lines().any(runs) {
                return Err(format!("{path}: a description has a block of code"));
            }
        }
    }
    for file in output
        .scaffold
        .iter()
        .filter(|file| file.path.ends_with("Cargo.toml"))
    {
        let table = file.text.parse::<toml::Table>();
        table.map_err(|error| format!("{}: {error}", file.path))?;
    }
    Ok(())
}

/// Whether a line of documentation opens a block of code.
fn runs(line: &str) -> bool {
    let line = line.trim_start();
    let doc = line
        .strip_prefix("///")
        .or_else(|| line.strip_prefix("//!"));
    doc.is_some_and(|doc| {
        let text = doc.trim_start_matches([' ', '>', '*', '-']);
        text.starts_with("```rust") || text.starts_with("~~~") || doc.starts_with("     ")
    })
}

fn has_word(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => has_word(group.stream(), word),
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The program keeps its budget, and writes nothing when it refuses.
#[test]
fn the_program_keeps_its_budget() {
    let place = Place::outside();
    for case in text::cases().into_iter().chain(large::cases()) {
        place.write_bytes("pets.yaml", &case.bytes);
        for (path, text) in &case.files {
            place.write(path, text);
        }
        let ran = place.run(&[
            "generate",
            "--document",
            "pets.yaml",
            "--out",
            "out",
            "--max-findings",
            "2000",
        ]);
        assert!(!ran.stderr.contains("E050"), "{}: {ran:?}", case.name);
        assert!(!ran.stderr.contains("E040"), "{}: {ran:?}", case.name);
        match case.expected {
            Expected::Error(code) => {
                assert!(ran.stderr.contains(code), "{}: {ran:?}", case.name);
                assert!(
                    ran.stderr.contains("--> pets.yaml:"),
                    "{}: {ran:?}",
                    case.name
                );
            }
            Expected::Files => assert_eq!(ran.status, 0, "{}: {ran:?}", case.name),
            Expected::Either => {}
        }
        assert_eq!(ran.status == 0, place.path("out").exists(), "{}", case.name);
        place.remove("out");
    }
}
