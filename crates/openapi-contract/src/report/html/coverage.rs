//! What was tested, as coloured grids.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{super::Report, escape};
use crate::{
    call::encode,
    case::Family,
    coverage::{Hole, Tally},
    run::Outcome,
};

/// One cell: how many of how many, and what the colour says.
#[derive(Clone, Copy, Default)]
struct Cell {
    held: usize,
    broken: usize,
    void: usize,
    not_run: usize,
    is_missing: bool,
}

impl Cell {
    fn write(self, page: &mut String, title: &str, find: &str) {
        let ran = self.held + self.broken + self.void;
        let (class, text) = match self {
            Self { broken: 1.., .. } => ("broken", format!("{}/{ran}", self.held)),
            Self { void: 1.., .. } => ("void", format!("{}/{ran}", self.held)),
            Self { held: 1.., .. } => ("held", self.held.to_string()),
            Self { not_run: 1.., .. } => ("hole", "not run".to_owned()),
            Self {
                is_missing: true, ..
            } => ("hole", "–".to_owned()),
            Self { .. } => ("none", "·".to_owned()),
        };
        let text = match (find, class) {
            ("", _) | (_, "none") => text,
            (find, _) => format!("<a href=\"#find={}\">{text}</a>", encode(find)),
        };
        _ = write!(
            page,
            "<td class=\"{class}\" title=\"{}\">{text}</td>",
            escape(title)
        );
    }
}

impl Report<'_> {
    pub(super) fn grids(&self, page: &mut String) {
        page.push_str(
            "<h2>Coverage</h2>\n<p class=\"legend\"><span class=\"held\">held</span>\
             <span class=\"broken\">held of all, some broken</span><span class=\"void\">some prove \
             nothing</span><span class=\"hole\">documented, without a case of its own</span></p>\n",
        );
        self.by_family(page);
        self.by_status(page);
    }

    /// Operation × family.
    fn by_family(&self, page: &mut String) {
        let mut cells: BTreeMap<(&str, Family), Cell> = BTreeMap::new();
        for (case, record) in self.pairs() {
            let cell = cells.entry((&case.operation, case.family)).or_default();
            match record.outcome {
                Outcome::Held => cell.held += 1,
                Outcome::Broken(_) => cell.broken += 1,
                Outcome::Void(_) => cell.void += 1,
                Outcome::NotRun => cell.not_run += 1,
            }
        }
        let is_used = |family: &Family| cells.keys().any(|(_, one)| one == family);
        let families: Vec<Family> = Family::ALL.into_iter().filter(is_used).collect();
        page.push_str("<div class=\"scroll\"><table><thead><tr><th>Operation</th>");
        for family in &families {
            _ = write!(page, "<th class=\"col\">{family}</th>");
        }
        page.push_str("</tr></thead><tbody>\n");
        for operation in &self.spec.operations {
            let id = operation.id.as_str();
            _ = write!(
                page,
                "<tr><th class=\"op\" scope=\"row\">{}<small>{} {}</small></th>",
                escape(id),
                escape(&operation.method),
                escape(&operation.path)
            );
            for family in &families {
                let cell = cells.get(&(id, *family)).copied().unwrap_or_default();
                let title = format!("{id}: {family}");
                cell.write(page, &title, &format!("{family}:: ::{id}::"));
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody></table></div>\n");
    }

    /// Operation × status, with all media types and sides of a status in one cell.
    fn by_status(&self, page: &mut String) {
        let coverage = self.coverage();
        let mut cells: BTreeMap<(&str, &str), (Cell, Vec<String>)> = BTreeMap::new();
        let mut statuses: Vec<&str> = Vec::new();
        for row in coverage.rows() {
            for (side, tally, hole) in &row.cells {
                let Tally {
                    passed,
                    failed,
                    waiting,
                } = tally.unwrap_or_default();
                let (cell, titles) = cells.entry((row.operation, row.status)).or_default();
                cell.held += passed;
                cell.broken += failed;
                cell.not_run += waiting;
                cell.is_missing |= *hole == Hole::Open;
                titles.push(format!(
                    "{} {side}: {passed} of {} held",
                    row.media_type,
                    passed + failed
                ));
            }
            if !statuses.contains(&row.status) {
                statuses.push(row.status);
            }
        }
        // The request first, then numbers, ranges and the default.
        statuses.sort_by_key(|status| (*status != "request", status.len() > 3, *status));
        statuses.retain(|status| {
            let mut of_status = cells.iter().filter(|((_, one), _)| one == status);
            of_status
                .any(|(_, (cell, _))| cell.is_missing || cell.held + cell.broken + cell.not_run > 0)
        });
        page.push_str("<div class=\"scroll\"><table><thead><tr><th>Operation</th>");
        for status in &statuses {
            _ = write!(page, "<th class=\"col\">{}</th>", escape(status));
        }
        page.push_str("</tr></thead><tbody>\n");
        for operation in &self.spec.operations {
            let id = operation.id.as_str();
            _ = write!(
                page,
                "<tr><th class=\"op\" scope=\"row\">{}</th>",
                escape(id)
            );
            for status in &statuses {
                match cells.get(&(id, *status)) {
                    Some((cell, titles)) => cell.write(page, &titles.join("\n"), ""),
                    None => Cell::default().write(page, "not documented", ""),
                }
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody></table></div>\n");
    }

    /// The parts of requests and how many cases are about each.
    pub(super) fn parts_table(&self, page: &mut String) {
        let parts = self.parts();
        if parts.is_empty() {
            return;
        }
        _ = write!(
            page,
            "<h2>Parts of requests</h2>\n<details><summary class=\"soft\">{} parameters, properties \
             and rules that cases are about</summary>\n<div class=\"scroll\"><table class=\"parts\"><tbody>\n",
            parts.len()
        );
        for (pointer, held, all) in parts {
            let class = if held < all { " class=\"none\"" } else { "" };
            _ = writeln!(
                page,
                "<tr><td>{}</td><td>{}</td><td{class}>{held} of {all} held</td></tr>",
                escape(pointer),
                escape(&self.spec.place(pointer).to_string()),
            );
        }
        page.push_str("</tbody></table></div></details>\n");
    }
}
