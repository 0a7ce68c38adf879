//! Lists of findings, for people and programs.

use openapi_source::{Diagnostic, Document, Format, Limits, Source, Style, list};

use crate::errors::assert_golden;

/// Three errors, a warning and two notes in two files, in no order.
fn findings() -> (Source, Source, Vec<Diagnostic>) {
    let read = |file, name, text: &str| {
        Document::parse_file(file, name, text.as_bytes(), &Limits::default()).unwrap()
    };
    let long = format!("'{}'", "long, ".repeat(100));
    let api = read(
        0,
        "openapi/api, 100%:x.yaml",
        &format!("info:\n  title: 7\n  text: {long}\npaths: {{}}\n"),
    );
    let parts = read(1, "openapi/parts.yaml", "a: |\n  two\n  lines\nb: 日本\n");
    let at = |document: &Document, pointer| document.span_of(pointer).unwrap();
    let findings = vec![
        Diagnostic::note("W103", at(&parts, "/b"), "a note, far away"),
        Diagnostic::warning("W101", at(&api, "/paths"), "there is no path").label("empty"),
        Diagnostic::error("E102", at(&parts, "/a"), "not these lines")
            .related(at(&api, "/info/title"), "because of: this, 100%")
            .help("write %0A::error::forged\r\n::error::forged"),
        Diagnostic::error("E100", at(&api, "/info/text"), "too\nlong \u{202e}"),
        Diagnostic::note("W102", at(&api, "/info/title"), "a note at the same place"),
        Diagnostic::error("E101", at(&api, "/info/title"), "a title must be a string")
            .help("put it in \"quotes\""),
    ];
    (api.source().clone(), parts.source().clone(), findings)
}

#[test]
fn each_format_has_its_text() {
    let (api, parts, findings) = findings();
    let human = Format::Human(Style::Plain);
    let cases = [
        ("list-human", human, 50),
        ("list-human-cut", human, 2),
        ("list-json", Format::Json, usize::MAX),
        ("list-github", Format::Github, 50),
        ("list-github-cut", Format::Github, 4),
    ];
    for (name, format, most) in cases {
        let text = list(&[&api, &parts], &findings, format, most);
        assert_golden(name, &text);
        assert_eq!(list(&[&api], &[], format, most), "", "{name}");
    }
}

#[test]
fn programs_read_one_line_per_finding() {
    let (api, parts, findings) = findings();
    let sources = [&api, &parts];
    let json = list(&sources, &findings, Format::Json, usize::MAX);
    let read: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let codes: Vec<_> = read
        .iter()
        .filter_map(|found| found["code"].as_str())
        .collect();
    assert_eq!(codes, ["E101", "W102", "E100", "W101", "E102", "W103"]);
    assert_eq!(read[0]["file"], "openapi/api, 100%:x.yaml");
    assert_eq!(read[5]["end_column"], 6);
    let github = list(&sources, &findings, Format::Github, 50);
    let commands = github.lines().filter(|line| line.starts_with("::"));
    assert_eq!(commands.count(), findings.len(), "{github}");
}
