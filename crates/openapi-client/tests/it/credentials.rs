//! Which credential goes to which operation.

use crate::client::{PLACE_ORDER, check_printed, outcome, place_order, token};
use openapi_client::reqwest::Request;
use openapi_client::reqwest::header::HeaderMap;
use openapi_client::{
    AuthorizationToken, BasicCredential, BoxError, BoxFuture, Builder, Call, CookieStyle,
    CookieToken, Core, Credential, Operation, QueryStyle, QueryToken, SendError, in_process,
};
use std::sync::{Arc, Mutex};

static OPEN: Operation = Operation {
    security: &[],
    ..PLACE_ORDER
};
static OPTIONAL: Operation = Operation {
    security: &[&[], &["Token"]],
    ..PLACE_ORDER
};
static OTHER: Operation = Operation {
    security: &[&["Other"]],
    ..PLACE_ORDER
};

/// The headers that carry credentials after sending with these tokens.
async fn sent(schemes: &[&'static str], operation: &'static Operation) -> Vec<String> {
    let seen = Arc::new(Mutex::new(HeaderMap::new()));
    let log = Arc::clone(&seen);
    let server = in_process(move |request: http::Request<_>| {
        *log.lock().unwrap() = request.headers().clone();
        std::future::ready(http::Response::new("{}"))
    });
    let mut builder = Builder::<Core>::new("http://localhost").hooks(server);
    for scheme in schemes {
        builder = builder.credential(token(scheme, "s3cret"));
    }
    let core = builder.build().unwrap();
    check_printed(&format!("{core:?}"));
    place_order(&core, operation).await.unwrap();
    let headers = seen.lock().unwrap();
    check_printed(&format!("{headers:?}"));
    let secret = headers.iter().filter(|(_name, value)| *value == "s3cret");
    secret.map(|(name, _value)| name.to_string()).collect()
}

#[tokio::test]
async fn the_first_alternative_that_is_all_there_is_sent() {
    let cases: &[(&[&str], &'static Operation, &[&str])] = &[
        (&["Token"], &PLACE_ORDER, &["x-token"]),
        (&["Key", "Other"], &PLACE_ORDER, &["x-key", "x-other"]),
        (&["Key", "Other", "Token"], &PLACE_ORDER, &["x-token"]),
        (&["Key"], &PLACE_ORDER, &[]),
        (&[], &PLACE_ORDER, &[]),
        (&["Token"], &OPEN, &[]),
        (&["Token"], &OPTIONAL, &["x-token"]),
        (&[], &OPTIONAL, &[]),
        (&["Token"], &OTHER, &[]),
    ];
    for (schemes, operation, expected) in cases {
        assert_eq!(sent(schemes, operation).await, *expected, "{schemes:?}");
    }
}

/// A credential that cannot be had.
#[derive(Debug)]
struct Locked;

impl Credential for Locked {
    fn scheme(&self) -> &'static str {
        "Token"
    }

    fn apply<'a>(
        &'a self,
        _request: &'a mut Request,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async { Err("the login failed".into()) })
    }
}

#[tokio::test]
async fn without_its_credential_nothing_is_sent() {
    let server = in_process(async |_request: http::Request<_>| -> http::Response<&str> {
        panic!("sent all the same")
    });
    let core: Core = Builder::new("http://localhost")
        .credential(Locked)
        .hooks(server)
        .build()
        .unwrap();
    let result = place_order(&core, &PLACE_ORDER).await;
    assert_eq!(outcome(&result), "0 credential");
    let error = result.unwrap_err();
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "the login failed"
    );
    assert!(matches!(SendError::hook("x"), SendError::Hook(_)));
}

static KEYS: Operation = Operation {
    security: &[&["Query", "Cookie", "Login"]],
    ..PLACE_ORDER
};

#[tokio::test]
async fn keys_go_into_the_query_and_a_cookie_once() {
    #[derive(Debug)]
    struct Twice;
    impl openapi_client::ClientHooks for Twice {
        fn exec<'a>(
            &'a self,
            mut request: Request,
            _operation: &'static Operation,
            next: openapi_client::Next<'a>,
        ) -> BoxFuture<'a, Result<reqwest::Response, SendError>> {
            Box::pin(async move {
                next.authorize(&mut request).await?;
                check_printed(&format!("{:?}", request.headers()));
                next.run(request).await
            })
        }
    }
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let server = in_process(move |request: http::Request<_>| {
        let text = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
        *log.lock().unwrap() = vec![
            request.uri().path_and_query().unwrap().to_string(),
            text("cookie"),
            text("authorization"),
        ];
        std::future::ready(http::Response::new("{}"))
    });
    let core: Core = Builder::new("http://localhost")
        .credential(QueryToken::new("Query", "api key", "s3cret&").unwrap())
        .credential(CookieToken::new("Cookie", "sid", "s3cret").unwrap())
        .credential(BasicCredential::new("Login", "me", "s3cret").unwrap())
        .hooks(Twice)
        .hooks(server)
        .build()
        .unwrap();
    check_printed(&format!("{core:?}"));
    let mut call = Call::new(&core, &KEYS);
    call.path("/a");
    call.query("b", Ok(1), QueryStyle::Form).unwrap();
    call.cookie("c", Ok(2), CookieStyle::Form).unwrap();
    call.send().await.unwrap();
    let expected = [
        "/a?b=1&api%20key=s3cret%26",
        "c=2; sid=s3cret",
        "Basic bWU6czNjcmV0",
    ];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[tokio::test]
async fn an_error_prints_no_key_of_the_query() {
    // Nobody listens there: the port was just given back.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let core: Core = Builder::new(format!("http://{port}"))
        .credential(QueryToken::new("Token", "key", "s3cret").unwrap())
        .build()
        .unwrap();
    let result = place_order(&core, &PLACE_ORDER).await;
    assert_eq!(outcome(&result), "0 no connection");
}

#[test]
fn what_cannot_be_sent_is_no_credential() {
    let cookie = |value: &str| CookieToken::new("A", "a", value).is_ok();
    let query = |value: &str| QueryToken::new("A", "a", value).is_ok();
    let bearer = |value: &str| AuthorizationToken::new("A", "Bearer", value).is_ok();
    let login = |value: &str| BasicCredential::new("A", "me", value).is_ok();
    let cases = [
        // Secret, and whether it can be a cookie, in a query, a token, a password.
        ("abc+/=", [true, true, true, true]),
        ("", [false, false, false, true]),
        (" a", [false, false, false, true]),
        ("a;b", [false, true, true, true]),
        ("ü", [false, true, true, true]),
        ("a\nb", [false, true, false, false]),
    ];
    for (value, expected) in cases {
        assert_eq!(
            [cookie(value), query(value), bearer(value), login(value)],
            expected,
            "{value:?}"
        );
    }
    assert!(BasicCredential::new("A", "m:e", "a").is_err());
    let printed = format!(
        "{:?}{:?}{:?}{:?}",
        CookieToken::new("A", "a", "s3cret"),
        QueryToken::new("A", "a", "s3cret"),
        AuthorizationToken::new("A", "Bearer", "s3cret"),
        BasicCredential::new("A", "me", "s3cret"),
    );
    check_printed(&printed);
}
