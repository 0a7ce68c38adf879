//! A server that plays the other side of the contract.
//!
//! One server on a real socket serves both uses: a mock of the whole document, and the one answer
//! that a case gives to a client under test. It shows each request as it went over the wire
//! ([`Respond`]) and can end an answer in the wrong way ([`Ending`](crate::case::Ending)).
//!
//! It speaks HTTP/1.1 only, without TLS, and belongs on a loopback address.

mod answer;
mod prefer;
mod reasons;
mod rejection;
mod reply;
mod route;
mod security;
mod serve;
mod service;
mod states;
mod tap;

pub(crate) use answer::{with_headers, with_sample};
pub use rejection::{Breach, Reason};
pub use serve::{Limits, Respond, Server, whole};
pub use service::{Event, Mock};
