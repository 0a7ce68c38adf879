//! Answers of documents that have no type of success, no type of errors, or no JSON at all.

use crate::client::{Order, PLACE_ORDER, Refusal, outcome};
use openapi_client::{Builder, Core, Error, Response, ResponseValue, in_process};

const REFUSAL: &str = r#"{"code":"A.1","text":"s3cret"}"#;

/// An answer of a server in process; the cap is just enough for the refusal.
async fn answered(status: u16, body: &'static str) -> Response {
    let server = in_process(move |_request: http::Request<_>| {
        let answer = http::Response::builder().status(status).body(body);
        std::future::ready(answer.unwrap())
    });
    let core: Core = Builder::new("http://localhost")
        .max_response_bytes(REFUSAL.len())
        .hooks(server)
        .build()
        .unwrap();
    let request = core.http().get(core.base_url()).build().unwrap();
    core.send(request, &PLACE_ORDER).await.unwrap()
}

#[tokio::test]
async fn an_undocumented_status_is_what_the_document_can_make_of_it() {
    // With a type of success only, with a type of errors only, with neither.
    let cases = [
        (
            200,
            "{}",
            "200 order -",
            "200 unexpected, 2 kept",
            "200 unexpected, 2 kept",
        ),
        (
            200,
            "[]",
            "200 unreadable: type",
            "200 unexpected, 2 kept",
            "200 unexpected, 2 kept",
        ),
        (
            404,
            REFUSAL,
            "404 unexpected, 30 kept",
            "404 refused A.1",
            "404 unexpected, 30 kept",
        ),
        (
            503,
            "{}",
            "503 unexpected, 2 kept",
            "503 unexpected, 2 kept",
            "503 unexpected, 2 kept",
        ),
        (
            302,
            REFUSAL,
            "302 redirect -",
            "302 redirect -",
            "302 redirect -",
        ),
    ];
    for (status, body, success_only, error_only, neither) in cases {
        let response = answered(status, body).await;
        let result: Result<ResponseValue<Order>, Error<Refusal>> =
            response.undocumented_success().await;
        assert_eq!(outcome(&result), success_only);
        let error = answered(status, body).await.undocumented_error().await;
        assert_eq!(outcome(&Err(error)), error_only);
        let error = answered(status, body).await.unexpected().await;
        assert_eq!(outcome(&Err(error)), neither);
    }
}

#[tokio::test]
async fn an_answer_without_a_body_and_one_of_bytes_keep_their_head() {
    let empty = ResponseValue::empty(answered(204, "").await);
    assert_eq!(empty.status().as_u16(), 204);

    // What is read piece by piece is not held to the cap.
    let long = "a".repeat(REFUSAL.len() + 1).leak();
    let mut stream = ResponseValue::stream(answered(200, long).await);
    let mut read = Vec::new();
    while let Some(chunk) = stream.chunk().await.unwrap() {
        read.extend_from_slice(&chunk);
    }
    assert_eq!(read, long.as_bytes());
    assert_eq!(stream.map(|_stream| 1).into_inner(), 1);
}
