//! Whether what became of an attempt allows for another one.

use super::retry_after;
use crate::SendError;
use openapi_types::{Operation, Retry};
use reqwest::{Response, StatusCode};
use std::time::{Duration, SystemTime};

/// Whether a request may be carried out twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// As the document says (`x-retry`).
    #[default]
    Documented,
    /// The caller says that it does no harm.
    Harmless,
}

impl Repeat {
    fn is_harmless(self, operation: &Operation) -> bool {
        self == Self::Harmless || operation.retry != Retry::NeverAfterSent
    }
}

/// Why a request may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// Nothing of it left this machine.
    Unsent,
    /// Nor did it here, and that took all the time that connecting may take.
    Unconnected,
    /// The server did nothing, and says when to come back: 429 or 503 with `Retry-After`.
    Deferred(Duration),
    /// The credential was refused, so that another one may do: 401.
    Unauthorized,
    /// It may have been carried out, or part of it, and once more does no harm.
    Harmless,
}

impl Cause {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unsent | Self::Unconnected => "unsent",
            Self::Deferred(_) => "deferred",
            Self::Unauthorized => "unauthorized",
            Self::Harmless => "harmless",
        }
    }

    /// When the server wants to be asked again.
    pub(crate) fn after(self) -> Option<Duration> {
        match self {
            Self::Deferred(after) => Some(after),
            Self::Unsent | Self::Unconnected | Self::Unauthorized | Self::Harmless => None,
        }
    }
}

/// Why a request may be sent again after this; `None` where it must not be, or has no need to.
pub(crate) fn cause(
    result: &Result<Response, SendError>,
    operation: &Operation,
    repeat: Repeat,
    now: impl FnOnce() -> SystemTime,
) -> Option<Cause> {
    let harmless = repeat.is_harmless(operation).then_some(Cause::Harmless);
    match result {
        Err(SendError::Transport(error)) if error.is_unsent() => Some(if error.is_timeout() {
            Cause::Unconnected
        } else {
            Cause::Unsent
        }),
        Err(SendError::Transport(_)) => harmless,
        Err(SendError::InvalidRequest(_) | SendError::Credential(_) | SendError::Hook(_)) => None,
        Ok(response) => match response.status() {
            StatusCode::UNAUTHORIZED => Some(Cause::Unauthorized),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                let after = retry_after(response.headers(), now());
                after.map(Cause::Deferred).or(harmless)
            }
            StatusCode::REQUEST_TIMEOUT
            | StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::GATEWAY_TIMEOUT => harmless,
            _ => None,
        },
    }
}
