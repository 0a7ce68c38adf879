//! What a run prints, and where.
//!
//! Findings for people go to stderr and what was done goes to stdout, as with a compiler. Findings
//! for programs go to stdout; as JSON they are alone there. It decides no text.

use std::io::{self, IsTerminal as _, Write as _};

use anyhow::Result;
use openapi_source::{Format, Style};

use crate::arguments::MessageFormat;

/// How many findings people are shown unless they say otherwise.
const FEW: usize = 50;

/// Where a run prints.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Console {
    pub(crate) format: Format,
    /// How many findings are shown.
    pub(crate) most: usize,
}

impl Console {
    /// The console that was asked for.
    pub(crate) fn new(format: MessageFormat, most: Option<usize>) -> Self {
        let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let (format, few) = match format {
            MessageFormat::Human if colour => (Format::Human(Style::Coloured), FEW),
            MessageFormat::Human => (Format::Human(Style::Plain), FEW),
            MessageFormat::Json => (Format::Json, usize::MAX),
            MessageFormat::Github => (Format::Github, FEW),
        };
        Self {
            format,
            most: most.unwrap_or(few),
        }
    }

    /// Prints findings.
    pub(crate) fn findings(&self, text: &str) -> Result<()> {
        match self.format {
            Format::Human(_) => complain(text),
            Format::Json | Format::Github => say(text),
        }
    }

    /// Prints what was done.
    pub(crate) fn done(&self, text: &str) -> Result<()> {
        match self.format {
            Format::Json => complain(text),
            Format::Human(_) | Format::Github => say(text),
        }
    }
}

/// Prints to stdout; a reader that has gone away is not an error.
pub(crate) fn say(text: &str) -> Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Prints to stderr.
pub(crate) fn complain(text: &str) -> Result<()> {
    Ok(io::stderr().lock().write_all(text.as_bytes())?)
}
