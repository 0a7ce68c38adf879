//! Requests as the vendor's own clients sign them.

use apig_server::Service;
use apig_server::http::header::HOST;
use sdk_hmac_sha256::{AccessKey, Request, SigningTime, sign};

use crate::in_memory::callers::Callers;
use crate::in_memory::gateways::Gateways;
use crate::in_memory::{ACCESS_KEY, SECRET_KEY};
use crate::server::{PATH, call, code, request};

fn noon() -> SigningTime {
    "20251226T080500Z".parse().expect("a time")
}

fn service() -> Service<Gateways, Callers> {
    apig_server::service(
        Gateways,
        Callers {
            now: noon,
            ..Callers::default()
        },
    )
}

/// The two vectors of the vendor's signer for this operation: headers, signature, body.
const COMMON: &[(&str, &str)] = &[
    ("Host", "apig.cn-north-4.myhuaweicloud.com"),
    ("Content-Type", "application/json;charset=utf-8"),
    ("User-Agent", "huaweicloud-usdk-python/3.0"),
    ("X-Project-Id", "0123456789abcdef0123456789abcdef"),
    ("X-Sdk-Date", "20251226T080000Z"),
    ("Accept", "*/*"),
];

fn authorization(signature: &str) -> String {
    format!(
        "SDK-HMAC-SHA256 Access={ACCESS_KEY}, \
         SignedHeaders=content-type;host;user-agent;x-project-id;x-sdk-date, Signature={signature}"
    )
}

const SPEC: (&str, &str) = (
    "b06fe30bb9ca98ed277a361f9777fed58dfa8bd417b01251daba7112c4a82326",
    "{\"spec_id\": \"PROFESSIONAL\"}",
);
const EMPTY: (&str, &str) = (
    "0d733f7c77aaaf984e6e84813e0f9a277fc261dbffcade2d3ce841326ad4b601",
    "{}",
);

#[tokio::test]
async fn vectors() {
    let cases = [
        ("spec", SPEC.0, SPEC.1, PATH, 202),
        ("empty object", EMPTY.0, EMPTY.1, PATH, 202),
        ("another body", SPEC.0, EMPTY.1, PATH, 401),
        ("no body", EMPTY.0, "", PATH, 401),
        (
            "another path",
            SPEC.0,
            SPEC.1,
            &PATH.replace("6a7d", "6a7e"),
            401,
        ),
        ("a query", SPEC.0, SPEC.1, &format!("{PATH}?a=1"), 401),
        (
            "the same path, escaped",
            SPEC.0,
            SPEC.1,
            &PATH.replace("6a7d", "%36a7d"),
            202,
        ),
        ("signed, but not JSON", SPEC.0, "not JSON", PATH, 401),
    ];
    for (name, signature, body, path, status) in cases {
        let authorization = authorization(signature);
        let mut headers = COMMON.to_vec();
        headers.push(("Authorization", &authorization));
        let response = call(&service(), request(&format!("POST {path}"), &headers, body)).await;
        assert_eq!(response.status().as_u16(), status, "{name}");
        if status == 401 {
            assert_eq!(code(&response), "APIC.7102", "{name}");
        }
    }
}

/// Signs with a key, at a time, and sends.
async fn check(
    name: &str,
    id: &str,
    secret: &str,
    date: &str,
    headers: &[(&str, &str)],
    body: &str,
    status: u16,
) {
    let key = AccessKey::new(id, secret).expect("a key");
    let bytes: Vec<(&str, &[u8])> = headers
        .iter()
        .map(|(name, value)| (*name, value.as_bytes()))
        .collect();
    let unsigned = Request {
        method: "POST",
        path: PATH,
        query: None,
        headers: &bytes,
        body: body.as_bytes(),
    };
    let signed = sign(&unsigned, &key, date.parse().expect("a time"));
    let mut all = headers.to_vec();
    all.extend(signed.headers());
    let response = call(&service(), request(&format!("POST {PATH}"), &all, body)).await;
    assert_eq!(response.status().as_u16(), status, "{name}");
}

#[tokio::test]
async fn keys_and_clocks() {
    const HEADERS: &[(&str, &str)] = &[("Host", "a"), ("Content-Type", "application/json")];
    const DATE: &str = "20251226T080500Z";
    check("good", ACCESS_KEY, SECRET_KEY, DATE, HEADERS, "{}", 202).await;
    check("no body", ACCESS_KEY, SECRET_KEY, DATE, HEADERS, "", 400).await;
    check(
        "not JSON", ACCESS_KEY, SECRET_KEY, DATE, HEADERS, "not JSON", 400,
    )
    .await;
    check("another key", "AK", SECRET_KEY, DATE, HEADERS, "{}", 401).await;
    check("another secret", ACCESS_KEY, "SK", DATE, HEADERS, "{}", 401).await;
    check(
        "15 minutes",
        ACCESS_KEY,
        SECRET_KEY,
        "20251226T082000Z",
        HEADERS,
        "{}",
        202,
    )
    .await;
    check(
        "a second more",
        ACCESS_KEY,
        SECRET_KEY,
        "20251226T082001Z",
        HEADERS,
        "{}",
        401,
    )
    .await;
    check(
        "media type",
        ACCESS_KEY,
        SECRET_KEY,
        DATE,
        &[("Host", "a"), ("Content-Type", "text/plain")],
        "{}",
        415,
    )
    .await;
}

/// HTTP/2 has the host in the target, and signers sign it as a header.
#[tokio::test]
async fn the_host_of_the_target() {
    let authorization = authorization(SPEC.0);
    let mut headers = COMMON.to_vec();
    headers.push(("Authorization", &authorization));
    headers.retain(|(name, _)| !name.eq_ignore_ascii_case(HOST.as_str()));
    let target = format!("POST https://apig.cn-north-4.myhuaweicloud.com{PATH}");
    assert_eq!(
        call(&service(), request(&target, &headers, SPEC.1))
            .await
            .status(),
        202
    );
    let target = format!("POST https://elsewhere{PATH}");
    assert_eq!(
        call(&service(), request(&target, &headers, SPEC.1))
            .await
            .status(),
        401
    );
}
