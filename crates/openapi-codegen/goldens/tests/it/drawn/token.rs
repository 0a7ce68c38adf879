//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::token::client as client;
use openapi_codegen_goldens::token::server as server;
use openapi_codegen_goldens::token::types as types;

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

    async fn get_closed(&self, _caller: (), request: server::GetClosedRequest) -> Result<types::GetClosedResponse, Failure<types::GetClosedError>> {
        self.seen.enter("getClosed");
        match self.exchange {
            0 => {
                Ok(types::GetClosedResponse::NoContent)
            }
            1 => {
                Err(types::GetClosedError::Unauthorized(from::<types::Refusal>("{\"why\":\"kA\"}")).into())
            }
            2 => {
                Err(types::GetClosedError::Forbidden(from::<types::Refusal>("{\"why\":\"w\"}")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn post_closed(&self, _caller: (), request: server::PostClosedRequest) -> Result<types::PostClosedResponse, Failure<types::PostClosedError>> {
        self.seen.enter("postClosed");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("postClosed body", &body, "{\"name\":\"a\"}");
                    }
                    _ => self.seen.wrong("postClosed body"),
                }
                Ok(types::PostClosedResponse::NoContent)
            }
            1 => {
                match request.body {
                    body => {
                        self.seen.json("postClosed body", &body, "{\"name\":\"w日c5\"}");
                    }
                    _ => self.seen.wrong("postClosed body"),
                }
                Err(types::PostClosedError::Unauthorized(from::<types::Refusal>("{\"why\":\"m\"}")).into())
            }
            2 => {
                match request.body {
                    body => {
                        self.seen.json("postClosed body", &body, "{\"name\":\"dhe7\"}");
                    }
                    _ => self.seen.wrong("postClosed body"),
                }
                Err(types::PostClosedError::Forbidden(from::<types::Refusal>("{\"why\":\"q6z\"}")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn get_open(&self, request: server::GetOpenRequest) -> Result<types::GetOpenResponse, Failure<types::GetOpenError>> {
        self.seen.enter("getOpen");
        match self.exchange {
            0 => {
                Ok(types::GetOpenResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }
}

/// Lets everyone in who has a credential.
struct Everyone;

impl server::Authenticator for Everyone {
    type Principal = ();
    async fn token(
        &self,
        _credential: openapi_server::Token<'_>,
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
        .credential(client::Token::new("secret").unwrap())
        .build()
        .unwrap();

    (client, seen)
}

#[tokio::test]
async fn get_closed_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_closed();
        let result = call.send().await;
        seen.held("getClosed");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("getClosed");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).get_closed();
        let result = call.send().await;
        seen.held("getClosed");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let value = value.into_inner();
        let body = value;
        seen.json("getClosed answer", &body, "{\"why\":\"kA\"}");
        seen.held("getClosed");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).get_closed();
        let result = call.send().await;
        seen.held("getClosed");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 403);
        let value = value.into_inner();
        let body = value;
        seen.json("getClosed answer", &body, "{\"why\":\"w\"}");
        seen.held("getClosed");
    }
}

#[tokio::test]
async fn post_closed_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).post_closed();
        let call = call.body(from::<types::PostClosedBody>("{\"name\":\"a\"}"));
        let result = call.send().await;
        seen.held("postClosed");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("postClosed");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).post_closed();
        let call = call.body(from::<types::PostClosedBody>("{\"name\":\"w日c5\"}"));
        let result = call.send().await;
        seen.held("postClosed");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let value = value.into_inner();
        let body = value;
        seen.json("postClosed answer", &body, "{\"why\":\"m\"}");
        seen.held("postClosed");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).post_closed();
        let call = call.body(from::<types::PostClosedBody>("{\"name\":\"dhe7\"}"));
        let result = call.send().await;
        seen.held("postClosed");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 403);
        let value = value.into_inner();
        let body = value;
        seen.json("postClosed answer", &body, "{\"why\":\"q6z\"}");
        seen.held("postClosed");
    }
}

#[tokio::test]
async fn get_open_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_open();
        let result = call.send().await;
        seen.held("getOpen");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("getOpen");
    }
}
