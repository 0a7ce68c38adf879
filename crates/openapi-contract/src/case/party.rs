//! What the cases of a client start from: a call, and the success that answers it.

use std::fmt::Display;

use super::{
    Answer, Case, ClientResult, Decode, Ending, Exchange, Family, Level, Reply, Requests, Side,
    Subject, make, name,
};
use crate::{
    call::{Call, Content},
    exchange::RawResponse,
    spec::{Operation, Spec},
};

/// The base of the client's cases of one operation.
#[derive(Clone, Debug)]
pub(super) struct Party<'a> {
    pub(super) spec: &'a Spec,
    pub(super) operation: &'a Operation,
    /// What the client is asked to do.
    pub(super) call: Call,
    /// The success that it gets.
    pub(super) answer: Answer,
    /// Name of the case with this call and this answer.
    pub(super) twin: String,
    /// How often the request may arrive when nothing is known of the outcome.
    pub(super) retries: Requests,
}

impl<'a> Party<'a> {
    /// The party of an operation; `None` where the document promises no success that can be sent.
    pub(super) fn of(spec: &'a Spec, operation: &'a Operation, examples: &[Case]) -> Option<Self> {
        let mut of_client = examples
            .iter()
            .filter(|case| case.operation == operation.id && case.side == Side::Client);
        let case =
            of_client.find(|case| case.exchange().is_some_and(|one| one.answer.status < 400))?;
        let exchange = case.exchange()?;
        let call = exchange.call.clone();
        if call.body.is_none() && call_needs_body(operation) {
            return None;
        }
        Some(Self {
            spec,
            operation,
            call,
            answer: exchange.answer.clone(),
            twin: case.name.clone(),
            retries: retries(spec, operation),
        })
    }

    /// A case in which the client gets this answer.
    pub(super) fn decode(
        &self,
        label: impl Display,
        response: RawResponse,
        ending: Ending,
        result: ClientResult,
        requests: Requests,
    ) -> Case {
        Case {
            name: name(&[
                Family::Decode.to_string(),
                Side::Client.to_string(),
                self.operation.id.clone(),
                label.to_string(),
            ]),
            family: Family::Decode,
            side: Side::Client,
            operation: self.operation.id.clone(),
            level: Level::Values,
            twin: Some(self.twin.clone()),
            owns: Vec::new(),
            subject: Subject::Decode(Box::new(Decode {
                call: self.call.clone(),
                reply: Reply { response, ending },
                result,
                requests,
            })),
        }
    }

    /// A case in which the client gets this answer, to its end, and may ask again as it allows.
    pub(super) fn decode_whole(
        &self,
        label: impl Display,
        response: RawResponse,
        result: ClientResult,
    ) -> Case {
        let requests = after(self.spec, self.operation, &response);
        self.decode(label, response, Ending::Whole, result, requests)
    }

    /// A case in which a call is made and gets the success.
    pub(super) fn encode(&self, side: Side, label: impl Display, call: Call) -> Case {
        Case {
            name: name(&[
                Family::Encode.to_string(),
                side.to_string(),
                self.operation.id.clone(),
                label.to_string(),
            ]),
            family: Family::Encode,
            side,
            operation: self.operation.id.clone(),
            level: Level::Values,
            twin: Some(make::on_side(&self.twin, side)),
            owns: Vec::new(),
            subject: Subject::Exchange(Box::new(Exchange {
                call,
                answer: self.answer.clone(),
            })),
        }
    }

    /// The value that the body of the call is written from.
    pub(super) fn value(&self) -> Option<&serde_json::Value> {
        match &self.call.body.as_ref()?.content {
            Content::Json(value) => Some(value),
            Content::Text(_) | Content::Filler(_) => None,
        }
    }
}

fn call_needs_body(operation: &Operation) -> bool {
    operation
        .request_body
        .as_ref()
        .is_some_and(|body| body.required)
}

/// What `x-retry` says; where it is absent, what the method means.
fn retries(spec: &Spec, operation: &Operation) -> Requests {
    let pointer = format!("{}/x-retry", operation.pointer);
    let written = spec.tree.get(&pointer).and_then(serde_json::Value::as_str);
    match (written, operation.method.as_str()) {
        (Some("safe" | "idempotent"), _)
        | (None, "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE") => Requests::AtLeastOnce,
        _ => Requests::Once,
    }
}

/// How often a request may arrive that is answered so. What was read and done, or refused, is
/// not asked for again; what may have been done only where that does no harm; and what a server
/// has put off for later is no order yet.
pub(crate) fn after(spec: &Spec, operation: &Operation, response: &RawResponse) -> Requests {
    let says_when = response.headers.text("retry-after").is_some();
    match response.status {
        429 | 503 if says_when => Requests::AtLeastOnce,
        408 | 429 | 500.. => retries(spec, operation),
        _ => Requests::Once,
    }
}
