//! The program `openapi-contract`: arguments, files, what is printed, and the exit code.
//!
//! Each command has a module that reads what it needs, lets the library do the work, and says what
//! came of it: 0 where the contract was held, 1 where it was broken, 2 where that could not be
//! found out. Nothing is judged here.
//!
//! Where to go next: [`arguments`] for what can be typed, [`console`] for where it prints.

use std::{ffi::OsString, process::ExitCode};

use clap::Parser as _;

mod arguments;
mod cases;
mod console;
mod contract;
mod credentials;
mod explain;
mod mock;
mod runtime;
mod selftest;
mod stop;
mod verify;
mod verify_client;

use arguments::{Arguments, Command};
use console::complain;
use stop::Stop;

/// How a command ended that could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// The contract was held, or there was nothing to hold.
    Held,
    /// The contract was broken; the command has said how.
    Broken,
}

/// Runs the program with these arguments, the first of which is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Nothing can be done about a closed stream.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let result = match arguments.command {
        Command::Cases(options) => cases::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Mock(options) => mock::run(&options),
        Command::VerifyClient(options) => verify_client::run(&options),
        Command::Selftest(options) => selftest::run(&options),
        Command::Verify(options) => verify::run(&options),
    };
    match result {
        Ok(Outcome::Held) => ExitCode::SUCCESS,
        Ok(Outcome::Broken) => ExitCode::from(1),
        Err(stop) => {
            complain(&format!("{stop}\n"));
            ExitCode::from(2)
        }
    }
}
