//! `schemas.rs`: every type of the plan.

use super::attributes::{Serde, derives, described, schemars};
use super::errors::{self, Errors};
use super::{choices, multipart, structs, values};
use crate::docs;
use crate::emit::code::Code;
use crate::emit::file::Docs;
use crate::plan::{Plan, Shape, Ty, TypeDef};

/// What printing a type needs beside the type.
#[derive(Clone, Copy)]
pub(super) struct Printer<'p, 'a> {
    pub(super) plan: &'p Plan<'a>,
    pub(super) errors: &'p Errors,
    /// The file, where there are several: see [`super::letter`].
    pub(super) file: Option<&'p str>,
}

/// Types with their places in the plan.
pub(super) fn schemas(
    plan: &Plan<'_>,
    errors: &Errors,
    types: &[(usize, &TypeDef)],
    file: Option<&str>,
) -> Code {
    let printer = Printer { plan, errors, file };
    let mut items = Code::new();
    for (at, def) in types {
        items.blank();
        printer.type_def(&mut items, *at, def);
    }
    let mut code = Code::new();
    let used = |name: &str| items.as_text().lines().any(|line| names_trait(line, name));
    match (used("Serialize"), used("Deserialize")) {
        (true, true) => code.line("use serde::{Deserialize, Serialize};"),
        (true, false) => code.line("use serde::Serialize;"),
        (false, true) => code.line("use serde::Deserialize;"),
        (false, false) => {}
    }
    code.blank();
    code.append(&items);
    code
}

/// Whether a line derives or implements a trait; texts of the document are in other lines.
fn names_trait(line: &str, name: &str) -> bool {
    let item = line.starts_with("#[derive(") || line.starts_with("impl");
    item && line
        .match_indices(name)
        .any(|(at, _)| line.get(..at).is_some_and(|before| before.ends_with(' ')))
}

impl Printer<'_, '_> {
    fn type_def(self, code: &mut Code, at: usize, def: &TypeDef) {
        match &def.shape {
            Shape::Alias(ty) => {
                code.docs(type_docs(def));
                code.line(format!("pub type {} = {};", def.name, self.print(ty)));
            }
            Shape::Newtype(ty) => self.newtype(code, def, ty),
            Shape::Struct(strukt) => structs::of(self, code, def, strukt),
            Shape::Texts(list) => values::texts(code, def, list),
            Shape::Integers(list) => values::integers(code, def, list),
            Shape::Union(union) => choices::union(self, code, def, union),
            Shape::Multipart(strukt) => multipart::of(self, code, def, strukt),
            Shape::Contents(variants) => choices::contents(self, code, def, variants),
        }
        if self.errors.is_body(at) {
            self.error_body(code, def);
        }
    }

    fn error_body(self, code: &mut Code, def: &TypeDef) {
        let variant = |name: &str| format!("Self::{name}");
        let split = |all: Vec<(&str, &Ty)>| {
            let (telling, silent): (Vec<_>, Vec<_>) = all
                .into_iter()
                .partition(|(_, ty)| self.errors.tells(self.plan, ty));
            let telling: Vec<_> = telling
                .into_iter()
                .map(|(name, ty)| (format!("{}(body)", variant(name)), ty.clone()))
                .collect();
            let silent: Vec<_> = silent
                .into_iter()
                .map(|(name, _)| format!("{}(_)", variant(name)))
                .collect();
            (telling, silent)
        };
        let (telling, silent) = match &def.shape {
            // What it stands for has its own.
            Shape::Alias(_) => return,
            Shape::Struct(strukt) => {
                return errors::of_struct(code, self, def, strukt);
            }
            Shape::Newtype(_) | Shape::Texts(_) | Shape::Integers(_) | Shape::Multipart(_) => {
                return errors::body(code, &def.name, None, None);
            }
            Shape::Union(union) => split(
                union
                    .variants
                    .iter()
                    .map(|variant| (variant.name.as_str(), &variant.ty))
                    .collect(),
            ),
            Shape::Contents(list) => split(
                list.iter()
                    .map(|variant| (variant.name.as_str(), &variant.ty))
                    .collect(),
            ),
        };
        errors::of_variants(code, &def.name, &telling, &silent);
    }

    fn newtype(self, code: &mut Code, def: &TypeDef, ty: &Ty) {
        let (name, inner) = (&def.name, self.print(ty));
        code.docs(type_docs(def));
        derives(code, def.traits, Serde::Derived);
        schemars(code, "derive(schemars::JsonSchema)");
        code.line("#[serde(transparent)]");
        let with = described(self, ty);
        let with = with.map(|with| {
            format!("#[cfg_attr(feature = \"schemars\", schemars(with = \"{with}\"))] ")
        });
        code.line(format!(
            "pub struct {name}({}pub {inner});",
            with.unwrap_or_default()
        ));
        code.blank();
        code.open(format!("impl std::ops::Deref for {name} {{"));
        code.line(format!("type Target = {inner};"));
        code.line("");
        code.block("fn deref(&self) -> &Self::Target {", "}", |code| {
            code.line("&self.0");
        });
        code.close("}");
        code.blank();
        code.open(format!("impl From<{inner}> for {name} {{"));
        code.block(
            &format!("fn from(value: {inner}) -> Self {{"),
            "}",
            |code| code.line("Self(value)"),
        );
        code.close("}");
    }

    pub(super) fn print(self, ty: &Ty) -> String {
        ty.print_with(self.plan, &|name| match self.file {
            Some(file) if super::letter(name) != file => format!("super::{name}"),
            Some(_) | None => name.to_owned(),
        })
    }
}

/// What the document says of a type, and where.
pub(super) fn type_docs(def: &TypeDef) -> Vec<String> {
    let schema = def
        .place
        .pointer
        .strip_prefix("#/components/schemas/")
        .filter(|rest| !rest.contains('/'));
    let named = schema.and_then(openapi_source::pointer::unescape);
    let name = named
        .as_deref()
        .map_or_else(|| format!("`{}`", def.name), docs::code);
    let what = Docs::default()
        .text(&def.description)
        .or(format!("The schema {name}."));
    let what = if def.deprecated {
        what.own("Deprecated.")
    } else {
        what
    };
    what.source(&def.place.pointer).into_lines()
}
