//! The answer that a case gives to a client, as bytes.

use serde_json::Value;

use crate::{
    case::{Answer, Case, Ending, Reply, Subject},
    exchange::RawResponse,
    mock::with_headers,
    spec::{Spec, is_json},
};

/// What the client of a case is answered; `None` where the case has no answer.
pub fn reply(spec: &Spec, case: &Case) -> Option<Reply> {
    match &case.subject {
        Subject::Decode(decode) => Some(decode.reply.clone()),
        Subject::Exchange(exchange) => Some(Reply {
            response: response(spec, case, &exchange.answer),
            ending: Ending::Whole,
        }),
        Subject::Body(_) | Subject::Probe(_) | Subject::Drawn(_) => None,
    }
}

/// A promised answer with every header field that must be there.
fn response(spec: &Spec, case: &Case, answer: &Answer) -> RawResponse {
    let mut response = RawResponse::new(answer.status);
    let documented = spec
        .operation(&case.operation)
        .and_then(|operation| operation.response(answer.status));
    if let Some(documented) = documented {
        response = with_headers(spec, documented, response);
    }
    let Some(sample) = &answer.body else {
        return response;
    };
    let body = match &sample.example.value {
        Value::String(text) if !is_json(&sample.media_type) => text.clone(),
        value => value.to_string(),
    };
    response
        .header("content-type", sample.media_type.as_str())
        .body(body)
}
