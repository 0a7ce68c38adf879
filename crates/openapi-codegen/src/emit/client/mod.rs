//! The client crate: progenitor's builders over our types and our runtime.

#![expect(clippy::wildcard_enum_match_arm, reason = "the enums of syn are open")]

mod builder;
mod credential;
mod entry;
mod httpmock;
mod send;
mod tidy;

use syn::Item;

use super::progenitor::{self, Replacement};
use super::types::Schemas;
use super::{Context, Exports, Fault, Folder, Module, file};

const CLIENT: &str = "The client: a method for each operation.";

/// The files of `src/generated` in the client crate.
pub(super) fn emit(context: &Context<'_>, schemas: &Schemas) -> Result<Folder, Fault> {
    if context.api.operations.is_empty() {
        let items = entry::items(context)?;
        let module = Module {
            name: "client",
            about: CLIENT,
            exports: Exports::Items,
            items,
        };
        return Ok(context.folder(context.client_crate(), vec![module]));
    }
    let types = replacements(context, schemas);
    let found = file::items(progenitor::client(context.api, &types)?)?;
    let builders = module_items(found, "builder")
        .ok_or_else(|| Fault::new("progenitor", "no builders were made".to_owned()))?;
    let mocks = file::items(progenitor::httpmock(context.api, &types, "crate")?)?;
    let mut modules = vec![
        Module {
            name: "builder",
            about: "A request of each operation, yet to be sent.",
            exports: Exports::Module,
            items: builder::items(context, builders)?,
        },
        Module {
            name: "client",
            about: CLIENT,
            exports: Exports::Items,
            items: entry::items(context)?,
        },
    ];
    if !context.api.schemes.is_empty() {
        modules.push(Module {
            name: "credential",
            about: "What proves who is calling, as the security schemes of the document say.",
            exports: Exports::Items,
            items: credential::items(context)?,
        });
    }
    modules.push(Module {
        name: "httpmock",
        about: "A mock server that speaks the document, for the tests of callers.",
        exports: Exports::Module,
        items: httpmock::items(context, mocks)?,
    });
    Ok(context.folder(context.client_crate(), modules))
}

fn replacements(context: &Context<'_>, schemas: &Schemas) -> Vec<Replacement> {
    let types = context.types_path();
    let named = context.api.schemas.iter();
    named
        .map(|named| Replacement {
            type_name: named.type_name.clone(),
            path: format!("{types}::{}", named.type_name),
            impls: schemas
                .impls
                .get(&named.type_name)
                .cloned()
                .unwrap_or_default(),
        })
        .collect()
}

fn module_items(items: Vec<Item>, name: &str) -> Option<Vec<Item>> {
    items.into_iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == name => module.content.map(|(_, items)| items),
        _ => None,
    })
}

/// `ResizeInstanceRequest` of `… TryInto < apig_types :: ResizeInstanceRequest > …`.
fn short_type(clause: &str) -> String {
    let inner = clause.split("TryInto <").nth(1).unwrap_or_default();
    inner
        .split(['<', '>', ',', ' ', ':', '(', ')'])
        .rfind(|word| word.starts_with(|c: char| c.is_ascii_alphanumeric()))
        .unwrap_or("value")
        .to_owned()
}
