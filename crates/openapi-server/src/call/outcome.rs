//! What the caller gets: documented answers, and the documented error of a failure.

use std::error::Error;

use serde::Serialize;

use super::Call;
use crate::reply::Reply;
use crate::{BodyTimedOut, Failure, Outcome, Rejection, RejectionKind};

impl<'a> Call<'a> {
    /// A documented answer with a body of `application/json`.
    pub fn answer<T: Serialize>(self, status: u16, body: &T) -> Outcome {
        self.reply(status).json("application/json", body)
    }

    /// A documented answer without a body.
    pub fn answer_empty(self, status: u16) -> Outcome {
        self.reply(status).empty()
    }

    /// A documented answer with headers or another body.
    pub fn reply(self, status: u16) -> Reply<'a> {
        Reply::new(self, status)
    }

    /// The documented error of a failure; its cause, or an internal one, goes to tracing.
    pub fn documented<E>(self, failure: Failure<E>) -> Result<E, Rejection> {
        match failure.into_parts() {
            (Some(error), None) => Ok(error),
            (Some(error), Some(cause)) => {
                self.settings.observe(self.operation(), &*cause);
                Ok(error)
            }
            (None, cause) => {
                let cause = cause.unwrap_or_else(|| "no cause given".into());
                Err(match of_the_body(&*cause) {
                    Some(kind) => self.reject(kind).with_cause(cause).closing(),
                    None => self.internal_error(cause),
                })
            }
        }
    }
}

/// A handler that reads a body as it comes is stopped by what stops a body: that is no fault of
/// its own.
fn of_the_body(cause: &(dyn Error + 'static)) -> Option<RejectionKind> {
    let mut next = Some(cause);
    while let Some(cause) = next {
        #[cfg(feature = "stream")]
        if cause.is::<crate::BodyTooLarge>() {
            return Some(RejectionKind::PayloadTooLarge);
        }
        if cause.is::<BodyTimedOut>() {
            return Some(RejectionKind::RequestTimeout);
        }
        next = cause.source();
    }
    None
}
