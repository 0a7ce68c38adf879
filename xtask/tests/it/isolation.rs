//! A document that costs too much: the run ends with a finding, and nothing was written.
#![cfg(unix)]

use crate::place::{Place, Ran};

fn generate(place: &Place, document: &str, limit: &str) -> Ran {
    let arguments = [
        "generate",
        "--document",
        document,
        "--out",
        "out",
        "--limit",
        limit,
    ];
    let ran = place.run(&arguments);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(!place.path("out").exists(), "{ran:?}");
    ran
}

#[test]
fn a_document_without_end_is_left() {
    let place = Place::outside();
    let made = std::process::Command::new("mkfifo")
        .arg(place.path("pets.yaml"))
        .status()
        .unwrap();
    assert!(made.success());
    let ran = generate(&place, "pets.yaml", "time=0");
    assert!(ran.stderr.contains("error[E050]"), "{ran:?}");
    assert!(ran.stderr.contains("--> pets.yaml:1:1"), "{ran:?}");
    assert!(ran.stderr.contains("`--limit time=N`"), "{ran:?}");
}

#[test]
fn a_document_that_fills_the_memory_is_left() {
    let place = Place::outside();
    place.write("pets.yaml", &format!("a: [{}]\n", "x, ".repeat(600_000)));
    let ran = generate(&place, "pets.yaml", "memory=32");
    assert!(ran.stderr.contains("error[E050]"), "{ran:?}");
    assert!(ran.stderr.contains("`--limit memory=N`"), "{ran:?}");
    let input = "32 MiB for an input of 1800006 bytes";
    assert!(ran.stderr.contains(input), "{ran:?}");
}

#[test]
fn the_command_of_a_child_is_not_for_people() {
    let place = Place::outside();
    let ran = place.run(&["work-as-a-child"]);
    assert!(
        ran.status == 1 && ran.stderr.contains("not for people"),
        "{ran:?}"
    );
    assert!(!place.run(&["--help"]).stdout.contains("work-as"));
}
