//! Objects as structs.

use serde_json::Value;

use super::attributes::{Serde, as_text, attribute, derives, schemars};
use super::schemas::{Printer, type_docs};
use crate::docs;
use crate::emit::code::{Code, literal};
use crate::emit::file::Docs;
use crate::plan::{Field, Struct, Ty, TypeDef};

/// Longer defaults are left to the document.
const LONGEST_DEFAULT: usize = 120;

pub(super) fn of(printer: Printer<'_, '_>, code: &mut Code, def: &TypeDef, strukt: &Struct) {
    code.docs(type_docs(def));
    derives(code, def.traits, Serde::Written);
    schemars(code, "derive(schemars::JsonSchema)");
    if strukt.fields.is_empty() && strukt.additional.is_none() {
        code.line(format!("pub struct {} {{}}", def.name));
        reading(code, def, strukt);
        return;
    }
    code.open(format!("pub struct {} {{", def.name));
    for field in &strukt.fields {
        code.docs(field_docs(field, "member").into_lines());
        field_attributes(printer, code, field);
        code.line(format!(
            "pub {}: {},",
            field.name,
            field_type(printer, field)
        ));
    }
    if let Some((name, ty)) = &strukt.additional {
        let map = Ty::Map(Box::new(ty.clone()));
        code.line("/// Members that the document does not name.");
        code.line("#[serde(flatten)]");
        if let Some(with) = super::attributes::described(printer, &map) {
            schemars(code, &format!("schemars(with = \"{with}\")"));
        }
        code.line(format!("pub {name}: {},", printer.print(&map)));
    }
    code.close("}");
    reading(code, def, strukt);
}

/// How it is read: see `openapi_types::object`.
fn reading(code: &mut Code, def: &TypeDef, strukt: &Struct) {
    if !def.traits.json {
        return;
    }
    code.blank();
    if strukt.fields.is_empty() && strukt.additional.is_none() {
        code.line(format!("openapi_types::object!({} {{}});", def.name));
        return;
    }
    code.open(format!("openapi_types::object!({} {{", def.name));
    for field in &strukt.fields {
        let how = if field.required {
            "required"
        } else {
            "optional"
        };
        let (name, member) = (&field.name, literal(&field.wire));
        code.line(format!("{how} {name}: {member},"));
    }
    if let Some((name, _)) = &strukt.additional {
        code.line(format!(".. {name}"));
    }
    code.close("});");
}

/// The type of a field, with what its presence adds.
pub(super) fn field_type(printer: Printer<'_, '_>, field: &Field) -> String {
    let inner = printer.print(&field.ty);
    match (field.required, field.nullable) {
        (true, false) => inner,
        (true, true) | (false, false) => format!("Option<{inner}>"),
        (false, true) => format!("Option<Option<{inner}>>"),
    }
}

pub(super) fn field_docs(field: &Field, what: &str) -> Docs {
    let mut out = Docs::default()
        .text(&field.description)
        .or(format!("The {what} {}.", docs::code(&field.wire)));
    if field.deprecated {
        out = out.own("Deprecated.");
    }
    if let Some(default) = field.default.as_ref().filter(|default| !default.is_null()) {
        let text = written(default);
        if text.chars().count() <= LONGEST_DEFAULT {
            out = out.own(format!("Absent, it means {}.", docs::code(&text)));
        }
    }
    out
}

/// A value as people read it.
fn written(value: &Value) -> String {
    let text = value.as_str().filter(|text| !text.is_empty());
    text.map_or_else(|| value.to_string(), str::to_owned)
}

fn field_attributes(printer: Printer<'_, '_>, code: &mut Code, field: &Field) {
    let mut serde = Vec::new();
    if field.wire != field.name {
        serde.push(format!("rename = {}", literal(&field.wire)));
    }
    if !field.required {
        serde.push("skip_serializing_if = \"Option::is_none\"".to_owned());
    }
    if !serde.is_empty() {
        attribute(code, "serde", &serde);
    }
    // What an absent member would be is no part of what it may be.
    let text = as_text(printer.plan, &field.ty);
    let shown = if field.nullable {
        Ty::Option(Box::new(text.clone()))
    } else {
        text.clone()
    };
    if !field.required || text != field.ty {
        // That it may be absent.
        let default = if field.required { "" } else { "default, " };
        let with = printer.print(&shown);
        schemars(code, &format!("schemars({default}with = \"{with}\")"));
    }
}
