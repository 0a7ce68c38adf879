//! The table of a bench, and whether all limits are kept.

use std::fmt;

use super::{Bench, Cost, Subject};

/// What the subjects of a bench cost.
pub(crate) struct Table<'a> {
    bench: &'a Bench,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    subject: &'a Subject,
    cost: &'a Cost,
    /// In thousandths of its baseline: of instructions where they were counted, else of time.
    ratio: u64,
}

impl<'a> Table<'a> {
    /// One row for each subject, beside its cost.
    pub(crate) fn new(bench: &'a Bench, costs: &'a [Cost]) -> Self {
        let rows = bench.subjects.iter().zip(costs).map(|(subject, cost)| Row {
            subject,
            cost,
            ratio: baseline(bench, subject, costs).map_or(0, |baseline| ratio(cost, baseline)),
        });
        Self {
            bench,
            rows: rows.collect(),
        }
    }

    /// Whether no subject takes more instructions than it may. Time is not judged.
    pub(crate) fn is_within_limits(&self) -> bool {
        self.rows.iter().all(Row::is_within_limit)
    }
}

impl Row<'_> {
    fn is_within_limit(&self) -> bool {
        let limit = self.subject.limit.unwrap_or(u64::MAX);
        self.cost.instructions.is_none() || self.ratio <= limit
    }
}

/// What the subject is compared with.
fn baseline<'a>(bench: &Bench, subject: &Subject, costs: &'a [Cost]) -> Option<&'a Cost> {
    let names = bench.subjects.iter().map(|other| other.name);
    let mut all = names.zip(costs);
    all.find(|(name, _cost)| *name == subject.baseline)
        .map(|(_name, cost)| cost)
}

/// Rounded up, so that a limit is not kept by rounding.
fn ratio(cost: &Cost, baseline: &Cost) -> u64 {
    let (cost, baseline) = match (cost.instructions, baseline.instructions) {
        (Some(cost), Some(baseline)) => (u128::from(cost), u128::from(baseline)),
        _ => (cost.wall.as_nanos(), baseline.wall.as_nanos()),
    };
    u64::try_from((cost * 1000).div_ceil(baseline.max(1))).unwrap_or(u64::MAX)
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.bench.title)?;
        let counted = self.rows.iter().any(|row| row.cost.instructions.is_some());
        if !counted {
            writeln!(f, "skipped: instruction counts need valgrind")?;
        }
        let names = self.rows.iter().map(|row| row.subject.name.len());
        let width = names.max().unwrap_or_default();
        let instructions = format!("instructions/{}", self.bench.call);
        let column = instructions.len();
        writeln!(
            f,
            "  {:width$}  {instructions}  {:>7}  {:>7}  {:>10}",
            "subject",
            "ratio",
            "limit",
            format!("{}/{}", "median", self.bench.call)
        )?;
        for row in &self.rows {
            let count = row.cost.instructions.map_or("-".to_owned(), grouped);
            let limit = row.subject.limit.filter(|_| counted);
            let limit = limit.map_or("-".to_owned(), thousandths);
            writeln!(
                f,
                "  {:width$}  {count:>column$}  {:>7}  {limit:>7}  {:>10}{}",
                row.subject.name,
                thousandths(row.ratio),
                format!("{:.1?}", row.cost.wall),
                if row.is_within_limit() {
                    ""
                } else {
                    "  over the limit"
                }
            )?;
        }
        Ok(())
    }
}

fn thousandths(value: u64) -> String {
    format!("{}.{:03}", value / 1000, value % 1000)
}

/// `1234567` as `1,234,567`.
fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
