//! Patterns, in linear time whatever the text: the `regex` crate never backtracks.
//!
//! A pattern with look-ahead is taken apart at generation: each part is a plain expression that
//! must match, or must not. Without the feature `pattern` there is no way to make one, and no
//! regex engine is built.

use std::fmt;
#[cfg(feature = "pattern")]
use std::sync::OnceLock;

/// A `pattern` of the document; compiled when it is first used.
pub struct Pattern {
    source: &'static str,
    #[cfg(feature = "pattern")]
    parts: &'static [Part],
    #[cfg(not(feature = "pattern"))]
    never: std::convert::Infallible,
}

/// An expression of a [`Pattern`].
pub struct Part {
    #[cfg(feature = "pattern")]
    regex: &'static str,
    #[cfg(feature = "pattern")]
    expected: Expected,
    #[cfg(feature = "pattern")]
    compiled: OnceLock<Option<regex::Regex>>,
    #[cfg(not(feature = "pattern"))]
    never: std::convert::Infallible,
}

/// What a text is to do with an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Some part of it must match.
    Match,
    /// No part of it may match.
    NoMatch,
}

#[cfg(feature = "pattern")]
impl Part {
    /// An expression in the syntax of the crate `regex`, found to compile at generation.
    pub const fn new(regex: &'static str, expected: Expected) -> Self {
        Self {
            regex,
            expected,
            compiled: OnceLock::new(),
        }
    }

    /// An expression that does not compile agrees with no text.
    fn agrees(&self, text: &str) -> bool {
        let compiled = self
            .compiled
            .get_or_init(|| regex::Regex::new(self.regex).ok());
        let found = compiled.as_ref().map(|regex| regex.is_match(text));
        found == Some(self.expected == Expected::Match)
    }
}

impl Pattern {
    /// A pattern as the document has it, and what it was turned into: all parts must agree.
    #[cfg(feature = "pattern")]
    pub const fn new(source: &'static str, parts: &'static [Part]) -> Self {
        Self { source, parts }
    }

    /// As the document has it.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the text is as the pattern wants it.
    #[cfg(feature = "pattern")]
    pub fn is_match(&self, text: &str) -> bool {
        self.parts.iter().all(|part| part.agrees(text))
    }

    /// Whether the text is as the pattern wants it.
    #[cfg(not(feature = "pattern"))]
    pub fn is_match(&self, _: &str) -> bool {
        match self.never {}
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}

impl fmt::Debug for Part {
    #[cfg(feature = "pattern")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Part").field(&self.regex).finish()
    }

    #[cfg(not(feature = "pattern"))]
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.never {}
    }
}
