//! From the model to files.
//!
//! One emitter per crate, each a function of the model; [`file`] writes headers
//! and formats, [`rust`] knows the names. progenitor is behind [`progenitor`].
//! Nothing here looks at the document again or touches a disk.

mod client;
mod file;
mod input;
mod manifest;
mod progenitor;
mod rust;
mod scaffold;
mod server;
mod types;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use heck::ToSnakeCase;

pub(crate) use self::file::NotRust;
use crate::model::Api;
use crate::{Crate, Folder, Options, Output};

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

impl From<NotRust> for Fault {
    fn from(error: NotRust) -> Self {
        Self::new("the emitter", error.0)
    }
}

/// What every emitter is given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    api: &'a Api,
    /// The path of the document as headers name it.
    document: &'a str,
    /// The first part of the crates' names.
    name: &'a str,
}

/// All files of all crates.
pub(crate) fn emit(api: &Api, options: &Options) -> Result<Output, Fault> {
    let context = Context {
        api,
        document: &options.document,
        name: &options.name,
    };
    let schemas = types::schemas(api)?;
    let types = types::emit(&context, &schemas)?;
    let client = client::emit(&context, &schemas)?;
    let server = server::emit(&context)?;
    let folders = vec![types, client, server];
    let mut dependencies = manifest::dependencies(&folders, &context.types_crate());
    scaffold::complete(&context, &options.runtime, &mut dependencies);
    let scaffold = scaffold::emit(&context, &options.runtime, &dependencies);
    Ok(Output {
        folders,
        scaffold,
        dependencies,
        findings: Vec::new(),
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

    /// The types crate as a path in Rust.
    fn types_path(&self) -> proc_macro2::Ident {
        quote::format_ident!("{}_types", self.name.to_snake_case())
    }

    /// The modules of a folder and the `mod.rs` that names them.
    fn folder(&self, owner: Crate, modules: Vec<Module>) -> Folder {
        let mut root = file::header(self.document);
        root.push_str("//! Made from the document; the crate root says what is what.\n\n");
        root.push_str(ALLOWANCES);
        root.push('\n');
        let mut names = String::new();
        let mut uses = String::new();
        let mut files = BTreeMap::new();
        for Module {
            name,
            about,
            exports,
            items,
        } in modules
        {
            let feature = if name == "httpmock" {
                "#[cfg(feature = \"httpmock\")]\n"
            } else {
                ""
            };
            let (visibility, glob) = match exports {
                Exports::Module => ("pub ", String::new()),
                Exports::Items => ("", format!("pub use {name}::*;\n")),
                Exports::Nothing => ("", String::new()),
            };
            // Writing to a String does not fail.
            let _ = writeln!(names, "{feature}{visibility}mod {name};");
            uses.push_str(&glob);
            files.insert(
                format!("{name}.rs"),
                file::write(
                    self.document,
                    &about.lines().map(str::to_owned).collect::<Vec<_>>(),
                    &items,
                ),
            );
        }
        root.push_str(&names);
        if !uses.is_empty() {
            root.push('\n');
            root.push_str(&uses);
        }
        files.insert("mod.rs".to_owned(), root);
        Folder { owner, files }
    }
}

/// One file of a folder.
struct Module {
    name: &'static str,
    about: &'static str,
    exports: Exports,
    items: Vec<syn::Item>,
}

/// How the items of a module reach the crate root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exports {
    /// Under the name of the module.
    Module,
    /// Each by itself.
    Items,
    /// Not at all.
    Nothing,
}

/// Lints that say nothing useful about code that a document decides.
const ALLOWANCES: &str = "\
#![allow(
    clippy::doc_markdown,
    clippy::too_long_first_doc_paragraph,
    reason = \"the words are the document's\"
)]
#![allow(
    clippy::struct_field_names,
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::struct_excessive_bools,
    clippy::upper_case_acronyms,
    clippy::use_self,
    reason = \"names and shapes are the document's\"
)]
";
