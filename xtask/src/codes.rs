//! The codes of the findings that only a run as a whole can have: E050 to E059.
//!
//! Those of documents belong to `openapi-source` and `openapi-model`. [`crate::explain`] has a
//! page on each.

/// Reading and generating took more than [`crate::isolation::Budget`] grants.
pub(crate) const TOO_COSTLY: &str = "E050";
