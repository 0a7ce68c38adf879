//! What a call returns: a typed value with the head of its answer.

use crate::Outcome;
use crate::error::Tally;
use crate::redact::{self, Headers, Secrets};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::Deserialize;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

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
    /// The request id, where the body has it and the headers have not.
    id_in_body: Option<Box<str>>,
    pub(crate) tally: Tally,
    pub(crate) secrets: Secrets,
}

impl Head {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, tally: Tally) -> Self {
        Self {
            status,
            headers,
            code: None,
            id_in_body: None,
            tally,
            secrets: Secrets::default(),
        }
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        redact::request_id(&self.headers).or(self.id_in_body.as_deref())
    }

    /// The request id, when it is fit to be printed.
    pub(crate) fn shown_request_id(&self) -> Option<&str> {
        self.secrets.printable(self.request_id()?)
    }

    /// The error code, when it is fit to be printed.
    pub(crate) fn shown_code(&self) -> Option<&str> {
        self.secrets.printable(self.code.as_deref()?)
    }

    /// The headers, as far as they are fit to be printed.
    pub(crate) fn shown_headers(&self) -> Headers<'_> {
        Headers(&self.headers, &self.secrets)
    }

    /// Looks for a request id in the body of an error: front gateways answer in JSON of their
    /// own, which has it as a member and not in a header.
    pub(crate) fn keep_request_id(&mut self, body: &[u8]) {
        #[derive(Deserialize)]
        struct Known {
            request_id: String,
        }
        let says_why = self.status.is_client_error() || self.status.is_server_error();
        if says_why && self.request_id().is_none() {
            let known = serde_json::from_slice::<Known>(body).ok();
            self.id_in_body = known.map(|known| known.request_id.into_boxed_str());
        }
    }
}

impl<T> ResponseValue<T> {
    /// A value as if it had been answered so, for the tests of callers.
    pub fn new(inner: T, status: StatusCode, headers: HeaderMap) -> Self {
        let tally = Tally {
            attempts: 1,
            elapsed: Duration::ZERO,
        };
        Self::with_head(inner, Box::new(Head::new(status, headers, tally)))
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

    /// The id that the server gave to the request: in `X-Request-Id`, else in the member
    /// `request_id` of the body of an error.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// How often the request was sent until this answer came.
    pub fn attempts(&self) -> u32 {
        self.head.tally.attempts
    }

    /// How long the call took, waits between attempts included.
    pub fn elapsed(&self) -> Duration {
        self.head.tally.elapsed
    }

    pub(crate) fn outcome(&self) -> Outcome {
        Outcome::of(self.head.status, &self.head.headers)
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
            .field("headers", &self.head.shown_headers())
            .finish_non_exhaustive()
    }
}
