//! What a connection is doing, shared by its socket, its bodies and its clock.
//!
//! All of it happens in one task, so the lock is never waited for.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use super::Options;

/// The state of one connection; clones are the same one.
#[derive(Clone, Debug)]
pub(super) struct Activity(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    reading: Reading,
    /// Since when the client has taken nothing of an answer.
    stalled: Option<Instant>,
    body: Unread,
}

#[derive(Clone, Copy, Debug)]
enum Reading {
    /// Connected, nothing came yet.
    New(Instant),
    /// The first bytes of a head came.
    Head(Instant),
    /// A request is in flight.
    Request,
    /// The last answer was sent to its end, as far as hyper asks for it.
    Idle(Instant),
}

/// Whether a body was dropped before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    No,
    Yes,
}

impl Activity {
    pub(super) fn new() -> Self {
        let reading = Reading::New(Instant::now());
        Self(Arc::new(Mutex::new(State {
            reading,
            stalled: None,
            body: Unread::No,
        })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes came from the client.
    pub(super) fn received(&self) {
        let mut state = self.state();
        if matches!(state.reading, Reading::New(_) | Reading::Idle(_)) {
            state.reading = Reading::Head(Instant::now());
        }
    }

    /// A whole head came.
    pub(super) fn started(&self) {
        self.state().reading = Reading::Request;
    }

    /// The answer was given to its end.
    pub(super) fn answered(&self) {
        self.state().reading = Reading::Idle(Instant::now());
    }

    /// The client takes nothing at the moment.
    pub(super) fn stalled(&self) {
        self.state().stalled.get_or_insert_with(Instant::now);
    }

    /// The client took something.
    pub(super) fn moved(&self) {
        self.state().stalled = None;
    }

    pub(super) fn set_unread(&self) {
        self.state().body = Unread::Yes;
    }

    pub(super) fn unread(&self) -> Unread {
        self.state().body
    }

    /// When the connection is to be closed unless something happens before.
    pub(super) fn deadline(&self, options: &Options) -> Option<Instant> {
        let state = self.state();
        let reading = match state.reading {
            Reading::New(since) | Reading::Head(since) => since.checked_add(options.head_timeout),
            Reading::Idle(since) => since.checked_add(options.idle_timeout),
            Reading::Request => None,
        };
        let writing = state
            .stalled
            .and_then(|since| since.checked_add(options.write_timeout));
        match (reading, writing) {
            (Some(reading), Some(writing)) => Some(reading.min(writing)),
            (reading, writing) => reading.or(writing),
        }
    }
}
