//! `openapi-contract selftest`: whether the suite finds what is wrong, and nothing else.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Outcome, Stop, console::say};
use crate::selftest::{Ground, run as test};

/// Plays faulty servers and clients, right ones that are unusual, and changed documents.
///
/// Every fault must be found at the level `values`, nobody who is right may be blamed, and each
/// change of the document must change the lock or be refused. The table says for each fault which
/// case found it first, from the mildest level on. Nothing but loopback is connected to.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The `OpenAPI` document, YAML or JSON [default: one that is built in]
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
    /// The state table of the document
    #[arg(long, value_name = "FILE", requires = "document")]
    state: Option<PathBuf>,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A row for each fault, and the sums
    Table,
    /// The sums, and what is not as it should be
    Summary,
    /// The same as data
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Stop> {
    let ground = match &arguments.document {
        Some(document) => Ground::read(document, arguments.state.as_deref())?,
        None => Ground::built_in()?,
    };
    let matrix = test(&ground).map_err(|error| {
        Stop::new(
            format!("the selftest cannot be run: {error}"),
            "look at the limits of this process",
        )
    })?;
    say(&match arguments.format {
        Format::Table => matrix.to_string(),
        Format::Summary => matrix.wrong() + &matrix.summary(),
        Format::Json => matrix.json(),
    })?;
    Ok(if matrix.is_right() {
        Outcome::Held
    } else {
        Outcome::Broken
    })
}
