//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::names::client as client;
use openapi_codegen_goldens::names::server as server;
use openapi_codegen_goldens::names::types as types;

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

    async fn type_(&self, request: server::TypeRequest) -> Result<types::TypeResponse, Failure<types::TypeError>> {
        self.seen.enter("type");
        match self.exchange {
            0 => {
                self.seen.json("type type_", &request.type_, "\"u;s\"");
                self.seen.json("type head", &request.head, "\"lr\"");
                self.seen.json("type self_", &request.self_, "\"hthg\"");
                self.seen.json("type call", &request.call, "\"z81\"");
                self.seen.json("type caller", &request.caller, "\"té#I/I\"");
                self.seen.json("type broken", &request.broken, "null");
                self.seen.json("type segments", &request.segments, "\"i7q9A\"");
                self.seen.json("type request", &request.request, "\"Ha\"");
                self.seen.json("type response", &request.response, "\"H1\"");
                self.seen.json("type result", &request.result, "null");
                self.seen.json("type url", &request.url, "\"c3d0\"");
                self.seen.json("type info", &request.info, "\"E%G\"");
                self.seen.json("type value", &request.value, "\"aq5#HI\"");
                self.seen.json("type base_url", &request.base_url, "null");
                self.seen.json("type header_map", &request.header_map, "\"JreBt?\"");
                self.seen.json("type x_foo", &request.x_foo, "\"k3\"");
                self.seen.json("type x_match", &request.x_match, "\"FIso\"");
                self.seen.json("type filter_name", &request.filter_name, "null");
                self.seen.json("type odd_name", &request.odd_name, "\"q9rdEf\"");
                match request.body {
                    body => {
                        self.seen.json("type body", &body, "{\"$ref-like\":\"Dv=hF\",\"@id\":\"Df日7\",\"X-Foo\":\"z%ja\",\"a b\":\"a\",\"a.b.c\":\"\",\"async\":\"in\",\"camelCase\":\"o+n \",\"fn\":\"F\",\"it's\":\"GlGzt\",\"kind\":\"with space\",\"self\":\"\",\"type\":\"\"}");
                    }
                    _ => self.seen.wrong("type body"),
                }
                Ok(types::TypeResponse::Ok(from::<types::OptionAl>("{\"clone\":\"b\",\"debug\":{\"text\":\"kp?\"},\"some\":\"vmJq\",\"vec\":{\"items\":[\"I\"]}}")))
            }
            1 => {
                self.seen.json("type type_", &request.type_, "\"A\"");
                self.seen.json("type head", &request.head, "\"o\\\"I\"");
                self.seen.json("type self_", &request.self_, "\"xfn日8\"");
                self.seen.json("type call", &request.call, "\"Ey\"");
                self.seen.json("type caller", &request.caller, "\"Jmjyép\"");
                self.seen.json("type broken", &request.broken, "null");
                self.seen.json("type segments", &request.segments, "\"FcvCi\"");
                self.seen.json("type request", &request.request, "\"B=is\"");
                self.seen.json("type response", &request.response, "\"yhé0\"");
                self.seen.json("type result", &request.result, "null");
                self.seen.json("type url", &request.url, "\"k5/dC日\"");
                self.seen.json("type info", &request.info, "\"cdE\\\"2\"");
                self.seen.json("type value", &request.value, "\"c\"");
                self.seen.json("type base_url", &request.base_url, "null");
                self.seen.json("type header_map", &request.header_map, "\"Ac\"");
                self.seen.json("type x_foo", &request.x_foo, "\"Isj1lt\"");
                self.seen.json("type x_match", &request.x_match, "\"p6\"");
                self.seen.json("type filter_name", &request.filter_name, "null");
                self.seen.json("type odd_name", &request.odd_name, "\"ikcf\"");
                match request.body {
                    body => {
                        self.seen.json("type body", &body, "{\"$ref-like\":\"er%\",\"@id\":\"J?ws\",\"a.b.c\":\"i\",\"camelCase\":\"Hfs8k\",\"fn\":\"l/Fl\",\"it's\":\"kJj\",\"kind\":\"fn\",\"self\":\"e #\",\"type\":\"BH?\"}");
                    }
                    _ => self.seen.wrong("type body"),
                }
                Err(types::TypeError::BadRequest(from::<types::AbError>("{\"error.code\":\"v81x\"}")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn list_pets(&self, request: server::ListPetsRequest) -> Result<types::ListPetsResponse, Failure<types::ListPetsError>> {
        self.seen.enter("list-Pets");
        match self.exchange {
            0 => {
                self.seen.json("list-Pets status", &request.status, "null");
                self.seen.json("list-Pets mood", &request.mood, "\"good\"");
                Ok(types::ListPetsResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn rejection(&self, request: server::RejectionRequest) -> Result<types::RejectionResponse, Failure<types::RejectionError>> {
        self.seen.enter("rejection");
        match self.exchange {
            0 => {
                Ok(types::RejectionResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn into(&self, request: server::IntoRequest) -> Result<types::IntoResponse, Failure<types::IntoError>> {
        self.seen.enter("into");
        match self.exchange {
            0 => {
                Ok(types::IntoResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn authorization(&self, _caller: (), request: server::AuthorizationRequest) -> Result<types::AuthorizationResponse, Failure<types::AuthorizationError>> {
        self.seen.enter("authorization");
        match self.exchange {
            0 => {
                self.seen.json("authorization caller", &request.caller, "\"skA\"");
                self.seen.json("authorization token", &request.token, "\"a+\"");
                self.seen.json("authorization decision", &request.decision, "null");
                Ok(types::AuthorizationResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn handle(&self, request: server::HandleRequest) -> Result<types::HandleResponse, Failure<types::HandleError>> {
        self.seen.enter("handle");
        match self.exchange {
            0 => {
                Ok(types::HandleResponse::NoContent)
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
async fn type_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).type_();
        let call = call.type_(from::<String>("\"u;s\""));
        let call = call.head(from::<String>("\"lr\""));
        let call = call.self_(from::<String>("\"hthg\""));
        let call = call.call(from::<String>("\"z81\""));
        let call = call.caller(from::<String>("\"té#I/I\""));
        let call = call.segments(from::<String>("\"i7q9A\""));
        let call = call.request(from::<String>("\"Ha\""));
        let call = call.response(from::<String>("\"H1\""));
        let call = call.url(from::<String>("\"c3d0\""));
        let call = call.info(from::<String>("\"E%G\""));
        let call = call.value(from::<String>("\"aq5#HI\""));
        let call = call.header_map(from::<String>("\"JreBt?\""));
        let call = call.x_foo(from::<String>("\"k3\""));
        let call = call.x_match(from::<String>("\"FIso\""));
        let call = call.odd_name(from::<String>("\"q9rdEf\""));
        let call = call.body(from::<types::XFoo>("{\"$ref-like\":\"Dv=hF\",\"@id\":\"Df日7\",\"X-Foo\":\"z%ja\",\"a b\":\"a\",\"a.b.c\":\"\",\"async\":\"in\",\"camelCase\":\"o+n \",\"fn\":\"F\",\"it's\":\"GlGzt\",\"kind\":\"with space\",\"self\":\"\",\"type\":\"\"}"));
        let result = call.send().await;
        seen.held("type");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("type answer", &body, "{\"clone\":\"b\",\"debug\":{\"text\":\"kp?\"},\"some\":\"vmJq\",\"vec\":{\"items\":[\"I\"]}}");
        seen.held("type");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).type_();
        let call = call.type_(from::<String>("\"A\""));
        let call = call.head(from::<String>("\"o\\\"I\""));
        let call = call.self_(from::<String>("\"xfn日8\""));
        let call = call.call(from::<String>("\"Ey\""));
        let call = call.caller(from::<String>("\"Jmjyép\""));
        let call = call.segments(from::<String>("\"FcvCi\""));
        let call = call.request(from::<String>("\"B=is\""));
        let call = call.response(from::<String>("\"yhé0\""));
        let call = call.url(from::<String>("\"k5/dC日\""));
        let call = call.info(from::<String>("\"cdE\\\"2\""));
        let call = call.value(from::<String>("\"c\""));
        let call = call.header_map(from::<String>("\"Ac\""));
        let call = call.x_foo(from::<String>("\"Isj1lt\""));
        let call = call.x_match(from::<String>("\"p6\""));
        let call = call.odd_name(from::<String>("\"ikcf\""));
        let call = call.body(from::<types::XFoo>("{\"$ref-like\":\"er%\",\"@id\":\"J?ws\",\"a.b.c\":\"i\",\"camelCase\":\"Hfs8k\",\"fn\":\"l/Fl\",\"it's\":\"kJj\",\"kind\":\"fn\",\"self\":\"e #\",\"type\":\"BH?\"}"));
        let result = call.send().await;
        seen.held("type");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let value = value.into_inner();
        let body = value;
        seen.json("type answer", &body, "{\"error.code\":\"v81x\"}");
        seen.held("type");
    }
}

#[tokio::test]
async fn list_pets_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).list_pets();
        let call = call.mood(from::<types::ListPetsMood>("\"good\""));
        let result = call.send().await;
        seen.held("list-Pets");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("list-Pets");
    }
}

#[tokio::test]
async fn rejection_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).rejection();
        let result = call.send().await;
        seen.held("rejection");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("rejection");
    }
}

#[tokio::test]
async fn into_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).into();
        let result = call.send().await;
        seen.held("into");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("into");
    }
}

#[tokio::test]
async fn authorization_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).authorization();
        let call = call.caller(from::<String>("\"skA\""));
        let call = call.token(from::<String>("\"a+\""));
        let result = call.send().await;
        seen.held("authorization");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("authorization");
    }
}

#[tokio::test]
async fn handle_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).handle();
        let result = call.send().await;
        seen.held("handle");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("handle");
    }
}
