//! An `OpenAPI` document in, the files of a types, a client and a server crate out.
//!
//! [`generate`] is a pure function: it reads no file, no clock and no
//! environment, and gives the same bytes for the same document on any machine.
//! Whoever calls it does the reading and the writing (in this workspace: the
//! package `xtask`).
//!
//! It goes `source → read → model → emit`: [`openapi_source`] has turned bytes
//! into a tree that knows its lines, the reader turns the tree into plain data
//! and reports everything it cannot honour with a place and a way out, and the
//! emitters turn the data into Rust. The types come out of typify, the client
//! out of progenitor plus a pass over its syntax, the server out of our own
//! emitter.
//!
//! It refuses to guess: what a document says and the generated crates would not
//! do is an error, never left out in silence.
//!
//! ```
//! use openapi_codegen::{Options, Runtime, generate};
//! use openapi_source::{Document, Limits};
//!
//! let text = b"openapi: 3.0.3
//! info: {title: Pets, version: '1'}
//! paths:
//!   /pets/{name}:
//!     get:
//!       operationId: getPet
//!       x-retry: safe
//!       parameters:
//!         - {name: name, in: path, required: true, schema: {type: string}}
//!       responses:
//!         '204': {description: It is here.}
//! ";
//! let document = Document::parse("pets.yaml", text, &Limits::default()).map_err(|report| report.to_string())?;
//! let options = Options { name: "pets".into(), document: "pets.yaml".into(), runtime: Runtime::Workspace };
//! let output = generate(&document, &options).map_err(|findings| format!("{findings:?}"))?;
//! let client = output.folders.iter().find(|folder| folder.owner.name == "pets-client");
//! assert!(client.is_some_and(|folder| folder.files.contains_key("client.rs")));
//! # Ok::<(), String>(())
//! ```

#![warn(clippy::wildcard_enum_match_arm)]

mod codes;
mod docs;
mod emit;
mod model;
mod names;
mod read;

use std::collections::BTreeMap;

use openapi_source::{Diagnostic, Document, Span};

/// The code of the note that a retry class was derived from the method.
pub const RETRY_DERIVED: &str = codes::RETRY_DERIVED;

/// The code of the warning that a server can answer what the document does not list.
pub const UNDOCUMENTED: &str = codes::UNDOCUMENTED;

/// What the caller decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The first part of the names of the crates: `apig` for `apig-types`.
    pub name: String,
    /// The path of the document as the header of each file names it.
    pub document: String,
    /// Where the manifests of new crates find the runtime crates.
    pub runtime: Runtime,
}

/// Where a new crate finds `openapi-types`, `openapi-client` and `openapi-server`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Runtime {
    /// In the workspace that the new crates belong to.
    Workspace,
    /// In folders of their names below this path, relative to the new crate.
    Path(String),
    /// In a registry, at this version.
    Version(String),
}

/// A crate that is written into.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crate {
    /// Its name, which is also the name of its folder.
    pub name: String,
}

/// The folder `src/generated` of a crate, whole: what is not here does not belong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// The crate.
    pub owner: Crate,
    /// Text by path inside the folder.
    pub files: BTreeMap<String, String>,
}

/// A file for people: written once, when it is absent, and theirs from then on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scaffold {
    /// The crate; None: beside the crates.
    pub owner: Option<Crate>,
    /// The path inside the crate.
    pub path: &'static str,
    /// The text.
    pub text: String,
}

/// A dependency that the generated code of a crate needs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    /// The crate that needs it.
    pub owner: Crate,
    /// The name of the dependency.
    pub name: &'static str,
    /// A feature of it that must be on.
    pub feature: Option<&'static str>,
    /// The line for the manifest.
    pub line: String,
}

/// Everything that was made of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// One per crate.
    pub folders: Vec<Folder>,
    /// Manifests and `lib.rs` of crates that do not exist yet.
    pub scaffold: Vec<Scaffold>,
    /// What the manifests must have.
    pub dependencies: Vec<Dependency>,
    /// Warnings and notes.
    pub findings: Vec<Diagnostic>,
}

/// Makes the files of three crates from a document.
///
/// # Errors
/// Everything that is wrong with the document, or that the generator cannot
/// honour, warnings included; at least one finding is an error.
pub fn generate(document: &Document, options: &Options) -> Result<Output, Vec<Diagnostic>> {
    let (api, mut findings) = read::read(document);
    let Some(api) = api else { return Err(findings) };
    match emit::emit(&api, options) {
        Ok(output) => Ok(Output { findings, ..output }),
        Err(fault) => {
            let message = format!("{} failed on this document: {}", fault.tool, fault.message);
            findings.push(
                Diagnostic::error(codes::INTERNAL, Span::default(), message)
                    .help("this is a fault of the generator; leave out operations until you find the one it fails on, and report it"),
            );
            Err(findings)
        }
    }
}
