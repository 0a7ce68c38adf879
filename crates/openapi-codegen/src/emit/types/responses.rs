//! `responses.rs`: one enum of successes and one of errors per operation, a
//! variant for each documented status. Both sides speak them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::docs;
use crate::emit::file::Docs;
use crate::emit::rust;
use crate::model::{Api, Operation, Response};
use crate::names;

pub(in crate::emit) fn responses(api: &Api) -> TokenStream {
    let enums = api.operations.iter().map(|operation| {
        let success = response_enum(
            api,
            operation,
            &rust::response_enum(operation),
            "Every documented answer below 400",
            Response::is_success,
        );
        let error = response_enum(
            api,
            operation,
            &rust::error_enum(operation),
            "Every documented answer of 400 and above",
            |r| !r.is_success(),
        );
        quote! { #success #error }
    });
    let used = if api
        .operations
        .iter()
        .flat_map(|o| &o.responses)
        .any(|r| r.schema.is_some())
    {
        quote! { use super::schemas; }
    } else {
        TokenStream::new()
    };
    quote! { #used #(#enums)* }
}

fn response_enum(
    api: &Api,
    operation: &Operation,
    ident: &proc_macro2::Ident,
    what: &str,
    chosen: impl Fn(&Response) -> bool,
) -> TokenStream {
    let responses: Vec<&Response> = operation
        .responses
        .iter()
        .filter(|response| chosen(response))
        .collect();
    let attributes = Docs::default()
        .own(format!("{what} of {}.", docs::code(&operation.id)))
        .source(&format!("{}/responses", operation.pointer))
        .into_attributes();
    let variants = responses.iter().map(|response| {
        let ident = format_ident!("{}", names::status_name(response.status));
        let attributes = variant_docs(response);
        let body = response.schema.as_ref().map(|schema| {
            let ty = rust::schema_type(api, schema, &quote!(schemas));
            quote! { (#ty) }
        });
        quote! { #attributes #ident #body }
    });
    let arms = responses.iter().map(|response| {
        let ident = format_ident!("{}", names::status_name(response.status));
        let pattern = if response.schema.is_some() {
            quote!(Self::#ident(_))
        } else {
            quote!(Self::#ident)
        };
        let status = proc_macro2::Literal::u16_unsuffixed(response.status);
        quote! { #pattern => #status, }
    });
    let body = if responses.is_empty() {
        quote!(match *self {})
    } else {
        quote!(match self { #(#arms)* })
    };
    quote! {
        #(#attributes)*
        #[derive(Debug, Clone, PartialEq)]
        pub enum #ident {
            #(#variants,)*
        }

        impl #ident {
            /// The HTTP status of this answer.
            pub fn status(&self) -> u16 {
                #body
            }
        }
    }
}

fn variant_docs(response: &Response) -> TokenStream {
    let description = docs::line(&response.description);
    let source = response
        .source
        .as_deref()
        .map(|source| format!(" Source: {}.", docs::code(source)))
        .unwrap_or_default();
    let line = if description.is_empty() {
        format!("`{}`.{source}", response.status)
    } else {
        format!("`{}`: {description}.{source}", response.status)
    };
    let attributes = Docs::default().own(line).into_attributes();
    quote! { #(#attributes)* }
}
