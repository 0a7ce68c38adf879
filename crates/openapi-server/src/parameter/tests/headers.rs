//! Headers and cookies.

use serde_json::json;

use super::{
    COLOUR, Encoding, Form, Location, NUMBERS, No, Parameter, SMALL, Schema, Simple, WORDS, Yes,
    told,
};

#[test]
fn headers_and_cookies() {
    let header = Parameter::new(Location::Header, "X-P", &Schema::Any);
    let cookie = Parameter::new(Location::Cookie, "p", &Schema::Any);
    let exploded = Encoding::Style(Simple, Yes);
    let json = Encoding::Json;
    let of = |parameter: Parameter, schema, encoding| Parameter {
        encoding,
        schema,
        ..parameter
    };
    let colour = json!({"ok": {"R": 100, "name": "b"}});
    let cases = [
        (
            of(header, &Schema::STRING, header.encoding),
            vec![("X-P", " a,b ")],
            json!({"ok": "a,b"}),
        ),
        (
            of(header, &WORDS, header.encoding),
            vec![("X-P", "a, b"), ("x-p", "c")],
            json!({"ok": ["a", "b", "c"]}),
        ),
        (
            of(header, &COLOUR, header.encoding),
            vec![("X-P", "R,100,name,b")],
            colour.clone(),
        ),
        (
            of(header, &COLOUR, exploded),
            vec![("X-P", "R=100, name=b")],
            colour.clone(),
        ),
        (
            of(header, &COLOUR, json),
            vec![("X-P", r#"{"R":100,"name":"b"}"#)],
            colour.clone(),
        ),
        (
            of(header, &COLOUR, json),
            vec![("X-P", "{")],
            json!("/header/X-P: expected JSON"),
        ),
        (
            of(header, &NUMBERS, Encoding::Text),
            vec![("X-P", "1,2")],
            json!("/header/X-P: expected an array"),
        ),
        (
            of(header, &SMALL, header.encoding),
            vec![],
            json!("/header/X-P: expected to be present"),
        ),
        (
            of(cookie, &SMALL, cookie.encoding),
            vec![("Cookie", "q=1; p=2")],
            json!({"ok": 2}),
        ),
        (
            of(cookie, &Schema::STRING, cookie.encoding),
            vec![("Cookie", "p=\"a%20b\"")],
            json!({"ok": "a b"}),
        ),
        (
            of(cookie, &NUMBERS, cookie.encoding),
            vec![("Cookie", "p=1; p=2")],
            json!({"ok": [1, 2]}),
        ),
        (
            of(cookie, &NUMBERS, Encoding::Style(Form, No)),
            vec![("Cookie", "p=1,2")],
            json!({"ok": [1, 2]}),
        ),
        (
            of(cookie, &COLOUR, Encoding::Style(Form, No)),
            vec![("Cookie", "p=R,100,name,b")],
            colour,
        ),
        (
            of(cookie, &SMALL, cookie.encoding),
            vec![("Cookie", "q=1")],
            json!("/cookie/p: expected to be present"),
        ),
    ];
    for (parameter, headers, expected) in cases {
        assert_eq!(
            told(&parameter, "/", &headers),
            expected,
            "{parameter:?} {headers:?}"
        );
    }
}
