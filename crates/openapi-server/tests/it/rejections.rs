//! Each row of the table of answers that no handler gives.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use openapi_server::http::HeaderName;
use openapi_server::http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE, WWW_AUTHENTICATE};
use openapi_server::{Body, RejectionKind, Service};

use crate::document::{ACT, CHANGE, Headers, Operations, call, request, text, told};

const KEY: (&str, &str) = ("X-Key", "good");
const GOOD: &str = r#"{"name":"a"}"#;
const MEDIA: (u16, &str) = (415, r#"{"error":"media"}"#);
const PATH: (u16, &str) = (404, r#"{"error":"path"}"#);
const METHOD: (u16, &str) = (405, r#"{"error":"method"}"#);

type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, (u16, &'a str));

/// Sends each case; a handler is reached exactly where the answer is a success.
async fn check(cases: &[Case<'_>]) {
    for (line, headers, body, (status, expected)) in cases {
        let operations = Operations::default();
        let handled = Arc::clone(&operations.handled);
        let service = Service::new(operations).body_limit(100);
        let answer = told(&service, request(line, headers, body)).await;
        assert_eq!(
            answer,
            (*status, (*expected).to_owned()),
            "{line} {headers:?} {body}"
        );
        assert_eq!(
            handled.load(Ordering::Relaxed) > 0,
            (200..300).contains(status) && *status != 204,
            "{line} {body}"
        );
    }
}

#[tokio::test]
async fn routes() {
    check(&[
        ("GET /things/1", &[KEY], "", (200, r#"["1",null,null]"#)),
        (
            "GET http://host/things/1",
            &[KEY],
            "",
            (200, r#"["1",null,null]"#),
        ),
        ("GET /th%69ngs/1", &[KEY], "", (200, r#"["1",null,null]"#)),
        (
            "GET /things/a%2Fb%20%E4%BD%A0",
            &[KEY],
            "",
            (200, "[\"a/b \u{4f60}\",null,null]"),
        ),
        (
            "GET /things/1",
            &[KEY, ("Accept", "text/html")],
            "",
            (200, r#"["1",null,null]"#),
        ),
        ("GET /", &[KEY], "", PATH),
        ("GET /things", &[KEY], "", PATH),
        ("GET /things/", &[KEY], "", PATH),
        ("GET /things/1/", &[KEY], "", PATH),
        ("GET /things//1", &[KEY], "", PATH),
        ("GET //things/1", &[KEY], "", PATH),
        ("GET /things/1/2", &[KEY], "", PATH),
        ("GET /things/..", &[KEY], "", PATH),
        ("GET /things/%2e%2E", &[KEY], "", PATH),
        ("GET /Things/1", &[KEY], "", PATH),
        ("PUT /things/1", &[], "", METHOD),
        ("NEW /things/1", &[], "", METHOD),
        ("GET /open", &[], "", METHOD),
        ("HEAD /open", &[], "", (405, "")),
        ("TRACE /open", &[], "", METHOD),
        ("OPTIONS /open", &[], "", (204, "")),
        ("OPTIONS /closed", &[], "", PATH),
    ])
    .await;
}

/// Request line, headers; headers of the answer.
type Expected<'a> = (&'a str, Headers<'a>, &'a [(HeaderName, Option<&'a str>)]);

#[tokio::test]
async fn headers_of_answers() {
    let service = Service::new(Operations::default());
    let cases: &[Expected<'_>] = &[
        (
            "PUT /things/1",
            &[],
            &[
                (ALLOW, Some("GET, HEAD, POST")),
                (CONTENT_TYPE, Some("application/json")),
            ],
        ),
        (
            "OPTIONS /things/1",
            &[],
            &[(ALLOW, Some("GET, HEAD, POST")), (CONTENT_TYPE, None)],
        ),
        ("OPTIONS *", &[], &[(ALLOW, Some("GET, HEAD, POST"))]),
        (
            "HEAD /things/1",
            &[KEY],
            &[
                (CONTENT_LENGTH, Some("15")),
                (CONTENT_TYPE, Some("application/json")),
            ],
        ),
        ("GET /things/1", &[KEY], &[(WWW_AUTHENTICATE, None)]),
        ("GET /things/1", &[], &[(WWW_AUTHENTICATE, Some("Bearer"))]),
        (
            "GET /things/1",
            &[("X-Key", "bad")],
            &[(WWW_AUTHENTICATE, Some("Bearer"))],
        ),
        (
            "GET /things/1",
            &[("X-Key", "forbidden")],
            &[(WWW_AUTHENTICATE, None)],
        ),
        (
            "POST /open",
            &[("Content-Type", "text/plain")],
            &[(CONTENT_TYPE, None)],
        ),
    ];
    for (line, headers, expected) in cases {
        let response = call(&service, request(line, headers, "")).await;
        for (name, value) in *expected {
            let found = response
                .headers()
                .get(name)
                .map(|value| value.to_str().expect("a text"));
            assert_eq!(found, *value, "{line} {name}");
        }
        assert!(
            !line.starts_with("HEAD") || response.body().bytes().is_empty(),
            "{line}"
        );
    }
}

#[tokio::test]
async fn media_types_and_sizes() {
    let large = format!(r#"{{"name":"a"{}}}"#, " ".repeat(100));
    let empty = (400, r#"{"error":"invalid: body: expected to be present"}"#);
    let good = (200, r#"{"name":"1","next":{"name":"a","next":null}}"#);
    check(&[
        (
            "POST /things/1",
            &[KEY, ("Content-Type", "Application/Json; Charset=UTF-8")],
            GOOD,
            good,
        ),
        (
            "POST /things/1",
            &[KEY, ("Content-Type", "text/plain")],
            GOOD,
            MEDIA,
        ),
        ("POST /things/1", &[KEY, ("Content-Type", "")], GOOD, MEDIA),
        (
            "POST /things/1",
            &[
                KEY,
                ("Content-Type", "application/json"),
                ("Content-Type", "application/json"),
            ],
            GOOD,
            MEDIA,
        ),
        (
            "POST /things/1",
            &[KEY, ("Content-Type", "text/plain")],
            "not JSON",
            MEDIA,
        ),
        (
            "POST /things/1",
            &[KEY, ("Content-Type", "application/json")],
            "",
            empty,
        ),
        ("POST /things/1", &[KEY], "", empty),
        (
            "POST /things/1",
            &[KEY, ("Content-Type", "text/plain")],
            "",
            empty,
        ),
        (
            "POST /things/1",
            &[KEY, ("Content-Type", "text/plain")],
            &large,
            MEDIA,
        ),
        (
            "POST /things/1",
            &[KEY],
            &large,
            (413, r#"{"error":"large"}"#),
        ),
        (
            "POST /things/1",
            &[],
            &large,
            (401, r#"{"error":"missing"}"#),
        ),
    ])
    .await;
}

#[tokio::test]
async fn limits() {
    let body = format!(r#"{{"name":"a"{}}}"#, " ".repeat(100));
    let length = body.len();
    for (name, service, status) in [
        ("default", Service::new(Operations::default()), 200),
        (
            "exactly",
            Service::new(Operations::default()).body_limit(length),
            200,
        ),
        (
            "less",
            Service::new(Operations::default()).body_limit(length - 1),
            413,
        ),
        (
            "own",
            Service::new(Operations::default())
                .body_limit(1)
                .operation_body_limit(&CHANGE, length),
            200,
        ),
        (
            "another's",
            Service::new(Operations::default()).operation_body_limit(&ACT, 1),
            200,
        ),
    ] {
        let (found, _) = told(&service, request("POST /things/1", &[KEY], &body)).await;
        assert_eq!(found, status, "{name}");
    }
}

#[tokio::test]
async fn optional_bodies_and_problems() {
    let service = Service::new(Operations::default());
    for (headers, body, status, expected) in [
        (&[][..], "", 204, ""),
        (&[], "{}", 204, ""),
        (
            &[("Content-Type", "text/plain")],
            "{}",
            415,
            r#"{"status":415,"title":"Unsupported Media Type","type":"about:blank"}"#,
        ),
        (
            &[],
            r#"{"do":1}"#,
            400,
            r##"{"errors":[{"detail":"expected a string","pointer":"#/do"}],"status":400,"title":"Bad Request","type":"about:blank"}"##,
        ),
    ] {
        let response = call(&service, request("POST /open", headers, body)).await;
        assert_eq!(
            (response.status().as_u16(), text(&response).as_str()),
            (status, expected),
            "{body}"
        );
        if status >= 400 {
            assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
        }
    }
}

#[tokio::test]
async fn a_hook_has_the_last_word() {
    let service = Service::new(Operations::default()).on_rejection(|rejection, mut response| {
        assert_eq!(response.status(), rejection.status());
        let operation = rejection.endpoint().map(|endpoint| endpoint.operation.id);
        let text = format!(
            "{:?} {operation:?} {}",
            rejection.kind(),
            rejection.violations()
        );
        *response.body_mut() = Body::from(text);
        response
    });
    for (line, headers, body, status, expected) in [
        ("GET /nowhere", &[][..], "", 404, "UnknownPath None "),
        (
            "GET /things/1",
            &[],
            "",
            401,
            "MissingCredential Some(\"read\") ",
        ),
        (
            "POST /things/1",
            &[KEY],
            "{}",
            400,
            "InvalidRequest Some(\"change\") /name: expected to be present",
        ),
        ("GET /things/1", &[KEY], "", 200, r#"["1",null,null]"#),
    ] {
        assert_eq!(
            told(&service, request(line, headers, body)).await,
            (status, expected.to_owned()),
            "{line}"
        );
    }
    assert_eq!(RejectionKind::RequestTimeout.status(), 408);
}
