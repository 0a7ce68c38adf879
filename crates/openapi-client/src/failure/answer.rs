//! Answers without a type: what came, what is wrong with it, and what it means for the request.

use super::location::redact_location;
use super::{AnswerProblem, BodyProblem, TransportError};
use crate::Outcome;
use crate::error::Tally;
use crate::value::Head;
use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION};
use std::fmt;
use std::time::Duration;

/// An answer that has no type: status, headers and the start of the body.
#[derive(Clone)]
pub struct RawResponse {
    pub(crate) head: Box<Head>,
    body: Bytes,
}

impl RawResponse {
    /// How much of a body is kept: 1 KiB.
    pub const KEPT_BYTES: usize = 1 << 10;

    pub(crate) fn new(mut head: Box<Head>, body: &[u8]) -> Self {
        head.keep_request_id(body);
        let kept = body.get(..Self::KEPT_BYTES).unwrap_or(body);
        // A copy, since a slice would keep the whole body alive.
        let body = Bytes::copy_from_slice(kept);
        Self { head, body }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The id that the server gave to the request: in `X-Request-Id`, else in the member
    /// `request_id` of a body in JSON.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// The first bytes of the body, at most [`KEPT_BYTES`](Self::KEPT_BYTES).
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.head.shown_request_id();
        f.debug_struct("RawResponse")
            .field("status", &self.head.status)
            .field("headers", &self.head.shown_headers())
            .field("request_id", &id)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// An answer that is not what the document says.
#[derive(Debug)]
pub struct Unreadable {
    pub(crate) response: RawResponse,
    pub(crate) problem: AnswerProblem,
}

impl Unreadable {
    /// An answer of a status that nothing is known of: a redirect, or something else.
    pub(crate) fn undocumented(response: RawResponse) -> Self {
        let problem = if response.status().is_redirection() {
            let location = response.headers().get(LOCATION);
            let location = location.and_then(|value| value.to_str().ok());
            AnswerProblem::Redirect {
                location: location
                    .and_then(redact_location)
                    .filter(|location| !response.head.secrets.are_in(location.as_bytes())),
            }
        } else {
            AnswerProblem::Undocumented
        };
        Self { response, problem }
    }

    /// The answer, with the start of its body.
    pub fn response(&self) -> &RawResponse {
        &self.response
    }

    /// What is wrong with it.
    pub fn problem(&self) -> &AnswerProblem {
        &self.problem
    }

    /// What its line does not say: why the body came to no end.
    pub(crate) fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            AnswerProblem::Body(problem) => std::error::Error::source(problem),
            _ => None,
        }
    }

    /// What it means for the request. A success that was cut off on the way leaves the outcome
    /// unknown: what was to come may have been that it did not succeed after all.
    pub fn outcome(&self) -> Outcome {
        let head = &self.response.head;
        match (Outcome::of(head.status, &head.headers), &self.problem) {
            (Outcome::CarriedOut, AnswerProblem::Body(BodyProblem::Interrupted(_))) => {
                Outcome::Unknown
            }
            (outcome, _) => outcome,
        }
    }
}

/// A request that was sent, or part of it, and whose fate is not known.
pub struct OutcomeUnknown(pub(crate) Lost);

pub(crate) enum Lost {
    Transport(TransportError, Tally),
    Answer(Unreadable),
}

impl OutcomeUnknown {
    /// The failure of the connection, where no answer came.
    pub fn transport(&self) -> Option<&TransportError> {
        match &self.0 {
            Lost::Transport(error, _tally) => Some(error),
            Lost::Answer(_) => None,
        }
    }

    /// The answer, where one came that does not tell: cut off, or a `5xx` as of a proxy.
    pub fn answer(&self) -> Option<&Unreadable> {
        match &self.0 {
            Lost::Transport(..) => None,
            Lost::Answer(answer) => Some(answer),
        }
    }

    /// How often sending was tried.
    pub fn attempts(&self) -> u32 {
        self.tally().attempts
    }

    /// How long the call took.
    pub fn elapsed(&self) -> Duration {
        self.tally().elapsed
    }

    pub(crate) fn tally(&self) -> Tally {
        match &self.0 {
            Lost::Transport(_error, tally) => *tally,
            Lost::Answer(answer) => answer.response.head.tally,
        }
    }
}

impl From<BodyProblem> for AnswerProblem {
    fn from(problem: BodyProblem) -> Self {
        Self::Body(problem)
    }
}

/// Why an answer of a documented status has no value.
#[derive(Debug)]
pub struct DecodeError(pub(crate) Box<Unreadable>);

impl DecodeError {
    /// The answer, and what is wrong with it.
    pub fn answer(&self) -> &Unreadable {
        &self.0
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.cause()
    }
}
