//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::signature::client as client;
use openapi_codegen_goldens::signature::server as server;
use openapi_codegen_goldens::signature::types as types;

use std::sync::{Arc, Mutex};

use openapi_client::{ClientHooks, in_process};
use openapi_server::Failure;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use tower_service::Service as _;

/// A value of the document.
fn from<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json} is refused: {error}"))
}

/// What the server saw.
#[derive(Clone, Default)]
struct Seen {
    entered: Arc<Mutex<Vec<&'static str>>>,
    wrong: Arc<Mutex<Vec<String>>>,
}

impl Seen {
    fn enter(&self, operation: &'static str) {
        self.entered.lock().unwrap().push(operation);
    }

    fn json(&self, what: &str, found: &impl Serialize, expected: &str) {
        let found = serde_json::to_value(found).unwrap();
        let expected: Value = serde_json::from_str(expected).unwrap();
        if !alike(&found, &expected) {
            self.wrong.lock().unwrap().push(format!("{what}: expected {expected}, found {found}"));
        }
    }

    fn equal<T: PartialEq + std::fmt::Debug>(&self, what: &str, found: &T, expected: &T) {
        if found != expected {
            self.wrong.lock().unwrap().push(format!("{what}: expected {expected:?}, found {found:?}"));
        }
    }

    fn wrong(&self, what: &str) {
        self.wrong.lock().unwrap().push(what.to_owned());
    }

    fn held(&self, operation: &str) {
        let wrong = self.wrong.lock().unwrap();
        assert!(wrong.is_empty(), "{operation}: {}", wrong.join("; "));
        assert_eq!(*self.entered.lock().unwrap(), [operation], "the handlers that were entered");
    }
}

/// Numbers are equal when they have the same value.
fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| alike(a, b)))
        }
        _ => a == b,
    }
}

/// Knows which exchange comes next.
struct Server {
    exchange: usize,
    seen: Seen,
}

impl server::Api for Server {
    type Principal = ();

    async fn get_signed(&self, _caller: (), request: server::GetSignedRequest) -> Result<types::GetSignedResponse, Failure<types::GetSignedError>> {
        self.seen.enter("getSigned");
        match self.exchange {
            0 => {
                Ok(types::GetSignedResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn post_signed(&self, _caller: (), request: server::PostSignedRequest) -> Result<types::PostSignedResponse, Failure<types::PostSignedError>> {
        self.seen.enter("postSigned");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("postSigned body", &body, "{\"name\":\"\"}");
                    }
                    _ => self.seen.wrong("postSigned body"),
                }
                Ok(types::PostSignedResponse::NoContent)
            }
            1 => {
                match request.body {
                    body => {
                        self.seen.json("postSigned body", &body, "{\"name\":\"q\"}");
                    }
                    _ => self.seen.wrong("postSigned body"),
                }
                Err(types::PostSignedError::Unauthorized.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }
}

/// Lets everyone in who has a credential.
struct Everyone;

impl server::Authenticator for Everyone {
    type Principal = ();
    async fn signed(
        &self,
        _credential: openapi_server::SignedRequest<'_>,
        _operation: &'static openapi_server::Operation,
    ) -> Result<(), server::Denied> {
        Ok(())
}
}

/// A client of a service that answers one exchange.
fn loopback(exchange: usize) -> (client::Client, Seen) {
    let seen = Seen::default();
    let api = Server { exchange, seen: seen.clone() };
    let service = server::service(api, Everyone);
    let hooks = in_process(move |request: http::Request<openapi_client::reqwest::Body>| {
        let mut service = service.clone();
        async move {
            let Ok(response) = service.call(request).await;
            response.map(openapi_server::Body::into_bytes)
        }
    });
    let client = client::Client::builder("http://127.0.0.1")
        .hooks(hooks)
        .credential(openapi_client::HeaderToken::named("Signed", "authorization", "signed").unwrap())
        .build()
        .unwrap();

    (client, seen)
}

#[tokio::test]
async fn get_signed_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_signed();
        let result = call.send().await;
        seen.held("getSigned");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("getSigned");
    }
}

#[tokio::test]
async fn post_signed_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).post_signed();
        let call = call.body(from::<types::PostSignedBody>("{\"name\":\"\"}"));
        let result = call.send().await;
        seen.held("postSigned");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("postSigned");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).post_signed();
        let call = call.body(from::<types::PostSignedBody>("{\"name\":\"q\"}"));
        let result = call.send().await;
        seen.held("postSigned");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let () = value.into_inner();
        seen.held("postSigned");
    }
}
