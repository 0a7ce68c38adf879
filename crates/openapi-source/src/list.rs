//! A list of findings as a run prints it: the worst ones, in the order of the document, and a
//! line that counts them all.
//!
//! It chooses and counts; how one finding looks is the matter of [`crate::render()`] for people
//! and of [`crate::machine`] for programs. It prints nothing itself.

use std::fmt::Write as _;

use crate::{Diagnostic, Severity, Source, Style, machine, render, visible};

/// For whom a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// People: the lines of the document, with the places underlined.
    Human(Style),
    /// Programs: one JSON object per line, with the members `code`, `severity`, `message`,
    /// `label`, `file`, `line`, `column`, `end_line`, `end_column`, `help` and `related`.
    Json,
    /// GitHub Actions: one annotation per line.
    Github,
}

/// Writes at most `most` findings, sorted by file and position; [`crate::Span::file`] is an index
/// into `sources`.
///
/// Where there are more, errors go before warnings and warnings before notes. A last line counts
/// all of them and says how many are not shown; [`Format::Json`] has none, since it is one object
/// per finding. The result is empty if there are no findings.
pub fn list(sources: &[&Source], findings: &[Diagnostic], format: Format, most: usize) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let mut shown: Vec<&Diagnostic> = findings.iter().collect();
    if shown.len() > most {
        shown.sort_by_key(|found| (found.severity, found.span, found.code));
        shown.truncate(most);
    }
    let mut text = match format {
        Format::Human(style) => render::list(sources, shown.iter().copied(), style),
        Format::Json => machine::json(sources, &in_order(shown)),
        Format::Github => machine::github(sources, &in_order(shown)),
    };
    if format != Format::Json {
        if matches!(format, Format::Human(_)) && !text.is_empty() {
            text.push('\n');
        }
        let name = sources.first().map_or("", |source| source.name());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}: {}", visible(name), counts(findings, most));
    }
    text
}

/// By file and position; at one place the worst first.
pub(crate) fn in_order(mut findings: Vec<&Diagnostic>) -> Vec<&Diagnostic> {
    findings.sort_by_key(|found| (found.span, found.severity, found.code));
    findings
}

/// `3 errors, 1 warning, 40 notes (38 not shown)`.
fn counts(findings: &[Diagnostic], most: usize) -> String {
    let count = |severity: Severity, word: &str| {
        let of_it = |found: &&Diagnostic| found.severity == severity;
        match findings.iter().filter(of_it).count() {
            1 => format!("1 {word}"),
            count => format!("{count} {word}s"),
        }
    };
    let all = format!(
        "{}, {}, {}",
        count(Severity::Error, "error"),
        count(Severity::Warning, "warning"),
        count(Severity::Note, "note")
    );
    match findings.len().saturating_sub(most) {
        0 => all,
        hidden => format!("{all} ({hidden} not shown)"),
    }
}
