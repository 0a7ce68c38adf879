//! `contract`: the committed list of cases is written, checked, and refused.

mod edits;

use crate::place::Place;

const PETS: &str = r#"openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string }, example: tom }
      responses:
        "200":
          description: A pet
          content:
            application/json:
              schema: { type: object, properties: { name: { type: string } } }
              example: { name: Tom }
"#;
const STATES: &str = "[operations.getPet]
arguments = { id = \"tom\" }

[[operations.getPet.states]]
status = 200
";
const ARGUMENTS: [&str; 4] = [
    "contract",
    "--document",
    "openapi/pets.yaml",
    "--lock=pets.lock",
];

fn place() -> Place {
    let place = Place::workspace();
    place.write("openapi/pets.yaml", PETS);
    place.write("tests/contract.toml", STATES);
    place
}

#[test]
fn what_is_written_is_up_to_date() {
    let place = place();
    let check = [&ARGUMENTS[..], &["--check"]].concat();
    let ran = place.run(&check);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.stdout
            .contains("missing  pets.lock.json\n  missing  pets.lock.md"),
        "{ran:?}"
    );

    let ran = place.run(&ARGUMENTS);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.stdout
            .starts_with("  changed  pets.lock.json\n  changed  pets.lock.md\n"),
        "{ran:?}"
    );
    let written = place.files("");
    assert_eq!(place.run(&check).status, 0);
    let again = place.run(&ARGUMENTS);
    assert!(again.stdout.starts_with("nothing changed\n"), "{again:?}");
    assert_eq!(place.files(""), written);
}

#[test]
fn an_edit_of_the_document_is_shown_and_nothing_is_written() {
    let place = place();
    assert_eq!(place.run(&ARGUMENTS).status, 0);
    place.write("openapi/pets.yaml", &PETS.replace("name: Tom", "name: Rex"));
    let before = place.files("");
    let ran = place.run(&[&ARGUMENTS[..], &["--check"]].concat());
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.stdout.contains("stale  pets.lock.json"), "{ran:?}");
    assert!(ran.stdout.contains("Rex"), "{ran:?}");
    assert!(
        ran.stderr.contains("help: run `cargo xtask contract`"),
        "{ran:?}"
    );
    assert_eq!(place.files(""), before);
}

#[test]
fn a_table_that_is_wrong_writes_nothing() {
    let check = |states: &str, expected: &str| {
        let place = place();
        place.write("tests/contract.toml", states);
        let before = place.files("");
        let ran = place.run(&ARGUMENTS);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(ran.stderr.contains(expected), "{expected}: {ran:?}");
        assert!(ran.stderr.ends_with("nothing was written\n"), "{ran:?}");
        assert_eq!(place.files(""), before);
    };
    check(
        "",
        "openapi/pets.yaml:5:5: the operation `getPet` has no states",
    );
    check(
        &STATES.replace("200", "404"),
        "tests/contract.toml:5:10: the status 404 is not documented",
    );
    check("[operations", "tests/contract.toml:1:");
}
