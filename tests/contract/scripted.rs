//! An implementation of the generated trait that says what a case tells it to say, and notes what
//! it was called with.
//!
//! It is how each example of the document is sent through the generated server, also those that
//! no real server gives on demand. It has no state and decides nothing; only the credentials of
//! the case are accepted. A new operation is a compile error here, a new status is named by its
//! cases.

use std::sync::{Arc, Mutex, PoisonError};

use apig_server::{Api, Authenticator, CreatePostPayResizeOrderRequest, Denied};
use apig_types::{
    CreatePostPayResizeOrderError as Refusal, CreatePostPayResizeOrderResponse as Success,
};
use openapi_contract::{
    call::{Call, Secret},
    case::{Answer, Exchange},
    spec::Location,
};
use openapi_server::{Failure, Operation, SignedRequest, Token};
use sdk_hmac_sha256::{AccessKey, Authorization, Request, SigningTime, verify};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What the implementation was called with, and what went wrong in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<Result<Value, String>>>>);

impl Log {
    fn note(&self, entry: Result<Value, String>) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(entry);
    }

    /// What the script could not do, where there is such a thing.
    pub(crate) fn complaint(&self) -> Result<(), String> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let complaint = entries.iter().find_map(|entry| entry.as_ref().err());
        complaint.map_or(Ok(()), |why| Err(why.clone()))
    }

    /// The typed arguments of the one call there was.
    pub(crate) fn arguments(&self) -> Result<Value, String> {
        let entries = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        match <[_; 1]>::try_from(entries) {
            Ok([entry]) => entry,
            Err(entries) => Err(format!(
                "the handler was entered {} times instead of once",
                entries.len()
            )),
        }
    }
}

/// The arguments that the implementation must be called with.
pub(crate) fn expected(call: &Call) -> Value {
    let body = call.body.as_ref().map(|body| &body.content);
    let body = match body {
        Some(openapi_contract::call::Content::Json(value)) => value.clone(),
        _ => Value::Null,
    };
    let arguments = call.arguments.iter();
    let named = arguments.map(|one| (key(one.location, &one.name), one.value.clone()));
    Value::Object(named.chain([("body".to_owned(), body)]).collect())
}

fn key(location: Location, name: &str) -> String {
    format!("{location:?} {name}")
}

/// The service for one exchange.
pub(crate) fn service(exchange: &Exchange) -> (apig_server::Service<Script, Gate>, Log) {
    let log = Log::default();
    let script = Script {
        answer: exchange.answer.clone(),
        log: log.clone(),
    };
    let gate = Gate {
        call: exchange.call.clone(),
    };
    (apig_server::service(script, gate), log)
}

/// The implementation.
pub(crate) struct Script {
    answer: Answer,
    log: Log,
}

impl Script {
    /// The example as the body of an answer.
    fn body<T: DeserializeOwned>(&self) -> Result<T, String> {
        let value = self
            .answer
            .body
            .as_ref()
            .map_or(Value::Null, |sample| sample.example.value.clone());
        serde_json::from_value(value).map_err(|error| error.to_string())
    }

    fn resize(&self) -> Result<Result<Success, Refusal>, String> {
        Ok(match self.answer.status {
            202 => Ok(Success::Accepted(self.body()?)),
            400 => Err(Refusal::BadRequest(self.body()?)),
            401 => Err(Refusal::Unauthorized(self.body()?)),
            403 => Err(Refusal::Forbidden(self.body()?)),
            404 => Err(Refusal::NotFound(self.body()?)),
            409 => Err(Refusal::Conflict(self.body()?)),
            413 => Err(Refusal::PayloadTooLarge(self.body()?)),
            415 => Err(Refusal::UnsupportedMediaType(self.body()?)),
            500 => Err(Refusal::InternalServerError(self.body()?)),
            other => {
                return Err(format!(
                    "no variant is known for the status {other}; add it to {}",
                    file!()
                ));
            }
        })
    }
}

impl Api for Script {
    type Principal = ();

    async fn create_post_pay_resize_order(
        &self,
        (): (),
        request: CreatePostPayResizeOrderRequest,
    ) -> Result<Success, Failure<Refusal>> {
        let mut arguments = json!({
            key(Location::Path, "project_id"): request.project_id,
            key(Location::Path, "instance_id"): request.instance_id,
        });
        arguments["body"] = json!(request.body);
        match self.resize() {
            Ok(answer) => {
                self.log.note(Ok(arguments));
                Ok(answer?)
            }
            Err(why) => {
                self.log.note(Err(why.clone()));
                Err(Failure::internal(why))
            }
        }
    }
}

/// Lets in whoever has the credentials of the case.
pub(crate) struct Gate {
    call: Call,
}

impl Gate {
    fn secret(&self, scheme: &str) -> Option<&Secret> {
        let credentials = &self.call.credentials;
        credentials
            .iter()
            .find(|one| one.scheme == scheme)
            .map(|one| &one.secret)
    }
}

impl Authenticator for Gate {
    type Principal = ();

    async fn auth_token(&self, token: Token<'_>, _: &'static Operation) -> Result<(), Denied> {
        match self.secret("AuthToken") {
            Some(Secret::Key(key)) if token.matches(key) => Ok(()),
            _ => Err(Denied::Rejected),
        }
    }

    async fn request_signature(
        &self,
        request: SignedRequest<'_>,
        _: &'static Operation,
    ) -> Result<(), Denied> {
        let Some(Secret::Pair { access, secret }) = self.secret("RequestSignature") else {
            return Err(Denied::Rejected);
        };
        let claim =
            Authorization::parse(request.signature.expose()).map_err(|_| Denied::Rejected)?;
        let key = AccessKey::new(access, secret).map_err(|_| Denied::Rejected)?;
        let headers: Vec<_> = request
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect();
        let signed = Request {
            method: request.method.as_str(),
            path: request.uri.path(),
            query: request.uri.query(),
            headers: &headers,
            body: request.body,
        };
        if claim.access() != access {
            return Err(Denied::Rejected);
        }
        verify(&signed, &claim, key.secret(), SigningTime::now()).map_err(|_| Denied::Rejected)
    }
}
