//! What is tested, as the runner sees it: something that takes a request and gives an answer.

use std::future::Future;

use crate::{
    check::Entry,
    exchange::{RawRequest, RawResponse},
};

/// A server under test, however it is reached.
pub trait Target {
    /// What one case is carried out with.
    type Session: Session;

    /// Begins a case. A target in process starts from fresh state here.
    fn session(&self) -> Self::Session;

    /// The authority for the field `host`, such as `localhost:8080`.
    fn authority(&self) -> &str;

    /// What comes before every path of the document, without a slash at its end; mostly empty.
    fn prefix(&self) -> &str;

    /// Where a person would send a request to, in a command line; may be a shell variable.
    fn address(&self) -> String;
}

/// The requests of one case, one after the other.
pub trait Session {
    /// Sends a request and reads the whole answer. How long that may take is the runner's
    /// business.
    fn send(&mut self, request: &RawRequest) -> impl Future<Output = Result<Answered, Lost>>;
}

/// An answer, and what was seen of the handler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The answer.
    pub response: RawResponse,
    /// Whether a handler saw the request.
    pub handler: Entry,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// The server did not give a whole answer, or what it gave is not HTTP.
    #[error("{0}")]
    Broken(String),
    /// The request cannot be sent by this target.
    #[error("the request cannot be sent: {0}")]
    Unsendable(String),
}
