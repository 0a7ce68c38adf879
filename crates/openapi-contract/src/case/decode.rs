//! Answers that a client must read, or must not take for a success, as data.

use serde_json::Value;

use crate::{call::Call, exchange::RawResponse};

/// A call by a client, the answer it is given, and what it must make of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decode {
    /// What the client is asked to do.
    pub call: Call,
    /// What it is answered, each time it asks.
    pub reply: Reply,
    /// What it must make of it.
    pub result: ClientResult,
    /// How often the request may arrive.
    pub requests: Requests,
}

/// How often a request may arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requests {
    /// Once: it must not be sent again when its outcome is unknown.
    Once,
    /// Once or several times: sending it again does no harm.
    AtLeastOnce,
}

/// An answer as bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The message; a `content-length` is added where it is whole.
    pub response: RawResponse,
    /// How the answer ends.
    pub ending: Ending,
}

/// How an answer ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// As it should.
    Whole,
    /// The connection is closed after this many bytes of a body that was announced whole.
    Truncated(usize),
    /// The request is read, then the connection is closed without an answer.
    Closed,
    /// The request is read, then nothing comes until the client gives up.
    Silent,
}

/// What a client made, or must make, of an answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ClientResult {
    /// A success with this value; `None` where it has no body or the value is not known.
    Success {
        /// The status on the wire.
        status: u16,
        /// The value as JSON.
        value: Option<Value>,
    },
    /// A documented error with this value.
    Refused {
        /// The status on the wire.
        status: u16,
        /// The value as JSON.
        value: Option<Value>,
    },
    /// Neither: the answer is unreadable, undocumented or lost.
    Failed,
    /// Either: [`Self::Success`] with this value, or [`Self::Failed`]. The document does not say.
    SuccessOrFailed {
        /// The status on the wire.
        status: u16,
        /// The value as JSON.
        value: Option<Value>,
    },
}
