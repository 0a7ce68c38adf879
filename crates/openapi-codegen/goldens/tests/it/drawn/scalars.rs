//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::scalars::client as client;
use openapi_codegen_goldens::scalars::server as server;
use openapi_codegen_goldens::scalars::types as types;

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
    async fn get_numbers(&self, request: server::GetNumbersRequest) -> Result<types::GetNumbersResponse, Failure<types::GetNumbersError>> {
        self.seen.enter("getNumbers");
        match self.exchange {
            0 => {
                self.seen.json("getNumbers integer", &request.integer, "870865616287205");
                self.seen.json("getNumbers small", &request.small, "-686161252");
                self.seen.json("getNumbers large", &request.large, "-88946162122869");
                self.seen.json("getNumbers number", &request.number, "-500.0");
                self.seen.json("getNumbers float", &request.float, "500.0");
                self.seen.json("getNumbers double", &request.double, "-250.0");
                self.seen.json("getNumbers flag", &request.flag, "true");
                self.seen.json("getNumbers q_integer", &request.q_integer, "8978442358445280");
                self.seen.json("getNumbers q_small", &request.q_small, "-1093850059");
                self.seen.json("getNumbers q_number", &request.q_number, "250.0");
                self.seen.json("getNumbers q_float", &request.q_float, "-250.0");
                self.seen.json("getNumbers q_flag", &request.q_flag, "false");
                self.seen.json("getNumbers x_integer", &request.x_integer, "-93");
                self.seen.json("getNumbers x_small", &request.x_small, "476033217");
                self.seen.json("getNumbers x_number", &request.x_number, "750.0");
                self.seen.json("getNumbers x_float", &request.x_float, "-250.0");
                self.seen.json("getNumbers x_flag", &request.x_flag, "false");
                Ok(types::GetNumbersResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn get_optional(&self, request: server::GetOptionalRequest) -> Result<types::GetOptionalResponse, Failure<types::GetOptionalError>> {
        self.seen.enter("getOptional");
        match self.exchange {
            0 => {
                self.seen.json("getOptional text", &request.text, "\"dx5\"");
                self.seen.json("getOptional kind", &request.kind, "null");
                self.seen.json("getOptional order", &request.order, "\"down\"");
                self.seen.json("getOptional id", &request.id, "\"94c20cfa-f505-4358-a9fc-80db85754d21\"");
                self.seen.json("getOptional day", &request.day, "\"2023-06-23\"");
                self.seen.json("getOptional at", &request.at, "null");
                self.seen.json("getOptional integer", &request.integer, "2022030286925690");
                self.seen.json("getOptional small", &request.small, "18");
                self.seen.json("getOptional number", &request.number, "750.0");
                self.seen.json("getOptional flag", &request.flag, "null");
                self.seen.json("getOptional x_text", &request.x_text, "\"mi\"");
                self.seen.json("getOptional x_kind", &request.x_kind, "\"a/b\"");
                self.seen.json("getOptional x_id", &request.x_id, "\"f8b1f39b-dc6f-49e4-a550-20189f34d289\"");
                self.seen.json("getOptional x_at", &request.x_at, "null");
                self.seen.json("getOptional x_integer", &request.x_integer, "-8670114917407192");
                self.seen.json("getOptional x_number", &request.x_number, "-250.0");
                self.seen.json("getOptional x_flag", &request.x_flag, "false");
                Ok(types::GetOptionalResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn get_texts(&self, request: server::GetTextsRequest) -> Result<types::GetTextsResponse, Failure<types::GetTextsError>> {
        self.seen.enter("getTexts");
        match self.exchange {
            0 => {
                self.seen.json("getTexts text", &request.text, "\"H B9\"");
                self.seen.json("getTexts kind", &request.kind, "\"two words\"");
                self.seen.json("getTexts id", &request.id, "\"91b6d7e2-0bae-43eb-a990-6a6560b90ff2\"");
                self.seen.json("getTexts day", &request.day, "\"2015-07-15\"");
                self.seen.json("getTexts at", &request.at, "\"2022-05-22T22:01:22Z\"");
                self.seen.json("getTexts q_text", &request.q_text, "\"l=cCd\"");
                self.seen.json("getTexts q_kind", &request.q_kind, "\"two words\"");
                self.seen.json("getTexts q_id", &request.q_id, "\"0348ad92-8326-4971-aee4-510316d6c7c5\"");
                self.seen.json("getTexts q_day", &request.q_day, "\"2023-06-23\"");
                self.seen.json("getTexts q_at", &request.q_at, "\"2027-01-27T03:06:27Z\"");
                self.seen.json("getTexts q_mail", &request.q_mail, "\"user25@example.com\"");
                self.seen.json("getTexts x_text", &request.x_text, "\"e0nnd\"");
                self.seen.json("getTexts x_kind", &request.x_kind, "\"a/b\"");
                self.seen.json("getTexts x_id", &request.x_id, "\"3ccb9745-f35d-4872-a6cd-740409c71afc\"");
                self.seen.json("getTexts x_day", &request.x_day, "\"2024-07-24\"");
                self.seen.json("getTexts x_at", &request.x_at, "\"2024-07-24T00:03:24Z\"");
                Ok(types::GetTextsResponse::NoContent)
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
async fn get_numbers_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_numbers();
        let call = call.integer(from::<i64>("870865616287205"));
        let call = call.small(from::<i32>("-686161252"));
        let call = call.large(from::<i64>("-88946162122869"));
        let call = call.number(from::<f64>("-500.0"));
        let call = call.float(from::<f64>("500.0"));
        let call = call.double(from::<f64>("-250.0"));
        let call = call.flag(from::<bool>("true"));
        let call = call.q_integer(from::<i64>("8978442358445280"));
        let call = call.q_small(from::<i32>("-1093850059"));
        let call = call.q_number(from::<f64>("250.0"));
        let call = call.q_float(from::<f64>("-250.0"));
        let call = call.q_flag(from::<bool>("false"));
        let call = call.x_integer(from::<i64>("-93"));
        let call = call.x_small(from::<i32>("476033217"));
        let call = call.x_number(from::<f64>("750.0"));
        let call = call.x_float(from::<f64>("-250.0"));
        let call = call.x_flag(from::<bool>("false"));
        let result = call.send().await;
        seen.held("getNumbers");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("getNumbers");
    }
}

#[tokio::test]
async fn get_optional_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_optional();
        let call = call.text(from::<String>("\"dx5\""));
        let call = call.order(from::<types::GetOptionalOrder>("\"down\""));
        let call = call.id(from::<uuid::Uuid>("\"94c20cfa-f505-4358-a9fc-80db85754d21\""));
        let call = call.day(from::<chrono::NaiveDate>("\"2023-06-23\""));
        let call = call.integer(from::<i64>("2022030286925690"));
        let call = call.small(from::<i32>("18"));
        let call = call.number(from::<f64>("750.0"));
        let call = call.x_text(from::<String>("\"mi\""));
        let call = call.x_kind(from::<types::Kind>("\"a/b\""));
        let call = call.x_id(from::<uuid::Uuid>("\"f8b1f39b-dc6f-49e4-a550-20189f34d289\""));
        let call = call.x_integer(from::<i64>("-8670114917407192"));
        let call = call.x_number(from::<f64>("-250.0"));
        let call = call.x_flag(from::<bool>("false"));
        let result = call.send().await;
        seen.held("getOptional");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("getOptional");
    }
}

#[tokio::test]
async fn get_texts_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_texts();
        let call = call.text(from::<String>("\"H B9\""));
        let call = call.kind(from::<types::Kind>("\"two words\""));
        let call = call.id(from::<uuid::Uuid>("\"91b6d7e2-0bae-43eb-a990-6a6560b90ff2\""));
        let call = call.day(from::<chrono::NaiveDate>("\"2015-07-15\""));
        let call = call.at(from::<chrono::DateTime<chrono::Utc>>("\"2022-05-22T22:01:22Z\""));
        let call = call.q_text(from::<String>("\"l=cCd\""));
        let call = call.q_kind(from::<types::Kind>("\"two words\""));
        let call = call.q_id(from::<uuid::Uuid>("\"0348ad92-8326-4971-aee4-510316d6c7c5\""));
        let call = call.q_day(from::<chrono::NaiveDate>("\"2023-06-23\""));
        let call = call.q_at(from::<chrono::DateTime<chrono::Utc>>("\"2027-01-27T03:06:27Z\""));
        let call = call.q_mail(from::<String>("\"user25@example.com\""));
        let call = call.x_text(from::<String>("\"e0nnd\""));
        let call = call.x_kind(from::<types::Kind>("\"a/b\""));
        let call = call.x_id(from::<uuid::Uuid>("\"3ccb9745-f35d-4872-a6cd-740409c71afc\""));
        let call = call.x_day(from::<chrono::NaiveDate>("\"2024-07-24\""));
        let call = call.x_at(from::<chrono::DateTime<chrono::Utc>>("\"2024-07-24T00:03:24Z\""));
        let result = call.send().await;
        seen.held("getTexts");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("getTexts");
    }
}
