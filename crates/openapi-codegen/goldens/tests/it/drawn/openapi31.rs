//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::openapi31::client as client;
use openapi_codegen_goldens::openapi31::server as server;
use openapi_codegen_goldens::openapi31::types as types;

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
    async fn put_thing(&self, request: server::PutThingRequest) -> Result<types::PutThingResponse, Failure<types::PutThingError>> {
        self.seen.enter("putThing");
        match self.exchange {
            0 => {
                self.seen.json("putThing id", &request.id, "2882269445008974");
                self.seen.json("putThing kind", &request.kind, "\"thing\"");
                self.seen.json("putThing note", &request.note, "\"J?\"");
                match request.body {
                    body => {
                        self.seen.json("putThing body", &body, "{\"either\":-1171486952259448,\"kind\":\"thing\",\"list\":[-7386344415402155],\"name\":\"zJo\",\"ratio\":0.1875}");
                    }
                    _ => self.seen.wrong("putThing body"),
                }
                Ok(types::PutThingResponse::Ok(from::<types::Thing>("{\"kind\":\"thing\",\"list\":[],\"name\":\"\",\"other\":{\"value\":true},\"ratio\":0.9375}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn upload(&self, request: server::UploadRequest) -> Result<types::UploadResponse, Failure<types::UploadError>> {
        self.seen.enter("upload");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        match body.collect(1 << 20).await { Ok(body) => self.seen.equal("upload body", &body.as_ref(), &"bytes 226\u{0}\r\n--".as_bytes()), Err(_) => self.seen.wrong("upload body") }
                    }
                    _ => self.seen.wrong("upload body"),
                }
                Ok(types::UploadResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }
}

/// A client of a service that answers one exchange.
fn loopback(exchange: usize) -> (client::Client, Seen) {
    let seen = Seen::default();
    let api = Server { exchange, seen: seen.clone() };
    let service = server::service(api);
    let hooks = in_process(move |request: http::Request<openapi_client::reqwest::Body>| {
        let mut service = service.clone();
        async move {
            let Ok(response) = service.call(request).await;
            response.map(openapi_server::Body::into_bytes)
        }
    });
    let client = client::Client::builder("http://127.0.0.1")
        .hooks(hooks)
        .build()
        .unwrap();

    (client, seen)
}

#[tokio::test]
async fn put_thing_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_thing();
        let call = call.id(from::<i64>("2882269445008974"));
        let call = call.kind(from::<types::PutThingKind>("\"thing\""));
        let call = call.note(from::<Option<String>>("\"J?\""));
        let call = call.body(from::<types::Thing>("{\"either\":-1171486952259448,\"kind\":\"thing\",\"list\":[-7386344415402155],\"name\":\"zJo\",\"ratio\":0.1875}"));
        let result = call.send().await;
        seen.held("putThing");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putThing answer", &body, "{\"kind\":\"thing\",\"list\":[],\"name\":\"\",\"other\":{\"value\":true},\"ratio\":0.9375}");
        seen.held("putThing");
    }
}

#[tokio::test]
async fn upload_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).upload();
        let call = call.body(openapi_types::ByteStream::from("bytes 226\u{0}\r\n--".to_owned()));
        let result = call.send().await;
        seen.held("upload");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("upload");
    }
}
