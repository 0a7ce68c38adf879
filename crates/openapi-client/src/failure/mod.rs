//! The pieces that errors are made of, without a type parameter.
//!
//! Each prints in one line, without a body, a query or a header value beyond the allow-list of
//! `redact`. The enum that callers match on is [`Error`](crate::Error).

mod answer;
mod location;
mod problem;
mod send;
mod transport;

pub(crate) use answer::Lost;
pub use answer::{DecodeError, OutcomeUnknown, RawResponse, Unreadable};
pub use problem::{AnswerProblem, BodyProblem};
pub use send::{CallError, SendError};
pub(crate) use transport::Reach;
pub use transport::TransportError;
