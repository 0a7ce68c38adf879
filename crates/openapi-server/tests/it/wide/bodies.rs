//! Bodies of each kind, and what becomes of bad ones.

use openapi_server::schema::{Array, Object, Presence, Property, Schema, Text};
use openapi_server::{
    BodyTooLarge, Call, Content, ContentKind, Endpoint, Explode, Failure, Operation, Outcome,
    PropertyEncoding, Rejections, RequestBody, Routes, Segment, Style,
};
use openapi_types::{Multipart, Part, PartError};
use serde_json::{Value, json};

use super::{Headers, operation, told};

struct Bodies;

static OPERATIONS: [Operation; 2] = [operation("several", "POST"), operation("optional", "POST")];

static FORM: Schema = Schema::Object(Object {
    properties: &[
        Property {
            name: "count",
            presence: Presence::Required,
            schema: &Schema::INTEGER,
        },
        Property {
            name: "words",
            presence: Presence::Optional,
            schema: &WORDS,
        },
        Property {
            name: "list",
            presence: Presence::Optional,
            schema: &WORDS,
        },
        Property {
            name: "file",
            presence: Presence::Optional,
            schema: &Schema::STRING,
        },
        Property {
            name: "deep",
            presence: Presence::Optional,
            schema: &DEEP,
        },
        Property {
            name: "pairs",
            presence: Presence::Optional,
            schema: &DEEP,
        },
    ],
    ..Object::ANY
});
static WORDS: Schema = Schema::Array(Array {
    items: &Schema::STRING,
    ..Array::ANY
});
static DEEP: Schema = Schema::Object(Object {
    properties: &[Property {
        name: "on",
        presence: Presence::Required,
        schema: &Schema::Boolean,
    }],
    ..Object::ANY
});
static SHORT: Schema = Schema::String(Text {
    max_length: Some(3),
    ..Text::ANY
});

static SEVERAL: Endpoint = Endpoint {
    contents: &[
        Content {
            properties: &[
                PropertyEncoding {
                    style: Style::PipeDelimited,
                    explode: Explode::No,
                    ..PropertyEncoding::new("list")
                },
                PropertyEncoding {
                    explode: Explode::No,
                    ..PropertyEncoding::new("pairs")
                },
            ],
            ..Content::new(
                &["application/x-www-form-urlencoded"],
                ContentKind::Form,
                &FORM,
            )
        },
        Content::new(
            &["multipart/form-data", "multipart/mixed"],
            ContentKind::Multipart,
            &FORM,
        ),
        Content::new(&["text/*"], ContentKind::Text, &SHORT),
        Content::new(&["*/*"], ContentKind::Bytes, &Schema::Any),
    ],
    ..Endpoint::new(&OPERATIONS[0], &[Segment::Literal("several")])
};
static OPTIONAL: Endpoint = Endpoint {
    contents: &[Content::new(
        &["application/json"],
        ContentKind::Json,
        &WORDS,
    )],
    body: Presence::Optional,
    ..Endpoint::new(&OPERATIONS[1], &[Segment::Literal("optional")])
};

/// The names of the parts that came, with their lengths.
struct Parts(Vec<Value>);

impl Multipart for Parts {
    fn into_parts(self) -> Result<Vec<Part>, PartError> {
        Ok(Vec::new())
    }

    fn from_parts(parts: Vec<Part>) -> Result<Self, PartError> {
        let told = parts
            .iter()
            .map(|part| json!([part.name, part.file_name, part.content.len()]));
        Ok(Self(told.collect()))
    }
}

impl Routes for Bodies {
    const REJECTIONS: &'static Rejections = &Rejections::PROBLEMS;
    const ENDPOINTS: &'static [&'static Endpoint] = &[&SEVERAL, &OPTIONAL];

    async fn handle<B: RequestBody>(&self, operation: usize, call: Call<'_>, body: B) -> Outcome {
        let mut input = call.receive(body).await?;
        if operation == 1 {
            let body: Option<Value> = if input.has_body() {
                Some(input.json()?)
            } else {
                None
            };
            return call.answer(200, &body);
        }
        match input.content() {
            0 => call.answer(200, &input.form::<Value>()?),
            1 => call.answer(200, &input.parts::<Parts>()?.0),
            2 => call.answer(200, &input.text::<String>()?),
            _ => {
                let collected = input.stream().collect(10_000).await;
                let failure = |error| call.documented(Failure::<u8>::internal(error));
                match collected {
                    Ok(bytes) => call.answer(200, &bytes.len()),
                    Err(error) => call.answer(409, &failure(error)?),
                }
            }
        }
    }
}

const FORM_TYPE: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const PARTS_TYPE: (&str, &str) = ("Content-Type", "multipart/form-data; boundary=b");

fn parts(parts: &[(&str, &str)]) -> String {
    let parts = parts.iter().map(|(head, body)| {
        format!("--b\r\nContent-Disposition: form-data; name={head}\r\n\r\n{body}\r\n")
    });
    format!("{}--b--\r\n", parts.collect::<String>())
}

#[tokio::test]
async fn bodies_are_read_by_their_kind() {
    let two = parts(&[("count", "2"), ("\"file\"; filename=\"a.bin\"", "\u{fc}")]);
    let list = parts(&[("count", "2"), ("words", "a"), ("words", "b")]);
    let typed = parts(&[
        ("count", "2"),
        ("deep\r\nContent-Type: application/json", "{\"on\":true}"),
    ]);
    let large = "x".repeat(1001);
    let cases: &[(&str, Headers<'_>, &str, Value)] = &[
        (
            "several",
            &[FORM_TYPE],
            "count=1&words=a%2Cb&words=c",
            json!({"count": 1, "words": ["a,b", "c"]}),
        ),
        (
            "several",
            &[FORM_TYPE],
            "count=1&words=a",
            json!({"count": 1, "words": ["a"]}),
        ),
        (
            "several",
            &[FORM_TYPE],
            "count=1&list=a%7Cb",
            json!({"count": 1, "list": ["a", "b"]}),
        ),
        (
            "several",
            &[FORM_TYPE],
            "count=1&deep[on]=true",
            json!({"count": 1, "deep": {"on": true}}),
        ),
        (
            "several",
            &[FORM_TYPE],
            "count=1&pairs=on,true,a%2Cb,c",
            json!({"count": 1, "pairs": {"on": true, "a,b": "c"}}),
        ),
        (
            "several",
            &[FORM_TYPE],
            "count=1&more=2",
            json!({"count": 1, "more": "2"}),
        ),
        (
            "several",
            &[FORM_TYPE],
            "",
            json!({"400": "/count: expected to be present"}),
        ),
        (
            "several",
            &[FORM_TYPE],
            "count=x",
            json!({"400": "/count: expected a whole number"}),
        ),
        (
            "several",
            &[FORM_TYPE],
            "count=%ff",
            json!({"400": "body: expected UTF-8"}),
        ),
        (
            "several",
            &[PARTS_TYPE],
            &two,
            json!([["count", null, 1], ["file", "a.bin", 2]]),
        ),
        (
            "several",
            &[PARTS_TYPE],
            &list,
            json!([["count", null, 1], ["words", null, 1], ["words", null, 1]]),
        ),
        (
            "several",
            &[PARTS_TYPE],
            &typed,
            json!([["count", null, 1], ["deep", null, 11]]),
        ),
        (
            "several",
            &[("Content-Type", "Multipart/Mixed; boundary=b")],
            &two,
            json!([["count", null, 1], ["file", "a.bin", 2]]),
        ),
        (
            "several",
            &[PARTS_TYPE],
            &parts(&[("count", "x")]),
            json!({"400": "/count: expected a whole number"}),
        ),
        (
            "several",
            &[PARTS_TYPE],
            "--b",
            json!({"400": "body: expected parts with a boundary between them"}),
        ),
        (
            "several",
            &[("Content-Type", "multipart/form-data")],
            "x",
            json!({"400": "body: expected a boundary in Content-Type"}),
        ),
        (
            "several",
            &[("Content-Type", "text/plain; charset=UTF-8")],
            "abc",
            json!("abc"),
        ),
        (
            "several",
            &[("Content-Type", "text/plain")],
            "abcd",
            json!({"400": "body: expected at most 3 characters"}),
        ),
        (
            "several",
            &[("Content-Type", "image/png")],
            "abcd",
            json!(4),
        ),
        (
            "several",
            &[("Content-Type", "image/png")],
            &large,
            json!({"413": ""}),
        ),
        ("several", &[], "x", json!({"415": ""})),
        ("optional", &[], "", json!(null)),
        (
            "optional",
            &[("Content-Type", "application/json")],
            "[\"a\"]",
            json!(["a"]),
        ),
        (
            "optional",
            &[("Content-Type", "application/json")],
            "null",
            json!({"400": "body: expected an array"}),
        ),
        (
            "optional",
            &[("Content-Type", "text/json")],
            "[]",
            json!({"415": ""}),
        ),
    ];
    for (path, headers, body, expected) in cases {
        let line = format!("POST /{path}");
        let (status, text) = told(Bodies, (&line, headers, body)).await;
        let answer: Value = serde_json::from_str(&text).expect("JSON");
        let actual = if status == 200 {
            answer
        } else {
            json!({ status.to_string(): rules(&answer) })
        };
        assert_eq!(actual, *expected, "{path} {headers:?} {body}");
    }
}

pub(crate) fn rules(problem: &Value) -> String {
    let errors = problem["errors"].as_array().into_iter().flatten();
    let errors = errors.map(|error| {
        let pointer = error["pointer"]
            .as_str()
            .unwrap_or_default()
            .trim_start_matches('#');
        let pointer = if pointer.is_empty() { "body" } else { pointer };
        format!(
            "{pointer}: {}",
            error["detail"].as_str().unwrap_or_default()
        )
    });
    errors.collect::<Vec<_>>().join("; ")
}

/// A stream says only on the way that it is too large; the handler need not know what that means.
#[tokio::test]
async fn streams_end_at_the_limit() {
    use openapi_server::http::Request;
    use tower_service::Service as _;
    struct Endless;
    impl http_body::Body for Endless {
        type Data = bytes::Bytes;
        type Error = BodyTooLarge;
        fn poll_frame(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<bytes::Bytes>, BodyTooLarge>>> {
            let piece = bytes::Bytes::from_static(b"more");
            std::task::Poll::Ready(Some(Ok(http_body::Frame::data(piece))))
        }
    }
    let mut service = openapi_server::Service::new(Bodies).body_limit(100);
    let request = Request::post("/several").header("Content-Type", "image/png");
    let response = service
        .call(request.body(Endless).expect("a request"))
        .await;
    assert_eq!(response.expect("an answer").status(), 413);
}
