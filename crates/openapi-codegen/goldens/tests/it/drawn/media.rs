//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::media::client as client;
use openapi_codegen_goldens::media::server as server;
use openapi_codegen_goldens::media::types as types;

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
    async fn any(&self, request: server::AnyRequest) -> Result<types::AnyResponse, Failure<types::AnyError>> {
        self.seen.enter("any");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        match body.collect(1 << 20).await { Ok(body) => self.seen.equal("any body", &body.as_ref(), &"bytes 749\u{0}\r\n--".as_bytes()), Err(_) => self.seen.wrong("any body") }
                    }
                    _ => self.seen.wrong("any body"),
                }
                Ok(types::AnyResponse::Ok(openapi_types::ByteStream::from("bytes 750\u{0}\r\n--".to_owned())))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn form(&self, request: server::FormRequest) -> Result<types::FormResponse, Failure<types::FormError>> {
        self.seen.enter("form");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("form body", &body, "{\"day\":\"2027-01-27\",\"name\":\"AC\u{1f600}fc5\",\"tags\":[\"oaulJ\",\"bz\",\"iB\"]}");
                    }
                    _ => self.seen.wrong("form body"),
                }
                Ok(types::FormResponse::Ok(from::<types::Note>("{\"text\":\"\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn merge_patch(&self, request: server::MergePatchRequest) -> Result<types::MergePatchResponse, Failure<types::MergePatchError>> {
        self.seen.enter("mergePatch");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("mergePatch body", &body, "{\"stars\":6472072053490374,\"text\":\"\"}");
                    }
                    _ => self.seen.wrong("mergePatch body"),
                }
                Ok(types::MergePatchResponse::Ok(from::<types::Note>("{\"text\":\"x+\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn optional_json(&self, request: server::OptionalJsonRequest) -> Result<types::OptionalJsonResponse, Failure<types::OptionalJsonError>> {
        self.seen.enter("optionalJson");
        match self.exchange {
            0 => {
                match request.body {
                    Some(body) => {
                        self.seen.json("optionalJson body", &body, "{\"text\":\"ku\"}");
                    }
                    _ => self.seen.wrong("optionalJson body"),
                }
                Ok(types::OptionalJsonResponse::Ok(from::<types::Note>("{\"text\":\"F8I\"}")))
            }
            1 => {
                if request.body.is_some() { self.seen.wrong("optionalJson body"); }
                Ok(types::OptionalJsonResponse::Ok(from::<types::Note>("{\"stars\":710655276516157,\"text\":\"zE=2#\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn charset(&self, request: server::CharsetRequest) -> Result<types::CharsetResponse, Failure<types::CharsetError>> {
        self.seen.enter("charset");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("charset body", &body, "{\"stars\":3561839152877566,\"text\":\"dw\"}");
                    }
                    _ => self.seen.wrong("charset body"),
                }
                Ok(types::CharsetResponse::Ok(from::<types::Note>("{\"stars\":190,\"text\":\"Hj\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn page(&self, request: server::PageRequest) -> Result<types::PageResponse, Failure<types::PageError>> {
        self.seen.enter("page");
        match self.exchange {
            0 => {
                Ok(types::PageResponse::Ok("w#cpy".to_owned()))
            }
            1 => {
                Err(types::PageError::NotFound("v".to_owned()).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn several(&self, request: server::SeveralRequest) -> Result<types::SeveralResponse, Failure<types::SeveralError>> {
        self.seen.enter("several");
        match self.exchange {
            0 => {
                match request.body {
                    types::SeveralBody::Json(body) => {
                        self.seen.json("several body", &body, "{\"text\":\"o2t/v\"}");
                    }
                    _ => self.seen.wrong("several body"),
                }
                Ok(types::SeveralResponse::Ok(types::SeveralOkBody::Json(from::<types::Note>("{\"stars\":6335741540705587,\"text\":\"l\"}"))))
            }
            1 => {
                match request.body {
                    types::SeveralBody::Form(body) => {
                        self.seen.json("several body", &body, "{\"day\":\"2021-04-21\",\"name\":\"JJ\",\"tags\":[\"g\"],\"yes\":false}");
                    }
                    _ => self.seen.wrong("several body"),
                }
                Ok(types::SeveralResponse::Ok(types::SeveralOkBody::Text("D?b2".to_owned())))
            }
            2 => {
                match request.body {
                    types::SeveralBody::Text(body) => {
                        self.seen.equal("several body", &body, &"J/\"".to_owned());
                    }
                    _ => self.seen.wrong("several body"),
                }
                Ok(types::SeveralResponse::Ok(types::SeveralOkBody::Bytes(openapi_types::ByteStream::from("bytes 758\u{0}\r\n--".to_owned()))))
            }
            3 => {
                match request.body {
                    types::SeveralBody::Bytes(body) => {
                        match body.collect(1 << 20).await { Ok(body) => self.seen.equal("several body", &body.as_ref(), &"bytes 333\u{0}\r\n--".as_bytes()), Err(_) => self.seen.wrong("several body") }
                    }
                    _ => self.seen.wrong("several body"),
                }
                Ok(types::SeveralResponse::Ok(types::SeveralOkBody::Json(from::<types::Note>("{\"stars\":7711760147645714,\"text\":\"c9\"}"))))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn several_optional(&self, request: server::SeveralOptionalRequest) -> Result<types::SeveralOptionalResponse, Failure<types::SeveralOptionalError>> {
        self.seen.enter("severalOptional");
        match self.exchange {
            0 => {
                match request.body {
                    Some(types::SeveralOptionalBody::ApplicationJson(body)) => {
                        self.seen.json("severalOptional body", &body, "{\"stars\":534368972807763,\"text\":\"n;i0J\"}");
                    }
                    _ => self.seen.wrong("severalOptional body"),
                }
                Ok(types::SeveralOptionalResponse::NoContent)
            }
            1 => {
                match request.body {
                    Some(types::SeveralOptionalBody::ApplicationVndChangeJson(body)) => {
                        self.seen.json("severalOptional body", &body, "{\"stars\":9005485301163866,\"text\":\"\"}");
                    }
                    _ => self.seen.wrong("severalOptional body"),
                }
                Ok(types::SeveralOptionalResponse::NoContent)
            }
            2 => {
                if request.body.is_some() { self.seen.wrong("severalOptional body"); }
                Ok(types::SeveralOptionalResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn text(&self, request: server::TextRequest) -> Result<types::TextResponse, Failure<types::TextError>> {
        self.seen.enter("text");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.equal("text body", &body, &"C&\\".to_owned());
                    }
                    _ => self.seen.wrong("text body"),
                }
                Ok(types::TextResponse::Ok("hFCt\"".to_owned()))
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
                        self.seen.equal("upload body", &body, &types::UploadBody { file: openapi_types::File::new("file 227\r\n".to_owned()).named("a.bin").of_type("application/x-drawn"), title: from::<String>("\"cAj\""), note: Some(from::<types::Note>("{\"stars\":8981455987285484,\"text\":\"oCx日;k\"}")), count: Some(from::<i64>("-100")), more: Some(vec![openapi_types::File::new("one".to_owned()).named("a.bin").of_type("application/x-drawn"), openapi_types::File::new("two".to_owned()).named("a.bin").of_type("application/x-drawn")]), kind: Some(from::<types::UploadBodyKind>("\"final\"")) });
                    }
                    _ => self.seen.wrong("upload body"),
                }
                Ok(types::UploadResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn upload_file(&self, request: server::UploadFileRequest) -> Result<types::UploadFileResponse, Failure<types::UploadFileError>> {
        self.seen.enter("uploadFile");
        match self.exchange {
            0 => {
                match request.body {
                    Some(body) => {
                        match body.collect(1 << 20).await { Ok(body) => self.seen.equal("uploadFile body", &body.as_ref(), &"bytes 950\u{0}\r\n--".as_bytes()), Err(_) => self.seen.wrong("uploadFile body") }
                    }
                    _ => self.seen.wrong("uploadFile body"),
                }
                Ok(types::UploadFileResponse::Ok(openapi_types::ByteStream::from("bytes 951\u{0}\r\n--".to_owned())))
            }
            1 => {
                if request.body.is_some() { self.seen.wrong("uploadFile body"); }
                Ok(types::UploadFileResponse::Ok(openapi_types::ByteStream::from("bytes 526\u{0}\r\n--".to_owned())))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn xml(&self, request: server::XmlRequest) -> Result<types::XmlResponse, Failure<types::XmlError>> {
        self.seen.enter("xml");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        match body.collect(1 << 20).await { Ok(body) => self.seen.equal("xml body", &body.as_ref(), &"bytes 808\u{0}\r\n--".as_bytes()), Err(_) => self.seen.wrong("xml body") }
                    }
                    _ => self.seen.wrong("xml body"),
                }
                Ok(types::XmlResponse::Ok(openapi_types::ByteStream::from("bytes 809\u{0}\r\n--".to_owned())))
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
async fn any_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).any();
        let call = call.body(openapi_types::ByteStream::from("bytes 749\u{0}\r\n--".to_owned()));
        let result = call.send().await;
        seen.held("any");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        match body.collect(1 << 20).await { Ok(body) => seen.equal("any answer", &body.as_ref(), &"bytes 750\u{0}\r\n--".as_bytes()), Err(_) => seen.wrong("any answer") }
        seen.held("any");
    }
}

#[tokio::test]
async fn form_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).form();
        let call = call.body(from::<types::Form>("{\"day\":\"2027-01-27\",\"name\":\"AC\u{1f600}fc5\",\"tags\":[\"oaulJ\",\"bz\",\"iB\"]}"));
        let result = call.send().await;
        seen.held("form");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("form answer", &body, "{\"text\":\"\"}");
        seen.held("form");
    }
}

#[tokio::test]
async fn merge_patch_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).merge_patch();
        let call = call.body(from::<types::Change>("{\"stars\":6472072053490374,\"text\":\"\"}"));
        let result = call.send().await;
        seen.held("mergePatch");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("mergePatch answer", &body, "{\"text\":\"x+\"}");
        seen.held("mergePatch");
    }
}

#[tokio::test]
async fn optional_json_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).optional_json();
        let call = call.body(from::<types::Note>("{\"text\":\"ku\"}"));
        let result = call.send().await;
        seen.held("optionalJson");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("optionalJson answer", &body, "{\"text\":\"F8I\"}");
        seen.held("optionalJson");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).optional_json();
        let result = call.send().await;
        seen.held("optionalJson");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("optionalJson answer", &body, "{\"stars\":710655276516157,\"text\":\"zE=2#\"}");
        seen.held("optionalJson");
    }
}

#[tokio::test]
async fn charset_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).charset();
        let call = call.body(from::<types::Note>("{\"stars\":3561839152877566,\"text\":\"dw\"}"));
        let result = call.send().await;
        seen.held("charset");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("charset answer", &body, "{\"stars\":190,\"text\":\"Hj\"}");
        seen.held("charset");
    }
}

#[tokio::test]
async fn page_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).page();
        let result = call.send().await;
        seen.held("page");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.equal("page answer", &body, &"w#cpy".to_owned());
        seen.held("page");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).page();
        let result = call.send().await;
        seen.held("page");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 404);
        let value = value.into_inner();
        let body = value;
        seen.equal("page answer", &body, &"v".to_owned());
        seen.held("page");
    }
}

#[tokio::test]
async fn several_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).several();
        let call = call.body(types::SeveralBody::Json(from::<types::Note>("{\"text\":\"o2t/v\"}")));
        let result = call.send().await;
        seen.held("several");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let types::SeveralOkBody::Json(body) = value else { panic!("another media type") };
        seen.json("several answer", &body, "{\"stars\":6335741540705587,\"text\":\"l\"}");
        seen.held("several");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).several();
        let call = call.body(types::SeveralBody::Form(from::<types::Form>("{\"day\":\"2021-04-21\",\"name\":\"JJ\",\"tags\":[\"g\"],\"yes\":false}")));
        let result = call.send().await;
        seen.held("several");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let types::SeveralOkBody::Text(body) = value else { panic!("another media type") };
        seen.equal("several answer", &body, &"D?b2".to_owned());
        seen.held("several");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).several();
        let call = call.body(types::SeveralBody::Text("J/\"".to_owned()));
        let result = call.send().await;
        seen.held("several");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let types::SeveralOkBody::Bytes(body) = value else { panic!("another media type") };
        match body.collect(1 << 20).await { Ok(body) => seen.equal("several answer", &body.as_ref(), &"bytes 758\u{0}\r\n--".as_bytes()), Err(_) => seen.wrong("several answer") }
        seen.held("several");
    }
    {
        let (client, seen) = loopback(3);
        let call = (&client).several();
        let call = call.body(types::SeveralBody::Bytes(openapi_types::ByteStream::from("bytes 333\u{0}\r\n--".to_owned())));
        let result = call.send().await;
        seen.held("several");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let types::SeveralOkBody::Json(body) = value else { panic!("another media type") };
        seen.json("several answer", &body, "{\"stars\":7711760147645714,\"text\":\"c9\"}");
        seen.held("several");
    }
}

#[tokio::test]
async fn several_optional_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).several_optional();
        let call = call.body(types::SeveralOptionalBody::ApplicationJson(from::<types::Note>("{\"stars\":534368972807763,\"text\":\"n;i0J\"}")));
        let result = call.send().await;
        seen.held("severalOptional");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("severalOptional");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).several_optional();
        let call = call.body(types::SeveralOptionalBody::ApplicationVndChangeJson(from::<types::Change>("{\"stars\":9005485301163866,\"text\":\"\"}")));
        let result = call.send().await;
        seen.held("severalOptional");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("severalOptional");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).several_optional();
        let result = call.send().await;
        seen.held("severalOptional");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("severalOptional");
    }
}

#[tokio::test]
async fn text_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).text();
        let call = call.body("C&\\".to_owned());
        let result = call.send().await;
        seen.held("text");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.equal("text answer", &body, &"hFCt\"".to_owned());
        seen.held("text");
    }
}

#[tokio::test]
async fn upload_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).upload();
        let call = call.body(types::UploadBody { file: openapi_types::File::new("file 227\r\n".to_owned()).named("a.bin").of_type("application/x-drawn"), title: from::<String>("\"cAj\""), note: Some(from::<types::Note>("{\"stars\":8981455987285484,\"text\":\"oCx日;k\"}")), count: Some(from::<i64>("-100")), more: Some(vec![openapi_types::File::new("one".to_owned()).named("a.bin").of_type("application/x-drawn"), openapi_types::File::new("two".to_owned()).named("a.bin").of_type("application/x-drawn")]), kind: Some(from::<types::UploadBodyKind>("\"final\"")) });
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

#[tokio::test]
async fn upload_file_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).upload_file();
        let call = call.body(openapi_types::ByteStream::from("bytes 950\u{0}\r\n--".to_owned()));
        let result = call.send().await;
        seen.held("uploadFile");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        match body.collect(1 << 20).await { Ok(body) => seen.equal("uploadFile answer", &body.as_ref(), &"bytes 951\u{0}\r\n--".as_bytes()), Err(_) => seen.wrong("uploadFile answer") }
        seen.held("uploadFile");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).upload_file();
        let result = call.send().await;
        seen.held("uploadFile");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        match body.collect(1 << 20).await { Ok(body) => seen.equal("uploadFile answer", &body.as_ref(), &"bytes 526\u{0}\r\n--".as_bytes()), Err(_) => seen.wrong("uploadFile answer") }
        seen.held("uploadFile");
    }
}

#[tokio::test]
async fn xml_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).xml();
        let call = call.body(openapi_types::ByteStream::from("bytes 808\u{0}\r\n--".to_owned()));
        let result = call.send().await;
        seen.held("xml");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        match body.collect(1 << 20).await { Ok(body) => seen.equal("xml answer", &body.as_ref(), &"bytes 809\u{0}\r\n--".as_bytes()), Err(_) => seen.wrong("xml answer") }
        seen.held("xml");
    }
}
