//! The commands of this workspace, run as `cargo xtask …`.
//!
//! Reading files, writing files and arguments are all that is done here: what a
//! document means is known by `openapi-model` and `openapi-codegen`, what a tree
//! of files becomes on disk by [`output`]. The work on a document is done by a
//! child of this program ([`isolation`]). This package builds without any
//! generated code, so that it can repair what it has generated.

mod arguments;
mod codes;
mod console;
mod contract;
mod digest;
mod explain;
mod generate;
mod isolation;
mod job;
mod limits;
mod manifest;
mod new;
mod output;
mod place;
mod record;
mod wire;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser as _;

use crate::arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Command::Generate(options) => generate::run(&options),
        Command::New(options) => new::run(&options),
        Command::Contract(options) => contract::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Work => work(),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Refused) => ExitCode::FAILURE,
        Err(error) => {
            // Nothing can be done about a closed stderr.
            let _ = console::complain(&format!("error: {error:#}\n"));
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

#[cfg(unix)]
fn work() -> Result<Outcome> {
    isolation::serve().map(|()| Outcome::Done)
}

#[cfg(not(unix))]
fn work() -> Result<Outcome> {
    anyhow::bail!("there are no children on this system")
}
