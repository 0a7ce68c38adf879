//! Digests, to tell whether bytes are the same as before.

use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes in lower hex.
pub(crate) fn of(bytes: &[u8]) -> String {
    hex(Sha256::new_with_prefix(bytes))
}

/// The finished digest in lower hex.
pub(crate) fn hex(hash: Sha256) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
    hash.finalize()
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
