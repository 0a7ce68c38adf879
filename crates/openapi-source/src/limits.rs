//! How much of a document is taken before it is refused.
//!
//! Every limit is checked while reading, so a hostile document costs no more than the limit, and
//! every refusal names the limit. The limits do not judge what a document says.
//! [`crate::Document::parse`] applies them.

use std::io::{self, Read};

/// What a document may cost. Each field can be raised by the caller.
///
/// The defaults take every public description the size of the large cloud providers', and hold
/// the memory in proportion to the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the input in bytes. Default: 64 MiB.
    pub bytes: usize,
    /// How many mappings and sequences may stand inside each other. Default: 128. Values above
    /// [`Limits::MAX_DEPTH`] count as that.
    pub depth: usize,
    /// Number of values (scalars, mappings, sequences), those that aliases insert included.
    /// Default: 4,000,000.
    pub nodes: usize,
    /// Memory that anchors and aliases may copy, in bytes (estimated). Default: 16 MiB.
    pub alias_bytes: usize,
    /// Number of findings after which reading stops. Default: 1,000.
    pub findings: usize,
}

impl Limits {
    /// The deepest nesting that can be allowed. Code that walks a tree may recurse: this many
    /// steps fit on every stack.
    pub const MAX_DEPTH: usize = 512;

    /// Reads `input` to its end, but at most one byte more than [`Limits::bytes`] allows.
    ///
    /// The extra byte lets [`crate::Document::parse`] see that the input is too large, so the
    /// refusal has one text and one place.
    pub fn read(&self, input: impl Read) -> io::Result<Vec<u8>> {
        let most = u64::try_from(self.bytes)
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        let mut bytes = Vec::new();
        input.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The depth that is really applied.
    pub(crate) fn effective_depth(&self) -> usize {
        self.depth.min(Self::MAX_DEPTH)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            depth: 128,
            nodes: 4_000_000,
            alias_bytes: 16 << 20,
            findings: 1_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Limits;

    #[test]
    fn an_endless_input_is_read_one_byte_too_far_and_no_further() {
        let limits = Limits {
            bytes: 1_000,
            ..Limits::default()
        };
        assert_eq!(limits.read(std::io::repeat(b'a')).unwrap().len(), 1_001);
        assert_eq!(limits.read(&b"ab"[..]).unwrap(), b"ab");
    }
}
