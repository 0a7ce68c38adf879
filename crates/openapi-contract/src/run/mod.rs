//! What happened when cases were carried out, as plain data, and carrying them out.
//!
//! A [`Run`] is what every report is made from, and what decides whether the contract was held.
//! With the feature `run`, [`run`] carries the cases of the server side out against a [`Target`]:
//! a service in process (`InProcess`, feature `tower`) or whatever listens at a URL (`Socket`,
//! feature `socket`). It judges nothing itself, sends nothing but what a case says, and keeps no
//! credential.

use std::time::Duration;

use crate::{
    exchange::{RawRequest, RawResponse},
    failure::Failure,
};

#[cfg(feature = "run")]
mod all;
#[cfg(feature = "run")]
mod carry;
#[cfg(feature = "run")]
mod choose;
#[cfg(feature = "run")]
mod contract;
#[cfg(feature = "run")]
mod curl;
#[cfg(feature = "drawn")]
mod drawn;
#[cfg(feature = "run")]
mod filler;
#[cfg(feature = "tower")]
mod in_process;
#[cfg(all(feature = "tower", feature = "socket"))]
mod loopback;
#[cfg(feature = "run")]
mod mask;
#[cfg(feature = "drawn")]
mod regressions;
#[cfg(feature = "socket")]
mod socket;
#[cfg(feature = "libtest")]
mod suite;
#[cfg(feature = "run")]
mod target;

#[cfg(feature = "run")]
pub use all::{Options, Undocumented, run};
#[cfg(feature = "run")]
pub use choose::{choose, is_for_servers, use_credentials};
#[cfg(feature = "run")]
pub use contract::{Contract, Gap, GapKind, Unreadable, read_spec, read_states, read_table};
#[cfg(feature = "drawn")]
pub use drawn::{Draws, with_drawn_calls};
#[cfg(feature = "tower")]
pub use in_process::{InProcess, Outgoing, Served, Watch};
#[cfg(all(feature = "tower", feature = "socket"))]
pub use loopback::{Connected, Loopback};
#[cfg(feature = "run")]
pub use mask::Variables;
#[cfg(feature = "drawn")]
pub use regressions::{note_regressions, read_regressions};
#[cfg(feature = "socket")]
pub use socket::{BadUrl, Socket};
#[cfg(feature = "libtest")]
pub use suite::{Road, Settings, Suite, server_suite};
#[cfg(feature = "run")]
pub use target::{Answered, Lost, Session, Target};

/// All that happened.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// One record for each case, in the order of the cases.
    pub records: Vec<Record>,
    /// Whether every case had its turn; not so after an interruption.
    pub completeness: Completeness,
}

/// Whether a run came to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Completeness {
    /// Every case had its turn.
    #[default]
    Whole,
    /// It was interrupted; the rest was not run.
    Partial,
}

/// What happened to one case.
#[derive(Clone, Debug)]
pub struct Record {
    /// Name of the case.
    pub case: String,
    /// How it ended.
    pub outcome: Outcome,
    /// What went over the wire, in order. Credentials are taken out.
    pub exchanges: Vec<Seen>,
    /// A command line that sends the last request again. In place of credentials stand shell
    /// variables.
    pub curl: Option<String>,
    /// Statuses that came back and that the document does not list for the operation.
    pub undocumented: Vec<u16>,
    /// Where a drawn call failed: the seed that draws it again.
    pub seed: Option<u64>,
    /// How long it took.
    pub elapsed: Duration,
}

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The promise was held.
    Held,
    /// It was broken.
    Broken(Box<Failure>),
    /// It proves nothing, since the named twin was not held. Counts as broken.
    Void(String),
    /// It was not run: filtered out, or the run was interrupted before.
    NotRun,
}

/// One request and what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The request as it was sent.
    pub request: RawRequest,
    /// The response; `None` where none came.
    pub response: Option<RawResponse>,
}

/// How many cases ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Promises that were held.
    pub held: usize,
    /// Promises that were broken.
    pub broken: usize,
    /// Cases that prove nothing.
    pub void: usize,
    /// Cases that were not run.
    pub not_run: usize,
}

impl Record {
    /// A case that was not run yet.
    pub fn new(case: &str) -> Self {
        Self {
            case: case.to_owned(),
            outcome: Outcome::NotRun,
            exchanges: Vec::new(),
            curl: None,
            undocumented: Vec::new(),
            seed: None,
            elapsed: Duration::ZERO,
        }
    }
}

impl Run {
    /// How many cases ended how.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for record in &self.records {
            match record.outcome {
                Outcome::Held => counts.held += 1,
                Outcome::Broken(_) => counts.broken += 1,
                Outcome::Void(_) => counts.void += 1,
                Outcome::NotRun => counts.not_run += 1,
            }
        }
        counts
    }

    /// Whether the contract was held: the run came to its end, something was tested, and nothing
    /// was broken or void.
    pub fn is_held(&self) -> bool {
        let counts = self.counts();
        self.completeness == Completeness::Whole
            && counts.held > 0
            && counts.broken + counts.void == 0
    }
}
