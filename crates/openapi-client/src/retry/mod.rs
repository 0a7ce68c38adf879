//! Sending again: whether, when, and how often.
//!
//! Whether is decided by what is known of the first attempt ([`cause`]): a request that provably
//! was not carried out is sent again, any other only where the document (`x-retry`) or the caller
//! says that it may be repeated. How often is bounded three times: per call, by the time that the
//! call has, and by a [`Budget`] that all calls of a client share, so that a server in trouble
//! gets no more requests than it would from clients that never try again.

mod after;
mod budget;
mod cause;

pub(crate) use after::retry_after;
pub(crate) use budget::Budget;
pub(crate) use cause::{Cause, Repeat, cause};

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

/// How a client sends again.
///
/// ```
/// use openapi_client::{Builder, Core, RetryPolicy};
/// use std::time::Duration;
///
/// let patient = RetryPolicy::default().max_attempts(5).longest_pause(Duration::from_secs(30));
/// let core: Core = Builder::new("https://example.com").retry(patient).build()?;
/// # Ok::<(), openapi_client::BuildError>(())
/// ```
#[derive(Clone)]
#[must_use = "a policy does nothing until a builder is given it"]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) attempt_timeout: Option<Duration>,
    shortest: Duration,
    longest: Duration,
    pub(crate) budget: u32,
    jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
}

impl RetryPolicy {
    /// Every request is sent once.
    pub fn never() -> Self {
        Self::default().max_attempts(1)
    }

    /// How often a call may send its request: 3 times unless said otherwise; 0 counts as 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// How long one attempt may take, from its credential to the last byte of its answer: as
    /// long as the call unless said otherwise.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// The longest that the first pause may be: 200 ms unless said otherwise. Each further one
    /// may be twice as long; how long it is is drawn evenly from that and nothing.
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.shortest = pause;
        self
    }

    /// The longest that any pause may be: 10 s unless said otherwise. A `Retry-After` counts as it
    /// is, and when it is further away than the call may take, the call ends.
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest = pause;
        self
    }

    /// How many times all calls of the client may send again while nothing succeeds: 20 unless
    /// said otherwise. A call that succeeds puts back what it took, or a tenth where it took
    /// nothing.
    pub fn budget(mut self, retries: u32) -> Self {
        self.budget = retries;
        self
    }

    /// Where chance comes from: a function that gives numbers from 0 up to 1.
    pub fn jitter(mut self, jitter: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.jitter = Arc::new(jitter);
        self
    }

    /// How long to wait after this many attempts, and when the server said when to come back.
    pub(crate) fn pause(&self, attempts: u32, after: Option<Duration>) -> Duration {
        let doublings = attempts.saturating_sub(1).min(16);
        let span = self.shortest.saturating_mul(1 << doublings);
        let chance = (self.jitter)().clamp(0.0, 1.0);
        let pause = span.min(self.longest).mul_f64(chance);
        // Not before the server says so, and not all clients at once then.
        after.map_or(pause, |after| after.saturating_add(pause))
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            attempt_timeout: None,
            shortest: Duration::from_millis(200),
            longest: Duration::from_secs(10),
            budget: 20,
            jitter: Arc::new(chance),
        }
    }
}

/// Chance that is good enough for pauses: the keys of hash maps are random.
fn chance() -> f64 {
    let bits = RandomState::new().hash_one(0_u8) >> 32;
    u32::try_from(bits).map_or(0.5, |bits| f64::from(bits) / f64::from(u32::MAX))
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryPolicy")
            .field("max_attempts", &self.max_attempts)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("first_pause", &self.shortest)
            .field("longest_pause", &self.longest)
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{RetryPolicy, chance};
    use std::time::Duration;

    #[test]
    fn pauses_grow_up_to_a_limit_and_never_come_before_the_server_says() {
        let ms = Duration::from_millis;
        let cases = [
            (1, None, 0.0, ms(0)),
            (1, None, 1.0, ms(200)),
            (2, None, 1.0, ms(400)),
            (3, None, 0.5, ms(400)),
            (9, None, 1.0, ms(10_000)),
            (u32::MAX, None, 1.0, ms(10_000)),
            (1, Some(ms(60_000)), 0.0, ms(60_000)),
            (1, Some(ms(60_000)), 1.0, ms(60_200)),
            (1, Some(Duration::MAX), 1.0, Duration::MAX),
            (1, None, 7.0, ms(200)),
        ];
        for (attempts, after, chance, expected) in cases {
            let policy = RetryPolicy::default().jitter(move || chance);
            assert_eq!(policy.pause(attempts, after), expected, "{attempts}");
        }
    }

    #[test]
    fn chance_is_not_always_the_same() {
        let drawn: Vec<f64> = (0..100).map(|_| chance()).collect();
        assert!(drawn.iter().all(|chance| (0.0..=1.0).contains(chance)));
        assert!(drawn.iter().any(|chance| *chance < 0.5));
        assert!(drawn.iter().any(|chance| *chance > 0.5));
    }
}
