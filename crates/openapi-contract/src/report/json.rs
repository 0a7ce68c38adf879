//! The run as JSON, for programs.
//!
//! `version` is 1; members may be added within a version, none is taken away or changes its
//! meaning. Places are counted from 1, times are milliseconds, bodies have at most their first
//! 4096 bytes (`note` says so).

use serde::Serialize;

use super::{Report, body::Shown, text};
use crate::{
    case::{Case, Level},
    coverage::{Hole, Tally},
    exchange::{Headers, RawRequest, RawResponse},
    failure::Failure,
    place::Place,
    run::{Completeness, Outcome, Record},
};

#[derive(Serialize)]
struct Page<'a> {
    version: u8,
    document: String,
    target: &'a str,
    level: &'static str,
    held: bool,
    complete: bool,
    elapsed_ms: f64,
    counts: Counts,
    coverage: Vec<Row<'a>>,
    parts: Vec<Part<'a>>,
    not_tested: Vec<Untested<'a>>,
    cases: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Counts {
    held: usize,
    broken: usize,
    void: usize,
    not_run: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    operation: &'a str,
    status: &'a str,
    media_type: &'a str,
    side: String,
    held: usize,
    broken: usize,
    not_run: usize,
    missing: bool,
}

#[derive(Serialize)]
struct Part<'a> {
    pointer: &'a str,
    line: usize,
    column: usize,
    held: usize,
    cases: usize,
}

#[derive(Serialize)]
struct Untested<'a> {
    text: &'a str,
    pointer: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    family: String,
    side: String,
    operation: &'a str,
    pointer: &'a str,
    line: usize,
    column: usize,
    outcome: &'static str,
    twin: Option<&'a str>,
    elapsed_ms: f64,
    undocumented: &'a [u16],
    seed: Option<u64>,
    failure: Option<Broken<'a>>,
    repeat: String,
    curl: Option<&'a str>,
    exchanges: Vec<Exchange<'a>>,
}

#[derive(Serialize)]
struct Broken<'a> {
    code: &'static str,
    message: String,
    pointer: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    differences: Vec<Difference<'a>>,
}

#[derive(Serialize)]
struct Difference<'a> {
    at: &'a str,
    expected: Option<&'a str>,
    actual: Option<&'a str>,
}

#[derive(Serialize)]
struct Exchange<'a> {
    request: Request<'a>,
    response: Option<Response<'a>>,
}

#[derive(Serialize)]
struct Request<'a> {
    method: &'a str,
    target: &'a str,
    headers: Vec<(&'a str, String)>,
    body: Body,
}

#[derive(Serialize)]
struct Response<'a> {
    status: u16,
    headers: Vec<(&'a str, String)>,
    body: Body,
}

#[derive(Serialize)]
struct Body {
    bytes: usize,
    text: String,
    note: Option<&'static str>,
}

impl Report<'_> {
    /// The run as JSON.
    pub fn json(&self) -> String {
        let counts = self.run.counts();
        let coverage = self.coverage();
        let page = Page {
            version: 1,
            document: self.document(),
            target: self.target,
            level: level(self.level),
            held: self.run.is_held(),
            complete: self.run.completeness == Completeness::Whole,
            elapsed_ms: self.elapsed.as_secs_f64() * 1000.0,
            counts: Counts {
                held: counts.held,
                broken: counts.broken,
                void: counts.void,
                not_run: counts.not_run,
            },
            coverage: coverage
                .rows()
                .flat_map(|row| {
                    let cells = row.cells.into_iter();
                    cells.map(move |(side, tally, hole)| {
                        let tally = tally.unwrap_or_default();
                        let Tally {
                            passed,
                            failed,
                            waiting,
                        } = tally;
                        Row {
                            operation: row.operation,
                            status: row.status,
                            media_type: row.media_type,
                            side: side.to_string(),
                            held: passed,
                            broken: failed,
                            not_run: waiting,
                            missing: hole == Hole::Open,
                        }
                    })
                })
                .collect(),
            parts: self
                .parts()
                .into_iter()
                .map(|part| self.part(part))
                .collect(),
            not_tested: self
                .gaps
                .iter()
                .map(|gap| {
                    let Place { line, column, .. } = self.spec.place(&gap.pointer);
                    Untested {
                        text: &gap.text,
                        pointer: &gap.pointer,
                        line,
                        column,
                    }
                })
                .collect(),
            cases: self
                .pairs()
                .map(|(case, record)| self.entry(case, record))
                .collect(),
        };
        // Plain data has a JSON form.
        serde_json::to_string_pretty(&page).unwrap_or_default()
    }

    fn part<'b>(&self, (pointer, held, cases): (&'b str, usize, usize)) -> Part<'b> {
        let Place { line, column, .. } = self.spec.place(pointer);
        Part {
            pointer,
            line,
            column,
            held,
            cases,
        }
    }

    fn entry<'b>(&self, case: &'b Case, record: &'b Record) -> Entry<'b> {
        let Place { line, column, .. } = self.spec.place(case.pointer());
        Entry {
            name: &case.name,
            family: case.family.to_string(),
            side: case.side.to_string(),
            operation: &case.operation,
            pointer: case.pointer(),
            line,
            column,
            outcome: text::word(record),
            twin: case.twin.as_deref(),
            elapsed_ms: record.elapsed.as_secs_f64() * 1000.0,
            undocumented: &record.undocumented,
            seed: record.seed,
            failure: match &record.outcome {
                Outcome::Broken(failure) => Some(broken(failure)),
                Outcome::Held | Outcome::Void(_) | Outcome::NotRun => None,
            },
            repeat: self.repeat(&case.name),
            curl: record.curl.as_deref(),
            exchanges: record
                .exchanges
                .iter()
                .map(|seen| Exchange {
                    request: request(&seen.request),
                    response: seen.response.as_ref().map(response),
                })
                .collect(),
        }
    }
}

pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Schema => "schema",
        Level::Shape => "shape",
        Level::Values => "values",
    }
}

fn broken(failure: &Failure) -> Broken<'_> {
    Broken {
        code: failure.kind.code(),
        message: failure.kind.to_string(),
        pointer: &failure.pointer,
        file: &failure.place.name,
        line: failure.place.line,
        column: failure.place.column,
        differences: failure
            .differences
            .iter()
            .map(|one| Difference {
                at: &one.at,
                expected: one.expected.as_deref(),
                actual: one.actual.as_deref(),
            })
            .collect(),
    }
}

fn request(request: &RawRequest) -> Request<'_> {
    Request {
        method: &request.method,
        target: &request.target,
        headers: headers(&request.headers),
        body: body(&request.body),
    }
}

fn response(response: &RawResponse) -> Response<'_> {
    Response {
        status: response.status,
        headers: headers(&response.headers),
        body: body(&response.body),
    }
}

fn headers(headers: &Headers) -> Vec<(&str, String)> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    headers
        .iter()
        .map(|(name, value)| (name, text(value)))
        .collect()
}

fn body(body: &[u8]) -> Body {
    let Shown { bytes, text, note } = Shown::of(body);
    Body { bytes, text, note }
}
