//! Where time comes from: the clock of the system, or one that a test moves by hand.

use crate::BoxFuture;
use std::fmt;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::{Duration, Instant, SystemTime};

/// What a client asks about time. All of its waiting goes through here, but for connecting,
/// which `connect_timeout` bounds by itself.
pub trait Clock: Send + Sync {
    /// The time now, for measuring.
    fn now(&self) -> Instant;

    /// The date now, which a `Retry-After` with a date is compared with.
    fn date(&self) -> SystemTime;

    /// Ends when a pause between two attempts is over.
    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Ends when the time that a call or an attempt may take is over.
    fn expiry(&self, after: Duration) -> BoxFuture<'static, ()>;
}

/// The clock of the system, by way of tokio.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn date(&self) -> SystemTime {
        SystemTime::now()
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn expiry(&self, after: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(after))
    }
}

/// The time that is left. Once it is over it stays so.
pub(crate) struct Deadline {
    expiry: BoxFuture<'static, ()>,
    is_over: bool,
}

impl Deadline {
    pub(crate) fn new(clock: &dyn Clock, after: Duration) -> Self {
        Self {
            expiry: clock.expiry(after),
            is_over: false,
        }
    }

    /// What the work gives, or `None` where time runs out before.
    pub(crate) async fn within<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        std::future::poll_fn(|context| {
            if let Poll::Ready(value) = work.as_mut().poll(context) {
                return Poll::Ready(Some(value));
            }
            self.poll(context).map(|()| None)
        })
        .await
    }

    /// Ready when time is over.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if !self.is_over {
            let expiry: Pin<&mut _> = self.expiry.as_mut();
            std::task::ready!(expiry.poll(context));
            self.is_over = true;
        }
        Poll::Ready(())
    }
}

impl fmt::Debug for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deadline").finish_non_exhaustive()
    }
}
