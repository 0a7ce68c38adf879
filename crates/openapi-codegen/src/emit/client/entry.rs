//! `client.rs`: the client itself.

use quote::quote;
use syn::Item;

use crate::docs;
use crate::emit::file::{self, Docs};
use crate::emit::{Context, NotRust, rust};
use crate::model::{Location, Operation};

pub(super) fn items(context: &Context<'_>) -> Result<Vec<Item>, NotRust> {
    let api = context.api;
    let attributes = Docs::default()
        .text(&format!(
            "Client for {}, version {}.",
            api.title, api.version
        ))
        .text(&api.description)
        .into_attributes();
    let methods = api.operations.iter().map(method);
    let builder = (!api.operations.is_empty()).then(|| quote! { use super::builder; });
    let unused = api
        .operations
        .is_empty()
        .then(|| quote!(#[expect(dead_code, reason = "there is no operation yet")]));
    file::items(quote! {
        use openapi_client::{Builder, Core};
        #builder

        #(#attributes)*
        #[derive(Clone, Debug)]
        pub struct Client {
            #unused
            pub(super) core: Core,
        }

        impl Client {
            /// Settings for a client of the server at `base_url`, such as `https://host/stem`.
            pub fn builder(base_url: impl Into<String>) -> Builder<Self> {
                Builder::new(base_url)
            }

            #(#methods)*
        }

        impl From<Core> for Client {
            fn from(core: Core) -> Self {
                Self { core }
            }
        }
    })
}

fn method(operation: &Operation) -> proc_macro2::TokenStream {
    let function = rust::function_name(operation);
    let builder = rust::operation_type(operation, "");
    let mut lines = Vec::new();
    for parameter in &operation.parameters {
        let place = match parameter.location {
            Location::Path => "in the path",
            Location::Query => "in the query",
            Location::Header => "a header",
        };
        let need = if parameter.required { "" } else { ", optional" };
        lines.push(format!(
            "- `{}`: {place}{need}",
            rust::parameter_field(parameter)
        ));
    }
    if operation.body.is_some() {
        lines.push("- `body`: the request body".to_owned());
    }
    let mut text = Docs::default()
        .text(&operation.summary)
        .text(&operation.description)
        .own(docs::code(&format!(
            "{} {}",
            operation.method.to_ascii_uppercase(),
            operation.path
        )));
    if !lines.is_empty() {
        text = text.own(format!(
            "Set on the builder before `send`:\n{}",
            lines.join("\n")
        ));
    }
    let attributes = text.source(&operation.pointer).into_attributes();
    let deprecated = operation
        .deprecated
        .then(|| quote!(#[deprecated = "the document says so"]));
    quote! {
        #(#attributes)*
        #deprecated
        pub fn #function(&self) -> builder::#builder<'_> {
            builder::#builder::new(self)
        }
    }
}
