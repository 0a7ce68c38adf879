//! `api.rs` and `requests.rs`: what an implementer writes and is given.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::import;
use crate::docs;
use crate::emit::file::Docs;
use crate::emit::{Context, rust};
use crate::model::{Operation, Parameter};

/// The trait of the operations.
pub(super) fn api(context: &Context<'_>) -> TokenStream {
    let api = context.api;
    let attributes = Docs::default()
        .text(&api.title)
        .text(&api.description)
        .own("Each method is one operation; implement it as an `async fn`. A request reaches it only when\nits credential was accepted and it keeps the rules of the document.")
        .into_attributes();
    let principal = (!api.schemes.is_empty()).then(|| {
        quote! {
            /// Who is calling, as the authenticator established it.
            type Principal: Send + 'static;
        }
    });
    let methods = api.operations.iter().map(method);
    let items = quote! {
        #(#attributes)*
        pub trait Api: Send + Sync + 'static {
            #principal
            #(#methods)*
        }
    };
    let types = context.types_path();
    let enums: Vec<String> = api
        .operations
        .iter()
        .flat_map(|operation| {
            [
                rust::response_enum(operation).to_string(),
                rust::error_enum(operation).to_string(),
            ]
        })
        .collect();
    let enums: Vec<&str> = enums.iter().map(String::as_str).collect();
    let requests: Vec<String> = api
        .operations
        .iter()
        .map(|o| rust::operation_type(o, "Request").to_string())
        .collect();
    let requests: Vec<&str> = requests.iter().map(String::as_str).collect();
    let uses = [
        import(&quote!(#types), &enums, &items),
        import(&quote!(openapi_server), &["Failure"], &items),
        import(&quote!(super::requests), &requests, &items),
    ];
    quote! { #(#uses)* #items }
}

fn method(operation: &Operation) -> TokenStream {
    let function = rust::function_name(operation);
    let (response, error) = (rust::response_enum(operation), rust::error_enum(operation));
    let request = rust::operation_type(operation, "Request");
    let attributes = Docs::default()
        .own(docs::code(&format!(
            "{} {}",
            operation.method.to_ascii_uppercase(),
            operation.path
        )))
        .text(&operation.summary)
        .text(&operation.description)
        .source(&operation.pointer)
        .into_attributes();
    let caller = (!operation.security.is_empty()).then(|| quote!(caller: Self::Principal,));
    quote! {
        #(#attributes)*
        fn #function(
            &self,
            #caller
            request: #request,
        ) -> impl Future<Output = Result<#response, Failure<#error>>> + Send;
    }
}

/// One struct per operation.
pub(super) fn requests(context: &Context<'_>) -> TokenStream {
    let structs = context
        .api
        .operations
        .iter()
        .map(|operation| request(context, operation));
    quote! { #(#structs)* }
}

fn request(context: &Context<'_>, operation: &Operation) -> TokenStream {
    let types = context.types_path();
    let ident = rust::operation_type(operation, "Request");
    let attributes = Docs::default()
        .own(format!(
            "What {} is called with.",
            docs::code(&operation.id)
        ))
        .source(&operation.pointer)
        .into_attributes();
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| field(context, parameter));
    let body = operation.body.as_ref().map(|body| {
        let ty = rust::schema_type(context.api, &body.schema, &quote!(#types));
        let attributes = Docs::default()
            .text(&body.description)
            .or("The request body.")
            .into_attributes();
        quote! { #(#attributes)* pub body: #ty, }
    });
    quote! {
        #(#attributes)*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #ident {
            #(#parameters)*
            #body
        }
    }
}

fn field(context: &Context<'_>, parameter: &Parameter) -> TokenStream {
    let types = context.types_path();
    let ident = format_ident!("{}", rust::parameter_field(parameter));
    let ty = rust::schema_type(context.api, &parameter.schema, &quote!(#types));
    let ty = if parameter.required {
        ty
    } else {
        quote!(Option<#ty>)
    };
    let attributes = Docs::default()
        .text(&parameter.description)
        .or(format!("The parameter {}.", docs::code(&parameter.name)))
        .into_attributes();
    quote! { #(#attributes)* pub #ident: #ty, }
}
