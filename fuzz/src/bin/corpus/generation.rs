//! Every document through the generator, each in a child that is killed when it takes too long.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::choose::Document;
use crate::{one, share};

/// How long a document may take, for each mebibyte it begins.
const DEADLINE: Duration = Duration::from_secs(10);

/// What came of one document.
pub struct Made {
    /// The first part of the names of its crates.
    pub name: String,
    pub document: Document,
    pub end: End,
    took: Duration,
    memory: u64,
}

/// How it ended.
pub enum End {
    Generated { operations: usize, lines: usize, undrawn: usize },
    /// The code of the first error, and all of them.
    Refused { code: String, text: String },
    /// It panicked, died or took too long.
    Failed(String),
}

/// What came of all.
pub struct Generated {
    pub all: Vec<Made>,
}

/// Generates them, two at a time; the crates are written if there is a folder for them.
pub fn run(documents: &[Document], out: Option<&Path>) -> std::io::Result<Generated> {
    let program = std::env::current_exe()?;
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let at = next.fetch_add(1, Ordering::Relaxed)
                    && let Some(document) = documents.get(at)
                {
                    let made = child(&program, document, &format!("c{at:04}"), out);
                    all.lock().unwrap_or_else(PoisonError::into_inner).push(made);
                }
            });
        }
    });
    let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Generated { all })
}

fn child(program: &Path, document: &Document, name: &str, out: Option<&Path>) -> Made {
    let began = Instant::now();
    let mut command = Command::new(program);
    command.arg(one::COMMAND).arg(&document.path).arg(name).args(out);
    let answer = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())
        .and_then(|child| wait(child, document.bytes));
    let took = began.elapsed();
    let (memory, end) = match answer {
        Ok(answer) => (answer["memory"].as_u64().unwrap_or(0), end(&answer)),
        Err(why) => (0, End::Failed(why)),
    };
    Made { name: name.to_owned(), document: document.clone(), end, took, memory }
}

fn end(answer: &Value) -> End {
    let count = |key: &str| answer[key].as_u64().and_then(|it| usize::try_from(it).ok());
    match (count("operations"), answer["text"].as_str()) {
        (Some(operations), _) => End::Generated {
            operations,
            lines: count("lines").unwrap_or(0),
            undrawn: answer["undrawn"].as_array().map_or(0, Vec::len),
        },
        (None, Some(text)) => End::Refused {
            code: answer["code"].as_str().unwrap_or("no code").to_owned(),
            text: text.to_owned(),
        },
        (None, None) => End::Failed(answer.to_string()),
    }
}

fn wait(mut child: std::process::Child, bytes: u64) -> Result<Value, String> {
    let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
    let (mut text, mut complaint) = (String::new(), String::new());
    std::thread::scope(|scope| {
        // Whoever waits must read, and whoever reads must not wait for a child that hangs.
        let read = scope.spawn(|| {
            out.as_mut().map(|out| out.read_to_string(&mut text));
        });
        let listen = scope.spawn(|| {
            err.as_mut().map(|err| err.read_to_string(&mut complaint));
        });
        let megabytes = u32::try_from(1 + (bytes >> 20)).unwrap_or(u32::MAX);
        let end = Instant::now() + DEADLINE.saturating_mul(megabytes);
        while !(read.is_finished() && listen.is_finished()) {
            if Instant::now() >= end {
                let _ = child.kill();
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    });
    let status = child.wait().map_err(|error| error.to_string())?;
    if !status.success() {
        return Err(format!("{status}: {}", complaint.trim()));
    }
    serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))
}

impl Generated {
    /// Those that crates were made of.
    pub fn good(&self) -> impl Iterator<Item = &Made> {
        self.all.iter().filter(|made| matches!(made.end, End::Generated { .. }))
    }

    /// Only what must never happen is a failure.
    pub fn code(&self) -> ExitCode {
        let failed = self.all.iter().any(|made| matches!(made.end, End::Failed(_)));
        if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }

    pub fn print(&self) {
        let (mut operations, mut lines) = (0, 0);
        let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for made in &self.all {
            let path = made.document.path.display();
            match &made.end {
                End::Generated { operations: more, lines: text, .. } => {
                    operations += more;
                    lines += text;
                }
                End::Refused { code, text } => {
                    let line = text.lines().find(|line| line.starts_with("error"));
                    let line = line.unwrap_or_else(|| text.lines().next().unwrap_or_default());
                    reasons.entry(code.clone()).or_default().push(format!("{path}: {line}"));
                }
                End::Failed(why) => {
                    let list = reasons.entry("FAILED".to_owned()).or_default();
                    list.push(format!("{path}: {why}"));
                }
            }
        }
        for (code, list) in &reasons {
            println!("{code}: {} documents", list.len());
            for line in list {
                println!("  {line}");
            }
        }
        println!("generated: {}", share(self.good().count(), self.all.len()));
        println!("  {operations} operations, {lines} lines of code");
        if let Some(slowest) = self.all.iter().max_by_key(|made| made.took) {
            let (took, path) = (slowest.took.as_secs_f64(), slowest.document.path.display());
            println!("  the slowest took {took:.2} s: {path}, {} bytes", slowest.document.bytes);
        }
        if let Some(largest) = self.all.iter().max_by_key(|made| made.memory) {
            let (memory, path) = (largest.memory >> 20, largest.document.path.display());
            println!("  the largest took {memory} MiB: {path}, {} bytes", largest.document.bytes);
        }
    }
}
