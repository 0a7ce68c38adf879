//! The generated client against a mock server that knows only the raw examples.
//!
//! The mock answers every request with the example's bytes and keeps what it received; the judge
//! then holds that request to the call, byte by byte of the path. What the client made of the
//! answer must be the right kind of result, with the example's values. A new operation needs an
//! arm in [`call`], and its cases say so.

use std::sync::{Arc, Mutex, PoisonError};

use apig_client::{AccessKey, AuthToken, Builder, Client, Error, ResponseValue};
use httpmock::{HttpMockRequest, HttpMockResponse, MockServer};
use openapi_contract::{
    Call, Case, RawRequest, Spec, Verdict,
    call::{Content, Credential, Secret},
    case::{Answer, Exchange},
    check::harness,
    check_request, check_value,
    spec::Location,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// What the client made of an answer.
pub(crate) struct Outcome {
    status: u16,
    kind: OutcomeKind,
    value: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OutcomeKind {
    /// The documented success type.
    Success,
    /// The documented error type.
    Refusal,
}

/// Carries out one case of the client side.
pub(crate) async fn run(spec: &Spec, case: &Case) -> Verdict {
    let broken = |why: String| harness(spec, case, why);
    let exchange = case
        .exchange()
        .ok_or_else(|| broken("the case has no exchange".to_owned()))?;
    let server = MockServer::start_async().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (answer, log) = (response(&exchange.answer), Arc::clone(&seen));
    server
        .mock_async(move |when, then| {
            when.any_request();
            then.respond_with(move |request| {
                log.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(raw(request));
                answer.clone()
            });
        })
        .await;
    let client = client(Client::builder(server.base_url()), exchange).map_err(broken)?;
    let outcome = call(&client, &case.operation, &exchange.call)
        .await
        .map_err(broken)?;
    let seen = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
    let [request] = seen.as_slice() else {
        return Err(broken(format!(
            "the client sent {} requests instead of one",
            seen.len()
        )));
    };
    check_request(spec, case, request, case.level)?;
    check_outcome(spec, case, &outcome)
}

fn response(answer: &Answer) -> HttpMockResponse {
    let response = HttpMockResponse::builder().status(answer.status);
    match &answer.body {
        Some(sample) => response
            .header("content-type", sample.media_type.as_str())
            .body(sample.example.value.to_string())
            .build(),
        None => response.build(),
    }
}

fn raw(request: &HttpMockRequest) -> RawRequest {
    // The mock puts its own authority in front of the target that was sent.
    let uri = request.uri();
    let target = uri
        .path_and_query()
        .map_or("/", http::uri::PathAndQuery::as_str);
    let mut raw = RawRequest::new(request.method_str(), target);
    for (name, value) in request.headers_vec() {
        raw.headers.push(name, value.as_bytes());
    }
    raw.body(request.body_vec())
}

/// A client with the credentials of the call.
pub(crate) fn client(mut builder: Builder<Client>, exchange: &Exchange) -> Result<Client, String> {
    for Credential { scheme, secret } in &exchange.call.credentials {
        builder = match (scheme.as_str(), secret) {
            ("AuthToken", Secret::Key(key)) => {
                let token = AuthToken::new(key.clone()).map_err(|error| error.to_string())?;
                builder.credential(token)
            }
            ("RequestSignature", Secret::Pair { access, secret }) => {
                let key = AccessKey::new(access.clone(), secret.clone());
                builder.credential(key.map_err(|error| error.to_string())?)
            }
            (other, _) => {
                return Err(format!(
                    "no credential is known for `{other}`; add it to {}",
                    file!()
                ));
            }
        };
    }
    builder.build().map_err(|error| error.to_string())
}

/// Calls an operation with typed arguments.
pub(crate) async fn call(client: &Client, operation: &str, call: &Call) -> Result<Outcome, String> {
    match operation {
        "createPostPayResizeOrder" => {
            let request = client
                .create_post_pay_resize_order()
                .project_id(text(call, Location::Path, "project_id")?)
                .instance_id(text(call, Location::Path, "instance_id")?)
                .body(body::<apig_types::ResizeInstanceRequest>(call)?);
            outcome(request.send().await)
        }
        other => Err(format!(
            "no test calls the operation `{other}`; add it to {}",
            file!()
        )),
    }
}

fn text(call: &Call, location: Location, name: &str) -> Result<String, String> {
    let value = call.argument(location, name).and_then(Value::as_str);
    value
        .map(str::to_owned)
        .ok_or_else(|| format!("the call has no `{name}`"))
}

fn body<T: DeserializeOwned>(call: &Call) -> Result<T, String> {
    let Some(Content::Json(value)) = call.body.as_ref().map(|body| &body.content) else {
        return Err("the call has no JSON body".to_owned());
    };
    serde_json::from_value(value.clone()).map_err(|error| error.to_string())
}

fn outcome<T: Serialize, E: Serialize>(
    result: Result<ResponseValue<T>, Error<E>>,
) -> Result<Outcome, String> {
    let (status, kind, value) = match result {
        Ok(value) => {
            let status = value.status().as_u16();
            (
                status,
                OutcomeKind::Success,
                serde_json::to_value(value.into_inner()),
            )
        }
        Err(Error::ErrorResponse(value)) => {
            let status = value.status().as_u16();
            (
                status,
                OutcomeKind::Refusal,
                serde_json::to_value(value.into_inner()),
            )
        }
        Err(other) => return Err(format!("the client cannot read the answer: {other}")),
    };
    let value = value.map_err(|error| error.to_string())?;
    Ok(Outcome {
        status,
        kind,
        value,
    })
}

/// The status, the kind of result and its values must be those of the example.
pub(crate) fn check_outcome(spec: &Spec, case: &Case, outcome: &Outcome) -> Verdict {
    let expected = case.exchange().map_or(0, |exchange| exchange.answer.status);
    let kind = if (200..300).contains(&expected) {
        OutcomeKind::Success
    } else {
        OutcomeKind::Refusal
    };
    let Outcome {
        status,
        kind: actual,
        value,
    } = outcome;
    if (*status, *actual) != (expected, kind) {
        let why =
            format!("the client decoded {expected} as {status} {actual:?} instead of {kind:?}");
        return Err(harness(spec, case, why));
    }
    check_value(spec, case, value)
}
