//! Reading documents and making cases.

use openapi_contract::{Spec, cases, schema::Direction};
use openapi_source::{Document, Limits};
use serde_json::json;

use crate::{PETS, pets, read};

#[test]
fn the_case_list_is_complete_and_ordered() {
    let (_, cases) = pets();
    let names: Vec<_> = cases.iter().map(|case| case.name.as_str()).collect();
    let expected = [
        "examples::document::putPet::request::application/json cat",
        "examples::types::putPet::request::application/json cat",
        "examples::document::putPet::request::application/json dog",
        "examples::types::putPet::request::application/json dog",
        "examples::document::putPet::request::text/plain dog",
        "examples::types::putPet::request::text/plain dog",
        "examples::document::putPet::200::application/json cat",
        "examples::types::putPet::200::application/json cat",
        "examples::client::putPet::200::application/json cat",
        "examples::server::putPet::200::application/json cat",
        "examples::loopback::putPet::200::application/json cat",
        "examples::document::putPet::200::text/plain example",
        "examples::types::putPet::200::text/plain example",
        "examples::client::putPet::200::text/plain example",
        "examples::server::putPet::200::text/plain example",
        "examples::loopback::putPet::200::text/plain example",
        "examples::document::putPet::4XX::example",
        "examples::types::putPet::4XX::example",
        "examples::client::putPet::4XX::example",
        "examples::server::putPet::4XX::example",
        "examples::loopback::putPet::4XX::example",
        "examples::client::putPet::200::application/json dog",
        "examples::server::putPet::200::application/json dog",
        "examples::loopback::putPet::200::application/json dog",
        "examples::client::putPet::200::text/plain dog",
        "examples::server::putPet::200::text/plain dog",
        "examples::loopback::putPet::200::text/plain dog",
        "security::client::putPet::200::Token",
        "security::server::putPet::200::Token",
        "security::loopback::putPet::200::Token",
        "security::client::putPet::200::Signature",
        "security::server::putPet::200::Signature",
        "security::loopback::putPet::200::Signature",
        "examples::client::deletePet::204::no-content",
        "examples::server::deletePet::204::no-content",
        "examples::loopback::deletePet::204::no-content",
        "security::client::deletePet::204::Bearer",
        "security::server::deletePet::204::Bearer",
        "security::loopback::deletePet::204::Bearer",
        "security::client::deletePet::204::Signature",
        "security::server::deletePet::204::Signature",
        "security::loopback::deletePet::204::Signature",
        "security::client::deletePet::204::anonymous",
        "security::server::deletePet::204::anonymous",
        "security::loopback::deletePet::204::anonymous",
    ];
    assert_eq!(names, expected);
    let (_, again) = pets();
    assert_eq!(cases, again);
}

#[test]
fn parameters_of_the_operation_win() {
    let (spec, _) = pets();
    let delete = spec.operation("deletePet").unwrap();
    let names: Vec<_> = delete
        .parameters
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["shop", "id"]);
    let schema = delete.parameters[1].schema.as_deref().unwrap();
    assert!(schema.contains("/delete/parameters/0/"), "{schema}");
}

#[test]
fn problems_of_a_document_are_located() {
    let check = |from: &str, to: &str, expected: &str| {
        assert!(PETS.contains(from), "{from}");
        let problems = read(&PETS.replacen(from, to, 1))
            .and_then(|spec| {
                cases(&spec, None).map_err(|all| all.iter().map(ToString::to_string).collect())
            })
            .unwrap_err();
        assert!(
            problems.iter().any(|one| one.starts_with(expected)),
            "{expected}: {problems:#?}"
        );
    };
    check(
        "schema: { $ref: \"#/components/schemas/Pet\" }",
        "schema: { $ref: \"#/components/schemas/Dog\" }",
        "pets.yaml:20:23: the reference leads nowhere",
    );
    check(
        "schema: { $ref: \"#/components/schemas/Pet\" }",
        "schema: { $ref: \"pets.json\" }",
        "pets.yaml:20:23: the file `pets.json` cannot be read: no other file was given",
    );
    check(
        "schema: { $ref: \"#/components/schemas/Pet\" }",
        "schema: { $ref: \"https://example.com/pet.json\" }",
        "pets.yaml:20:23: only references into this document",
    );
    check(
        "type: integer, minimum: 0",
        "type: integr",
        "pets.yaml:68:16: the schema cannot be used",
    );
    check("\"4XX\"", "\"4xx\"", "pets.yaml:41:9: not a status");
    check(
        "  - Signature: []",
        "  - Signed: []",
        "pets.yaml:11:5: the security scheme `Signed`",
    );
    check(
        "deletePet",
        "putPet",
        "pets.yaml:47:5: the operationId `putPet` is taken",
    );
    check(
        "in: query",
        "in: body",
        "pets.yaml:14:11: a parameter needs",
    );
    check(
        "in: query, schema: { type: array, items: { type: string } }, example: [a, b c]",
        "in: query, required: true, schema: { type: object }",
        "pets.yaml:14:11: no legal scalar",
    );
    check(
        "in: header, schema: { type: integer }",
        "in: header, required: true, schema: { type: object }",
        "pets.yaml:15:11: no legal scalar",
    );
    check(
        "example: { code: bad }",
        "example: { code: bad }\n              examples: { example: { value: { code: bad } } }",
        "pets.yaml:47:38: two cases would be called",
    );
    check(
        "type: apiKey, in: header, name: X-Token",
        "type: key",
        "pets.yaml:59:5: not a security scheme",
    );
}

#[test]
fn what_is_left_out_is_noted() {
    let check = |from: &str, to: &str, expected: &str| {
        assert!(PETS.contains(from), "{from}");
        let spec = read(&PETS.replacen(from, to, 1)).unwrap();
        let notes: Vec<String> = spec.notes.iter().map(ToString::to_string).collect();
        assert!(
            notes.iter().any(|one| one.starts_with(expected)),
            "{expected}: {notes:#?}"
        );
    };
    check(
        "example: { code: bad }",
        "examples: { a: { externalValue: x } }",
        "pets.yaml:46:27: the example has no `value`",
    );
    check(
        "in: query, ",
        "in: query, style: matrix, ",
        "pets.yaml:14:35: the style `matrix` has no meaning here",
    );
    check(
        "{ name: X-Trace, in: header",
        "{ name: Accept, in: header",
        "pets.yaml:15:11: OpenAPI gives this field no meaning as a parameter",
    );
}

/// A document in three files that refer to each other and back, in a circle.
#[test]
fn other_files_are_read_once_and_pointers_name_them() {
    let main = r#"
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets: { $ref: "paths/pets.yaml#/pets" }
components:
  schemas:
    Name: { type: string, minLength: 2 }
"#;
    let parse = |name: &str, text: &str| {
        Document::parse(name, text.as_bytes(), &Limits::default()).unwrap()
    };
    let mut asked = Vec::new();
    let spec = Spec::read_with(&parse("api/main.yaml", main), |path| {
        asked.push(path.to_owned());
        match path {
            "paths/pets.yaml" => Ok(parse(path, "pets:\n  post:\n    operationId: addPet\n    requestBody:\n      content: { application/json: { schema: { $ref: ../schemas.json#/Pet } } }\n    responses: { \"204\": { description: Stored } }\n")),
            "schemas.json" => Ok(parse(path, "{\"Pet\": {\"type\": \"object\", \"properties\": {\n\"name\": {\"$ref\": \"main.yaml#/components/schemas/Name\"}, \"friend\": {\"$ref\": \"#/Pet\"}}}}")),
            path => Err(format!("no {path}")),
        }
    })
    .unwrap();
    assert_eq!(asked, ["paths/pets.yaml", "schemas.json"]);
    let operation = spec.operation("addPet").unwrap();
    assert_eq!(
        spec.place(&operation.pointer).to_string(),
        "paths/pets.yaml:2:3"
    );
    let schema = operation.request_body.as_ref().unwrap().media[0]
        .schema
        .as_deref()
        .unwrap();
    assert_eq!(schema, "schemas.json#/Pet");
    let value = json!({"friend": {"friend": {"name": "x"}}});
    let broken = spec.violations(schema, Direction::Request, &value).unwrap();
    let broken: Vec<_> = broken
        .iter()
        .map(|one| (one.at.as_str(), spec.place(&one.rule).to_string()))
        .collect();
    assert_eq!(
        broken,
        [("/friend/friend/name", "api/main.yaml:8:27".to_owned())]
    );
}

#[test]
fn an_example_that_breaks_its_schema_fails() {
    let spec = read(&PETS.replacen("{ name: Rex, age: 3 }", "{ nam: Rex, age: -3 }", 1)).unwrap();
    let all = cases(&spec, None).unwrap().list;
    let case = crate::case(
        &all,
        "examples::document::putPet::request::application/json dog",
    );
    let failure = openapi_contract::check_example(&spec, case).unwrap_err();
    let expected = "examples::document::putPet::request::application/json dog: the example breaks its own schema (C101)
  promised at pets.yaml:23:22 /paths/~1shops~1{shop}~1pets~1{id}/put/requestBody/content/application~1json/examples/dog/value
  - all of it: a member \"name\" (/components/schemas/Pet/required)
  + all of it: {\"age\":-3,\"nam\":\"Rex\"}
  - /age: at least 0 (/components/schemas/Pet/properties/age/minimum)
  + /age: -3";
    assert_eq!(failure.to_string(), expected);
}
