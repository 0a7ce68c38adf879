//! One text after another in every place where a document has text: none of them breaks out.
//!
//! The document is `fixtures/positions.json`, where each place is marked as `@place@`.

use std::collections::BTreeMap;

use super::Case;
use super::Expected::Either;

const DOCUMENT: &str = include_str!("../../fixtures/positions.json");

/// Only every so many of the pairs are tried, each text and each place many times;
/// `HOSTILE_ALL=1` tries them all.
const SHARE: usize = 7;

/// What stands in a place when another one is at issue.
const HARMLESS: [(&str, &str); 10] = [
    ("version", "1"),
    ("server", "https://pets.invalid"),
    ("path", "/pets"),
    ("header", "X-Header"),
    ("response header", "X-Answer"),
    ("credential", "X-Key"),
    ("media type", "text/plain"),
    ("status", "404"),
    ("pattern", "^[a-z]+$"),
    ("operation key", "x-any"),
];

/// Texts that would do something if they were anything but text.
fn texts() -> Vec<(&'static str, String)> {
    let mut texts: Vec<(&str, String)> = [
        ("a string", "\"; fn injected() {} //"),
        ("a raw string", "\"#; fn injected() {} r#\""),
        ("a comment", "*/ fn injected() {} /*"),
        ("an attribute", "#![allow(warnings)]\nfn injected() {}"),
        ("a macro", "$crate::injected!($($injected)*)"),
        ("lines", "a\nfn injected() {}\r\nfn injected() {}\r"),
        (
            "rare lines",
            "a\u{85}fn injected() {}\u{2028}fn injected() {}\u{2029}",
        ),
        (
            "a block of code",
            "```rust\nfn injected() { panic!() }\n```\n\n    fn injected() {}\n~~~\nx",
        ),
        ("HTML", "<script>alert(1)</script><img src=x onerror=y><!--"),
        (
            "links",
            "[x](javascript:alert(1)) [`Vec`] [crate::injected] <file:///etc/passwd>",
        ),
        ("direction", "\u{202e}evil\u{2066} \u{200f}x"),
        ("control", "a\0b\u{1b}[31m\u{7f}\u{9b}2J"),
        ("invisible", "\u{feff}\u{200b}\u{ad}\u{e0041}"),
        ("a way up", "../../../../etc/passwd"),
        ("a way from the root", "/etc/passwd"),
        ("a device", "CON"),
        ("formatting", "{}{0}{x:?}%s%n{{"),
        ("backslashes", "\\\" \\\\ \\u{41} \\x41 \\"),
        ("nothing", ""),
        ("blanks", " \t "),
        ("a keyword", "crate"),
        ("another keyword", "Self"),
        ("a raw name", "r#fn"),
        ("an underscore", "_"),
        ("digits", "123"),
        ("signs", "!$%&/()=?`´+*~'#-.,:;<>|@€"),
        ("confusables", "аdmіn"),
        ("another script", "日本語"),
        ("pictures", "🦀👩‍👩‍👧‍👦"),
        ("marks", "a\u{300}\u{301}\u{302}\u{303}"),
        ("capitals that grow", "ßŉİǰ"),
        ("a reference", "#/components/schemas/Cat"),
        ("a name of ours", "Pet"),
        ("a name of theirs", "serde_json::Value"),
        ("null", "null"),
        ("a head", "X-Injected: 1\r\nY: 2"),
        ("a variable", "{host}{host}{"),
    ]
    .map(|(name, text)| (name, text.to_owned()))
    .into();
    texts.push(("a long word", "x".repeat(5_000)));
    texts.push(("a long sentence", "x y ".repeat(5_000)));
    texts.push(("long marks", "`".repeat(5_000)));
    texts.push(("many parts", "aB_".repeat(2_000)));
    texts
}

/// The text as it stands inside of a JSON string.
fn escaped(text: &str) -> String {
    let whole = serde_json::Value::from(text).to_string();
    whole.trim_matches('"').to_owned()
}

/// The text as a part of a reference.
fn referring(text: &str) -> String {
    let pointer = text.replace('~', "~0").replace('/', "~1");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let percent = |byte: u8| {
        if plain(byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    pointer.bytes().map(percent).collect()
}

/// The places of the document.
fn places() -> Vec<&'static str> {
    let mut places: Vec<&str> = DOCUMENT.split('@').skip(1).step_by(2).collect();
    places.sort_unstable();
    places.dedup();
    places.retain(|place| *place != "schema reference");
    places
}

/// The document with a text in one place.
fn document(place: &str, text: &str) -> String {
    let harmless: BTreeMap<&str, &str> = HARMLESS.into();
    let of = |mark: &str| match mark {
        "schema reference" if place == "schema" => referring(text),
        "schema reference" => "schema".to_owned(),
        _ if mark == place => escaped(text),
        _ => harmless
            .get(mark)
            .map_or_else(|| mark.replace(' ', ""), |text| (*text).to_owned()),
    };
    let parts = DOCUMENT.split('@').enumerate();
    parts
        .map(|(at, part)| {
            if at % 2 == 1 {
                of(part)
            } else {
                part.to_owned()
            }
        })
        .collect()
}

pub(super) fn cases() -> Vec<Case> {
    let all = std::env::var_os("HOSTILE_ALL").is_some();
    let texts = texts();
    let mut cases = vec![Case::new(
        "every place harmless",
        super::Expected::Files,
        document("", ""),
    )];
    for (row, place) in places().into_iter().enumerate() {
        for (column, (name, text)) in texts.iter().enumerate() {
            if !all && (row + column) % SHARE != 0 {
                continue;
            }
            let bytes = document(place, text);
            cases.push(Case::new(format!("{name} as {place}"), Either, bytes));
        }
    }
    cases
}
