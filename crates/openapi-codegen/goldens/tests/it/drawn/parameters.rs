//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::parameters::client as client;
use openapi_codegen_goldens::parameters::server as server;
use openapi_codegen_goldens::parameters::types as types;

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
    async fn cookies(&self, request: server::CookiesRequest) -> Result<types::CookiesResponse, Failure<types::CookiesError>> {
        self.seen.enter("cookies");
        match self.exchange {
            0 => {
                self.seen.json("cookies session", &request.session, "\"2v\"");
                self.seen.json("cookies theme", &request.theme, "\"light\"");
                self.seen.json("cookies size", &request.size, "-19");
                self.seen.json("cookies seen", &request.seen, "[-5715884595687996,-1056753927974538]");
                Ok(types::CookiesResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn defaults(&self, request: server::DefaultsRequest) -> Result<types::DefaultsResponse, Failure<types::DefaultsError>> {
        self.seen.enter("defaults");
        match self.exchange {
            0 => {
                self.seen.json("defaults count", &request.count, "1366285659193308");
                self.seen.json("defaults ratio", &request.ratio, "0.5");
                self.seen.json("defaults order", &request.order, "\"ASC\"");
                self.seen.json("defaults text", &request.text, "\"uvgo2\"");
                self.seen.json("defaults list", &request.list, "[\"fbpE\"]");
                self.seen.json("defaults flag", &request.flag, "true");
                self.seen.json("defaults day", &request.day, "\"2014-06-14\"");
                self.seen.json("defaults nullable", &request.nullable, "\"I=2\"");
                self.seen.json("defaults x_limit", &request.x_limit, "-897802895");
                Ok(types::DefaultsResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn headers(&self, request: server::HeadersRequest) -> Result<types::HeadersResponse, Failure<types::HeadersError>> {
        self.seen.enter("headers");
        match self.exchange {
            0 => {
                self.seen.json("headers x_list", &request.x_list, "[7002653577489346]");
                self.seen.json("headers x_pair", &request.x_pair, "{\"x\":6467225713105764}");
                self.seen.json("headers x_pairs", &request.x_pairs, "{\"label\":\"ic\",\"x\":-3156827462484453}");
                self.seen.json("headers x_kind", &request.x_kind, "\"a\"");
                self.seen.json("headers x_at", &request.x_at, "\"2025-08-25T01:04:25Z\"");
                self.seen.json("headers x_json", &request.x_json, "null");
                Ok(types::HeadersResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn label(&self, request: server::LabelRequest) -> Result<types::LabelResponse, Failure<types::LabelError>> {
        self.seen.enter("label");
        match self.exchange {
            0 => {
                self.seen.json("label one", &request.one, "\"thv\"");
                self.seen.json("label list", &request.list, "[1148920720652302]");
                self.seen.json("label lists", &request.lists, "[3373653588512157,1361322784887564,2356818380061627]");
                self.seen.json("label pair", &request.pair, "{\"x\":-77}");
                self.seen.json("label pairs", &request.pairs, "{\"label\":\"o\",\"x\":331865150919037}");
                Ok(types::LabelResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn matrix(&self, request: server::MatrixRequest) -> Result<types::MatrixResponse, Failure<types::MatrixError>> {
        self.seen.enter("matrix");
        match self.exchange {
            0 => {
                self.seen.json("matrix one", &request.one, "\"f93074a9-7ff6-43df-aac7-bd8b9a288312\"");
                self.seen.json("matrix list", &request.list, "[-49,-6509362464789406,-39]");
                self.seen.json("matrix lists", &request.lists, "[4693703720405309,-20]");
                self.seen.json("matrix pair", &request.pair, "{\"label\":\"kl\",\"x\":-2818329205623682}");
                self.seen.json("matrix pairs", &request.pairs, "{\"x\":-7722496393763330}");
                Ok(types::MatrixResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn merged_delete(&self, request: server::MergedDeleteRequest) -> Result<types::MergedDeleteResponse, Failure<types::MergedDeleteError>> {
        self.seen.enter("mergedDelete");
        match self.exchange {
            0 => {
                self.seen.json("mergedDelete id", &request.id, "-1728126423000851");
                self.seen.json("mergedDelete page", &request.page, "\"Gj\"");
                self.seen.json("mergedDelete x_trace", &request.x_trace, "\"c140cb0a-6f11-4887-a616-4d1cd2b15c00\"");
                Ok(types::MergedDeleteResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn merged(&self, request: server::MergedRequest) -> Result<types::MergedResponse, Failure<types::MergedError>> {
        self.seen.enter("merged");
        match self.exchange {
            0 => {
                self.seen.json("merged id", &request.id, "4330602113077456");
                self.seen.json("merged page", &request.page, "5837824375286034");
                self.seen.json("merged x_trace", &request.x_trace, "\"1105080f-cd7a-461b-acb1-69737b9a3c20\"");
                self.seen.json("merged id2", &request.id2, "null");
                self.seen.json("merged id3", &request.id3, "\"yn\"");
                Ok(types::MergedResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn query(&self, request: server::QueryRequest) -> Result<types::QueryResponse, Failure<types::QueryError>> {
        self.seen.enter("query");
        match self.exchange {
            0 => {
                self.seen.json("query form", &request.form, "[\"vqt\",\"qul\"]");
                self.seen.json("query forms", &request.forms, "[\"mcc\",\"x\",\"a\"]");
                self.seen.json("query pipes", &request.pipes, "[\"yc\"]");
                self.seen.json("query spaces", &request.spaces, "null");
                self.seen.json("query pair", &request.pair, "{\"x\":-8023585488756426}");
                self.seen.json("query deep", &request.deep, "{\"at\":\"2026-09-26T02:05:26Z\",\"exact\":false,\"name\":\"q1n91c\"}");
                self.seen.json("query json", &request.json, "{\"at\":\"2024-07-24T00:03:24Z\",\"name\":\"um\"}");
                self.seen.json("query either", &request.either, "null");
                Ok(types::QueryResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn exploded(&self, request: server::ExplodedRequest) -> Result<types::ExplodedResponse, Failure<types::ExplodedError>> {
        self.seen.enter("exploded");
        match self.exchange {
            0 => {
                self.seen.json("exploded point", &request.point, "{\"x\":731999746143888}");
                self.seen.json("exploded verbose", &request.verbose, "false");
                self.seen.json("exploded path", &request.path, "\"k/\"");
                Ok(types::ExplodedResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn simple(&self, request: server::SimpleRequest) -> Result<types::SimpleResponse, Failure<types::SimpleError>> {
        self.seen.enter("simple");
        match self.exchange {
            0 => {
                self.seen.json("simple list", &request.list, "[2471301257614600,-4890199257068353]");
                self.seen.json("simple pair", &request.pair, "{\"label\":\"wfs\",\"x\":-6360743008396776}");
                self.seen.json("simple pairs", &request.pairs, "{\"label\":\"v\",\"x\":15}");
                self.seen.json("simple flag", &request.flag, "false");
                Ok(types::SimpleResponse::NoContent)
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
async fn cookies_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).cookies();
        let call = call.session(from::<String>("\"2v\""));
        let call = call.theme(from::<types::CookiesTheme>("\"light\""));
        let call = call.size(from::<i32>("-19"));
        let call = call.seen(from::<types::Numbers>("[-5715884595687996,-1056753927974538]"));
        let result = call.send().await;
        seen.held("cookies");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("cookies");
    }
}

#[tokio::test]
async fn defaults_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).defaults();
        let call = call.count(from::<i64>("1366285659193308"));
        let call = call.order(from::<types::Order>("\"ASC\""));
        let call = call.text(from::<String>("\"uvgo2\""));
        let call = call.list(from::<Vec<String>>("[\"fbpE\"]"));
        let call = call.day(from::<chrono::NaiveDate>("\"2014-06-14\""));
        let call = call.nullable(from::<Option<String>>("\"I=2\""));
        let call = call.x_limit(from::<i32>("-897802895"));
        let result = call.send().await;
        seen.held("defaults");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("defaults");
    }
}

#[tokio::test]
async fn headers_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).headers();
        let call = call.x_list(from::<types::Numbers>("[7002653577489346]"));
        let call = call.x_pair(from::<types::Point>("{\"x\":6467225713105764}"));
        let call = call.x_pairs(from::<types::Point>("{\"label\":\"ic\",\"x\":-3156827462484453}"));
        let call = call.x_kind(from::<types::HeadersXKind>("\"a\""));
        let call = call.x_at(from::<chrono::DateTime<chrono::Utc>>("\"2025-08-25T01:04:25Z\""));
        let result = call.send().await;
        seen.held("headers");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("headers");
    }
}

#[tokio::test]
async fn label_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).label();
        let call = call.one(from::<String>("\"thv\""));
        let call = call.list(from::<types::Numbers>("[1148920720652302]"));
        let call = call.lists(from::<types::Numbers>("[3373653588512157,1361322784887564,2356818380061627]"));
        let call = call.pair(from::<types::Point>("{\"x\":-77}"));
        let call = call.pairs(from::<types::Point>("{\"label\":\"o\",\"x\":331865150919037}"));
        let result = call.send().await;
        seen.held("label");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("label");
    }
}

#[tokio::test]
async fn matrix_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).matrix();
        let call = call.one(from::<uuid::Uuid>("\"f93074a9-7ff6-43df-aac7-bd8b9a288312\""));
        let call = call.list(from::<types::Numbers>("[-49,-6509362464789406,-39]"));
        let call = call.lists(from::<types::Numbers>("[4693703720405309,-20]"));
        let call = call.pair(from::<types::Point>("{\"label\":\"kl\",\"x\":-2818329205623682}"));
        let call = call.pairs(from::<types::Point>("{\"x\":-7722496393763330}"));
        let result = call.send().await;
        seen.held("matrix");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("matrix");
    }
}

#[tokio::test]
async fn merged_delete_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).merged_delete();
        let call = call.id(from::<i64>("-1728126423000851"));
        let call = call.page(from::<String>("\"Gj\""));
        let call = call.x_trace(from::<uuid::Uuid>("\"c140cb0a-6f11-4887-a616-4d1cd2b15c00\""));
        let result = call.send().await;
        seen.held("mergedDelete");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("mergedDelete");
    }
}

#[tokio::test]
async fn merged_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).merged();
        let call = call.id(from::<i64>("4330602113077456"));
        let call = call.page(from::<i64>("5837824375286034"));
        let call = call.x_trace(from::<uuid::Uuid>("\"1105080f-cd7a-461b-acb1-69737b9a3c20\""));
        let call = call.id3(from::<String>("\"yn\""));
        let result = call.send().await;
        seen.held("merged");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("merged");
    }
}

#[tokio::test]
async fn query_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).query();
        let call = call.form(from::<types::Words>("[\"vqt\",\"qul\"]"));
        let call = call.forms(from::<types::Words>("[\"mcc\",\"x\",\"a\"]"));
        let call = call.pipes(from::<types::Words>("[\"yc\"]"));
        let call = call.pair(from::<types::Point>("{\"x\":-8023585488756426}"));
        let call = call.deep(from::<types::Filter>("{\"at\":\"2026-09-26T02:05:26Z\",\"exact\":false,\"name\":\"q1n91c\"}"));
        let call = call.json(from::<types::Filter>("{\"at\":\"2024-07-24T00:03:24Z\",\"name\":\"um\"}"));
        let result = call.send().await;
        seen.held("query");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("query");
    }
}

#[tokio::test]
async fn exploded_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).exploded();
        let call = call.point(from::<types::Point>("{\"x\":731999746143888}"));
        let call = call.verbose(from::<bool>("false"));
        let call = call.path(from::<String>("\"k/\""));
        let result = call.send().await;
        seen.held("exploded");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("exploded");
    }
}

#[tokio::test]
async fn simple_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).simple();
        let call = call.list(from::<types::Numbers>("[2471301257614600,-4890199257068353]"));
        let call = call.pair(from::<types::Point>("{\"label\":\"wfs\",\"x\":-6360743008396776}"));
        let call = call.pairs(from::<types::Point>("{\"label\":\"v\",\"x\":15}"));
        let call = call.flag(from::<bool>("false"));
        let result = call.send().await;
        seen.held("simple");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("simple");
    }
}
