//! Below OpenAPI: bytes, encodings, YAML and JSON.

use super::Expected::{Either, Error, Files};
use super::{Case, each};

const EMPTY: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: \"1\"}\npaths: {}\n";

/// Aliases of aliases: ten lines that stand for 10^9 values.
fn alias_bomb() -> String {
    let lines = (1..10).map(|n| {
        let aliases = vec![format!("*a{}", n - 1); 10].join(", ");
        format!("a{n}: &a{n} [{aliases}]\n")
    });
    format!("a0: &a0 [x, x, x]\n{}", lines.collect::<String>())
}

fn nested(open: &str, close: &str, times: usize) -> String {
    format!(
        "{EMPTY}x-a: {}{}\n",
        open.repeat(times),
        close.repeat(times)
    )
}

fn utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xff, 0xfe].into_iter().chain(units).collect()
}

pub(super) fn cases() -> Vec<Case> {
    let half = 50_000;
    vec![
        Case::new("nothing", Error("E004"), ""),
        Case::new("a byte-order mark alone", Error("E004"), "\u{feff}"),
        Case::new("spaces", Error("E004"), " ".repeat(half)),
        Case::new("line ends", Error("E004"), "\r\n".repeat(half)),
        Case::new("comments", Error("E004"), "# no\n".repeat(half)),
        Case::new("three dashes", Error("E004"), "---\n"),
        Case::new("null alone", Error("E032"), "null\n"),
        Case::new("a number alone", Error("E032"), "7\n"),
        Case::new("a text", Error("E032"), "openapi\n"),
        Case::new("a list alone", Error("E032"), "[openapi, 3.0.3]\n"),
        Case::new("with a byte-order mark", Files, format!("\u{feff}{EMPTY}")),
        Case::new("with CRLF", Files, EMPTY.replace('\n', "\r\n")),
        Case::new("with CR", Files, EMPTY.replace('\n', "\r")),
        Case::new("UTF-16", Error("E002"), utf16(EMPTY)),
        Case::new(
            "Latin-1",
            Error("E002"),
            b"info: {title: caf\xe9}\n".to_vec(),
        ),
        Case::new("overlong UTF-8", Error("E002"), b"a: \xc0\xaf\n".to_vec()),
        Case::new(
            "a surrogate in UTF-8",
            Error("E002"),
            b"a: \xed\xa0\x80\n".to_vec(),
        ),
        Case::new(
            "cut inside a character",
            Error("E002"),
            b"a: \xf0\x9f\xa6".to_vec(),
        ),
        Case::new("NUL", Error("E003"), b"openapi: 3.0.3\0\n".to_vec()),
        Case::new("NUL at the start", Error("E003"), b"\0".to_vec()),
        Case::new("all NUL", Error("E003"), vec![0; half]),
        Case::new(
            "an escape sequence",
            Error("E003"),
            "info: {title: \u{1b}[2J}\n",
        ),
        Case::new("a bell", Error("E003"), "a: \u{7}\n"),
        Case::new("DEL", Error("E003"), "a: \u{7f}\n"),
        Case::new(
            "an escaped NUL",
            Either,
            r#"{"openapi": "3.0.3\u0000", "info": {}, "paths": {}}"#,
        ),
        Case::new("half of a pair", Error("E005"), r#"{"openapi": "\ud800"}"#),
        Case::new(
            "binary",
            Error("E002"),
            (0..=255).cycle().skip(128).take(9_999).collect::<Vec<u8>>(),
        ),
        Case::new(
            "an open quote",
            Error("E005"),
            format!("a: \"{}", "b\n".repeat(half)),
        ),
        Case::new(
            "an open bracket",
            Error("E005"),
            format!("{EMPTY}x-a: [1,\n"),
        ),
        Case::new(
            "wrong brackets",
            Error("E005"),
            format!("{EMPTY}x-a: [1}}\n"),
        ),
        Case::new("a tab", Error("E005"), "info:\n\ttitle: a\n"),
        Case::new("two colons", Error("E005"), "a: b: c\n"),
        Case::new("colons", Error("E031"), ":".repeat(half)),
        Case::new("a reserved sign", Error("E005"), "a: @b\n"),
        Case::new("an unknown escape", Error("E005"), "a: \"\\q\"\n"),
        Case::new("a wrong directive", Either, "%YAML 9.9\n---\na: 1\n"),
        Case::new(
            "JSON with a trailing comma",
            Either,
            r#"{"openapi": "3.0.3",}"#,
        ),
        Case::new("JSON and more", Error("E005"), r#"{"openapi": "3.0.3"} {}"#),
        Case::new(
            "two documents",
            Error("E010"),
            format!("{EMPTY}---\n{EMPTY}"),
        ),
        Case::new("many documents", Error("E010"), "---\n- a\n".repeat(half)),
        Case::new("deep brackets", Error("E006"), nested("[", "]", 10_000)),
        Case::new(
            "deep open brackets",
            Error("E006"),
            nested("[", "", 100_000),
        ),
        Case::new("deep braces", Error("E006"), nested("{a: ", "}", 10_000)),
        Case::new(
            "deep open braces",
            Error("E006"),
            nested("{a: ", "", 100_000),
        ),
        Case::new("deep dashes", Error("E006"), "- ".repeat(half)),
        Case::new("deep questions", Error("E012"), "? ".repeat(half)),
        Case::new("deep, but allowed", Files, nested("[", "]", 100)),
        Case::new("an alias bomb", Error("E008"), alias_bomb()),
        Case::new(
            "one text, many times",
            Error("E008"),
            format!(
                "a: &a {}\nb: [{}]\n",
                "x".repeat(500_000),
                "*a, ".repeat(99)
            ),
        ),
        Case::new(
            "an alias inside its anchor",
            Error("E016"),
            "a: &a {b: *a}\n",
        ),
        Case::new("an alias without anchor", Error("E016"), "a: *b\n"),
        Case::new("an alias as key", Error("E012"), "a: &a b\n*a : c\n"),
        Case::new(
            "many anchors",
            Error("E031"),
            each(20_000, |n| format!("x-{n}: &a{n} x\n")),
        ),
        Case::new("a merge key", Error("E011"), "a: &a {b: 1}\nc: {<<: *a}\n"),
        Case::new("equal keys", Error("E009"), format!("{EMPTY}paths: {{}}\n")),
        Case::new(
            "equal keys in JSON",
            Error("E009"),
            r#"{"openapi": "3.0.3", "open\u0061pi": "3.1.0"}"#,
        ),
        Case::new(
            "equal keys of two kinds",
            Error("E009"),
            "200: a\n\"200\": b\n",
        ),
        Case::new("many equal keys", Error("E009"), "a: 1\n".repeat(20_000)),
        Case::new("a list as key", Error("E012"), "[a]: b\n"),
        Case::new("no key", Error("E012"), ": b\n"),
        Case::new(
            "a number beyond 64 bits",
            Error("E013"),
            format!("{EMPTY}x-a: 99999999999999999999\n"),
        ),
        Case::new(
            "a number of many digits",
            Error("E013"),
            format!("{EMPTY}x-a: {}\n", "9".repeat(half)),
        ),
        Case::new(
            "a number beyond double",
            Error("E013"),
            format!("{EMPTY}x-a: 1e999\n"),
        ),
        Case::new("infinity", Error("E014"), format!("{EMPTY}x-a: -.inf\n")),
        Case::new("not a number", Error("E014"), format!("{EMPTY}x-a: .NaN\n")),
        Case::new(
            "many such",
            Error("E017"),
            format!("{EMPTY}x-a: [{}]\n", ".nan, ".repeat(2_000)),
        ),
        Case::new(
            "octal and hexadecimal",
            Files,
            format!("{EMPTY}x-a: [0o17, 0xff, 017, -0]\n"),
        ),
        Case::new("a binary tag", Error("E015"), "a: !!binary aGVsbG8=\n"),
        Case::new(
            "a tag of another language",
            Error("E015"),
            "a: !!python/object/apply:os.system [ls]\n",
        ),
        Case::new("a tag that does not fit", Error("E015"), "a: !!int b\n"),
        Case::new(
            "a long key",
            Either,
            format!("{EMPTY}x-{}: 1\n", "k".repeat(60_000)),
        ),
        Case::new(
            "a longer key",
            Either,
            format!("{EMPTY}x-{}: 1\n", "k".repeat(200_000)),
        ),
        Case::new(
            "a long line",
            Files,
            format!("{EMPTY}x-a: [{}]\n", "a, ".repeat(half)),
        ),
        Case::new(
            "a long text",
            Files,
            format!("{EMPTY}x-a: {}\n", "a ".repeat(half)),
        ),
        Case::new(
            "many unknown keys",
            Files,
            format!("{EMPTY}{}", each(5_000, |n| format!("k{n}: 1\n"))),
        ),
    ]
}
