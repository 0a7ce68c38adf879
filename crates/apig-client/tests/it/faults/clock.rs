//! A clock that stands still until somebody moves it, so that no test waits.

use apig_client::openapi_client::{BoxFuture, Clock};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::watch;

#[derive(Clone)]
pub(crate) struct StoppedClock(Arc<Inner>);

struct Inner {
    start: Instant,
    passed: Mutex<Duration>,
    pauses: Mutex<Vec<Duration>>,
    expired: watch::Sender<()>,
}

impl StoppedClock {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Inner {
            start: Instant::now(),
            passed: Mutex::default(),
            pauses: Mutex::default(),
            expired: watch::Sender::new(()),
        }))
    }

    /// Lets the time of all calls run out.
    pub(crate) fn expire(&self) {
        *self.0.passed.lock().unwrap() += Duration::from_secs(1_000_000);
        self.0.expired.send_replace(());
    }

    /// The pauses since the last time.
    pub(crate) fn take_pauses(&self) -> Vec<Duration> {
        std::mem::take(&mut self.0.pauses.lock().unwrap())
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> Instant {
        self.0.start + *self.0.passed.lock().unwrap()
    }

    /// When the date of one fault is seven seconds away.
    fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()> {
        *self.0.passed.lock().unwrap() += duration;
        self.0.pauses.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }

    fn expiry(&self, _after: Duration) -> BoxFuture<'static, ()> {
        let mut expired = self.0.expired.subscribe();
        Box::pin(async move {
            // An error says that the clock is gone; then nobody waits.
            let _ = expired.changed().await;
        })
    }
}
