//! What was tested: operation × status × media type × side, with the outcome of each cell.
//!
//! A suite that says only "green" may have tested nothing. The table lists each documented status,
//! also those without a case, so that a hole is seen. [`Coverage::holes`] makes a hole a failure; a
//! probe, which may be answered in several ways, fills none.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::{
    case::{Case, Expect, Sample, Side, Subject},
    spec::{Operation, Response, Spec, Status},
};

/// Counts of one cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cases that held.
    pub passed: usize,
    /// Cases that did not hold.
    pub failed: usize,
    /// Cases that were not run.
    pub waiting: usize,
}

/// Whether a case held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The promise was kept.
    Passed,
    /// It was broken.
    Failed,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow<'a> {
    /// Id of the operation.
    pub operation: &'a str,
    /// `request`, or the key of the response.
    pub status: &'a str,
    /// The media type; `-` where there is no body.
    pub media_type: &'a str,
    /// For each side: the counts, where there are cases, and whether a case is missing.
    pub cells: Vec<(Side, Option<Tally>, Hole)>,
}

/// Whether a cell needs a case that is about exactly it, and has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    /// Nothing is missing.
    None,
    /// The case is missing.
    Open,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    operation: usize,
    /// Position of the response; `None` for the request, which comes first.
    response: Option<usize>,
    status: String,
    media_type: String,
}

/// The table.
#[derive(Clone, Debug)]
pub struct Coverage {
    operations: Vec<String>,
    sides: Vec<Side>,
    /// Cells with a case that is about exactly them.
    promised: BTreeSet<(Row, Side)>,
    rows: BTreeMap<Row, BTreeMap<Side, Tally>>,
    /// The cell of each case.
    cells: BTreeMap<String, (Row, Side)>,
}

impl Coverage {
    /// A table with a row for each documented body and status, and all cases waiting.
    pub fn new(spec: &Spec, cases: &[Case]) -> Self {
        let mut coverage = Self {
            operations: spec.operations.iter().map(|one| one.id.clone()).collect(),
            sides: Side::ALL.to_vec(),
            promised: BTreeSet::new(),
            rows: BTreeMap::new(),
            cells: BTreeMap::new(),
        };
        for (index, operation) in spec.operations.iter().enumerate() {
            let request = operation
                .request_body
                .iter()
                .map(|body| (None, "request".to_owned(), &body.media));
            let responses = operation
                .responses
                .iter()
                .enumerate()
                .map(|(at, response)| (Some(at), response.status.to_string(), &response.media));
            for (response, status, media) in request.chain(responses) {
                let mut media_types: Vec<_> =
                    media.iter().map(|one| one.media_type.clone()).collect();
                if media_types.is_empty() {
                    media_types.push("-".to_owned());
                }
                for media_type in media_types {
                    let row = Row {
                        operation: index,
                        response,
                        status: status.clone(),
                        media_type,
                    };
                    coverage.rows.entry(row).or_default();
                }
            }
        }
        for case in cases {
            coverage.add(spec, case);
        }
        coverage
    }

    /// The same table with these sides alone: the others are not the business of the run.
    #[must_use]
    pub fn only(mut self, sides: &[Side]) -> Self {
        self.sides.retain(|side| sides.contains(side));
        self
    }

    /// The same table where other cases were left out of the run: a cell without a case is one
    /// that was not run, and nothing is missing.
    #[must_use]
    pub fn of_some(mut self) -> Self {
        for (row, sides) in &mut self.rows {
            for side in self.sides.iter().copied().filter(|side| needs(row, *side)) {
                let tally = sides.entry(side).or_default();
                tally.waiting = tally.waiting.max(1);
                self.promised.insert((row.clone(), side));
            }
        }
        self
    }

    fn add(&mut self, spec: &Spec, case: &Case) {
        let at = self.operations.iter().position(|id| *id == case.operation);
        let Some((at, operation)) = at.and_then(|at| Some((at, spec.operations.get(at)?))) else {
            return;
        };
        let media_type = |sample: Option<&Sample>| {
            sample.map_or("-".to_owned(), |sample| sample.media_type.clone())
        };
        let (status, media_type) = match &case.subject {
            Subject::Body(sample) => (sample.status, media_type(Some(sample))),
            Subject::Exchange(exchange) => (
                Some(exchange.answer.documented),
                media_type(exchange.answer.body.as_ref()),
            ),
            Subject::Probe(probe) => match likeliest(operation, &probe.expect) {
                Some(response) => {
                    let media = response.media.first();
                    let media = media.map_or("-".to_owned(), |media| media.media_type.clone());
                    (Some(response.status), media)
                }
                None => return,
            },
            Subject::Decode(_) | Subject::Drawn(_) => return,
        };
        let mut responses = operation.responses.iter();
        let row = Row {
            operation: at,
            response: responses.position(|one| Some(one.status) == status),
            status: status.map_or("request".to_owned(), |status| status.to_string()),
            media_type,
        };
        if !matches!(case.subject, Subject::Probe(_)) {
            self.promised.insert((row.clone(), case.side));
        }
        let cell = self
            .rows
            .entry(row.clone())
            .or_default()
            .entry(case.side)
            .or_default();
        cell.waiting += 1;
        self.cells.insert(case.name.clone(), (row, case.side));
    }

    /// Notes how a case ended. A name that is not in the table is ignored.
    pub fn record(&mut self, case: &str, outcome: Outcome) {
        let Some((row, side)) = self.cells.get(case) else {
            return;
        };
        let tally = self.rows.get_mut(row).and_then(|sides| sides.get_mut(side));
        if let Some(tally) = tally {
            tally.waiting = tally.waiting.saturating_sub(1);
            match outcome {
                Outcome::Passed => tally.passed += 1,
                Outcome::Failed => tally.failed += 1,
            }
        }
    }

    /// The rows in the order of the document, each with its cells.
    pub fn rows(&self) -> impl Iterator<Item = CoverageRow<'_>> {
        self.rows.iter().map(|(row, sides)| {
            let cells = self.sides.iter().map(|side| {
                let tally = sides.get(side).copied();
                let is_promised = self.promised.contains(&(row.clone(), *side));
                let hole = if needs(row, *side) && !is_promised {
                    Hole::Open
                } else {
                    Hole::None
                };
                (*side, tally, hole)
            });
            CoverageRow {
                operation: self
                    .operations
                    .get(row.operation)
                    .map_or("", String::as_str),
                status: &row.status,
                media_type: &row.media_type,
                cells: cells.collect(),
            }
        })
    }

    /// Cells that need a case and have none, as `operation status media-type side`. A request is
    /// held on its own only in the document and the types; a status without a body has nothing to
    /// hold there.
    pub fn holes(&self) -> Vec<String> {
        let mut holes = Vec::new();
        for row in self.rows.keys() {
            for side in self.sides.iter().copied() {
                if needs(row, side) && !self.promised.contains(&(row.clone(), side)) {
                    let operation = self
                        .operations
                        .get(row.operation)
                        .map_or("", String::as_str);
                    holes.push(format!(
                        "{operation} {} {} {side}",
                        row.status, row.media_type
                    ));
                }
            }
        }
        holes
    }
}

/// The response that an answer to a probe most likely has: the first success, the first of the
/// best refusals. A probe that any answer holds counts nowhere.
fn likeliest<'a>(operation: &'a Operation, expect: &Expect) -> Option<&'a Response> {
    match expect {
        Expect::Success => operation
            .responses
            .iter()
            .find(|one| matches!(one.status, Status::Code(200..400) | Status::Range(2..4))),
        Expect::Refusal { best, .. } => best.iter().find_map(|code| {
            let found = operation.response(*code);
            found.filter(|response| response.status != Status::Default)
        }),
        Expect::Bodiless | Expect::NoFault | Expect::NotInvalid => None,
    }
}

fn needs(row: &Row, side: Side) -> bool {
    match side {
        Side::Document | Side::Types => row.media_type != "-",
        Side::Client | Side::Server | Side::Loopback => row.response.is_some(),
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |texts: &mut dyn Iterator<Item = &String>, least: usize| {
            texts
                .map(|text| text.chars().count())
                .max()
                .unwrap_or(0)
                .max(least)
        };
        let operations = width(&mut self.operations.iter(), "operation".len());
        let media = width(
            &mut self.rows.keys().map(|row| &row.media_type),
            "media type".len(),
        );
        write!(
            f,
            "{:operations$}  {:7}  {:media$}",
            "operation", "status", "media type"
        )?;
        for side in &self.sides {
            write!(f, "  {:>9}", side.to_string())?;
        }
        writeln!(f)?;
        for (row, sides) in &self.rows {
            let operation = self
                .operations
                .get(row.operation)
                .map_or("", String::as_str);
            write!(
                f,
                "{operation:operations$}  {:7}  {:media$}",
                row.status, row.media_type
            )?;
            for side in self.sides.iter().copied() {
                write!(f, "  {:>9}", cell(row, side, sides.get(&side)))?;
            }
            writeln!(f)?;
        }
        write!(
            f,
            "passed/run of each cell; `not run` was filtered out, `MISSING` has no case"
        )
    }
}

fn cell(row: &Row, side: Side, tally: Option<&Tally>) -> String {
    match tally {
        None if needs(row, side) => "MISSING".to_owned(),
        None => "-".to_owned(),
        Some(tally) if tally.passed + tally.failed == 0 => "not run".to_owned(),
        Some(tally) => format!("{}/{}", tally.passed, tally.passed + tally.failed),
    }
}
