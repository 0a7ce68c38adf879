//! The error of values that an enumeration does not list.

use std::fmt;

/// A value that the document does not list. It does not say which: the value is a peer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownValue;

impl UnknownValue {
    /// The error.
    pub const fn new() -> Self {
        Self
    }
}

impl Default for UnknownValue {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a documented value")
    }
}

impl std::error::Error for UnknownValue {}
