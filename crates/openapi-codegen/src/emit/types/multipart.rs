//! Bodies in parts.

use openapi_model::{Style, sent_in};

use super::attributes::{Serde, derives, resolved};
use super::schemas::{Printer, type_docs};
use super::structs::{field_docs, field_type};
use crate::docs;
use crate::emit::code::{Code, literal};
use crate::plan::{Explode, Field, PartPlan, Shape, Struct, Ty, TypeDef};

pub(super) fn of(printer: Printer<'_, '_>, code: &mut Code, def: &TypeDef, strukt: &Struct) {
    let name = &def.name;
    code.docs(type_docs(def));
    derives(code, def.traits, Serde::Manual);
    code.open(format!("pub struct {name} {{"));
    for field in &strukt.fields {
        code.docs(docs_of(field));
        code.line(format!(
            "pub {}: {},",
            field.name,
            field_type(printer, field)
        ));
    }
    code.close("}");
    code.blank();
    code.open(format!(
        "impl openapi_types::multipart::Multipart for {name} {{"
    ));
    code.open(
        "fn into_parts(self) -> Result<Vec<openapi_types::multipart::Part>, openapi_types::multipart::PartError> {",
    );
    code.line("let mut parts = openapi_types::multipart::Writer::new();");
    for field in &strukt.fields {
        written(printer, code, field);
    }
    code.line("Ok(parts.finish())");
    code.close("}");
    code.line("");
    code.open(
        "fn from_parts(parts: Vec<openapi_types::multipart::Part>) -> Result<Self, openapi_types::multipart::PartError> {",
    );
    code.line("let mut parts = openapi_types::multipart::Reader::new(parts);");
    code.open("Ok(Self {");
    // A part is used up when it is read, its headers with it.
    let is_header = |field: &&Field| matches!(field.part, PartPlan::HeaderOf(_));
    let (headers, parts): (Vec<&Field>, Vec<&Field>) = strukt.fields.iter().partition(is_header);
    for field in headers.into_iter().chain(parts) {
        code.line(format!("{}: {},", field.name, read(printer, field)));
    }
    code.close("})");
    code.close("}");
    code.close("}");
}

fn docs_of(field: &Field) -> Vec<String> {
    let docs = match &field.part {
        PartPlan::HeaderOf(part) => {
            field_docs(field, "header").own(format!("A header of the part {}.", docs::code(part)))
        }
        PartPlan::Typed(types) => {
            let types: Vec<String> = types.iter().map(|name| docs::code(name)).collect();
            let is_exact = matches!(types.as_slice(), [only] if !only.contains('*'));
            let sent = match sent_type(&field.part) {
                Some(sent) if is_file(&field.ty) && !is_exact => {
                    format!("; {} is sent where it has none", docs::code(&sent))
                }
                _ => String::new(),
            };
            let about = format!("Its media type is {}{sent}.", types.join(" or "));
            field_docs(field, "part").own(about)
        }
        PartPlan::Usual | PartPlan::Styled(..) => field_docs(field, "part"),
    };
    docs.into_lines()
}

fn is_file(ty: &Ty) -> bool {
    *ty == Ty::File || *ty == Ty::Vec(Box::new(Ty::File))
}

/// The media type of a part that has none of its own.
fn sent_type(part: &PartPlan) -> Option<String> {
    let PartPlan::Typed(types) = part else {
        return None;
    };
    let exact = types.iter().find(|name| !name.contains('*'));
    exact.or(types.first()).map(|name| sent_in(name))
}

/// How a value becomes parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    File,
    Files,
    Text,
    Texts,
    Json,
    JsonList,
}

fn form(printer: Printer<'_, '_>, field: &Field) -> Form {
    let ty = resolved(printer.plan, &field.ty);
    let media_type = sent_type(&field.part);
    let is_json = media_type
        .as_deref()
        .is_some_and(|name| name.contains("json"));
    if let Ty::Vec(item) = &ty {
        return if **item == Ty::File {
            Form::Files
        } else if is_text(printer, item) && !is_json {
            Form::Texts
        } else {
            Form::JsonList
        };
    }
    if ty == Ty::File {
        Form::File
    } else if is_text(printer, &ty) || (ty == Ty::Json && media_type.is_some() && !is_json) {
        Form::Text
    } else {
        Form::Json
    }
}

fn is_text(printer: Printer<'_, '_>, ty: &Ty) -> bool {
    match ty {
        Ty::Bool
        | Ty::I32
        | Ty::I64
        | Ty::U64
        | Ty::F64
        | Ty::String
        | Ty::Uuid
        | Ty::Date
        | Ty::DateTime
        | Ty::Base64 => true,
        Ty::Named(id) => match printer.plan.type_def(*id).map(|def| &def.shape) {
            Some(Shape::Texts(_) | Shape::Integers(_)) => true,
            Some(Shape::Union(union)) => union.variants.iter().all(|variant| {
                !matches!(variant.ty, Ty::Named(_)) && is_text(printer, &variant.ty)
            }),
            _ => false,
        },
        Ty::Json | Ty::Stream | Ty::File | Ty::Option(_) | Ty::Box(_) | Ty::Vec(_) | Ty::Map(_) => {
            false
        }
    }
}

fn written(printer: Printer<'_, '_>, code: &mut Code, field: &Field) {
    let wire = literal(&field.wire);
    let name = format!("self.{}", field.name);
    if let PartPlan::HeaderOf(part) = &field.part {
        let part = literal(part);
        if field.required {
            code.line(format!("parts.header({part}, {wire}, &{name})?;"));
        } else {
            code.block(&format!("if let Some(value) = &{name} {{"), "}", |code| {
                code.line(format!("parts.header({part}, {wire}, value)?;"));
            });
        }
        return;
    }
    let put = |code: &mut Code, owned: &str, borrowed: &str| {
        put(code, field, form(printer, field), owned, borrowed);
    };
    match (field.required, field.nullable) {
        (true, false) => put(code, &name, &format!("&{name}")),
        (false, false) => {
            code.block(&format!("if let Some(value) = {name} {{"), "}", |code| {
                put(code, "value", "&value");
            });
        }
        (required, _) => {
            let (some, none) = if required {
                ("Some(value)", "None")
            } else {
                ("Some(Some(value))", "Some(None)")
            };
            code.open(format!("match {name} {{"));
            code.block(&format!("{some} => {{"), "}", |code| {
                put(code, "value", "&value");
            });
            code.line(format!("{none} => parts.null({wire}),"));
            if !required {
                code.line("None => {}");
            }
            code.close("}");
        }
    }
}

/// Puts a value into parts.
fn put(code: &mut Code, field: &Field, form: Form, owned: &str, borrowed: &str) {
    let wire = literal(&field.wire);
    if let PartPlan::Styled(style, explode) = &field.part {
        let style = match (style, explode) {
            (Style::SpaceDelimited, Explode::No) => "SpaceDelimited",
            (Style::PipeDelimited, Explode::No) => "PipeDelimited",
            (Style::DeepObject, _) => "DeepObject",
            _ => "Form",
        };
        let style = format!("openapi_types::multipart::PartStyle::{style}");
        code.line(format!("parts.styled({wire}, {borrowed}, {style})?;"));
        return;
    }
    let media_type = sent_type(&field.part);
    let media_type = media_type.map_or_else(
        || "None".to_owned(),
        |name| format!("Some({})", literal(&name)),
    );
    match form {
        Form::File => code.line(format!("parts.file({wire}, {owned}, {media_type});")),
        Form::Files => code.block(&format!("for file in {owned} {{"), "}", |code| {
            code.line(format!("parts.file({wire}, file, {media_type});"));
        }),
        Form::Text => code.line(format!("parts.text({wire}, {borrowed}, {media_type})?;")),
        Form::Texts => code.block(&format!("for value in {borrowed} {{"), "}", |code| {
            code.line(format!("parts.text({wire}, value, {media_type})?;"));
        }),
        Form::Json | Form::JsonList => {
            code.line(format!("parts.json({wire}, {borrowed}, {media_type})?;"));
        }
    }
}

fn read(printer: Printer<'_, '_>, field: &Field) -> String {
    let wire = literal(&field.wire);
    if let PartPlan::HeaderOf(part) = &field.part {
        let part = literal(part);
        let is_list = matches!(resolved(printer.plan, &field.ty), Ty::Vec(_));
        let list = if is_list { "_list" } else { "" };
        let value = format!("parts.header{list}({part}, {wire})?");
        return if field.required {
            format!("openapi_types::multipart::Reader::required({part}, {value})?")
        } else {
            value
        };
    }
    let form = match (form(printer, field), &field.part) {
        // The server has made JSON of it.
        (Form::Texts, PartPlan::Styled(..)) => Form::JsonList,
        (form, _) => form,
    };
    let method = match form {
        Form::File => "file",
        Form::Files => "files",
        Form::Text => "text",
        Form::Texts => "texts",
        Form::Json => "json",
        Form::JsonList => "json_list",
    };
    let value = format!("parts.{method}({wire})?");
    let required = match form {
        // Nothing at all is an empty list.
        Form::Files | Form::Texts | Form::JsonList => format!("{value}.unwrap_or_default()"),
        Form::File | Form::Text | Form::Json => {
            format!("openapi_types::multipart::Reader::required({wire}, {value})?")
        }
    };
    match (field.required, field.nullable) {
        (true, false) => required,
        (false, false) => value,
        (true, true) => format!("if parts.null({wire}) {{ None }} else {{ Some({required}) }}"),
        (false, true) => {
            format!("if parts.null({wire}) {{ Some(None) }} else {{ {value}.map(Some) }}")
        }
    }
}
