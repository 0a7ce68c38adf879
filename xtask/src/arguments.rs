//! What can be typed behind `cargo xtask`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::limits::Limit;

/// The name of the command a child is started with ([`crate::isolation`]).
pub(crate) const WORK: &str = "work-as-a-child";

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
    /// Make the committed list of the cases that hold a document
    Contract(Contract),
    /// Say what the code of a finding means, with an example; without a code, list them all
    Explain(Explain),
    /// Serve one request of a parent
    #[command(name = WORK, hide = true)]
    Work,
}

/// Without arguments: every document in `openapi/`, into the crates of this workspace.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag that is there or not"
)]
pub(crate) struct Generate {
    /// Change nothing; list what is stale, missing or orphaned and fail if anything is
    #[arg(long)]
    pub(crate) check: bool,
    /// Fail if the server can answer a status that the document does not list
    #[arg(long)]
    pub(crate) deny_undocumented: bool,
    /// Leave out and list operations that cannot be honoured, instead of failing
    #[arg(long)]
    pub(crate) skip_unsupported: bool,
    /// How findings are printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Human)]
    pub(crate) message_format: MessageFormat,
    /// Show at most so many findings, the worst ones [default: 50, with json all]
    #[arg(long, value_name = "N")]
    pub(crate) max_findings: Option<usize>,
    /// Set a limit, such as `depth=200` or `time=60,memory=4096`; a finding that is about one
    /// names it
    #[arg(long, value_name = "NAME=N", value_delimiter = ',')]
    pub(crate) limit: Vec<Limit>,
    /// A document outside this workspace
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) document: Option<PathBuf>,
    /// Where to write its crates
    #[arg(long, value_name = "DIR", requires = "document")]
    pub(crate) out: Option<PathBuf>,
    /// Where those crates find the runtime crates: a folder, or a version in the registry
    /// [default: this checkout]
    #[arg(long, value_name = "PATH|VERSION", requires = "out")]
    pub(crate) runtime: Option<String>,
    /// Make a fourth crate, too, whose tests send every operation from the client to the server
    /// and back [default: only if DIR has it]
    #[arg(long, requires = "document")]
    pub(crate) loopback: bool,
    /// Make a crate with a command line, too: NAME-cli, with a command for each operation [default:
    /// only if it is there]
    #[arg(long)]
    pub(crate) cli: bool,
    /// Whether each tag has a trait in the server and a handle in the client [default: what
    /// `x-tag-style` of the document says]
    #[arg(long, value_enum, value_name = "STYLE", requires = "document")]
    pub(crate) tag_style: Option<TagStyle>,
}

/// What tags mean for the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TagStyle {
    /// One trait for all operations
    Merged,
    /// A trait for each tag
    Separate,
}

impl From<TagStyle> for openapi_codegen::TagStyle {
    fn from(style: TagStyle) -> Self {
        match style {
            TagStyle::Merged => Self::Merged,
            TagStyle::Separate => Self::Separate,
        }
    }
}

/// Without arguments: the document of this workspace and the state table of its example server.
#[derive(Debug, Args)]
pub(crate) struct Contract {
    /// Change nothing; show what is stale and fail if anything is
    #[arg(long)]
    pub(crate) check: bool,
    /// The document, from the root of this workspace
    #[arg(long, value_name = "FILE", default_value = "openapi/apig.yaml")]
    pub(crate) document: String,
    /// The state table that goes with it
    #[arg(long, value_name = "FILE", default_value = "tests/contract.toml")]
    pub(crate) states: String,
    /// Where the list is, without `.json` and `.md`
    #[arg(long, value_name = "STEM", default_value = "tests/contract.lock")]
    pub(crate) lock: String,
}

/// For whom findings are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people, with the lines of the document, on stderr
    #[default]
    Human,
    /// For programs: one JSON object per line on stdout
    Json,
    /// For GitHub Actions: annotations on stdout
    Github,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The name of the document and the first part of the crates' names, such as `billing`
    pub(crate) name: String,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Such as `E031`
    pub(crate) code: Option<String>,
}
