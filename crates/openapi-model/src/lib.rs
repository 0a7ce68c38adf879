//! An `OpenAPI` document as plain data, every finding with its place.
//!
//! [`read`] walks the tree of a document ([`openapi_source`]), follows its
//! references, also into other files, and gives one closed model of what the
//! document means: [`Api`]. It decides nothing about Rust: names are as the
//! document has them, and what a schema looks like as a type is the emitters'
//! matter. OpenAPI 3.0 and the part of 3.1 that says nothing else end up the same.
//!
//! It refuses to guess and to be taken down: what cannot be honoured is a finding
//! with a place and a way out, and every amount is limited ([`Limits`]). It does no
//! IO: other files come through [`Files`].

#![warn(clippy::wildcard_enum_match_arm)]

pub mod codes;
mod model;
mod read;
pub mod sample;

pub use model::*;
pub use read::{
    Documents, Files, Limits, Misfit, NoFiles, Options, Reading, Unsupported, fits, read, sent_in,
};
