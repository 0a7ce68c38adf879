//! A server in the same process, as the runner sees it.

use std::fmt;

use super::Right;
use crate::{
    check::Entry,
    exchange::{RawRequest, RawResponse},
    run::{Answered, Lost, Session, Target},
};

/// What answers.
type Answer = fn(&Right, &RawRequest) -> RawResponse;

/// A server that answers by a function.
#[derive(Clone, Copy)]
pub struct InMemory<'a> {
    /// The server that it makes use of.
    pub right: &'a Right,
    /// How it answers.
    pub answer: Answer,
}

impl fmt::Debug for InMemory<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InMemory").finish_non_exhaustive()
    }
}

impl Target for InMemory<'_> {
    type Session = Self;

    fn session(&self) -> Self {
        *self
    }

    fn authority(&self) -> &'static str {
        "contract.invalid"
    }

    fn prefix(&self) -> &'static str {
        ""
    }

    fn address(&self) -> String {
        "$URL".to_owned()
    }
}

impl Session for InMemory<'_> {
    async fn send(&mut self, request: &RawRequest) -> Result<Answered, Lost> {
        // So that a run that is to stop gets to know it.
        tokio::task::yield_now().await;
        Ok(Answered {
            response: (self.answer)(self.right, request),
            handler: Entry::Unknown,
        })
    }
}
