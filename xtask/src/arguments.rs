//! What can be typed behind `cargo xtask`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// The commands of this workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make the generated folders from the documents
    Generate(Generate),
    /// Start a document `openapi/NAME.yaml` and its three crates
    New(New),
}

/// Without arguments: every document in `openapi/`, into the crates of this workspace.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// Change nothing; list what is stale, missing or orphaned and fail if anything is
    #[arg(long)]
    pub(crate) check: bool,
    /// Fail if the server can answer a status that the document does not list
    #[arg(long)]
    pub(crate) deny_undocumented: bool,
    /// A document outside this workspace
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) document: Option<PathBuf>,
    /// Where to write its three crates
    #[arg(long, value_name = "DIR", requires = "document")]
    pub(crate) out: Option<PathBuf>,
    /// Where those crates find the runtime crates: a folder, or a version in the registry
    /// [default: this checkout]
    #[arg(long, value_name = "PATH|VERSION", requires = "out")]
    pub(crate) runtime: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The name of the document and the first part of the crates' names, such as `billing`
    pub(crate) name: String,
}
