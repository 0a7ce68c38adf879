//! `type`: what it says, what it was meant to say, and what other keywords say where it is missing.

use openapi_source::{Diagnostic, quoted};

use crate::codes;
use crate::read::nearest::nearest;
use crate::read::version::Version;
use crate::read::{Cursor, Reader};

/// The types of JSON Schema, `null` apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// What `type` says.
#[derive(Debug, Default)]
pub(super) struct Types {
    /// Empty: nothing, or null alone.
    pub(super) list: Vec<Type>,
    pub(super) null: bool,
    /// What the word says beyond the type, such as binary of `file`.
    pub(super) format: Option<&'static str>,
}

const NAMES: [&str; 6] = ["boolean", "integer", "number", "string", "array", "object"];

/// What only values of one type can keep or break.
pub(super) const OF_TYPES: [(Type, &[&str]); 4] = [
    (
        Type::Object,
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
    ),
    (
        Type::Array,
        &["items", "minItems", "maxItems", "uniqueItems"],
    ),
    (Type::String, &["pattern", "minLength", "maxLength"]),
    (
        Type::Number,
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
];

impl Type {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::String,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }

    /// Words of other languages, with the format they stand for.
    fn meant(name: &str) -> Option<(Self, Option<&'static str>)> {
        Some(match name.to_ascii_lowercase().as_str() {
            "bool" | "boolean" => (Self::Boolean, None),
            "int" | "integer" | "short" => (Self::Integer, None),
            "int32" => (Self::Integer, Some("int32")),
            "int64" | "long" | "bigint" => (Self::Integer, Some("int64")),
            "number" | "float" | "double" | "decimal" => (Self::Number, None),
            "string" | "str" | "text" => (Self::String, None),
            "date" => (Self::String, Some("date")),
            "datetime" | "date-time" => (Self::String, Some("date-time")),
            "uuid" => (Self::String, Some("uuid")),
            "file" | "binary" => (Self::String, Some("binary")),
            "array" | "list" => (Self::Array, None),
            "object" | "map" | "dict" | "hash" => (Self::Object, None),
            _ => return None,
        })
    }

    /// Whether a value of this type is also one of `other`.
    pub(super) fn is(self, other: Self) -> bool {
        self == other || (self == Self::Integer && other == Self::Number)
    }
}

impl<'a> Reader<'a> {
    pub(super) fn types(&mut self, cursor: &Cursor<'a>) -> Types {
        let mut types = Types::default();
        let Some(place) = cursor.get("type") else {
            types.list.extend(inferred(cursor));
            return types;
        };
        if let Some(name) = place.str() {
            self.one_type(&place, name, &mut types);
        } else if place.node.as_array().is_some() {
            self.type_list(&place, &mut types);
        } else if place.node.is_null() {
            // `type: null` in YAML is the null itself, which was hardly meant; in 3.1 it may be.
            types.null = self.version == Version::V31;
            self.odd(
                &place,
                "`type` is empty",
                "taken as if it were not there",
                "write a type",
            );
        } else {
            self.wrong_kind(&place, "a type");
        }
        if types.list.contains(&Type::Number) {
            types.list.retain(|found| *found != Type::Integer);
        }
        types
    }

    fn type_list(&mut self, place: &Cursor<'a>, types: &mut Types) {
        if self.version == Version::V30 {
            let help = "write one type, or `anyOf`, and `nullable: true` for null";
            self.odd(
                place,
                "OpenAPI 3.0 takes one type only",
                "taken as in OpenAPI 3.1",
                help,
            );
        }
        for item in place.items() {
            if let Some(name) = self.expect_str(&item) {
                self.one_type(&item, name, types);
            }
        }
    }

    fn one_type(&mut self, place: &Cursor<'a>, name: &str, types: &mut Types) {
        if name == "null" {
            types.null = true;
            return;
        }
        let meant = match (Type::of(name), Type::meant(name)) {
            (Some(found), _) => Some((found, None)),
            (None, Some(meant)) => {
                let message = format!("{} is not a type", quoted(name));
                let label = format!("taken as {}", meant.0.name());
                let help = match meant.1 {
                    Some(format) => {
                        format!("write `type: {}` and `format: {format}`", meant.0.name())
                    }
                    None => format!("write `type: {}`", meant.0.name()),
                };
                self.push(
                    Diagnostic::warning(codes::ODD, place.node.span, message)
                        .label(label)
                        .help(help),
                );
                Some(meant)
            }
            (None, None) if matches!(name, "any" | "mixed" | "") => {
                let message = format!("{} is not a type", quoted(name));
                self.odd(place, &message, "taken as any value", "remove `type`");
                None
            }
            (None, None) => {
                let near = nearest(name, NAMES);
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("one of {}", NAMES.join(", ")),
                };
                let message = format!("{} is not a type", quoted(name));
                self.push(Diagnostic::error(codes::KIND, place.node.span, message).help(help));
                None
            }
        };
        if let Some((found, format)) = meant {
            if !types.list.contains(&found) {
                types.list.push(found);
            }
            types.format = types.format.or(format);
        }
    }
}

/// What the other keywords are for.
fn inferred(cursor: &Cursor<'_>) -> Option<Type> {
    let by_rule = OF_TYPES
        .iter()
        .find(|(_, keys)| keys.iter().any(|key| cursor.has(key)))
        .map(|(found, _)| *found);
    if by_rule.is_some_and(|found| found != Type::Number) {
        return by_rule;
    }
    let by_format = match cursor.get("format").and_then(|format| format.str()) {
        Some("int32" | "int64" | "uint32" | "uint64") => Some(Type::Integer),
        Some("float" | "double") => Some(Type::Number),
        Some("date" | "date-time" | "uuid" | "byte" | "binary" | "email" | "uri" | "password") => {
            Some(Type::String)
        }
        Some(_) | None => None,
    };
    let by_values = || {
        let values = cursor.get("enum")?;
        let values = values.node.as_array()?;
        let texts = values
            .iter()
            .filter(|value| value.as_str().is_some())
            .count();
        let others = values
            .iter()
            .filter(|value| value.as_str().is_none() && !value.is_null());
        (texts > 0 && others.count() == 0).then_some(Type::String)
    };
    by_format.or(by_rule).or_else(by_values)
}
