//! A schema of the document as an expression that can stand in a static.
//!
//! It is the view of requests: what only answers have is not in it.

use std::collections::BTreeSet;

use openapi_model::{
    Access, Additional, Array, Bounds, Choice, Discriminator, Kind, Numbers, Object, Property,
    Schema, Text,
};
use serde_json::{Number, Value};

use super::schemas::Constants;
use super::tree::Tree;
use crate::emit::code::literal;
use crate::plan::{Ty, integer};

/// Prints schemas; knows how components are called where the expression will stand.
#[derive(Clone, Copy)]
pub(super) struct Tables<'a> {
    pub(super) constants: &'a Constants<'a>,
    /// The path to the module of the components, with its `::`.
    pub(super) prefix: &'a str,
}

impl Tables<'_> {
    /// `&` and the schema; a component by its name.
    pub(super) fn reference(self, schema: &Schema) -> Tree {
        match (&schema.kind, &schema.values, schema.nullable) {
            (Kind::Ref(id), None, false) => {
                Tree::leaf(format!("&{}", self.constants.path(*id, self.prefix)))
            }
            _ => Tree::prefixed("&", self.schema(schema)),
        }
    }

    /// The schema as a value.
    pub(super) fn schema(self, schema: &Schema) -> Tree {
        self.part(schema, &BTreeSet::new())
    }

    fn part(self, schema: &Schema, unsent: &BTreeSet<&str>) -> Tree {
        let plain = match &schema.values {
            Some(values) => constants(values),
            None => self.kind(&schema.kind, unsent),
        };
        if schema.nullable && !matches!(schema.kind, Kind::Any) {
            Tree::group("Schema::Nullable(", vec![Tree::prefixed("&", plain)], ")")
        } else {
            plain
        }
    }

    fn kind(self, kind: &Kind, unsent: &BTreeSet<&str>) -> Tree {
        match kind {
            Kind::Any => Tree::leaf("Schema::Any"),
            Kind::Never => Tree::leaf("Schema::Never"),
            Kind::Boolean => Tree::leaf("Schema::Boolean"),
            Kind::Ref(id) => {
                let path = self.constants.path(*id, self.prefix);
                Tree::leaf(format!("Schema::Ref(&{path})"))
            }
            Kind::Integer(rules) => numbers("Integer", "INTEGER", &within(rules)),
            Kind::Number(rules) => numbers("Number", "NUMBER", rules),
            Kind::String(rules) => text(rules),
            Kind::Array(array) => self.array(array),
            Kind::Object(object) => self.object(object, unsent),
            Kind::AllOf(parts) => self.all_of(parts),
            Kind::OneOf(choice) => self.choice("OneOf", choice),
            Kind::AnyOf(choice) => self.choice("AnyOf", choice),
            Kind::Not(inner) => Tree::group("Schema::Not(", vec![self.reference(inner)], ")"),
        }
    }

    fn list(self, variant: &str, schemas: &[Schema]) -> Tree {
        let items = schemas
            .iter()
            .map(|schema| self.reference(schema))
            .collect();
        Tree::group(format!("Schema::{variant}(&["), items, "])")
    }

    /// A member that one part makes read-only is not asked for by another.
    fn all_of(self, parts: &[Schema]) -> Tree {
        let mut unsent = BTreeSet::new();
        for part in parts {
            let resolved = self.constants.api.schemas.resolve(part);
            if let Kind::Object(object) = &resolved.kind {
                let properties = object.properties.iter();
                unsent.extend(properties.filter(|p| is_unsent(p)).map(|p| p.name.as_str()));
            }
        }
        let items = parts.iter().map(|part| match (&part.kind, &part.values) {
            (Kind::Object(_), None) => Tree::prefixed("&", self.part(part, &unsent)),
            _ => self.reference(part),
        });
        Tree::group("Schema::AllOf(&[", items.collect(), "])")
    }

    fn choice(self, variant: &str, choice: &Choice) -> Tree {
        match &choice.discriminator {
            Some(discriminator) => self.tagged(choice, discriminator),
            None => self.list(variant, &choice.branches),
        }
    }

    fn tagged(self, choice: &Choice, discriminator: &Discriminator) -> Tree {
        let branches = discriminator.values.iter().filter_map(|(tag, branch)| {
            let schema = choice.branches.get(*branch)?;
            let items = vec![Tree::leaf(literal(tag)), self.reference(schema)];
            Some(Tree::group("(", items, ")"))
        });
        let fields = vec![
            ("property", Tree::leaf(literal(&discriminator.property))),
            ("branches", Tree::group("&[", branches.collect(), "]")),
        ];
        Tree::structure("Schema::Tagged(Tagged {", fields, None, "})")
    }

    fn array(self, array: &Array) -> Tree {
        let mut fields = vec![("items", self.reference(&array.items))];
        limits(&array.length, ["min_items", "max_items"], &mut fields);
        if array.unique {
            fields.push(("items_are", Tree::leaf("Items::Unique")));
        }
        with_rest("Array", fields, 4)
    }

    fn object(self, object: &Object, unsent: &BTreeSet<&str>) -> Tree {
        let is_open = matches!(object.additional, Additional::Unsaid | Additional::Any);
        let sent = object
            .properties
            .iter()
            .filter(|p| !is_unsent(p) || !is_open);
        let properties = sent.map(|property| self.property(property, unsent));
        let mut fields = vec![("properties", Tree::group("&[", properties.collect(), "]"))];
        let also = object.also_required.iter();
        let also: Vec<Tree> = also
            .filter(|name| !unsent.contains(name.as_str()))
            .map(|n| Tree::leaf(literal(n)))
            .collect();
        if !also.is_empty() {
            fields.push(("also_required", Tree::group("&[", also, "]")));
        }
        match &object.additional {
            Additional::Unsaid => {}
            Additional::Any => {
                fields.push(("additional", Tree::leaf("Additional::Schema(&Schema::Any)")));
            }
            Additional::Forbidden => fields.push(("additional", Tree::leaf("Additional::Refused"))),
            Additional::Typed(inner) => {
                let inner = Tree::group("Additional::Schema(", vec![self.reference(inner)], ")");
                fields.push(("additional", inner));
            }
        }
        limits(
            &object.size,
            ["min_properties", "max_properties"],
            &mut fields,
        );
        with_rest("Object", fields, 5)
    }

    fn property(self, property: &Property, unsent: &BTreeSet<&str>) -> Tree {
        let is_asked = property.required && !unsent.contains(property.name.as_str());
        // Sent all the same it is ignored, whatever it is.
        let schema = if is_unsent(property) {
            Tree::leaf("&Schema::Any")
        } else {
            self.reference(&property.schema)
        };
        let fields = vec![
            ("name", Tree::leaf(literal(&property.name))),
            (
                "presence",
                Tree::leaf(presence(is_asked && !is_unsent(property))),
            ),
            ("schema", schema),
        ];
        Tree::structure("Property {", fields, None, "}")
    }
}

/// Whether requests do not have it.
pub(super) fn is_unsent(property: &Property) -> bool {
    property.schema.access == Access::ReadOnly
}

pub(super) fn presence(required: bool) -> &'static str {
    if required {
        "Presence::Required"
    } else {
        "Presence::Optional"
    }
}

/// A variant with rules; what is not said is free, unless all `count` rules are said.
fn with_rest(variant: &str, fields: Vec<(&'static str, Tree)>, count: usize) -> Tree {
    let rest = format!("{variant}::ANY");
    let rest = (fields.len() < count).then_some(rest.as_str());
    Tree::structure(
        format!("Schema::{variant}({variant} {{"),
        fields,
        rest,
        "})",
    )
}

fn limits(
    bounds: &Bounds<u64>,
    [least, most]: [&'static str; 2],
    fields: &mut Vec<(&'static str, Tree)>,
) {
    if let Some(minimum) = bounds.minimum {
        fields.push((least, Tree::leaf(grouped(&minimum.to_string()))));
    }
    if let Some(maximum) = bounds.maximum {
        let maximum = grouped(&maximum.to_string());
        fields.push((most, Tree::leaf(format!("Some({maximum})"))));
    }
}

/// With the bounds of the type that holds it, where the document has none or wider ones. Those of
/// an `i64` are known to the runtime.
fn within(rules: &Numbers) -> Numbers {
    let mut within = rules.clone();
    let range = &mut within.range;
    let (low, high): (Number, Number) = match (rules.format.as_deref(), integer(rules)) {
        (Some("int32"), _) => (i32::MIN.into(), i32::MAX.into()),
        (_, Ty::U64) => (0.into(), u64::MAX.into()),
        _ => {
            range.minimum = range.minimum.take().filter(i64_holds);
            range.maximum = range.maximum.take().filter(i64_holds);
            return within;
        }
    };
    range.minimum.get_or_insert(low);
    range.maximum.get_or_insert(high);
    within
}

/// Whether a bound is one for numbers of an `i64`.
fn i64_holds(bound: &Number) -> bool {
    let ends = -9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0;
    bound.as_f64().is_some_and(|bound| ends.contains(&bound)) || bound.is_i64()
}

fn numbers(variant: &str, free: &str, rules: &Numbers) -> Tree {
    let mut fields = Vec::new();
    let range = &rules.range;
    if let Some(minimum) = &range.minimum {
        fields.push(("minimum", bound(minimum, range.exclusive_minimum)));
    }
    if let Some(maximum) = &range.maximum {
        fields.push(("maximum", bound(maximum, range.exclusive_maximum)));
    }
    if let Some(divisor) = &rules.multiple_of {
        fields.push((
            "multiple_of",
            Tree::leaf(format!("Some({})", number(divisor))),
        ));
    }
    if fields.is_empty() {
        return Tree::leaf(format!("Schema::{free}"));
    }
    let rest = (fields.len() < 3).then_some("Numbers::ANY");
    Tree::structure(format!("Schema::{variant}(Numbers {{"), fields, rest, "})")
}

fn bound(value: &Number, exclusive: bool) -> Tree {
    let kind = if exclusive { "Exclusive" } else { "Inclusive" };
    Tree::leaf(format!("Bound::{kind}({})", number(value)))
}

fn number(value: &Number) -> String {
    let integer = value.as_i64().map(i128::from);
    let integer = integer.or_else(|| value.as_u64().map(i128::from));
    match integer {
        Some(integer) => format!("Value::Integer({})", grouped(&integer.to_string())),
        None => format!("Value::Float({:?})", value.as_f64().unwrap_or_default()),
    }
}

/// A whole number with `_` between groups of digits, as people write long ones.
pub(super) fn grouped(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let mut out = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len() > 4 && (digits.len() - index).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

/// The formats that are looked at.
pub(super) fn format(name: Option<&str>) -> Option<&'static str> {
    match name? {
        "uuid" => Some("Format::Uuid"),
        "date" => Some("Format::Date"),
        "date-time" => Some("Format::DateTime"),
        "ipv4" => Some("Format::Ipv4"),
        "ipv6" => Some("Format::Ipv6"),
        "email" => Some("Format::Email"),
        "uri" => Some("Format::Uri"),
        "hostname" => Some("Format::Hostname"),
        "byte" => Some("Format::Byte"),
        _ => None,
    }
}

fn text(rules: &Text) -> Tree {
    let mut fields = Vec::new();
    // The length of a file is not that of a text.
    if rules.format.as_deref() != Some("binary") {
        limits(&rules.length, ["min_length", "max_length"], &mut fields);
    }
    if let Some(pattern) = &rules.pattern {
        fields.push(("pattern", super::pattern::block(pattern)));
    }
    if let Some(format) = format(rules.format.as_deref()) {
        fields.push(("format", Tree::leaf(format!("Some({format})"))));
    }
    if fields.is_empty() {
        return Tree::leaf("Schema::STRING");
    }
    let rest = (fields.len() < 4).then_some("Text::ANY");
    Tree::structure("Schema::String(Text {", fields, rest, "})")
}

fn constants(values: &[Value]) -> Tree {
    if values.iter().all(Value::is_string) {
        let texts = values.iter().filter_map(Value::as_str);
        let texts = texts.map(|text| Tree::leaf(literal(text)));
        return Tree::group("Schema::Enum(&[", texts.collect(), "])");
    }
    Tree::group(
        "Schema::Values(&[",
        values.iter().map(constant).collect(),
        "])",
    )
}

fn constant(value: &Value) -> Tree {
    match value {
        Value::Null => Tree::leaf("Constant::Null"),
        Value::Bool(value) => Tree::leaf(format!("Constant::Boolean({value})")),
        Value::Number(value) => Tree::leaf(format!("Constant::Number({})", number(value))),
        Value::String(text) => Tree::leaf(format!("Constant::Text({})", literal(text))),
        Value::Array(items) => Tree::group(
            "Constant::Array(&[",
            items.iter().map(constant).collect(),
            "])",
        ),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                Tree::group("(", vec![Tree::leaf(literal(name)), constant(value)], ")")
            });
            Tree::group("Constant::Object(&[", members.collect(), "])")
        }
    }
}
