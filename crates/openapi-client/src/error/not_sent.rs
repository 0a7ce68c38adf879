//! Why nothing left this machine.

use super::Tally;
use crate::{BoxError, SendError, TransportError};
use std::fmt;
use std::time::Duration;

/// A call of which nothing was sent, or whose last attempt was not, after the ones before were
/// turned away unread.
pub struct NotSent {
    pub(crate) reason: Unsent,
    pub(crate) tally: Tally,
}

/// Why nothing was sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unsent {
    /// A parameter is missing or cannot be sent, for this reason.
    #[error("the request is invalid: {0}")]
    InvalidRequest(String),
    /// The credential could not be had.
    #[error("the credential could not be applied and nothing was sent")]
    Credential(#[source] BoxError),
    /// A hook stopped the call.
    #[error("a hook stopped the call and nothing was sent")]
    Hook(#[source] BoxError),
    /// No connection could be made, or it was gone before the request was written.
    #[error("nothing was sent")]
    Transport(#[source] TransportError),
}

impl NotSent {
    /// Why.
    pub fn reason(&self) -> &Unsent {
        &self.reason
    }

    /// How often sending was tried.
    pub fn attempts(&self) -> u32 {
        self.tally.attempts
    }

    /// How long the call took.
    pub fn elapsed(&self) -> Duration {
        self.tally.elapsed
    }

    pub(crate) fn transport(&self) -> Option<&TransportError> {
        match &self.reason {
            Unsent::Transport(error) => Some(error),
            Unsent::InvalidRequest(_) | Unsent::Credential(_) | Unsent::Hook(_) => None,
        }
    }
}

/// What a failure to send is: nothing was sent, or nobody knows.
pub(crate) fn sorted(error: SendError) -> Result<Unsent, TransportError> {
    match error {
        SendError::InvalidRequest(reason) => Ok(Unsent::InvalidRequest(reason)),
        SendError::Credential(error) => Ok(Unsent::Credential(error)),
        SendError::Hook(error) => Ok(Unsent::Hook(error)),
        SendError::Transport(error) if error.is_unsent() => Ok(Unsent::Transport(error)),
        SendError::Transport(error) => Err(error),
    }
}

impl fmt::Debug for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("NotSent");
        match &self.reason {
            Unsent::InvalidRequest(reason) => debug.field("invalid_request", reason),
            // These errors are the caller's own, but still none of ours to print.
            Unsent::Credential(_) => debug.field("credential", &format_args!("_")),
            Unsent::Hook(_) => debug.field("hook", &format_args!("_")),
            Unsent::Transport(error) => debug.field("transport", error),
        };
        debug.field("attempts", &self.tally.attempts);
        debug.field("elapsed", &self.tally.elapsed).finish()
    }
}
