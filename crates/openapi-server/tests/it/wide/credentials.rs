//! Credentials of each kind: where they are looked for, and what is none.

use openapi_server::{
    Call, Denied, Endpoint, NoBody, Operation, Outcome, Rejections, RequestBody, Routes, Segment,
};

use super::{Headers, operation, told};

struct Credentials;

static OPERATIONS: [Operation; 5] = [
    operation("query", "GET"),
    operation("cookie", "GET"),
    operation("basic", "GET"),
    operation("bearer", "GET"),
    operation("digest", "GET"),
];

const fn endpoint(index: usize, path: &'static [Segment]) -> Endpoint {
    Endpoint::new(&OPERATIONS[index], path)
}

static QUERY: Endpoint = endpoint(0, &[Segment::Literal("query")]);
static COOKIE: Endpoint = endpoint(1, &[Segment::Literal("cookie")]);
static BASIC: Endpoint = endpoint(2, &[Segment::Literal("basic")]);
static BEARER: Endpoint = endpoint(3, &[Segment::Literal("bearer")]);
static DIGEST: Endpoint = endpoint(4, &[Segment::Literal("digest")]);

impl Routes for Credentials {
    const REJECTIONS: &'static Rejections = &Rejections::PROBLEMS;
    const ENDPOINTS: &'static [&'static Endpoint] = &[&QUERY, &COOKIE, &BASIC, &BEARER, &DIGEST];

    async fn handle<B: RequestBody>(&self, operation: usize, call: Call<'_>, _: B) -> Outcome {
        let credential = match operation {
            0 => call
                .query_key("api key")?
                .map(|key| key.token().expose().to_owned()),
            1 => call
                .cookie_key("session")?
                .map(|key| key.token().expose().to_owned()),
            2 => call.basic()?.map(|basic| {
                assert!(basic.matches(basic.name(), basic.expose_password()));
                assert!(!basic.matches(basic.name(), "") || basic.expose_password().is_empty());
                assert_eq!(format!("{basic:?}"), "Basic([redacted])");
                format!("{} {}", basic.name(), basic.expose_password())
            }),
            3 => call.bearer()?.map(|token| token.expose().to_owned()),
            _ => call
                .authorization("Digest")?
                .map(|token| token.expose().to_owned()),
        };
        let credential = credential.ok_or_else(|| call.missing_credential())?;
        let denied = || Err::<(), Denied<NoBody>>(Denied::Forbidden);
        assert!(call.decided(denied()).is_err());
        assert!(matches!(call.decided_or_next(denied()), Ok(None)));
        call.answer(200, &credential)
    }
}

#[tokio::test]
async fn credentials_are_found() {
    // None: no credential, or a bad one.
    let cases: &[(&str, Headers<'_>, Option<&str>)] = &[
        ("GET /query?api%20key=a+b", &[], Some("a b")),
        ("GET /query?api+key=a", &[], Some("a")),
        ("GET /query?api%20key=", &[], None),
        ("GET /query?api%20key=a&api%20key=b", &[], None),
        ("GET /query?api%20key=%ff", &[], None),
        ("GET /query", &[], None),
        (
            "GET /cookie",
            &[("Cookie", "a=b; session=x%20y")],
            Some("x y"),
        ),
        ("GET /cookie", &[("Cookie", "session=\"x\"")], Some("x")),
        ("GET /cookie", &[("Cookie", "sessions=x")], None),
        ("GET /cookie", &[("Cookie", "session=x; session=y")], None),
        (
            "GET /basic",
            &[("Authorization", "Basic bmFtZTpwYXNzOndvcmQ=")],
            Some("name pass:word"),
        ),
        (
            "GET /basic",
            &[("Authorization", "bASIC bmFtZTo=")],
            Some("name "),
        ),
        ("GET /basic", &[("Authorization", "Basic bmFtZQ==")], None),
        ("GET /basic", &[("Authorization", "Basic !")], None),
        ("GET /basic", &[("Authorization", "Bearer bmFtZTo=")], None),
        (
            "GET /bearer",
            &[("Authorization", "bearer  t.o.k")],
            Some("t.o.k"),
        ),
        ("GET /bearer", &[("Authorization", "Bearer")], None),
        (
            "GET /bearer",
            &[("Authorization", "Bearer a"), ("Authorization", "Bearer b")],
            None,
        ),
        (
            "GET /digest",
            &[("Authorization", "Digest a=\"b\", c=d")],
            Some("a=\"b\", c=d"),
        ),
    ];
    for (line, headers, expected) in cases {
        let (status, body) = told(Credentials, (line, headers, "")).await;
        match expected {
            Some(text) => {
                let text = serde_json::to_string(text).expect("a text");
                assert_eq!((status, body), (200, text), "{line} {headers:?}");
            }
            None => assert_eq!(status, 401, "{line} {headers:?}"),
        }
    }
}
