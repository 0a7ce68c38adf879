//! The committed list: stable, without secrets, and different when a promise is.

use openapi_contract::{States, cases, lock, lock::Lock, relation};

use crate::{PETS, read};

const TABLE: &str = r#"
[credentials.valid]
Token = "seeded-token"
Signature = { access = "seeded-access", secret = "seeded-secret" }
Bearer = "seeded-bearer"

[credentials.other]
Token = "seeded-other"

[operations.putPet]
credentials = ["valid.Token"]
arguments = { shop = "a", id = "tom" }

[[operations.putPet.states]]
status = 200

[[operations.putPet.states]]
status = 403
credentials = ["other.Token"]

[operations.deletePet]
credentials = ["valid.Bearer"]
arguments = { shop = "a", id = 7 }

[[operations.deletePet.states]]
status = 204
"#;

fn made(document: &str) -> Lock {
    let spec = read(document).unwrap();
    let states = States::parse("states.toml", TABLE).unwrap();
    let cases = cases(&spec, Some(&states)).unwrap();
    assert_eq!(lock::holes(&spec, &cases), []);
    Lock::of(&spec, &cases, &relation::mine(&spec))
}

#[test]
fn it_is_stable_and_holds_no_secret() {
    let lock = made(PETS);
    assert_eq!(lock, made(PETS));
    let (json, markdown) = (lock.json(), lock.markdown());
    for text in [&json, &markdown] {
        assert!(!text.contains("seeded-"), "{text}");
        assert!(text.contains("$Token"));
    }
    // Two tokens of one scheme are told apart.
    assert!(json.contains("X-Token: $Token-2") && json.contains("X-Token: $Token-3"));
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let entries = value["cases"].as_array().unwrap();
    assert_eq!(entries.len(), lock.count());
    assert!(
        entries
            .iter()
            .all(|entry| entry["name"].is_string() && entry["expect"].is_string())
    );
    // One field a line: a large body is no reason for a large line.
    assert!(json.lines().all(|line| line.len() < 4_000));
}

#[test]
fn a_page_for_people_has_each_heading_once() {
    let markdown = made(PETS).markdown();
    for heading in [
        "## putPet",
        "## deletePet",
        "### decode",
        "### Who owns each part of a request",
    ] {
        assert!(markdown.contains(&format!("\n{heading}\n")), "{heading}");
    }
    let row = "| server · charset | content-type: application/json; charset=utf-8 | a documented status below 400 |";
    assert!(markdown.contains(row), "{markdown}");
    // Nothing in a cell acts as Markdown.
    assert!(!markdown.contains("<html>"));
}
