//! `authenticator.rs`: a method per security scheme.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::import;
use crate::docs;
use crate::emit::file::Docs;
use crate::emit::{Context, rust};
use crate::model::{Kind, Scheme, SchemeKind};

pub(super) fn authenticator(context: &Context<'_>) -> TokenStream {
    let types = context.types_path();
    let methods = context.api.schemes.iter().map(method);
    let body = denied_body(context);
    let body = body.map_or_else(
        || quote!(openapi_server::NoBody),
        |name| {
            let ident = format_ident!("{name}");
            quote!(#types::#ident)
        },
    );
    let items = quote! {
        /// Why a caller is not let in.
        pub type Denied = openapi_server::Denied<#body>;

        /// Finds out who is calling: one method for each security scheme of the document.
        ///
        /// The first alternative of an operation whose credentials are all present decides.
        pub trait Authenticator: Send + Sync + 'static {
            /// Who is calling; each method of [`Api`](super::Api) that asks for a credential gets one.
            type Principal: Send + 'static;

            #(#methods)*
        }
    };
    let uses = import(
        &quote!(openapi_server),
        &["Operation", "SignedRequest", "Token"],
        &items,
    );
    quote! { #uses #items }
}

/// The one schema of all 401 and 403 bodies, if there is one.
fn denied_body(context: &Context<'_>) -> Option<String> {
    let secured = context
        .api
        .operations
        .iter()
        .filter(|operation| !operation.security.is_empty());
    let refusals = secured.flat_map(|operation| {
        operation
            .responses
            .iter()
            .filter(|r| matches!(r.status, 401 | 403))
    });
    let mut names =
        refusals.map(
            |response| match response.schema.as_ref().map(|schema| &schema.kind) {
                Some(Kind::Ref(name)) => context
                    .api
                    .schema(name)
                    .map(|named| named.type_name.clone()),
                _ => None,
            },
        );
    let first = names.next()??;
    names
        .all(|name| name.as_ref() == Some(&first))
        .then_some(first)
}

fn method(scheme: &Scheme) -> TokenStream {
    let function = rust::scheme_function(scheme);
    let (what, argument) = match &scheme.kind {
        SchemeKind::HeaderKey { header } => (
            format!(
                "The credential is the value of the header {}. Asked before the body is read.",
                docs::code(header)
            ),
            quote!(token: Token<'_>),
        ),
        SchemeKind::Signature { header, algorithm } => (
            format!(
                "The credential is the value of the header {}, a signature {}\nover head and body. Asked after the body was read.",
                docs::code(header),
                docs::code(algorithm)
            ),
            quote!(request: SignedRequest<'_>),
        ),
    };
    let attributes = Docs::default()
        .text(&scheme.description)
        .own(what)
        .source(&scheme.pointer)
        .into_attributes();
    quote! {
        #(#attributes)*
        fn #function(
            &self,
            #argument,
            operation: &'static Operation,
        ) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;
    }
}
