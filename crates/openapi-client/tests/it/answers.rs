//! Each kind of answer, and what it becomes.

use crate::client::{PLACE_ORDER, SECRET, builder, outcome, place_order};
use crate::server::{Server, Then, answer};

const JSON: &str = "content-type: application/json\r\nset-cookie: s3cret\r\nx-request-id: r-1\r\n";
const ECHO: &str = "content-type: application/json\r\nx-request-id: s3cret\r\n";
const HTML: &str = "content-type: text/html\r\n";

/// The cap of the client under test.
const LIMIT: usize = 4096;

async fn check(answer: impl Into<Vec<u8>>, expected: &str) {
    let answer = answer.into();
    let shown = String::from_utf8_lossy(&answer)
        .chars()
        .take(300)
        .collect::<String>();
    let server = Server::saying(answer, Then::Close);
    let core = builder(&server.url)
        .max_response_bytes(LIMIT)
        .build()
        .unwrap();
    let result = place_order(&core, &PLACE_ORDER).await;
    assert_eq!(outcome(&result), expected, "{shown}");
    assert_eq!(server.requests().len(), 1, "sent more than once: {shown}");
}

#[tokio::test]
async fn a_documented_success_is_decoded_or_unreadable() {
    let with_type = |kind: &str| format!("content-type: {kind}\r\n");
    let cases: &[(&str, &str, &str)] = &[
        (JSON, r#"{"id":"a"}"#, "202 order a"),
        (JSON, "{}", "202 order -"),
        (JSON, r#" {"id":"\u0061","new":[null]} "#, "202 order a"),
        (
            &with_type("Application/JSON;charset=UTF-8"),
            r#"{"id":"a"}"#,
            "202 order a",
        ),
        (
            &with_type("application/vnd.a+json"),
            r#"{"id":"a"}"#,
            "202 order a",
        ),
        ("", r#"{"id":"a"}"#, "202 order a"),
        (JSON, "null", "202 unreadable: type"),
        (JSON, "[]", "202 unreadable: type"),
        (JSON, r#"["s3cret"]"#, "202 unreadable: type"),
        (JSON, r#""s3cret""#, "202 unreadable: type"),
        (JSON, "12", "202 unreadable: type"),
        (JSON, "true", "202 unreadable: type"),
        (JSON, r#"{"id":null}"#, "202 unreadable: type"),
        (JSON, r#"{"id":1}"#, "202 unreadable: type"),
        (JSON, r#"{"id":["s3cret"]}"#, "202 unreadable: type"),
        (JSON, r#"{"id":"a","id":"s3cret"}"#, "202 unreadable: type"),
        (JSON, "", "202 unreadable: incomplete"),
        (JSON, r#"{"id":"s3cr"#, "202 unreadable: incomplete"),
        (JSON, r#"{"id":"s3cret"}}"#, "202 unreadable: syntax"),
        (JSON, "<html>s3cret", "202 unreadable: syntax"),
        ("", "<html>s3cret", "202 unreadable: syntax"),
        (HTML, r#"{"id":"s3cret"}"#, "202 unreadable: content type"),
        (
            &with_type("text/plain"),
            "s3cret",
            "202 unreadable: content type",
        ),
    ];
    for (headers, body, expected) in cases {
        check(answer("202 Accepted", headers, body), expected).await;
    }
    check(
        answer("202 Accepted", JSON, b"{\"x\":\"\xff\"}"),
        "202 unreadable: type",
    )
    .await;
}

#[tokio::test]
async fn errors_and_undocumented_statuses_are_told_apart() {
    let refusal = r#"{"code":"A.1","text":"s3cret","more":"s3cret"}"#;
    let kept = SECRET.repeat(LIMIT / SECRET.len());
    let long = SECRET.repeat(LIMIT);
    let cases: &[(&str, &str, &str, &str)] = &[
        ("404 Not Found", JSON, refusal, "404 refused A.1"),
        // It repeats what it was sent where other answers have what can be printed.
        (
            "404 Not Found",
            ECHO,
            r#"{"code":"s3cret","text":""}"#,
            "404 refused s3cret",
        ),
        (
            "502 Bad Gateway",
            ECHO,
            "",
            "502 unknown, undocumented, 0 kept",
        ),
        (
            "404 s3cret",
            JSON,
            r#"{"code":"A.1"}"#,
            "404 unreadable: type",
        ),
        (
            "404 Not Found",
            HTML,
            refusal,
            "404 unreadable: content type",
        ),
        ("404 Not Found", JSON, "", "404 unreadable: incomplete"),
        ("200 OK", JSON, r#"{"id":"a"}"#, "200 order a"),
        ("200 OK", JSON, "null", "200 unreadable: type"),
        ("204 No Content", "", "", "204 unreadable: incomplete"),
        ("429 Too Many Requests", JSON, refusal, "429 refused A.1"),
        (
            "503 Service Unavailable",
            JSON,
            r#"{"error":"s3cret"}"#,
            "503 unknown, undocumented, 18 kept",
        ),
        (
            "503 Service Unavailable",
            HTML,
            refusal,
            "503 unknown, undocumented, 46 kept",
        ),
        (
            "502 s3cret",
            HTML,
            "<html>s3cret",
            "502 unknown, undocumented, 12 kept",
        ),
        (
            "502 Bad Gateway",
            HTML,
            "",
            "502 unknown, undocumented, 0 kept",
        ),
        (
            "502 Bad Gateway",
            HTML,
            &long,
            "502 unknown, undocumented, 0 kept",
        ),
        (
            "502 Bad Gateway",
            HTML,
            &kept,
            "502 unknown, undocumented, 1024 kept",
        ),
        ("599 Odd", JSON, "null", "599 unknown, undocumented, 4 kept"),
        ("404 Not Found", JSON, &long, "404 too large, 0 kept"),
    ];
    for (status, headers, body, expected) in cases {
        check(answer(status, headers, body), expected).await;
    }
}

#[tokio::test]
async fn a_broken_body_is_never_a_success() {
    let declared = |length: usize, body: &str| {
        format!("HTTP/1.1 202 Accepted\r\n{JSON}content-length: {length}\r\n\r\n{body}")
    };
    let chunked = |status: &str, body: &str| {
        format!("HTTP/1.1 {status}\r\n{JSON}transfer-encoding: chunked\r\n\r\n{body}")
    };
    let chunk = |size: usize| format!("{size:x}\r\n{}\r\n", " ".repeat(size));
    let exactly = format!("{}b\r\n{{\"id\":\"ab\"}}\r\n0\r\n\r\n", chunk(LIMIT - 11));
    let over = format!("{}c\r\n{{\"id\":\"abc\"}}\r\n0\r\n\r\n", chunk(LIMIT - 11));
    let cases = [
        (
            declared(50, r#"{"id":"s3cret"}"#),
            "202 unknown, unreadable: interrupted",
        ),
        (declared(LIMIT, ""), "202 unknown, unreadable: interrupted"),
        (
            declared(LIMIT + 1, r#"{"id":"a"}"#),
            "202 too large, 0 kept",
        ),
        (declared(1 << 40, r#"{"id":"a"}"#), "202 too large, 0 kept"),
        (
            chunked("202 Accepted", "a\r\n{\"id\":\"a\"}\r\n"),
            "202 unknown, unreadable: interrupted",
        ),
        (
            chunked("202 Accepted", "zz\r\n"),
            "202 unknown, unreadable: interrupted",
        ),
        (chunked("202 Accepted", &exactly), "202 order ab"),
        (chunked("202 Accepted", &over), "202 too large, 1024 kept"),
        (
            chunked("502 Bad", &over),
            "502 unknown, undocumented, 1024 kept",
        ),
        (
            chunked("502 Bad", "5\r\ns3cre"),
            "502 unknown, unreadable: interrupted",
        ),
        (
            "HTTP/1.1 202 Accepted\r\ncontent-le".to_owned(),
            "0 unknown, transport",
        ),
        ("s3cret\r\n\r\n".to_owned(), "0 unknown, transport"),
        (String::new(), "0 unknown, transport"),
    ];
    for (answer, expected) in cases {
        check(answer, expected).await;
    }
}

#[tokio::test]
async fn a_refusal_tells_all_of_itself() {
    let body = r#"{"code":"A.1","text":"no such order"}"#;
    let server = Server::saying(answer("404 Not Found", JSON, body), Then::Close);
    let core = builder(&server.url).build().unwrap();
    let error = place_order(&core, &PLACE_ORDER).await.unwrap_err();
    assert!(error.is_refused() && !error.is_unreadable());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert_eq!(error.error_code(), Some("A.1"));
    assert_eq!(error.error_message(), Some("no such order"));
    assert_eq!(error.request_id(), Some("r-1"));
    let line = "the server refused the request with 404 Not Found, code A.1 (request id r-1)";
    assert_eq!(error.to_string(), line);
    let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
    assert_eq!(boxed.to_string(), line);
}

#[tokio::test]
async fn an_answer_without_a_type_tells_its_head() {
    let ids = [
        ("x-request-id: r-1\r\n", "", Some("r-1")),
        ("", r#"{"request_id":"r-2"}"#, Some("r-2")),
        (
            "x-request-id: r-1\r\n",
            r#"{"request_id":"r-2"}"#,
            Some("r-1"),
        ),
        ("", "", None),
    ];
    for status in ["403 Forbidden", "502 Bad Gateway"] {
        for (headers, body, id) in ids {
            let server = Server::saying(answer(status, headers, body), Then::Close);
            let core = builder(&server.url).build().unwrap();
            let error = place_order(&core, &PLACE_ORDER).await.unwrap_err();
            assert_eq!(error.request_id(), id, "{status} {headers:?} {body}");
            assert!(!error.is_refused(), "{status}");
            assert_eq!(error.is_unreadable(), status.starts_with("403"));
        }
    }
}
