//! Why a command could not run: what, where, and what to do next.

use std::fmt;

/// The end of a command that could not do its work.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stop {
    message: String,
    help: String,
}

impl Stop {
    /// `message` says what is wrong and where, `help` what to type next.
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}\nhelp: {}", self.message, self.help)
    }
}
