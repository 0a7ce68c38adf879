//! Which credential goes to which operation.

use crate::client::{PLACE_ORDER, check_printed, outcome, place_order, token};
use openapi_client::reqwest::Request;
use openapi_client::reqwest::header::HeaderMap;
use openapi_client::{
    BoxError, BoxFuture, Builder, Core, Credential, Operation, SendError, in_process,
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
