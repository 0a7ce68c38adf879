//! Each style, for each kind of value.

mod headers;
mod paths;
mod queries;

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
static COLOURS: Schema = Schema::Array(Array {
    items: &COLOUR,
    ..Array::ANY
});
static RANGE: Schema = Schema::AnyOf(&[&COLOUR, &Schema::INTEGER, &NUMBERS]);
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
