//! The body of a request as it comes from the connection, with an end to waiting for it.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::{Sleep, sleep};

use super::activity::Activity;
use crate::{BodyTimedOut, BoxError};

/// A request body that [`serve`](crate::serve()) hands to the service.
pub struct IncomingBody {
    body: Incoming,
    timeout: Duration,
    /// Set up only when the body has to be waited for.
    timer: Option<Pin<Box<Sleep>>>,
    activity: Activity,
    /// How much came; hyper does not say of a chunked body that it ended.
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Coming,
    Ended,
}

impl IncomingBody {
    pub(super) fn new(body: Incoming, timeout: Duration, activity: Activity) -> Self {
        Self {
            body,
            timeout,
            timer: None,
            activity,
            state: State::Coming,
        }
    }
}

impl http_body::Body for IncomingBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) {
            if frame.is_none() {
                this.state = State::Ended;
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let timer = this
            .timer
            .get_or_insert_with(|| Box::pin(sleep(this.timeout)));
        timer
            .as_mut()
            .poll(cx)
            .map(|()| Some(Err(BodyTimedOut.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.state == State::Ended || self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for IncomingBody {
    fn drop(&mut self) {
        if !http_body::Body::is_end_stream(self) {
            self.activity.set_unread();
        }
    }
}

impl fmt::Debug for IncomingBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IncomingBody").finish_non_exhaustive()
    }
}
