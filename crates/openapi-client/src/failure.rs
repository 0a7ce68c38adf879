//! The pieces that errors are made of, without a type parameter.
//!
//! Each prints in one line, without a body, a query or a header value beyond the allow-list of
//! `redact`. The enum that callers match on is [`Error`](crate::Error).

use crate::BoxError;
use crate::redact::Headers;
use bytes::Bytes;
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{StatusCode, Url};
use std::fmt;

/// Why there is no answer to look at.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// The request could not be built; nothing was sent.
    #[error("the request is invalid: {0}")]
    InvalidRequest(String),
    /// The credential could not be had; nothing was sent.
    #[error("the credential could not be applied and nothing was sent; see the source")]
    Credential(#[source] BoxError),
    /// A hook stopped the call.
    #[error("a hook stopped the call; see the source of this error")]
    Hook(#[source] BoxError),
    /// The request failed on the way, or no answer came in time.
    #[error(transparent)]
    Transport(TransportError),
}

impl SendError {
    /// Any error, as the reason for which a hook stops the call.
    pub fn hook(error: impl Into<BoxError>) -> Self {
        Self::Hook(error.into())
    }
}

impl From<reqwest::Error> for SendError {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        if error.is_builder() {
            let reason = std::error::Error::source(&error).map(ToString::to_string);
            return Self::InvalidRequest(reason.unwrap_or_else(|| error.to_string()));
        }
        Self::Transport(TransportError(error))
    }
}

/// A failure of the connection. It holds no URL, no header and no body.
#[derive(Debug)]
pub struct TransportError(reqwest::Error);

impl TransportError {
    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.0.is_timeout()
    }

    /// Whether no connection could be made, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.0.is_connect()
    }
}

impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        Self(error.without_url())
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.is_timeout(), self.is_connect()) {
            (true, true) => "connecting took too long",
            (true, false) => "the call took too long",
            (false, true) => "no connection could be made",
            (false, false) if self.0.is_builder() => "the HTTP client refused its settings",
            (false, false) => "the connection failed",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // reqwest's own line says no more than ours.
        self.0.source()
    }
}

/// An answer that has no type: status, headers and the start of the body.
#[derive(Clone)]
pub struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl RawResponse {
    /// How much of a body is kept: 1 KiB.
    pub const KEPT_BYTES: usize = 1 << 10;

    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: &[u8]) -> Self {
        let kept = body.get(..Self::KEPT_BYTES).unwrap_or(body);
        // A copy, since a slice would keep the whole body alive.
        Self {
            status,
            headers,
            body: Bytes::copy_from_slice(kept),
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The first bytes of the body, at most [`KEPT_BYTES`](Self::KEPT_BYTES).
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &Headers(&self.headers))
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// An answer whose body is not what the document says of its status.
#[derive(Debug)]
pub struct UnreadableBody {
    pub(crate) response: RawResponse,
    pub(crate) problem: BodyProblem,
}

impl UnreadableBody {
    /// The answer, with the start of its body.
    pub fn response(&self) -> &RawResponse {
        &self.response
    }

    /// What is wrong with the body.
    pub fn problem(&self) -> &BodyProblem {
        &self.problem
    }
}

/// Why an answer of a documented status has no value.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The body is larger than the client takes.
    #[error("the body is larger than {} bytes", .0.limit)]
    TooLarge(Box<BodyTooLarge>),
    /// The answer is not what the document says of its status.
    #[error("the body is unreadable: {}", .0.problem)]
    Unreadable(Box<UnreadableBody>),
}

/// What is wrong with a body, or a documented header. Positions count from 1.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BodyProblem {
    /// The content type says that it is something else than documented.
    #[error("its content type is not the documented one")]
    ContentType,
    /// It is not JSON.
    #[error("it is malformed JSON at line {line} column {column}")]
    Syntax {
        /// The line.
        line: usize,
        /// The column, in bytes.
        column: usize,
    },
    /// It is the beginning of JSON, or nothing at all.
    #[error("it is JSON that ends too early, at line {line} column {column}")]
    Incomplete {
        /// The line.
        line: usize,
        /// The column, in bytes.
        column: usize,
    },
    /// It is JSON, but not of the documented type.
    #[error("it is not of the documented type at line {line} column {column}")]
    Type {
        /// The line.
        line: usize,
        /// The column, in bytes.
        column: usize,
    },
    /// It is not a text in UTF-8, or not of the documented type.
    #[error("it is not the documented text")]
    Text,
    /// It is a form that is not of the documented type.
    #[error("it is not the documented form")]
    Form,
    /// Its parts are not the documented ones.
    #[error("its parts are not the documented ones")]
    Parts,
    /// The body may be right, but this header is missing or not of the documented type.
    #[error("the header `{0}` of the answer is missing or not of the documented type")]
    Header(&'static str),
    /// The connection failed before the body was complete.
    #[error("it was not received to its end")]
    Interrupted(#[source] TransportError),
}

impl From<serde_json::Error> for BodyProblem {
    fn from(error: serde_json::Error) -> Self {
        // The text of the error is dropped, because it can quote the body.
        let (line, column) = (error.line(), error.column());
        match error.classify() {
            serde_json::error::Category::Eof => Self::Incomplete { line, column },
            serde_json::error::Category::Data => Self::Type { line, column },
            serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
                Self::Syntax { line, column }
            }
        }
    }
}

/// An answer whose body is larger than the client takes.
#[derive(Debug)]
pub struct BodyTooLarge {
    pub(crate) response: RawResponse,
    pub(crate) limit: usize,
}

impl BodyTooLarge {
    /// The answer, with the start of its body, which is empty where the declared length was
    /// too large already.
    pub fn response(&self) -> &RawResponse {
        &self.response
    }

    /// The limit in bytes.
    pub fn limit(&self) -> usize {
        self.limit
    }
}

/// An answer that points elsewhere, where the client does not go.
#[derive(Clone, Debug)]
pub struct Redirect {
    pub(crate) response: RawResponse,
    pub(crate) location: Option<String>,
}

impl Redirect {
    pub(crate) fn new(response: RawResponse) -> Self {
        let location = response
            .headers
            .get(LOCATION)
            .and_then(|value| value.to_str().ok());
        Self {
            location: location.and_then(redact_location),
            response,
        }
    }

    /// The answer.
    pub fn response(&self) -> &RawResponse {
        &self.response
    }

    /// Where it points to, without userinfo, query and fragment; `None` where the answer does
    /// not say, or not in a form that can be shown.
    pub fn location(&self) -> Option<&str> {
        self.location.as_deref()
    }
}

/// Cuts from a `Location` what can hold a secret; nothing is left of one that is odd.
fn redact_location(location: &str) -> Option<String> {
    // A network path, `//user:password@host/`, has userinfo as well.
    let prefix = if location.starts_with("//") {
        "https:"
    } else {
        ""
    };
    match Url::parse(&format!("{prefix}{location}")) {
        Ok(mut url) if matches!(url.scheme(), "http" | "https") => {
            url.set_query(None);
            url.set_fragment(None);
            url.set_username("").ok()?;
            url.set_password(None).ok()?;
            url.as_str().strip_prefix(prefix).map(ToOwned::to_owned)
        }
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            let path = location.split(['?', '#']).next()?;
            // A backslash reads as a slash, so this may be a network path in disguise.
            (!path.contains(['@', '\\'])).then(|| path.to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::redact_location;

    #[test]
    fn a_location_loses_what_can_be_secret() {
        let cases = [
            ("https://u:p@h:1/a/b?token=x#y", Some("https://h:1/a/b")),
            ("https://h", Some("https://h/")),
            ("//u:p@h/a?token=x", Some("//h/a")),
            ("/a/b?token=x", Some("/a/b")),
            ("a#token", Some("a")),
            ("?token=x", Some("")),
            ("\\\\u:p@h/", None),
            ("mailto:u@h?token=x", None),
            ("https://u:p@[/?token=x", None),
        ];
        for (location, redacted) in cases {
            assert_eq!(redact_location(location).as_deref(), redacted, "{location}");
        }
    }
}
