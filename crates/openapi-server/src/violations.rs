//! Which rules of the document a request breaks, and where.
//!
//! A violation names a place and a rule. It refuses to hold what was sent there: neither values
//! nor names of members that the document does not know.

use std::borrow::Cow;
use std::fmt;

/// How many violations one answer lists at most.
pub const MAX_VIOLATIONS: usize = 16;

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// A JSON pointer into the body (empty: all of it), or `/path/NAME`, `/query/NAME`,
    /// `/header/NAME`, `/cookie/NAME` for a parameter.
    pub pointer: String,
    /// What is expected, such as `expected a string`.
    pub rule: Cow<'static, str>,
}

/// The broken rules of one request; keeps the first [`MAX_VIOLATIONS`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// None yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds one, unless the list is full.
    pub fn push(&mut self, pointer: impl Into<String>, rule: impl Into<Cow<'static, str>>) {
        if !self.is_full() {
            self.0.push(Violation {
                pointer: pointer.into(),
                rule: rule.into(),
            });
        }
    }

    /// Adds all of another list, as far as there is room.
    pub(crate) fn extend(&mut self, others: Self) {
        let room = MAX_VIOLATIONS.saturating_sub(self.0.len());
        self.0.extend(others.0.into_iter().take(room));
    }

    /// Whether more would be dropped: a reason to stop looking.
    pub fn is_full(&self) -> bool {
        self.0.len() >= MAX_VIOLATIONS
    }

    /// Whether no rule is broken.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many rules are listed.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// In the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.iter().enumerate() {
            let pointer = if violation.pointer.is_empty() {
                "body"
            } else {
                &violation.pointer
            };
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{pointer}: {}", violation.rule)?;
        }
        Ok(())
    }
}
