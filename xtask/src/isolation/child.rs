//! The child: takes a request from its input, limits itself, works, writes what comes of it.
//!
//! The limits are on memory it writes to, on processor time, and on core files. They are raised
//! as input is read. It opens no file for writing and no socket.

use std::io::{self, BufWriter, Write};

use anyhow::{Context as _, Result};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::{Budget, on_a_stack};
use crate::job::Request;
use crate::job::message::Message;
use crate::limits::Limits;
use crate::wire::Wire as _;

/// Only Linux counts all memory that is written to as data.
const MEMORY: Resource = if cfg!(target_os = "linux") {
    Resource::Data
} else {
    Resource::As
};

/// Serves one request.
pub(crate) fn serve() -> Result<()> {
    let request =
        Request::take(&mut io::stdin().lock()).context("this command is not for people")?;
    let limits = Limits::new(&request.limits);
    set(Resource::Core, 0);
    limit(Budget::of(0, &limits));
    let mut out = BufWriter::new(io::stdout());
    let mut on_read = |bytes| {
        limit(Budget::of(bytes, &limits));
        // Nobody listens any more: there is nobody to tell.
        let _ = Message::Read(bytes)
            .put(&mut out)
            .and_then(|()| out.flush());
    };
    let last = match on_a_stack(&request, &mut on_read) {
        Ok(answer) => Message::Done(Box::new(answer)),
        Err(error) => Message::Failed(format!("{error:#}")),
    };
    last.put(&mut out)?;
    Ok(out.flush()?)
}

fn limit(budget: Budget) {
    set(MEMORY, budget.memory.saturating_mul(1 << 20));
    set(Resource::Cpu, budget.seconds);
}

/// Sets a limit as near as the system lets it. The parent's deadline holds in any case.
fn set(resource: Resource, wanted: u64) {
    let maximum = getrlimit(resource).maximum;
    let current = Some(maximum.map_or(wanted, |maximum| maximum.min(wanted)));
    let _ = setrlimit(resource, Rlimit { current, maximum });
}
