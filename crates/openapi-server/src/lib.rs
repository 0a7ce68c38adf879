//! What every generated server needs, for any document: rejections, security, body reading,
//! serving.
//!
//! A generated server crate has a trait with one method per operation, and code that puts the
//! steps of this crate in order for each of them: route, method, token, media type, size,
//! signature, parse, validate, handler, answer. What does not change with the document is here.
//!
//! This crate refuses to know an API: it has no error codes, no schemas and no schemes of its
//! own. It sends nothing of a cause, a panic or a credential to anyone.
//!
//! Where to go next: as an implementer, the documentation of the generated crate. As a reader
//! of generated code, [`Call`], whose methods are its steps. For running a service: [`serve()`].

mod answers;
#[cfg(feature = "axum")]
mod axum;
mod body;
mod call;
mod content;
mod credential;
mod endpoint;
mod failure;
mod parameter;
mod reading;
mod rejection;
mod reply;
mod router;
pub mod schema;
#[cfg(feature = "serve")]
pub mod serve;
mod service;
mod violations;

pub use answers::{Canned, Rejections};
pub use body::Body;
pub use call::{Call, Input};
#[cfg(feature = "stream")]
pub use content::BodyTooLarge;
pub use content::{Content, ContentKind, PartHeader, PropertyEncoding, Rules};
pub use credential::{Basic, Denied, Key, NoBody, SignedRequest, Token};
pub use endpoint::{Endpoint, Fixed, Piece, Segment};
pub use failure::Failure;
pub use parameter::{Encoding, Explode, Location, Parameter, Style};
pub use reading::{BodyTimedOut, RequestBody};
pub use rejection::{Rejection, RejectionKind};
pub use reply::Reply;
#[cfg(feature = "serve")]
pub use serve::serve;
pub use service::{DEFAULT_BODY_LIMIT, ResponseFuture, Routes, Service};
pub use violations::{MAX_VIOLATIONS, Violation, Violations};

/// Generated code and implementers speak the same version of it.
pub use http;
/// The document's facts of an operation.
pub use openapi_types::Operation;

/// Any error that can go to another task.
pub type BoxError = Box<dyn std::error::Error + Send + Sync + 'static>;

/// How a request ends: an answer of its handler, or a reason why there is none.
pub type Outcome = Result<http::Response<Body>, Rejection>;

/// The future of an outcome, boxed: for documents of many operations, where the size of all of
/// them together would be too much for one.
pub type BoxFuture<'a> = std::pin::Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;
