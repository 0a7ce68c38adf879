//! Each style, for each kind of value.

use http::Request;
use openapi_types::{Operation, Retry};
use serde_json::{Value, json};

use super::{Encoding, Explode, Location, Parameter, Style};
use crate::Endpoint;
use crate::call::{Call, PathValues};
use crate::router::Escapes;
use crate::schema::{
    Additional, Array, Bound, Numbers, Object, Presence, Property, Schema, Text, Value as Number,
};
use crate::service::Settings;
use crate::violations::Violations;

use Explode::{No, Yes};
use Style::{DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited};

static OPERATION: Operation = Operation {
    id: "read",
    method: "GET",
    path: "/",
    retry: Retry::Safe,
    permissions: &[],
    security: &[],
    scopes: &[],
};
static ENDPOINT: Endpoint = Endpoint::new(&OPERATION, &[]);

static WORDS: Schema = Schema::Array(Array {
    items: &Schema::STRING,
    ..Array::ANY
});
static NUMBERS: Schema = Schema::Array(Array {
    items: &Schema::INTEGER,
    ..Array::ANY
});
static COLOUR: Schema = Schema::Object(Object {
    properties: &[
        Property {
            name: "R",
            presence: Presence::Required,
            schema: &Schema::INTEGER,
        },
        Property {
            name: "name",
            presence: Presence::Optional,
            schema: &Schema::STRING,
        },
    ],
    additional: Additional::Refused,
    ..Object::ANY
});
static MAP: Schema = Schema::Object(Object::ANY);
static NESTED: Schema = Schema::Object(Object {
    properties: &[
        Property {
            name: "colour",
            presence: Presence::Optional,
            schema: &COLOUR,
        },
        Property {
            name: "words",
            presence: Presence::Optional,
            schema: &WORDS,
        },
    ],
    ..Object::ANY
});
static SMALL: Schema = Schema::Integer(Numbers {
    maximum: Bound::Inclusive(Number::Integer(9)),
    ..Numbers::ANY
});
static EITHER: Schema = Schema::OneOf(&[&SMALL, &SHORT, &NUMBERS]);
static SHORT: Schema = Schema::String(Text {
    max_length: Some(3),
    ..Text::ANY
});
static MAYBE: Schema = Schema::Nullable(&SMALL);

/// What is read of a request: its value, absence, or the rules that it breaks.
fn told(parameter: &Parameter, target: &str, headers: &[(&str, &str)]) -> Value {
    let mut request = Request::builder().uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (parts, ()) = request.body(()).expect("a request").into_parts();
    let path = parts.uri.path().to_owned();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let settings = Settings::default();
    let escapes = if path.contains('%') {
        Escapes::Possible
    } else {
        Escapes::Absent
    };
    let values = PathValues {
        raw: &segments,
        escapes,
    };
    let call = Call::new(&parts, values, &settings, &ENDPOINT);
    if let Ok(value) = parameter.read::<Value>(call) {
        return json!({ "ok": value });
    }
    let mut broken = Violations::new();
    parameter.explain(call, &mut broken);
    assert!(!broken.is_empty(), "{target}: refused and nothing is wrong");
    Value::String(broken.to_string())
}

type Case = (Style, Explode, &'static Schema, &'static str, Value);

#[test]
fn path_styles() {
    let name = json!({"ok": {"R": 100, "name": "a,b"}});
    let cases: &[Case] = &[
        (Simple, No, &Schema::STRING, "/blue", json!({"ok": "blue"})),
        (
            Simple,
            No,
            &Schema::STRING,
            "/a%20b+%C3%BC",
            json!({"ok": "a b+\u{fc}"}),
        ),
        (Simple, No, &Schema::INTEGER, "/%31", json!({"ok": 1})),
        (
            Simple,
            No,
            &WORDS,
            "/blue,black",
            json!({"ok": ["blue", "black"]}),
        ),
        (Simple, Yes, &WORDS, "/a%2Cb,c", json!({"ok": ["a,b", "c"]})),
        (Simple, No, &NUMBERS, "/1,2", json!({"ok": [1, 2]})),
        (Simple, No, &NUMBERS, "/1%2C2", json!({"ok": [1, 2]})),
        (Simple, No, &COLOUR, "/R,100,name,a%2Cb", name.clone()),
        (Simple, Yes, &COLOUR, "/R=100,name=a%2Cb", name.clone()),
        (Label, No, &Schema::STRING, "/.blue", json!({"ok": "blue"})),
        (
            Label,
            No,
            &WORDS,
            "/.blue,black",
            json!({"ok": ["blue", "black"]}),
        ),
        (
            Label,
            Yes,
            &WORDS,
            "/.blue.black",
            json!({"ok": ["blue", "black"]}),
        ),
        (Label, Yes, &WORDS, "/.", json!({"ok": [""]})),
        (Label, Yes, &NUMBERS, "/.", json!({"ok": []})),
        (Label, No, &COLOUR, "/.R,100,name,a%2Cb", name.clone()),
        (Label, Yes, &COLOUR, "/.R=100.name=a%2Cb", name.clone()),
        (
            Label,
            Yes,
            &COLOUR,
            "/.R=100.name=a.b",
            json!({"ok": {"R": 100, "name": "a.b"}}),
        ),
        (
            Matrix,
            No,
            &Schema::STRING,
            "/;p=blue",
            json!({"ok": "blue"}),
        ),
        (Matrix, No, &Schema::STRING, "/;p", json!({"ok": ""})),
        (
            Matrix,
            No,
            &Schema::STRING,
            "/;q=blue",
            json!("/path/p: expected the documented form"),
        ),
        (
            Matrix,
            No,
            &WORDS,
            "/;p=blue,black",
            json!({"ok": ["blue", "black"]}),
        ),
        (
            Matrix,
            Yes,
            &WORDS,
            "/;p=blue;p=black",
            json!({"ok": ["blue", "black"]}),
        ),
        (Matrix, No, &COLOUR, "/;p=R,100,name,a%2Cb", name.clone()),
        (Matrix, Yes, &COLOUR, "/;R=100;name=a%2Cb", name.clone()),
        (Simple, No, &EITHER, "/7", json!({"ok": 7})),
        (Simple, No, &EITHER, "/7,7", json!({"ok": [7, 7]})),
        (Simple, No, &EITHER, "/abc", json!({"ok": "abc"})),
        (
            Simple,
            No,
            &SMALL,
            "/10",
            json!("/path/p: expected at most 9"),
        ),
        (
            Simple,
            No,
            &SMALL,
            "/x",
            json!("/path/p: expected a whole number"),
        ),
        (
            Simple,
            No,
            &Schema::STRING,
            "/%ff",
            json!("/path/p: expected UTF-8"),
        ),
        (Simple, No, &MAYBE, "/null", json!({"ok": null})),
        (Simple, No, &Schema::Any, "/1", json!({"ok": "1"})),
    ];
    for (style, explode, schema, target, expected) in cases {
        let parameter = Parameter {
            encoding: Encoding::Style(*style, *explode),
            ..Parameter::new(Location::Path(0), "p", schema)
        };
        let actual = told(&parameter, target, &[]);
        assert_eq!(actual, *expected, "{style:?} {explode:?} {target}");
    }
}

#[test]
fn query_styles() {
    let colour = json!({"ok": {"R": 100, "name": "a,b"}});
    let words = json!({"ok": ["blue", "black"]});
    let absent = json!({ "ok": null });
    let cases: &[Case] = &[
        (
            Form,
            Yes,
            &Schema::STRING,
            "/?p=blue",
            json!({"ok": "blue"}),
        ),
        (
            Form,
            Yes,
            &Schema::STRING,
            "/?%70=a+b%2B",
            json!({"ok": "a b+"}),
        ),
        (Form, Yes, &Schema::STRING, "/?p", json!({"ok": ""})),
        (Form, Yes, &Schema::STRING, "/", absent.clone()),
        (Form, Yes, &Schema::Boolean, "/?p=true", json!({"ok": true})),
        (
            Form,
            Yes,
            &Schema::Boolean,
            "/?p=1",
            json!("/query/p: expected true or false"),
        ),
        (
            Form,
            Yes,
            &SMALL,
            "/?p=1&p=1",
            json!("/query/p: expected only once"),
        ),
        (Form, Yes, &WORDS, "/?p=blue&p=black", words.clone()),
        (Form, Yes, &WORDS, "/?p=a,b", json!({"ok": ["a,b"]})),
        (Form, Yes, &NUMBERS, "/?p=1,2", json!({"ok": [1, 2]})),
        (Form, No, &WORDS, "/?p=blue,black", words.clone()),
        (Form, No, &WORDS, "/?p=a%2Cb", json!({"ok": ["a,b"]})),
        (Form, No, &NUMBERS, "/?p=1%2C2", json!({"ok": [1, 2]})),
        (Form, No, &NUMBERS, "/?p=", json!({"ok": []})),
        (
            Form,
            No,
            &NUMBERS,
            "/?p=1,x",
            json!("/query/p/1: expected a whole number"),
        ),
        (
            SpaceDelimited,
            No,
            &WORDS,
            "/?p=blue%20black",
            words.clone(),
        ),
        (SpaceDelimited, No, &WORDS, "/?p=blue+black", words.clone()),
        (
            SpaceDelimited,
            Yes,
            &WORDS,
            "/?p=blue&p=black",
            words.clone(),
        ),
        (PipeDelimited, No, &WORDS, "/?p=blue%7Cblack", words.clone()),
        (PipeDelimited, No, &WORDS, "/?p=blue|black", words),
        (Form, Yes, &COLOUR, "/?R=100&name=a%2Cb&q=1", colour.clone()),
        (Form, Yes, &COLOUR, "/?q=1", absent.clone()),
        (Form, No, &COLOUR, "/?p=R,100,name,a%2Cb", colour.clone()),
        (Form, No, &COLOUR, "/?p=R%2C100", json!({"ok": {"R": 100}})),
        (
            SpaceDelimited,
            No,
            &COLOUR,
            "/?p=R%20100",
            json!({"ok": {"R": 100}}),
        ),
        (
            PipeDelimited,
            No,
            &COLOUR,
            "/?p=R%7C100",
            json!({"ok": {"R": 100}}),
        ),
        (DeepObject, Yes, &COLOUR, "/?p[R]=100&p[name]=a%2Cb", colour),
        (
            DeepObject,
            Yes,
            &COLOUR,
            "/?p%5BR%5D=100",
            json!({"ok": {"R": 100}}),
        ),
        (
            DeepObject,
            Yes,
            &COLOUR,
            "/?p[R]=x",
            json!("/query/p/R: expected a whole number"),
        ),
        (DeepObject, Yes, &COLOUR, "/", absent),
        (
            DeepObject,
            Yes,
            &NESTED,
            "/?p[colour][R]=1&p[words][]=a&p[words][]=b",
            json!({"ok": {"colour": {"R": 1}, "words": ["a", "b"]}}),
        ),
        (
            DeepObject,
            Yes,
            &NESTED,
            "/?p[words][1]=b&p[words][0]=a",
            json!({"ok": {"words": ["a", "b"]}}),
        ),
        (
            DeepObject,
            Yes,
            &NESTED,
            "/?p[words]=a",
            json!({"ok": {"words": ["a"]}}),
        ),
        (
            Form,
            Yes,
            &NESTED,
            "/?words=a&words=b&colour={\"R\":1}",
            json!({"ok": {"words": ["a", "b"], "colour": {"R": 1}}}),
        ),
        (Form, Yes, &MAP, "/?a=1&other=2", json!({"ok": {"a": "1"}})),
    ];
    for (style, explode, schema, target, expected) in cases {
        let target = target
            .replace('"', "%22")
            .replace('{', "%7B")
            .replace('}', "%7D");
        let parameter = Parameter {
            encoding: Encoding::Style(*style, *explode),
            others: &["other"],
            ..Parameter::new(Location::Query, "p", schema).optional()
        };
        let actual = told(&parameter, &target, &[]);
        assert_eq!(actual, *expected, "{style:?} {explode:?} {target}");
    }
}

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

#[test]
fn absence_can_mean_a_value() {
    let parameter = Parameter {
        default: Some("[1]"),
        ..Parameter::new(Location::Query, "p", &NUMBERS)
    };
    assert_eq!(told(&parameter, "/", &[]), json!({"ok": [1]}));
    assert_eq!(told(&parameter, "/?p=2", &[]), json!({"ok": [2]}));
}
