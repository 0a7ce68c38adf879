//! Each documented status is reached by a seeded gateway, token or specification.

use crate::in_memory::callers::{NO_PERMISSION, TOKENS, UNAVAILABLE};
use crate::in_memory::gateways::{Condition, GATEWAYS, OTHER_PROJECT};
use crate::server::{PATH, TOKEN, call, code, request, service};

const GATEWAY: &str = "6a7d71827fd54572b1f31aa9548fcc81";
const PROJECT: &str = "0123456789abcdef0123456789abcdef";

fn path(project: &str, gateway: &str) -> String {
    format!("POST /v2/{project}/apigw/instances/{gateway}/postpaid-resize")
}

async fn check(line: &str, token: &str, body: &str, status: u16, expected: &str) {
    let response = call(&service(), request(line, &[(TOKEN.0, token)], body)).await;
    assert_eq!(
        (response.status().as_u16(), code(&response).as_str()),
        (status, expected),
        "{line} {token} {body}"
    );
}

#[tokio::test]
async fn the_example_of_the_page_every_time() {
    let service = service();
    for body in [
        r#"{"spec_id":"PROFESSIONAL"}"#,
        "{}",
        r#"{"spec_id" : "PLATINUM_X8", "new": [1]}"#,
        "{\"spec_id\": \"NLB_BASIC\"}\n",
    ] {
        for _ in 0..3 {
            let response = call(&service, request(&format!("POST {PATH}"), &[TOKEN], body)).await;
            assert_eq!(response.status(), 202, "{body}");
            assert_eq!(response.headers()["content-type"], "application/json");
            let found: serde_json::Value =
                serde_json::from_slice(response.body().bytes()).expect("JSON");
            let expected = serde_json::json!({
                "instance_id": GATEWAY,
                "message": "JOB_ASSIGNED_FOR_RESIZE_0086I:The job JOB-5acb75c7565e42c997954774456eac79 is assigned to resize instance.",
                "job_id": "JOB-5acb75c7565e42c997954774456eac79",
            });
            assert_eq!(found, expected, "{body}");
        }
    }
}

#[tokio::test]
async fn specifications() {
    let (basic, platinum) = (
        path(PROJECT, GATEWAY),
        path(PROJECT, "00000000000000000000000000000001"),
    );
    check(&basic, TOKEN.1, r#"{"spec_id":"BASIC"}"#, 409, "APIC.7707").await;
    for unknown in [
        "",
        "basic",
        "PLATINUM_X9",
        "NLB_",
        "_IPV6",
        "BASIC_IPV6_IPV6",
    ] {
        check(
            &basic,
            TOKEN.1,
            &format!(r#"{{"spec_id":"{unknown}"}}"#),
            404,
            "APIC.7301",
        )
        .await;
    }
    check(
        &platinum,
        TOKEN.1,
        r#"{"spec_id":"PROFESSIONAL"}"#,
        400,
        "APIC.7243",
    )
    .await;
    check(
        &path(PROJECT, "unknown"),
        TOKEN.1,
        r#"{"spec_id":"BASIC"}"#,
        404,
        "APIC.7302",
    )
    .await;
}

#[tokio::test]
async fn gateways() {
    for gateway in GATEWAYS {
        if matches!(gateway.condition, Condition::Running(_)) {
            continue;
        }
        let line = path(PROJECT, gateway.id);
        let response = call(
            &service(),
            request(&line, &[TOKEN], r#"{"spec_id":"ENTERPRISE"}"#),
        )
        .await;
        assert_eq!(code(&response), gateway.condition.answer(), "{line}");
        assert!(response.status().as_u16() >= 400);
    }
    check(
        &path(OTHER_PROJECT, GATEWAY),
        TOKEN.1,
        "{}",
        403,
        "APIC.7130",
    )
    .await;
    check(
        &path(PROJECT, "00000000000000000000000000000403"),
        TOKEN.1,
        "{}",
        403,
        "APIC.7111",
    )
    .await;
    check(
        &path(PROJECT, "00000000000000000000000000000409"),
        TOKEN.1,
        "{}",
        409,
        "APIC.7712",
    )
    .await;
    check(
        &path(PROJECT, "00000000000000000000000000000500"),
        TOKEN.1,
        "{}",
        500,
        "APIC.9000",
    )
    .await;
}

#[tokio::test]
async fn tokens() {
    let line = path(PROJECT, GATEWAY);
    for token in TOKENS {
        let response = call(&service(), request(&line, &[(TOKEN.0, token.token)], "{}")).await;
        assert_eq!(code(&response), token.code, "{}", token.token);
    }
    // Before the body is looked at.
    check(&line, "expired-token", "not JSON", 401, "APIC.7101").await;
    check(&line, "read-only-token", "not JSON", 403, "APIC.7110").await;
    check(&line, "nobody's", "{}", 401, "APIC.7102").await;
    check(&line, NO_PERMISSION, "{}", 403, "APIC.7106").await;
    check(&line, UNAVAILABLE, "{}", 500, "APIC.9000").await;
}
