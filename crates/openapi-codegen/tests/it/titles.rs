//! Titles of documents in the crates that are made once: their first lines, under the lints that
//! people have there, which allow nothing.
//!
//! `goldens/src/titles.rs` has them, so that clippy and rustdoc see them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::goldens::made;

const TITLES: [&str; 16] = [
    "Pets",
    "The pets' API (beta), v2.0",
    "Swagger Petstore - OpenAPI 3.0",
    "PetStore and pet_store and pet::Store",
    "`ticks` ``and`` ```more",
    "[brackets] and [a link](https://example.com) and [`Self`]",
    "<b>HTML</b> <script>alert(1)</script> <!-- &lt; &amp",
    "https://example.com/a_b and www.example.com",
    "two\n\nlines\r\nand\ttabs",
    "\u{202e}hidden\u{200b} \u{0}characters\u{7}\u{feff}",
    "*emphasis* _and_ **more** ~~gone~~",
    "\"quotes\" and \\backslashes\\ and */ comments /*",
    "# heading\n- list\n> quote\n    code",
    "e\u{301} 日本 größe 🦀",
    "{about} {types_path} {}",
    " ",
];

/// What the first lines of the four crates say, as modules.
fn heads() -> String {
    let mut out =
        "//! The first lines of new crates, for titles of every kind, where lints see them.\n"
            .to_owned();
    for (at, title) in TITLES.iter().enumerate() {
        let info = serde_json::json!({ "title": title, "version": "1" });
        let text = format!("{{\"openapi\": \"3.0.3\", \"info\": {info}, \"paths\": {{}}}}");
        let output = made("titles", &text).unwrap();
        for file in &output.scaffold {
            let owner = file.owner.as_ref().map_or("", |owner| &owner.name);
            let side = owner.rsplit('-').next().unwrap();
            if file.path == "Cargo.toml" {
                described(title, &file.text);
                continue;
            }
            if file.path == "src/main.rs" {
                // It begins as the library does.
                continue;
            }
            out.push('\n');
            for line in file.text.lines().take_while(|line| *line != "//!") {
                writeln!(out, "{}", line.replacen("//!", "///", 1)).unwrap();
            }
            writeln!(out, "pub mod {side}{at} {{}}").unwrap();
        }
    }
    out
}

/// A manifest says the same in TOML, without the marks.
fn described(title: &str, manifest: &str) {
    let manifest: toml::Table = manifest.parse().unwrap();
    let said = manifest["package"]["description"].as_str().unwrap();
    let visible = |word: &&str| word.chars().all(|c| !c.is_control() && c.is_ascii());
    for word in title.split_whitespace().filter(visible) {
        assert!(said.contains(word), "{title}: {said}");
    }
    assert!(!said.contains(char::is_control), "{title}: {said}");
}

#[test]
fn first_lines_are_as_they_were() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("goldens/src/titles.rs");
    let expected = heads();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    let line = expected
        .lines()
        .zip(found.lines())
        .position(|(a, b)| a != b);
    assert!(
        found == expected,
        "goldens/src/titles.rs:{}: run with BLESS=1 if it should differ",
        line.unwrap_or_default() + 1
    );
}
