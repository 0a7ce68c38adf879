//! How many times the calls of one client may send again, all together.

use std::sync::atomic::{AtomicU32, Ordering};

/// What a success that took nothing puts in, and its multiple that sending again costs.
const SUCCESS: u32 = 1;
const AGAIN: u32 = 10;

/// A bucket of tokens. Only successes fill it: while a server is down it runs dry, and what the
/// server gets from then on is what callers ask for.
#[derive(Debug)]
pub(crate) struct Budget {
    tokens: AtomicU32,
    capacity: u32,
}

impl Budget {
    pub(crate) fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(AGAIN);
        Self {
            tokens: AtomicU32::new(capacity),
            capacity,
        }
    }

    /// Takes what sending again costs, if it is there.
    pub(crate) fn take(&self) -> Option<()> {
        let take = |tokens: u32| tokens.checked_sub(AGAIN);
        let taken = self
            .tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        taken.ok().map(drop)
    }

    /// Tells of a call that was answered after it took this many times.
    pub(crate) fn succeeded(&self, taken: u32) {
        // The usual case writes nothing that other threads read.
        if taken == 0 && self.tokens.load(Ordering::Relaxed) >= self.capacity {
            return;
        }
        let back = taken.saturating_mul(AGAIN).max(SUCCESS);
        let put = |tokens: u32| Some(tokens.saturating_add(back).min(self.capacity));
        // It never fails, since there always is a next value.
        let _ = self
            .tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, put);
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    fn taken(budget: &Budget) -> usize {
        std::iter::from_fn(|| budget.take()).take(1000).count()
    }

    #[test]
    fn only_successes_fill_the_budget() {
        let budget = Budget::new(20);
        assert_eq!(taken(&budget), 20);
        assert_eq!(taken(&budget), 0);
        for _ in 0..25 {
            budget.succeeded(0);
        }
        assert_eq!(taken(&budget), 2);
        budget.succeeded(2);
        assert_eq!(taken(&budget), 2);
        for _ in 0..1000 {
            budget.succeeded(3);
        }
        assert_eq!(taken(&budget), 20, "not more than it holds");
        assert_eq!(taken(&Budget::new(0)), 0);
    }
}
