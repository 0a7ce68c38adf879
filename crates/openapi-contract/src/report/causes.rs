//! Failures that have one cause, told once.
//!
//! One missing header field may break a hundred cases. Failures with the same promise, the same
//! kind and the same first difference are one cause: the first is shown, the others are counted.

use std::collections::BTreeMap;

use super::Report;
use crate::{
    case::Case,
    failure::Failure,
    run::{Outcome, Record},
};

/// Why one or more cases are broken.
#[derive(Clone, Debug)]
pub struct Cause<'a> {
    /// The first case that shows it.
    pub case: &'a Case,
    /// What happened to it.
    pub record: &'a Record,
    /// How it is broken.
    pub failure: &'a Failure,
    /// Names of the other cases.
    pub also: Vec<&'a str>,
}

impl<'a> Report<'a> {
    /// The causes, in the order of their first cases.
    pub fn causes(&self) -> Vec<Cause<'a>> {
        let mut causes: Vec<Cause<'a>> = Vec::new();
        let mut known: BTreeMap<_, usize> = BTreeMap::new();
        for (case, record) in self.pairs() {
            let Outcome::Broken(failure) = &record.outcome else {
                continue;
            };
            let at = *known.entry(key(failure)).or_insert(causes.len());
            if let Some(cause) = causes.get_mut(at) {
                cause.also.push(&case.name);
                continue;
            }
            causes.push(Cause {
                case,
                record,
                failure,
                also: Vec::new(),
            });
        }
        causes
    }

    /// The cases that prove nothing, with the twin that was not held.
    pub fn void(&self) -> Vec<(&'a Case, &'a str)> {
        let void = self.pairs().filter_map(|(case, record)| {
            let Outcome::Void(twin) = &record.outcome else {
                return None;
            };
            Some((case, twin.as_str()))
        });
        void.collect()
    }
}

/// What failures of one cause have in common. A value that is there may contain an id or a time,
/// so only what was expected of it counts.
fn key(failure: &Failure) -> (String, String, Option<(String, Option<String>)>) {
    let first = failure.differences.first();
    (
        failure.kind.to_string(),
        failure.pointer.clone(),
        first.map(|one| (one.at.clone(), one.expected.clone())),
    )
}
