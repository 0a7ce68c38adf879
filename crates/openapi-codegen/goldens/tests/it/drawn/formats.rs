//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::formats::client as client;
use openapi_codegen_goldens::formats::server as server;
use openapi_codegen_goldens::formats::types as types;

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
    async fn put_bounds(&self, request: server::PutBoundsRequest) -> Result<types::PutBoundsResponse, Failure<types::PutBoundsError>> {
        self.seen.enter("putBounds");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putBounds body", &body, "{\"list\":[3094431583629716],\"map\":{\"extra0\":true},\"number\":87.5,\"text\":\"ba\"}");
                    }
                    _ => self.seen.wrong("putBounds body"),
                }
                Ok(types::PutBoundsResponse::Ok(from::<types::Bounds>("{\"even\":4,\"list\":[182,6667111907310127],\"map\":{\"extra0\":true},\"number\":12.5,\"preset\":\"G\u{1f600}E\",\"text\":\"cc\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn by_format(&self, request: server::ByFormatRequest) -> Result<types::ByFormatResponse, Failure<types::ByFormatError>> {
        self.seen.enter("byFormat");
        match self.exchange {
            0 => {
                self.seen.json("byFormat kind", &request.kind, "\"==\"");
                self.seen.json("byFormat number", &request.number, "1");
                self.seen.json("byFormat id", &request.id, "\"268e8409-c2e0-4f4a-ac83-3cdec060fce8\"");
                self.seen.json("byFormat ip", &request.ip, "\"2001:db8::23\"");
                self.seen.json("byFormat data", &request.data, "\"aGk=\"");
                Ok(types::ByFormatResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_enumerations(&self, request: server::PutEnumerationsRequest) -> Result<types::PutEnumerationsResponse, Failure<types::PutEnumerationsError>> {
        self.seen.enter("putEnumerations");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putEnumerations body", &body, "{\"casing\":\"ASC\",\"flags\":true,\"floats\":0.5,\"letters\":\"é\",\"list\":[],\"nullable\":\"x\",\"numbers\":0,\"signs\":\"!=\"}");
                    }
                    _ => self.seen.wrong("putEnumerations body"),
                }
                Ok(types::PutEnumerationsResponse::Ok(from::<types::Enumerations>("{\"casing\":\"a-sc\",\"digits\":\"1e3\",\"flags\":true,\"floats\":0.5,\"list\":[\"w\",\"w\"],\"mixed\":1,\"nullable\":\"x\",\"numbers\":-1,\"signs\":\"*\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_formats(&self, request: server::PutFormatsRequest) -> Result<types::PutFormatsResponse, Failure<types::PutFormatsError>> {
        self.seen.enter("putFormats");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putFormats body", &body, "{\"at\":\"2020-03-20T20:06:20Z\",\"byDay\":{\"extra0\":\"2018-01-18\",\"extra1\":\"2021-04-21\"},\"bytes\":\"aGk=\",\"day\":\"2024-07-24\",\"double\":-500.0,\"four\":\"192.0.2.19\",\"host\":\"host27.example.com\",\"huge\":3507124296,\"id\":\"3753fc86-2c47-47e8-ac2b-5e092bc64b0b\",\"ids\":[],\"invented\":\"frm\",\"large\":-1767010474220505,\"link\":\"https://example.com/26\",\"secret\":\"p=Gn=\",\"single\":750.0,\"six\":\"2001:db8::13\",\"small\":69}");
                    }
                    _ => self.seen.wrong("putFormats body"),
                }
                Ok(types::PutFormatsResponse::Ok(from::<types::Formats>("{\"at\":\"2016-08-16T16:02:16Z\",\"byDay\":{\"extra0\":\"2013-05-13\",\"extra1\":\"2022-05-22\"},\"bytes\":\"aGVsbG8=\",\"day\":\"2016-08-16\",\"double\":-250.0,\"huge\":147,\"id\":\"1e8a3124-12e1-4fe0-a455-c3e628e3942b\",\"ids\":[],\"invented\":\"h\",\"large\":2933220738016900,\"single\":500.0,\"small\":209165112}")))
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
async fn put_bounds_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_bounds();
        let call = call.body(from::<types::Bounds>("{\"list\":[3094431583629716],\"map\":{\"extra0\":true},\"number\":87.5,\"text\":\"ba\"}"));
        let result = call.send().await;
        seen.held("putBounds");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putBounds answer", &body, "{\"even\":4,\"list\":[182,6667111907310127],\"map\":{\"extra0\":true},\"number\":12.5,\"preset\":\"G\u{1f600}E\",\"text\":\"cc\"}");
        seen.held("putBounds");
    }
}

#[tokio::test]
async fn by_format_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).by_format();
        let call = call.kind(from::<types::Signs>("\"==\""));
        let call = call.number(from::<types::Numbers>("1"));
        let call = call.id(from::<uuid::Uuid>("\"268e8409-c2e0-4f4a-ac83-3cdec060fce8\""));
        let call = call.ip(from::<String>("\"2001:db8::23\""));
        let call = call.data(from::<openapi_types::Base64>("\"aGk=\""));
        let result = call.send().await;
        seen.held("byFormat");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("byFormat");
    }
}

#[tokio::test]
async fn put_enumerations_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_enumerations();
        let call = call.body(from::<types::Enumerations>("{\"casing\":\"ASC\",\"flags\":true,\"floats\":0.5,\"letters\":\"é\",\"list\":[],\"nullable\":\"x\",\"numbers\":0,\"signs\":\"!=\"}"));
        let result = call.send().await;
        seen.held("putEnumerations");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putEnumerations answer", &body, "{\"casing\":\"a-sc\",\"digits\":\"1e3\",\"flags\":true,\"floats\":0.5,\"list\":[\"w\",\"w\"],\"mixed\":1,\"nullable\":\"x\",\"numbers\":-1,\"signs\":\"*\"}");
        seen.held("putEnumerations");
    }
}

#[tokio::test]
async fn put_formats_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_formats();
        let call = call.body(from::<types::Formats>("{\"at\":\"2020-03-20T20:06:20Z\",\"byDay\":{\"extra0\":\"2018-01-18\",\"extra1\":\"2021-04-21\"},\"bytes\":\"aGk=\",\"day\":\"2024-07-24\",\"double\":-500.0,\"four\":\"192.0.2.19\",\"host\":\"host27.example.com\",\"huge\":3507124296,\"id\":\"3753fc86-2c47-47e8-ac2b-5e092bc64b0b\",\"ids\":[],\"invented\":\"frm\",\"large\":-1767010474220505,\"link\":\"https://example.com/26\",\"secret\":\"p=Gn=\",\"single\":750.0,\"six\":\"2001:db8::13\",\"small\":69}"));
        let result = call.send().await;
        seen.held("putFormats");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putFormats answer", &body, "{\"at\":\"2016-08-16T16:02:16Z\",\"byDay\":{\"extra0\":\"2013-05-13\",\"extra1\":\"2022-05-22\"},\"bytes\":\"aGVsbG8=\",\"day\":\"2016-08-16\",\"double\":-250.0,\"huge\":147,\"id\":\"1e8a3124-12e1-4fe0-a455-c3e628e3942b\",\"ids\":[],\"invented\":\"h\",\"large\":2933220738016900,\"single\":500.0,\"small\":209165112}");
        seen.held("putFormats");
    }
}
