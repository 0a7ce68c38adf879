//! A call as JSON, for a client that is a program.
//!
//! ```json
//! {
//!   "case": "examples::client::putPet::200::cat", "operation": "putPet",
//!   "method": "PUT", "path": "/pets/{id}", "url": "http://127.0.0.1:40123", "deadline": 10,
//!   "arguments": {"path": {"id": "7"}, "query": {}, "header": {}, "cookie": {}},
//!   "body": {"content-type": "application/json", "value": {"name": "Tom"}},
//!   "credentials": {"Token": "…", "Signature": {"access": "…", "secret": "…"},
//!                   "Basic": {"user": "…", "password": "…"}}
//! }
//! ```
//!
//! `body` is null where none is to be sent; its `value` is the text where it is not JSON.

use serde_json::{Map, Value, json};

use crate::{
    call::{Content, Secret},
    client::Task,
    spec::Location,
};

/// The call of a task.
pub fn describe(task: &Task<'_>) -> Value {
    let call = task.call;
    let arguments = |location: Location| -> Map<String, Value> {
        let here = call.arguments.iter().filter(|one| one.location == location);
        here.map(|one| (one.name.clone(), one.value.clone()))
            .collect()
    };
    let body = call.body.as_ref().map(|body| {
        let value = match &body.content {
            Content::Json(value) => value.clone(),
            other => Value::String(String::from_utf8_lossy(&other.bytes()).into_owned()),
        };
        json!({"content-type": body.content_type, "value": value})
    });
    let credentials = call.credentials.iter().map(|credential| {
        let secret = match &credential.secret {
            Secret::Key(key) => json!(key),
            Secret::Login { user, password } => json!({"user": user, "password": password}),
            Secret::Pair { access, secret } => json!({"access": access, "secret": secret}),
        };
        (credential.scheme.clone(), secret)
    });
    json!({
        "case": task.case.name,
        "operation": task.operation.id,
        "method": task.operation.method,
        "path": task.operation.path,
        "url": task.base_url,
        "deadline": task.deadline.as_secs_f64(),
        "arguments": {
            "path": arguments(Location::Path),
            "query": arguments(Location::Query),
            "header": arguments(Location::Header),
            "cookie": arguments(Location::Cookie),
        },
        "body": body,
        "credentials": credentials.collect::<Map<_, _>>(),
    })
}
