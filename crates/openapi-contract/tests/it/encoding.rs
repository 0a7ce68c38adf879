//! What a client is asked to encode: each awkward value in the parts of a call that can hold it.

use openapi_contract::{Call, Case, Side, Subject, call::Content, cases};
use serde_json::{Value, json};

use crate::{PETS, case, read};

fn list(document: &str) -> Vec<Case> {
    cases(&read(document).unwrap(), None).unwrap().list
}

/// Texts of the path, a header and the body of a call.
fn texts(call: &Call) -> [Value; 3] {
    let argument = |name: &str| {
        let mut arguments = call.arguments.iter();
        let argument = arguments.find(|argument| argument.name == name);
        argument.map_or(Value::Null, |argument| argument.value.clone())
    };
    let name = match call.body.as_ref().map(|body| &body.content) {
        Some(Content::Json(value)) => value["name"].clone(),
        _ => Value::Null,
    };
    [argument("id"), argument("X-Trace"), name]
}

#[test]
fn awkward_texts_go_where_they_can_be_sent() {
    let list = list(&PETS.replace(
        "in: header, schema: { type: integer } }",
        "in: header, schema: { type: string }, example: kept }",
    ));
    let Subject::Exchange(plain) = &case(&list, "encode::client::putPet::everything").subject
    else {
        panic!("no exchange");
    };
    let [path, ..] = texts(&plain.call);
    let path = path.as_str().unwrap();
    let cases = [
        (
            "reserved",
            "id a/b?c#d[e]@f:g",
            "X-Trace a/b?c#d[e]@f:g",
            "name a/b?c#d[e]@f:g",
        ),
        ("plus-and-blank", "id a+b c", "X-Trace a+b c", "name a+b c"),
        ("like-null", "null", "null", "null"),
        // What a header cannot hold, or not for sure.
        ("ampersand", "id&x=1;y=2,z", "kept", "name&x=1;y=2,z"),
        ("unicode", "id é漢😀", "kept", "name é漢😀"),
        ("blanks-around", " id a\t", "kept", " name a\t"),
        ("line-break", "id a\r\nb\tc", "kept", "name a\r\nb\tc"),
        // Nor can a path hold nothing.
        ("empty", path, "kept", ""),
    ];
    for (label, path, header, body) in cases {
        for side in ["client", "loopback"] {
            let name = format!("encode::{side}::putPet::{label}");
            let Subject::Exchange(exchange) = &case(&list, &name).subject else {
                panic!("{name} is no exchange");
            };
            let expected = [json!(path), json!(header), json!(body)];
            assert_eq!(texts(&exchange.call), expected, "{name}");
        }
    }
}

/// A call without the body that it needs would be refused, and say nothing of the client.
#[test]
fn nothing_is_asked_of_a_client_whose_body_cannot_be_made() {
    let schemas = [
        ("{ type: string }", true),
        ("{ type: integer, minimum: 5 }", true),
        ("{ not: {} }", false),
    ];
    let (before, rest) = PETS.split_once("          application/json:\n").unwrap();
    let (_, after) = rest.split_once("      responses:\n").unwrap();
    for (schema, is_there) in schemas {
        let body = format!("          application/json:\n            schema: {schema}\n");
        let list = list(&format!("{before}{body}      responses:\n{after}"));
        let mut of_client = list
            .iter()
            .filter(|case| case.operation == "putPet" && case.side == Side::Client);
        let is_asked = of_client.any(|case| case.name.contains("code::client"));
        assert_eq!(is_asked, is_there, "{schema}");
    }
}
