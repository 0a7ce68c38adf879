//! Input made to hurt: it ends with a located error, and costs no more than its size allows.
//!
//! Time is not measured here: a quadratic step would show as a test that never ends.

use openapi_source::{Document, Limits, codes};

fn check(name: &str, input: &str, expected: Option<&str>) {
    let read = Document::parse(name, input.as_bytes(), &Limits::default());
    let code = read
        .as_ref()
        .err()
        .and_then(|report| report.diagnostics.first())
        .map(|found| found.code);
    assert_eq!(code, expected, "{name}");
    if let Err(report) = read {
        assert!(
            report.to_string().contains(&format!("--> {name}:")),
            "{name}"
        );
    }
}

/// The texts of the numbers below `count`, one after another.
fn each(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |all, n| all + &text(n))
}

#[test]
fn hostile_documents_end_in_located_errors() {
    let half = 100_000;
    let (deep, syntax, alias) = (
        Some(codes::TOO_DEEP),
        Some(codes::SYNTAX),
        Some(codes::ALIASES_TOO_LARGE),
    );
    let cases = [
        ("nested-brackets", "[".repeat(half), deep),
        ("nested-braces", "{a: ".repeat(half), deep),
        ("nested-dashes", "- ".repeat(half), deep),
        ("nested-questions", "? ".repeat(half), Some(codes::BAD_KEY)),
        ("nested-mix", "{a: [".repeat(half / 5), deep),
        (
            "nested-indent",
            each(900, |n| format!("{}a:\n", " ".repeat(n))),
            deep,
        ),
        ("empty-lists", format!("[{}]", "[],".repeat(half / 2)), None),
        ("one-line", format!("[{}]", "a,".repeat(half)), None),
        ("long-plain", "a ".repeat(half), None),
        ("open-quote", format!("\"{}", "a\n".repeat(half)), syntax),
        ("colons", ":".repeat(half), syntax),
        ("anchors", each(40_000, |n| format!("- &a{n} x\n")), None),
        (
            "nested-anchors",
            format!(
                "{}{}{}",
                "&a [".repeat(120),
                "x, ".repeat(half / 3),
                "]".repeat(120)
            ),
            alias,
        ),
        (
            "aliased-text",
            format!(
                "a: &a {}\nb: [{}]\n",
                "x".repeat(5 * half),
                "*a, ".repeat(99)
            ),
            alias,
        ),
        ("blank-lines", "\n".repeat(half), Some(codes::EMPTY)),
        (
            "many-keys",
            each(50_000, |n| format!("k{}: 0\n", (n * 7919) % 50_000)),
            None,
        ),
        (
            "equal-keys",
            "k: 0\n".repeat(20_000),
            Some(codes::DUPLICATE_KEY),
        ),
        (
            "equal-keys-in-a-line",
            format!("{{{}}}", "k: 0, ".repeat(20_000)),
            Some(codes::DUPLICATE_KEY),
        ),
    ];
    for (name, input, expected) in cases {
        check(name, &input, expected);
    }
}

#[test]
fn the_deepest_allowed_tree_is_dropped_cloned_and_compared() {
    let limits = Limits {
        depth: usize::MAX,
        ..Limits::default()
    };
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let document = Document::parse("deep", nested(Limits::MAX_DEPTH).as_bytes(), &limits).unwrap();
    assert_eq!(document.clone(), document);
    assert_eq!(
        document.root().to_json().to_string().len(),
        2 * Limits::MAX_DEPTH
    );
    let report =
        Document::parse("deep", nested(Limits::MAX_DEPTH + 1).as_bytes(), &limits).unwrap_err();
    assert_eq!(report.diagnostics[0].code, codes::TOO_DEEP);
    // An alias must not stack two trees of the allowed depth.
    let stacked = format!(
        "[&a {}, {}*a{}]",
        nested(100),
        "[".repeat(100),
        "]".repeat(100)
    );
    let report = Document::parse("deep", stacked.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(report.diagnostics[0].code, codes::TOO_DEEP);
}
