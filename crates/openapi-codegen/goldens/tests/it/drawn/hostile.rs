//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::hostile::client as client;
use openapi_codegen_goldens::hostile::server as server;
use openapi_codegen_goldens::hostile::types as types;

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

    async fn post_hostile(&self, _caller: (), request: server::PostHostileRequest) -> Result<types::PostHostileResponse, Failure<types::PostHostileError>> {
        self.seen.enter("postHostile");
        match self.exchange {
            0 => {
                self.seen.json("postHostile id", &request.id, "\"\\\\\"");
                self.seen.json("postHostile q_b", &request.q_b, "null");
                match request.body {
                    body => {
                        self.seen.json("postHostile body", &body, "{\"kind\":\"n\\\\\",\"map\":{},\"name\\\"# `{}\\\\<b>\":\"E\\\\o=\"}");
                    }
                    _ => self.seen.wrong("postHostile body"),
                }
                Ok(types::PostHostileResponse::Ok(from::<types::PostHostileOk>("{\"inner\":{}}")))
            }
            1 => {
                self.seen.json("postHostile id", &request.id, "\"`\"");
                self.seen.json("postHostile q_b", &request.q_b, "null");
                match request.body {
                    body => {
                        self.seen.json("postHostile body", &body, "{\"kind\":\"k`\",\"map\":{},\"name\\\"# `{}\\\\<b>\":\"\"}");
                    }
                    _ => self.seen.wrong("postHostile body"),
                }
                Err(types::PostHostileError::BadRequest(from::<types::PostHostileBadRequest>("{\"code\":\"\",\"text\":\"k+1I \"}")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }
}

/// Lets everyone in who has a credential.
struct Everyone;

impl server::Authenticator for Everyone {
    type Principal = ();
    async fn key(
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
        .credential(client::Key::new("secret").unwrap())
        .build()
        .unwrap();

    (client, seen)
}

#[tokio::test]
async fn post_hostile_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).post_hostile();
        let call = call.id(from::<String>("\"\\\\\""));
        let call = call.body(from::<types::HostileB>("{\"kind\":\"n\\\\\",\"map\":{},\"name\\\"# `{}\\\\<b>\":\"E\\\\o=\"}"));
        let result = call.send().await;
        seen.held("postHostile");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("postHostile answer", &body, "{\"inner\":{}}");
        seen.held("postHostile");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).post_hostile();
        let call = call.id(from::<String>("\"`\""));
        let call = call.body(from::<types::HostileB>("{\"kind\":\"k`\",\"map\":{},\"name\\\"# `{}\\\\<b>\":\"\"}"));
        let result = call.send().await;
        seen.held("postHostile");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let value = value.into_inner();
        let body = value;
        seen.json("postHostile answer", &body, "{\"code\":\"\",\"text\":\"k+1I \"}");
        seen.held("postHostile");
    }
}
