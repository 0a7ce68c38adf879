//! Answers of each form: status, headers and body as they are sent.

use openapi_server::http::header::CONTENT_TYPE;
use openapi_server::schema::Presence;
use openapi_server::{
    Call, Endpoint, Explode, Operation, Outcome, Rejections, RequestBody, Routes, Segment,
};
use openapi_types::{ByteStream, Multipart, Part, PartError};
use serde_json::json;

use super::{answer, operation};

struct Answers(usize);

static OPERATION: Operation = operation("answer", "GET");
static ENDPOINT: Endpoint = Endpoint {
    body: Presence::Optional,
    ..Endpoint::new(&OPERATION, &[Segment::Literal("answer")])
};

struct Parts;

impl Multipart for Parts {
    fn into_parts(self) -> Result<Vec<Part>, PartError> {
        let part = Part {
            name: "a\"b".to_owned(),
            file_name: Some("f\r\n".to_owned()),
            media_type: Some("image/png".to_owned()),
            headers: vec![
                ("X-Count".to_owned(), "5".to_owned()),
                ("X-Bad".to_owned(), "a\r\nb: c".to_owned()),
            ],
            content: "boundary".into(),
        };
        Ok(vec![part])
    }

    fn from_parts(_: Vec<Part>) -> Result<Self, PartError> {
        Ok(Self)
    }
}

impl Routes for Answers {
    const REJECTIONS: &'static Rejections = &Rejections::PROBLEMS;
    const ENDPOINTS: &'static [&'static Endpoint] = &[&ENDPOINT];

    async fn handle<B: RequestBody>(&self, _: usize, call: Call<'_>, _: B) -> Outcome {
        let value = json!({"a": 1, "b": "x y"});
        match self.0 {
            0 => call.reply(207).json("application/hal+json", &value),
            1 => call.reply(200).form(
                "application/x-www-form-urlencoded",
                &json!({"a": [1, "b&"], "n": null}),
            ),
            2 => call.reply(200).text("text/csv", "a,b"),
            3 => call
                .reply(200)
                .streamed_in("image/*", "image/png", ByteStream::from("bytes")),
            4 => call.reply(200).parts("multipart/form-data", Parts),
            5 => call
                .reply(200)
                .header("X-List", Explode::No, &["a", "b"])
                .header("X-Object", Explode::Yes, &value)
                .header("X-None", Explode::No, &None::<u8>)
                .json_header("X-Json", &value)
                .header("Set-Cookie", Explode::No, &["a=b", "c=d"])
                .empty(),
            6 => call.reply(204).json("application/json", &value),
            7 => call.reply(404).within(400, 499).empty(),
            8 => call.reply(200).within(400, 499).empty(),
            9 => call
                .reply(200)
                .header("X-Bad", Explode::No, &"a\nb")
                .empty(),
            10 => call.reply(99).empty(),
            _ => call.answer_empty(304),
        }
    }
}

#[tokio::test]
async fn answers_are_written_by_their_form() {
    let part = "--boundary-1-of-parts\r\nContent-Disposition: form-data; name=\"a%22b\"; filename=\"f%0D%0A\"\r\nContent-Type: image/png\r\nX-Count: 5\r\n\r\nboundary\r\n--boundary-1-of-parts--\r\n";
    let cases = [
        (207, "application/hal+json", r#"{"a":1,"b":"x y"}"#),
        (200, "application/x-www-form-urlencoded", "a=1&a=b%26"),
        (200, "text/csv; charset=utf-8", "a,b"),
        (200, "image/png", "bytes"),
        (
            200,
            "multipart/form-data; boundary=boundary-1-of-parts",
            part,
        ),
        (200, "", ""),
        (204, "", ""),
        (404, "", ""),
        (500, "application/problem+json", ""),
        (500, "application/problem+json", ""),
        (500, "application/problem+json", ""),
        (304, "", ""),
    ];
    for (number, (status, media_type, body)) in cases.into_iter().enumerate() {
        let response = answer(Answers(number), ("GET /answer", &[], "")).await;
        assert_eq!(response.status(), status, "{number}");
        let found = response.headers().get(CONTENT_TYPE);
        let found = found.map_or("", |value| value.to_str().expect("text"));
        assert_eq!(found, media_type, "{number}");
        if status < 500 {
            assert_eq!(&response.body().bytes()[..], body.as_bytes(), "{number}");
        }
    }
    let response = answer(Answers(5), ("GET /answer", &[], "")).await;
    let mut headers: Vec<(&str, &str)> = response
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().expect("text")))
        .collect();
    headers.sort_unstable();
    let expected = [
        ("set-cookie", "a=b"),
        ("set-cookie", "c=d"),
        ("x-json", r#"{"a":1,"b":"x y"}"#),
        ("x-list", "a,b"),
        ("x-object", "a=1,b=x y"),
    ];
    assert_eq!(headers, expected);
}

/// What is sent of a stream: pieces from somewhere, and nothing to `HEAD`.
#[tokio::test]
async fn streams_are_sent_as_they_come() {
    let response = answer(Answers(3), ("HEAD /answer", &[], "")).await;
    assert!(response.body().bytes().is_empty());
    assert_eq!(response.headers()["content-length"], "5");
}
