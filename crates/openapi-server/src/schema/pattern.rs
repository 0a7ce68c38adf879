//! Patterns, in linear time whatever the text: neither engine ever backtracks.
//!
//! Plain ones are expressions of the crate `regex` (feature `pattern`), those with look-around are
//! programs of the crate `openapi-pattern` (feature `look-around`). Without either feature there
//! is no way to make one, and no engine is built.

use std::fmt;
#[cfg(feature = "pattern")]
use std::sync::OnceLock;

#[cfg(feature = "look-around")]
use openapi_pattern::Program;

/// A `pattern` of the document; compiled when it is first used.
pub struct Pattern {
    source: &'static str,
    engine: Engine,
}

enum Engine {
    #[cfg(feature = "pattern")]
    Regex {
        text: &'static str,
        compiled: OnceLock<Option<regex::Regex>>,
    },
    #[cfg(feature = "look-around")]
    LookAround(Program<'static>),
}

impl Pattern {
    /// A pattern as the document has it, and the same in the syntax of the crate `regex`, found to
    /// be well-formed at generation; one that is not matches no text.
    #[cfg(feature = "pattern")]
    pub const fn new(source: &'static str, regex: &'static str) -> Self {
        let engine = Engine::Regex {
            text: regex,
            compiled: OnceLock::new(),
        };
        Self { source, engine }
    }

    /// A pattern with look-around as the document has it, and the program it became.
    #[cfg(feature = "look-around")]
    pub const fn looking(source: &'static str, program: Program<'static>) -> Self {
        let engine = Engine::LookAround(program);
        Self { source, engine }
    }

    /// As the document has it.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the text is as the pattern wants it.
    #[cfg(any(feature = "pattern", feature = "look-around"))]
    pub fn is_match(&self, text: &str) -> bool {
        match &self.engine {
            #[cfg(feature = "pattern")]
            Engine::Regex {
                text: regex,
                compiled,
            } => {
                let compiled = compiled.get_or_init(|| regex::Regex::new(regex).ok());
                compiled.as_ref().is_some_and(|regex| regex.is_match(text))
            }
            #[cfg(feature = "look-around")]
            Engine::LookAround(program) => program.is_match(text),
        }
    }

    /// Whether the text is as the pattern wants it.
    #[cfg(not(any(feature = "pattern", feature = "look-around")))]
    pub fn is_match(&self, _: &str) -> bool {
        match self.engine {}
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}
