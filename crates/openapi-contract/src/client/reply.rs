//! The answer that a case gives to a client, as bytes.

use crate::{
    case::{Answer, Case, Ending, Reply, Subject},
    exchange::RawResponse,
    mock::{with_headers, with_sample},
    spec::Spec,
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
    let response = RawResponse::new(answer.status);
    let operation = spec.operation(&case.operation);
    let documented = operation.and_then(|operation| operation.response(answer.status));
    let Some(documented) = documented else {
        return response;
    };
    let response = with_headers(spec, documented, response);
    match &answer.body {
        Some(sample) => with_sample(spec, documented, sample, response),
        None => response,
    }
}
