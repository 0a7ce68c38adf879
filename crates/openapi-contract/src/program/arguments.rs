//! What can be typed behind `openapi-contract`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::Level;

/// Holds servers and clients to an `OpenAPI` document.
#[derive(Debug, Parser)]
#[command(name = "openapi-contract", version)]
#[command(after_help = "exit codes: 0 held, 1 broken, 2 could not run")]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Hold a server to the document
    Verify(Box<Verify>),
    /// List the cases of a document
    Cases(Cases),
    /// Say what a code means and what to do; without a code, list them all
    Explain(Explain),
    /// Answer as the document says: a mock server that refuses what the document does not allow
    Mock(super::mock::Arguments),
    /// Show that the suite can fail: it must find faulty servers, faulty clients and changed documents
    Selftest(super::selftest::Arguments),
    /// Hold a client to the document: run a command for each case and judge what it sends
    VerifyClient(Box<super::verify_client::Arguments>),
}

/// What everything is held to.
#[derive(Debug, Args)]
pub(super) struct Promises {
    /// The `OpenAPI` document, YAML or JSON
    #[arg(long, value_name = "FILE")]
    pub(super) document: PathBuf,
    /// The state table: how to bring the server into each documented status
    #[arg(long, value_name = "FILE")]
    pub(super) state: Option<PathBuf>,
    /// Only the cases whose name contains this text, or is it; may be given several times
    #[arg(long, value_name = "CASE")]
    pub(super) only: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Cases {
    #[command(flatten)]
    pub(super) promises: Promises,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The code, such as C201
    pub(super) code: Option<String>,
}

/// A server behind a URL. Credentials come from environment variables alone.
#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    pub(super) promises: Promises,
    /// Where the server is; a path of the URL comes before every path of the document
    #[arg(long, value_name = "URL")]
    pub(super) url: String,
    #[command(flatten)]
    pub(super) credentials: Credentials,
    /// How strictly bodies are held to the examples [default: values with a state table, else
    /// schema]
    #[arg(long, value_enum)]
    pub(super) level: Option<LevelName>,
    /// What breaks the contract beside what the document says
    #[arg(long, value_enum)]
    pub(super) deny: Vec<Deny>,
    /// How many calls are drawn from the schemas for each case that draws [default: as many as
    /// the case says]
    #[arg(long, value_name = "N")]
    pub(super) draws: Option<u32>,
    /// Where drawing starts; another number draws other values
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) seed: u64,
    /// Drawn calls that failed once: read and tried first, and written when another one fails
    #[arg(long, value_name = "FILE")]
    pub(super) regressions: Option<PathBuf>,
    /// Pages to write, such as junit=report.xml,html=report.html; also json, markdown
    #[arg(long, value_name = "FORMAT=FILE", value_delimiter = ',')]
    pub(super) report: Vec<Page>,
    /// How the outcome is printed [default: human on a terminal, else plain]
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    /// How many cases are under way at once
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: u16,
    /// How long an answer may take, in seconds
    #[arg(long, value_name = "S", default_value_t = 10.0, value_parser = seconds)]
    pub(super) timeout: f64,
}

/// The names of environment variables that hold credentials which the server takes.
#[derive(Debug, Args)]
pub(super) struct Credentials {
    /// The token
    #[arg(long, value_name = "NAME")]
    pub(super) token_env: Option<String>,
    /// The public part of the key pair that signs
    #[arg(long, value_name = "NAME", requires = "secret_key_env")]
    pub(super) access_key_env: Option<String>,
    /// The secret part of the key pair that signs
    #[arg(long, value_name = "NAME", requires = "access_key_env")]
    pub(super) secret_key_env: Option<String>,
    /// For one security scheme: SCHEME=NAME, for a key pair SCHEME=ACCESS:SECRET
    #[arg(long, value_name = "SCHEME=NAME", value_parser = pair)]
    pub(super) credential: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LevelName {
    /// Bodies keep their schemas
    Schema,
    /// And have the members of the examples
    Shape,
    /// And have the values that the examples promise
    Values,
}

impl From<LevelName> for Level {
    fn from(name: LevelName) -> Self {
        match name {
            LevelName::Schema => Self::Schema,
            LevelName::Shape => Self::Shape,
            LevelName::Values => Self::Values,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// Statuses that the document does not list for the operation
    Undocumented,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, with a line that shows progress
    Human,
    /// Plain lines
    Plain,
    /// Annotations of GitHub Actions
    Github,
}

/// A page that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) kind: PageKind,
    pub(super) path: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageKind {
    Html,
    Json,
    Junit,
    Markdown,
}

impl std::str::FromStr for Page {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, path) = text
            .split_once('=')
            .ok_or("write FORMAT=FILE, such as html=report.html")?;
        let kind = match kind {
            "html" => PageKind::Html,
            "json" => PageKind::Json,
            "junit" => PageKind::Junit,
            "markdown" => PageKind::Markdown,
            _ => return Err("the formats are html, json, junit and markdown".to_owned()),
        };
        if path.is_empty() {
            return Err("the name of the file is missing".to_owned());
        }
        Ok(Self {
            kind,
            path: path.into(),
        })
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (scheme, name) = text.split_once('=').ok_or("write SCHEME=NAME")?;
    Ok((scheme.to_owned(), name.to_owned()))
}

pub(super) fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "this is not a number")?;
    if (0.001..=3600.0).contains(&seconds) {
        Ok(seconds)
    } else {
        Err("at least 0.001 and at most 3600 seconds".to_owned())
    }
}
