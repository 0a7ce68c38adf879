//! What a call returns: a typed value with the head of its answer.

use crate::RawResponse;
use crate::redact::{self, Headers};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A decoded answer: the value, which it derefs to, with status and headers.
///
/// `Debug` prints neither the value nor what the headers hold.
#[derive(Clone)]
pub struct ResponseValue<T> {
    inner: T,
    // Boxed so that results stay small.
    pub(crate) head: Box<Head>,
}

/// All of an answer but its body.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The error code, taken from the body while its type was known.
    pub(crate) code: Option<Box<str>>,
}

impl Head {
    /// An answer whose body has no type.
    pub(crate) fn with_body(self, body: &[u8]) -> RawResponse {
        RawResponse::new(self.status, self.headers, body)
    }
}

impl<T> ResponseValue<T> {
    /// A value as if it had been answered so, for the tests of callers.
    pub fn new(inner: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self::with_head(
            inner,
            Box::new(Head {
                status,
                headers,
                code: None,
            }),
        )
    }

    pub(crate) fn with_head(inner: T, head: Box<Head>) -> Self {
        Self { inner, head }
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.inner
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The id that the server gave to the request, in `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        redact::request_id(&self.head.headers)
    }

    /// The same answer with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> ResponseValue<U> {
        ResponseValue {
            inner: f(self.inner),
            head: self.head,
        }
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T> DerefMut for ResponseValue<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

impl<T> AsRef<T> for ResponseValue<T> {
    fn as_ref(&self) -> &T {
        &self.inner
    }
}

impl<T> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseValue")
            .field("status", &self.head.status)
            .field("headers", &Headers(&self.head.headers))
            .finish_non_exhaustive()
    }
}
