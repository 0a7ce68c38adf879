//! What schemas become: documents in, types out, written shortly.

mod operations;
mod schemas;

use openapi_model::{Api, Documents, Options};
use openapi_source::{Document, Limits};

use super::{Field, Plan, Shape, TypeDef, plan};

/// The model of a document whose head is not worth writing.
fn read(document: &str) -> Api {
    let text = format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{document}");
    let document = Document::parse("test.yaml", text.as_bytes(), &Limits::default());
    let document = document.expect("a tree");
    let reading = openapi_model::read(&Documents::alone(document), &Options::default());
    let messages: Vec<_> = reading
        .findings
        .iter()
        .map(|finding| &finding.message)
        .collect();
    reading.api.unwrap_or_else(|| panic!("{messages:#?}"))
}

/// The types of components, each in one line, and the notes.
fn types_of(schemas: &str) -> String {
    let lines: Vec<&str> = schemas.trim().lines().collect();
    let indented = lines.join("\n    ");
    let api = read(&format!(
        "paths: {{}}\ncomponents:\n  schemas:\n    {indented}\n"
    ));
    shown(&plan(&api, None))
}

fn shown(plan: &Plan<'_>) -> String {
    let mut lines: Vec<String> = plan.types.iter().map(|def| line(plan, def)).collect();
    lines.extend(
        plan.findings
            .iter()
            .map(|finding| format!("note: {}", finding.message)),
    );
    lines.join("\n")
}

fn line(plan: &Plan<'_>, def: &TypeDef) -> String {
    let field = |field: &Field| {
        let optional = if field.required { "" } else { "?" };
        let null = if field.nullable { " | null" } else { "" };
        let wire = if field.wire == field.name {
            String::new()
        } else {
            format!("({})", field.wire)
        };
        format!(
            "{}{wire}{optional}: {}{null}",
            field.name,
            field.ty.print(plan, "")
        )
    };
    let shape = match &def.shape {
        Shape::Alias(ty) => format!("= {}", ty.print(plan, "")),
        Shape::Newtype(ty) => format!("({})", ty.print(plan, "")),
        Shape::Struct(strukt) | Shape::Multipart(strukt) => {
            let mut fields: Vec<String> = strukt.fields.iter().map(field).collect();
            let rest = strukt.additional.as_ref();
            fields.extend(rest.map(|(name, ty)| format!("..{name}: {}", ty.print(plan, ""))));
            format!("{{ {} }}", fields.join(", "))
        }
        Shape::Texts(values) => {
            let values = values
                .iter()
                .map(|value| format!("{}={:?}", value.name, value.value));
            values.collect::<Vec<_>>().join(" | ")
        }
        Shape::Integers(values) => {
            let values = values
                .iter()
                .map(|value| format!("{}={}", value.name, value.value));
            values.collect::<Vec<_>>().join(" | ")
        }
        Shape::Union(union) => {
            let variants = union.variants.iter();
            let variants: Vec<_> = variants
                .map(|variant| format!("{}({})", variant.name, variant.ty.print(plan, "")))
                .collect();
            let tag = union
                .tag
                .as_ref()
                .map(|tag| format!(" by {} {:?}", tag.property, tag.values));
            format!("{}{}", variants.join(" | "), tag.unwrap_or_default())
        }
        Shape::Contents(variants) => {
            let variants = variants.iter();
            let variants = variants.map(|variant| {
                format!(
                    "{}({}) as {}",
                    variant.name,
                    variant.ty.print(plan, ""),
                    variant.media_type
                )
            });
            variants.collect::<Vec<_>>().join(" | ")
        }
    };
    format!("{} {shape}", def.name)
}
