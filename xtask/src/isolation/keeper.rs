//! The parent: starts a child, listens to it, and knows what it died of.

use std::io::{self, Read as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};
use openapi_source::{Diagnostic, Source, Span, quoted};
use rustix::process::Signal;

use super::Budget;
use crate::arguments::WORK;
use crate::codes;
use crate::job::message::Message;
use crate::job::{Answer, Request, fault};
use crate::limits::Limits;
use crate::wire::Wire as _;

/// How much longer than its processor time a child may take: the machine may be busy.
const PATIENCE: u64 = 4;
/// How much a dying child may say.
const LAST_WORDS: u64 = 64 << 10;
/// The stacks of further threads that a child starts.
const FURTHER_STACKS: usize = 8 << 20;

/// Does the work on a document in a child.
pub(crate) fn run(request: &Request) -> Result<Answer> {
    let program = std::env::current_exe().context("cannot find this program")?;
    let mut child = Command::new(program)
        .arg(WORK)
        .env_clear()
        .env("RUST_MIN_STACK", FURTHER_STACKS.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start a child")?;
    let heard = listen(request, &mut child);
    // It is done, or it has to be. It holds nothing that must be put away first.
    let killed = child.kill();
    let status = child.wait().context("cannot wait for the child")?;
    let heard = heard?;
    match heard.end {
        End::Done(answer) => Ok(*answer),
        End::Failed(error) => Err(anyhow!(error)),
        End::Late => Ok(refusal(request, late(heard.budget))),
        End::Silent => {
            killed.context("cannot end the child")?;
            Ok(refusal(request, death(status, &heard.words, heard.budget)))
        }
    }
}

/// What was heard from a child.
struct Heard {
    end: End,
    /// What it may cost, by what it has read.
    budget: Budget,
    /// What it said to people.
    words: String,
}

/// How listening ended.
enum End {
    Done(Box<Answer>),
    Failed(String),
    /// The deadline has passed.
    Late,
    /// It died.
    Silent,
}

fn listen(request: &Request, child: &mut Child) -> Result<Heard> {
    let (Some(mut stdin), Some(mut stdout), Some(mut stderr)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        bail!("a child has no pipes");
    };
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        while let Ok(message) = Message::take(&mut stdout) {
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    let words = std::thread::spawn(move || {
        let mut words = Vec::new();
        let _ = (&mut stderr).take(LAST_WORDS).read_to_end(&mut words);
        let _ = io::copy(&mut stderr, &mut io::sink());
        String::from_utf8_lossy(&words).into_owned()
    });
    let started = Instant::now();
    // A child that has died already is heard of below.
    let _ = request.put(&mut stdin);
    drop(stdin);
    let limits = Limits::new(&request.limits);
    let mut budget = Budget::of(0, &limits);
    let end = loop {
        let patience = Duration::from_secs(budget.seconds.saturating_mul(PATIENCE));
        match receiver.recv_timeout(patience.saturating_sub(started.elapsed())) {
            Ok(Message::Read(bytes)) => budget = Budget::of(bytes, &limits),
            Ok(Message::Done(answer)) => break End::Done(answer),
            Ok(Message::Failed(error)) => break End::Failed(error),
            Err(RecvTimeoutError::Timeout) => break End::Late,
            Err(RecvTimeoutError::Disconnected) => break End::Silent,
        }
    };
    let words = match end {
        End::Silent => words.join().unwrap_or_default(),
        End::Done(_) | End::Failed(_) | End::Late => String::new(),
    };
    Ok(Heard { end, budget, words })
}

/// The finding for a child that took too long.
fn late(budget: Budget) -> Diagnostic {
    costly("time", budget)
}

/// The finding for a child that died by itself.
fn death(status: ExitStatus, words: &str, budget: Budget) -> Diagnostic {
    if words.contains("memory allocation of") {
        return costly("memory", budget);
    }
    if status.signal() == Some(Signal::XCPU.as_raw()) {
        return costly("time", budget);
    }
    let said = words.lines().find(|line| !line.trim().is_empty());
    match said {
        Some(line) => fault(&format!("it died ({status}) saying {}", quoted(line))),
        None => fault(&format!("it died ({status}) without a word")),
    }
}

fn costly(what: &str, budget: Budget) -> Diagnostic {
    let message = format!("this document takes more {what} than its budget (`{what}`): {budget}");
    Diagnostic::error(codes::TOO_COSTLY, Span::default(), message)
        .help("look for schemas that multiply each other, or grant it more")
}

/// The answer of a child that gave none.
fn refusal(request: &Request, found: Diagnostic) -> Answer {
    let source = Source::new(&*request.shown, "");
    let mut found = [found];
    Limits::hint(&mut found);
    Answer {
        report: openapi_source::list(&[&source], &found, request.format, request.most),
        ..Answer::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_child_died_of() {
        let budget = Budget::of(7, &Limits::default());
        let check = |status: i32, words: &str, code: &str, text: &str| {
            let found = death(ExitStatus::from_raw(status), words, budget);
            assert_eq!(found.code, code, "{found:?}");
            assert!(found.message.contains(text), "{found:?}");
        };
        check(
            6,
            "memory allocation of 9 bytes failed\n",
            codes::TOO_COSTLY,
            "(`memory`)",
        );
        check(Signal::XCPU.as_raw(), "", codes::TOO_COSTLY, "(`time`)");
        check(9, "", openapi_model::codes::INTERNAL, "without a word");
        check(
            6,
            "\nthread 'x' has overflowed its stack\nfatal",
            openapi_model::codes::INTERNAL,
            "overflowed its stack",
        );
    }
}
