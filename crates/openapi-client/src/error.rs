//! What a call fails with: one enum for callers to match on.
//!
//! `Display` is one line and `Debug` one structure, both fit for logs: no body, no header value
//! beyond an allow-list, no URL. The body is there for those who ask ([`Error::body`]).

use crate::failure::{BodyTooLarge, DecodeError, RawResponse, Redirect, SendError, UnreadableBody};
use crate::redact::{self, Headers, RequestId, printable};
use crate::value::Head;
use crate::{BoxError, ErrorBody, InvalidPathSegment, ResponseValue, TransportError};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use std::fmt;

/// Why a call has no value; `E` is the documented error.
#[non_exhaustive]
pub enum Error<E = ()> {
    /// A parameter is missing or cannot be sent; nothing was sent.
    InvalidRequest(String),
    /// The credential could not be had; nothing was sent.
    Credential(BoxError),
    /// A hook stopped the call.
    Hook(BoxError),
    /// The request failed on the way, or no answer came in time. Unless
    /// [`is_connect`](Self::is_connect), the server may have carried it out.
    Transport(TransportError),
    /// The server refused the request with a body of the documented error.
    ErrorResponse(ResponseValue<E>),
    /// The status is not documented, and neither is the body.
    UnexpectedResponse(Box<RawResponse>),
    /// The server points elsewhere. The client never follows.
    Redirect(Box<Redirect>),
    /// The status is documented, or a 2xx that is read as the documented one, but the body is not
    /// what the document says of it. With a status below 400 the server did carry out the request.
    UnreadableBody(Box<UnreadableBody>),
    /// The body is larger than `max_response_bytes`. With a status below 400 the server did
    /// carry out the request.
    BodyTooLarge(Box<BodyTooLarge>),
}

impl<E> Error<E> {
    /// The status, where there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.head().map(|(status, _headers)| status)
    }

    /// The headers, where there was an answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head().map(|(_status, headers)| headers)
    }

    /// The id that the server gave to the request, in `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(redact::request_id)
    }

    /// The first bytes of a body that has no type, at most 1 KiB. They may hold anything that
    /// the server was sent: think before logging them.
    pub fn body(&self) -> Option<&[u8]> {
        self.raw().map(RawResponse::body)
    }

    /// Whether time ran out, at whatever point of the call.
    pub fn is_timeout(&self) -> bool {
        self.transport().is_some_and(TransportError::is_timeout)
    }

    /// Whether no connection could be made, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.transport().is_some_and(TransportError::is_connect)
    }

    fn head(&self) -> Option<(StatusCode, &HeaderMap)> {
        match self {
            Self::ErrorResponse(value) => Some((value.status(), value.headers())),
            _ => self.raw().map(|raw| (raw.status, &raw.headers)),
        }
    }

    fn raw(&self) -> Option<&RawResponse> {
        match self {
            Self::UnexpectedResponse(raw) => Some(raw),
            Self::Redirect(redirect) => Some(redirect.response()),
            Self::UnreadableBody(unreadable) => Some(unreadable.response()),
            Self::BodyTooLarge(too_large) => Some(too_large.response()),
            Self::InvalidRequest(_)
            | Self::Credential(_)
            | Self::Hook(_)
            | Self::Transport(_)
            | Self::ErrorResponse(_) => None,
        }
    }

    fn transport(&self) -> Option<&TransportError> {
        match self {
            Self::Transport(error) => Some(error),
            Self::UnreadableBody(unreadable) => match unreadable.problem() {
                crate::BodyProblem::Interrupted(error) => Some(error),
                _ => None,
            },
            _ => None,
        }
    }
}

impl<E: ErrorBody> Error<E> {
    /// A documented refusal. The code is kept beside it, so that it can be printed whatever `E`
    /// is.
    pub fn refused(mut value: ResponseValue<E>) -> Self {
        value.head.code = value.code().map(Box::from);
        Self::ErrorResponse(value)
    }

    /// The code of the documented error: stable, the thing to act on.
    pub fn error_code(&self) -> Option<&str> {
        match self {
            Self::ErrorResponse(value) => value.code(),
            _ => None,
        }
    }

    /// The message of the documented error, for people. It changes between versions of a
    /// server.
    pub fn error_message(&self) -> Option<&str> {
        match self {
            Self::ErrorResponse(value) => value.message(),
            _ => None,
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(reason) => write!(f, "the request is invalid: {reason}"),
            Self::Credential(_) => {
                f.write_str("the credential could not be applied and nothing was sent")
            }
            Self::Hook(_) => f.write_str("a hook stopped the call"),
            Self::Transport(error) => error.fmt(f),
            Self::ErrorResponse(value) => {
                let Head {
                    status,
                    headers,
                    code,
                } = &*value.head;
                write!(f, "the server refused the request with {status}")?;
                if let Some(code) = code.as_deref().and_then(printable) {
                    write!(f, ", code {code}")?;
                }
                RequestId(headers).fmt(f)
            }
            Self::UnexpectedResponse(raw) => {
                write!(
                    f,
                    "the server answered {}, which is not documented",
                    raw.status
                )?;
                RequestId(&raw.headers).fmt(f)
            }
            Self::Redirect(redirect) => {
                write!(f, "the server answered {}", redirect.response.status)?;
                if let Some(location) = redirect.location().and_then(printable) {
                    write!(f, " to {location}")?;
                }
                f.write_str(", which is not followed; correct the base URL")
            }
            Self::UnreadableBody(unreadable) => {
                let UnreadableBody { response, problem } = &**unreadable;
                write!(
                    f,
                    "the body of {} is unreadable: {problem}",
                    response.status
                )?;
                RequestId(&response.headers).fmt(f)
            }
            Self::BodyTooLarge(too_large) => {
                let BodyTooLarge { response, limit } = &**too_large;
                write!(
                    f,
                    "the body of {} is larger than {limit} bytes",
                    response.status
                )?;
                RequestId(&response.headers).fmt(f)
            }
        }
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(reason) => f.debug_tuple("InvalidRequest").field(reason).finish(),
            // The inner errors are the caller's own, but still none of ours to print.
            Self::Credential(_) => f.debug_tuple("Credential").finish_non_exhaustive(),
            Self::Hook(_) => f.debug_tuple("Hook").finish_non_exhaustive(),
            Self::Transport(error) => f.debug_tuple("Transport").field(error).finish(),
            Self::ErrorResponse(value) => f
                .debug_struct("ErrorResponse")
                .field("status", &value.head.status)
                .field("code", &value.head.code.as_deref().and_then(printable))
                .field("headers", &Headers(&value.head.headers))
                .finish_non_exhaustive(),
            Self::UnexpectedResponse(raw) => {
                f.debug_tuple("UnexpectedResponse").field(raw).finish()
            }
            Self::Redirect(redirect) => f.debug_tuple("Redirect").field(redirect).finish(),
            Self::UnreadableBody(body) => f.debug_tuple("UnreadableBody").field(body).finish(),
            Self::BodyTooLarge(body) => f.debug_tuple("BodyTooLarge").field(body).finish(),
        }
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Credential(error) | Self::Hook(error) => Some(&**error),
            Self::Transport(error) => error.source(),
            Self::UnreadableBody(unreadable) => unreadable.problem().source(),
            Self::InvalidRequest(_)
            | Self::ErrorResponse(_)
            | Self::UnexpectedResponse(_)
            | Self::Redirect(_)
            | Self::BodyTooLarge(_) => None,
        }
    }
}

impl<E> From<SendError> for Error<E> {
    fn from(error: SendError) -> Self {
        match error {
            SendError::InvalidRequest(reason) => Self::InvalidRequest(reason),
            SendError::Credential(error) => Self::Credential(error),
            SendError::Hook(error) => Self::Hook(error),
            SendError::Transport(error) => Self::Transport(error),
        }
    }
}

impl<E> From<reqwest::Error> for Error<E> {
    fn from(error: reqwest::Error) -> Self {
        SendError::from(error).into()
    }
}

impl<E> From<InvalidPathSegment> for Error<E> {
    fn from(error: InvalidPathSegment) -> Self {
        Self::InvalidRequest(error.to_string())
    }
}

impl<E> From<reqwest::header::InvalidHeaderValue> for Error<E> {
    fn from(error: reqwest::header::InvalidHeaderValue) -> Self {
        Self::InvalidRequest(error.to_string())
    }
}

impl<E> From<DecodeError> for Error<E> {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::TooLarge(too_large) => Self::BodyTooLarge(too_large),
            DecodeError::Unreadable(unreadable) => Self::UnreadableBody(unreadable),
        }
    }
}
