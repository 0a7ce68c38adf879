//! Many cases, several at a time, in the order of the list.

use std::{collections::HashMap, future::Future, pin::pin, sync::Arc, time::Duration};

use tokio::task::JoinSet;

use super::{Caller, judge};
use crate::{
    case::{Case, Level},
    check::harness,
    run::{Completeness, Outcome, Record, Run},
    spec::Spec,
};

/// How cases are put to a client.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How strictly values are held.
    pub level: Level,
    /// How long a client has for one case.
    pub deadline: Duration,
    /// How many cases at a time.
    pub at_a_time: usize,
}

impl Default for Options {
    fn default() -> Self {
        let cores = std::thread::available_parallelism();
        Self {
            level: Level::Values,
            deadline: Duration::from_secs(10),
            at_a_time: cores.map_or(2, usize::from),
        }
    }
}

/// Puts every case to a client and tells of each as soon as it is over. When `stop` ends first,
/// the rest is not run and the result says so.
pub async fn run(
    spec: &Arc<Spec>,
    cases: &[Case],
    caller: &Arc<impl Caller>,
    options: Options,
    stop: impl Future<Output = ()>,
    mut told: impl FnMut(&Record),
) -> Run {
    let mut stop = pin!(stop);
    let mut records: Vec<Option<Record>> = cases.iter().map(|_| None).collect();
    let mut waiting = cases.iter().cloned().enumerate();
    let mut playing = JoinSet::new();
    let mut indices = HashMap::new();
    let mut completeness = Completeness::Whole;
    loop {
        while playing.len() < options.at_a_time.max(1)
            && let Some((index, case)) = waiting.next()
        {
            let (spec, caller) = (Arc::clone(spec), Arc::clone(caller));
            let task = playing.spawn(async move {
                let record = judge(&spec, &case, options.level, options.deadline, &caller).await;
                (index, record)
            });
            indices.insert(task.id(), index);
        }
        tokio::select! {
            biased;
            () = &mut stop => {
                completeness = Completeness::Partial;
                break;
            }
            ended = playing.join_next() => match ended {
                None => break,
                Some(ended) => {
                    let (index, record) = match ended {
                        Ok((index, record)) => (Some(index), Some(record)),
                        Err(error) => {
                            let index = indices.get(&error.id()).copied();
                            let case = index.and_then(|index: usize| cases.get(index));
                            (index, case.map(|case| panicked(spec, case)))
                        }
                    };
                    record.iter().for_each(&mut told);
                    if let Some(slot) = index.and_then(|index| records.get_mut(index)) {
                        *slot = record;
                    }
                }
            },
        }
    }
    let records = records
        .into_iter()
        .zip(cases)
        .map(|(record, case)| record.unwrap_or_else(|| Record::new(&case.name)));
    Run {
        records: records.collect(),
        completeness,
    }
}

/// A caller that panics is a broken harness, and the other cases are none the worse.
fn panicked(spec: &Spec, case: &Case) -> Record {
    let failure = harness(spec, case, "the caller panicked");
    Record {
        outcome: Outcome::Broken(failure),
        ..Record::new(&case.name)
    }
}
