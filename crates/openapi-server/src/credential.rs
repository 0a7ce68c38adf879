//! What callers prove who they are with, as an authenticator sees it.
//!
//! Nothing here shows a credential by accident: `Debug` is redacted, and the text is behind a
//! method whose name says so. Looking credentials up is the authenticator's matter.

use std::borrow::Cow;
use std::fmt;

use http::{HeaderMap, Method, Uri};
use subtle::ConstantTimeEq;

use crate::BoxError;
use crate::schema::decode_base64;

/// A credential that is a text of its own, such as the value of a header.
#[derive(Clone, Copy)]
pub struct Token<'a>(&'a str);

impl<'a> Token<'a> {
    /// Wraps the text.
    pub fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// The text. Do not log it.
    pub fn expose(self) -> &'a str {
        self.0
    }

    /// Whether it is this text, in a time that does not tell where they differ.
    pub fn matches(self, expected: &str) -> bool {
        self.0.as_bytes().ct_eq(expected.as_bytes()).into()
    }
}

impl fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}

/// A credential that had to be decoded first, from the query or a cookie.
#[derive(Clone)]
pub struct Key<'a>(Cow<'a, str>);

impl<'a> Key<'a> {
    pub(crate) fn new(text: Cow<'a, str>) -> Self {
        Self(text)
    }

    /// As an authenticator gets it.
    pub fn token(&self) -> Token<'_> {
        Token(&self.0)
    }
}

impl fmt::Debug for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key([redacted])")
    }
}

/// Name and password of the scheme `Basic` (RFC 7617).
///
/// `Debug` shows neither: names are often secrets in all but name.
#[derive(Clone)]
pub struct Basic {
    name: String,
    password: String,
}

impl Basic {
    /// Puts one together, for tests of an authenticator.
    pub fn new(name: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            password: password.into(),
        }
    }

    pub(crate) fn decode(token: Token<'_>) -> Option<Self> {
        let bytes = decode_base64(token.expose().trim_end())?;
        let text = String::from_utf8(bytes).ok()?;
        let (name, password) = text.split_once(':')?;
        Some(Self::new(name, password))
    }

    /// Who says to be calling.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The password. Do not log it.
    pub fn expose_password(&self) -> &str {
        &self.password
    }

    /// Whether both are these, in a time that does not tell where they differ.
    pub fn matches(&self, name: &str, password: &str) -> bool {
        let name = self.name.as_bytes().ct_eq(name.as_bytes());
        let password = self.password.as_bytes().ct_eq(password.as_bytes());
        (name & password).into()
    }
}

impl fmt::Debug for Basic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Basic([redacted])")
    }
}

/// A request that carries a signature over its head and body.
///
/// `Debug` shows method and path only: headers and body may hold secrets.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct SignedRequest<'a> {
    /// The method as sent.
    pub method: &'a Method,
    /// The target as sent.
    pub uri: &'a Uri,
    /// All headers, the one with the signature included.
    pub headers: &'a HeaderMap,
    /// The value of the header that the document names for the signature.
    pub signature: Token<'a>,
    /// The body as sent; empty where there was none.
    pub body: &'a [u8],
}

impl<'a> SignedRequest<'a> {
    /// Puts one together, for tests of an authenticator.
    pub fn new(
        method: &'a Method,
        uri: &'a Uri,
        headers: &'a HeaderMap,
        signature: Token<'a>,
        body: &'a [u8],
    ) -> Self {
        Self {
            method,
            uri,
            headers,
            signature,
            body,
        }
    }
}

impl fmt::Debug for SignedRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedRequest")
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .finish_non_exhaustive()
    }
}

/// Why an authenticator does not let a caller in; `B` is the document's error body.
#[derive(Debug)]
pub enum Denied<B> {
    /// This is not a credential of the scheme: the next alternative is tried.
    Absent,
    /// The credential is not good: the document's answer to that (401).
    Rejected,
    /// The credential is not good, and this says why (401).
    RejectedWith(B),
    /// The credential is good and does not allow the operation: the document's answer (403).
    Forbidden,
    /// The credential is good and does not allow the operation, and this says why (403).
    ForbiddenWith(B),
    /// It cannot be told now (500); the cause goes to tracing only.
    Unavailable(BoxError),
}

/// The error body of a document that has none: there is no value of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoBody {}

impl serde::Serialize for NoBody {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        match *self {}
    }
}

impl<B> Denied<B> {
    /// Something that the authenticator needs does not work.
    pub fn unavailable(cause: impl Into<BoxError>) -> Self {
        Self::Unavailable(cause.into())
    }
}
