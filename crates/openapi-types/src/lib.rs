//! What every generated types crate needs: strict JSON, and the facts of an operation.
//!
//! Client and server speak the same generated types, so what both sides must agree on lives
//! here: how bytes become a value ([`json`], [`object!`], [`union`]), how a value gets flat names
//! ([`deep_pairs`]), what the document says of an operation ([`Operation`]), and how an error body
//! tells its code ([`ErrorBody`]). Features add the values that JSON has no type for: `base64`
//! (`Base64`), `stream` (`ByteStream`, a body as it comes) and `multipart` (`File`, `Multipart`).
//!
//! This crate refuses to know an HTTP library, a document or an API. Sending is the matter of
//! `openapi-client`, answering that of `openapi-server`.

#[cfg(feature = "base64")]
mod base64;
mod deep;
mod error_body;
pub mod json;
#[cfg(feature = "multipart")]
pub mod multipart;
pub mod object;
mod operation;
#[cfg(feature = "stream")]
mod stream;
pub mod union;
mod unknown;

#[cfg(feature = "base64")]
pub use self::base64::{Base64, InvalidBase64};
pub use deep::deep_pairs;
pub use error_body::ErrorBody;
#[cfg(feature = "multipart")]
pub use multipart::{File, Multipart, Part, PartError, PartProblem};
pub use operation::{Operation, Permission, Retry, Scopes};
#[cfg(feature = "stream")]
pub use stream::{BoxError, ByteStream, CollectError};
pub use unknown::UnknownValue;
