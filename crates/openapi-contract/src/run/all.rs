//! Carrying out many cases: who comes after whom, how many at once, and what is void.

use std::{cell::RefCell, collections::HashMap, future::Future, pin::pin, time::Duration};

use futures_util::{
    StreamExt as _,
    future::{Either, select},
    stream,
};

use super::{Completeness, Outcome, Record, Run, Target, Variables, carry::carry};
use crate::{
    case::{Case, Level},
    spec::Spec,
};

/// How cases are carried out.
#[derive(Clone, Debug)]
pub struct Options {
    /// At most how strictly values are held to the examples.
    pub level: Level,
    /// What becomes of statuses that the document does not list.
    pub undocumented: Undocumented,
    /// How many cases are under way at once; at least one.
    pub jobs: usize,
    /// How long an answer may take. One that takes longer is a hang, which breaks the case.
    pub deadline: Duration,
    /// What stands for credentials in command lines.
    pub variables: Variables,
    /// Which values are drawn.
    #[cfg(feature = "drawn")]
    pub draws: super::Draws,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            level: Level::Values,
            undocumented: Undocumented::Listed,
            jobs: 8,
            deadline: Duration::from_secs(10),
            variables: Variables::default(),
            #[cfg(feature = "drawn")]
            draws: super::Draws::default(),
        }
    }
}

/// What becomes of statuses that the document does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undocumented {
    /// They are noted in the record.
    Listed,
    /// They break the case.
    Denied,
}

/// Carries out all cases and returns a record of each, in their order.
///
/// A case runs after its twin; where the twin was not held, or is not among the cases, it is void
/// and sends nothing. `stop` ends the run early: the cases that have not ended by then count as not
/// run. `ended` hears of each case as it ends.
pub async fn run<T: Target>(
    spec: &Spec,
    cases: &[Case],
    target: &T,
    options: &Options,
    stop: impl Future<Output = ()>,
    ended: impl Fn(&Record),
) -> Run {
    let records: Vec<_> = cases.iter().map(|case| Record::new(&case.name)).collect();
    let records = RefCell::new(records);
    let places: HashMap<&str, usize> = cases
        .iter()
        .enumerate()
        .map(|(at, case)| (case.name.as_str(), at))
        .collect();
    let work = async {
        for round in rounds(cases, &places) {
            let started = stream::iter(round).map(|(at, case)| {
                let void = void(case, &places, &records.borrow());
                async move {
                    let record = match void {
                        Some(twin) => Record {
                            outcome: Outcome::Void(twin),
                            ..Record::new(&case.name)
                        },
                        None => carry(spec, case, target, options).await,
                    };
                    (at, record)
                }
            });
            let mut results = started.buffer_unordered(options.jobs.max(1));
            while let Some((at, record)) = results.next().await {
                ended(&record);
                if let Some(slot) = records.borrow_mut().get_mut(at) {
                    *slot = record;
                }
            }
        }
    };
    let completeness = match select(pin!(work), pin!(stop)).await {
        Either::Left(_) => Completeness::Whole,
        Either::Right(_) => Completeness::Partial,
    };
    Run {
        records: records.into_inner(),
        completeness,
    }
}

/// The name of the twin, where the case is void.
fn void(case: &Case, places: &HashMap<&str, usize>, records: &[Record]) -> Option<String> {
    let twin = case.twin.as_ref()?;
    let record = places.get(twin.as_str()).and_then(|at| records.get(*at));
    let is_held = record.is_some_and(|record| record.outcome == Outcome::Held);
    (!is_held).then(|| twin.clone())
}

/// The cases in rounds: no case is in the round of its twin, or in an earlier one. Twins in a
/// circle never hold, so it does not matter where they come.
fn rounds<'a>(cases: &'a [Case], places: &HashMap<&str, usize>) -> Vec<Vec<(usize, &'a Case)>> {
    let mut rounds: Vec<Vec<(usize, &Case)>> = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        let mut depth = 0;
        let mut twin = case.twin.as_deref();
        while let Some(next) = twin.and_then(|name| cases.get(*places.get(name)?)) {
            depth += 1;
            twin = next.twin.as_deref().filter(|_| depth < cases.len());
        }
        if rounds.len() <= depth {
            rounds.resize_with(depth + 1, Vec::new);
        }
        if let Some(round) = rounds.get_mut(depth) {
            round.push((at, case));
        }
    }
    rounds
}
