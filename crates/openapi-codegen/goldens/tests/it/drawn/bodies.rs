//! Each operation, over a loopback without a socket: what is drawn is what arrives.

#![allow(warnings, reason = "a test that a machine wrote")]

use openapi_codegen_goldens::bodies::client as client;
use openapi_codegen_goldens::bodies::server as server;
use openapi_codegen_goldens::bodies::types as types;

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
    async fn get_root(&self, request: server::GetRootRequest) -> Result<types::GetRootResponse, Failure<types::GetRootError>> {
        self.seen.enter("getRoot");
        match self.exchange {
            0 => {
                Ok(types::GetRootResponse::Ok)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn echo(&self, request: server::EchoRequest) -> Result<types::EchoResponse, Failure<types::EchoError>> {
        self.seen.enter("echo");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("echo body", &body, "\"any15\"");
                    }
                    _ => self.seen.wrong("echo body"),
                }
                Ok(types::EchoResponse::Ok(from::<serde_json::Value>("\"any86\"")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn put_map(&self, request: server::PutMapRequest) -> Result<types::PutMapResponse, Failure<types::PutMapError>> {
        self.seen.enter("putMap");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("putMap body", &body, "{\"extra0\":\"zdJs\"}");
                    }
                    _ => self.seen.wrong("putMap body"),
                }
                Ok(types::PutMapResponse::Ok(from::<std::collections::BTreeMap<String, serde_json::Value>>("{\"extra0\":\"any68\",\"extra1\":true}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn list_pets(&self, request: server::ListPetsRequest) -> Result<types::ListPetsResponse, Failure<types::ListPetsError>> {
        self.seen.enter("listPets");
        match self.exchange {
            0 => {
                self.seen.json("listPets x_trace", &request.x_trace, "\"d3ec\"");
                self.seen.json("listPets limit", &request.limit, "null");
                Ok(types::ListPetsResponse::Ok(from::<Vec<types::Pet>>("[{\"age\":252781283,\"name\":\"nnhG\"},{\"age\":1569051135,\"name\":\"m日\"}]")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn create_pet(&self, request: server::CreatePetRequest) -> Result<types::CreatePetResponse, Failure<types::CreatePetError>> {
        self.seen.enter("createPet");
        match self.exchange {
            0 => {
                self.seen.json("createPet x_trace", &request.x_trace, "null");
                match request.body {
                    body => {
                        self.seen.json("createPet body", &body, "{\"age\":-60,\"name\":\"A\\\\G\"}");
                    }
                    _ => self.seen.wrong("createPet body"),
                }
                Ok(types::CreatePetResponse::Created(from::<types::Pet>("{\"name\":\"G#BA\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn replace_pets(&self, request: server::ReplacePetsRequest) -> Result<types::ReplacePetsResponse, Failure<types::ReplacePetsError>> {
        self.seen.enter("replacePets");
        match self.exchange {
            0 => {
                self.seen.json("replacePets x_trace", &request.x_trace, "\"hD7\"");
                match request.body {
                    body => {
                        self.seen.json("replacePets body", &body, "[{\"age\":220003510,\"name\":\"C6\"},{\"age\":2024799673,\"name\":\"wg\"}]");
                    }
                    _ => self.seen.wrong("replacePets body"),
                }
                Ok(types::ReplacePetsResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn get_latest(&self, request: server::GetLatestRequest) -> Result<types::GetLatestResponse, Failure<types::GetLatestError>> {
        self.seen.enter("getLatest");
        match self.exchange {
            0 => {
                Ok(types::GetLatestResponse::Ok(from::<types::Pet>("{\"age\":9,\"name\":\"E;th\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn delete_pet(&self, request: server::DeletePetRequest) -> Result<types::DeletePetResponse, Failure<types::DeletePetError>> {
        self.seen.enter("deletePet");
        match self.exchange {
            0 => {
                self.seen.json("deletePet name", &request.name, "\"Gx\"");
                Ok(types::DeletePetResponse::NoContent)
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn get_pet(&self, request: server::GetPetRequest) -> Result<types::GetPetResponse, Failure<types::GetPetError>> {
        self.seen.enter("getPet");
        match self.exchange {
            0 => {
                self.seen.json("getPet name", &request.name, "\"xB\"");
                Ok(types::GetPetResponse::Ok(from::<types::Pet>("{\"name\":\"ABD+n\"}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn patch_pet(&self, request: server::PatchPetRequest) -> Result<types::PatchPetResponse, Failure<types::PatchPetError>> {
        self.seen.enter("patchPet");
        match self.exchange {
            0 => {
                self.seen.json("patchPet name", &request.name, "\"yw=&\"");
                match request.body {
                    body => {
                        self.seen.json("patchPet body", &body, "{\"age\":-809814531,\"owner\":{\"name\":\"d5kcq\"}}");
                    }
                    _ => self.seen.wrong("patchPet body"),
                }
                Ok(types::PatchPetResponse::Ok(from::<types::PatchPetOk>("{\"changed\":[\"J0 #\"]}")))
            }
            _ => Err(Failure::internal("no such exchange")),
        }
    }

    async fn count_words(&self, request: server::CountWordsRequest) -> Result<types::CountWordsResponse, Failure<types::CountWordsError>> {
        self.seen.enter("countWords");
        match self.exchange {
            0 => {
                match request.body {
                    body => {
                        self.seen.json("countWords body", &body, "\"\"");
                    }
                    _ => self.seen.wrong("countWords body"),
                }
                Ok(types::CountWordsResponse::Ok(from::<i64>("55850198967424")))
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
async fn get_root_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_root();
        let result = call.send().await;
        seen.held("getRoot");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let () = value.into_inner();
        seen.held("getRoot");
    }
}

#[tokio::test]
async fn echo_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).echo();
        let call = call.body(from::<serde_json::Value>("\"any15\""));
        let result = call.send().await;
        seen.held("echo");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("echo answer", &body, "\"any86\"");
        seen.held("echo");
    }
}

#[tokio::test]
async fn put_map_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).put_map();
        let call = call.body(from::<std::collections::BTreeMap<String, String>>("{\"extra0\":\"zdJs\"}"));
        let result = call.send().await;
        seen.held("putMap");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("putMap answer", &body, "{\"extra0\":\"any68\",\"extra1\":true}");
        seen.held("putMap");
    }
}

#[tokio::test]
async fn list_pets_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).list_pets();
        let call = call.x_trace(from::<String>("\"d3ec\""));
        let result = call.send().await;
        seen.held("listPets");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("listPets answer", &body, "[{\"age\":252781283,\"name\":\"nnhG\"},{\"age\":1569051135,\"name\":\"m日\"}]");
        seen.held("listPets");
    }
}

#[tokio::test]
async fn create_pet_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).create_pet();
        let call = call.body(from::<types::Pet>("{\"age\":-60,\"name\":\"A\\\\G\"}"));
        let result = call.send().await;
        seen.held("createPet");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 201);
        let value = value.into_inner();
        let body = value;
        seen.json("createPet answer", &body, "{\"name\":\"G#BA\"}");
        seen.held("createPet");
    }
}

#[tokio::test]
async fn replace_pets_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).replace_pets();
        let call = call.x_trace(from::<String>("\"hD7\""));
        let call = call.body(from::<Vec<types::Pet>>("[{\"age\":220003510,\"name\":\"C6\"},{\"age\":2024799673,\"name\":\"wg\"}]"));
        let result = call.send().await;
        seen.held("replacePets");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("replacePets");
    }
}

#[tokio::test]
async fn get_latest_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_latest();
        let result = call.send().await;
        seen.held("getLatest");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("getLatest answer", &body, "{\"age\":9,\"name\":\"E;th\"}");
        seen.held("getLatest");
    }
}

#[tokio::test]
async fn delete_pet_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).delete_pet();
        let call = call.name(from::<String>("\"Gx\""));
        let result = call.send().await;
        seen.held("deletePet");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 204);
        let () = value.into_inner();
        seen.held("deletePet");
    }
}

#[tokio::test]
async fn get_pet_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).get_pet();
        let call = call.name(from::<String>("\"xB\""));
        let result = call.send().await;
        seen.held("getPet");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("getPet answer", &body, "{\"name\":\"ABD+n\"}");
        seen.held("getPet");
    }
}

#[tokio::test]
async fn patch_pet_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).patch_pet();
        let call = call.name(from::<String>("\"yw=&\""));
        let call = call.body(from::<types::PatchPetBody>("{\"age\":-809814531,\"owner\":{\"name\":\"d5kcq\"}}"));
        let result = call.send().await;
        seen.held("patchPet");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("patchPet answer", &body, "{\"changed\":[\"J0 #\"]}");
        seen.held("patchPet");
    }
}

#[tokio::test]
async fn count_words_() {
    {
        let (client, seen) = loopback(0);
        let call = (&client).count_words();
        let call = call.body(from::<String>("\"\""));
        let result = call.send().await;
        seen.held("countWords");
        let value = match result {
            Ok(value) => value,
            Ok(value) => panic!("a success with status {}", value.status()),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(value.status().as_u16(), 200);
        let value = value.into_inner();
        let body = value;
        seen.json("countWords answer", &body, "55850198967424");
        seen.held("countWords");
    }
}
