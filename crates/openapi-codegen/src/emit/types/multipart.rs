//! Bodies in parts.

use super::attributes::{Serde, derives, resolved};
use super::schemas::{Printer, type_docs};
use super::structs::{field_docs, field_type};
use crate::emit::code::{Code, literal};
use crate::plan::{Field, Shape, Struct, Ty, TypeDef};

pub(super) fn of(printer: Printer<'_, '_>, code: &mut Code, def: &TypeDef, strukt: &Struct) {
    let name = &def.name;
    code.docs(type_docs(def));
    derives(code, def.traits, Serde::Manual);
    code.open(format!("pub struct {name} {{"));
    for field in &strukt.fields {
        code.docs(field_docs(field, "part"));
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
    for field in &strukt.fields {
        code.line(format!("{}: {},", field.name, read(printer, field)));
    }
    code.close("})");
    code.close("}");
    code.close("}");
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

fn form(printer: Printer<'_, '_>, ty: &Ty) -> Form {
    let ty = resolved(printer.plan, ty);
    if let Ty::Vec(item) = &ty {
        return if **item == Ty::File {
            Form::Files
        } else if is_text(printer, item) {
            Form::Texts
        } else {
            Form::JsonList
        };
    }
    if ty == Ty::File {
        Form::File
    } else if is_text(printer, &ty) {
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
    let (wire, form) = (literal(&field.wire), form(printer, &field.ty));
    let put = |code: &mut Code, owned: &str, borrowed: &str| match form {
        Form::File => code.line(format!("parts.file({wire}, {owned}, None);")),
        Form::Files => code.block(&format!("for file in {owned} {{"), "}", |code| {
            code.line(format!("parts.file({wire}, file, None);"));
        }),
        Form::Text => code.line(format!("parts.text({wire}, {borrowed}, None)?;")),
        Form::Texts => code.block(&format!("for value in {borrowed} {{"), "}", |code| {
            code.line(format!("parts.text({wire}, value, None)?;"));
        }),
        Form::Json | Form::JsonList => code.line(format!("parts.json({wire}, {borrowed}, None)?;")),
    };
    let name = format!("self.{}", field.name);
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

fn read(printer: Printer<'_, '_>, field: &Field) -> String {
    let wire = literal(&field.wire);
    let form = form(printer, &field.ty);
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
