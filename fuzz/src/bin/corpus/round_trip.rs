//! Each operation from its client to its server and back.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::build::Built;
use crate::generation::{End, Generated};
use crate::share;

/// How long the operations of one document may take.
const DEADLINE: Duration = Duration::from_secs(120);

/// What came of all operations.
pub struct Trips {
    passed: usize,
    /// Those for which no value was found, and those whose code was not built.
    untried: usize,
    operations: usize,
    /// What went wrong, by document and operation.
    failed: BTreeMap<String, String>,
}

/// Runs the tests that were built.
pub fn run(generated: &Generated, built: &Built) -> std::io::Result<Trips> {
    let mut trips = Trips { passed: 0, untried: 0, operations: 0, failed: BTreeMap::new() };
    for made in generated.good() {
        let End::Generated { operations, undrawn, .. } = made.end else { continue };
        trips.operations += operations;
        let path = made.document.path.display();
        let name = &made.name;
        let Some(program) = built.tests.get(name) else {
            trips.untried += operations;
            trips.failed.insert(format!("{name} ({path})"), "was not built".to_owned());
            continue;
        };
        trips.untried += undrawn;
        if undrawn > 0 {
            let note = format!("no values were found for {undrawn} operations");
            trips.failed.insert(format!("{name} ({path})"), note);
        }
        let text = output(program)?;
        let passed = text.lines().filter(|line| line.starts_with("test ") && line.ends_with(" ... ok"));
        let passed = passed.count();
        trips.passed += passed;
        for (test, why) in reasons(&text) {
            trips.failed.insert(format!("{name} ({path}) {test}"), why);
        }
        if passed + undrawn < operations {
            let key = format!("{name} ({path}) in all");
            trips.failed.insert(key, format!("{passed} of {operations} passed"));
        }
    }
    Ok(trips)
}

/// What a test program prints; one that hangs is ended.
fn output(program: &Path) -> std::io::Result<String> {
    let mut child = Command::new(program).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut out = child.stdout.take();
    let mut bytes = Vec::new();
    std::thread::scope(|scope| {
        let read = scope.spawn(|| {
            out.as_mut().map(|out| out.read_to_end(&mut bytes));
        });
        let end = Instant::now() + DEADLINE;
        while !read.is_finished() {
            if Instant::now() >= end {
                let _ = child.kill();
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    });
    child.wait()?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The text of each panic by the name of its test.
fn reasons(text: &str) -> Vec<(&str, String)> {
    let parts = text.split("\n---- ").skip(1);
    let named = parts.filter_map(|part| part.split_once(" stdout ----\n"));
    named
        .map(|(test, rest)| {
            let end = rest.find("\n\n").unwrap_or(rest.len());
            let why = rest.get(..end).unwrap_or(rest).trim();
            let lines = why.lines().filter(|line| !line.starts_with("note:"));
            let why: String = lines.collect::<Vec<_>>().join(" | ");
            (test, why.chars().take(600).collect())
        })
        .collect()
}

impl Trips {
    pub fn print(&self) {
        for (operation, why) in &self.failed {
            println!("{operation}: {why}");
        }
        println!("operations that round-trip: {}", share(self.passed, self.operations));
        println!("  not tried: {}", self.untried);
    }
}
