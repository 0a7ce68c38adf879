//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::either::client as client;
use openapi_codegen_goldens::either::server as server;
use openapi_codegen_goldens::either::types as types;

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

    async fn other_refusal(&self, _caller: (), request: server::OtherRefusalRequest) -> Result<types::OtherRefusalResponse, Failure<types::OtherRefusalError>> {
        self.seen.enter("otherRefusal");
        match self.exchange {
            0 => {
                Ok(types::OtherRefusalResponse::NoContent)
            }
            1 => {
                Err(types::OtherRefusalError::Unauthorized(from::<String>("\"j%//2\"")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn signature_first(&self, _caller: (), request: server::SignatureFirstRequest) -> Result<types::SignatureFirstResponse, Failure<types::SignatureFirstError>> {
        self.seen.enter("signatureFirst");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("signatureFirst body", &body, "{}");
                    }
                    _ => self.seen.wrong("signatureFirst body"),
                }
                Ok(types::SignatureFirstResponse::NoContent)
            }
            1 => {
                match request.body {
                    body => {
                        self.seen.json("signatureFirst body", &body, "{}");
                    }
                    _ => self.seen.wrong("signatureFirst body"),
                }
                Err(types::SignatureFirstError::Unauthorized(from::<types::Refusal>("{\"why\":\"z#s#8\"}")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn three(&self, _caller: (), request: server::ThreeRequest) -> Result<types::ThreeResponse, Failure<types::ThreeError>> {
        self.seen.enter("three");
        match self.exchange {
            0 => {
                Ok(types::ThreeResponse::NoContent)
            }
            1 => {
                Err(types::ThreeError::Unauthorized(from::<types::Refusal>("{\"why\":\"m0\"}")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn token_first(&self, _caller: (), request: server::TokenFirstRequest) -> Result<types::TokenFirstResponse, Failure<types::TokenFirstError>> {
        self.seen.enter("tokenFirst");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("tokenFirst body", &body, "{}");
                    }
                    _ => self.seen.wrong("tokenFirst body"),
                }
                Ok(types::TokenFirstResponse::NoContent)
            }
            1 => {
                match request.body {
                    body => {
                        self.seen.json("tokenFirst body", &body, "{}");
                    }
                    _ => self.seen.wrong("tokenFirst body"),
                }
                Err(types::TokenFirstError::Unauthorized(from::<types::Refusal>("{\"why\":\"G\"}")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn two_tokens(&self, _caller: (), request: server::TwoTokensRequest) -> Result<types::TwoTokensResponse, Failure<types::TwoTokensError>> {
        self.seen.enter("twoTokens");
        match self.exchange {
            0 => {
                Ok(types::TwoTokensResponse::NoContent)
            }
            1 => {
                Err(types::TwoTokensError::Unauthorized(from::<types::Refusal>("{}")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }
}

/// Lets everyone in who has a credential.
struct Everyone;

impl server::Authenticator for Everyone {
    type Principal = ();
    async fn other(
        &self,
        _credential: openapi_server::Token<'_>,
        _operation: &'static openapi_server::Operation,
    ) -> Result<(), server::Denied> {
        Ok(())
}
async fn signed(
    &self,
    _credential: openapi_server::SignedRequest<'_>,
    _operation: &'static openapi_server::Operation,
) -> Result<(), server::Denied> {
    Ok(())
}
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
        .credential(client::Other::new("secret").unwrap())
        .credential(openapi_client::HeaderToken::named("Signed", "authorization", "signed").unwrap())
        .credential(client::Token::new("secret").unwrap())
        .build()
        .unwrap();

    (client, seen)
}

#[tokio::test]
async fn other_refusal_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).other_refusal();
        let result = call.send().await;
        seen.held("otherRefusal");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("otherRefusal");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).other_refusal();
        let result = call.send().await;
        seen.held("otherRefusal");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let value = value.into_inner();
        let body = value;
        seen.json("otherRefusal answer", &body, "\"j%//2\"");
        seen.held("otherRefusal");
    }
}

#[tokio::test]
async fn signature_first_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).signature_first();
        let call = call.body(from::<std::collections::BTreeMap<String, serde_json::Value>>("{}"));
        let result = call.send().await;
        seen.held("signatureFirst");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("signatureFirst");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).signature_first();
        let call = call.body(from::<std::collections::BTreeMap<String, serde_json::Value>>("{}"));
        let result = call.send().await;
        seen.held("signatureFirst");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let value = value.into_inner();
        let body = value;
        seen.json("signatureFirst answer", &body, "{\"why\":\"z#s#8\"}");
        seen.held("signatureFirst");
    }
}

#[tokio::test]
async fn three_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).three();
        let result = call.send().await;
        seen.held("three");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("three");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).three();
        let result = call.send().await;
        seen.held("three");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let value = value.into_inner();
        let body = value;
        seen.json("three answer", &body, "{\"why\":\"m0\"}");
        seen.held("three");
    }
}

#[tokio::test]
async fn token_first_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).token_first();
        let call = call.body(from::<std::collections::BTreeMap<String, serde_json::Value>>("{}"));
        let result = call.send().await;
        seen.held("tokenFirst");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("tokenFirst");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).token_first();
        let call = call.body(from::<std::collections::BTreeMap<String, serde_json::Value>>("{}"));
        let result = call.send().await;
        seen.held("tokenFirst");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let value = value.into_inner();
        let body = value;
        seen.json("tokenFirst answer", &body, "{\"why\":\"G\"}");
        seen.held("tokenFirst");
    }
}

#[tokio::test]
async fn two_tokens_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).two_tokens();
        let result = call.send().await;
        seen.held("twoTokens");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("twoTokens");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).two_tokens();
        let result = call.send().await;
        seen.held("twoTokens");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let value = value.into_inner();
        let body = value;
        seen.json("twoTokens answer", &body, "{}");
        seen.held("twoTokens");
    }
}
