//! Values of one of several types: unions, and bodies in several media types.

use std::collections::HashSet;

use super::attributes::{Serde, derives, described, resolved, schemars};
use super::schemas::{Printer, type_docs};
use crate::docs;
use crate::emit::code::{Code, literal};
use crate::plan::{ContentVariant, Tag, Ty, TypeDef, Union};

pub(super) fn union(printer: Printer<'_, '_>, code: &mut Code, def: &TypeDef, union: &Union) {
    let tag = union.tag.as_ref().filter(|tag| !tag.values.is_empty());
    code.docs(type_docs(def));
    derives(
        code,
        def.traits,
        if tag.is_some() {
            Serde::Manual
        } else {
            Serde::Written
        },
    );
    if tag.is_some() {
        schemars(code, "derive(schemars::JsonSchema), schemars(untagged)");
    } else {
        schemars(code, "derive(schemars::JsonSchema)");
        code.line("#[serde(untagged)]");
    }
    code.open(format!("pub enum {} {{", def.name));
    for variant in &union.variants {
        let ty = printer.print(&variant.ty);
        code.line(format!("/// As {}.", docs::code(&ty)));
        if let Some(with) = described(printer, &variant.ty) {
            schemars(code, &format!("schemars(with = \"{with}\")"));
        }
        code.line(format!("{}({ty}),", variant.name));
    }
    code.close("}");
    match tag {
        Some(tag) => tagged(code, def, union, tag),
        None => untagged(code, def, union),
    }
    let variants = union
        .variants
        .iter()
        .map(|variant| (variant.name.as_str(), &variant.ty));
    conversions(printer, code, def, variants);
}

fn untagged(code: &mut Code, def: &TypeDef, union: &Union) {
    code.blank();
    code.open(format!("impl<'de> Deserialize<'de> for {} {{", def.name));
    code.open(
        "fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {",
    );
    code.line("openapi_types::union::Best::read(deserializer)?");
    for variant in &union.variants {
        code.line(format!("    .or(Self::{})", variant.name));
    }
    code.line("    .finish()");
    code.close("}");
    code.close("}");
}

fn tagged(code: &mut Code, def: &TypeDef, union: &Union, tag: &Tag) {
    let property = literal(&tag.property);
    let mut tags: Vec<Vec<String>> = vec![Vec::new(); union.variants.len()];
    for (value, at) in &tag.values {
        if let Some(tags) = tags.get_mut(*at) {
            tags.push(literal(value));
        }
    }
    let variants = || union.variants.iter().zip(&tags);
    code.blank();
    code.open(format!("impl Serialize for {} {{", def.name));
    code.open(
        "fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {",
    );
    code.open("match self {");
    for (variant, tags) in variants() {
        let tags = tags.join(", ");
        code.open(format!("Self::{}(value) => {{", variant.name));
        code.line(format!(
            "openapi_types::union::serialize_tagged(serializer, {property}, &[{tags}], value)"
        ));
        code.close("}");
    }
    code.close("}");
    code.close("}");
    code.close("}");
    code.blank();
    code.open(format!("impl<'de> Deserialize<'de> for {} {{", def.name));
    code.open(
        "fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {",
    );
    code.line(format!(
        "let object = openapi_types::union::Tagged::read(deserializer, {property})?;"
    ));
    code.open("match object.tag() {");
    for (variant, tags) in variants() {
        if !tags.is_empty() {
            code.line(format!(
                "Some({}) => object.variant().map(Self::{}),",
                tags.join(" | "),
                variant.name
            ));
        }
    }
    code.line("_ => Err(object.unknown()),");
    code.close("}");
    code.close("}");
    code.close("}");
}

pub(super) fn contents(
    printer: Printer<'_, '_>,
    code: &mut Code,
    def: &TypeDef,
    list: &[ContentVariant],
) {
    code.docs(type_docs(def));
    derives(code, def.traits, Serde::Manual);
    code.open(format!("pub enum {} {{", def.name));
    for variant in list {
        code.line(format!("/// {}", docs::code(&variant.media_type)));
        code.line(format!("{}({}),", variant.name, printer.print(&variant.ty)));
    }
    code.close("}");
    code.blank();
    code.open(format!("impl {} {{", def.name));
    code.line("/// The media type, as the document has it: it may be a range.");
    code.open("pub fn media_type(&self) -> &'static str {");
    code.block("match self {", "}", |code| {
        let mut arms: Vec<(&str, Vec<String>)> = Vec::new();
        for variant in list {
            let pattern = format!("Self::{}(_)", variant.name);
            match arms
                .iter_mut()
                .find(|(media, _)| *media == variant.media_type)
            {
                Some((_, patterns)) => patterns.push(pattern),
                None => arms.push((&variant.media_type, vec![pattern])),
            }
        }
        for (media, patterns) in arms {
            code.line(format!("{} => {},", patterns.join(" | "), literal(media)));
        }
    });
    code.close("}");
    code.close("}");
    let variants = list
        .iter()
        .map(|variant| (variant.name.as_str(), &variant.ty));
    conversions(printer, code, def, variants);
}

/// `From` for each type that only one variant has.
fn conversions<'v>(
    printer: Printer<'_, '_>,
    code: &mut Code,
    def: &TypeDef,
    variants: impl Iterator<Item = (&'v str, &'v Ty)>,
) {
    let variants: Vec<(&str, &Ty, Ty)> = variants
        .map(|(name, ty)| {
            let inner = if let Ty::Box(inner) = ty { inner } else { ty };
            (name, ty, resolved(printer.plan, inner))
        })
        .collect();
    let (mut once, mut twice) = (HashSet::new(), HashSet::new());
    for (_, _, ty) in &variants {
        if !once.insert(ty) {
            twice.insert(ty);
        }
    }
    let own = |ty: &Ty| matches!(ty, Ty::Named(id) if printer.plan.type_def(*id).is_some_and(|other| other.name == def.name));
    for (name, ty, inner) in &variants {
        if twice.contains(inner) || own(inner) {
            continue;
        }
        let (taken, value) = if let Ty::Box(inner) = ty {
            (printer.print(inner), "Box::new(value)")
        } else {
            (printer.print(ty), "value")
        };
        code.blank();
        code.open(format!("impl From<{taken}> for {} {{", def.name));
        code.block(
            &format!("fn from(value: {taken}) -> Self {{"),
            "}",
            |code| {
                code.line(format!("Self::{name}({value})"));
            },
        );
        code.close("}");
    }
}
