//! A schema in one line, so that a test can say what it expects.
//!
//! `?` is null, `!` a required property, `=` a default, `[…]` values, `->` a discriminator's.

use std::fmt::Write as _;

use openapi_model::{
    Access, Additional, Bounds, Choice, Kind, Matcher, Numbers, Object, Schema, Schemas, Text,
};

pub(crate) fn show(schemas: &Schemas, schema: &Schema) -> String {
    let mut text = kind(schemas, &schema.kind);
    if let Some(values) = &schema.values {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        write!(text, "[{}]", values.join(",")).unwrap();
    }
    if schema.nullable {
        text.push('?');
    }
    match schema.access {
        Access::Both => {}
        Access::ReadOnly => text.push_str(" read"),
        Access::WriteOnly => text.push_str(" write"),
    }
    if schema.deprecated {
        text.push_str(" deprecated");
    }
    if let Some(default) = &schema.default {
        write!(text, "={default}").unwrap();
    }
    if !schema.description.is_empty() {
        write!(text, " '{}'", schema.description).unwrap();
    }
    text
}

fn kind(schemas: &Schemas, kind: &Kind) -> String {
    let list = |parts: &[Schema], sign: &str| {
        let parts: Vec<String> = parts.iter().map(|part| show(schemas, part)).collect();
        format!("({})", parts.join(sign))
    };
    match kind {
        Kind::Any => "any".to_owned(),
        Kind::Never => "never".to_owned(),
        Kind::Ref(id) => schemas.get(*id).name.clone(),
        Kind::Boolean => "bool".to_owned(),
        Kind::Integer(rules) => format!("int{}", numbers(rules)),
        Kind::Number(rules) => format!("num{}", numbers(rules)),
        Kind::String(rules) => format!("str{}", string(rules)),
        Kind::Array(array) => {
            let unique = if array.unique { " unique" } else { "" };
            format!(
                "array<{}>{}{unique}",
                show(schemas, &array.items),
                range(&array.length)
            )
        }
        Kind::Object(rules) => object(schemas, rules),
        Kind::AllOf(parts) => list(parts, " & "),
        Kind::OneOf(choice) => format!("one{}{}", list(&choice.branches, " | "), tags(choice)),
        Kind::AnyOf(choice) => format!("any{}{}", list(&choice.branches, " | "), tags(choice)),
        Kind::Not(refused) => format!("not({})", show(schemas, refused)),
    }
}

fn numbers(rules: &Numbers) -> String {
    let mut text = format(rules.format.as_deref()) + &range(&rules.range);
    if let Some(factor) = &rules.multiple_of {
        write!(text, "%{factor}").unwrap();
    }
    text
}

fn string(rules: &Text) -> String {
    let mut text = format(rules.format.as_deref()) + &range(&rules.length);
    match rules.pattern.as_ref().map(|pattern| &pattern.matcher) {
        Some(Matcher::Regex(regex)) => write!(text, "~{regex}").unwrap(),
        Some(Matcher::LookAround(looks)) => write!(text, "~looks~{}", looks.outline).unwrap(),
        None => {}
    }
    text
}

fn object(schemas: &Schemas, rules: &Object) -> String {
    let mut parts: Vec<String> = Vec::new();
    for property in &rules.properties {
        let required = if property.required { "!" } else { "" };
        parts.push(format!(
            "{}{required}: {}",
            property.name,
            show(schemas, &property.schema)
        ));
    }
    parts.extend(rules.also_required.iter().map(|name| format!("{name}!")));
    match &rules.additional {
        Additional::Unsaid => {}
        Additional::Any => parts.push("..".to_owned()),
        Additional::Forbidden => parts.push("closed".to_owned()),
        Additional::Typed(schema) => parts.push(format!("..: {}", show(schemas, schema))),
    }
    format!("{{{}}}{}", parts.join(", "), range(&rules.size))
}

fn tags(choice: &Choice) -> String {
    let Some(discriminator) = &choice.discriminator else {
        return String::new();
    };
    let values: Vec<String> = discriminator
        .values
        .iter()
        .map(|(value, at)| format!("{value}:{at}"))
        .collect();
    format!("->{}({})", discriminator.property, values.join(","))
}

fn format(format: Option<&str>) -> String {
    format
        .map(|format| format!(":{format}"))
        .unwrap_or_default()
}

fn range<T: std::fmt::Display>(bounds: &Bounds<T>) -> String {
    if bounds.minimum.is_none() && bounds.maximum.is_none() {
        return String::new();
    }
    let end = |bound: &Option<T>| bound.as_ref().map(ToString::to_string).unwrap_or_default();
    let open = if bounds.exclusive_minimum { "(" } else { "[" };
    let close = if bounds.exclusive_maximum { ")" } else { "]" };
    format!(
        "{open}{}..{}{close}",
        end(&bounds.minimum),
        end(&bounds.maximum)
    )
}
