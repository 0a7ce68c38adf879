//! The types crate: schemas, response enums, and the facts of operations.

mod attributes;
mod operations;
mod responses;
mod schemas;
mod shorten;

use quote::quote;

pub(super) use self::schemas::{Schemas, schemas};
use super::file::{self, NotRust};
use super::{Context, Exports, Folder, Module};

/// The files of `src/generated` in the types crate.
pub(super) fn emit(context: &Context<'_>, schemas: &Schemas) -> Result<Folder, NotRust> {
    let api = context.api;
    let mut modules = Vec::new();
    if !api.error_codes.is_empty() {
        modules.push(Module {
            name: "error_codes",
            about: "The error codes that the examples of the document know.",
            exports: Exports::Module,
            items: file::items(operations::error_codes(api))?,
        });
    }
    modules.push(Module {
        name: "operations",
        about: "The facts of each operation: method, path, retry class, permissions, security.",
        exports: Exports::Module,
        items: file::items(operations::operations(api))?,
    });
    if !api.operations.is_empty() {
        modules.push(Module {
            name: "responses",
            about: "The documented answers of each operation: one enum for success, one for errors.",
            exports: Exports::Items,
            items: file::items(responses::responses(api))?,
        });
    }
    if !schemas.items.is_empty() {
        let mut items = file::items(quote! { use serde::{Deserialize, Serialize}; })?;
        items.extend(schemas.items.iter().cloned());
        modules.push(Module {
            name: "schemas",
            about: "The schemas of the document.",
            exports: Exports::Items,
            items,
        });
    }
    Ok(context.folder(context.types_crate(), modules))
}
