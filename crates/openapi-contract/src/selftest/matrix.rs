//! Which fault is found at which level, and by which case.

use std::fmt::{self, Write as _};

use serde_json::json;

use super::mutations::{Mutation, Unnoticed};
use crate::case::{Level, Side};

/// The levels, from the mildest to the strictest.
pub const LEVELS: [Level; 3] = [Level::Schema, Level::Shape, Level::Values];

/// What the selftest has found out.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// The rows, in the order of the tables.
    pub rows: Vec<Row>,
    /// Mutations of the document that changed nothing.
    pub unnoticed: Vec<Unnoticed>,
    /// How many mutations were made.
    pub mutations: Vec<Mutation>,
}

/// One server or client.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its side.
    pub side: Side,
    /// Its name.
    pub name: String,
    /// What it does.
    pub text: &'static str,
    /// What must come of it.
    pub kind: Kind,
    /// What came of it at each level; empty where the document has nothing of the sort. A stricter
    /// level holds all that a milder one holds, so what was found is not tried again.
    pub found: Vec<Found>,
}

/// What must come of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It must be found out.
    Fault,
    /// It must not be blamed.
    Variation,
}

/// What came of a row at one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The first case that was not held.
    By(String),
    /// No case.
    Nothing,
}

impl Row {
    /// Whether the strictest level did what it must.
    pub fn is_right(&self) -> bool {
        match (self.kind, self.found.last()) {
            (_, None) => true,
            (Kind::Fault, Some(found)) => *found != Found::Nothing,
            (Kind::Variation, Some(found)) => *found == Found::Nothing,
        }
    }

    /// Whether the document has what the row is about.
    pub fn applies(&self) -> bool {
        !self.found.is_empty()
    }
}

impl Matrix {
    /// Whether every fault was found, no variation was blamed, and every mutation was noticed.
    pub fn is_right(&self) -> bool {
        let any = |kind| {
            self.rows
                .iter()
                .any(|row| row.kind == kind && row.applies())
        };
        self.rows.iter().all(Row::is_right)
            && self.unnoticed.is_empty()
            && any(Kind::Fault)
            && any(Kind::Variation)
    }

    /// How many rows of a side and kind apply, and how many of them were found at a level.
    pub fn count(&self, side: Side, kind: Kind, level: Level) -> (usize, usize) {
        let at = LEVELS.iter().position(|one| *one == level);
        let rows = self
            .rows
            .iter()
            .filter(|row| row.side == side && row.kind == kind && row.applies());
        let found = rows.clone().filter(|row| {
            // A variation has the strictest level alone, which holds what the others hold.
            let found = at.and_then(|at| row.found.get(at));
            matches!(found.or(row.found.last()), Some(Found::By(_)))
        });
        (rows.count(), found.count())
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (side, kind, title) in [
            (Side::Server, Kind::Fault, "faulty servers"),
            (Side::Server, Kind::Variation, "right servers"),
            (Side::Client, Kind::Fault, "faulty clients"),
            (Side::Client, Kind::Variation, "right clients"),
        ] {
            writeln!(f, "{title}")?;
            let rows = self
                .rows
                .iter()
                .filter(|row| row.side == side && row.kind == kind);
            for row in rows {
                writeln!(f, "  {}", line(row)?)?;
            }
        }
        writeln!(f, "mutations of the document")?;
        for mutation in &self.mutations {
            let unnoticed = self
                .unnoticed
                .iter()
                .find(|one| one.mutation == mutation.name);
            let word = if unnoticed.is_some() {
                "UNNOTICED"
            } else {
                "noticed"
            };
            let (made, name) = (mutation.made, mutation.name);
            match (made, unnoticed) {
                (0, _) => writeln!(f, "  {name:<28} nothing of the sort")?,
                (_, None) => writeln!(f, "  {name:<28} {word} at {made}")?,
                (_, Some(one)) => {
                    writeln!(f, "  {name:<28} {word} at {}", one.pointers.join(", "))?;
                }
            }
        }
        writeln!(f)?;
        write!(f, "{}", self.summary())
    }
}

impl Matrix {
    /// One line for each level, and the mutations.
    pub fn summary(&self) -> String {
        let mut text = String::new();
        for level in LEVELS {
            let level_name = format!("{level:?}").to_lowercase();
            let mut parts = Vec::new();
            for (side, word) in [(Side::Server, "servers"), (Side::Client, "clients")] {
                let (all, found) = self.count(side, Kind::Fault, level);
                parts.push(format!("{found} of {all} faulty {word} found"));
            }
            let blamed =
                [Side::Server, Side::Client].map(|side| self.count(side, Kind::Variation, level));
            let (all, wrong) = blamed
                .iter()
                .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            parts.push(format!("{wrong} of {all} right ones blamed"));
            let _ = writeln!(text, "{level_name}: {}", parts.join(", "));
        }
        let made: usize = self.mutations.iter().map(|one| one.made).sum();
        let kinds = self.mutations.iter().filter(|one| one.made > 0).count();
        let missed: usize = self.unnoticed.iter().map(|one| one.pointers.len()).sum();
        let _ = writeln!(
            text,
            "document: {made} mutations of {kinds} kinds, {missed} unnoticed"
        );
        text
    }
}

impl Matrix {
    /// What is not as it should be, a line each.
    pub fn wrong(&self) -> String {
        let rows = self.rows.iter().filter(|row| !row.is_right());
        let rows = rows.filter_map(|row| Some(format!("{} {}\n", row.side, line(row).ok()?)));
        let mutations = self.unnoticed.iter();
        let mutations = mutations.map(|one| {
            format!(
                "mutation {} UNNOTICED at {}\n",
                one.mutation,
                one.pointers.join(", ")
            )
        });
        rows.chain(mutations).collect()
    }

    /// All of it as data, for programs.
    pub fn json(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let found: Vec<_> = row
                .found
                .iter()
                .map(|found| match found {
                    Found::By(case) => Some(case),
                    Found::Nothing => None,
                })
                .collect();
            json!({
                "side": row.side.to_string(),
                "kind": if row.kind == Kind::Fault { "fault" } else { "variation" },
                "name": row.name,
                "text": row.text,
                "applies": row.applies(),
                "found": found,
                "right": row.is_right(),
            })
        });
        let mutations = self.mutations.iter().map(|one| {
            let unnoticed = self
                .unnoticed
                .iter()
                .find(|other| other.mutation == one.name);
            json!({
                "name": one.name,
                "made": one.made,
                "unnoticed": unnoticed.map(|one| &one.pointers),
            })
        });
        let (rows, mutations): (Vec<_>, Vec<_>) = (rows.collect(), mutations.collect());
        let all = json!({"right": self.is_right(), "rows": rows, "mutations": mutations});
        format!("{all:#}\n")
    }
}

fn line(row: &Row) -> Result<String, fmt::Error> {
    let name = &row.name;
    let mut text = format!("{name:<30}");
    if !row.applies() {
        return Ok(text + " nothing of the sort in this document");
    }
    let word = match (row.kind, row.is_right()) {
        (Kind::Fault, true) => "found",
        (Kind::Fault, false) => "SURVIVED",
        (Kind::Variation, true) => "held",
        (Kind::Variation, false) => "BLAMED",
    };
    write!(text, " {word}")?;
    let mut last: Option<&str> = None;
    for (level, found) in LEVELS
        .iter()
        .zip(&row.found)
        .filter(|_| row.kind == Kind::Fault)
    {
        if let Found::By(case) = found
            && last != Some(case)
        {
            write!(text, "  {}: {case}", format!("{level:?}").to_lowercase())?;
            last = Some(case);
        }
    }
    if row.kind == Kind::Variation
        && let Some(Found::By(case)) = row.found.last()
    {
        write!(text, " by {case}")?;
    }
    Ok(text)
}
