//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::answers::client as client;
use openapi_codegen_goldens::answers::server as server;
use openapi_codegen_goldens::answers::types as types;

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
    async fn post_empty_error(&self, request: server::PostEmptyErrorRequest) -> Result<types::PostEmptyErrorResponse, Failure<types::PostEmptyErrorError>> {
        self.seen.enter("postEmptyError");
        match self.exchange {
            0 => {
                Ok(types::PostEmptyErrorResponse::Ok)
            }
            1 => {
                Err(types::PostEmptyErrorError::NotFound.into())
            }
            2 => {
                Err(types::PostEmptyErrorError::Conflict.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn get_inline_error(&self, request: server::GetInlineErrorRequest) -> Result<types::GetInlineErrorResponse, Failure<types::GetInlineErrorError>> {
        self.seen.enter("getInlineError");
        match self.exchange {
            0 => {
                Ok(types::GetInlineErrorResponse::Ok(from::<String>("\"Co\"")))
            }
            1 => {
                Err(types::GetInlineErrorError::UnprocessableEntity(from::<types::GetInlineErrorUnprocessableEntity>("{\"code\":\"z\",\"message\":\"E7\"}")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn get_list_error(&self, request: server::GetListErrorRequest) -> Result<types::GetListErrorResponse, Failure<types::GetListErrorError>> {
        self.seen.enter("getListError");
        match self.exchange {
            0 => {
                Ok(types::GetListErrorResponse::Ok(from::<types::Amount>("-250.0")))
            }
            1 => {
                Err(types::GetListErrorError::InternalServerError(from::<Vec<String>>("[]")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn get_none(&self, request: server::GetNoneRequest) -> Result<types::GetNoneResponse, Failure<types::GetNoneError>> {
        self.seen.enter("getNone");
        match self.exchange {
            0 => {
                Ok(types::GetNoneResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn get_several(&self, request: server::GetSeveralRequest) -> Result<types::GetSeveralResponse, Failure<types::GetSeveralError>> {
        self.seen.enter("getSeveral");
        match self.exchange {
            0 => {
                Ok(types::GetSeveralResponse::Ok(from::<types::Thing>("{\"name\":\"y\"}")))
            }
            1 => {
                Ok(types::GetSeveralResponse::Accepted(from::<types::Thing>("{\"name\":\"eb\"}")))
            }
            2 => {
                Err(types::GetSeveralError::BadRequest(from::<types::Problem>("{\"code\":\"D\",\"detail\":\"k0\"}")).into())
            }
            3 => {
                Err(types::GetSeveralError::Status499(from::<types::Problem>("{\"code\":\"F\",\"detail\":\"\"}")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn get_text_error(&self, request: server::GetTextErrorRequest) -> Result<types::GetTextErrorResponse, Failure<types::GetTextErrorError>> {
        self.seen.enter("getTextError");
        match self.exchange {
            0 => {
                Ok(types::GetTextErrorResponse::Ok(from::<types::Things>("[]")))
            }
            1 => {
                Err(types::GetTextErrorError::InternalServerError(from::<String>("\"eCjm\u{1f600}\"")).into())
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
async fn post_empty_error_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).post_empty_error();
        let result = call.send().await;
        seen.held("postEmptyError");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let () = value.into_inner();
        seen.held("postEmptyError");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).post_empty_error();
        let result = call.send().await;
        seen.held("postEmptyError");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 404);
        let () = value.into_inner();
        seen.held("postEmptyError");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).post_empty_error();
        let result = call.send().await;
        seen.held("postEmptyError");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 409);
        let () = value.into_inner();
        seen.held("postEmptyError");
    }
}

#[tokio::test]
async fn get_inline_error_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_inline_error();
        let result = call.send().await;
        seen.held("getInlineError");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("getInlineError answer", &body, "\"Co\"");
        seen.held("getInlineError");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).get_inline_error();
        let result = call.send().await;
        seen.held("getInlineError");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 422);
        let value = value.into_inner();
        let body = value;
        seen.json("getInlineError answer", &body, "{\"code\":\"z\",\"message\":\"E7\"}");
        seen.held("getInlineError");
    }
}

#[tokio::test]
async fn get_list_error_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_list_error();
        let result = call.send().await;
        seen.held("getListError");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("getListError answer", &body, "-250.0");
        seen.held("getListError");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).get_list_error();
        let result = call.send().await;
        seen.held("getListError");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let value = value.into_inner();
        let body = value;
        seen.json("getListError answer", &body, "[]");
        seen.held("getListError");
    }
}

#[tokio::test]
async fn get_none_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_none();
        let result = call.send().await;
        seen.held("getNone");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("getNone");
    }
}

#[tokio::test]
async fn get_several_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_several();
        let result = call.send().await;
        seen.held("getSeveral");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("getSeveral answer", &body, "{\"name\":\"y\"}");
        seen.held("getSeveral");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).get_several();
        let result = call.send().await;
        seen.held("getSeveral");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 202);
        let value = value.into_inner();
        let body = value;
        seen.json("getSeveral answer", &body, "{\"name\":\"eb\"}");
        seen.held("getSeveral");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).get_several();
        let result = call.send().await;
        seen.held("getSeveral");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let value = value.into_inner();
        let body = value;
        seen.json("getSeveral answer", &body, "{\"code\":\"D\",\"detail\":\"k0\"}");
        seen.held("getSeveral");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).get_several();
        let result = call.send().await;
        seen.held("getSeveral");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 499);
        let value = value.into_inner();
        let body = value;
        seen.json("getSeveral answer", &body, "{\"code\":\"F\",\"detail\":\"\"}");
        seen.held("getSeveral");
    }
}

#[tokio::test]
async fn get_text_error_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_text_error();
        let result = call.send().await;
        seen.held("getTextError");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("getTextError answer", &body, "[]");
        seen.held("getTextError");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).get_text_error();
        let result = call.send().await;
        seen.held("getTextError");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let value = value.into_inner();
        let body = value;
        seen.json("getTextError answer", &body, "\"eCjm\u{1f600}\"");
        seen.held("getTextError");
    }
}
