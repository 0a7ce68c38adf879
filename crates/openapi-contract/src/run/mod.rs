//! What happened when cases were carried out, as plain data.
//!
//! A [`Run`] is what every report is made from, and what decides whether the contract was held.
//! Carrying cases out is the work of a harness; making pages of a run that of `report`.

use std::time::Duration;

use crate::{
    exchange::{RawRequest, RawResponse},
    failure::Failure,
};

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
    /// Statuses that came back and that the document does not list for the operation.
    pub undocumented: Vec<u16>,
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
