//! What a handler returns when it does not succeed.
//!
//! A [`Failure`] is an error of the document, or none of them (then the caller gets the
//! document's answer to internal errors), and a cause that only operators see.

use std::fmt;

use crate::BoxError;

/// A documented error, or an internal one; with a private cause that is never sent.
///
/// ```
/// use openapi_server::Failure;
///
/// #[derive(Debug)]
/// enum Documented { NotFound }
///
/// fn find(name: &str) -> Result<u32, Failure<Documented>> {
///     if name.is_empty() {
///         return Err(Documented::NotFound.into());
///     }
///     name.parse().map_err(Failure::internal)
/// }
/// # assert!(find("").is_err() && find("x").is_err());
/// ```
pub struct Failure<E> {
    error: Option<E>,
    cause: Option<BoxError>,
}

impl<E> Failure<E> {
    /// Answers with the document's internal error; the cause goes to tracing only.
    pub fn internal(cause: impl Into<BoxError>) -> Self {
        Self {
            error: None,
            cause: Some(cause.into()),
        }
    }

    /// Adds what is behind a documented error; it goes to tracing only.
    #[must_use]
    pub fn because(mut self, cause: impl Into<BoxError>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// The documented error; none stands for an internal one.
    pub fn error(&self) -> Option<&E> {
        self.error.as_ref()
    }

    /// What is behind it.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.cause.as_deref()
    }

    pub(crate) fn into_parts(self) -> (Option<E>, Option<BoxError>) {
        (self.error, self.cause)
    }
}

impl<E> From<E> for Failure<E> {
    fn from(error: E) -> Self {
        Self {
            error: Some(error),
            cause: None,
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("error", &self.error)
            .field("cause", &self.cause)
            .finish()
    }
}
