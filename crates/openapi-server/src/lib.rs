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

mod answer;
mod answers;
#[cfg(feature = "axum")]
mod axum;
mod body;
mod call;
mod credential;
mod endpoint;
mod failure;
mod media;
mod parameter;
mod reading;
mod rejection;
mod route;
pub mod schema;
#[cfg(feature = "serve")]
pub mod serve;
mod service;
mod violations;

pub use answers::{Canned, Rejections};
pub use body::Body;
pub use call::{Call, Head};
pub use credential::{Denied, NoBody, SignedRequest, Token};
pub use endpoint::Endpoint;
pub use failure::Failure;
pub use parameter::{Location, Parameter};
pub use reading::{BodyTimedOut, RequestBody};
pub use rejection::{Rejection, RejectionKind};
pub use route::{Segments, other_method};
#[cfg(feature = "serve")]
pub use serve::serve;
pub use service::{DEFAULT_BODY_LIMIT, ResponseFuture, Routes, Service};
pub use violations::{Broken, MAX_VIOLATIONS, Violation, Violations};

/// Generated code and implementers speak the same version of it.
pub use http;
/// The document's facts of an operation.
pub use openapi_types::Operation;

/// Any error that can go to another task.
pub type BoxError = Box<dyn std::error::Error + Send + Sync + 'static>;

/// How a request ends: an answer of its handler, or a reason why there is none.
pub type Outcome = Result<http::Response<Body>, Rejection>;
