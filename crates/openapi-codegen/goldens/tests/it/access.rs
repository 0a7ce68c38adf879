//! Credentials together, one of several, none at all, and what they are good for.

use std::sync::{Arc, Mutex};

use openapi_codegen_goldens::access::{client, server, types};
use openapi_server::{Basic, Denied, Failure, Operation, Token};
use types::Refusal;

use crate::loopback::{connect, raw, request};

/// Who was let in, by the operations that were entered.
#[derive(Clone, Default)]
struct Entered(Arc<Mutex<Vec<String>>>);

impl Entered {
    fn enter(&self, operation: &str, caller: &str) {
        self.0.lock().unwrap().push(format!("{operation} {caller}"));
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

macro_rules! entered {
    ($($name:ident $request:ident $response:ident $error:ident;)*) => {
        impl server::Api for Entered {
            type Principal = String;

            async fn open(
                &self,
                _: server::OpenRequest,
            ) -> Result<types::OpenResponse, Failure<types::OpenError>> {
                self.enter("open", "");
                Ok(types::OpenResponse::NoContent)
            }

            async fn optional(
                &self,
                caller: Option<String>,
                _: server::OptionalRequest,
            ) -> Result<types::OptionalResponse, Failure<types::OptionalError>> {
                let caller = caller.unwrap_or_else(|| "nobody".to_owned());
                self.enter("optional", &caller);
                Ok(types::OptionalResponse::Ok(caller))
            }

            $(async fn $name(
                &self,
                caller: String,
                _: server::$request,
            ) -> Result<types::$response, Failure<types::$error>> {
                self.enter(stringify!($name), &caller);
                Ok(types::$response::NoContent)
            })*
        }
    };
}

entered! {
    by_basic ByBasicRequest ByBasicResponse ByBasicError;
    by_bearer ByBearerRequest ByBearerResponse ByBearerError;
    by_both ByBothRequest ByBothResponse ByBothError;
    by_cookie ByCookieRequest ByCookieResponse ByCookieError;
    by_digest ByDigestRequest ByDigestResponse ByDigestError;
    by_either ByEitherRequest ByEitherResponse ByEitherError;
    by_header ByHeaderRequest ByHeaderResponse ByHeaderError;
    by_oauth ByOauthRequest ByOauthResponse ByOauthError;
    by_open_id ByOpenIdRequest ByOpenIdResponse ByOpenIdError;
    by_query ByQueryRequest ByQueryResponse ByQueryError;
    levels LevelsRequest LevelsResponse LevelsError;
}

/// Knows everyone whose secret is a name; after a `:` stands what the credential is good for.
struct Names;

fn known(secret: &str, scopes: &[&str]) -> Result<String, server::Denied> {
    let (name, good_for) = secret.split_once('/').unwrap_or((secret, ""));
    let why = |why: &str| Refusal {
        why: why.to_owned(),
    };
    let good_for: Vec<&str> = good_for.split(',').collect();
    match name {
        "stranger" => Err(Denied::RejectedWith(why("no such name"))),
        "other-system" => Err(Denied::Absent),
        "locked" => Err(Denied::Forbidden),
        _ if scopes.iter().all(|scope| good_for.contains(scope)) => Ok(name.to_owned()),
        _ => Err(Denied::ForbiddenWith(why("not good for this"))),
    }
}

macro_rules! tokens {
    ($($name:ident $(($scopes:ident))?;)*) => {
        impl server::Authenticator for Names {
            type Principal = String;

            async fn basic(&self, basic: Basic, _: &'static Operation) -> Result<String, server::Denied> {
                if basic.expose_password() == "wrong" {
                    return Err(Denied::Rejected);
                }
                known(basic.name(), &[])
            }

            async fn combine(
                &self,
                callers: Vec<String>,
                _: &'static Operation,
            ) -> Result<String, server::Denied> {
                let first = callers.first().cloned().unwrap_or_default();
                let same = callers.iter().all(|caller| *caller == first);
                same.then_some(first).ok_or(Denied::Rejected)
            }

            $(async fn $name(
                &self,
                token: Token<'_>,
                $($scopes: &'static [&'static str],)?
                _: &'static Operation,
            ) -> Result<String, server::Denied> {
                let scopes: &[&str] = &[];
                $(let scopes = [scopes, $scopes].concat();)?
                known(token.expose(), &scopes)
            })*
        }
    };
}

tokens! {
    bearer;
    cookie_key;
    digest;
    header_key;
    o_auth (asked_for);
    open_id (asked_for);
    query_key;
}

/// Target, headers, the status, and who entered or part of the refusal.
type Case<'a> = (&'a str, &'a [(&'static str, &'a str)], u16, &'a str);

async fn check(cases: &[Case<'_>]) {
    let entered = Entered::default();
    let service = server::service(entered.clone(), Names);
    for (uri, headers, status, expected) in cases {
        let mut request = request("GET", uri, "");
        for (name, value) in *headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let (found, text) = raw(&service, request).await;
        assert_eq!(found, *status, "{uri} {headers:?}: {text}");
        let entered = entered.take();
        if *status < 300 {
            assert_eq!(entered, [*expected], "{uri} {headers:?}");
        } else {
            assert!(text.contains(expected), "{uri} {headers:?}: {text}");
            assert_eq!(entered, [""; 0], "{uri} {headers:?}");
        }
    }
}

#[tokio::test]
async fn all_of_them_together() {
    check(&[
        (
            "/both",
            &[("x-key", "ann"), ("cookie", "session=ann")],
            204,
            "by_both ann",
        ),
        // One alone is none.
        ("/both", &[("x-key", "ann")], 401, r#"{"why":"not you"}"#),
        (
            "/both",
            &[("cookie", "session=ann")],
            401,
            r#"{"why":"not you"}"#,
        ),
        ("/both", &[], 401, r#"{"why":"not you"}"#),
        // Each has to be good, and they have to belong together.
        (
            "/both",
            &[("x-key", "stranger"), ("cookie", "session=ann")],
            401,
            "no such name",
        ),
        (
            "/both",
            &[("x-key", "ann"), ("cookie", "session=stranger")],
            401,
            "no such name",
        ),
        (
            "/both",
            &[("x-key", "ann"), ("cookie", "session=bob")],
            401,
            "not you",
        ),
        (
            "/both",
            &[("x-key", "ann"), ("cookie", "session=locked")],
            403,
            "not you",
        ),
        (
            "/both",
            &[("x-key", "other-system"), ("cookie", "session=ann")],
            401,
            "not you",
        ),
    ])
    .await;
}

#[tokio::test]
async fn one_alternative_or_the_other() {
    let basic = |text: &str| format!("Basic {text}");
    let (ann, wrong) = (basic("YW5uOnNlY3JldA=="), basic("YW5uOndyb25n"));
    check(&[
        (
            "/either",
            &[("authorization", "Bearer ann")],
            204,
            "by_either ann",
        ),
        (
            "/either?api%20key=ann",
            &[("authorization", &ann)],
            204,
            "by_either ann",
        ),
        (
            "/either?api%20key=bob",
            &[("authorization", &ann)],
            401,
            "not you",
        ),
        (
            "/either?api%20key=ann",
            &[("authorization", &wrong)],
            401,
            "not you",
        ),
        ("/either?api%20key=ann", &[], 401, "not you"),
        ("/either", &[("authorization", &ann)], 401, "not you"),
        (
            "/either",
            &[("authorization", "Bearer stranger")],
            401,
            "no such name",
        ),
        (
            "/either?api%20key=ann",
            &[("authorization", "Bearer locked")],
            403,
            "not you",
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_credential_that_may_be_absent() {
    check(&[
        ("/optional", &[], 200, "optional nobody"),
        (
            "/optional",
            &[("authorization", "Bearer ann")],
            200,
            "optional ann",
        ),
        // A credential of another scheme is none; one that is wrong is not the same as none.
        (
            "/optional",
            &[("authorization", "Basic YW5uOnNlY3JldA==")],
            200,
            "optional nobody",
        ),
        (
            "/optional",
            &[("authorization", "Bearer other-system")],
            200,
            "optional nobody",
        ),
        (
            "/optional",
            &[("authorization", "Bearer stranger")],
            401,
            r#"{"why":"no such name"}"#,
        ),
        ("/optional", &[("authorization", "Bearer locked")], 403, ""),
        ("/open", &[("x-key", "stranger")], 204, "open "),
    ])
    .await;
}

#[tokio::test]
async fn what_a_credential_is_good_for() {
    let all = [("authorization", "Bearer ann/read,write:all")];
    let some = [("authorization", "Bearer ann/read")];
    let none = [("authorization", "Bearer ann")];
    check(&[
        ("/oauth", &all, 204, "by_oauth ann"),
        ("/oauth", &some, 403, r#"{"why":"not good for this"}"#),
        ("/oauth", &none, 403, r#"{"why":"not good for this"}"#),
        (
            "/oauth",
            &[("authorization", "Bearer stranger")],
            401,
            "no such name",
        ),
        ("/oauth", &[], 401, "not you"),
        ("/open-id", &all, 403, "not good for this"),
        (
            "/open-id",
            &[("authorization", "Bearer ann/profile")],
            204,
            "by_open_id ann",
        ),
        // Another alternative asks the same credential for less.
        ("/levels", &all, 204, "levels ann"),
        ("/levels", &some, 204, "levels ann"),
        ("/levels", &none, 403, "not good for this"),
        (
            "/levels",
            &[("authorization", "Bearer stranger")],
            401,
            "no such name",
        ),
    ])
    .await;
}

/// What a client gets of it: the documented refusal, with its body.
#[tokio::test]
async fn clients_are_told() {
    let entered = Entered::default();
    let client = |key: Option<&str>, session: Option<&str>, bearer: Option<&str>| {
        let mut builder = client::Client::builder("http://localhost")
            .hooks(connect(server::service(entered.clone(), Names)));
        if let Some(key) = key {
            builder = builder.credential(client::HeaderKey::new(key.to_owned()).unwrap());
        }
        if let Some(session) = session {
            builder = builder.credential(client::CookieKey::new(session.to_owned()).unwrap());
        }
        if let Some(token) = bearer {
            let token = token.to_owned();
            builder = builder
                .credential(client::Bearer::new(token.clone()).unwrap())
                .credential(client::OAuth::new(token).unwrap());
        }
        builder.build().unwrap()
    };
    let both = client(Some("ann"), Some("ann"), None)
        .by_both()
        .send()
        .await;
    assert_eq!(both.unwrap().status(), 204);
    let cases = [
        (
            client(Some("ann"), Some("stranger"), None),
            401,
            "no such name",
        ),
        (client(Some("ann"), None, None), 401, "not you"),
    ];
    for (client, status, why) in cases {
        let error = client.by_both().send().await.unwrap_err();
        let openapi_client::Error::Refused(refusal) = error else {
            panic!("{error:?}");
        };
        assert_eq!(refusal.status(), status);
        assert_eq!(refusal.why, why);
    }
    let error = client(None, None, Some("ann/read")).by_oauth().send().await;
    let openapi_client::Error::Refused(refusal) = error.unwrap_err() else {
        panic!("another error");
    };
    assert_eq!(
        (refusal.status().as_u16(), refusal.why.as_str()),
        (403, "not good for this")
    );
    let nobody = client(None, None, None).optional().send().await.unwrap();
    assert_eq!(nobody.into_inner(), "nobody");
    let ann = client(None, None, Some("ann"))
        .optional()
        .send()
        .await
        .unwrap();
    assert_eq!(ann.into_inner(), "ann");
}
