//! The case list as two files that are committed: JSON for programs, Markdown for people.
//!
//! Whoever edits the document sees in the diff of the lock which promises changed: a case that is
//! gone, a request that is another one, a rule that nobody owns any more, a relation that was
//! lost. The lock is a pure function of the document and the state table. No secret is in it:
//! credentials are numbered by their scheme.
//!
//! [`Lock::of`] collects everything as text, [`Lock::json`] and [`Lock::markdown`] write it.

use serde::Serialize;

use crate::{
    case::{Case, Cases, Family, Side},
    place::Problem,
    relation::{Relation, Relations, Rule, Source},
    spec::Spec,
};

mod json;
mod markdown;
mod promises;
mod show;

/// Everything that the two files say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lock {
    /// Name of the document.
    document: String,
    /// How many cases of a kind an operation may have, by kind.
    bounds: Vec<String>,
    /// What the document says, operation by operation.
    operations: Vec<Promise>,
    /// What the document says of answers that no operation decides.
    rejections: Vec<String>,
    /// The cases, in order.
    cases: Vec<Entry>,
    /// What the examples have to do with each other.
    relations: Vec<String>,
    /// Names that should be related and are not.
    conflicts: Vec<String>,
    /// Documented statuses that no case brings a real server into.
    unreached: Vec<String>,
    /// Operations without a case against a real server.
    groundless: Vec<String>,
    /// The parts of requests with their owners.
    parts: Vec<Owned>,
}

/// What the document says about one operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Promise {
    operation: String,
    request: String,
    security: Vec<String>,
    parameters: Vec<String>,
    bodies: Vec<String>,
    answers: Vec<String>,
    /// The rules of all its schemas: pointer and value.
    rules: Vec<String>,
}

/// One case.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
struct Entry {
    name: String,
    #[serde(skip)]
    operation: String,
    #[serde(skip)]
    family: Option<Family>,
    #[serde(skip)]
    side: Option<Side>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    before: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    request: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<String>,
    expect: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    twin: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    owns: Vec<String>,
}

/// A part of a request with its owners.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Owned {
    operation: String,
    part: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    owners: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

impl Lock {
    /// The lock of a case list.
    pub fn of(spec: &Spec, cases: &Cases, relations: &Relations) -> Self {
        let mut show = show::Show::new(spec);
        Self {
            document: spec.place("").name,
            bounds: crate::case::bounds::ALL
                .iter()
                .map(|(what, most)| format!("{what}: {most}"))
                .collect(),
            operations: promises::of(spec),
            rejections: promises::rejections(spec),
            cases: cases.list.iter().map(|case| show.case(case)).collect(),
            relations: relations
                .list
                .iter()
                .map(|relation| format!("{relation}{}", doubt(relation, cases)))
                .collect(),
            conflicts: relations
                .conflicts
                .iter()
                .map(ToString::to_string)
                .collect(),
            unreached: cases
                .unreached
                .iter()
                .map(|one| {
                    let why = one
                        .why
                        .as_deref()
                        .unwrap_or("nothing in the document leads there");
                    format!("{} {}: {why}", one.operation, one.status)
                })
                .collect(),
            groundless: cases
                .groundless
                .iter()
                .map(|one| format!("{}: {}", one.operation, one.why))
                .collect(),
            parts: cases
                .parts
                .iter()
                .map(|part| Owned {
                    operation: part.operation.clone(),
                    part: part.pointer.clone(),
                    owners: few(&part.owners),
                    why: part.why.clone(),
                })
                .collect(),
        }
    }

    /// Whether this is the lock of another document: `cases` is asked only where the promises are
    /// the same, which are made in no time.
    #[cfg(feature = "program")]
    pub(crate) fn is_of_another(&self, spec: &Spec, cases: impl FnOnce() -> Option<Cases>) -> bool {
        promises::of(spec) != self.operations
            || cases()
                .is_none_or(|cases| Self::of(spec, &cases, &crate::relation::mine(spec)) != *self)
    }

    /// How many cases there are.
    pub fn count(&self) -> usize {
        self.cases.len()
    }
}

/// A server that always answers the same keeps a relation to the request as long as every state
/// asks for the same.
fn doubt(relation: &Relation, cases: &Cases) -> &'static str {
    let Rule::Equals(Source::Argument(location, name)) = &relation.rule else {
        return "";
    };
    let states = cases
        .list
        .iter()
        .filter(|case| case.family == Family::Statuses && case.operation == relation.operation);
    let exchanges = states.filter_map(Case::exchange);
    let exchanges = exchanges.filter(|one| one.answer.documented == relation.status);
    let mut asked = exchanges.filter_map(|one| one.call.argument(*location, name));
    match asked.next() {
        Some(first) if asked.all(|other| other == first) => "; every state asks for the same one",
        _ => "",
    }
}

/// The first owners and how many more there are.
fn few(owners: &[String]) -> Vec<String> {
    const FEW: usize = 3;
    let mut shown: Vec<String> = owners.iter().take(FEW).cloned().collect();
    if owners.len() > FEW {
        shown.push(format!("and {} more", owners.len() - FEW));
    }
    shown
}

/// What is wrong with a list as a whole: no cases at all, and parts of requests that no case owns.
pub fn holes(spec: &Spec, cases: &Cases) -> Vec<Problem> {
    let mut found = Vec::new();
    if cases.list.is_empty() {
        found.push(
            spec.places
                .problem("", "the document promises nothing that can be tested"),
        );
    }
    found.extend(cases.unowned().map(|part| {
        let message = format!(
            "no case of `{}` owns this part of its request",
            part.operation
        );
        spec.places.problem(&part.pointer, message)
    }));
    found
}
