//! Who is let in: one credential, another, both, none, in every order.

use openapi_codegen_goldens::{either, signature, token};
use openapi_server::{Denied, Failure, Operation, SignedRequest, Token};

use crate::loopback::{connect, raw, request};

struct Closed;

impl token::server::Api for Closed {
    type Principal = String;

    async fn get_open(
        &self,
        _: token::server::GetOpenRequest,
    ) -> Result<token::types::GetOpenResponse, Failure<token::types::GetOpenError>> {
        Ok(token::types::GetOpenResponse::NoContent)
    }

    async fn get_closed(
        &self,
        _: String,
        _: token::server::GetClosedRequest,
    ) -> Result<token::types::GetClosedResponse, Failure<token::types::GetClosedError>> {
        Ok(token::types::GetClosedResponse::NoContent)
    }

    async fn post_closed(
        &self,
        _: String,
        _: token::server::PostClosedRequest,
    ) -> Result<token::types::PostClosedResponse, Failure<token::types::PostClosedError>> {
        Ok(token::types::PostClosedResponse::NoContent)
    }
}

struct Gate;

impl token::server::Authenticator for Gate {
    type Principal = String;

    async fn token(
        &self,
        token: Token<'_>,
        _: &'static Operation,
    ) -> Result<String, token::server::Denied> {
        let why = |why: &str| token::types::Refusal {
            why: why.to_owned(),
        };
        match token.expose() {
            "good" => Ok("me".to_owned()),
            "weak" => Err(Denied::ForbiddenWith(why("too weak"))),
            "none" => Err(Denied::Absent),
            _ => Err(Denied::RejectedWith(why("no such token"))),
        }
    }
}

#[tokio::test]
async fn one_token() {
    let service = token::server::service(Closed, Gate);
    let cases = [
        ("/open", None, 204, ""),
        ("/closed", Some("good"), 204, ""),
        ("/closed", Some("weak"), 403, "too weak"),
        ("/closed", Some("bad"), 401, "no such token"),
        ("/closed", Some("none"), 401, "unknown"),
        ("/closed", None, 401, "unknown"),
    ];
    for (uri, token, status, part) in cases {
        let mut request = request("GET", uri, "");
        if let Some(token) = token {
            request
                .headers_mut()
                .insert("x-token", token.parse().unwrap());
        }
        let (found, text) = raw(&service, request).await;
        assert_eq!(found, status, "{uri} {token:?}: {text}");
        assert!(text.contains(part), "{uri} {token:?}: {text}");
    }
    // The token comes before the body: what is wrong with that is not told to strangers.
    let (status, _) = raw(&service, request("POST", "/closed", "[]")).await;
    assert_eq!(status, 401);
}

#[tokio::test]
async fn the_client_sends_it_where_it_is_asked_for() {
    let hooks = connect(token::server::service(Closed, Gate));
    let good = token::client::Token::new("good".to_owned()).unwrap();
    let client = token::client::Client::builder("http://localhost")
        .credential(good)
        .hooks(hooks);
    let client = client.build().unwrap();
    assert_eq!(client.get_closed().send().await.unwrap().status(), 204);
    assert_eq!(client.get_open().send().await.unwrap().status(), 204);
    let body = token::types::PostClosedBody::default();
    assert_eq!(
        client
            .post_closed()
            .body(body)
            .send()
            .await
            .unwrap()
            .status(),
        204
    );
}

/// Answers 204, and says in a failure who called.
struct Either;

/// Which scheme let the caller in.
type Caller = &'static str;

macro_rules! known {
    ($($name:ident $request:ident $response:ident $error:ident;)*) => {
        impl either::server::Api for Either {
            type Principal = Caller;
            $(async fn $name(
                &self,
                _: Caller,
                _: either::server::$request,
            ) -> Result<either::types::$response, Failure<either::types::$error>> {
                Ok(either::types::$response::NoContent)
            })*
        }
    };
}

known! {
    other_refusal OtherRefusalRequest OtherRefusalResponse OtherRefusalError;
    signature_first SignatureFirstRequest SignatureFirstResponse SignatureFirstError;
    three ThreeRequest ThreeResponse ThreeError;
    token_first TokenFirstRequest TokenFirstResponse TokenFirstError;
    two_tokens TwoTokensRequest TwoTokensResponse TwoTokensError;
}

struct Schemes;

fn decide(credential: &str, scheme: Caller) -> Result<Caller, either::server::Denied> {
    match credential {
        "good" => Ok(scheme),
        "absent" => Err(Denied::Absent),
        _ => Err(Denied::Rejected),
    }
}

impl either::server::Authenticator for Schemes {
    type Principal = Caller;

    async fn token(
        &self,
        token: Token<'_>,
        _: &'static Operation,
    ) -> Result<Caller, either::server::Denied> {
        decide(token.expose(), "token")
    }

    async fn other(
        &self,
        token: Token<'_>,
        _: &'static Operation,
    ) -> Result<Caller, either::server::Denied> {
        decide(token.expose(), "other")
    }

    async fn signed(
        &self,
        request: SignedRequest<'_>,
        _: &'static Operation,
    ) -> Result<Caller, either::server::Denied> {
        decide(request.signature.expose(), "signed")
    }
}

/// Method, path, headers, expected status.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], u16);

#[tokio::test]
async fn the_first_alternative_that_is_there_decides() {
    let service = either::server::service(Either, Schemes);
    let cases: [Case<'_>; 14] = [
        ("POST", "/token-first", &[], 401),
        ("POST", "/token-first", &[("x-token", "good")], 204),
        ("POST", "/token-first", &[("authorization", "good")], 204),
        (
            "POST",
            "/token-first",
            &[("x-token", "bad"), ("authorization", "good")],
            401,
        ),
        (
            "POST",
            "/token-first",
            &[("x-token", "absent"), ("authorization", "good")],
            204,
        ),
        (
            "POST",
            "/token-first",
            &[("x-token", "good"), ("authorization", "bad")],
            204,
        ),
        ("POST", "/signature-first", &[("x-token", "good")], 204),
        (
            "POST",
            "/signature-first",
            &[("x-token", "good"), ("authorization", "bad")],
            401,
        ),
        (
            "POST",
            "/signature-first",
            &[("x-token", "bad"), ("authorization", "good")],
            204,
        ),
        ("GET", "/two-tokens", &[("x-other", "good")], 204),
        (
            "GET",
            "/two-tokens",
            &[("x-token", "bad"), ("x-other", "good")],
            401,
        ),
        ("DELETE", "/three", &[("x-other", "good")], 204),
        (
            "DELETE",
            "/three",
            &[("authorization", "bad"), ("x-other", "good")],
            401,
        ),
        ("GET", "/other-refusal", &[("x-token", "good")], 401),
    ];
    for (method, uri, headers, status) in cases {
        let body = if method == "POST" { "{}" } else { "" };
        let mut request = request(method, uri, body);
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let (found, text) = raw(&service, request).await;
        assert_eq!(found, status, "{method} {uri} {headers:?}: {text}");
    }
}

struct Verified;

impl signature::server::Api for Verified {
    type Principal = usize;

    async fn get_signed(
        &self,
        bytes: usize,
        _: signature::server::GetSignedRequest,
    ) -> Result<signature::types::GetSignedResponse, Failure<signature::types::GetSignedError>>
    {
        assert_eq!(bytes, 4);
        Ok(signature::types::GetSignedResponse::NoContent)
    }

    async fn post_signed(
        &self,
        bytes: usize,
        _: signature::server::PostSignedRequest,
    ) -> Result<signature::types::PostSignedResponse, Failure<signature::types::PostSignedError>>
    {
        assert_eq!(bytes, 2);
        Ok(signature::types::PostSignedResponse::NoContent)
    }
}

struct Lengths;

impl signature::server::Authenticator for Lengths {
    type Principal = usize;

    async fn signed(
        &self,
        request: SignedRequest<'_>,
        _: &'static Operation,
    ) -> Result<usize, signature::server::Denied> {
        Ok(request.body.len())
    }
}

#[tokio::test]
async fn a_signature_sees_the_bytes_of_the_body() {
    let service = signature::server::service(Verified, Lengths);
    for (method, body) in [("POST", "{}"), ("GET", "text")] {
        let mut signed = request(method, "/signed", body);
        signed
            .headers_mut()
            .insert("authorization", "s".parse().unwrap());
        let (status, text) = raw(&service, signed).await;
        assert_eq!(status, 204, "{method}: {text}");
        let (status, text) = raw(&service, request(method, "/signed", body)).await;
        assert_eq!(status, 401, "{method}: {text}");
    }
}
