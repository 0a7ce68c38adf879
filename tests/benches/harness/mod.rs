//! Measures subjects that do the same work, and prints what each of them costs.
//!
//! What counts are instructions: they are the same on a busy machine. A subject runs twice under
//! callgrind, with few calls and with many, so that what it does once cancels out. Wall time is
//! printed beside it and never judged.
//!
//! It refuses to measure subjects that differ in what they do: each bench brings a check of that,
//! which runs first. Where to go next: [`Bench`] is what a bench is made of, `callgrind` counts,
//! `table` prints.

mod callgrind;
mod table;

use std::io::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Any error; it ends the bench.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Subjects that are compared.
pub(crate) struct Bench {
    /// What is measured, in one line.
    pub(crate) title: &'static str,
    /// What one call is, such as "request".
    pub(crate) call: &'static str,
    /// What is measured, baselines before what is compared with them.
    pub(crate) subjects: &'static [Subject],
    /// How often they are called.
    pub(crate) calls: Calls,
    /// Whether all subjects do the same.
    pub(crate) check: fn() -> Result<(), BoxError>,
}

/// One way of doing the work.
pub(crate) struct Subject {
    /// Its name in the table.
    pub(crate) name: &'static str,
    /// The name of the one that it is compared with.
    pub(crate) baseline: &'static str,
    /// How many thousandths of the baseline's instructions it may take.
    pub(crate) limit: Option<u64>,
    /// Does the work so many times.
    pub(crate) run: fn(u32) -> Result<(), BoxError>,
}

/// How often a subject is called.
#[derive(Clone, Copy)]
pub(crate) struct Calls {
    /// In the shorter run under callgrind, which is subtracted.
    pub(crate) few: u32,
    /// In the longer run under callgrind.
    pub(crate) many: u32,
    /// In each of the runs that the clock is read for.
    pub(crate) timed: u32,
}

/// What a subject costs per call.
struct Cost {
    /// None: not counted.
    instructions: Option<u64>,
    wall: Duration,
}

/// Over how many runs the median of the wall time is taken.
const TIMED_RUNS: usize = 21;

/// The whole program: measures under `cargo bench`, checks only under `cargo test --benches`.
pub(crate) fn main(bench: &Bench) -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    command(bench, &arguments).unwrap_or_else(|error| {
        // Nobody is left to tell when the text cannot be written.
        let _ = writeln!(std::io::stderr(), "error: {error}");
        ExitCode::FAILURE
    })
}

fn command(bench: &Bench, arguments: &[&str]) -> Result<ExitCode, BoxError> {
    match arguments {
        ["--run", name, calls] => {
            let mut subjects = bench.subjects.iter();
            let subject = subjects
                .find(|subject| subject.name == *name)
                .ok_or("no subject of this name")?;
            (subject.run)(calls.parse()?)?;
            Ok(ExitCode::SUCCESS)
        }
        [] => {
            (bench.check)()?;
            writeln!(std::io::stdout(), "{}: all subjects agree", bench.title)?;
            Ok(ExitCode::SUCCESS)
        }
        ["--bench"] => {
            (bench.check)()?;
            measure(bench)
        }
        _ => Err(format!("unexpected arguments: {}", arguments.join(" ")).into()),
    }
}

fn measure(bench: &Bench) -> Result<ExitCode, BoxError> {
    let counting = callgrind::is_here();
    let mut costs = Vec::new();
    for (subject, wall) in bench.subjects.iter().zip(walls(bench)?) {
        let instructions = if counting {
            Some(callgrind::per_call(subject, bench.calls)?)
        } else {
            None
        };
        costs.push(Cost { instructions, wall });
    }
    let table = table::Table::new(bench, &costs);
    writeln!(std::io::stdout(), "{table}")?;
    Ok(if table.is_within_limits() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The median time of a call of each subject. They take turns, so that a machine that is busy for
/// a while is busy for all of them.
fn walls(bench: &Bench) -> Result<Vec<Duration>, BoxError> {
    let calls = bench.calls.timed;
    let mut times: Vec<Vec<Duration>> = bench.subjects.iter().map(|_| Vec::new()).collect();
    for _ in 0..TIMED_RUNS {
        for (subject, times) in bench.subjects.iter().zip(&mut times) {
            let start = Instant::now();
            (subject.run)(calls)?;
            times.push(start.elapsed() / calls);
        }
    }
    let medians = times.into_iter().map(|mut times| {
        times.sort();
        times.get(TIMED_RUNS / 2).copied()
    });
    let medians: Option<Vec<Duration>> = medians.collect();
    medians.ok_or_else(|| "no run was timed".into())
}
