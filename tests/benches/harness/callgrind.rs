//! Counts instructions: the program runs itself under valgrind's callgrind.
//!
//! It refuses to install anything: on a machine without valgrind nothing is counted.

use std::process::Command;

use super::{BoxError, Calls, Subject};

/// Whether this machine can count.
pub(crate) fn is_here() -> bool {
    let version = Command::new("valgrind").arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

/// The instructions of one call, without those of starting and stopping.
pub(crate) fn per_call(subject: &Subject, calls: Calls) -> Result<u64, BoxError> {
    let few = collected(subject, calls.few)?;
    let many = collected(subject, calls.many)?;
    let calls = calls.many.checked_sub(calls.few).map(u64::from);
    many.checked_sub(few)
        .zip(calls)
        .and_then(|(instructions, calls)| instructions.checked_div(calls))
        .ok_or_else(|| "the longer run took fewer instructions".into())
}

/// All instructions of a process that makes so many calls. Its children are not counted.
fn collected(subject: &Subject, calls: u32) -> Result<u64, BoxError> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args(["--run", subject.name, &calls.to_string()])
        .output()?;
    let report = String::from_utf8_lossy(&output.stderr);
    let count = report
        .lines()
        .find_map(|line| line.split_once("Collected :"))
        .and_then(|(_, count)| count.trim().parse().ok());
    count
        .filter(|_| output.status.success())
        .ok_or_else(|| format!("callgrind failed on {}:\n{report}", subject.name).into())
}
