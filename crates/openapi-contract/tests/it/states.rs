//! State tables: what they add, and what they must not say.

use openapi_contract::{Level, States, call::Content};

use crate::pets;

const TABLE: &str = r#"
[credentials.valid]
Token = "seeded-token"
Signature = { access = "seeded-access", secret = "seeded-secret" }

[operations.putPet]
credentials = ["valid.Token"]
arguments = { shop = "a", id = "tom", X-Trace = 7 }

[[operations.putPet.states]]
status = 200

[[operations.putPet.states]]
status = 404
arguments = { id = "nobody" }
credentials = ["valid.Signature"]
body = { filler = 10 }
level = "shape"

[operations.deletePet]
arguments = { shop = "a", id = "tom" }

[[operations.deletePet.states]]
status = 204
"#;

#[test]
fn states_become_cases() {
    let (spec, _) = pets();
    let cases = States::parse("states.toml", TABLE)
        .unwrap()
        .cases(&spec)
        .unwrap();
    let names: Vec<_> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "statuses::server::putPet::200::application/json cat",
            "statuses::server::putPet::4XX::example",
            "statuses::server::deletePet::204::no-content",
        ]
    );
    let levels: Vec<_> = cases.iter().map(|case| case.level).collect();
    assert_eq!(levels, [Level::Values, Level::Shape, Level::Values]);
    let exchange = cases[1].exchange().unwrap();
    assert_eq!(exchange.answer.status, 404);
    let body = &exchange.call.body.as_ref().unwrap().content;
    assert_eq!(body, &Content::Filler(10));
    assert_eq!(body.bytes(), b"\"xxxxxxxx\"");
}

#[test]
fn problems_are_located() {
    let (spec, _) = pets();
    let check = |from: &str, to: &str, expected: &str| {
        assert!(TABLE.contains(from), "{from}");
        let text = TABLE.replacen(from, to, 1);
        let problems = match States::parse("states.toml", &text) {
            Ok(states) => states.cases(&spec).unwrap_err(),
            Err(problem) => vec![problem],
        };
        let texts: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert!(
            texts.iter().any(|text| text.starts_with(expected)),
            "{expected}: {texts:#?}"
        );
        assert!(!texts.concat().contains("seeded-"), "{texts:?}");
    };
    check(
        "status = 204",
        "status = 205",
        "states.toml:24:10: the status 205 is not documented",
    );
    check(
        "status = 404",
        "status = 200",
        "states.toml:14:10: another state has this example",
    );
    check(
        "status = 200",
        "status = 200\nunreachable = \"never\"\nname = \"x\"",
        "states.toml:11:10: an `unreachable` status has nothing but a reason",
    );
    check(
        "status = 204",
        "status = 204\n[[operations.deletePet.states]]\nstatus = 204\nunreachable = \"never\"",
        "pets.yaml:56:9: the status 204 is `unreachable` in states.toml and has a state",
    );
    check(
        "status = 200",
        "status = 200\nbefore = [{ operation = \"addPet\" }]",
        "states.toml:12:25: the operation `addPet` is not documented",
    );
    check(
        "status = 404",
        "status = 200",
        "pets.yaml:41:9: the status 4XX has no state",
    );
    check(
        "status = 200",
        "status = 200\nexample = \"dog\"",
        "states.toml:11:10: the status 200 has no example `dog`",
    );
    check(
        "arguments = { id = \"nobody\" }",
        "arguments = { ide = 1 }",
        "states.toml:14:10: the parameter `ide`",
    );
    check(
        "id = \"tom\", ",
        "",
        "states.toml:11:10: the parameter `id` needs a value",
    );
    check(
        "operations.deletePet]",
        "operations.other]",
        "states.toml:20:2: the operation `other`",
    );
    check(
        "[\"valid.Token\"]",
        "[\"valid.Tok\"]",
        "states.toml:11:10: the credential `valid.Tok`",
    );
    check(
        "status = 404",
        "statu = 404",
        "states.toml:14:1: not a state table: unknown field",
    );
    check(
        "Token = \"seeded-token\"",
        "Token = \"seeded-token",
        "states.toml:3:",
    );
}
