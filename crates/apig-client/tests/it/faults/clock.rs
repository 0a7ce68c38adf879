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
    hang: Mutex<Duration>,
    moved: watch::Sender<()>,
}

impl StoppedClock {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Inner {
            start: Instant::now(),
            passed: Mutex::default(),
            pauses: Mutex::default(),
            hang: Mutex::new(Duration::from_secs(1_000_000)),
            moved: watch::Sender::new(()),
        }))
    }

    /// Lets the time pass that a server hangs, by which all calls are over unless it is another.
    pub(crate) fn hang(&self) {
        *self.0.passed.lock().unwrap() += *self.0.hang.lock().unwrap();
        self.0.moved.send_replace(());
    }

    /// How long a server hangs from now on.
    pub(crate) fn set_hang(&self, time: Duration) {
        *self.0.hang.lock().unwrap() = time;
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

    fn expiry(&self, after: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        let end = self.now() + after;
        Box::pin(async move {
            let mut moved = clock.0.moved.subscribe();
            // It does not fail, as the clock is still there.
            let _ = moved.wait_for(|()| clock.now() >= end).await;
        })
    }
}
