//! What a verifier must not accept, and what it must not show.

use sdk_hmac_sha256::{
    AccessKey, Authorization, InvalidAccessKey, InvalidAuthorization, Request, SecretKey,
    SigningTime, VerifyError, authorization, sign, verify,
};

/// Headers as they are sent.
type Sent<'a> = &'a [(&'a str, &'a [u8])];

type Headers = Vec<(&'static str, Vec<u8>)>;

const SECRET: &str = "hush-hush-not-a-real-secret";
const NOW: i64 = 1_766_736_000;

fn time(seconds: i64) -> SigningTime {
    SigningTime::from_unix_seconds(seconds).expect("a time")
}

/// Signs a request with the headers and body, lets the case change what arrives, and verifies.
fn check(
    name: &str,
    content_type: Option<&'static str>,
    change: impl FnOnce(&mut Headers, &mut String, &mut Vec<u8>),
    expected: Result<(), VerifyError>,
) {
    let key = AccessKey::new("AK", SECRET).expect("a key");
    let mut headers: Headers = vec![("host", b"apig.invalid".to_vec())];
    headers.extend(content_type.map(|value| ("content-type", value.as_bytes().to_vec())));
    let mut body = b"{}".to_vec();
    let signed = {
        let headers: Vec<(&str, &[u8])> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_slice()))
            .collect();
        sign(
            &Request {
                method: "POST",
                path: "/p",
                query: None,
                headers: &headers,
                body: &body,
            },
            &key,
            time(NOW),
        )
    };
    headers.push(("X-Sdk-Date", signed.date().into()));
    headers.extend(
        signed
            .content()
            .map(|value| ("X-Sdk-Content-Sha256", value.into())),
    );
    let mut authorization = signed.authorization().to_owned();
    change(&mut headers, &mut authorization, &mut body);
    let headers: Vec<(&str, &[u8])> = headers
        .iter()
        .map(|(name, value)| (*name, value.as_slice()))
        .collect();
    let received = Request {
        method: "POST",
        path: "/p",
        query: Some(""),
        headers: &headers,
        body: &body,
    };
    let claim = Authorization::parse(&authorization).expect(name);
    assert_eq!(
        verify(&received, &claim, key.secret(), time(NOW)),
        expected,
        "{name}"
    );
}

fn set_date(headers: &mut Headers, date: &str) {
    headers.retain(|(name, _)| *name != "X-Sdk-Date");
    headers.push(("X-Sdk-Date", date.as_bytes().to_vec()));
}

#[test]
fn changed_requests() {
    const JSON: Option<&str> = Some("application/json;charset=utf-8");
    check("untouched", JSON, |_, _, _| (), Ok(()));
    check("no media type", None, |_, _, _| (), Ok(()));
    check(
        "an unsigned header more",
        JSON,
        |h, _, _| h.push(("accept", b"*/*".to_vec())),
        Ok(()),
    );
    check(
        "body",
        JSON,
        |_, _, b| b.push(b' '),
        Err(VerifyError::Mismatch),
    );
    check(
        "body without media type",
        None,
        |_, _, b| b.push(b' '),
        Err(VerifyError::Mismatch),
    );
    check(
        "header gone",
        JSON,
        |h, _, _| h.retain(|(n, _)| *n != "host"),
        Err(VerifyError::MissingHeader),
    );
    check(
        "header doubled",
        JSON,
        |h, _, _| h.push(("Host", b"other".to_vec())),
        Err(VerifyError::Mismatch),
    );
    check(
        "later date",
        JSON,
        |h, _, _| set_date(h, "20251226T080001Z"),
        Err(VerifyError::Mismatch),
    );
    check(
        "too late",
        JSON,
        |h, _, _| set_date(h, "20251226T081501Z"),
        Err(VerifyError::ClockDifference),
    );
    check(
        "too early",
        JSON,
        |h, _, _| set_date(h, "20251226T074459Z"),
        Err(VerifyError::ClockDifference),
    );
    check(
        "no date",
        JSON,
        |h, _, _| set_date(h, ""),
        Err(VerifyError::MalformedDate),
    );
    check(
        "two dates",
        JSON,
        |h, _, _| h.push(("x-sdk-date", b"20251226T080000Z".to_vec())),
        Err(VerifyError::MalformedDate),
    );
    check(
        "date not listed",
        JSON,
        |_, a, _| *a = a.replace(";x-sdk-date", ""),
        Err(VerifyError::DateNotSigned),
    );
    check(
        "header not listed",
        JSON,
        |_, a, _| *a = a.replace("content-type;", ""),
        Err(VerifyError::Mismatch),
    );
    check(
        "as large as it can be",
        JSON,
        |_, _, b| *b = vec![b' '; 12 * 1024 * 1024],
        Err(VerifyError::Mismatch),
    );
    check(
        "too large",
        JSON,
        |_, _, b| *b = vec![b' '; 12 * 1024 * 1024 + 1],
        Err(VerifyError::BodyTooLarge),
    );
}

#[test]
fn fewer_signed_headers() {
    let check = |signed: &[&str], expected: Result<(), VerifyError>| {
        let key = AccessKey::new("AK", SECRET).expect("a key");
        let date = time(NOW).to_string();
        let headers: Sent<'_> = &[
            ("host", b"apig.invalid"),
            ("X-Sdk-Date", date.as_bytes()),
            ("accept", b"*/*"),
        ];
        let request = Request {
            method: "GET",
            path: "/p",
            query: None,
            headers,
            body: b"",
        };
        let text = authorization(&request, &key, time(NOW), signed);
        let claim = Authorization::parse(&text).expect("an authorization");
        let names: Vec<&str> = claim.signed_headers().iter().map(String::as_str).collect();
        assert_eq!(names, signed);
        let verdict = verify(&request, &claim, key.secret(), time(NOW));
        assert_eq!(verdict, expected, "{signed:?}");
    };
    check(&["accept", "host", "x-sdk-date"], Ok(()));
    check(&["x-sdk-date"], Ok(()));
    check(&["accept", "host"], Err(VerifyError::DateNotSigned));
    check(&["via", "x-sdk-date"], Err(VerifyError::MissingHeader));
}

#[test]
fn unsigned_payloads() {
    const TEXT: Option<&str> = Some("text/plain");
    let unsigned = |h: &mut Headers| h.push(("X-Sdk-Content-Sha256", b"UNSIGNED-PAYLOAD".to_vec()));
    check("untouched", TEXT, |_, _, _| (), Ok(()));
    check("body", TEXT, |_, _, b| b.push(b' '), Ok(()));
    check(
        "media type turned into JSON",
        TEXT,
        |h, _, _| {
            h.retain(|(n, _)| *n != "content-type");
            h.push(("content-type", b"application/json".to_vec()));
        },
        Err(VerifyError::Mismatch),
    );
    check(
        "JSON is always signed",
        Some("application/json"),
        |h, _, b| {
            unsigned(h);
            b.push(b' ');
        },
        Err(VerifyError::Mismatch),
    );
    check(
        "BSON is always signed",
        Some("application/bson"),
        |_, _, b| b.push(b' '),
        Err(VerifyError::Mismatch),
    );
}

/// Only a request that says so, and whose media type allows it, leaves its body out.
#[test]
fn what_stands_for_the_body() {
    const SAYS: (&str, &[u8]) = ("x-sdk-content-sha256", b"UNSIGNED-PAYLOAD");
    const HASH: &str = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    let cases: &[(Sent<'_>, &str)] = &[
        (&[("content-type", b"text/plain"), SAYS], "UNSIGNED-PAYLOAD"),
        (&[("content-type", b"text/plain")], HASH),
        (&[("content-type", b"text/plain"), (SAYS.0, b"other")], HASH),
        (
            &[("content-type", b"Application/JSON; charset=utf-8"), SAYS],
            HASH,
        ),
        (&[("content-type", b"application/bson"), SAYS], HASH),
        (&[SAYS], HASH),
    ];
    for (headers, expected) in cases {
        let request = Request {
            method: "POST",
            path: "/",
            query: None,
            headers,
            body: b"{}",
        };
        let canonical = request.canonical(&["content-type"]);
        assert!(canonical.ends_with(expected.as_bytes()), "{headers:?}");
    }
}

#[test]
fn clock_difference_is_inclusive() {
    let key = AccessKey::new("AK", SECRET).expect("a key");
    let request = Request {
        method: "GET",
        path: "/",
        query: None,
        headers: &[],
        body: b"",
    };
    let signed = sign(&request, &key, time(NOW));
    let received = Request {
        headers: &[("x-sdk-date", signed.date().as_bytes())],
        ..request
    };
    let claim = Authorization::parse(signed.authorization()).expect("a claim");
    for (seconds, holds) in [(-901, false), (-900, true), (900, true), (901, false)] {
        assert_eq!(
            verify(&received, &claim, key.secret(), time(NOW + seconds)).is_ok(),
            holds,
            "{seconds}"
        );
    }
}

#[test]
fn authorization_headers() {
    let signature = "a".repeat(64);
    let accepted = [
        format!("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature={signature}"),
        format!("SDK-HMAC-SHA256 Access=AK,SignedHeaders=host;x-sdk-date,Signature={signature}"),
        format!(
            "  sdk-hmac-sha256   Signature={} , Access = AK ,  SignedHeaders= X-Sdk-Date ; Host ",
            signature.to_uppercase()
        ),
    ];
    for header in accepted {
        let claim = Authorization::parse(&header).expect(&header);
        assert_eq!(
            (claim.access(), claim.signed_headers().join(";").as_str()),
            ("AK", "host;x-sdk-date"),
            "{header}"
        );
    }
    let malformed = [
        "SDK-HMAC-SHA256 ".to_owned(),
        "SDK-HMAC-SHA256 Access=AK".to_owned(),
        format!("SDK-HMAC-SHA256 Access=, SignedHeaders=a, Signature={signature}"),
        format!("SDK-HMAC-SHA256 Access=AK, SignedHeaders=, Signature={signature}"),
        format!("SDK-HMAC-SHA256 Access=AK, SignedHeaders=a;a, Signature={signature}"),
        format!("SDK-HMAC-SHA256 Access=AK, Access=AK, SignedHeaders=a, Signature={signature}"),
        format!("SDK-HMAC-SHA256 Access=AK, SignedHeaders=a, Signature={signature}a"),
        format!("SDK-HMAC-SHA256 Access=AK, SignedHeaders=a, Signature={signature}aa"),
        "SDK-HMAC-SHA256 Access=AK, SignedHeaders=a, Signature=zz".to_owned(),
        format!("SDK-HMAC-SHA256 Access=AK, SignedHeaders=a, Signature={signature}, More=1"),
    ];
    for header in malformed {
        let expected = if header.trim() == "SDK-HMAC-SHA256" {
            InvalidAuthorization::Scheme
        } else {
            InvalidAuthorization::Malformed
        };
        assert_eq!(Authorization::parse(&header), Err(expected), "{header}");
    }
    for header in ["", "Bearer x", "SDK-HMAC-SHA256Access=AK"] {
        assert_eq!(
            Authorization::parse(header),
            Err(InvalidAuthorization::Scheme),
            "{header}"
        );
    }
}

#[test]
fn keys() {
    for id in ["", "a b", "a,b", "a\n", "\u{e9}"] {
        assert_eq!(
            AccessKey::new(id, SECRET).err(),
            Some(InvalidAccessKey::Id),
            "{id:?}"
        );
    }
    assert_eq!(SecretKey::new("").err(), Some(InvalidAccessKey::Secret));
}

#[test]
fn nothing_secret_is_shown() {
    let key = AccessKey::new("AK", SECRET).expect("a key");
    let request = Request {
        method: "GET",
        path: "/",
        query: None,
        headers: &[("x", SECRET.as_bytes())],
        body: SECRET.as_bytes(),
    };
    let signed = sign(&request, &key, time(NOW));
    let (_, signature) = signed
        .authorization()
        .split_once("Signature=")
        .expect("a signature");
    let claim = Authorization::parse(signed.authorization()).expect("a claim");
    let shown = format!(
        "{key:?} {:?} {signed:?} {claim:?} {request:?}",
        key.secret()
    );
    assert!(
        !shown.contains(SECRET) && !shown.contains(signature),
        "{shown}"
    );
}
