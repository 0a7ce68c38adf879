//! An `OpenAPI` document in, the files of a types, a client and a server crate out.
//!
//! [`generate`] is a pure function: it reads no file, no clock and no
//! environment, and gives the same bytes for the same document on any machine.
//! Whoever calls it does the reading and the writing (in this workspace: the
//! package `xtask`).
//!
//! It goes `source → model → plan → emit`: [`openapi_source`] turns bytes into a tree that knows
//! its lines, [`openapi_model`] turns the tree into plain data and reports everything that cannot
//! be honoured with a place and a way out, the plan decides every name and type in Rust, and the
//! emitters print it. The builders of the client come out of progenitor, everything else is text
//! of our own.
//!
//! It refuses to guess: what a document says and the generated crates would not do is a finding,
//! never left out in silence.
//!
//! ```
//! use openapi_codegen::{CommandLine, Options, Runtime, Tests, generate};
//! use openapi_model::{Documents, read};
//! use openapi_source::{Document, Limits};
//!
//! let text = br##"
//! openapi: 3.0.3
//! info: {title: Pets, version: "1"}
//! paths:
//!   /pets/{id}:
//!     get:
//!       operationId: getPet
//!       parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
//!       responses:
//!         "200":
//!           description: The pet.
//!           content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
//! components:
//!   schemas:
//!     Pet: {type: object, required: [name], properties: {name: {type: string}}}
//! "##;
//! let document = Document::parse("pets.yaml", text, &Limits::default()).map_err(|report| report.to_string())?;
//! let reading = read(&Documents::alone(document), &openapi_model::Options::default());
//! let api = reading.api.ok_or("the findings say why")?;
//! let options = Options {
//!     name: "pets".to_owned(),
//!     document: "pets.yaml".to_owned(),
//!     runtime: Runtime::Workspace,
//!     tag_style: None,
//!     tests: Tests::None,
//!     command_line: CommandLine::None,
//! };
//! let output = generate(&api, &options).map_err(|fault| fault.message)?;
//! let crates = output.folders.iter().map(|folder| folder.owner.name.as_str());
//! assert_eq!(crates.collect::<Vec<_>>(), ["pets-types", "pets-client", "pets-server"]);
//! # Ok::<(), String>(())
//! ```

#![warn(clippy::wildcard_enum_match_arm)]

mod docs;
mod emit;
mod loopback;
mod plan;

use std::collections::BTreeMap;

pub use loopback::{Loopback, Paths, loopback};
pub use openapi_model::TagStyle;
use openapi_model::{Api, codes};
use openapi_source::{Diagnostic, Span};

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
    /// Whether each tag has a trait of its own in the server and a handle of its own in the
    /// client; None: as the document says (`x-tag-style`).
    pub tag_style: Option<TagStyle>,
    /// Whether a crate with tests is made beside the others.
    pub tests: Tests,
    /// Whether a command line is made beside the others.
    pub command_line: CommandLine,
}

/// What tests are made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tests {
    /// None.
    #[default]
    None,
    /// The crate `NAME-loopback`: its tests send every operation from the client to the server and
    /// back, as [`loopback()`] says. Operations without a value are notes (`W033`).
    Loopback,
}

/// Whether there is a program to call the API with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CommandLine {
    /// None.
    #[default]
    None,
    /// The crate `NAME-cli`: the program `NAME` has a command for each operation.
    Made,
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
    /// One per crate: types, client, server, and those with tests.
    pub folders: Vec<Folder>,
    /// Manifests and `lib.rs` of crates that do not exist yet.
    pub scaffold: Vec<Scaffold>,
    /// What the manifests must have.
    pub dependencies: Vec<Dependency>,
    /// Warnings and notes.
    pub findings: Vec<Diagnostic>,
}

/// Makes the files of the crates from the model of a document.
///
/// # Errors
/// A fault of the generator: the reader has refused what cannot be honoured.
#[expect(clippy::result_large_err, reason = "there is one for a whole document")]
pub fn generate(api: &Api, options: &Options) -> Result<Output, Diagnostic> {
    let plan = plan::plan(api, options.tag_style);
    match emit::emit(&plan, options) {
        Ok(mut output) => {
            output.findings.extend(plan.findings);
            Ok(output)
        }
        Err(fault) => {
            let message = format!("{} failed on this document: {}", fault.tool, fault.message);
            Err(Diagnostic::error(codes::INTERNAL, Span::default(), message)
                .help("this is a fault of the generator; leave out operations until you find the one it fails on, and report it"))
        }
    }
}
