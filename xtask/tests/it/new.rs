//! `new`, and `generate` for all documents of a workspace.

use crate::place::Place;

#[test]
fn a_further_document() {
    let place = Place::workspace();
    let ran = place.run(&["new", "billing"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.stdout.contains("next: edit openapi/billing.yaml"),
        "{ran:?}"
    );
    for name in ["types", "client", "server"] {
        let manifest = place.read(&format!("crates/billing-{name}/Cargo.toml"));
        assert!(manifest.contains("workspace = true"), "{manifest}");
        assert!(
            place
                .path(&format!("crates/billing-{name}/src/generated/mod.rs"))
                .is_file()
        );
    }
    let check = place.run(&["generate", "--check"]);
    assert_eq!(
        (check.status, check.stdout.as_str()),
        (0, "everything is up to date\n")
    );
    place.remove("target");
    let before = place.files("");
    let again = place.run(&["new", "billing"]);
    assert!(
        again.status == 1 && again.stderr.contains("exists already"),
        "{again:?}"
    );
    assert_eq!(place.files(""), before);
    // A second one leaves the first as it is.
    assert_eq!(place.run(&["new", "stock"]).status, 0);
    let after = place.files("");
    assert!(
        before
            .iter()
            .all(|(path, bytes)| after.get(path) == Some(bytes))
    );
}

/// The first document is fine on its own, so that a person can start from a clean slate.
#[test]
fn the_starter_has_no_findings_but_the_expected() {
    let place = Place::workspace();
    let ran = place.run(&["new", "billing"]);
    assert!(!ran.stderr.contains("error["), "{ran:?}");
    assert!(
        !ran.stderr.contains("W001") && !ran.stderr.contains("W003"),
        "{ran:?}"
    );
}

#[test]
fn names_that_no_crate_can_have() {
    let place = Place::workspace();
    for name in ["Billing", "2fa", "a b", "../x", "openapi", ""] {
        let ran = place.run(&["new", name]);
        assert!(
            ran.status == 1 && ran.stderr.contains("help: "),
            "{name}: {ran:?}"
        );
        assert!(place.files("").is_empty(), "{name}");
    }
}

#[test]
fn one_bad_document_stops_all() {
    let place = Place::workspace();
    assert_eq!(place.run(&["new", "billing"]).status, 0);
    let before = place.files("crates");
    place.write(
        "openapi/billing.yaml",
        &place
            .read("openapi/billing.yaml")
            .replace("One thing.", "This thing."),
    );
    place.write("openapi/stock.yaml", "openapi: 4.0.0\n");
    let ran = place.run(&["generate"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.stderr.contains("openapi/stock.yaml:1:10"), "{ran:?}");
    assert_eq!(place.files("crates"), before);
}

#[test]
fn no_document_twice() {
    let place = Place::workspace();
    place.write("openapi/a.yaml", "");
    place.write("openapi/a.json", "");
    let ran = place.run(&["generate"]);
    assert!(
        ran.status == 1 && ran.stderr.contains("openapi/a.json and openapi/a.yaml"),
        "{ran:?}"
    );
}
