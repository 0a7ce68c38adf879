//! `builder.rs`: progenitor's request builders after a pass.
//!
//! Kept: one builder per operation, its setters and their conversions. Changed: it
//! prints nothing of what it holds, is documented, and sends in our own way
//! ([`super::send`]), through `openapi-client` instead of progenitor-client.

#![expect(clippy::wildcard_enum_match_arm, reason = "the enums of syn are open")]

use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;
use syn::{Attribute, FnArg, ImplItem, ImplItemFn, Item, ItemImpl, ItemStruct, Pat, parse_quote};

use super::send;
use super::short_type;
use super::tidy::{Messages, Tidy};
use crate::docs;
use crate::emit::file::{self, Docs};
use crate::emit::{Context, Fault, rust};
use crate::model::Operation;

/// The items of the module, made from the items of progenitor's `mod builder`.
pub(super) fn items(context: &Context<'_>, found: Vec<Item>) -> Result<Vec<Item>, Fault> {
    let types = context.types_path();
    let mut builders = Vec::new();
    for item in found {
        match item {
            Item::Struct(item) => {
                let operation = operation_of(context, &item.ident.to_string())?;
                builders.extend(declaration(operation, item));
            }
            Item::Impl(item) if item.trait_.is_none() => {
                let name = item.self_ty.to_token_stream().to_string();
                let operation = operation_of(context, name.split(' ').next().unwrap_or_default())?;
                builders.push(Item::Impl(implementation(context, operation, item)));
            }
            _ => {}
        }
    }
    let imports = send::imports(context.api);
    let mut out = file::items(quote! {
        use std::fmt;
        use #types::operations;
        use super::client::Client;
        #imports
    })?;
    out.extend(builders);
    Ok(out)
}

fn operation_of<'a>(context: &Context<'a>, type_name: &str) -> Result<&'a Operation, Fault> {
    let found = context
        .api
        .operations
        .iter()
        .find(|operation| rust::operation_type(operation, "") == type_name);
    found.ok_or_else(|| {
        Fault::new(
            "progenitor",
            format!("a builder `{type_name}` of no operation"),
        )
    })
}

/// The struct, and a `Debug` that shows none of its values.
fn declaration(operation: &Operation, mut item: ItemStruct) -> [Item; 2] {
    let ident = item.ident.clone();
    let function = rust::function_name(operation);
    item.attrs = Docs::default()
        .own(format!(
            "A request of [`Client::{function}`] that is yet to be sent."
        ))
        .into_attributes();
    item.attrs.push(parse_quote!(#[derive(Clone)]));
    item.attrs
        .push(parse_quote!(#[must_use = "a request does nothing until `send` is called"]));
    Tidy.visit_item_struct_mut(&mut item);
    let name = ident.to_string();
    let debug = parse_quote! {
        impl fmt::Debug for #ident<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(#name).finish_non_exhaustive()
            }
        }
    };
    [Item::Struct(item), debug]
}

fn implementation(context: &Context<'_>, operation: &Operation, mut item: ItemImpl) -> ItemImpl {
    for member in &mut item.items {
        let ImplItem::Fn(function) = member else {
            continue;
        };
        match function.sig.ident.to_string().as_str() {
            "new" => function.vis = parse_quote!(pub(super)),
            "send" => {
                function.block = send::block(context.api, operation);
                function.attrs = sending(operation);
            }
            name => setter(operation, name, function),
        }
        Tidy.visit_impl_item_fn_mut(function);
    }
    item
}

fn sending(operation: &Operation) -> Vec<Attribute> {
    let what = docs::code(&format!(
        "{} {}",
        operation.method.to_ascii_uppercase(),
        operation.path
    ));
    Docs::default()
        .own(format!("Sends {what}, once."))
        .own("# Errors\nA documented refusal is [`Error::ErrorResponse`]; every other variant says why there\nis no answer to give.")
        .into_attributes()
}

fn setter(operation: &Operation, name: &str, function: &mut ImplItemFn) {
    let parameter = operation
        .parameters
        .iter()
        .find(|parameter| rust::parameter_field(parameter) == name);
    let text = match (parameter, &operation.body) {
        (Some(parameter), _) => Docs::default()
            .text(&parameter.description)
            .or(format!("Sets {}.", docs::code(&parameter.name))),
        (None, Some(body)) => Docs::default().text(&body.description).or("Sets the body."),
        (None, None) => Docs::default().own(format!("Sets `{name}`.")),
    };
    function.attrs = text.into_attributes();
    // "conversion to `:: std :: …` failed" helps nobody.
    let wanted = function
        .sig
        .generics
        .where_clause
        .as_ref()
        .map(|clause| clause.to_token_stream().to_string());
    let wanted = short_type(wanted.as_deref().unwrap_or_default());
    let message = format!("`{name}` cannot be made a {wanted} from this value");
    Messages {
        text: &message,
        prefix: "conversion to ",
    }
    .visit_impl_item_fn_mut(function);
    if let Some(FnArg::Typed(argument)) = function.sig.inputs.last_mut()
        && let Pat::Ident(pattern) = &mut *argument.pat
    {
        pattern.by_ref = None;
    }
}
