//! How the orders of a run are made: one after the other, or many at once on one client.

use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use super::Outcome;
use super::harness::BoxError;

/// How many orders are on their way at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flight {
    /// One, on this thread.
    One,
    /// So many that connections, locks and counters are shared, on this thread.
    Many,
    /// As many, on two threads.
    ManyOnThreads,
}

/// How many are many.
const MANY: u32 = 64;

impl Flight {
    /// What both clients run on.
    fn runtime(self) -> Result<Runtime, BoxError> {
        let mut runtime = match self {
            Self::One | Self::Many => Builder::new_current_thread(),
            Self::ManyOnThreads => {
                let mut runtime = Builder::new_multi_thread();
                runtime.worker_threads(2);
                runtime
            }
        };
        Ok(runtime.enable_all().build()?)
    }

    /// Makes so many orders, and gives the outcome of one of them; an order that ends in another
    /// way is an error.
    pub(crate) fn fly<F>(
        self,
        calls: u32,
        order: impl Fn() -> F + Send + Sync + 'static,
    ) -> Result<Outcome, BoxError>
    where
        F: Future<Output = Result<Outcome, BoxError>> + Send,
    {
        self.runtime()?.block_on(async {
            if self == Self::One {
                return repeat(calls, &order).await;
            }
            let order = Arc::new(order);
            let mut tasks = JoinSet::new();
            for _ in 0..MANY {
                let order = Arc::clone(&order);
                tasks.spawn(async move { repeat(calls / MANY, &*order).await });
            }
            let mut last = None;
            while let Some(outcome) = tasks.join_next().await {
                let outcome = outcome??;
                if last.as_ref().is_some_and(|last| *last != outcome) {
                    return Err(format!("orders end with {last:?} and {outcome:?}").into());
                }
                last = Some(outcome);
            }
            last.ok_or_else(|| "no order was made".into())
        })
    }
}

async fn repeat<F>(calls: u32, order: &impl Fn() -> F) -> Result<Outcome, BoxError>
where
    F: Future<Output = Result<Outcome, BoxError>>,
{
    let mut outcome = Outcome::Unsent;
    for _ in 0..calls {
        outcome = order().await?;
    }
    Ok(outcome)
}
