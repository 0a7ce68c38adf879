//! The run as Markdown, for a comment on a change.

use std::fmt::Write as _;

use super::{Report, Style};
use crate::coverage::{Hole, Tally};

impl Report<'_> {
    /// The run as Markdown: the verdict, each cause, and what was covered.
    pub fn markdown(&self) -> String {
        let mut page = format!(
            "# Contract of {}\n\nTested: {}\n\n**{}**\n",
            escaped(&self.document()),
            escaped(self.target),
            self.last_line(Style::Plain)
        );
        let causes = self.causes();
        if !causes.is_empty() {
            page.push_str("\n## Broken\n");
        }
        for cause in &causes {
            page.push_str(&fenced(&self.cause(cause, Style::Plain)));
        }
        let void = self.void();
        if !void.is_empty() {
            page.push_str("\n## Void\n\n");
        }
        for (case, twin) in void {
            _ = writeln!(
                page,
                "- {}: {} was not held",
                escaped(&case.name),
                escaped(twin)
            );
        }
        if !self.gaps.is_empty() {
            page.push_str("\n## Not tested\n\n");
        }
        for gap in self.gaps {
            let place = self.spec.place(&gap.pointer).to_string();
            _ = writeln!(page, "- {}: {}", escaped(&place), escaped(&gap.text));
        }
        page.push_str(&self.coverage_table());
        let parts = self.parts();
        if !parts.is_empty() {
            page.push_str("\n## Parts of requests\n\n| part | held | cases |\n|---|--:|--:|\n");
        }
        for (pointer, held, all) in parts {
            _ = writeln!(page, "| {} | {held} | {all} |", escaped(pointer));
        }
        page
    }

    fn coverage_table(&self) -> String {
        let coverage = self.coverage();
        let mut rows = coverage.rows().peekable();
        let mut page = "\n## Coverage\n\n| operation | status | media type |".to_owned();
        let sides = rows.peek().map(|row| row.cells.len()).unwrap_or_default();
        for (side, ..) in rows.peek().into_iter().flat_map(|row| &row.cells) {
            _ = write!(page, " {side} |");
        }
        _ = writeln!(page, "\n|---|---|---|{}", "--:|".repeat(sides));
        for row in rows {
            _ = write!(
                page,
                "| {} | {} | {} |",
                escaped(row.operation),
                escaped(row.status),
                escaped(row.media_type)
            );
            for (_, tally, hole) in row.cells {
                _ = write!(page, " {} |", cell(tally, hole));
            }
            page.push('\n');
        }
        page
    }
}

fn cell(tally: Option<Tally>, hole: Hole) -> String {
    match (tally, hole) {
        (None, Hole::Open) => "**missing**".to_owned(),
        (None, Hole::None) => "-".to_owned(),
        (Some(tally), _) if tally.passed + tally.failed == 0 => "not run".to_owned(),
        (Some(tally), _) => format!("{}/{}", tally.passed, tally.passed + tally.failed),
    }
}

/// A block of text behind a fence that the text does not contain.
fn fenced(text: &str) -> String {
    let longest = text.split(|one| one != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default().max(2) + 1);
    format!("\n{fence}text\n{text}\n{fence}\n")
}

/// Text on one line in which nothing is markup.
fn escaped(text: &str) -> String {
    let mut page = String::new();
    for letter in openapi_source::visible(text).chars() {
        match letter {
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '&' => page.push_str("&amp;"),
            letter if letter.is_ascii_punctuation() && !".,/-:".contains(letter) => {
                page.push('\\');
                page.push(letter);
            }
            letter => page.push(letter),
        }
    }
    page
}
