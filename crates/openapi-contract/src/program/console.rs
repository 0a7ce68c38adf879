//! What a command prints, and where: results on stdout, everything else on stderr.

use std::{
    cell::Cell,
    io::{self, IsTerminal as _, Write as _},
};

use super::{Stop, arguments::Format};
use crate::run::{Outcome, Record};

/// Prints to stdout; a reader that has gone away is not an error.
pub(super) fn say(text: &str) -> Result<(), Stop> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Stop::new(
            format!("stdout cannot be written: {error}"),
            "send the output elsewhere",
        )),
        _ => Ok(()),
    }
}

/// Prints to stderr; there is nobody left to tell when that is closed.
pub(super) fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A line on a terminal that shows how far a run is. Elsewhere nothing is printed.
pub(super) struct Progress {
    total: usize,
    ended: Cell<usize>,
    broken: Cell<usize>,
    is_shown: bool,
}

impl Progress {
    pub(super) fn new(total: usize, format: Format) -> Self {
        Self {
            total,
            ended: Cell::new(0),
            broken: Cell::new(0),
            is_shown: format == Format::Human && io::stderr().is_terminal(),
        }
    }

    /// One more case has ended.
    pub(super) fn ended(&self, record: &Record) {
        self.ended.set(self.ended.get() + 1);
        if matches!(record.outcome, Outcome::Broken(_) | Outcome::Void(_)) {
            self.broken.set(self.broken.get() + 1);
        }
        if self.is_shown {
            let (ended, total, broken) = (self.ended.get(), self.total, self.broken.get());
            let name: String = record.case.chars().take(60).collect();
            complain(&format!(
                "\r\u{1b}[K{ended}/{total}, {broken} not held  {name}"
            ));
        }
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        if self.is_shown {
            complain("\r\u{1b}[K");
        }
    }
}
