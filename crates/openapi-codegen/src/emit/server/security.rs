//! Who is calling: the credentials of an operation, with the body read where its
//! turn comes. Tokens are looked at before the body is read, signatures after.

use proc_macro2::TokenStream;
use quote::quote;

use super::service::header_constant;
use crate::emit::rust;
use crate::model::{Api, Operation, Scheme, SchemeKind};

/// Statements that leave `caller`, where the operation asks for one, and do what `read` does.
pub(super) fn security(api: &Api, operation: &Operation, read: &TokenStream) -> TokenStream {
    let schemes: Vec<&Scheme> = operation
        .security
        .iter()
        .filter_map(|name| api.schemes.iter().find(|scheme| scheme.name == *name))
        .collect();
    match schemes.as_slice() {
        [] => read.clone(),
        [one] => single(api, one, read),
        many => alternatives(api, many, read),
    }
}

fn single(api: &Api, scheme: &Scheme, read: &TokenStream) -> TokenStream {
    let function = rust::scheme_function(scheme);
    let missing = missing();
    match &scheme.kind {
        SchemeKind::HeaderKey { header } => {
            let header = header_constant(api, header);
            quote! {
                let Some(token) = call.header_token(&#header)? else { #missing };
                let decision = self.authenticator.#function(token, call.operation()).await;
                let Some(caller) = call.decided(decision)? else { #missing };
                #read
            }
        }
        SchemeKind::Signature { header, .. } => {
            let header = header_constant(api, header);
            quote! {
                let Some(signature) = call.header_token(&#header)? else { #missing };
                #read
                let request = call.signed(signature, &body);
                let decision = self.authenticator.#function(request, call.operation()).await;
                let Some(caller) = call.decided(decision)? else { #missing };
            }
        }
    }
}

/// The first alternative that is there decides, so each asks only if none before it was.
fn alternatives(api: &Api, schemes: &[&Scheme], read: &TokenStream) -> TokenStream {
    let mut steps = TokenStream::new();
    let (mut token_before, mut signature) = (false, None);
    for scheme in schemes {
        let function = rust::scheme_function(scheme);
        match &scheme.kind {
            SchemeKind::HeaderKey { header } => {
                let header = header_constant(api, header);
                let no_token = token_before.then(|| quote!(caller.is_none() &&));
                let no_signature = signature.map(|_: &Scheme| quote!(signature.is_none() &&));
                steps.extend(quote! {
                    if #no_token #no_signature let Some(token) = call.header_token(&#header)? {
                        caller = call.decided(self.authenticator.#function(token, call.operation()).await)?;
                    }
                });
                token_before = true;
            }
            SchemeKind::Signature { header, .. } => {
                let header = header_constant(api, header);
                steps.extend(if token_before {
                    quote! {
                        let signature = if caller.is_none() { call.header_token(&#header)? } else { None };
                    }
                } else {
                    quote! { let signature = call.header_token(&#header)?; }
                });
                signature = Some(scheme);
            }
        }
    }
    decided(signature, &steps, read)
}

fn decided(signature: Option<&Scheme>, steps: &TokenStream, read: &TokenStream) -> TokenStream {
    let missing = missing();
    let Some(scheme) = signature else {
        return quote! {
            let mut caller = None;
            #steps
            let Some(caller) = caller else { #missing };
            #read
        };
    };
    let function = rust::scheme_function(scheme);
    quote! {
        let mut caller = None;
        #steps
        if caller.is_none() && signature.is_none() { #missing }
        #read
        if let Some(signature) = signature {
            let request = call.signed(signature, &body);
            caller = call.decided(self.authenticator.#function(request, call.operation()).await)?;
        }
        let Some(caller) = caller else { #missing };
    }
}

fn missing() -> TokenStream {
    quote! { return Err(call.missing_credential()); }
}
