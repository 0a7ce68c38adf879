//! What can be said of a single call.

use crate::retry::Repeat;
use std::time::Duration;

/// What one call does in another way than its client.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "options do nothing until a call is given them"]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_attempts: Option<u32>,
    pub(crate) repeat: Repeat,
}

impl CallOptions {
    /// As the client does.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the call may take, all attempts and the pauses between them included.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How often the request may be sent; 0 counts as 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(attempts.max(1));
        self
    }

    /// Says that it does no harm when this request is carried out twice, whatever the document
    /// says. It is then sent again after resets, timeouts and `5xx` too.
    pub fn may_repeat(mut self) -> Self {
        self.repeat = Repeat::Harmless;
        self
    }
}
