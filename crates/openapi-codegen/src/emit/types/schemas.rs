//! `schemas.rs`: what typify makes of the components, turned into what a person
//! would write.
//!
//! The pass changes how the types look and what they refuse, never their shape:
//! short paths, document order, documentation from the document, derives in the
//! usual order, and optional members that refuse `null` where the document does.

#![expect(clippy::wildcard_enum_match_arm, reason = "the enums of syn are open")]

use std::collections::BTreeMap;

use ::progenitor::TypeImpl;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::VisitMut;
use syn::{
    Attribute, Field, Fields, Item, ItemEnum, ItemImpl, ItemStruct, Type, Visibility, parse_quote,
};

use super::attributes::{
    absent_is_none, derive, derives, doc_text, option_of, rename, serde_attributes,
};
use super::shorten::Shorten;
use crate::docs;
use crate::emit::file::{self, Docs};
use crate::emit::{Fault, progenitor};
use crate::model::{Api, Kind, NamedSchema, Property, Schema};
use crate::names;

/// The items of the file, and what each type implements.
pub(in crate::emit) struct Schemas {
    pub(in crate::emit) items: Vec<Item>,
    pub(in crate::emit) impls: BTreeMap<String, Vec<TypeImpl>>,
}

pub(in crate::emit) fn schemas(api: &Api) -> Result<Schemas, Fault> {
    let tokens = progenitor::types(api)?;
    let mut items = file::items(tokens)?;
    let impls = implemented(&items);
    for named in &api.schemas {
        if !items
            .iter()
            .any(|item| type_ident(item).is_some_and(|name| name == named.type_name))
        {
            return Err(Fault::new(
                "typify",
                format!("no type `{}` was made", named.type_name),
            ));
        }
    }
    let needs_error_module = uses_conversion_error(&items);
    items.retain(|item| match item {
        Item::Mod(module) => module.ident == "error" && needs_error_module,
        Item::Use(_) => false,
        _ => true,
    });
    let pass = Pass { api };
    let mut out = Vec::new();
    for mut item in items {
        Shorten::new(api).visit_item_mut(&mut item);
        pass.item(&mut item);
        let after = pass.error_body(&item);
        out.push(item);
        out.extend(after);
    }
    Ok(Schemas { items: out, impls })
}

fn type_ident(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        Item::Type(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// The traits that progenitor asks about, per type.
fn implemented(items: &[Item]) -> BTreeMap<String, Vec<TypeImpl>> {
    let mut out: BTreeMap<String, Vec<TypeImpl>> = BTreeMap::new();
    for item in items {
        let Item::Impl(item) = item else { continue };
        let (Some((path, _)), Type::Path(target)) = (&item.trait_, &*item.self_ty) else {
            continue;
        };
        let (Some(name), Some(target)) = (path.segments.last(), target.path.get_ident()) else {
            continue;
        };
        let known = match name.ident.to_string().as_str() {
            "Display" => TypeImpl::Display,
            "FromStr" => TypeImpl::FromStr,
            "Default" => TypeImpl::Default,
            _ => continue,
        };
        out.entry(target.to_string()).or_default().push(known);
    }
    for item in items {
        let (name, attrs) = match item {
            Item::Struct(item) => (item.ident.to_string(), &item.attrs),
            Item::Enum(item) => (item.ident.to_string(), &item.attrs),
            _ => continue,
        };
        if derives(attrs).iter().any(|path| path == "Default") {
            out.entry(name).or_default().push(TypeImpl::Default);
        }
    }
    out
}

fn uses_conversion_error(items: &[Item]) -> bool {
    items.iter().any(|item| {
        !matches!(item, Item::Mod(_))
            && item
                .to_token_stream()
                .to_string()
                .contains("ConversionError")
    })
}

struct Pass<'a> {
    api: &'a Api,
}

impl Pass<'_> {
    fn item(&self, item: &mut Item) {
        match item {
            Item::Struct(item) => self.strukt(item),
            Item::Enum(item) => self.enumeration(item),
            Item::Impl(item) => implementation(item),
            _ => {}
        }
    }

    fn named(&self, type_name: &str) -> Option<&NamedSchema> {
        self.api
            .schemas
            .iter()
            .find(|schema| schema.type_name == type_name)
    }

    /// Documentation of a type: the description and the place in the document.
    fn type_docs(&self, type_name: &str, attrs: &[Attribute]) -> Vec<Attribute> {
        if let Some(named) = self.named(type_name) {
            Docs::default()
                .text(&named.schema.description)
                .or(format!("The schema {}.", docs::code(&named.name)))
                .source(&named.pointer)
                .into_attributes()
        } else {
            let text = doc_text(attrs);
            Docs::default()
                .own(text.trim())
                .or("A part of the type that uses it.")
                .into_attributes()
        }
    }

    fn strukt(&self, item: &mut ItemStruct) {
        let type_name = item.ident.to_string();
        let has_default = derives(&item.attrs).iter().any(|name| name == "Default");
        let mut attrs = self.type_docs(&type_name, &item.attrs);
        attrs.extend(derive(
            has_default,
            derives(&item.attrs).iter().any(|name| name == "Copy"),
        ));
        attrs.extend(serde_attributes(&item.attrs));
        item.attrs = attrs;
        let properties = match self.named(&type_name).map(|named| &named.schema.kind) {
            Some(Kind::Object { properties, .. }) => properties.as_slice(),
            _ => &[],
        };
        let Fields::Named(fields) = &mut item.fields else {
            return;
        };
        // Attributes are slow to read, and an object can have many members.
        let mut sorted: Vec<(usize, Field)> = std::mem::take(&mut fields.named)
            .into_iter()
            .map(|field| {
                let name = wire_name(&field);
                let at = properties
                    .iter()
                    .position(|property| name.as_ref() == Some(&property.name));
                (at.unwrap_or(usize::MAX), field)
            })
            .collect();
        sorted.sort_by_key(|(at, _)| *at);
        for (at, field) in &mut sorted {
            self.field(field, properties.get(*at));
        }
        fields.named = sorted.into_iter().map(|(_, field)| field).collect();
    }

    fn field(&self, field: &mut Field, property: Option<&Property>) {
        let name = field
            .ident
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let text = match property {
            Some(property) => Docs::default()
                .text(&property.schema.description)
                .or(format!("The member {}.", docs::code(&property.name))),
            None => Docs::default()
                .own(doc_text(&field.attrs).trim())
                .or(format!("The member `{name}`.")),
        };
        let serde = serde_attributes(&field.attrs);
        let mut attrs = text.into_attributes();
        match property {
            Some(property) => attrs.extend(self.presence(field, property, &serde)),
            None => attrs.extend(serde),
        }
        field.attrs = attrs;
    }

    /// What absence and `null` mean: serde takes one for the other where the document does not.
    fn presence(
        &self,
        field: &mut Field,
        property: &Property,
        serde: &[Attribute],
    ) -> Vec<Attribute> {
        let rename = serde.iter().find_map(rename);
        let rename = rename.map(|text| quote!(rename = #text,));
        match (property.required, self.nullable(&property.schema)) {
            (true, false) => serde.to_vec(),
            (true, true) => vec![parse_quote!(#[serde(
                #rename
                deserialize_with = "Deserialize::deserialize"
            )])],
            (false, true) => {
                absent_is_none(&mut field.ty);
                vec![parse_quote!(#[serde(
                    #rename
                    default,
                    skip_serializing_if = "Option::is_none"
                )])]
            }
            (false, false) => {
                absent_is_none(&mut field.ty);
                let inner = option_of(&field.ty).map(ToTokens::to_token_stream);
                let inner = inner.unwrap_or_default().to_string().replace(' ', "");
                vec![
                    parse_quote!(#[serde(
                        #rename
                        default,
                        skip_serializing_if = "Option::is_none",
                        deserialize_with = "openapi_types::present"
                    )]),
                    parse_quote!(#[cfg_attr(feature = "schemars", schemars(with = #inner))]),
                ]
            }
        }
    }

    /// Whether `null` is a value, here or in a component that this refers to.
    fn nullable(&self, schema: &Schema) -> bool {
        let mut current = schema;
        loop {
            match &current.kind {
                _ if current.nullable => return true,
                Kind::Ref(name) => match self.api.schema(name) {
                    Some(named) => current = &named.schema,
                    None => return false,
                },
                _ => return false,
            }
        }
    }

    fn enumeration(&self, item: &mut ItemEnum) {
        let type_name = item.ident.to_string();
        let found = derives(&item.attrs);
        let mut attrs = self.type_docs(&type_name, &item.attrs);
        let copy = found.iter().any(|name| name == "Copy");
        attrs.extend(derive(found.iter().any(|name| name == "Default"), copy));
        attrs.extend(serde_attributes(&item.attrs));
        item.attrs = attrs;
        for variant in &mut item.variants {
            let serde = serde_attributes(&variant.attrs);
            let value = serde
                .iter()
                .find_map(rename)
                .unwrap_or_else(|| variant.ident.to_string());
            variant.attrs = Docs::default().own(docs::code(&value)).into_attributes();
            variant.attrs.extend(serde);
        }
    }

    /// How the runtime finds code and message in an error body.
    fn error_body(&self, item: &Item) -> Option<Item> {
        let type_name = type_ident(item)?;
        let named = self.named(&type_name)?;
        let properties: &[Property] = match &named.schema.kind {
            Kind::Object { properties, .. } => properties,
            Kind::Any | Kind::Ref(_) | Kind::Scalar(_) | Kind::Array { .. } => &[],
        };
        let code = properties.iter().find(|property| property.error_code);
        if code.is_none() && !self.is_error(&named.name) {
            return None;
        }
        let ident = format_ident!("{type_name}");
        let code = code.map(|property| {
            let value = accessor(property);
            quote! { fn code(&self) -> Option<&str> { #value } }
        });
        let message = properties
            .iter()
            .find(|property| property.error_message)
            .map(|property| {
                let value = accessor(property);
                quote! { fn message(&self) -> Option<&str> { #value } }
            });
        Some(parse_quote! {
            impl openapi_types::ErrorBody for #ident {
                #code
                #message
            }
        })
    }

    /// Whether the component is the body of an error response.
    fn is_error(&self, name: &str) -> bool {
        let responses = self
            .api
            .operations
            .iter()
            .flat_map(|operation| &operation.responses);
        responses.filter(|response| !response.is_success()).any(|response| {
            matches!(response.schema.as_ref().map(|schema| &schema.kind), Some(Kind::Ref(found)) if found == name)
        })
    }
}

fn accessor(property: &Property) -> TokenStream {
    let field = format_ident!("{}", names::value_name(&property.name).unwrap_or_default());
    if property.required {
        quote!(Some(&self.#field))
    } else {
        quote!(self.#field.as_deref())
    }
}

/// The name of the member that a field is.
fn wire_name(field: &Field) -> Option<String> {
    let wire = serde_attributes(&field.attrs).iter().find_map(rename);
    wire.or_else(|| field.ident.as_ref().map(ToString::to_string))
}

/// Nothing of an implementation needs words of its own.
fn implementation(item: &mut ItemImpl) {
    item.attrs.retain(|attr| !attr.path().is_ident("allow"));
    for inner in &mut item.items {
        if let syn::ImplItem::Fn(function) = inner {
            let undocumented = doc_text(&function.attrs).is_empty();
            if undocumented && matches!(function.vis, Visibility::Public(_)) {
                function.attrs.extend(
                    Docs::default()
                        .own(format!("The part `{}` of the value.", function.sig.ident))
                        .into_attributes(),
                );
            }
        }
    }
}
