//! `schemas.rs`: the components that requests can hold, as constant tables, for
//! the second look at what a type refused and for rules that types do not have.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::import;
use super::rules::{self, Place};
use crate::emit::Context;
use crate::emit::file::Docs;
use crate::model::{Additional, Api, Bounds, Kind, NamedSchema, Scalar, Schema};
use crate::names;

/// The names of `openapi_server::schema` that a table can need.
pub(super) const VOCABULARY: [&str; 13] = [
    "Additional",
    "Array",
    "Bound",
    "Format",
    "Items",
    "Numbers",
    "Object",
    "Pattern",
    "Presence",
    "Property",
    "Schema",
    "Text",
    "Value",
];

/// The static of a component.
pub(super) fn constant(named: &NamedSchema) -> Ident {
    format_ident!(
        "{}",
        names::constant_name(&named.type_name).unwrap_or_default()
    )
}

/// A static for each component that requests refer to.
pub(super) fn tables(context: &Context<'_>) -> TokenStream {
    let api = context.api;
    let needed = needed(api);
    let components = api
        .schemas
        .iter()
        .filter(|named| needed.contains(named.name.as_str()))
        .map(|named| {
            let ident = constant(named);
            let value = rules::schema(api, Place::Schemas, &named.schema);
            let attributes = Docs::default().source(&named.pointer).into_attributes();
            quote! {
                #(#attributes)*
                pub(super) static #ident: Schema = #value;
            }
        });
    let items = quote! { #(#components)* };
    if items.is_empty() {
        return items;
    }
    let uses = import(&quote!(openapi_server::schema), &VOCABULARY, &items);
    quote! { #uses #items }
}

/// The components that some request can hold.
fn needed(api: &Api) -> BTreeSet<&str> {
    let mut out = BTreeSet::new();
    let parameters = api
        .operations
        .iter()
        .flat_map(|operation| &operation.parameters)
        .map(|p| &p.schema);
    let bodies = api
        .operations
        .iter()
        .filter_map(|operation| operation.body.as_ref())
        .map(|body| &body.schema);
    for schema in parameters.chain(bodies) {
        reach(api, schema, &mut out);
    }
    out
}

fn reach<'a>(api: &'a Api, schema: &'a Schema, out: &mut BTreeSet<&'a str>) {
    match &schema.kind {
        Kind::Any | Kind::Scalar(_) => {}
        Kind::Ref(name) => {
            if out.insert(name)
                && let Some(named) = api.schema(name)
            {
                reach(api, &named.schema, out);
            }
        }
        Kind::Array { items, .. } => reach(api, items, out),
        Kind::Object {
            properties,
            additional,
            ..
        } => {
            for property in properties {
                reach(api, &property.schema, out);
            }
            if let Additional::Typed(inner) = additional {
                reach(api, inner, out);
            }
        }
    }
}

/// Whether the type in Rust lets through what the document does not, so that the
/// table is read for every request.
pub(super) fn has_rules(api: &Api, schema: &Schema) -> bool {
    let mut seen = Vec::new();
    lets_through(api, schema, &mut seen)
}

fn lets_through<'a>(api: &'a Api, schema: &'a Schema, seen: &mut Vec<&'a str>) -> bool {
    match &schema.kind {
        Kind::Any | Kind::Scalar(Scalar::Boolean) => false,
        Kind::Ref(name) => {
            if seen.contains(&name.as_str()) {
                return false;
            }
            seen.push(name);
            api.schema(name)
                .is_some_and(|named| lets_through(api, &named.schema, seen))
        }
        Kind::Scalar(
            Scalar::Integer {
                range, multiple_of, ..
            }
            | Scalar::Number {
                range, multiple_of, ..
            },
        ) => limits(range) || multiple_of.is_some(),
        Kind::Scalar(Scalar::String {
            format,
            length,
            pattern,
            values,
        }) => {
            let has_format = rules::format(format.as_deref()).is_some();
            values.is_empty() && (limits(length) || pattern.is_some() || has_format)
        }
        Kind::Array {
            items,
            length,
            unique,
        } => limits(length) || *unique || lets_through(api, items, seen),
        Kind::Object {
            properties,
            additional,
            size,
        } => {
            let inner = match additional {
                Additional::Allowed => false,
                Additional::Forbidden => true,
                Additional::Typed(inner) => lets_through(api, inner, seen),
            };
            // A member of any value takes `null` too, which the table knows.
            inner
                || limits(size)
                || properties
                    .iter()
                    .any(|property| lets_through(api, &property.schema, seen))
        }
    }
}

fn limits<T>(bounds: &Bounds<T>) -> bool {
    bounds.minimum.is_some() || bounds.maximum.is_some()
}
