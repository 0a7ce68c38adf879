//! Calls before a case, and what is kept of their answers.

use openapi_contract::{
    RawResponse, States, Subject,
    call::{Captures, Content},
    cases,
    spec::Location,
};
use serde_json::json;

use crate::{PETS, read};

const TABLE: &str = r#"
[credentials.valid]
Token = "seeded-token"

[operations.putPet]
credentials = ["valid.Token"]
arguments = { shop = "a", id = "{id}" }
before = [{ operation = "addPet", arguments = { shop = "a" }, body = { json = { name = "{name}" } }, save = { id = "/id", place = "location" } }]

[[operations.putPet.states]]
status = 200
body = { json = { name = "pet {id} at {place}", age = "{id}" } }

[[operations.putPet.states]]
status = 404
before = []
arguments = { id = "nobody" }

[operations.deletePet]
unreachable = "pets are for ever"

[operations.addPet]
credentials = ["valid.Token"]

[[operations.addPet.states]]
status = 201
arguments = { shop = "a" }
"#;

fn document() -> String {
    PETS.replacen(
        "components:",
        "  /shops/{shop}/pets:
    post:
      operationId: addPet
      parameters:
        - { name: shop, in: path, required: true, schema: { type: string } }
      requestBody:
        content: { application/json: { schema: { type: object } } }
      responses:
        \"201\": { description: Added }
components:",
        1,
    )
}

#[test]
fn what_was_kept_takes_the_place_of_its_name() {
    let spec = read(&document()).unwrap();
    let states = States::parse("states.toml", TABLE).unwrap();
    let found = cases(&spec, Some(&states)).unwrap();
    let one = found
        .find("statuses::server::putPet::200::application/json cat")
        .unwrap();
    let call = one.call().unwrap();
    let [step] = call.before.as_slice() else {
        panic!("{:?}", call.before);
    };
    assert_eq!(step.operation, "addPet");
    // What a step does not say comes from its own operation.
    assert_eq!(step.call.credentials, call.credentials);
    let mut captures = Captures::default();
    let answer = RawResponse::new(201)
        .header("Location", "/a b")
        .body(r#"{"id": 7}"#);
    captures.take(step, &answer).unwrap();
    let filled = captures.fill(call);
    assert_eq!(filled.argument(Location::Path, "id"), Some(&json!(7)));
    let expected = Content::Json(json!({"name": "pet 7 at /a b", "age": 7}));
    assert_eq!(filled.body.unwrap().content, expected);

    let unknown = RawResponse::new(201).body("{}");
    let why = captures.take(step, &unknown).unwrap_err();
    assert_eq!(
        why,
        "the answer of `addPet` (201) has no `/id` to save as `id`"
    );
}

#[test]
fn probes_are_filled_in_each_spelling() {
    let spec = read(&document()).unwrap();
    let states = States::parse("states.toml", TABLE).unwrap();
    let found = cases(&spec, Some(&states)).unwrap();
    let mut captures = Captures::default();
    let first = found
        .find("tolerance::server::putPet::charset")
        .unwrap()
        .call()
        .unwrap();
    let answer = RawResponse::new(201)
        .header("Location", "q\"")
        .body(r#"{"id": "a/b"}"#);
    captures.take(&first.before[0], &answer).unwrap();
    let operation = spec.operation("putPet").unwrap();
    let check = |name: &str, target: &str, body: &str| {
        let Subject::Probe(probe) = &found.find(name).unwrap().subject else {
            panic!("{name}");
        };
        let time = sdk_hmac_sha256::SigningTime::now();
        let filled = captures.fill_probe(probe);
        let request = filled.request(&spec, operation, "host", time).unwrap();
        assert_eq!(request.target, target, "{name}");
        assert_eq!(String::from_utf8_lossy(&request.body), body, "{name}");
    };
    let body = r#"{"age":"a/b","name":"pet a/b at q\""}"#;
    check(
        "tolerance::server::putPet::charset",
        "/shops/a/pets/a%2Fb",
        body,
    );
    check(
        "tolerance::server::putPet::path-all-encoded",
        "/shops/%61/pets/%61%2F%62",
        body,
    );
    check(
        "tolerance::server::putPet::path-all-encoded-lower-case",
        "/shops/%61/pets/%61%2f%62",
        body,
    );
    check(
        "paths::server::putPet::trailing-slash",
        "/shops/a/pets/a%2Fb/",
        body,
    );
    check(
        "tolerance::server::putPet::final-newline",
        "/shops/a/pets/a%2Fb",
        &format!("{body}\n"),
    );
}

#[test]
fn what_is_unreachable_is_listed_and_not_tried() {
    let spec = read(&document()).unwrap();
    let states = States::parse("states.toml", TABLE).unwrap();
    let found = cases(&spec, Some(&states)).unwrap();
    let listed: Vec<_> = found
        .unreached
        .iter()
        .map(|one| {
            format!(
                "{} {} {}",
                one.operation,
                one.status,
                one.why.as_deref().unwrap()
            )
        })
        .collect();
    assert_eq!(listed, ["deletePet 204 pets are for ever"]);
    assert_eq!(
        found.groundless[0].why,
        "the state table says that no test can call it"
    );
    let probes = found
        .list
        .iter()
        .filter(|case| matches!(case.subject, Subject::Probe(_)));
    let mut operations: Vec<_> = probes.map(|case| case.operation.as_str()).collect();
    operations.dedup();
    assert_eq!(operations, ["putPet", "addPet"]);
}
