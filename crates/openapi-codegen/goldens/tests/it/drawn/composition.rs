//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::composition::client as client;
use openapi_codegen_goldens::composition::server as server;
use openapi_codegen_goldens::composition::types as types;

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
    async fn put_animal(&self, request: server::PutAnimalRequest) -> Result<types::PutAnimalResponse, Failure<types::PutAnimalError>> {
        self.seen.enter("putAnimal");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putAnimal body", &body, "{\"kind\":\"Dog\",\"tricks\":[\"gqq\"]}");
                    }
                    _ => self.seen.wrong("putAnimal body"),
                }
                Ok(types::PutAnimalResponse::Ok(from::<types::Animal>("{\"kind\":\"Cat\",\"lives\":-8892151800987757}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_contact(&self, request: server::PutContactRequest) -> Result<types::PutContactResponse, Failure<types::PutContactError>> {
        self.seen.enter("putContact");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putContact body", &body, "{\"mail\":\"user11@example.com\"}");
                    }
                    _ => self.seen.wrong("putContact body"),
                }
                Ok(types::PutContactResponse::Ok(from::<types::Contact>("{\"mail\":\"user16@example.com\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_expression(&self, request: server::PutExpressionRequest) -> Result<types::PutExpressionResponse, Failure<types::PutExpressionError>> {
        self.seen.enter("putExpression");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putExpression body", &body, "250.0");
                    }
                    _ => self.seen.wrong("putExpression body"),
                }
                Ok(types::PutExpressionResponse::Ok(from::<types::Expression>("{\"operands\":[{\"operands\":[],\"operator\":\"*\"}],\"operator\":\"/\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_maps(&self, request: server::PutMapsRequest) -> Result<types::PutMapsResponse, Failure<types::PutMapsError>> {
        self.seen.enter("putMaps");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putMaps body", &body, "{\"any\":-621,\"extra0\":\"any90\",\"free\":{},\"numbers\":{\"extra0\":84},\"open\":{\"extra0\":\"\",\"known\":true},\"points\":{\"extra0\":{\"x\":-6847406677135437,\"y\":3807906486402627}}}");
                    }
                    _ => self.seen.wrong("putMaps body"),
                }
                Ok(types::PutMapsResponse::Ok(from::<types::Maps>("{\"any\":true,\"extra0\":\"any70\",\"free\":{},\"numbers\":{\"extra0\":-2664537130881053,\"extra1\":-5464265591260309},\"open\":{\"known\":false},\"points\":{},\"sealed\":{\"only\":\"n\"}}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_nulls(&self, request: server::PutNullsRequest) -> Result<types::PutNullsResponse, Failure<types::PutNullsError>> {
        self.seen.enter("putNulls");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putNulls body", &body, "{\"kind\":\"b\",\"list\":[null],\"optional\":null,\"point\":{\"x\":3883024908532034,\"y\":7175569599301716},\"required\":\"Gi\"}");
                    }
                    _ => self.seen.wrong("putNulls body"),
                }
                Ok(types::PutNullsResponse::Ok(from::<types::Nulls>("{\"kind\":\"a\",\"list\":[],\"optional\":\"F\",\"point\":{\"x\":-21,\"y\":-3002900754824528},\"required\":\"pg%\\\\\\\\\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_scalar(&self, request: server::PutScalarRequest) -> Result<types::PutScalarResponse, Failure<types::PutScalarError>> {
        self.seen.enter("putScalar");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putScalar body", &body, "[500.0]");
                    }
                    _ => self.seen.wrong("putScalar body"),
                }
                Ok(types::PutScalarResponse::Ok(from::<types::Scalar>("\"ke#\\\\z\"")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_shape(&self, request: server::PutShapeRequest) -> Result<types::PutShapeResponse, Failure<types::PutShapeError>> {
        self.seen.enter("putShape");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putShape body", &body, "{\"radius\":0.0}");
                    }
                    _ => self.seen.wrong("putShape body"),
                }
                Ok(types::PutShapeResponse::Ok(from::<types::Shape>("{\"height\":250.0,\"width\":-750.0}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_tree(&self, request: server::PutTreeRequest) -> Result<types::PutTreeResponse, Failure<types::PutTreeError>> {
        self.seen.enter("putTree");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putTree body", &body, "{\"children\":[],\"left\":{\"value\":\"\"},\"value\":\"z7\\\"db\"}");
                    }
                    _ => self.seen.wrong("putTree body"),
                }
                Ok(types::PutTreeResponse::Ok(from::<types::Tree>("{\"children\":[{\"value\":\"s7\"}],\"value\":\"m6日D\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn list_users(&self, request: server::ListUsersRequest) -> Result<types::ListUsersResponse, Failure<types::ListUsersError>> {
        self.seen.enter("listUsers");
        match self.exchange {
            0 => {
                Ok(types::ListUsersResponse::Ok(from::<types::ListUsersOk>("{\"items\":[{\"created\":\"2022-05-22T22:01:22Z\",\"friends\":[],\"id\":6470432875809470,\"name\":\"Ix&Fj\"}],\"total\":-5191918400731372}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_user(&self, request: server::PutUserRequest) -> Result<types::PutUserResponse, Failure<types::PutUserError>> {
        self.seen.enter("putUser");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putUser body", &body, "{\"friends\":[{\"friends\":[],\"name\":\"\",\"password\":\"hu7é\"},{\"friends\":[],\"name\":\"hF\",\"password\":\"B7iva\"}],\"name\":\"t57\",\"password\":\"v\"}");
                    }
                    _ => self.seen.wrong("putUser body"),
                }
                Ok(types::PutUserResponse::Ok(from::<types::User>("{\"id\":25,\"name\":\"a\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_vehicle(&self, request: server::PutVehicleRequest) -> Result<types::PutVehicleResponse, Failure<types::PutVehicleError>> {
        self.seen.enter("putVehicle");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putVehicle body", &body, "{\"@type\":\"bi cycle\",\"wheels\":1939409175955920}");
                    }
                    _ => self.seen.wrong("putVehicle body"),
                }
                Ok(types::PutVehicleResponse::Ok(from::<types::Vehicle>("{\"@type\":\"bi cycle\",\"bell\":true,\"wheels\":7782787611364261}")))
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
async fn put_animal_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_animal();
        let call = call.body(from::<types::Animal>("{\"kind\":\"Dog\",\"tricks\":[\"gqq\"]}"));
        let result = call.send().await;
        seen.held("putAnimal");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putAnimal answer", &body, "{\"kind\":\"Cat\",\"lives\":-8892151800987757}");
        seen.held("putAnimal");
    }
}

#[tokio::test]
async fn put_contact_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_contact();
        let call = call.body(from::<types::Contact>("{\"mail\":\"user11@example.com\"}"));
        let result = call.send().await;
        seen.held("putContact");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putContact answer", &body, "{\"mail\":\"user16@example.com\"}");
        seen.held("putContact");
    }
}

#[tokio::test]
async fn put_expression_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_expression();
        let call = call.body(from::<types::Expression>("250.0"));
        let result = call.send().await;
        seen.held("putExpression");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putExpression answer", &body, "{\"operands\":[{\"operands\":[],\"operator\":\"*\"}],\"operator\":\"/\"}");
        seen.held("putExpression");
    }
}

#[tokio::test]
async fn put_maps_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_maps();
        let call = call.body(from::<types::Maps>("{\"any\":-621,\"extra0\":\"any90\",\"free\":{},\"numbers\":{\"extra0\":84},\"open\":{\"extra0\":\"\",\"known\":true},\"points\":{\"extra0\":{\"x\":-6847406677135437,\"y\":3807906486402627}}}"));
        let result = call.send().await;
        seen.held("putMaps");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putMaps answer", &body, "{\"any\":true,\"extra0\":\"any70\",\"free\":{},\"numbers\":{\"extra0\":-2664537130881053,\"extra1\":-5464265591260309},\"open\":{\"known\":false},\"points\":{},\"sealed\":{\"only\":\"n\"}}");
        seen.held("putMaps");
    }
}

#[tokio::test]
async fn put_nulls_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_nulls();
        let call = call.body(from::<types::Nulls>("{\"kind\":\"b\",\"list\":[null],\"optional\":null,\"point\":{\"x\":3883024908532034,\"y\":7175569599301716},\"required\":\"Gi\"}"));
        let result = call.send().await;
        seen.held("putNulls");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putNulls answer", &body, "{\"kind\":\"a\",\"list\":[],\"optional\":\"F\",\"point\":{\"x\":-21,\"y\":-3002900754824528},\"required\":\"pg%\\\\\\\\\"}");
        seen.held("putNulls");
    }
}

#[tokio::test]
async fn put_scalar_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_scalar();
        let call = call.body(from::<types::Scalar>("[500.0]"));
        let result = call.send().await;
        seen.held("putScalar");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putScalar answer", &body, "\"ke#\\\\z\"");
        seen.held("putScalar");
    }
}

#[tokio::test]
async fn put_shape_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_shape();
        let call = call.body(from::<types::Shape>("{\"radius\":0.0}"));
        let result = call.send().await;
        seen.held("putShape");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putShape answer", &body, "{\"height\":250.0,\"width\":-750.0}");
        seen.held("putShape");
    }
}

#[tokio::test]
async fn put_tree_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_tree();
        let call = call.body(from::<types::Tree>("{\"children\":[],\"left\":{\"value\":\"\"},\"value\":\"z7\\\"db\"}"));
        let result = call.send().await;
        seen.held("putTree");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putTree answer", &body, "{\"children\":[{\"value\":\"s7\"}],\"value\":\"m6日D\"}");
        seen.held("putTree");
    }
}

#[tokio::test]
async fn list_users_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).list_users();
        let result = call.send().await;
        seen.held("listUsers");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("listUsers answer", &body, "{\"items\":[{\"created\":\"2022-05-22T22:01:22Z\",\"friends\":[],\"id\":6470432875809470,\"name\":\"Ix&Fj\"}],\"total\":-5191918400731372}");
        seen.held("listUsers");
    }
}

#[tokio::test]
async fn put_user_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_user();
        let call = call.body(from::<types::UserRequest>("{\"friends\":[{\"friends\":[],\"name\":\"\",\"password\":\"hu7é\"},{\"friends\":[],\"name\":\"hF\",\"password\":\"B7iva\"}],\"name\":\"t57\",\"password\":\"v\"}"));
        let result = call.send().await;
        seen.held("putUser");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putUser answer", &body, "{\"id\":25,\"name\":\"a\"}");
        seen.held("putUser");
    }
}

#[tokio::test]
async fn put_vehicle_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_vehicle();
        let call = call.body(from::<types::Vehicle>("{\"@type\":\"bi cycle\",\"wheels\":1939409175955920}"));
        let result = call.send().await;
        seen.held("putVehicle");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putVehicle answer", &body, "{\"@type\":\"bi cycle\",\"bell\":true,\"wheels\":7782787611364261}");
        seen.held("putVehicle");
    }
}
