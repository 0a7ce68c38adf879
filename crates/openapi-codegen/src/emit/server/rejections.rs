//! `rejections.rs`: the bodies of `x-rejections`, ready to be sent.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::import;
use crate::emit::Context;
use crate::model::Answer;

pub(super) fn rejections(context: &Context<'_>) -> TokenStream {
    let fields = context.api.rejections.iter().map(|(kind, answer)| {
        let ident = format_ident!("{}", kind.key().replace('-', "_"));
        let value = answer
            .as_ref()
            .map_or_else(|| quote!(Canned::Problem), canned);
        quote! { #ident: #value, }
    });
    let items = quote! {
        /// The bodies of answers to requests that no operation was asked to carry out.
        ///
        /// Source: `#/x-rejections`.
        pub static REJECTIONS: Rejections = Rejections { #(#fields)* };
    };
    let uses = import(&quote!(openapi_server), &["Canned", "Rejections"], &items);
    quote! { #uses #items }
}

fn canned(answer: &Answer) -> TokenStream {
    if let Some((before, after)) = answer
        .violations_at
        .and_then(|at| answer.text.split_at_checked(at))
    {
        let (before, after) = (raw(before), raw(after));
        quote!(Canned::JsonText { before: #before, after: #after })
    } else {
        let text = raw(&answer.text);
        quote!(Canned::Json(#text))
    }
}

/// A raw string, which JSON reads best in; a plain one where that is not possible.
fn raw(text: &str) -> Literal {
    let raw = format!("r#\"{text}\"#");
    let plain = text.contains("\"#") || text.contains(['\r', '\n']);
    let parsed = if plain { None } else { raw.parse().ok() };
    parsed.unwrap_or_else(|| Literal::string(text))
}
