//! What the loopback tests of all documents share: what the server saw, who is let in, and the way
//! between the two sides.
//!
//! `openapi_codegen::loopback` copies this file into a test that has to stand alone. Tests that
//! stand together have it as one module.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use openapi_client::reqwest::Body;
use openapi_client::{ClientHooks, Error, ResponseValue, in_process};
use openapi_server::{Routes, Service};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_service::Service as _;

/// Compares what it is given, and answers what was drawn for this exchange.
pub(crate) struct Server {
    pub(crate) exchange: usize,
    pub(crate) seen: Seen,
}

/// Lets everyone in who has a credential.
#[derive(Clone)]
pub(crate) struct Everyone;

/// What the server saw, and what was wrong with it.
#[derive(Clone, Default)]
pub(crate) struct Seen {
    entered: Arc<Mutex<Vec<&'static str>>>,
    wrong: Arc<Mutex<Vec<String>>>,
}

impl Seen {
    pub(crate) fn enter(&self, operation: &'static str) {
        self.entered.lock().unwrap().push(operation);
    }

    /// Compares a value with what it is as JSON.
    pub(crate) fn json(&self, what: &str, found: &impl Serialize, expected: &str) {
        let found = serde_json::to_value(found).unwrap();
        let expected: Value = serde_json::from_str(expected).unwrap();
        if !alike(&found, &expected) {
            self.wrong(&format!("{what}: expected {expected}, found {found}"));
        }
    }

    pub(crate) fn equal<T: PartialEq + Debug>(&self, what: &str, found: &T, expected: &T) {
        if found != expected {
            self.wrong(&format!("{what}: expected {expected:?}, found {found:?}"));
        }
    }

    pub(crate) fn wrong(&self, what: &str) {
        self.wrong.lock().unwrap().push(what.to_owned());
    }

    /// Fails unless this operation was entered once and nothing was wrong.
    pub(crate) fn held(&self, operation: &str) {
        let wrong = self.wrong.lock().unwrap();
        assert!(wrong.is_empty(), "{operation}: {}", wrong.join("; "));
        let entered = self.entered.lock().unwrap();
        assert_eq!(*entered, [operation], "the handlers that were entered");
    }
}

/// Numbers are alike when they have the same value.
fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let has = |name, a| b.get(name).is_some_and(|b| alike(a, b));
            a.len() == b.len() && a.iter().all(|(name, a)| has(name, a))
        }
        _ => a == b,
    }
}

/// A value of the document.
pub(crate) fn from<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json} is refused: {error}"))
}

/// Hands the requests of a client to the service.
pub(crate) fn connect<R: Routes>(service: Service<R>) -> impl ClientHooks {
    in_process(move |request: http::Request<Body>| {
        let mut service = service.clone();
        async move {
            let Ok(response) = service.call(request).await;
            response.map(openapi_server::Body::into_bytes)
        }
    })
}

/// The value of a success with this status.
pub(crate) fn succeeded<T, E>(result: Result<ResponseValue<T>, Error<E>>, status: u16) -> T {
    let value = result.unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(value.status().as_u16(), status);
    value.into_inner()
}

/// The value of a documented error with this status.
pub(crate) fn failed<T, E>(result: Result<ResponseValue<T>, Error<E>>, status: u16) -> E {
    match result {
        Err(Error::Refused(value)) => {
            assert_eq!(value.status().as_u16(), status);
            value.into_inner()
        }
        Ok(value) => panic!("a success with status {}", value.status()),
        Err(error) => panic!("{error:?}"),
    }
}
