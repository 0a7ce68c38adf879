//! What attributes and types of a field say, read and written.

#![expect(clippy::wildcard_enum_match_arm, reason = "the enums of syn are open")]

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Type, parse_quote};

/// The last segments of everything in `#[derive(…)]`.
pub(super) fn derives(attrs: &[Attribute]) -> Vec<String> {
    let mut out = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("derive")) {
        // A derive that cannot be parsed holds nothing to look at.
        let _ = attr.parse_nested_meta(|meta| {
            out.extend(
                meta.path
                    .segments
                    .last()
                    .map(|segment| segment.ident.to_string()),
            );
            Ok(())
        });
    }
    out
}

/// The derives of every type, in the usual order.
pub(super) fn derive(default: bool, copy: bool) -> [Attribute; 2] {
    let copy = copy.then(|| quote!(Copy,));
    let default = default.then(|| quote!(Default,));
    [
        parse_quote!(#[derive(Debug, Clone, #copy PartialEq, #default Serialize, Deserialize)]),
        parse_quote!(#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]),
    ]
}

pub(super) fn serde_attributes(attrs: &[Attribute]) -> Vec<Attribute> {
    let mut out: Vec<Attribute> = attrs
        .iter()
        .filter(|attr| attr.path().is_ident("serde"))
        .cloned()
        .collect();
    for attr in &mut out {
        let text = attr.meta.to_token_stream().to_string();
        let short = text
            .replace("\"::std::option::Option::is_none\"", "\"Option::is_none\"")
            .replace("\"::std::vec::Vec::is_empty\"", "\"Vec::is_empty\"")
            .replace(
                "std :: collections :: BTreeMap::",
                "std::collections::BTreeMap::",
            )
            .replace(":: std::collections", "std::collections");
        if let Ok(tokens) = short.parse::<TokenStream>()
            && let Ok(meta) = syn::parse2(tokens)
        {
            attr.meta = meta;
        }
    }
    out
}

/// The name on the wire, where it is not the name of the field.
pub(super) fn rename(attr: &Attribute) -> Option<String> {
    let mut out = None;
    // Other forms of the attribute hold no name.
    let _ = attr.parse_nested_meta(|meta| {
        let is_rename = meta.path.is_ident("rename");
        if let Ok(value) = meta.value() {
            let text: syn::LitStr = value.parse()?;
            if is_rename {
                out = Some(text.value());
            }
        }
        Ok(())
    });
    out
}

/// An optional member is an `Option`, whatever it holds: typify takes an empty list for an
/// absent one, and would send `null` for an absent box.
pub(super) fn absent_is_none(ty: &mut Type) {
    if option_of(ty).is_some() {
        return;
    }
    *ty = match argument_of(ty, "Box").and_then(option_of) {
        Some(inner) => parse_quote!(Option<Box<#inner>>),
        None => parse_quote!(Option<#ty>),
    };
}

pub(super) fn option_of(ty: &Type) -> Option<&Type> {
    argument_of(ty, "Option")
}

/// `T` of `name<T>`.
pub(super) fn argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|segment| segment.ident == name)?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}

pub(super) fn doc_text(attrs: &[Attribute]) -> String {
    let lines = attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc"))
        .filter_map(|attr| {
            let syn::Meta::NameValue(meta) = &attr.meta else {
                return None;
            };
            let syn::Expr::Lit(literal) = &meta.value else {
                return None;
            };
            let syn::Lit::Str(text) = &literal.lit else {
                return None;
            };
            Some(text.value())
        });
    lines.collect::<Vec<_>>().join("\n")
}
