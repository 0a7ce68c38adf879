//! The text of each error, held against a file in `tests/golden`.
//!
//! A new case is a new line here; `BLESS=1 cargo test -p openapi-source` writes its file, and
//! the files of changed texts. Read the difference before you keep it.

use std::path::PathBuf;

use openapi_source::{Document, Limits, codes};

fn check(name: &str, input: impl AsRef<[u8]>, limits: &Limits) -> Vec<&'static str> {
    let report = Document::parse("api.yaml", input.as_ref(), limits).expect_err(name);
    assert_golden(name, &report.to_string());
    report.diagnostics.iter().map(|found| found.code).collect()
}

pub(crate) fn assert_golden(name: &str, text: &str) {
    let path: PathBuf = [
        env!("CARGO_MANIFEST_DIR"),
        "tests",
        "golden",
        &format!("{name}.txt"),
    ]
    .iter()
    .collect();
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        golden == text,
        "{name}: the text differs from {}; run with BLESS=1 if it should\n{text}",
        path.display()
    );
}

#[test]
fn every_error_has_its_text() {
    let any = Limits::default();
    let cases: Vec<(&str, Vec<u8>, Limits)> = vec![
        (
            "too-large",
            b"a: 1\n".repeat(9),
            Limits {
                bytes: 20,
                ..any.clone()
            },
        ),
        (
            "not-utf8",
            b"\xEF\xBB\xBFinfo:\r\n  title: caf\xE9 au lait\r\n".to_vec(),
            any.clone(),
        ),
        ("utf16", b"\xFF\xFEa\0:\0".to_vec(), any.clone()),
        ("nul", b"info:\n  title: a\0b\n".to_vec(), any.clone()),
        (
            "escape-character",
            b"info:\n  title: \x1b[31mred\n".to_vec(),
            any.clone(),
        ),
        ("empty", b"".to_vec(), any.clone()),
        ("only-comments", b"# nothing\n---\n".to_vec(), any.clone()),
        ("syntax-tab", b"info:\n\ttitle: a\n".to_vec(), any.clone()),
        (
            "syntax-quote",
            b"info:\n  title: \"a\n".to_vec(),
            any.clone(),
        ),
        (
            "syntax-colon",
            b"info:\n  title: a: b\n".to_vec(),
            any.clone(),
        ),
        (
            "syntax-json",
            b"{\n  \"a\": [1, 2\n}\n".to_vec(),
            any.clone(),
        ),
        (
            "lone-surrogate",
            b"{\"a\": \"\\ud83d\"}".to_vec(),
            any.clone(),
        ),
        (
            "too-deep-flow",
            [&b"a: "[..], &b"[".repeat(10_000)].concat(),
            any.clone(),
        ),
        ("too-deep-block", b"- ".repeat(10_000), any.clone()),
        (
            "too-many-nodes",
            b"- a\n".repeat(9),
            Limits {
                nodes: 6,
                ..any.clone()
            },
        ),
        ("alias-bomb", alias_bomb(), any.clone()),
        (
            "duplicate-key",
            b"paths:\n  /a: 1\n  /b: 2\n  # a comment\n  /a: 3\n".to_vec(),
            any.clone(),
        ),
        (
            "duplicate-key-far",
            format!(
                "'200': 1\n{}200: 2\n",
                (0..30).fold(String::new(), |keys, n| format!(
                    "{keys}k{n}: 0
"
                ))
            )
            .into(),
            any.clone(),
        ),
        (
            "duplicate-key-json",
            br#"{"a": 1, "b": {"x": 1, "\u0078": 2}, "a": 3}"#.to_vec(),
            any.clone(),
        ),
        (
            "second-document",
            b"a: 1\n---\nb: 2\n".to_vec(),
            any.clone(),
        ),
        (
            "merge-key",
            b"base: &base\n  x: 1\nother:\n  <<: *base\n  y: 2\n".to_vec(),
            any.clone(),
        ),
        ("missing-key", b"a: 1\n: 2\n".to_vec(), any.clone()),
        ("sequence-key", b"? [a, b]\n: 1\n".to_vec(), any.clone()),
        ("mapping-key", b"url: {{host}}/v2\n".to_vec(), any.clone()),
        ("alias-key", b"a: &a x\n*a : 1\n".to_vec(), any.clone()),
        (
            "numbers",
            b"a: 79228162514264337593543950335\nb: 1e999\nc: .inf\nd: .NaN\n".to_vec(),
            any.clone(),
        ),
        (
            "tags",
            b"a: !!binary aGk=\nb: !mine {x: 1}\nc: !!int x\nd: !!set {y}\n".to_vec(),
            any.clone(),
        ),
        (
            "unknown-alias",
            b"a: *nobody\nb: &b [*b]\n".to_vec(),
            any.clone(),
        ),
        (
            "too-many-findings",
            b"- *a\n".repeat(9),
            Limits { findings: 2, ..any },
        ),
    ];
    let mut seen: Vec<&str> = Vec::new();
    for (name, input, limits) in cases {
        seen.extend(check(name, input, &limits));
    }
    for (code, meaning) in codes::TABLE {
        assert!(seen.contains(code), "no case shows {code}: {meaning}");
    }
}

fn alias_bomb() -> Vec<u8> {
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        text = format!("{text}a{level}: &a{level} [{aliases}]\n");
    }
    text.into_bytes()
}
