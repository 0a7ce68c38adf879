//! The bytes of a probe: each change, and each bent credential.

use openapi_contract::{
    Call, RawRequest, Spec,
    call::{Argument, Body, Content, Credential, Secret},
    case::{Change, Expect, Probe, Twist},
    spec::Location,
};
use sdk_hmac_sha256::{AccessKey, Authorization, Request, SigningTime, verify};
use serde_json::json;

use crate::{PETS, read};

fn spec() -> Spec {
    read(&PETS.replace(
        "    Token: {",
        "    Query: { type: apiKey, in: query, name: key }\n    Cookie: { type: apiKey, in: cookie, name: sid }\n    Token: {",
    ))
    .unwrap()
}

fn call(scheme: &str) -> Call {
    let argument = |name: &str, location, value| Argument {
        name: name.to_owned(),
        location,
        value,
    };
    let secret = match scheme {
        "Signature" => Secret::Pair {
            access: "access".to_owned(),
            secret: "pair-secret".to_owned(),
        },
        _ => Secret::Key("secret-key-1".to_owned()),
    };
    Call {
        arguments: vec![
            argument("shop", Location::Path, json!("a")),
            argument("id", Location::Path, json!("tom")),
            argument("tag", Location::Query, json!("x")),
        ],
        body: Some(Body {
            content_type: Some("application/json".to_owned()),
            content: Content::Json(json!({"name": "Tom"})),
            pointer: None,
        }),
        credentials: vec![Credential {
            scheme: scheme.to_owned(),
            secret,
        }],
        before: Vec::new(),
    }
}

fn time() -> SigningTime {
    SigningTime::from_unix_seconds(1_800_000_000).unwrap()
}

fn request(scheme: &str, changes: Vec<Change>) -> RawRequest {
    let spec = spec();
    let probe = Probe {
        call: call(scheme),
        changes,
        expect: Expect::NoFault,
    };
    probe
        .request(&spec, spec.operation("putPet").unwrap(), "host", time())
        .unwrap()
}

/// The request as lines, without what is always there.
fn lines(request: &RawRequest) -> Vec<String> {
    let mut lines = vec![format!("{} {}", request.method, request.target)];
    for (name, value) in request.headers.iter() {
        if !name.eq_ignore_ascii_case("host") {
            lines.push(format!("{name}: {}", String::from_utf8_lossy(value)));
        }
    }
    lines.push(String::from_utf8_lossy(&request.body).into_owned());
    lines
}

#[test]
fn each_change_touches_nothing_else() {
    let plain = lines(&request("Token", Vec::new()));
    let check = |change: Change, expected: &[(usize, &str)]| {
        let found = lines(&request("Token", vec![change.clone()]));
        let mut lines = plain.clone();
        for (at, line) in expected {
            lines[*at] = (*line).to_owned();
        }
        assert_eq!(found, lines, "{change:?}");
    };
    assert_eq!(
        plain,
        [
            "PUT /shops/a/pets/tom?tag=x",
            "content-type: application/json",
            "content-length: 14",
            "X-Token: secret-key-1",
            "{\"name\":\"Tom\"}",
        ]
    );
    check(
        Change::Method("get".to_owned()),
        &[(0, "get /shops/a/pets/tom?tag=x")],
    );
    check(Change::Path("/%61".to_owned()), &[(0, "PUT /%61?tag=x")]);
    check(Change::Query(None), &[(0, "PUT /shops/a/pets/tom")]);
    check(
        Change::Query(Some("b".to_owned())),
        &[(0, "PUT /shops/a/pets/tom?b")],
    );
    let token = |twist| Change::Credential {
        scheme: "Token".to_owned(),
        twist,
    };
    check(token(Twist::Empty), &[(3, "X-Token: ")]);
    check(token(Twist::Truncated), &[(3, "X-Token: secret-ke")]);
    check(
        token(Twist::Wrong),
        &[(3, "X-Token: Y29udHJhY3Q6bm90LWEtcGFzc3dvcmQ=")],
    );
    let upper = lines(&request("Token", vec![Change::UpperCaseNames]));
    assert_eq!(
        upper[1..4].join("|"),
        "CONTENT-TYPE: application/json|CONTENT-LENGTH: 14|X-TOKEN: secret-key-1"
    );
}

#[test]
fn changes_of_the_body_keep_its_framing_true() {
    let check = |changes: Vec<Change>, headers: &[&str], body: &str| {
        let found = request("Token", changes.clone());
        assert_eq!(found.body, body.as_bytes(), "{changes:?}");
        for (name, expected) in ["content-length", "transfer-encoding"].iter().zip(headers) {
            assert_eq!(
                found.headers.text(name).unwrap_or("-"),
                *expected,
                "{changes:?}"
            );
        }
    };
    let body = || Change::Body(b"{".to_vec());
    check(vec![body()], &["1", "-"], "{");
    check(vec![body(), Change::Padded(3)], &["3", "-"], "{  ");
    check(vec![body(), Change::Chunked], &["-", "chunked"], "{");
    check(vec![Change::Chunked, body()], &["-", "chunked"], "{");
    check(vec![Change::Body(Vec::new())], &["0", "-"], "");
}

#[test]
fn credentials_are_bent_where_they_travel() {
    let check = |scheme: &str, twist, expected: &str| {
        let change = Change::Credential {
            scheme: scheme.to_owned(),
            twist,
        };
        let found = lines(&request(scheme, vec![change])).join("|");
        assert!(found.contains(expected), "{scheme} {twist}: {found}");
    };
    check("Query", Twist::Elsewhere, "key: secret-key-1");
    check("Query", Twist::Empty, "?tag=x&key=|");
    check(
        "Query",
        Twist::Twice,
        "?tag=x&key=secret-key-1&key=secret-key-1|",
    );
    check("Cookie", Twist::Truncated, "cookie: sid=secret-ke|");
    check(
        "Token",
        Twist::Twice,
        "X-Token: secret-key-1|X-Token: secret-key-1|",
    );
    check("Token", Twist::Elsewhere, "?tag=x&X-Token=secret-key-1|");
    check(
        "Bearer",
        Twist::SchemeWord,
        "authorization: Basic secret-key-1",
    );
    check("Token", Twist::Missing, "content-length: 14|{");
    check("Token", Twist::Bare, "authorization: secret-key-1|");
    check("Bearer", Twist::Bare, "authorization: secret-key-1|");
    check(
        "Token",
        Twist::OtherFields,
        "token: secret-key-1|x-access-token: secret-key-1|",
    );
}

#[test]
fn only_the_untouched_signature_is_good() {
    let check = |twist: Option<Twist>, expected: bool| {
        let change = twist.map(|twist| Change::Credential {
            scheme: "Signature".to_owned(),
            twist,
        });
        let request = request("Signature", change.into_iter().collect());
        assert_eq!(is_good(&request), expected, "{twist:?}");
    };
    check(None, true);
    check(Some(Twist::FewSigned), true);
    for twist in [
        Twist::Missing,
        Twist::Empty,
        Twist::Wrong,
        Twist::Unknown,
        Twist::Truncated,
        Twist::SchemeWord,
        Twist::Stale,
        Twist::Undated,
        Twist::DateUnsigned,
        Twist::TamperedBody,
        Twist::TamperedQuery,
    ] {
        check(Some(twist), false);
    }
    // What is changed before the signature is made is signed.
    assert!(is_good(&request(
        "Signature",
        vec![Change::Path("/x".to_owned()), Change::Body(b"7".to_vec())]
    )));
}

fn is_good(request: &RawRequest) -> bool {
    let Some(claim) = request.headers.text("authorization") else {
        return false;
    };
    let Ok(claim) = Authorization::parse(claim) else {
        return false;
    };
    let key = AccessKey::new("access", "pair-secret").unwrap();
    let (path, query) = match request.target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (request.target.as_str(), None),
    };
    let headers: Vec<_> = request.headers.iter().collect();
    let received = Request {
        method: &request.method,
        path,
        query,
        headers: &headers,
        body: &request.body,
    };
    claim.access() == "access" && verify(&received, &claim, key.secret(), time()).is_ok()
}
