//! Pages about a run, for people and for programs.
//!
//! A [`Report`] is all that a page needs; each format is a module and a method. Text of documents
//! and servers is data: every format escapes it in its own way. Nothing here decides whether the
//! contract was held; [`Run::is_held`] does.
//!
//! Where to go next: [`Report::text`] for a terminal, [`Report::html`] for a browser,
//! [`Report::junit`], [`Report::json`] and [`Report::github`] for programs, [`Report::markdown`]
//! for a comment on a change.

use std::{collections::BTreeMap, time::Duration};

use crate::{
    case::{Case, Level, Side},
    coverage::{self, Coverage},
    run::{Gap, Outcome, Record, Run},
    spec::Spec,
};

mod body;
mod causes;
mod github;
mod html;
mod json;
mod junit;
mod markdown;
mod text;

pub use causes::Cause;
pub use text::Style;

/// Whether a run was about all cases of the document for its sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Nothing was left out.
    All,
    /// Others were left out, so that nothing can be said to be missing.
    Some,
}

/// A run and what it is about.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What was tested, for people: a URL, or the name of a service.
    pub target: &'a str,
    /// The document.
    pub spec: &'a Spec,
    /// The cases of the run.
    pub cases: &'a [Case],
    /// Whether there are others.
    pub selection: Selection,
    /// What happened.
    pub run: &'a Run,
    /// What of the document no case can tell about.
    pub gaps: &'a [Gap],
    /// At most how strictly values were held to the examples.
    pub level: Level,
    /// How long the whole run took.
    pub elapsed: Duration,
    /// A command line that repeats a case. The case's name comes in place of the first `{case}`,
    /// else behind it.
    pub repeat: &'a str,
}

impl<'a> Report<'a> {
    /// Each case that was run, with its record.
    fn pairs(&self) -> impl Iterator<Item = (&'a Case, &'a Record)> {
        self.cases.iter().zip(&self.run.records)
    }

    /// The name of the document.
    fn document(&self) -> String {
        self.spec.place("").name
    }

    /// The command line that repeats one case.
    fn repeat(&self, case: &str) -> String {
        let case = case.replace('\'', "'\\''");
        match self.repeat.split_once("{case}") {
            Some((before, after)) => format!("{before}'{case}'{after}"),
            None => format!("{} '{case}'", self.repeat),
        }
    }

    /// For each part of a request that a case is about, in the order of the document: the pointer,
    /// and how many of its cases were held of how many.
    pub fn parts(&self) -> Vec<(&'a str, usize, usize)> {
        let mut parts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (case, record) in self.pairs() {
            for pointer in &case.owns {
                let (held, all) = parts.entry(pointer).or_default();
                *held += usize::from(record.outcome == Outcome::Held);
                *all += 1;
            }
        }
        let mut parts: Vec<_> = parts
            .into_iter()
            .map(|(pointer, (held, all))| (pointer, held, all))
            .collect();
        parts.sort_by_cached_key(|(pointer, ..)| (self.spec.place(pointer), *pointer));
        parts
    }

    /// What was tested, with the outcomes.
    fn coverage(&self) -> Coverage {
        let mut sides: Vec<Side> = self.cases.iter().map(|case| case.side).collect();
        sides.sort_unstable();
        sides.dedup();
        let mut coverage = Coverage::new(self.spec, self.cases).only(&sides);
        if self.selection == Selection::Some {
            coverage = coverage.of_some();
        }
        for (case, record) in self.pairs() {
            match record.outcome {
                Outcome::Held => coverage.record(&case.name, coverage::Outcome::Passed),
                Outcome::Broken(_) | Outcome::Void(_) => {
                    coverage.record(&case.name, coverage::Outcome::Failed);
                }
                Outcome::NotRun => {}
            }
        }
        coverage
    }
}
