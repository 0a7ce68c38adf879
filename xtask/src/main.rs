//! The commands of this workspace, run as `cargo xtask …`.
//!
//! Reading files, writing files and arguments are all that is done here: what a
//! document means is known by `openapi-codegen`, what a tree of files becomes on
//! disk by [`output`]. This package builds without any generated code, so that
//! it can repair what it has generated.

mod arguments;
mod generate;
mod manifest;
mod new;
mod output;
mod place;

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser as _;

use crate::arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Command::Generate(options) => generate::run(&options),
        Command::New(options) => new::run(&options),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Refused) => ExitCode::FAILURE,
        Err(error) => {
            // Nothing can be done about a closed stderr.
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// How a command ended that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    /// Something is wrong with what it looked at; it has said what.
    Refused,
}

/// Prints to stdout; a reader that has gone away is not an error.
fn say(text: &str) -> Result<()> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
