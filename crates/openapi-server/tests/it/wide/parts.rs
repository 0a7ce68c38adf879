//! Parts as their `encoding` says: media types, headers, styles.

use openapi_server::schema::{
    Additional, Array, Bound, Numbers, Object, Presence, Property, Schema, Value as Number,
};
use openapi_server::{
    Call, Content, ContentKind, Endpoint, Explode, Operation, Outcome, PartHeader,
    PropertyEncoding, Rejections, RequestBody, Routes, Segment, Style,
};
use openapi_types::{Multipart, Part, PartError};
use serde_json::{Value, json};

use super::bodies::rules;
use super::{operation, told};

struct Encoded;

static OPERATION: Operation = operation("encoded", "POST");
static NUMBERS: Schema = Schema::Array(Array {
    items: &Schema::INTEGER,
    max_items: Some(3),
    ..Array::ANY
});
static DEEP: Schema = Schema::Object(Object {
    properties: &[
        property("on", &Schema::Boolean),
        property("numbers", &NUMBERS),
        property("inner", &DEEP),
    ],
    additional: Additional::Refused,
    ..Object::ANY
});
static SMALL: Schema = Schema::Integer(Numbers {
    maximum: Bound::Inclusive(Number::Integer(9)),
    ..Numbers::ANY
});
static BODY: Schema = Schema::Object(Object {
    properties: &[
        property("photo", &Schema::STRING),
        property("text", &Schema::STRING),
        property("deep", &DEEP),
        property("list", &NUMBERS),
        property("pairs", &DEEP),
    ],
    ..Object::ANY
});

const fn property(name: &'static str, schema: &'static Schema) -> Property {
    Property {
        name,
        presence: Presence::Optional,
        schema,
    }
}

static ENDPOINT: Endpoint = Endpoint {
    contents: &[Content {
        properties: &[
            PropertyEncoding {
                media_types: &["image/png", "image/x-*", "text/*"],
                headers: &[
                    PartHeader {
                        name: "X-Count",
                        presence: Presence::Required,
                        schema: &SMALL,
                    },
                    PartHeader {
                        name: "X-List",
                        presence: Presence::Optional,
                        schema: &NUMBERS,
                    },
                ],
                ..PropertyEncoding::new("photo")
            },
            PropertyEncoding {
                media_types: &["application/json"],
                ..PropertyEncoding::new("text")
            },
            PropertyEncoding {
                style: Style::DeepObject,
                ..PropertyEncoding::new("deep")
            },
            PropertyEncoding {
                explode: Explode::No,
                ..PropertyEncoding::new("list")
            },
            PropertyEncoding {
                style: Style::PipeDelimited,
                explode: Explode::No,
                ..PropertyEncoding::new("pairs")
            },
        ],
        ..Content::new(&["multipart/form-data"], ContentKind::Multipart, &BODY)
    }],
    ..Endpoint::new(&OPERATION, &[Segment::Literal("encoded")])
};

/// The parts that came, by name: what they hold.
struct Parts(Value);

impl Multipart for Parts {
    fn into_parts(self) -> Result<Vec<Part>, PartError> {
        Ok(Vec::new())
    }

    fn from_parts(parts: Vec<Part>) -> Result<Self, PartError> {
        let told = parts.iter().map(|part| {
            let text = str::from_utf8(&part.content).expect("UTF-8");
            (part.name.clone(), Value::from(text))
        });
        Ok(Self(told.collect::<serde_json::Map<_, _>>().into()))
    }
}

impl Routes for Encoded {
    const REJECTIONS: &'static Rejections = &Rejections::PROBLEMS;
    const ENDPOINTS: &'static [&'static Endpoint] = &[&ENDPOINT];

    async fn handle<B: RequestBody>(&self, _: usize, call: Call<'_>, body: B) -> Outcome {
        let mut input = call.receive(body).await?;
        call.answer(200, &input.parts::<Parts>()?.0)
    }
}

#[tokio::test]
async fn parts_are_read_as_their_encoding_says() {
    let photo = "photo\r\nX-Count: 5\r\nContent-Type: ";
    let cases: &[(&[(&str, &str)], Value)] = &[
        (
            &[("photo\r\nx-count: 5\r\nX-List: 1, 2", "a")],
            json!({"photo": "a"}),
        ),
        (
            &[(&format!("{photo}image/png"), "a")],
            json!({"photo": "a"}),
        ),
        (
            &[(&format!("{photo}Image/PNG; q=1"), "a")],
            json!({"photo": "a"}),
        ),
        (&[(&format!("{photo}text/csv"), "a")], json!({"photo": "a"})),
        (
            &[(&format!("{photo}image/gif"), "a")],
            json!("/photo: expected a part in image/png, image/x-*, text/*"),
        ),
        (
            &[("photo", "a")],
            json!("/photo/header/X-Count: expected to be present"),
        ),
        (
            &[("photo\r\nX-Count: 10\r\nX-List: 1,b", "a")],
            json!(
                "/photo/header/X-Count: expected at most 9; \
                 /photo/header/X-List/1: expected a whole number"
            ),
        ),
        // A text may be JSON itself.
        (
            &[("text\r\nContent-Type: application/json", "{\"a\":1}")],
            json!({"text": "{\"a\":1}"}),
        ),
        (&[("text", "a")], json!({"text": "a"})),
        (
            &[("text\r\nContent-Type: text/plain", "a")],
            json!("/text: expected a part in application/json"),
        ),
        (
            &[
                ("\"deep[on]\"", "true"),
                ("\"deep[numbers][]\"", "1"),
                ("\"deep[numbers][]\"", "2"),
                ("\"deep[inner][numbers][0]\"", "3"),
            ],
            json!({"deep": r#"{"inner":{"numbers":[3]},"numbers":[1,2],"on":true}"#}),
        ),
        (
            &[("\"deep[on]\"", "1"), ("\"deep[off]\"", "1")],
            json!(
                "/deep/on: expected true or false; \
                 /deep: expected no other than the documented members"
            ),
        ),
        (&[("list", "1,2")], json!({"list": "[1,2]"})),
        (
            &[("list", "1,b")],
            json!("/list/1: expected a whole number"),
        ),
        (
            &[("list\r\nContent-Type: application/json", "[1,2]")],
            json!({"list": "[1,2]"}),
        ),
        (
            &[("pairs", "on|true|numbers|1")],
            json!({"pairs": r#"{"numbers":[1],"on":true}"#}),
        ),
    ];
    for (parts, expected) in cases {
        let parts = parts.iter().map(|(head, body)| {
            format!("--b\r\nContent-Disposition: form-data; name={head}\r\n\r\n{body}\r\n")
        });
        let body = format!("{}--b--\r\n", parts.collect::<String>());
        let kind = ("Content-Type", "multipart/form-data; boundary=b");
        let (status, text) = told(Encoded, ("POST /encoded", &[kind], &body)).await;
        let answer: Value = serde_json::from_str(&text).expect("JSON");
        let actual = if status == 200 {
            answer
        } else {
            rules(&answer).into()
        };
        assert_eq!(actual, *expected, "{body}");
    }
}
