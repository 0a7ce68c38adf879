//! A report for a terminal: the coverage table, each cause in at most ten lines, a last line that
//! says it all.

use std::{collections::BTreeMap, fmt::Write as _};

use openapi_source::visible;

use super::{Cause, Report};
use crate::run::{Completeness, Outcome, Record};

/// How text for people looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Nothing but text.
    Plain,
    /// With the colours of a terminal.
    Coloured,
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Coloured => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }

    pub(crate) fn red(self, text: &str) -> String {
        self.paint("1;31", text)
    }

    pub(crate) fn green(self, text: &str) -> String {
        self.paint("1;32", text)
    }

    pub(crate) fn yellow(self, text: &str) -> String {
        self.paint("1;33", text)
    }
}

/// How many void cases are named before they are only counted.
const NAMED: usize = 8;

impl Report<'_> {
    /// The whole report.
    pub fn text(&self, style: Style) -> String {
        let mut text = format!("{}\n\n", self.coverage());
        for cause in self.causes() {
            _ = writeln!(text, "{}\n", self.cause(&cause, style));
        }
        text.push_str(&self.void_text(style));
        text.push_str(&self.undocumented_text(style));
        text.push_str(&self.gaps_text(style));
        text.push_str(&self.last_line(style));
        text.push('\n');
        text
    }

    /// The coverage table.
    pub fn table(&self) -> String {
        self.coverage().to_string()
    }

    /// One cause in at most ten lines.
    pub fn cause(&self, cause: &Cause<'_>, style: Style) -> String {
        let failure = cause.failure.to_string();
        let mut lines: Vec<String> = failure.lines().map(str::to_owned).collect();
        let mut further = vec![];
        if !cause.also.is_empty() {
            further.push(format!("  also in {}", cases(cause.also.len())));
        }
        further.extend(cause.record.curl.iter().map(|curl| format!("  {curl}")));
        further.push(format!("  repeat: {}", self.repeat(&cause.case.name)));
        // Ten lines in all; what is cut are differences behind the first ones.
        if lines.len() + further.len() > 10 {
            lines.truncate(9 - further.len());
            lines.push("  and more".to_owned());
        }
        if let Some(first) = lines.first_mut() {
            *first = style.red(first);
        }
        lines.extend(further);
        lines.join("\n")
    }

    fn void_text(&self, style: Style) -> String {
        let mut by_twin: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (case, twin) in self.void() {
            by_twin.entry(twin).or_default().push(&case.name);
        }
        let mut text = String::new();
        for (twin, names) in by_twin {
            let head = format!("void: {twin} was not held (C401), so these prove nothing");
            _ = writeln!(text, "{}", style.yellow(&head));
            for name in names.iter().take(NAMED) {
                _ = writeln!(text, "  {name}");
            }
            if names.len() > NAMED {
                _ = writeln!(text, "  and {} more", names.len() - NAMED);
            }
            text.push('\n');
        }
        text
    }

    fn undocumented_text(&self, style: Style) -> String {
        let mut found: BTreeMap<(&str, u16), usize> = BTreeMap::new();
        for (case, record) in self.pairs() {
            for status in &record.undocumented {
                *found.entry((&case.operation, *status)).or_default() += 1;
            }
        }
        if found.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", style.yellow("undocumented statuses (C208)"));
        for ((operation, status), count) in found {
            _ = writeln!(text, "  {operation} {status} in {}", cases(count));
        }
        text.push('\n');
        text
    }

    fn gaps_text(&self, style: Style) -> String {
        if self.gaps.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", style.yellow("not tested (C402)"));
        for gap in self.gaps.iter().take(NAMED) {
            let place = self.spec.place(&gap.pointer);
            _ = writeln!(text, "  {place}: {}", visible(&gap.text));
        }
        if self.gaps.len() > NAMED {
            _ = writeln!(text, "  and {} more", self.gaps.len() - NAMED);
        }
        text.push('\n');
        text
    }

    /// One line that says it all.
    pub fn last_line(&self, style: Style) -> String {
        let counts = self.run.counts();
        let verdict = match (self.run.is_held(), self.run.completeness) {
            (_, Completeness::Partial) => style.yellow("interrupted"),
            (true, Completeness::Whole) => style.green("held"),
            (false, Completeness::Whole) => style.red("broken"),
        };
        let mut line = format!(
            "{verdict}: {} of {} held",
            counts.held,
            cases(self.run.records.len())
        );
        for (count, what) in [
            (counts.broken, "broken"),
            (counts.void, "void"),
            (counts.not_run, "not run"),
        ] {
            if count > 0 {
                _ = write!(line, ", {count} {what}");
            }
        }
        if !self.gaps.is_empty() {
            _ = write!(line, "; not tested: {}", self.gaps.len());
        }
        _ = write!(line, " in {:.2} s", self.elapsed.as_secs_f64());
        line
    }
}

/// What happened to a case, in a word.
pub(super) fn word(record: &Record) -> &'static str {
    match record.outcome {
        Outcome::Held => "held",
        Outcome::Broken(_) => "broken",
        Outcome::Void(_) => "void",
        Outcome::NotRun => "not run",
    }
}

pub(super) fn cases(count: usize) -> String {
    match count {
        1 => "1 case".to_owned(),
        count => format!("{count} cases"),
    }
}
