//! Bodies that are too large, where the document says that a body can be.

use super::{Case, Change, Expect, Family, ground::Ground};

/// The usual limit, where the state table names no size.
const USUAL: usize = 1 << 20;

pub(super) fn cases(ground: &Ground<'_>) -> Vec<Case> {
    let is_documented = ground
        .operation
        .responses
        .iter()
        .any(|one| one.status == crate::spec::Status::Code(413));
    if !is_documented || ground.json().is_none() {
        return Vec::new();
    }
    // Blanks behind the value, so that size is all that is wrong with it.
    let size = ground.too_large.unwrap_or(USUAL + 1);
    let padded = || Change::Padded(size);
    // The document says that there is a limit, and only the state table where it is.
    let expect = match ground.too_large {
        Some(_) => Expect::exactly(&[413]),
        None => Expect::NoFault,
    };
    let probe = |label, changes| ground.probe(Family::Size, label, changes, expect.clone());
    vec![
        probe("declared", vec![padded()]),
        probe("streamed", vec![padded(), Change::Chunked]),
    ]
}
