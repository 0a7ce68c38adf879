//! `operations.rs` and `error_codes.rs`: the facts of the document as constants.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::docs;
use crate::emit::file::Docs;
use crate::emit::rust;
use crate::model::{Api, Operation, Permission, Retry};
use crate::names;

/// One constant per operation.
pub(in crate::emit) fn operations(api: &Api) -> TokenStream {
    let retry = (!api.operations.is_empty()).then(|| quote!(, Retry));
    let permission = api
        .operations
        .iter()
        .any(|o| !o.permissions.is_empty())
        .then(|| quote!(, Permission));
    let constants = api.operations.iter().map(operation);
    let import = retry.map(|retry| quote! { use openapi_types::{Operation #permission #retry}; });
    quote! { #import #(#constants)* }
}

fn operation(operation: &Operation) -> TokenStream {
    let ident = rust::operation_constant(operation);
    let id = &operation.id;
    let method = operation.method.to_ascii_uppercase();
    let path = &operation.path;
    let retry = match operation.retry {
        Retry::Safe => quote!(Retry::Safe),
        Retry::Idempotent => quote!(Retry::Idempotent),
        Retry::NeverAfterSent => quote!(Retry::NeverAfterSent),
    };
    let permissions = operation.permissions.iter().map(permission);
    let security = operation.security.iter().map(|scheme| quote!(&[#scheme]));
    let mut text = Docs::default()
        .own(docs::code(&format!("{method} {path}")))
        .text(&operation.summary)
        .source(&operation.pointer);
    if !operation.permissions.is_empty() {
        let rows: Vec<String> = operation.permissions.iter().map(permission_docs).collect();
        text = text.own(format!("Permissions:\n{}", rows.join("\n")));
    }
    let attributes = text.into_attributes();
    quote! {
        #(#attributes)*
        pub const #ident: Operation = Operation {
            id: #id,
            method: #method,
            path: #path,
            retry: #retry,
            permissions: &[#(#permissions),*],
            security: &[#(#security),*],
        };
    }
}

fn permission(row: &Permission) -> TokenStream {
    let Permission {
        action,
        access_level,
        resource_type,
        resource_required,
        condition_keys,
        alias,
        dependencies,
    } = row;
    quote! {
        Permission {
            action: #action,
            access_level: #access_level,
            resource_type: Some(#resource_type),
            resource_required: #resource_required,
            condition_keys: &[#(#condition_keys),*],
            alias: &[#(#alias),*],
            dependencies: &[#(#dependencies),*],
        }
    }
}

fn permission_docs(row: &Permission) -> String {
    let mut out = format!(
        "- {} ({} on {}",
        docs::code(&row.action),
        docs::code(&row.access_level),
        docs::code(&row.resource_type)
    );
    if row.resource_required {
        out.push_str(", required");
    }
    out.push(')');
    for (name, values) in [
        ("condition keys", &row.condition_keys),
        ("alias", &row.alias),
        ("depends on", &row.dependencies),
    ] {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| docs::code(value)).collect();
            out.extend(["; ", name, ": ", &values.join(", ")]);
        }
    }
    out
}

/// One constant per error code.
pub(in crate::emit) fn error_codes(api: &Api) -> TokenStream {
    let constants = api.error_codes.iter().map(|error| {
        let ident = format_ident!("{}", names::constant_name(&error.code).unwrap_or_default());
        let statuses: Vec<String> = error
            .statuses
            .iter()
            .map(|status| format!("`{status}`"))
            .collect();
        let message = docs::line(&error.message);
        let attributes = Docs::default()
            .own(if message.is_empty() {
                format!("{}.", statuses.join(", "))
            } else {
                format!("{}: {message}", statuses.join(", "))
            })
            .into_attributes();
        let code = &error.code;
        quote! {
            #(#attributes)*
            pub const #ident: &str = #code;
        }
    });
    quote! { #(#constants)* }
}
