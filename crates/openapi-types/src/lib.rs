//! What every generated types crate needs: strict JSON, and the facts of an operation.
//!
//! Client and server speak the same generated types, so what both sides must agree on lives
//! here: how bytes become a value ([`json`], [`present`]), what the document says of an
//! operation ([`Operation`]), and how an error body tells its code ([`ErrorBody`]).
//!
//! This crate refuses to know an HTTP library, a document or an API. Sending is the matter of
//! `openapi-client`, answering that of `openapi-server`.

pub mod json;
mod operation;

pub use operation::{Operation, Permission, Retry};

use serde::{Deserialize, Deserializer};

/// Reads an optional member that is not nullable: absent is `None`, `null` is an error.
///
/// serde's derive reads `null` as `None`, which hides a broken peer. Generated types put this
/// on each such member:
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Order {
///     #[serde(default, deserialize_with = "openapi_types::present")]
///     job_id: Option<String>,
/// }
///
/// let read = |text: &str| openapi_types::json::from_slice::<Order>(text.as_bytes());
/// assert_eq!(read("{}")?.job_id, None);
/// assert_eq!(read(r#"{"job_id":"a"}"#)?.job_id.as_deref(), Some("a"));
/// assert!(read(r#"{"job_id":null}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// Whatever reading a `T` gives, which for `null` is a wrong type unless `T` takes it.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// A body that says why a request was not carried out.
///
/// Generated types implement it. The members are those that the document marks with
/// `x-error-code` and `x-error-message`; a type without such a mark keeps the defaults.
pub trait ErrorBody {
    /// The stable code that programs act on, such as `APIC.7302`.
    fn code(&self) -> Option<&str> {
        None
    }

    /// The text for people. It changes between versions of a server: do not match on it.
    fn message(&self) -> Option<&str> {
        None
    }
}

/// An error without a body has no code.
impl ErrorBody for () {}

impl<T: ErrorBody + ?Sized> ErrorBody for Box<T> {
    fn code(&self) -> Option<&str> {
        (**self).code()
    }

    fn message(&self) -> Option<&str> {
        (**self).message()
    }
}
