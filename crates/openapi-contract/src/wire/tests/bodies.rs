//! Bodies of every media type that is judged.

use serde_json::{Value, json};

use super::spec;
use crate::{
    schema::Direction,
    spec::Spec,
    wire::{read_body, write_body},
};

fn body(media: &str, content: &Value) -> Spec {
    let request_body = json!({"required": true, "content": {media: content}});
    spec("/", &json!({"requestBody": request_body}))
}

#[test]
fn bodies_are_written_and_read() {
    let check = |media: &str, content: Value, value: Value, expected: &str| {
        let spec = body(media, &content);
        let documented = &spec.operations[0].request_body.as_ref().unwrap().media[0];
        let written = write_body(&spec, documented, &value);
        let Ok((content_type, bytes)) = written else {
            assert_eq!("refused", expected, "{media} {value}");
            return;
        };
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert_eq!(
            text.replace("\r\n", "|")
                .replace("contract-boundary-5b1f9c0e", "B"),
            expected,
            "{media} {value}"
        );
        let found = read_body(&spec, Direction::Request, documented, &content_type, &bytes);
        assert_eq!(found, Ok(Some(value)), "{text}");
    };
    let members = || {
        json!({"type": "object", "properties": {
            "a": {"type": "string"}, "b": {"type": "array", "items": {"type": "integer"}},
            "c": {"type": "object", "properties": {"d": {"type": "boolean"}}},
            "e": {"type": "string", "format": "binary"}}})
    };
    let value = || json!({"a": "x y&", "b": [1, 2], "c": {"d": true}});
    check(
        "application/json",
        json!({"schema": members()}),
        value(),
        "{\"a\":\"x y&\",\"b\":[1,2],\"c\":{\"d\":true}}",
    );
    check("application/merge-patch+json", json!({}), json!([1]), "[1]");
    let form = "application/x-www-form-urlencoded";
    check(
        form,
        json!({"schema": members()}),
        value(),
        "a=x%20y%26&b=1&b=2&c=%7B%22d%22%3Atrue%7D",
    );
    check(
        form,
        json!({"schema": members(), "encoding": {"b": {"style": "spaceDelimited", "explode": false}, "c": {"style": "deepObject"}}}),
        value(),
        "a=x%20y%26&b=1%202&c%5Bd%5D=true",
    );
    check(
        form,
        json!({"schema": members(), "encoding": {"b": {"contentType": "application/json"}}}),
        json!({"b": [1, 2]}),
        "b=%5B1%2C2%5D",
    );
    check(
        form,
        json!({"schema": {"type": "object"}}),
        json!({"k": "v"}),
        "k=v",
    );
    let parts = "multipart/form-data";
    check(
        parts,
        json!({"schema": members()}),
        json!({"a": "x", "b": [1, 2], "c": {"d": true}, "e": "bytes"}),
        "--B|Content-Disposition: form-data; name=\"a\"||x|--B|Content-Disposition: form-data; name=\"b\"||1|\
         --B|Content-Disposition: form-data; name=\"b\"||2|\
         --B|Content-Disposition: form-data; name=\"c\"|Content-Type: application/json||{\"d\":true}|\
         --B|Content-Disposition: form-data; name=\"e\"; filename=\"e.bin\"|Content-Type: application/octet-stream||bytes|--B--|",
    );
    check(
        parts,
        json!({"schema": members(), "encoding": {"e": {"contentType": "image/png, image/jpeg"}}}),
        json!({"e": "bytes"}),
        "--B|Content-Disposition: form-data; name=\"e\"; filename=\"e.bin\"|Content-Type: image/png||bytes|--B--|",
    );
    check(
        "text/plain",
        json!({"schema": {"type": "integer"}}),
        json!(7),
        "7",
    );
    check(
        "text/plain",
        json!({"schema": {"type": "string"}}),
        json!("7"),
        "7",
    );
    check(
        "application/octet-stream",
        json!({"schema": {"type": "string", "format": "binary"}}),
        json!("b"),
        "b",
    );
    check(
        "application/xml",
        json!({"schema": members()}),
        value(),
        "refused",
    );
}
