//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::outcomes::client as client;
use openapi_codegen_goldens::outcomes::server as server;
use openapi_codegen_goldens::outcomes::types as types;

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
    async fn ranges_and_default(&self, request: server::RangesAndDefaultRequest) -> Result<types::RangesAndDefaultResponse, Failure<types::RangesAndDefaultError>> {
        self.seen.enter("rangesAndDefault");
        match self.exchange {
            0 => {
                Ok(types::RangesAndDefaultResponse::NoContent)
            }
            1 => {
                Err(types::RangesAndDefaultError::Status4XX { status: 400, body: from::<types::Problem>("{\"code\":\"Hs\",\"detail\":\"Ck\"}") }.into())
            }
            2 => {
                Err(types::RangesAndDefaultError::Default { status: 500, body: from::<types::Refusal>("{\"why\":\"e0j= \"}") }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn beside_default(&self, request: server::BesideDefaultRequest) -> Result<types::BesideDefaultResponse, Failure<types::BesideDefaultError>> {
        self.seen.enter("besideDefault");
        match self.exchange {
            0 => {
                Ok(types::BesideDefaultResponse::Ok(from::<types::Thing>("{\"name\":\"D\"}")))
            }
            1 => {
                Err(types::BesideDefaultError::Default { status: 402, body: from::<types::Problem>("{\"code\":\"we\",\"detail\":\"AF\"}") }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn only_default(&self, request: server::OnlyDefaultRequest) -> Result<types::OnlyDefaultResponse, Failure<types::OnlyDefaultError>> {
        self.seen.enter("onlyDefault");
        match self.exchange {
            0 => {
                Ok(types::OnlyDefaultResponse::Default { status: 200, body: from::<types::Thing>("{\"name\":\"\"}") })
            }
            1 => {
                Err(types::OnlyDefaultError::Default { status: 402, body: from::<types::Thing>("{\"name\":\"C/A\"}") }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn empty_default(&self, request: server::EmptyDefaultRequest) -> Result<types::EmptyDefaultResponse, Failure<types::EmptyDefaultError>> {
        self.seen.enter("emptyDefault");
        match self.exchange {
            0 => {
                Ok(types::EmptyDefaultResponse::Ok)
            }
            1 => {
                Err(types::EmptyDefaultError::Default { status: 402 }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn with_headers(&self, request: server::WithHeadersRequest) -> Result<types::WithHeadersResponse, Failure<types::WithHeadersError>> {
        self.seen.enter("withHeaders");
        match self.exchange {
            0 => {
                Ok(types::WithHeadersResponse::Ok { headers: types::WithHeadersOkHeaders { x_total: from::<i64>("-7227688917977323"), x_words: Some(from::<Vec<String>>("[\"ej\",\"ana\",\"l\"]")), x_until: Some(from::<chrono::DateTime<chrono::Utc>>("\"2019-02-19T19:05:19Z\"")) }, body: from::<types::Thing>("{\"name\":\"\",\"size\":-750.0}") })
            }
            1 => {
                Ok(types::WithHeadersResponse::Created { headers: types::WithHeadersCreatedHeaders { location: from::<String>("\"/eh\"") } })
            }
            2 => {
                Err(types::WithHeadersError::TooManyRequests { headers: types::WithHeadersTooManyRequestsHeaders { retry_after: from::<i32>("1642771493") }, body: from::<types::Problem>("{\"code\":\"yj\"}") }.into())
            }
            3 => {
                Err(types::WithHeadersError::Status5XX { status: 500, headers: types::WithHeadersStatus5XXHeaders { retry_after: from::<i32>("73321603") } }.into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn many(&self, request: server::ManyRequest) -> Result<types::ManyResponse, Failure<types::ManyError>> {
        self.seen.enter("many");
        match self.exchange {
            0 => {
                Ok(types::ManyResponse::Ok(from::<types::Thing>("{\"name\":\"dp\"}")))
            }
            1 => {
                Ok(types::ManyResponse::Created(from::<String>("\"\"")))
            }
            2 => {
                Ok(types::ManyResponse::NoContent)
            }
            3 => {
                Err(types::ManyError::BadRequest(from::<types::Problem>("{\"code\":\"C9i\"}")).into())
            }
            4 => {
                Err(types::ManyError::NotFound.into())
            }
            5 => {
                Err(types::ManyError::Conflict(from::<Vec<String>>("[\"b5/qE\",\"h/Bu8\"]")).into())
            }
            6 => {
                Err(types::ManyError::ServiceUnavailable("ié\u{1f600}I".to_owned()).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn by_media_type(&self, request: server::ByMediaTypeRequest) -> Result<types::ByMediaTypeResponse, Failure<types::ByMediaTypeError>> {
        self.seen.enter("byMediaType");
        match self.exchange {
            0 => {
                Ok(types::ByMediaTypeResponse::Ok(types::ByMediaTypeOkBody::Json(from::<types::Thing>("{\"name\":\"l\",\"size\":750.0}"))))
            }
            1 => {
                Ok(types::ByMediaTypeResponse::Ok(types::ByMediaTypeOkBody::Text("lr32gF".to_owned())))
            }
            2 => {
                Err(types::ByMediaTypeError::BadRequest(types::ByMediaTypeBadRequestBody::ApplicationJson(from::<types::Problem>("{\"code\":\"wG +6\",\"detail\":\"x\"}"))).into())
            }
            3 => {
                Err(types::ByMediaTypeError::BadRequest(types::ByMediaTypeBadRequestBody::ApplicationVndRefusalJson(from::<types::Refusal>("{\"why\":\"jz%H\"}"))).into())
            }
            4 => {
                Err(types::ByMediaTypeError::InternalServerError(openapi_types::ByteStream::from("bytes 952\u{0}\r\n--".to_owned())).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn moved(&self, request: server::MovedRequest) -> Result<types::MovedResponse, Failure<types::MovedError>> {
        self.seen.enter("moved");
        match self.exchange {
            0 => {
                Ok(types::MovedResponse::Ok(from::<String>("\"A\"")))
            }
            1 => {
                Ok(types::MovedResponse::Found { headers: types::MovedFoundHeaders { location: from::<String>("\"Cpm2jd\"") } })
            }
            2 => {
                Ok(types::MovedResponse::NotModified)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn ranges(&self, request: server::RangesRequest) -> Result<types::RangesResponse, Failure<types::RangesError>> {
        self.seen.enter("ranges");
        match self.exchange {
            0 => {
                Ok(types::RangesResponse::Accepted(from::<i64>("7959748284323238")))
            }
            1 => {
                Ok(types::RangesResponse::Status2XX { status: 200, body: from::<types::Thing>("{\"name\":\"j\u{1f600}77%\",\"size\":250.0}") })
            }
            2 => {
                Err(types::RangesError::Unauthorized(from::<types::Refusal>("{\"why\":\"h=#v\"}")).into())
            }
            3 => {
                Err(types::RangesError::Status4XX { status: 400, body: from::<types::Problem>("{\"code\":\"\"}") }.into())
            }
            4 => {
                Err(types::RangesError::Status5XX { status: 500 }.into())
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
async fn ranges_and_default_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).ranges_and_default();
        let result = call.send().await;
        seen.held("rangesAndDefault");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("rangesAndDefault");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).ranges_and_default();
        let result = call.send().await;
        seen.held("rangesAndDefault");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::RangesAndDefaultError::Status4XX { status: status, body: body } = value.into_inner() else { panic!("another variant") };
        seen.json("rangesAndDefault answer", &body, "{\"code\":\"Hs\",\"detail\":\"Ck\"}");
        seen.held("rangesAndDefault");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).ranges_and_default();
        let result = call.send().await;
        seen.held("rangesAndDefault");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let types::RangesAndDefaultError::Default { status: status, body: body } = value.into_inner() else { panic!("another variant") };
        seen.json("rangesAndDefault answer", &body, "{\"why\":\"e0j= \"}");
        seen.held("rangesAndDefault");
    }
}

#[tokio::test]
async fn beside_default_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).beside_default();
        let result = call.send().await;
        seen.held("besideDefault");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("besideDefault answer", &body, "{\"name\":\"D\"}");
        seen.held("besideDefault");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).beside_default();
        let result = call.send().await;
        seen.held("besideDefault");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 402);
        let value = value.into_inner();
        let body = value;
        seen.json("besideDefault answer", &body, "{\"code\":\"we\",\"detail\":\"AF\"}");
        seen.held("besideDefault");
    }
}

#[tokio::test]
async fn only_default_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).only_default();
        let result = call.send().await;
        seen.held("onlyDefault");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("onlyDefault answer", &body, "{\"name\":\"\"}");
        seen.held("onlyDefault");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).only_default();
        let result = call.send().await;
        seen.held("onlyDefault");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 402);
        let value = value.into_inner();
        let body = value;
        seen.json("onlyDefault answer", &body, "{\"name\":\"C/A\"}");
        seen.held("onlyDefault");
    }
}

#[tokio::test]
async fn empty_default_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).empty_default();
        let result = call.send().await;
        seen.held("emptyDefault");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let () = value.into_inner();
        seen.held("emptyDefault");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).empty_default();
        let result = call.send().await;
        seen.held("emptyDefault");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 402);
        let () = value.into_inner();
        seen.held("emptyDefault");
    }
}

#[tokio::test]
async fn with_headers_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).with_headers();
        let result = call.send().await;
        seen.held("withHeaders");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::WithHeadersResponse::Ok { headers: headers, body: body } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::WithHeadersOkHeaders { x_total: from::<i64>("-7227688917977323"), x_words: Some(from::<Vec<String>>("[\"ej\",\"ana\",\"l\"]")), x_until: Some(from::<chrono::DateTime<chrono::Utc>>("\"2019-02-19T19:05:19Z\"")) });
        seen.json("withHeaders answer", &body, "{\"name\":\"\",\"size\":-750.0}");
        seen.held("withHeaders");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).with_headers();
        let result = call.send().await;
        seen.held("withHeaders");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let types::WithHeadersResponse::Created { headers: headers } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::WithHeadersCreatedHeaders { location: from::<String>("\"/eh\"") });
        seen.held("withHeaders");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).with_headers();
        let result = call.send().await;
        seen.held("withHeaders");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 429);
        let types::WithHeadersError::TooManyRequests { headers: headers, body: body } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::WithHeadersTooManyRequestsHeaders { retry_after: from::<i32>("1642771493") });
        seen.json("withHeaders answer", &body, "{\"code\":\"yj\"}");
        seen.held("withHeaders");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).with_headers();
        let result = call.send().await;
        seen.held("withHeaders");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let types::WithHeadersError::Status5XX { status: status, headers: headers } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::WithHeadersStatus5XXHeaders { retry_after: from::<i32>("73321603") });
        seen.held("withHeaders");
    }
}

#[tokio::test]
async fn many_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).many();
        let result = call.send().await;
        seen.held("many");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::ManyResponse::Ok(body) = value.into_inner() else { panic!("another variant") };
        seen.json("many answer", &body, "{\"name\":\"dp\"}");
        seen.held("many");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).many();
        let result = call.send().await;
        seen.held("many");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let types::ManyResponse::Created(body) = value.into_inner() else { panic!("another variant") };
        seen.json("many answer", &body, "\"\"");
        seen.held("many");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).many();
        let result = call.send().await;
        seen.held("many");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let types::ManyResponse::NoContent = value.into_inner() else { panic!("another variant") };
        seen.held("many");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).many();
        let result = call.send().await;
        seen.held("many");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::ManyError::BadRequest(body) = value.into_inner() else { panic!("another variant") };
        seen.json("many answer", &body, "{\"code\":\"C9i\"}");
        seen.held("many");
    }
    {
        let (client, seen) = loopback(4);
        let call = (&client).many();
        let result = call.send().await;
        seen.held("many");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 404);
        let types::ManyError::NotFound = value.into_inner() else { panic!("another variant") };
        seen.held("many");
    }
    {
        let (client, seen) = loopback(5);
        let call = (&client).many();
        let result = call.send().await;
        seen.held("many");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 409);
        let types::ManyError::Conflict(body) = value.into_inner() else { panic!("another variant") };
        seen.json("many answer", &body, "[\"b5/qE\",\"h/Bu8\"]");
        seen.held("many");
    }
    {
        let (client, seen) = loopback(6);
        let call = (&client).many();
        let result = call.send().await;
        seen.held("many");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 503);
        let types::ManyError::ServiceUnavailable(body) = value.into_inner() else { panic!("another variant") };
        seen.equal("many answer", &body, &"ié\u{1f600}I".to_owned());
        seen.held("many");
    }
}

#[tokio::test]
async fn by_media_type_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).by_media_type();
        let result = call.send().await;
        seen.held("byMediaType");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let types::ByMediaTypeOkBody::Json(body) = value else { panic!("another media type") };
        seen.json("byMediaType answer", &body, "{\"name\":\"l\",\"size\":750.0}");
        seen.held("byMediaType");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).by_media_type();
        let result = call.send().await;
        seen.held("byMediaType");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let types::ByMediaTypeOkBody::Text(body) = value else { panic!("another media type") };
        seen.equal("byMediaType answer", &body, &"lr32gF".to_owned());
        seen.held("byMediaType");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).by_media_type();
        let result = call.send().await;
        seen.held("byMediaType");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::ByMediaTypeError::BadRequest(types::ByMediaTypeBadRequestBody::ApplicationJson(body)) = value.into_inner() else { panic!("another variant") };
        seen.json("byMediaType answer", &body, "{\"code\":\"wG +6\",\"detail\":\"x\"}");
        seen.held("byMediaType");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).by_media_type();
        let result = call.send().await;
        seen.held("byMediaType");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::ByMediaTypeError::BadRequest(types::ByMediaTypeBadRequestBody::ApplicationVndRefusalJson(body)) = value.into_inner() else { panic!("another variant") };
        seen.json("byMediaType answer", &body, "{\"why\":\"jz%H\"}");
        seen.held("byMediaType");
    }
    {
        let (client, seen) = loopback(4);
        let call = (&client).by_media_type();
        let result = call.send().await;
        seen.held("byMediaType");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let types::ByMediaTypeError::InternalServerError(body) = value.into_inner() else { panic!("another variant") };
        match body.collect(1 << 20).await { Ok(body) => seen.equal("byMediaType answer", &body.as_ref(), &"bytes 952\u{0}\r\n--".as_bytes()), Err(_) => seen.wrong("byMediaType answer") }
        seen.held("byMediaType");
    }
}

#[tokio::test]
async fn moved_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).moved();
        let result = call.send().await;
        seen.held("moved");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::MovedResponse::Ok(body) = value.into_inner() else { panic!("another variant") };
        seen.json("moved answer", &body, "\"A\"");
        seen.held("moved");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).moved();
        let result = call.send().await;
        seen.held("moved");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 302);
        let types::MovedResponse::Found { headers: headers } = value.into_inner() else { panic!("another variant") };
        seen.equal("headers", &headers, &types::MovedFoundHeaders { location: from::<String>("\"Cpm2jd\"") });
        seen.held("moved");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).moved();
        let result = call.send().await;
        seen.held("moved");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 304);
        let types::MovedResponse::NotModified = value.into_inner() else { panic!("another variant") };
        seen.held("moved");
    }
}

#[tokio::test]
async fn ranges_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).ranges();
        let result = call.send().await;
        seen.held("ranges");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 202);
        let types::RangesResponse::Accepted(body) = value.into_inner() else { panic!("another variant") };
        seen.json("ranges answer", &body, "7959748284323238");
        seen.held("ranges");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).ranges();
        let result = call.send().await;
        seen.held("ranges");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let types::RangesResponse::Status2XX { status: status, body: body } = value.into_inner() else { panic!("another variant") };
        seen.json("ranges answer", &body, "{\"name\":\"j\u{1f600}77%\",\"size\":250.0}");
        seen.held("ranges");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).ranges();
        let result = call.send().await;
        seen.held("ranges");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let types::RangesError::Unauthorized(body) = value.into_inner() else { panic!("another variant") };
        seen.json("ranges answer", &body, "{\"why\":\"h=#v\"}");
        seen.held("ranges");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).ranges();
        let result = call.send().await;
        seen.held("ranges");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 400);
        let types::RangesError::Status4XX { status: status, body: body } = value.into_inner() else { panic!("another variant") };
        seen.json("ranges answer", &body, "{\"code\":\"\"}");
        seen.held("ranges");
    }
    {
        let (client, seen) = loopback(4);
        let call = (&client).ranges();
        let result = call.send().await;
        seen.held("ranges");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 500);
        let types::RangesError::Status5XX { status: status } = value.into_inner() else { panic!("another variant") };
        seen.held("ranges");
    }
}
