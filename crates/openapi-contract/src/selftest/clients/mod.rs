//! A small client for any document, and everything that can be wrong with it.
//!
//! [`Faulty`] without a fault sends what the call says, in the judge's own encoding, over a socket
//! of its own, and takes an answer for a success only when the document says so. With a [`Fault`]
//! it is wrong in that one way, as real clients are; with a [`Habit`] it is unusual and right.

use std::time::Duration;

use sdk_hmac_sha256::SigningTime;

use self::{
    answer::Answered,
    send::{Exchanged, send},
};
use crate::{
    check::{End, Said},
    client::{Caller, Task, Trouble},
    exchange::RawRequest,
};

mod answer;
mod fault;
mod habit;
mod request;
mod send;

pub use fault::Fault;
pub use habit::Habit;

/// The share of a task's deadline after which the client gives up by itself.
const SHARE: u32 = 8;
/// How often a client that retries does so.
const RETRIES: usize = 2;
/// How many redirects are followed.
const REDIRECTS: usize = 3;

/// A client with at most one fault or one habit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faulty {
    /// What is wrong with it.
    pub fault: Option<Fault>,
    /// What is unusual about it.
    pub habit: Option<Habit>,
}

impl From<Fault> for Faulty {
    fn from(fault: Fault) -> Self {
        Self {
            fault: Some(fault),
            habit: None,
        }
    }
}

impl From<Habit> for Faulty {
    fn from(habit: Habit) -> Self {
        Self {
            fault: None,
            habit: Some(habit),
        }
    }
}

impl Faulty {
    fn has(self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }

    async fn send(self, task: &Task<'_>, request: &RawRequest) -> Exchanged {
        let address = task.base_url.trim_start_matches("http://");
        let patience = if self.has(Fault::WaitsForever) {
            Duration::MAX
        } else {
            task.deadline / SHARE
        };
        send(address, request, patience, self.habit).await
    }

    /// Sends again where the fault says so; else the answer as it is.
    async fn insist(
        self,
        task: &Task<'_>,
        request: &RawRequest,
        mut exchanged: Exchanged,
    ) -> Exchanged {
        let is_harmless = self.habit.is_some_and(|habit| habit.retries(task));
        for _ in 0..RETRIES {
            let is_retried = match &exchanged {
                Exchanged::Silent => self.has(Fault::RetriesOnSilence) || is_harmless,
                Exchanged::Closed => self.has(Fault::RetriesOnClose) || is_harmless,
                Exchanged::Truncated(_) => self.has(Fault::RetriesOnTruncation) || is_harmless,
                Exchanged::Whole(answer) => match answer.status {
                    500..600 => self.has(Fault::RetriesOnServerError),
                    400..500 => self.has(Fault::RetriesOnRefusal),
                    _ => false,
                },
            };
            if !is_retried {
                break;
            }
            exchanged = self.send(task, request).await;
        }
        for _ in 0..REDIRECTS {
            let Exchanged::Whole(answer) = &exchanged else {
                break;
            };
            let location = answer.headers.text("location");
            let (300..400, Some(location)) = (answer.status, location) else {
                break;
            };
            if !self.has(Fault::FollowsRedirects) {
                break;
            }
            // To the same server, whatever the authority says: nothing else is contacted.
            let path = match location.split_once("://") {
                Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)),
                None => Some(location),
            };
            let mut next = request.clone();
            next.target = path.unwrap_or("/").to_owned();
            exchanged = self.send(task, &next).await;
        }
        exchanged
    }
}

impl Caller for Faulty {
    async fn call(&self, task: &Task<'_>) -> Result<Said, Trouble> {
        let host = task.base_url.trim_start_matches("http://");
        let request = self
            .request(task, host, SigningTime::now())
            .map_err(|error| Trouble::Unable(error.to_string()))?;
        let Some(request) = request else {
            return Ok(Said::new(End::Failed));
        };
        if self.has(Fault::SendsTwice) {
            self.send(task, &request).await;
        }
        let first = self.send(task, &request).await;
        let last = self.insist(task, &request, first).await;
        Ok(self.understand(&Answered::new(task, last)))
    }
}
