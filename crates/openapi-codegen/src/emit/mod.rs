//! From the plan to files.
//!
//! One emitter per crate, each a function of the [`Plan`]; [`code`] knows how Rust is written,
//! [`file`] writes headers. progenitor is behind [`progenitor`]. Nothing here looks at the
//! document again or touches a disk.

mod cli;
mod client;
pub(crate) mod code;
mod file;
mod manifest;
mod progenitor;
mod round_trip;
mod scaffold;
mod server;
mod types;

use heck::ToSnakeCase;

use self::file::Module;
use crate::plan::Plan;
use crate::{CommandLine, Crate, Folder, Options, Output, Tests};

/// An emitter or a tool behind it failed on a document that the reader took.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) tool: &'static str,
    pub(crate) message: String,
}

impl Fault {
    fn new(tool: &'static str, message: String) -> Self {
        Self { tool, message }
    }
}

/// What every emitter is given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    plan: &'a Plan<'a>,
    /// The path of the document as headers name it.
    document: &'a str,
    /// The first part of the crates' names.
    name: &'a str,
}

/// All files of all crates; each crate on a thread of its own.
pub(crate) fn emit(plan: &Plan<'_>, options: &Options) -> Result<Output, Fault> {
    let context = Context {
        plan,
        document: &options.document,
        name: &options.name,
    };
    let types = context.folder(context.types_crate(), types::emit(&context)?);
    let client = context.folder(context.client_crate(), client::emit(&context)?);
    let server = context.folder(context.server_crate(), server::emit(&context)?);
    let mut folders = vec![types, client, server];
    let mut findings = Vec::new();
    if options.tests == Tests::Loopback {
        let (folder, undrawn) = round_trip::emit(&context);
        folders.push(folder);
        findings.extend(undrawn);
    }
    if options.command_line == CommandLine::Made {
        folders.push(context.folder(context.cli_crate(), cli::emit(&context)));
    }
    let mut dependencies =
        manifest::dependencies(&folders, &context.types_crate(), &context.client_crate());
    scaffold::complete(&context, options, &mut dependencies);
    let scaffold = scaffold::emit(&context, options, &dependencies);
    Ok(Output {
        folders,
        scaffold,
        dependencies,
        findings,
    })
}

impl Context<'_> {
    fn types_crate(&self) -> Crate {
        Crate {
            name: format!("{}-types", self.name),
        }
    }

    fn client_crate(&self) -> Crate {
        Crate {
            name: format!("{}-client", self.name),
        }
    }

    fn server_crate(&self) -> Crate {
        Crate {
            name: format!("{}-server", self.name),
        }
    }

    fn loopback_crate(&self) -> Crate {
        Crate {
            name: format!("{}-loopback", self.name),
        }
    }

    fn cli_crate(&self) -> Crate {
        Crate {
            name: format!("{}-cli", self.name),
        }
    }

    /// The types crate as a path in Rust: `apig_types`.
    fn types_path(&self) -> String {
        format!("{}_types", self.name.to_snake_case())
    }

    /// The modules of a folder and the `mod.rs` that names them.
    fn folder(&self, owner: Crate, modules: Vec<Module>) -> Folder {
        Folder {
            owner,
            files: file::files(self.document, modules),
        }
    }
}
