//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::rules::client as client;
use openapi_codegen_goldens::rules::server as server;
use openapi_codegen_goldens::rules::types as types;

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
    async fn put_rules(&self, request: server::PutRulesRequest) -> Result<types::PutRulesResponse, Failure<types::PutRulesError>> {
        self.seen.enter("putRules");
        match self.exchange {
            0 => {
                self.seen.json("putRules code", &request.code, "\"449\"");
                self.seen.json("putRules limit", &request.limit, "60163");
                self.seen.json("putRules ratio", &request.ratio, "-0.25");
                self.seen.json("putRules x_tag", &request.x_tag, "null");
                match request.body {
                    body => {
                        self.seen.json("putRules body", &body, "{\"anything\":\"any92\",\"code\":\"258\",\"count\":192,\"counts\":{\"extra0\":4376128213026733},\"day\":\"2020-03-20\",\"extra\":{\"known\":\"\"},\"free\":{},\"id\":\"b3f45060-6aba-4f2e-a036-281b4228041d\",\"maybe\":null,\"name\":\"yim\",\"nothing\":{},\"nullable\":\"Et6\",\"nullable_kind\":\"two\",\"ratio\":0.9375,\"rows\":[[46]],\"size\":\"small\"}");
                    }
                    _ => self.seen.wrong("putRules body"),
                }
                Ok(types::PutRulesResponse::Ok(from::<types::Everything>("{\"anything\":\"any82\",\"code\":\"381\",\"count\":90,\"counts\":{},\"day\":\"2018-01-18\",\"extra\":{\"known\":\"\"},\"free\":{},\"id\":\"300998a1-d78c-46a6-a9f0-90099cb6e8dc\",\"maybe\":{\"value\":-8270315839725098},\"name\":\"kGrI\",\"nested\":{\"inner\":{}},\"nothing\":{},\"nullable_kind\":\"one\",\"ratio\":0.9375,\"size\":\"small\",\"tree\":{\"children\":[{}],\"left\":{}}}")))
            }
            1 => {
                self.seen.json("putRules code", &request.code, "\"701\"");
                self.seen.json("putRules limit", &request.limit, "761432");
                self.seen.json("putRules ratio", &request.ratio, "-0.25");
                self.seen.json("putRules x_tag", &request.x_tag, "null");
                match request.body {
                    body => {
                        self.seen.json("putRules body", &body, "{\"anything\":{\"any\":[\"thing\",1.5]},\"code\":\"756\",\"count\":6659885260969179,\"counts\":{},\"day\":\"2011-03-11\",\"extra\":{\"known\":\"kC\"},\"free\":{},\"id\":\"2bfc8ba8-59b4-47d2-a78c-65e804e0bb07\",\"maybe\":{\"value\":-7883967089690396},\"name\":\"b0s4y\",\"nested\":{\"inner\":{\"deep\":true}},\"sealed\":{\"only\":\"r;bv\"},\"tags\":[\"p\",\"m\",\"j\"]}");
                    }
                    _ => self.seen.wrong("putRules body"),
                }
                Err(types::PutRulesError::BadRequest(from::<types::Refusal>("{\"reason\":\"Cna\"}")).into())
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
async fn put_rules_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_rules();
        let call = call.code(from::<types::Code>("\"449\""));
        let call = call.limit(from::<i64>("60163"));
        let call = call.ratio(from::<f64>("-0.25"));
        let call = call.body(from::<types::Everything>("{\"anything\":\"any92\",\"code\":\"258\",\"count\":192,\"counts\":{\"extra0\":4376128213026733},\"day\":\"2020-03-20\",\"extra\":{\"known\":\"\"},\"free\":{},\"id\":\"b3f45060-6aba-4f2e-a036-281b4228041d\",\"maybe\":null,\"name\":\"yim\",\"nothing\":{},\"nullable\":\"Et6\",\"nullable_kind\":\"two\",\"ratio\":0.9375,\"rows\":[[46]],\"size\":\"small\"}"));
        let result = call.send().await;
        seen.held("putRules");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putRules answer", &body, "{\"anything\":\"any82\",\"code\":\"381\",\"count\":90,\"counts\":{},\"day\":\"2018-01-18\",\"extra\":{\"known\":\"\"},\"free\":{},\"id\":\"300998a1-d78c-46a6-a9f0-90099cb6e8dc\",\"maybe\":{\"value\":-8270315839725098},\"name\":\"kGrI\",\"nested\":{\"inner\":{}},\"nothing\":{},\"nullable_kind\":\"one\",\"ratio\":0.9375,\"size\":\"small\",\"tree\":{\"children\":[{}],\"left\":{}}}");
        seen.held("putRules");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).put_rules();
        let call = call.code(from::<types::Code>("\"701\""));
        let call = call.limit(from::<i64>("761432"));
        let call = call.ratio(from::<f64>("-0.25"));
        let call = call.body(from::<types::Everything>("{\"anything\":{\"any\":[\"thing\",1.5]},\"code\":\"756\",\"count\":6659885260969179,\"counts\":{},\"day\":\"2011-03-11\",\"extra\":{\"known\":\"kC\"},\"free\":{},\"id\":\"2bfc8ba8-59b4-47d2-a78c-65e804e0bb07\",\"maybe\":{\"value\":-7883967089690396},\"name\":\"b0s4y\",\"nested\":{\"inner\":{\"deep\":true}},\"sealed\":{\"only\":\"r;bv\"},\"tags\":[\"p\",\"m\",\"j\"]}"));
        let result = call.send().await;
        seen.held("putRules");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let value = value.into_inner();
        let body = value;
        seen.json("putRules answer", &body, "{\"reason\":\"Cna\"}");
        seen.held("putRules");
    }
}
