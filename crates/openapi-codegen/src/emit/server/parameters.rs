//! `parameters.rs`: the parameters of each operation as constant tables, and the
//! bodies that are no component.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::import;
use super::rules::{self, Place, presence};
use super::schemas::VOCABULARY;
use crate::docs;
use crate::emit::file::Docs;
use crate::emit::{Context, rust};
use crate::model::{Api, Kind, Location, Operation, Parameter};
use crate::names;

/// The static of a parameter.
pub(super) fn constant(operation: &Operation, parameter: &Parameter) -> Ident {
    let name = names::constant_name(&parameter.name).unwrap_or_default();
    format_ident!("{}_{name}", rust::operation_constant(operation))
}

/// The static of an inline request body.
pub(super) fn body_constant(operation: &Operation) -> Ident {
    format_ident!("{}_BODY", rust::operation_constant(operation))
}

/// A static for each parameter and each inline body.
pub(super) fn tables(context: &Context<'_>) -> TokenStream {
    let api = context.api;
    let operations = api.operations.iter().map(|operation| {
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| self::parameter(api, operation, parameter));
        let body = body(api, operation);
        quote! { #(#parameters)* #body }
    });
    let items = quote! { #(#operations)* };
    if items.is_empty() {
        return items;
    }
    let uses = [
        import(&quote!(openapi_server), &["Location", "Parameter"], &items),
        import(&quote!(openapi_server::schema), &VOCABULARY, &items),
        import(&quote!(super), &["schemas"], &items),
    ];
    quote! { #(#uses)* #items }
}

fn body(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    if matches!(body.schema.kind, Kind::Ref(_)) {
        return None;
    }
    let ident = body_constant(operation);
    let value = rules::schema(api, Place::Parameters, &body.schema);
    let about = Docs::default()
        .own(format!("The body of {}.", docs::code(&operation.id)))
        .into_attributes();
    Some(quote! {
        #(#about)*
        pub(super) static #ident: Schema = #value;
    })
}

fn parameter(api: &Api, operation: &Operation, parameter: &Parameter) -> TokenStream {
    let ident = constant(operation, parameter);
    let (place, location) = match parameter.location {
        Location::Path => ("path", quote!(Location::Path)),
        Location::Query => ("query", quote!(Location::Query)),
        Location::Header => ("header", quote!(Location::Header)),
    };
    let about = format!(
        "The {place} parameter {} of {}.",
        docs::code(&parameter.name),
        docs::code(&operation.id)
    );
    let about = Docs::default().own(about).into_attributes();
    let name = &parameter.name;
    let presence = presence(parameter.required);
    let rules = rules::schema(api, Place::Parameters, &parameter.schema);
    quote! {
        #(#about)*
        pub(super) static #ident: Parameter = Parameter {
            location: #location,
            name: #name,
            presence: #presence,
            schema: &#rules,
        };
    }
}
