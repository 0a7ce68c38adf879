//! Keeps a document from taking the tool down.
//!
//! The work on a document ([`crate::job`]) is done by a child: this program again, which sets
//! itself limits of memory and processor time in proportion to the input ([`Budget`]). The parent
//! keeps a deadline and kills a child that misses it ([`keeper`]). A child that dies of either is
//! a finding like any other, and since only the parent writes, nothing was written.
//!
//! Where there are no such limits (any system but Unix) the same work is done in this process.

#[cfg(unix)]
mod child;
#[cfg(unix)]
mod keeper;

use std::fmt;

use anyhow::{Context as _, Result};

use crate::job::files::OnRead;
use crate::job::{self, Answer, Request};
use crate::limits::Limits;

/// The hidden command that a child is started with.
#[cfg(unix)]
pub(crate) use self::child::serve;
#[cfg(unix)]
pub(crate) use self::keeper::run;

/// Does the work in this process.
#[cfg(not(unix))]
pub(crate) fn run(request: &Request) -> Result<Answer> {
    on_a_stack(request, &mut |_| {})
}

/// What the work on a document may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Budget {
    /// Of the processor, in seconds.
    pub(crate) seconds: u64,
    /// In mebibytes.
    pub(crate) memory: u64,
    /// The input it is for, in bytes.
    input: u64,
}

/// For inputs of at most this many bytes; more grows in proportion.
const UNIT: u64 = 1_000_000;
const SECONDS: u64 = 2;
const MEMORY: u64 = 256;
/// Code that was not optimised is slower and keeps more on its stack.
const SLOWER: u64 = if cfg!(debug_assertions) { 10 } else { 1 };
const LARGER: u64 = if cfg!(debug_assertions) { 2 } else { 1 };

impl Budget {
    /// What an input of so many bytes may cost, unless the limits say otherwise.
    pub(crate) fn of(input: u64, limits: &Limits) -> Self {
        let grown = |base: u64| base.saturating_mul(input.max(UNIT)).div_ceil(UNIT);
        Self {
            seconds: limits.time.unwrap_or_else(|| grown(SECONDS * SLOWER)),
            memory: limits.memory.unwrap_or_else(|| grown(MEMORY * LARGER)),
            input,
        }
    }
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} s and {} MiB for an input of {} bytes",
            self.seconds, self.memory, self.input
        )
    }
}

/// Stacks are of one size everywhere, whatever the shell allows.
const STACK: usize = 16 << 20;

/// Does the work on a thread of its own.
fn on_a_stack(request: &Request, on_read: &mut (dyn FnMut(u64) + Send)) -> Result<Answer> {
    std::thread::scope(|scope| {
        let work = move || {
            let on_read: &mut OnRead<'_> = on_read;
            job::run(request, on_read)
        };
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .context("cannot start a thread\nhelp: `--limit memory=N` grants more memory")?;
        thread
            .join()
            .unwrap_or_else(|payload| std::panic::resume_unwind(payload))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_grow_with_the_input() {
        let limits = Limits::default();
        let of = |input| {
            let budget = Budget::of(input, &limits);
            (budget.seconds / SLOWER, budget.memory / LARGER)
        };
        assert_eq!(of(0), (2, 256));
        assert_eq!(of(1_000_000), (2, 256));
        assert_eq!(of(3_500_000), (7, 896));
        let given = Limits {
            time: Some(9),
            memory: Some(1),
            ..limits
        };
        let budget = Budget::of(5_000_000, &given);
        assert_eq!(
            budget.to_string(),
            "9 s and 1 MiB for an input of 5000000 bytes"
        );
    }
}
