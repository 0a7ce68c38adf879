//! The API as plain data: everything the emitters need, nothing they do not.
//!
//! The reader ([`crate::read()`]) fills it once, already checked and sorted; emitters only look
//! at it. Names and texts are as the document has them. Spans are only there so that later
//! stages can say where something is.

#![expect(
    missing_docs,
    reason = "names and types say it; what they do not say is documented"
)]

mod look_around;
mod operation;
mod rejection;
mod schema;
mod security;

pub use look_around::*;
pub use operation::*;
pub use rejection::*;
pub use schema::*;
pub use security::*;

/// A whole document.
#[derive(Debug, Clone)]
pub struct Api {
    pub title: String,
    pub description: String,
    pub version: String,
    /// Those of `tags`, in document order; operations may have others.
    pub tags: Vec<Tag>,
    /// `x-tag-style`.
    pub tag_style: TagStyle,
    pub schemas: Schemas,
    /// Sorted by path, then method, then [`Operation::fixed`].
    pub operations: Vec<Operation>,
    /// The schemes that some operation uses, sorted by name.
    pub schemes: Vec<Scheme>,
    /// One body per kind, as `x-rejections` says; None: RFC 9457.
    pub rejections: Vec<(RejectionKind, Option<Answer>)>,
    /// Sorted by code.
    pub error_codes: Vec<ErrorCode>,
    /// What was left out because it cannot be honoured; empty unless that was asked for.
    pub skipped: Vec<Skipped>,
}

/// A group of operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    pub description: String,
}

/// What tags mean for the code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TagStyle {
    /// All operations are together.
    #[default]
    Merged,
    /// The operations of each tag are a group of their own.
    Separate,
}

/// An operation that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Upper case.
    pub method: String,
    pub path: String,
    /// The message of the first error.
    pub reason: String,
}
