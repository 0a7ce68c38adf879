//! `credential.rs`: the security schemes as functions that make credentials.
//!
//! A signature needs code that no document can hold; for such a scheme there is
//! only its name, and the hand-written part of the crate does the signing.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Item;

use crate::docs;
use crate::emit::file::{self, Docs};
use crate::emit::{Context, NotRust};
use crate::model::{Scheme, SchemeKind};
use crate::names;

pub(super) fn items(context: &Context<'_>) -> Result<Vec<Item>, NotRust> {
    let schemes = &context.api.schemes;
    let keys = schemes
        .iter()
        .any(|scheme| matches!(scheme.kind, SchemeKind::HeaderKey { .. }));
    let imports = keys.then(|| {
        quote! {
            use openapi_client::reqwest::Request;
            use openapi_client::reqwest::header::HeaderName;
            use openapi_client::{BoxError, BoxFuture, Credential, HeaderToken, InvalidCredential, Operation, SecretString};
        }
    });
    let credentials = schemes.iter().map(|scheme| match &scheme.kind {
        SchemeKind::HeaderKey { header } => key(scheme, header),
        SchemeKind::Signature { header, algorithm } => signature(scheme, header, algorithm),
    });
    file::items(quote! { #imports #(#credentials)* })
}

/// Only the name: signing is for the hand-written part.
fn signature(scheme: &Scheme, header: &str, algorithm: &str) -> TokenStream {
    let ident = format_ident!("{}", names::constant_name(&scheme.name).unwrap_or_default());
    let name = &scheme.name;
    let attributes = Docs::default()
        .own(format!(
            "The name of the scheme that signs with {} in the header {}, for a credential that does.",
            docs::code(algorithm),
            docs::code(header)
        ))
        .text(&scheme.description)
        .source(&scheme.pointer)
        .into_attributes();
    quote! {
        #(#attributes)*
        pub const #ident: &str = #name;
    }
}

fn key(scheme: &Scheme, header: &str) -> TokenStream {
    let ident = format_ident!("{}", names::type_name(&scheme.name).unwrap_or_default());
    let name = &scheme.name;
    let attributes = Docs::default()
        .text(&scheme.description)
        .own(format!(
            "It is sent as the header {} and nowhere else; `Debug` does not print it.",
            docs::code(header)
        ))
        .source(&scheme.pointer)
        .into_attributes();
    quote! {
        #(#attributes)*
        #[derive(Clone, Debug)]
        pub struct #ident(HeaderToken);

        impl #ident {
            /// The name of the scheme.
            pub const SCHEME: &'static str = #name;

            /// The credential with this secret.
            ///
            /// # Errors
            /// The secret is empty, begins or ends with a blank, or holds a character that no
            /// header value may hold.
            pub fn new(secret: impl Into<SecretString>) -> Result<Self, InvalidCredential> {
                let header = HeaderName::from_static(#header);
                HeaderToken::new(Self::SCHEME, header, secret).map(Self)
            }
        }

        impl Credential for #ident {
            fn scheme(&self) -> &'static str {
                Self::SCHEME
            }

            fn apply<'a>(
                &'a self,
                request: &'a mut Request,
                operation: &'static Operation,
            ) -> BoxFuture<'a, Result<(), BoxError>> {
                self.0.apply(request, operation)
            }
        }
    }
}
