//! Operations: names, views, bodies and answers.

use super::{read, shown};
use crate::plan::{Op, Plan, Presence, Returned, plan};

/// The operation of a document with one path, and all types.
fn check(path: &str, expected: &[&str]) {
    let document = format!("paths:\n  /pets/{{id}}:\n{path}");
    let api = read(&document);
    let plan = plan(&api, None);
    let mut lines: Vec<String> = plan
        .operations
        .iter()
        .map(|op| described(&plan, op))
        .collect();
    lines.push(shown(&plan));
    assert_eq!(lines.join("\n").trim(), expected.join("\n"), "{path}");
}

fn described(plan: &Plan<'_>, op: &Op<'_>) -> String {
    let parameters = op.parameters.iter().map(|param| {
        let presence = match &param.presence {
            Presence::Required => String::new(),
            Presence::Optional => "?".to_owned(),
            Presence::Default(value) => format!("={value}"),
        };
        format!("{}{presence}: {}", param.field, param.ty.print(plan, ""))
    });
    let parameters: Vec<_> = parameters.collect();
    let body = op
        .body
        .as_ref()
        .map(|body| format!(" body {}", body.ty.print(plan, "")));
    let returned = |returned: &Returned| match returned {
        Returned::Nothing => "nothing".to_owned(),
        Returned::Body(ty) => ty.print(plan, ""),
        Returned::Enum => "enum".to_owned(),
    };
    format!(
        "{}({}){} -> {} / {}",
        op.function,
        parameters.join(", "),
        body.unwrap_or_default(),
        returned(&op.success.returned),
        returned(&op.error.returned)
    )
}

const ID: &str =
    "    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]\n";

#[test]
fn parameters_have_fields_of_their_own() {
    check(
        "    get:
      operationId: list-Pets
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: id, in: query, schema: {type: string}}
        - {name: body, in: query, schema: {type: integer, default: 5}}
        - {name: sort, in: query, schema: {type: array, items: {type: string, enum: [name, -name]}}}
      responses: {'204': {description: None.}}
",
        &[
            "list_pets(id: String, id2?: String, body2=5: i64, sort?: Vec<ListPetsSortItem>) -> nothing / nothing",
            "ListPetsSortItem Name=\"name\" | MinusName=\"-name\"",
        ],
    );
}

#[test]
fn views_are_two_types_where_both_are_used() {
    check(
        &format!(
            "{ID}    put:
      operationId: put
      requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}
      responses: {{'200': {{description: x, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}}}
components:
  schemas:
    Pet:
      type: object
      required: [id, owner]
      properties:
        id: {{type: string, readOnly: true}}
        secret: {{type: string, writeOnly: true}}
        owner: {{$ref: '#/components/schemas/Owner'}}
        inner: {{type: object, properties: {{a: {{type: string}}}}}}
    Owner: {{type: object, properties: {{name: {{type: string}}}}}}
"
        ),
        &[
            "put(id: i64) body PetRequest -> Pet / nothing",
            "Owner { name?: String }",
            "Pet { id: String, owner: Owner, inner?: PetInner }",
            "PetInner { a?: String }",
            "PetRequest { secret?: String, owner: Owner, inner?: PetInner }",
        ],
    );
}

#[test]
fn bodies_in_several_media_types_are_an_enum() {
    check(
        &format!(
            "{ID}    post:
      operationId: upload
      requestBody:
        content:
          application/json: {{schema: {{type: object, properties: {{a: {{type: string}}}}}}}}
          application/x-www-form-urlencoded: {{}}
          multipart/form-data:
            schema: {{type: object, required: [file], properties: {{file: {{type: string, format: binary}}, files: {{type: array, items: {{type: string, format: binary}}}}, n: {{type: integer}}}}}}
          text/plain: {{schema: {{type: string}}}}
          image/*: {{}}
          application/xml: {{}}
      responses: {{'204': {{description: None.}}}}
"
        ),
        &[
            "upload(id: i64) body UploadBody -> nothing / nothing",
            "UploadBody Json(UploadBodyJson) as application/json | Form(serde_json::Value) as application/x-www-form-urlencoded \
             | Multipart(UploadBodyMultipart) as multipart/form-data | Text(String) as text/plain \
             | AnyImage(openapi_types::ByteStream) as image/* | ApplicationXml(openapi_types::ByteStream) as application/xml",
            "UploadBodyJson { a?: String }",
            "UploadBodyMultipart { file: openapi_types::File, files?: Vec<openapi_types::File>, n?: i64 }",
        ],
    );
}

#[test]
fn answers_give_what_they_have_in_common() {
    check(
        &format!(
            "{ID}    get:
      operationId: get
      responses:
        '200': {{description: x, content: {{application/json: {{schema: {{type: string}}}}}}}}
        '202': {{description: x}}
        4XX: {{description: x, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Problem'}}}}}}}}
        default: {{description: x, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Problem'}}}}}}}}
    delete:
      operationId: delete
      responses:
        default: {{description: x, headers: {{X-Id: {{schema: {{type: string}}}}}}}}
components:
  schemas:
    Problem: {{type: object, properties: {{why: {{type: string}}}}}}
"
        ),
        &["delete(id: i64) -> enum / enum", "get(id: i64) -> enum / Problem", "Problem { why?: String }"],
    );
}

#[test]
fn components_keep_their_names() {
    check(
        &format!(
            "{ID}    post:
      operationId: create
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/CreateRequest'}}}}}}}}
      responses: {{'204': {{description: None.}}}}
components:
  schemas:
    CreateRequest: {{type: object}}
    createResponse: {{type: string}}
    String: {{type: string}}
"
        ),
        &[
            "create(id: i64) body CreateRequest -> nothing / nothing",
            "CreateRequest = std::collections::BTreeMap<String, serde_json::Value>",
            "CreateResponse = String",
            "String2 = String",
        ],
    );
    let api = read(
        "paths: {/a: {get: {operationId: a, responses: {'204': {description: x}}}}}\ncomponents: {schemas: {ARequest: {type: string}, AResponse: {type: string}}}",
    );
    let plan = plan(&api, None);
    let op = plan.operations.first().expect("one operation");
    let names = [
        &op.request,
        &op.success.name,
        &op.error.name,
        &op.constant,
        &op.module,
    ];
    assert_eq!(
        names,
        ["ARequest2", "AResponse2", "AError", "A", "untagged"]
    );
}

/// Components are there for whoever wants them; what is neither one nor inside of anything is not.
#[test]
fn types_that_nothing_uses_are_left_out() {
    let api = read(
        "
paths:
  /pets:
    get:
      operationId: get
      responses:
        '200':
          description: d
          content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}
components:
  responses:
    # No operation answers so.
    Unused:
      description: d
      content:
        application/json:
          schema: {type: object, properties: {inner: {type: object, properties: {a: {type: string}}}}}
  schemas:
    Alone: {type: object, properties: {inner: {type: object, properties: {a: {type: string}}}}}
    Cat:
      allOf:
        - {$ref: '#/components/schemas/Shelf/properties/base'}
        - {type: object, properties: {lives: {type: integer}}}
    Shelf: {type: object, properties: {base: {type: object, properties: {kind: {type: string, enum: [a, b]}}}}}
",
    );
    let plan = plan(&api, None);
    let names: Vec<&str> = plan.types.iter().map(|def| def.name.as_str()).collect();
    // The base stands on the shelf as well, under the name that it has there.
    let expected = [
        "Alone",
        "AloneInner",
        "BaseKind",
        "Cat",
        "Shelf",
        "ShelfBase",
        "ShelfBaseKind",
    ];
    assert_eq!(names, expected);
}
