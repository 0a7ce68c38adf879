//! The server crate: a trait for the operations, a trait for the security
//! schemes, and a service around both, over our own runtime.
//!
//! What does not change with the document is in `openapi-server`; here is the
//! order of its steps, written out per operation for everyone to read.

mod api;
mod authenticator;
mod handler;
mod parameters;
mod rejections;
mod rules;
mod schemas;
mod security;
mod service;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::file;
use super::{Context, Exports, Folder, Module, NotRust};

/// The files of `src/generated` in the server crate.
pub(super) fn emit(context: &Context<'_>) -> Result<Folder, NotRust> {
    let api = context.api;
    let mut modules = vec![Module {
        name: "api",
        about: "The operations of the document, to be implemented.",
        exports: Exports::Items,
        items: file::items(api::api(context))?,
    }];
    if !api.schemes.is_empty() {
        modules.push(Module {
            name: "authenticator",
            about: "The security schemes of the document, to be implemented.",
            exports: Exports::Items,
            items: file::items(authenticator::authenticator(context))?,
        });
    }
    let tables = parameters::tables(context);
    if !tables.is_empty() {
        modules.push(Module {
            name: "parameters",
            about: "The parameters of each operation, as rules to check.",
            exports: Exports::Nothing,
            items: file::items(tables)?,
        });
    }
    modules.push(Module {
        name: "rejections",
        about: "What is answered where no operation decides: the examples under `x-rejections`.",
        exports: Exports::Items,
        items: file::items(rejections::rejections(context))?,
    });
    if !api.operations.is_empty() {
        modules.push(Module {
            name: "requests",
            about: "What each operation is called with: parameters and body in one struct.",
            exports: Exports::Items,
            items: file::items(api::requests(context))?,
        });
    }
    let tables = schemas::tables(context);
    if !tables.is_empty() {
        modules.push(Module {
            name: "schemas",
            about: "The schemas of request bodies and parameters, as rules to check.",
            exports: Exports::Nothing,
            items: file::items(tables)?,
        });
    }
    modules.push(Module {
        name: "service",
        about: "From a request to the method that answers it: route, method, token, media type, size,\nsignature, parse, validate, in this order.",
        exports: Exports::Items,
        items: file::items(service::service(context))?,
    });
    Ok(context.folder(context.server_crate(), modules))
}

/// `use path::{A, B};` for those of `names` that `body` mentions; nothing for none.
fn import(path: &TokenStream, names: &[&str], body: &TokenStream) -> TokenStream {
    let mentioned = identifiers(body.clone());
    let used: BTreeSet<&str> = names
        .iter()
        .copied()
        .filter(|name| mentioned.contains(*name))
        .collect();
    let used: Vec<_> = used
        .into_iter()
        .map(|name| format_ident!("{name}"))
        .collect();
    match used.as_slice() {
        [] => TokenStream::new(),
        [one] => quote! { use #path::#one; },
        many => quote! { use #path::{#(#many),*}; },
    }
}

fn identifiers(tokens: TokenStream) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for token in tokens {
        match token {
            proc_macro2::TokenTree::Ident(ident) => {
                out.insert(ident.to_string());
            }
            proc_macro2::TokenTree::Group(group) => out.extend(identifiers(group.stream())),
            proc_macro2::TokenTree::Punct(_) | proc_macro2::TokenTree::Literal(_) => {}
        }
    }
    out
}
