//! Holding all that a client did in a case to it: what it sent, how often, and what it said of the
//! answer.

use super::{Said, check_request, check_result, failure};
use crate::{
    case::{Case, Level, Requests, Subject, after},
    diff::Difference,
    exchange::{RawRequest, RawResponse},
    failure::{Kind, Verdict},
    spec::Spec,
};

/// A client that may send again must stop at some point.
const OFTEN: usize = 10;

/// What came from a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// A request.
    Request(RawRequest),
    /// Bytes that are not a whole request of HTTP/1.1, as text; the credentials are still in it.
    Broken(String),
}

/// All that is known of what a client did.
#[derive(Clone, Debug)]
pub struct Witness {
    /// What came from it, in order.
    pub arrivals: Vec<Arrival>,
    /// What it said of the answer; why it said nothing otherwise.
    pub said: Result<Said, String>,
}

/// Holds what a client did to a case: each request to the call, their number to what the document
/// allows, and what it said to what it was answered.
///
/// # Errors
/// The first broken promise, in that order.
pub fn check_client(spec: &Spec, case: &Case, witness: &Witness, level: Level) -> Verdict {
    let fail = |kind: Kind, expected: &str, actual: String| {
        let pointer = spec.operation(&case.operation).map(|one| &one.pointer);
        let pointer = pointer.map_or("", String::as_str);
        let difference = Difference::of("requests", expected, actual);
        Err(failure(spec, case, kind, pointer, vec![difference]))
    };
    for (index, arrival) in witness.arrivals.iter().enumerate() {
        // What is sent again is told as that, not as what is wrong with it.
        if index == 1 && allowed(spec, case) == Requests::Once {
            let actual = format!("{}: it was sent again", witness.arrivals.len());
            return fail(Kind::Requests, "one", actual);
        }
        match arrival {
            Arrival::Request(request) => check_request(spec, case, request, level)?,
            Arrival::Broken(text) => {
                let line = text.lines().next().unwrap_or_default();
                return fail(broken_kind(line), "HTTP/1.1", line.to_owned());
            }
        }
    }
    match witness.arrivals.len() {
        0 => {
            let why = witness.said.as_ref().err();
            let why = why.map(|why| format!(": {why}")).unwrap_or_default();
            return fail(Kind::Requests, "one", format!("none{why}"));
        }
        sent if sent > OFTEN => return fail(Kind::Requests, "an end to it", sent.to_string()),
        _ => {}
    }
    match &witness.said {
        Ok(said) => check_result(spec, case, said, level),
        Err(why) => {
            let difference = Difference::of("result", super::promised(case).to_string(), why);
            let pointer = case.pointer();
            Err(failure(spec, case, Kind::Result, pointer, vec![difference]))
        }
    }
}

/// What is wrong with a start line: a blank in the target means that it is not encoded.
fn broken_kind(line: &str) -> Kind {
    let mut words = line.split(' ').skip(1);
    let target = words.next().unwrap_or_default();
    match words.count() {
        0 | 1 => Kind::Requests,
        _ if target.contains('?') => Kind::Query,
        _ => Kind::Path,
    }
}

/// How often a request may arrive; after a documented answer as often as that allows.
fn allowed(spec: &Spec, case: &Case) -> Requests {
    match (&case.subject, spec.operation(&case.operation)) {
        (Subject::Decode(decode), _) => decode.requests,
        (Subject::Exchange(exchange), Some(operation)) => {
            let status = exchange.answer.status;
            let mut response = RawResponse::new(status);
            let documented = operation.response(status);
            for header in documented.iter().flat_map(|one| &one.headers) {
                response = response.header(header.name.as_str(), "");
            }
            after(spec, operation, &response)
        }
        _ => Requests::Once,
    }
}
