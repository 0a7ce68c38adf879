//! A test that the crates of a document understand each other, as text.
//!
//! For each operation it draws requests and answers from the schemas, every documented body and
//! answer at least once, sends them from the generated client to the generated server in one
//! process, and compares what arrived with what was drawn. The values are in the text, so the test
//! is the same each time and needs nothing of the generator.
//!
//! It proves that both sides agree with each other; what they agree on is held to the document by
//! the contract suite.

mod drawn;
mod receiver;
mod sender;
mod value;

use heck::ToSnakeCase;
use openapi_model::Api;

use self::drawn::{Exchange, exchanges};
use crate::emit::code::Code;
use crate::plan::{self, Op, Plan};

/// The test and what is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loopback {
    /// A Rust file for `tests/`: it needs the code of the document, `openapi-client`,
    /// `openapi-server`, `openapi-types` (`multipart`, `stream`), `http`, `serde`, `serde_json`,
    /// `tokio` (`macros`, `rt`) and `tower-service`, and where schemas ask for them `chrono` and
    /// `uuid`.
    pub text: String,
    /// Operations with a schema for which no value was found, by `operationId`.
    pub undrawn: Vec<String>,
}

/// Where a test finds the code that was made of a document, as paths in Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The types, such as `pets_types`.
    pub types: String,
    /// The client.
    pub client: String,
    /// The server.
    pub server: String,
}

impl Paths {
    /// The crates `name-types`, `name-client` and `name-server`.
    pub fn crates(name: &str) -> Self {
        let name = name.to_snake_case();
        Self {
            types: format!("{name}_types"),
            client: format!("{name}_client"),
            server: format!("{name}_server"),
        }
    }

    /// The modules `types`, `client` and `server` of one module.
    pub fn modules(parent: &str) -> Self {
        Self {
            types: format!("{parent}::types"),
            client: format!("{parent}::client"),
            server: format!("{parent}::server"),
        }
    }
}

/// Writes the test for the code at `paths`; another seed draws other values.
pub fn loopback(api: &Api, paths: &Paths, seed: u64) -> Loopback {
    let plan = plan::plan(api);
    let mut undrawn = Vec::new();
    let mut drawn: Vec<(&Op<'_>, Vec<Exchange>)> = Vec::new();
    for op in &plan.operations {
        match exchanges(&plan, op, seed) {
            Some(exchanges) => drawn.push((op, exchanges)),
            None => undrawn.push(op.operation.id.clone()),
        }
    }
    let writer = Writer { plan: &plan, paths };
    let mut code = Code::new();
    writer.imports(&mut code);
    code.line(HARNESS);
    writer.receiver(&mut code, &drawn);
    writer.authenticator(&mut code);
    writer.client(&mut code);
    for (op, exchanges) in &drawn {
        writer.test(&mut code, op, exchanges);
    }
    Loopback {
        text: code.into_text(),
        undrawn,
    }
}

/// What the parts of the text are written from.
struct Writer<'a> {
    plan: &'a Plan<'a>,
    paths: &'a Paths,
}

impl Writer<'_> {
    fn imports(&self, code: &mut Code) {
        let Paths {
            types,
            client,
            server,
        } = self.paths;
        code.line(
            "//! Each operation, over a loopback without a socket: what is drawn is what arrives.",
        );
        code.line("");
        code.line("#![allow(warnings, reason = \"a test that a machine wrote\")]");
        code.line("");
        code.line(format!("use {client} as client;"));
        code.line(format!("use {server} as server;"));
        code.line(format!("use {types} as types;"));
    }
}

/// What every such test needs.
const HARNESS: &str = r#"
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
"#;
