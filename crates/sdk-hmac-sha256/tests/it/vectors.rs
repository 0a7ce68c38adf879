//! Inputs and outputs of other signers: each intermediate text must be the same.

use sdk_hmac_sha256::{
    AccessKey, Authorization, Request, SigningTime, sign, string_to_sign, verify,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vector {
    name: String,
    input: Input,
    output: Output,
}

#[derive(Deserialize)]
struct Input {
    ak: String,
    sk: String,
    method: String,
    host: Option<String>,
    path: String,
    query: Vec<(String, String)>,
    #[serde(alias = "headers_before_signing")]
    headers: std::collections::BTreeMap<String, String>,
    signed_headers: Option<Vec<String>>,
    body: String,
}

#[derive(Deserialize)]
struct Output {
    signed_headers: Option<Vec<String>>,
    canonical_request: String,
    string_to_sign: String,
    signature: String,
    authorization: Option<String>,
}

fn check(vector: &Vector) {
    let Vector {
        name,
        input,
        output,
    } = vector;
    let query = input
        .query
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect::<Vec<_>>()
        .join("&");
    let mut headers: Vec<(&str, &[u8])> = input
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    headers.extend(input.host.iter().map(|host| ("Host", host.as_bytes())));
    let request = Request {
        method: &input.method,
        path: &input.path,
        query: Some(&query),
        headers: &headers,
        body: input.body.as_bytes(),
    };
    let names = output
        .signed_headers
        .as_ref()
        .or(input.signed_headers.as_ref())
        .expect("signed headers");
    let date: SigningTime = input
        .headers
        .get("X-Sdk-Date")
        .expect("a date")
        .parse()
        .expect("a time");
    let key = AccessKey::new(&input.ak, &input.sk).expect("a key");

    let canonical = request.canonical(names);
    assert_eq!(
        String::from_utf8_lossy(&canonical),
        output.canonical_request,
        "{name}"
    );
    assert_eq!(
        string_to_sign(&canonical, date),
        output.string_to_sign,
        "{name}"
    );

    let signed = sign(&request, &key, date);
    let authorization = format!(
        "SDK-HMAC-SHA256 Access={}, SignedHeaders={}, Signature={}",
        input.ak,
        names.join(";"),
        output.signature
    );
    assert_eq!(
        signed.authorization(),
        output.authorization.as_ref().unwrap_or(&authorization),
        "{name}"
    );

    let claim = Authorization::parse(signed.authorization()).expect("our own header");
    assert_eq!(
        (claim.access(), claim.signed_headers()),
        (input.ak.as_str(), names.as_slice()),
        "{name}"
    );
    assert_eq!(
        verify(&request, &claim, key.secret(), date),
        Ok(()),
        "{name}"
    );
}

#[test]
fn each_vector_holds() {
    let vectors: Vec<Vector> =
        serde_json::from_str(include_str!("data/signing-vectors.json")).expect("vectors");
    assert_eq!(vectors.len(), 5);
    vectors.iter().for_each(check);
}
