//! Answers beyond JSON: undocumented ones, text, forms, headers, bytes, several media types.

use crate::client::{PLACE_ORDER, outcome};
use openapi_client::{Builder, Call, CallOptions, Core, HeaderStyle, Response, in_process};

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
    core.send(request, &PLACE_ORDER, CallOptions::new())
        .await
        .unwrap()
}

#[tokio::test]
async fn an_undocumented_status_is_what_the_document_can_make_of_it() {
    // With a type of errors, and without.
    let cases = [
        (
            200,
            "{}",
            "200 undocumented, 2 kept",
            "200 undocumented, 2 kept",
        ),
        (404, REFUSAL, "404 refused A.1", "404 undocumented, 30 kept"),
        (
            503,
            "{}",
            "503 unknown, undocumented, 2 kept",
            "503 unknown, undocumented, 2 kept",
        ),
        (
            302,
            REFUSAL,
            "302 unknown, redirect -",
            "302 unknown, redirect -",
        ),
    ];
    for (status, body, with_type, without) in cases {
        let error = answered(status, body).await.undocumented_error().await;
        assert_eq!(outcome(&Err(error)), with_type);
        let error = answered(status, body).await.unexpected().await;
        assert_eq!(outcome(&Err(error)), without);
    }
}

/// An answer in one media type.
async fn answered_in(
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
) -> Response {
    let server = in_process(move |_request: http::Request<_>| {
        let mut answer = http::Response::builder();
        for (name, value) in headers {
            answer = answer.header(*name, *value);
        }
        std::future::ready(answer.body(body).unwrap())
    });
    let core: Core = Builder::new("http://localhost")
        .hooks(server)
        .build()
        .unwrap();
    Call::new(&core, &PLACE_ORDER).send().await.unwrap()
}

#[tokio::test]
async fn text_and_forms_are_read_as_the_type_that_is_asked_for() {
    #[derive(Debug, PartialEq)]
    struct Form {
        id: String,
        count: i64,
        flag: Option<bool>,
        tags: Vec<u8>,
        size: std::collections::BTreeMap<String, i64>,
    }
    openapi_types::object!(Form {
        required id: "id",
        required count: "count",
        optional flag: "flag",
        required tags: "tags",
        required size: "size",
    });
    let text = [("content-type", "text/plain; charset=utf-8")]
        .as_slice()
        .to_vec()
        .leak();
    let form = [("content-type", "application/x-www-form-urlencoded")]
        .to_vec()
        .leak();

    let body = "12";
    assert_eq!(
        answered_in(text, body)
            .await
            .text::<String>()
            .await
            .unwrap()
            .into_inner(),
        "12"
    );
    assert_eq!(
        answered_in(text, body)
            .await
            .text::<i64>()
            .await
            .unwrap()
            .into_inner(),
        12
    );
    let error = answered_in(text, "x")
        .await
        .text::<i64>()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body of 200 OK is unreadable: it is not the documented text"
    );
    let error = answered_in(form, "x")
        .await
        .text::<String>()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body of 200 OK is unreadable: its content type is not the documented one"
    );

    let body = "id=1+2&count=3&flag=true&tags=4&tags=5&size=%7B%22a%22:6%7D&new=x";
    let read = answered_in(form, body).await.form::<Form>().await.unwrap();
    let expected = Form {
        id: "1 2".to_owned(),
        count: 3,
        flag: Some(true),
        tags: vec![4, 5],
        size: [("a".to_owned(), 6)].into(),
    };
    assert_eq!(*read, expected);
    let error = answered_in(form, "id=1")
        .await
        .form::<Form>()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body of 200 OK is unreadable: it is not the documented form"
    );
}

#[tokio::test]
async fn headers_of_an_answer_have_types() {
    #[derive(serde::Deserialize, Debug, PartialEq)]
    struct Size {
        w: i64,
        h: String,
    }
    let headers = [
        ("x-text", "a, b"),
        ("x-number", "12"),
        ("x-list", "1, 2"),
        ("x-list", "3"),
        ("x-size", "w=1,h=2"),
        ("x-turn", "w,1,h,2"),
        ("x-json", r#"{"w":1,"h":"2"}"#),
    ];
    let answer = answered_in(headers.to_vec().leak(), "").await;
    let simple = HeaderStyle::Simple;
    let size = Size {
        w: 1,
        h: "2".to_owned(),
    };
    assert_eq!(answer.header::<String>("x-text", simple).unwrap(), "a, b");
    assert_eq!(answer.header::<i64>("x-number", simple).unwrap(), 12);
    assert_eq!(
        answer.header::<Option<i64>>("x-number", simple).unwrap(),
        Some(12)
    );
    assert_eq!(
        answer.header::<Option<i64>>("x-none", simple).unwrap(),
        None
    );
    assert_eq!(
        answer.header::<Vec<u8>>("x-list", simple).unwrap(),
        [1, 2, 3]
    );
    assert_eq!(
        answer.header::<Vec<String>>("x-list", simple).unwrap(),
        ["1", "2", "3"]
    );
    assert_eq!(
        answer
            .header::<Size>("x-size", HeaderStyle::SimpleExploded)
            .unwrap(),
        size
    );
    assert_eq!(answer.header::<Size>("x-turn", simple).unwrap(), size);
    assert_eq!(
        answer.header::<Size>("x-json", HeaderStyle::Json).unwrap(),
        size
    );
    for name in ["x-none", "x-text", "x-size"] {
        let error = answer.header::<i64>(name, simple).unwrap_err().to_string();
        let expected =
            format!("the header `{name}` of the answer is missing or not of the documented type");
        assert_eq!(
            error,
            format!("the body of 200 OK is unreadable: {expected}")
        );
    }
}

#[tokio::test]
async fn of_several_media_types_the_answer_has_one() {
    let text = [("content-type", "text/plain")].to_vec().leak();
    let answer = answered_in(text, "a").await;
    assert_eq!(answer.content(&["application/json", "text/plain"]), Some(1));
    assert_eq!(answer.content(&["application/json"]), None);
    let error = answer.wrong_content().await;
    assert_eq!(
        error.to_string(),
        "the body of 200 OK is unreadable: its content type is not the documented one"
    );
}

#[tokio::test]
async fn an_answer_without_a_body_and_one_of_bytes_keep_their_head() {
    let empty = answered(204, "").await.empty();
    assert_eq!(empty.status().as_u16(), 204);

    // What is read piece by piece is not held to the cap.
    let long = "a".repeat(REFUSAL.len() + 1).leak();
    let stream = answered(200, long).await.stream();
    assert_eq!(stream.status().as_u16(), 200);
    let read = stream.into_inner().collect(long.len()).await.unwrap();
    assert_eq!(read, long.as_bytes());
}
