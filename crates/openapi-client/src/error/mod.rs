//! What a call fails with: one enum, whose variants are what a caller must act on.
//!
//! `Display` is one line and `Debug` one structure, both fit for logs: no body, no header value
//! beyond an allow-list, no URL. The body is there for those who ask ([`Error::body`]).

mod not_sent;
mod outcome;
mod show;

pub use not_sent::{NotSent, Unsent};
pub use outcome::Outcome;

use crate::failure::{CallError, DecodeError, Lost, OutcomeUnknown, RawResponse, Unreadable};
use crate::{
    AnswerProblem, BodyProblem, ErrorBody, InvalidPathSegment, ResponseValue, SendError,
    TransportError,
};
use not_sent::sorted;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use std::time::Duration;

/// Why a call has no value; `E` is the documented error.
///
/// | variant | was it carried out? | what to do |
/// |---|---|---|
/// | [`NotSent`](Self::NotSent) | no | mend the cause, and call again at will |
/// | [`OutcomeUnknown`](Self::OutcomeUnknown) | nobody knows | look at the server before calling again |
/// | [`Refused`](Self::Refused) | no, but for most `5xx` | act on [`error_code`](Self::error_code) |
/// | [`Unreadable`](Self::Unreadable) | [`outcome`](Self::outcome) knows | a `2xx` was carried out: do not call again |
///
/// [`outcome`](Self::outcome) answers the second column for each error.
#[non_exhaustive]
pub enum Error<E = ()> {
    /// Nothing was sent: the request is invalid, the credential could not be had, a hook stopped
    /// the call, or no connection could be made.
    NotSent(Box<NotSent>),
    /// The request was sent, or part of it, and the answer was lost: the server may have carried
    /// it out.
    OutcomeUnknown(Box<OutcomeUnknown>),
    /// The server refused the request with a body of the documented error.
    Refused(ResponseValue<E>),
    /// An answer came to its end and says whether the request was carried out, but not in the
    /// documented way.
    Unreadable(Box<Unreadable>),
}

/// How often sending was tried, and how long a call took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

impl<E> Error<E> {
    /// A request that cannot be sent, for this reason.
    pub fn invalid_request(reason: impl Into<String>) -> Self {
        SendError::InvalidRequest(reason.into()).into()
    }

    /// Whether the request was carried out.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::NotSent(_) => Outcome::NotCarriedOut,
            Self::OutcomeUnknown(_) => Outcome::Unknown,
            Self::Refused(value) => match value.outcome() {
                // A refusal that comes with a success, as a `default` does, is still a refusal.
                Outcome::CarriedOut => Outcome::Unknown,
                outcome => outcome,
            },
            Self::Unreadable(unreadable) => unreadable.outcome(),
        }
    }

    /// Whether nothing was sent.
    pub fn is_not_sent(&self) -> bool {
        matches!(self, Self::NotSent(_))
    }

    /// Whether the request may have been carried out, and nobody can tell from here. Beside
    /// [`OutcomeUnknown`](Self::OutcomeUnknown) that is a refusal with most `5xx`.
    pub fn is_outcome_unknown(&self) -> bool {
        self.outcome() == Outcome::Unknown
    }

    /// Whether the server refused with a body of the documented error.
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// Whether an answer came that is not what the document says.
    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Unreadable(_))
    }

    /// Whether the credential is missing or was refused: `401`.
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Whether the server asks for fewer requests: `429`.
    pub fn is_throttled(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the server points elsewhere, where the client does not go.
    pub fn is_redirect(&self) -> bool {
        matches!(self.problem(), Some(AnswerProblem::Redirect { .. }))
    }

    /// Whether time ran out, at whatever point of the call.
    pub fn is_timeout(&self) -> bool {
        self.transport().is_some_and(TransportError::is_timeout)
    }

    /// Whether no connection could be made, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.transport().is_some_and(TransportError::is_connect)
    }

    /// The status, where there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.head().map(|(status, _headers)| status)
    }

    /// The headers, where there was an answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head().map(|(_status, headers)| headers)
    }

    /// The id that the server gave to the request: in `X-Request-Id`, else in the member
    /// `request_id` of the body of an error.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused(value) => value.request_id(),
            Self::NotSent(_) => None,
            Self::OutcomeUnknown(_) | Self::Unreadable(_) => self.raw()?.request_id(),
        }
    }

    /// The first bytes of a body that has no type, at most 1 KiB. They may hold anything that
    /// the server was sent: think before logging them.
    pub fn body(&self) -> Option<&[u8]> {
        self.raw().map(RawResponse::body)
    }

    /// What is wrong with the answer, where there is one without a type.
    pub fn problem(&self) -> Option<&AnswerProblem> {
        self.answer().map(Unreadable::problem)
    }

    /// How often sending was tried; none where the request was invalid.
    pub fn attempts(&self) -> u32 {
        self.tally().attempts
    }

    /// How long the call took, waits between attempts included.
    pub fn elapsed(&self) -> Duration {
        self.tally().elapsed
    }

    fn tally(&self) -> Tally {
        match self {
            Self::NotSent(error) => error.tally,
            Self::OutcomeUnknown(error) => error.tally(),
            Self::Refused(value) => value.head.tally,
            Self::Unreadable(error) => error.response.head.tally,
        }
    }

    fn head(&self) -> Option<(StatusCode, &HeaderMap)> {
        match self {
            Self::Refused(value) => Some((value.status(), value.headers())),
            _ => self.raw().map(|raw| (raw.status(), raw.headers())),
        }
    }

    fn answer(&self) -> Option<&Unreadable> {
        match self {
            Self::Unreadable(unreadable) => Some(unreadable),
            Self::OutcomeUnknown(unknown) => unknown.answer(),
            Self::NotSent(_) | Self::Refused(_) => None,
        }
    }

    fn raw(&self) -> Option<&RawResponse> {
        self.answer().map(Unreadable::response)
    }

    fn transport(&self) -> Option<&TransportError> {
        match self {
            Self::NotSent(error) => error.transport(),
            Self::OutcomeUnknown(error) if error.transport().is_some() => error.transport(),
            _ => match self.problem()? {
                AnswerProblem::Body(BodyProblem::Interrupted(error)) => Some(error),
                _ => None,
            },
        }
    }
}

impl<E: ErrorBody> Error<E> {
    /// A documented refusal. The code is kept beside it, so that it can be printed whatever `E`
    /// is.
    pub fn refused(mut value: ResponseValue<E>) -> Self {
        value.head.code = value.code().map(Box::from);
        Self::Refused(value)
    }

    /// The code of the documented error: stable, the thing to act on.
    pub fn error_code(&self) -> Option<&str> {
        match self {
            Self::Refused(value) => value.code(),
            _ => None,
        }
    }

    /// The message of the documented error, for people. It changes between versions of a
    /// server.
    pub fn error_message(&self) -> Option<&str> {
        match self {
            Self::Refused(value) => value.message(),
            _ => None,
        }
    }
}

/// An error tells what the body of its refusal tells.
impl<E: ErrorBody> ErrorBody for Error<E> {
    fn code(&self) -> Option<&str> {
        self.error_code()
    }

    fn message(&self) -> Option<&str> {
        self.error_message()
    }
}

impl<E> From<CallError> for Error<E> {
    fn from(CallError { error, tally }: CallError) -> Self {
        match sorted(error) {
            Ok(reason) => Self::NotSent(Box::new(NotSent { reason, tally })),
            Err(error) => {
                Self::OutcomeUnknown(Box::new(OutcomeUnknown(Lost::Transport(error, tally))))
            }
        }
    }
}

impl<E> From<SendError> for Error<E> {
    fn from(error: SendError) -> Self {
        CallError::from(error).into()
    }
}

impl<E> From<InvalidPathSegment> for Error<E> {
    fn from(error: InvalidPathSegment) -> Self {
        Self::invalid_request(error.to_string())
    }
}

impl<E> From<DecodeError> for Error<E> {
    fn from(DecodeError(unreadable): DecodeError) -> Self {
        match unreadable.outcome() {
            Outcome::Unknown => {
                Self::OutcomeUnknown(Box::new(OutcomeUnknown(Lost::Answer(*unreadable))))
            }
            Outcome::NotCarriedOut | Outcome::CarriedOut => Self::Unreadable(unreadable),
        }
    }
}
