//! Help texts, held against files, and what is made of the same facts: completions and manual
//! pages. `BLESS=1 cargo test -p apig-cli` writes the files.

use crate::{apig, text};
use std::path::Path;

fn check(name: &str, arguments: &[&str]) {
    let output = apig(arguments, &[], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/pages")
        .join(name);
    let shown = text(&output.stdout);
    let shown: Vec<&str> = shown.lines().map(str::trim_end).collect();
    let shown = shown.join("\n") + "\n";
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &shown).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        shown, expected,
        "{name} differs; run with BLESS=1 if it should"
    );
}

#[test]
fn help_is_as_it_was() {
    check("short.txt", &["-h"]);
    check("long.txt", &["--help"]);
    check("postpaid-resize.txt", &["postpaid-resize", "--help"]);
    check("apig.1", &["man"]);
}

#[test]
fn every_shell_is_served() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = apig(&["completions", shell], &[], "");
        assert_eq!(output.status.code(), Some(0), "{shell}");
        let script = text(&output.stdout);
        for word in ["postpaid-resize", "spec", "dry-run"] {
            assert!(script.contains(word), "{shell} has no {word}");
        }
    }
}

#[test]
fn each_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let output = apig(&["man", "--dir", path], &[], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let page = std::fs::read_to_string(folder.path().join("apig-postpaid-resize.1")).unwrap();
    assert!(page.contains("Exit codes"), "{page}");
}
