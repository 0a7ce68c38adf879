//! Broken rules: where, which, and nothing of what was sent.

use openapi_server::{MAX_VIOLATIONS, Service};

use crate::document::{Headers, Operations, request, told};

const KEY: (&str, &str) = ("X-Key", "good");

#[tokio::test]
async fn bodies_and_parameters() {
    let service = Service::new(Operations::default());
    let many = format!(
        "{}{}",
        r#"{"name":1,"next":"#.repeat(17),
        "1".to_owned() + &"}".repeat(17)
    );
    let all: Vec<String> = (0..MAX_VIOLATIONS)
        .map(|depth| format!("{}/name: expected a string", "/next".repeat(depth)))
        .collect();
    let all = all.join("; ");
    let cases: &[(&str, Headers<'_>, &str, &str)] = &[
        (
            "POST /things/1",
            &[KEY],
            "{}",
            "/name: expected to be present",
        ),
        ("POST /things/1", &[KEY], "null", "body: expected an object"),
        (
            "POST /things/1",
            &[KEY],
            "[\"a\"]",
            "body: expected an object",
        ),
        (
            "POST /things/1",
            &[KEY],
            r#"{"name":null}"#,
            "/name: expected a string",
        ),
        (
            "POST /things/1",
            &[KEY],
            r#"{"name":{"secret":1}}"#,
            "/name: expected a string",
        ),
        (
            "POST /things/1",
            &[KEY],
            r#"{"name":"secret"}"#,
            "/name: expected at most 5 characters",
        ),
        (
            "POST /things/1",
            &[KEY],
            r#"{"name":"a","secret":1}"#,
            "body: expected no other than the documented members",
        ),
        (
            "POST /things/1",
            &[KEY],
            r#"{"name":"a","name":"b"}"#,
            "/name: expected only once",
        ),
        (
            "POST /things/1",
            &[KEY],
            r#"{"name":"a","next":{"name":"b","name":2}}"#,
            "/next/name: expected a string; /next/name: expected only once",
        ),
        (
            "POST /things/1",
            &[KEY],
            "{\"name\":\"a\",\n\"sec",
            "body: expected JSON, line 2 column 4",
        ),
        (
            "POST /things/1",
            &[KEY],
            r#"{"name":"a"}x"#,
            "body: expected JSON, line 1 column 13",
        ),
        (
            "POST /things/1",
            &[KEY],
            "\u{feff}{}",
            "body: expected JSON, line 1 column 1",
        ),
        ("POST /things/1", &[KEY], &many, &all),
        ("GET /things/%ff", &[KEY], "", "/path/id: expected UTF-8"),
        (
            "GET /things/1?limit=0",
            &[KEY],
            "",
            "/query/limit: expected at least 1",
        ),
        (
            "GET /things/1?limit=100",
            &[KEY],
            "",
            "/query/limit: expected less than 100",
        ),
        (
            "GET /things/1?limit=secret",
            &[KEY],
            "",
            "/query/limit: expected a whole number",
        ),
        (
            "GET /things/1?limit=1.5",
            &[KEY],
            "",
            "/query/limit: expected a whole number",
        ),
        (
            "GET /things/1?limit=",
            &[KEY],
            "",
            "/query/limit: expected a whole number",
        ),
        (
            "GET /things/1?limit=1&limit=1",
            &[KEY],
            "",
            "/query/limit: expected only once",
        ),
        (
            "GET /things/1",
            &[KEY, ("X-Mode", "secret")],
            "",
            "/header/X-Mode: expected one of slow, fast",
        ),
        (
            "GET /things/1",
            &[KEY, ("X-Mode", "\u{e9}")],
            "",
            "/header/X-Mode: expected one of slow, fast",
        ),
        (
            "GET /things/%ff?limit=0",
            &[KEY, ("X-Mode", "")],
            "",
            "/path/id: expected UTF-8; /query/limit: expected at least 1; /header/X-Mode: expected one of slow, fast",
        ),
    ];
    for (line, headers, body, violations) in cases {
        let expected = (400, format!(r#"{{"error":"invalid: {violations}"}}"#));
        assert_eq!(
            told(&service, request(line, headers, body)).await,
            expected,
            "{line} {body}"
        );
    }
    for (line, headers, expected) in [
        (
            "GET /things/1?limit=99&other=1",
            &[KEY][..],
            r#"["1",99,null]"#,
        ),
        (
            "GET /things/1?%6cimit=%31",
            &[KEY, ("X-Mode", "fast")],
            r#"["1",1,"fast"]"#,
        ),
    ] {
        assert_eq!(
            told(&service, request(line, headers, "")).await,
            (200, expected.to_owned()),
            "{line}"
        );
    }
}
