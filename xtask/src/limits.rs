//! `--limit NAME=N`: which limits there are, and what is applied when none is given.
//!
//! The limits themselves belong to the crates that keep them; here they get the names that can be
//! typed. A finding that names a limit is told the flag that raises it by [`Limits::hint`].

use std::fmt;
use std::str::FromStr;

use openapi_source::{Diagnostic, quoted};

/// One `NAME=N`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit {
    pub(crate) name: &'static str,
    pub(crate) value: u64,
}

/// What a run may cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) source: openapi_source::Limits,
    pub(crate) model: openapi_model::Limits,
    /// Seconds; in proportion to the input if nothing is said.
    pub(crate) time: Option<u64>,
    /// Mebibytes; in proportion to the input if nothing is said.
    pub(crate) memory: Option<u64>,
}

/// A name and what it sets.
type Row = (&'static str, fn(&mut Limits, u64));

/// Every limit by the name that findings and people use.
const TABLE: &[Row] = &[
    ("alias_bytes", |all, n| all.source.alias_bytes = count(n)),
    ("bytes", |all, n| all.source.bytes = count(n)),
    ("depth", |all, n| {
        all.source.depth = count(n);
        all.model.depth = count(n);
    }),
    ("expansion", |all, n| all.model.expansion = count(n)),
    ("files", |all, n| all.model.files = count(n)),
    ("findings", |all, n| all.source.findings = count(n)),
    ("memory", |all, n| all.memory = Some(n)),
    ("nodes", |all, n| all.source.nodes = count(n)),
    ("operations", |all, n| all.model.operations = count(n)),
    ("references", |all, n| all.model.references = count(n)),
    ("schemas", |all, n| all.model.schemas = count(n)),
    ("time", |all, n| all.time = Some(n)),
];

fn count(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// The names that can be typed, for the help.
fn names() -> String {
    let names: Vec<&str> = TABLE.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.name, self.value)
    }
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| "write it as NAME=N".to_owned())?;
        let row = TABLE.iter().find(|(known, _)| *known == name);
        let (name, _) =
            row.ok_or_else(|| format!("there is no limit {}, but {}", quoted(name), names()))?;
        let value = value
            .parse()
            .map_err(|_| format!("{} is not a whole number", quoted(value)))?;
        Ok(Self { name, value })
    }
}

impl Limits {
    /// The limits that apply when these are given; of equal names the last one counts.
    pub(crate) fn new(given: &[Limit]) -> Self {
        let mut limits = Self::default();
        for limit in given {
            for (_, set) in TABLE.iter().filter(|(name, _)| *name == limit.name) {
                set(&mut limits, limit.value);
            }
        }
        limits
    }

    /// Those of the reader, which reads other files within those of the source.
    pub(crate) fn model(&self) -> openapi_model::Limits {
        openapi_model::Limits {
            source: self.source.clone(),
            ..self.model.clone()
        }
    }

    /// Tells each error that names a limit, as in ``the limit of 9 (`depth`)`` or
    /// ``raise the limit `depth` ``, how to raise it.
    pub(crate) fn hint(findings: &mut [Diagnostic]) {
        for found in findings.iter_mut().filter(|found| found.is_error()) {
            let help = found.help.as_deref().unwrap_or_default();
            let named = |(name, _): &&Row| {
                found.message.contains(&format!("(`{name}`)"))
                    || found.message.contains(&format!("limit `{name}`"))
                    || help.contains(&format!("limit `{name}`"))
            };
            if let Some((name, _)) = TABLE.iter().find(named) {
                let flag = format!("`--limit {name}=N` sets the limit");
                found.help = Some(match found.help.take() {
                    Some(help) => format!("{help}: {flag}"),
                    None => flag,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use openapi_source::{Document, Span};

    use super::*;

    #[test]
    fn what_can_be_typed() {
        let check = |text: &str, expected: Result<(&str, u64), &str>| {
            let read = text.parse::<Limit>().map(|limit| (limit.name, limit.value));
            match (read, expected) {
                (Ok(read), Ok(expected)) => assert_eq!(read, expected),
                (Err(read), Err(expected)) => assert!(read.contains(expected), "{read}"),
                (read, expected) => assert_eq!(format!("{read:?}"), format!("{expected:?}")),
            }
        };
        check("depth=9", Ok(("depth", 9)));
        check("depth", Err("NAME=N"));
        check("depth=", Err("whole number"));
        check("depth=-1", Err("whole number"));
        check("depht=1", Err("operations"));
        let given = ["depth=9", "time=3", "depth=10"].map(|text| text.parse().unwrap());
        let limits = Limits::new(&given);
        assert_eq!((limits.source.depth, limits.time), (10, Some(3)));
        assert_eq!((limits.model.depth, limits.memory), (10, None));
    }

    #[test]
    fn every_limit_can_be_set() {
        let defaults = Limits::default();
        for (name, _) in TABLE {
            let limits = Limits::new(&[Limit { name, value: 7 }]);
            assert_ne!(limits, defaults, "{name}");
        }
    }

    #[test]
    fn an_error_that_names_a_limit_names_its_flag() {
        let limits = Limits::new(&["depth=1".parse().unwrap()]);
        let report = Document::parse("x", b"[[1]]", &limits.source).unwrap_err();
        let mut findings = report.diagnostics;
        findings.push(Diagnostic::error("E100", Span::default(), "no limit").help("none"));
        Limits::hint(&mut findings);
        let helps: Vec<_> = findings
            .iter()
            .filter_map(|found| found.help.as_deref())
            .collect();
        assert_eq!(
            helps,
            [
                "nest less, or raise the limit: `--limit depth=N` sets the limit",
                "none"
            ]
        );
    }
}
