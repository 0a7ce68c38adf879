//! Why there is no answer to look at.

use super::TransportError;
use crate::BoxError;
use crate::error::Tally;
use std::fmt;
use std::time::Duration;

/// Why one attempt to send has no answer: what hooks see, and return.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// The request could not be built; nothing was sent.
    #[error("the request is invalid: {0}")]
    InvalidRequest(String),
    /// The credential could not be had; nothing was sent.
    #[error("the credential could not be applied and nothing was sent; see the source")]
    Credential(#[source] BoxError),
    /// A hook stopped the call before it ran the rest of the chain.
    #[error("a hook stopped the call; see the source of this error")]
    Hook(#[source] BoxError),
    /// The request failed on the way, or no answer came in time.
    #[error(transparent)]
    Transport(TransportError),
}

impl SendError {
    /// Any error, as the reason for which a hook stops the call.
    ///
    /// It says that nothing was sent. A hook that has a transport of its own says what it knows
    /// by [`TransportError::unsent`] or [`TransportError::lost`].
    pub fn hook(error: impl Into<BoxError>) -> Self {
        Self::Hook(error.into())
    }

    /// Whether it is certain that nothing was sent.
    pub fn is_unsent(&self) -> bool {
        match self {
            Self::InvalidRequest(_) | Self::Credential(_) | Self::Hook(_) => true,
            Self::Transport(error) => error.is_unsent(),
        }
    }
}

impl From<reqwest::Error> for SendError {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        if error.is_builder() {
            let reason = std::error::Error::source(&error).map(ToString::to_string);
            return Self::InvalidRequest(reason.unwrap_or_else(|| error.to_string()));
        }
        Self::Transport(error.into())
    }
}

impl From<TransportError> for SendError {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

/// Why a call has no answer, after all of its attempts.
#[derive(Debug)]
pub struct CallError {
    pub(crate) error: SendError,
    pub(crate) tally: Tally,
}

impl CallError {
    /// Why the last attempt has none.
    pub fn error(&self) -> &SendError {
        &self.error
    }

    /// How often sending was tried.
    pub fn attempts(&self) -> u32 {
        self.tally.attempts
    }

    /// How long the call took.
    pub fn elapsed(&self) -> Duration {
        self.tally.elapsed
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for CallError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

impl From<SendError> for CallError {
    fn from(error: SendError) -> Self {
        let tally = Tally::default();
        Self { error, tally }
    }
}
