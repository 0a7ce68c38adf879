//! Reads YAML and JSON into a limited tree that knows where each key and value stands.
//!
//! What it is for: everything that has to say `file:line:column` about a document. It turns bytes
//! into a tree of [`Node`]s with byte [`Span`]s ([`Document::parse`]), finds nodes by JSON pointer
//! ([`Node::pointer`]), renders findings with the lines they are about ([`render()`]), and lists them
//! for people and programs ([`list()`]).
//!
//! What it refuses to do: it opens no file and no socket, knows nothing of `OpenAPI`, resolves no
//! `$ref`, and repairs nothing. Input that two readers could understand differently (duplicate
//! keys, merge keys, numbers that would lose digits) is an error with a position, never a guess.
//!
//! Where to go next: [`Document`] for reading, [`Limits`] for what is refused, [`Diagnostic`] for
//! findings, [`codes`] for the findings of this crate.
//!
//! ```
//! use openapi_source::{Diagnostic, Document, Limits, Style, render};
//!
//! let text = b"info:\n  title: 7\n";
//! let document = Document::parse("api.yaml", text, &Limits::default()).map_err(|report| report.to_string())?;
//! let title = document.root().pointer("/info/title").ok_or("no title")?;
//! assert_eq!(title.kind(), "number");
//!
//! let finding = Diagnostic::error("E100", title.span, "a title must be a string").help("put it in quotes");
//! assert!(render(&[document.source()], &[finding], Style::Plain).contains("--> api.yaml:2:10"));
//! # Ok::<(), String>(())
//! ```

mod aliases;
pub mod codes;
mod decode;
mod diagnostic;
mod document;
mod limits;
mod list;
mod machine;
mod node;
pub mod pointer;
mod render;
mod scalar;
mod source;
mod stand_in;
mod syntax;
mod tree;
mod visible;

pub use diagnostic::{Diagnostic, Severity};
pub use document::{Document, Report};
pub use limits::Limits;
pub use list::{Format, list};
pub use node::{Member, Node, Object, Span, Value};
pub use render::{Style, render};
pub use source::{Position, Source};
pub use visible::{quoted, visible};
