//! Patterns, in linear time whatever the text: the `regex` crate never backtracks.
//!
//! Without the feature `pattern` there is no way to make one, and no regex engine is built.

use std::fmt;
#[cfg(feature = "pattern")]
use std::sync::OnceLock;

/// A `pattern` of the document; compiled when it is first used.
pub struct Pattern {
    source: &'static str,
    #[cfg(feature = "pattern")]
    compiled: OnceLock<Option<regex::Regex>>,
    #[cfg(not(feature = "pattern"))]
    never: std::convert::Infallible,
}

impl Pattern {
    /// A pattern that the generator has found to compile.
    #[cfg(feature = "pattern")]
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            compiled: OnceLock::new(),
        }
    }

    /// As the document has it.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// Whether some part of the text matches. A source that does not compile matches nothing.
    #[cfg(feature = "pattern")]
    pub fn is_match(&self, text: &str) -> bool {
        let compiled = self
            .compiled
            .get_or_init(|| regex::Regex::new(self.source).ok());
        compiled.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// Whether some part of the text matches.
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
