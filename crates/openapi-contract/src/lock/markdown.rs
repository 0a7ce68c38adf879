//! The lock for people: what is tested, operation by operation.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{Entry, Lock, Promise};
use crate::case::{Family, Side};

impl Lock {
    /// The file `contract.lock.md`.
    pub fn markdown(&self) -> String {
        let mut out = format!("# The contract of {}\n\n", self.document);
        let (cases, operations) = (self.cases.len(), self.operations.len());
        let _ = writeln!(
            out,
            "{cases} cases for {operations} {}. Made from the document and the state table; do not edit.\n",
            if operations == 1 {
                "operation"
            } else {
                "operations"
            }
        );
        out.push_str(&counts(&self.cases));
        list(
            &mut out,
            "What the examples say about each other",
            &self.relations,
        );
        list(&mut out, "Names whose examples differ", &self.conflicts);
        list(
            &mut out,
            "Answers that no operation decides",
            &self.rejections,
        );
        list(
            &mut out,
            "Statuses that no case reaches in a real server",
            &self.unreached,
        );
        list(
            &mut out,
            "Operations that no case calls in a real server",
            &self.groundless,
        );
        list(&mut out, "At most, for each operation", &self.bounds);
        for promise in &self.operations {
            self.operation(&mut out, promise);
        }
        out
    }

    fn operation(&self, out: &mut String, promise: &Promise) {
        let _ = writeln!(
            out,
            "## {}\n\n`{}`\n",
            cell(&promise.operation),
            promise.request
        );
        for (what, lines) in [
            ("Credentials", &promise.security),
            ("Parameters", &promise.parameters),
            ("Bodies", &promise.bodies),
            ("Answers", &promise.answers),
        ] {
            if !lines.is_empty() {
                let lines: Vec<String> = lines.iter().map(|line| cell(line)).collect();
                let _ = writeln!(out, "- {what}: {}", lines.join(" · "));
            }
        }
        let parts: Vec<_> = self
            .parts
            .iter()
            .filter(|part| part.operation == promise.operation)
            .collect();
        if !parts.is_empty() {
            out.push_str("\n### Who owns each part of a request\n\n| part | cases |\n|---|---|\n");
        }
        for part in parts {
            let owners = match (part.owners.as_slice(), &part.why) {
                ([], Some(why)) => format!("none: {why}"),
                ([], None) => "**NONE**".to_owned(),
                ([one, .., last], _) if last.starts_with("and ") => {
                    format!("{}, … {last}", cell(one))
                }
                (several, _) => cell(&several.join(", ")),
            };
            let _ = writeln!(out, "| {} | {owners} |", cell(&part.part));
        }
        for family in Family::ALL {
            let cases = self
                .cases
                .iter()
                .filter(|case| case.family == Some(family) && case.operation == promise.operation);
            let lines: Vec<String> = cases.map(|case| line(case, &promise.operation)).collect();
            if !lines.is_empty() {
                let _ = write!(
                    out,
                    "\n### {family}\n\n| case | what | expected |\n|---|---|---|\n"
                );
                out.push_str(&lines.concat());
            }
        }
        out.push('\n');
    }
}

/// One case as a row: the name without what the headings say, what is special about the request,
/// and the expectation.
fn line(case: &Entry, operation: &str) -> String {
    let rest = case
        .name
        .split_once("::")
        .map_or(case.name.as_str(), |(_, rest)| rest);
    let name = rest.replacen(&format!("::{operation}::"), " · ", 1);
    let what = match (&case.reply, case.changes.as_slice()) {
        (Some(reply), _) => reply.clone(),
        (None, []) => {
            let request = case.request.first().cloned().unwrap_or_default();
            let body = case
                .body
                .as_ref()
                .map_or(String::new(), |body| format!(" {body}"));
            let headers = case.request.iter().skip(1);
            let headers: String = headers.flat_map(|header| [", ", header]).collect();
            format!("{request}{headers}{body}")
        }
        (None, changes) => changes.join("; "),
    };
    let before: String = case
        .before
        .iter()
        .flat_map(|step| [step.as_str(), " → "])
        .collect();
    format!(
        "| {} | {}{} | {} |\n",
        cell(&name),
        cell(&before),
        cell(&what),
        cell(&case.expect)
    )
}

/// Family by side.
fn counts(cases: &[Entry]) -> String {
    let mut table: BTreeMap<Family, BTreeMap<Side, usize>> = BTreeMap::new();
    for case in cases {
        if let (Some(family), Some(side)) = (case.family, case.side) {
            *table.entry(family).or_default().entry(side).or_default() += 1;
        }
    }
    let mut out = "| family |".to_owned();
    for side in Side::ALL {
        let _ = write!(out, " {side} |");
    }
    out.push_str("\n|---|");
    out.push_str(&"--:|".repeat(Side::ALL.len()));
    out.push('\n');
    for (family, sides) in table {
        let _ = write!(out, "| {family} |");
        for side in Side::ALL {
            let count = sides.get(&side).map_or(String::new(), ToString::to_string);
            let _ = write!(out, " {count} |");
        }
        out.push('\n');
    }
    out.push('\n');
    out
}

fn list(out: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "## {title}\n");
    for line in lines {
        let _ = writeln!(out, "- {}", cell(line));
    }
    out.push('\n');
}

/// Text in a table: nothing in it acts as Markdown or HTML.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '|' | '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
