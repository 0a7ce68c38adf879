//! How findings of `generate` are printed, and what limits it.

use crate::place::{Place, Ran};

const TWICE: &str = "a: 1\na: 2\nb: .nan\n";

fn generate(document: &str, more: &[&str]) -> Ran {
    let place = Place::outside();
    place.write("pets.yaml", document);
    let arguments = ["generate", "--document", "pets.yaml", "--out", "out"];
    let ran = place.run(&[&arguments, more].concat());
    assert!(!place.path("out").exists(), "{ran:?}");
    ran
}

#[test]
fn people_read_stderr_and_programs_stdout() {
    let ran = generate(TWICE, &[]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""));
    let end = "pets.yaml: 2 errors, 0 warnings, 0 notes\nnothing was written\n";
    assert!(ran.stderr.ends_with(end), "{ran:?}");

    let ran = generate(TWICE, &["--message-format", "json"]);
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (1, "nothing was written\n")
    );
    let starts = |line: &str| line.starts_with("{\"code\":\"E0");
    assert!(ran.stdout.lines().all(starts), "{ran:?}");
    assert_eq!(ran.stdout.lines().count(), 2, "{ran:?}");

    let ran = generate(TWICE, &["--message-format", "github"]);
    let first = "::error file=pets.yaml,line=2,col=1,title=E009::";
    assert!(ran.stdout.starts_with(first), "{ran:?}");
}

#[test]
fn few_are_shown_and_all_are_counted() {
    let ran = generate(TWICE, &["--max-findings", "1"]);
    assert!(ran.stderr.contains("(1 not shown)"), "{ran:?}");
    assert!(!ran.stderr.contains("E014"), "{ran:?}");
}

#[test]
fn limits_are_named_and_can_be_set() {
    let deep = format!("a: {}{}\n", "[".repeat(200), "]".repeat(200));
    let ran = generate(&deep, &[]);
    assert!(ran.stderr.contains("error[E006]"), "{ran:?}");
    assert!(ran.stderr.contains("`--limit depth=N`"), "{ran:?}");
    let ran = generate(&deep, &["--limit", "nodes=9000,depth=300"]);
    assert!(!ran.stderr.contains("E006"), "{ran:?}");
    let ran = generate(&deep, &["--limit", "nodes=9,depth=300"]);
    assert!(ran.stderr.contains("`--limit nodes=N`"), "{ran:?}");
    let ran = generate("a: 1\n", &["--limit", "size=9"]);
    assert!(ran.status == 2 && ran.stderr.contains("schemas"), "{ran:?}");
}
