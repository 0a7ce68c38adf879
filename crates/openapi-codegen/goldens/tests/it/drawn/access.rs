//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::access::client as client;
use openapi_codegen_goldens::access::server as server;
use openapi_codegen_goldens::access::types as types;

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

    async fn by_basic(&self, _caller: (), request: server::ByBasicRequest) -> Result<types::ByBasicResponse, Failure<types::ByBasicError>> {
        self.seen.enter("byBasic");
        match self.exchange {
            0 => {
                Ok(types::ByBasicResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn by_bearer(&self, _caller: (), request: server::ByBearerRequest) -> Result<types::ByBearerResponse, Failure<types::ByBearerError>> {
        self.seen.enter("byBearer");
        match self.exchange {
            0 => {
                Ok(types::ByBearerResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn by_both(&self, _caller: (), request: server::ByBothRequest) -> Result<types::ByBothResponse, Failure<types::ByBothError>> {
        self.seen.enter("byBoth");
        match self.exchange {
            0 => {
                Ok(types::ByBothResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn by_cookie(&self, _caller: (), request: server::ByCookieRequest) -> Result<types::ByCookieResponse, Failure<types::ByCookieError>> {
        self.seen.enter("byCookie");
        match self.exchange {
            0 => {
                Ok(types::ByCookieResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn by_digest(&self, _caller: (), request: server::ByDigestRequest) -> Result<types::ByDigestResponse, Failure<types::ByDigestError>> {
        self.seen.enter("byDigest");
        match self.exchange {
            0 => {
                Ok(types::ByDigestResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn by_either(&self, _caller: (), request: server::ByEitherRequest) -> Result<types::ByEitherResponse, Failure<types::ByEitherError>> {
        self.seen.enter("byEither");
        match self.exchange {
            0 => {
                Ok(types::ByEitherResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn by_header(&self, _caller: (), request: server::ByHeaderRequest) -> Result<types::ByHeaderResponse, Failure<types::ByHeaderError>> {
        self.seen.enter("byHeader");
        match self.exchange {
            0 => {
                Ok(types::ByHeaderResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn by_oauth(&self, _caller: (), request: server::ByOauthRequest) -> Result<types::ByOauthResponse, Failure<types::ByOauthError>> {
        self.seen.enter("byOauth");
        match self.exchange {
            0 => {
                Ok(types::ByOauthResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn open(&self, request: server::OpenRequest) -> Result<types::OpenResponse, Failure<types::OpenError>> {
        self.seen.enter("open");
        match self.exchange {
            0 => {
                Ok(types::OpenResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn by_open_id(&self, _caller: (), request: server::ByOpenIdRequest) -> Result<types::ByOpenIdResponse, Failure<types::ByOpenIdError>> {
        self.seen.enter("byOpenId");
        match self.exchange {
            0 => {
                Ok(types::ByOpenIdResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn optional(&self, _caller: Option<()>, request: server::OptionalRequest) -> Result<types::OptionalResponse, Failure<types::OptionalError>> {
        self.seen.enter("optional");
        match self.exchange {
            0 => {
                Ok(types::OptionalResponse::Ok(from::<String>("\"ia2\"")))
            }
            1 => {
                Err(types::OptionalError::Unauthorized(from::<types::Refusal>("{\"why\":\"\"}")).into())
            }
            2 => {
                Err(types::OptionalError::Forbidden(from::<types::Refusal>("{\"why\":\"\"}")).into())
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn by_query(&self, _caller: (), request: server::ByQueryRequest) -> Result<types::ByQueryResponse, Failure<types::ByQueryError>> {
        self.seen.enter("byQuery");
        match self.exchange {
            0 => {
                Ok(types::ByQueryResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }
}

/// Lets everyone in who has a credential.
struct Everyone;

impl server::Authenticator for Everyone {
    type Principal = ();
    async fn basic(
        &self,
        _credential: openapi_server::Basic,
        _operation: &'static openapi_server::Operation,
    ) -> Result<(), server::Denied> {
        Ok(())
}
async fn bearer(
    &self,
    _credential: openapi_server::Token<'_>,
    _operation: &'static openapi_server::Operation,
) -> Result<(), server::Denied> {
    Ok(())
}
async fn cookie_key(
    &self,
    _credential: openapi_server::Token<'_>,
    _operation: &'static openapi_server::Operation,
) -> Result<(), server::Denied> {
    Ok(())
}
async fn digest(
    &self,
    _credential: openapi_server::Token<'_>,
    _operation: &'static openapi_server::Operation,
) -> Result<(), server::Denied> {
    Ok(())
}
async fn header_key(
    &self,
    _credential: openapi_server::Token<'_>,
    _operation: &'static openapi_server::Operation,
) -> Result<(), server::Denied> {
    Ok(())
}
async fn o_auth(
    &self,
    _credential: openapi_server::Token<'_>,
    _scopes: &'static [&'static str],
    _operation: &'static openapi_server::Operation,
) -> Result<(), server::Denied> {
    Ok(())
}
async fn open_id(
    &self,
    _credential: openapi_server::Token<'_>,
    _scopes: &'static [&'static str],
    _operation: &'static openapi_server::Operation,
) -> Result<(), server::Denied> {
    Ok(())
}
async fn query_key(
    &self,
    _credential: openapi_server::Token<'_>,
    _operation: &'static openapi_server::Operation,
) -> Result<(), server::Denied> {
    Ok(())
}
async fn combine(&self, _callers: Vec<()>, _operation: &'static openapi_server::Operation) -> Result<(), server::Denied> {
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
        .credential(client::Basic::new("name", "password").unwrap())
        .credential(client::Bearer::new("secret").unwrap())
        .credential(client::CookieKey::new("secret").unwrap())
        .credential(client::Digest::new("secret").unwrap())
        .credential(client::HeaderKey::new("secret").unwrap())
        .credential(client::OAuth::new("secret").unwrap())
        .credential(client::OpenId::new("secret").unwrap())
        .credential(client::QueryKey::new("secret").unwrap())
        .build()
        .unwrap();

    (client, seen)
}

#[tokio::test]
async fn by_basic_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).by_basic();
        let result = call.send().await;
        seen.held("byBasic");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("byBasic");
    }
}

#[tokio::test]
async fn by_bearer_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).by_bearer();
        let result = call.send().await;
        seen.held("byBearer");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("byBearer");
    }
}

#[tokio::test]
async fn by_both_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).by_both();
        let result = call.send().await;
        seen.held("byBoth");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("byBoth");
    }
}

#[tokio::test]
async fn by_cookie_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).by_cookie();
        let result = call.send().await;
        seen.held("byCookie");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("byCookie");
    }
}

#[tokio::test]
async fn by_digest_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).by_digest();
        let result = call.send().await;
        seen.held("byDigest");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("byDigest");
    }
}

#[tokio::test]
async fn by_either_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).by_either();
        let result = call.send().await;
        seen.held("byEither");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("byEither");
    }
}

#[tokio::test]
async fn by_header_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).by_header();
        let result = call.send().await;
        seen.held("byHeader");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("byHeader");
    }
}

#[tokio::test]
async fn by_oauth_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).by_oauth();
        let result = call.send().await;
        seen.held("byOauth");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("byOauth");
    }
}

#[tokio::test]
async fn open_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).open();
        let result = call.send().await;
        seen.held("open");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("open");
    }
}

#[tokio::test]
async fn by_open_id_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).by_open_id();
        let result = call.send().await;
        seen.held("byOpenId");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("byOpenId");
    }
}

#[tokio::test]
async fn optional_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).optional();
        let result = call.send().await;
        seen.held("optional");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("optional answer", &body, "\"ia2\"");
        seen.held("optional");
    }
    {
        let (client, seen) = loopback(1);
        let call = (&client).optional();
        let result = call.send().await;
        seen.held("optional");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 401);
        let value = value.into_inner();
        let body = value;
        seen.json("optional answer", &body, "{\"why\":\"\"}");
        seen.held("optional");
    }
    {
        let (client, seen) = loopback(2);
        let call = (&client).optional();
        let result = call.send().await;
        seen.held("optional");
        let value = match result {
            Err(openapi_client::Error::ErrorResponse(value)) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 403);
        let value = value.into_inner();
        let body = value;
        seen.json("optional answer", &body, "{\"why\":\"\"}");
        seen.held("optional");
    }
}

#[tokio::test]
async fn by_query_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).by_query();
        let result = call.send().await;
        seen.held("byQuery");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("byQuery");
    }
}
