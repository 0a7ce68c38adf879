//! What the document says of requests that reach no handler.

use crate::server::{PATH, TOKEN, call, code, request, service};

/// Request line, headers, body; status and code of the answer.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, u16, &'a str);

#[tokio::test]
async fn each_row() {
    const TEXT: (&str, &str) = ("Content-Type", "text/plain");
    const GOOD: &str = r#"{"spec_id":"PROFESSIONAL"}"#;
    let large = format!("{{\"spec_id\":\"{}\"}}", "x".repeat(1024 * 1024));
    let post = format!("POST {PATH}");
    let cases: &[Case<'_>] = &[
        ("POST /", &[], GOOD, 404, "HTTP.404"),
        (&format!("{post}/"), &[TOKEN], GOOD, 404, "HTTP.404"),
        (
            &post.replace("0123456789abcdef0123456789abcdef", ""),
            &[TOKEN],
            GOOD,
            404,
            "HTTP.404",
        ),
        (&format!("GET {PATH}"), &[TOKEN], "", 405, "HTTP.405"),
        (&post, &[], GOOD, 401, "APIC.7102"),
        (&post, &[("X-Auth-Token", "")], GOOD, 401, "APIC.7102"),
        (
            &post,
            &[("X-Auth-Token", "bad")],
            "not JSON",
            401,
            "APIC.7102",
        ),
        (
            &post,
            &[("Authorization", "Bearer x")],
            GOOD,
            401,
            "APIC.7102",
        ),
        (&post, &[TOKEN, TEXT], GOOD, 415, "HTTP.415"),
        (
            &post,
            &[TOKEN, ("Content-Type", "application/json"), TEXT],
            GOOD,
            415,
            "HTTP.415",
        ),
        (&post, &[TOKEN], &large, 413, "HTTP.413"),
        (&post, &[TOKEN], "", 400, "APIC.7211"),
        (&post, &[TOKEN], "null", 400, "APIC.7211"),
        (&post, &[TOKEN], "[\"PROFESSIONAL\"]", 400, "APIC.7211"),
        (&post, &[TOKEN], r#"{"spec_id":null}"#, 400, "APIC.7211"),
        (&post, &[TOKEN], r#"{"spec_id":1}"#, 400, "APIC.7211"),
        (
            &post,
            &[TOKEN],
            r#"{"spec_id":"A","spec_id":"B"}"#,
            400,
            "APIC.7211",
        ),
        (
            &post,
            &[TOKEN],
            "{\"spec_id\":\"PROFESSIONAL\"",
            400,
            "APIC.7211",
        ),
        (&post, &[TOKEN], "{}{}", 400, "APIC.7211"),
        (
            &post.replace("6a7d71827fd54572b1f31aa9548fcc81", "%ff"),
            &[TOKEN],
            GOOD,
            400,
            "APIC.7211",
        ),
    ];
    for (line, headers, body, status, expected) in cases {
        let response = call(&service(), request(line, headers, body)).await;
        let shown: String = body.chars().take(80).collect();
        assert_eq!(
            (response.status().as_u16(), code(&response).as_str()),
            (*status, *expected),
            "{line} {headers:?} {shown}"
        );
        assert!(
            !response.headers().contains_key("www-authenticate"),
            "no scheme of the document has a challenge"
        );
    }
}

#[tokio::test]
async fn violations_say_where_and_not_what() {
    let response = call(
        &service(),
        request(
            &format!("POST {PATH}"),
            &[TOKEN],
            r#"{"spec_id":{"secret":1}}"#,
        ),
    )
    .await;
    let body = std::str::from_utf8(response.body().bytes()).expect("UTF-8");
    assert_eq!(
        body,
        r#"{"error_code":"APIC.7211","error_msg":"Parameter value does not match the rules: /spec_id: expected a string"}"#
    );
}

#[tokio::test]
async fn methods_without_a_body() {
    for (line, status, allow) in [
        (format!("HEAD {PATH}"), 405, "POST"),
        (format!("OPTIONS {PATH}"), 204, "POST"),
        ("OPTIONS *".to_owned(), 204, "POST"),
    ] {
        let response = call(&service(), request(&line, &[], "")).await;
        assert_eq!(response.status().as_u16(), status, "{line}");
        assert_eq!(response.headers()["allow"], allow, "{line}");
        assert!(response.body().bytes().is_empty(), "{line}");
    }
}

/// The bodies of rejections are examples of the document, so they keep its schema.
#[test]
fn prepared_bodies_keep_the_schema() {
    use openapi_server::Canned;
    let all = apig_server::REJECTIONS;
    for canned in [
        all.missing_credential,
        all.rejected_credential,
        all.forbidden,
        all.invalid_request,
        all.unknown_path,
        all.method_not_allowed,
        all.payload_too_large,
        all.unsupported_media_type,
        all.internal_error,
    ] {
        let text = match canned {
            Canned::Json(text) => text.to_owned(),
            Canned::JsonText { before, after } => format!("{before}: something{after}"),
            Canned::Problem => panic!("the document has a body for each rejection"),
        };
        serde_json::from_str::<apig_server::types::ErrorResponse>(&text).expect(&text);
    }
}
