//! The codes of this crate's findings, each with its one meaning.
//!
//! `E` stops generation, `W` does not. Numbers up to 029 belong to
//! `openapi-source` (bytes that are not a readable tree); a number is never
//! reused for something else.

/// Not an OpenAPI document of a supported version.
pub(crate) const VERSION: &str = "E030";
/// A member that must be there is missing.
pub(crate) const MISSING: &str = "E031";
/// A value is of another kind than OpenAPI asks for.
pub(crate) const KIND: &str = "E032";
/// A `$ref` that leads nowhere, in a circle or out of the document.
pub(crate) const REFERENCE: &str = "E033";
/// A construct of OpenAPI that the generator does not take yet.
pub(crate) const UNSUPPORTED: &str = "E034";
/// Two things would have the same name in Rust.
pub(crate) const NAME_CLASH: &str = "E035";
/// A name from which no Rust name can be made.
pub(crate) const NAME: &str = "E036";
/// A path template and its parameters disagree, or the template is malformed.
pub(crate) const PATH: &str = "E037";
/// A constraint that cannot hold or is malformed.
pub(crate) const CONSTRAINT: &str = "E038";
/// An extension (`x-…`) of ours is malformed.
pub(crate) const EXTENSION: &str = "E039";
/// The generator met something it should have refused before.
pub(crate) const INTERNAL: &str = "E040";

/// A key that OpenAPI does not know here.
pub(crate) const UNKNOWN_KEY: &str = "W001";
/// A key that OpenAPI knows, but that says nothing here.
pub(crate) const NO_EFFECT: &str = "W005";
/// `x-retry` is derived from the method.
pub(crate) const RETRY_DERIVED: &str = "W002";
/// The generated server can answer statuses that an operation does not document.
pub(crate) const UNDOCUMENTED: &str = "W003";
/// A framework answer falls back to RFC 9457.
pub(crate) const PROBLEM_JSON: &str = "W004";
