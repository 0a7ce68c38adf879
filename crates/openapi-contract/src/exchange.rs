//! Real HTTP messages as bytes, with no HTTP library between the wire and the judge.
//!
//! A harness fills these from whatever it drives: an in-process service, a mock server, a socket.
//! The messages are judged by [`check`](crate::check). Neither `Debug` prints a header value or a
//! body, because both may hold secrets.

use std::fmt;

use memchr::memmem;

/// Header fields in the order of the wire. Names compare without case.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, Vec<u8>)>);

impl Headers {
    /// Adds one field; a name may occur several times.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) {
        self.0.push((name.into(), value.into()));
    }

    /// Takes every field of one name away.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
    }

    /// All values of one name, in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        self.0
            .iter()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_slice())
    }

    /// The first value of one name as text, where it is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        let (_, value) = self
            .0
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(value).ok()
    }

    /// All fields in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_slice()))
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

/// A request as it was sent: the target still percent-encoded, the body as bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct RawRequest {
    /// Method, as sent (methods are case-sensitive).
    pub method: String,
    /// Request target in origin form: path and query, still encoded.
    pub target: String,
    /// Header fields.
    pub headers: Headers,
    /// Body bytes, with any transfer coding removed.
    pub body: Vec<u8>,
}

impl RawRequest {
    /// A request without header fields and body.
    pub fn new(method: impl Into<String>, target: impl Into<String>) -> Self {
        Self {
            method: method.into(),
            target: target.into(),
            headers: Headers::default(),
            body: Vec::new(),
        }
    }

    /// The same request with one more header field.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.headers.push(name, value);
        self
    }

    /// The same request with every occurrence of these words taken out, as it may be shown.
    ///
    /// Words of fewer than four bytes are left alone, as in
    /// [`Failure::masked`](crate::Failure::masked).
    #[must_use]
    pub fn masked(mut self, secrets: &[String]) -> Self {
        let mut target = std::mem::take(&mut self.target).into_bytes();
        mask(&mut target, secrets);
        self.target = String::from_utf8_lossy(&target).into_owned();
        for (_, value) in &mut self.headers.0 {
            mask(value, secrets);
        }
        mask(&mut self.body, secrets);
        self
    }

    /// The same request with this body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }
}

fn mask(bytes: &mut Vec<u8>, secrets: &[String]) {
    for secret in secrets.iter().filter(|secret| secret.len() >= 4) {
        let secret = secret.as_bytes();
        while let Some(at) = memmem::find(bytes, secret) {
            bytes.splice(at..at + secret.len(), *b"[redacted]");
        }
    }
}

impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The query may hold a key, so only the path is shown.
        let path = self.target.split('?').next().unwrap_or_default();
        f.debug_struct("RawRequest")
            .field("method", &self.method)
            .field("path", &path)
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// A response as it was received.
#[derive(Clone, PartialEq, Eq)]
pub struct RawResponse {
    /// Status code.
    pub status: u16,
    /// Header fields.
    pub headers: Headers,
    /// Body bytes, with any transfer coding removed.
    pub body: Vec<u8>,
}

impl RawResponse {
    /// A response without header fields and body.
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Headers::default(),
            body: Vec::new(),
        }
    }

    /// The same response with one more header field.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.headers.push(name, value);
        self
    }

    /// The same response with this body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}
