//! Schemas: what a value may be, and what of it the emitters can honour.

use openapi_source::Diagnostic;

use super::hoist::{Inside, needs_type};
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Additional, Kind, NamedSchema, Property, Scalar, Schema};
use crate::names;

/// Inline schemas inside one another, at most.
const MAX_DEPTH: usize = 24;

const KNOWN: [&str; 36] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
    "writeOnly",
    "xml",
];

impl<'a> Reader<'a> {
    /// Everything under `components/schemas`.
    pub(super) fn schemas(&mut self, root: &Cursor<'a>) -> Vec<NamedSchema> {
        let Some(section) = root.get("components").and_then(|c| c.get("schemas")) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (name, cursor) in section.members() {
            let type_name = self.type_name(&cursor, name);
            if let Some(schema) = self.schema_at(&cursor, &Inside::named(name)) {
                // The part that is not null is a type of its own, which has to be known by name.
                let schema = if schema.nullable && needs_type(&schema) {
                    self.hoist(&cursor, &format!("{name}Inner"), schema)
                } else {
                    schema
                };
                out.push(NamedSchema {
                    name: name.to_owned(),
                    type_name,
                    pointer: cursor.pointer.clone(),
                    schema,
                });
            }
            // A circle of references alone has no meaning and no end.
            self.resolve(cursor);
        }
        out
    }

    pub(super) fn schema_at(&mut self, cursor: &Cursor<'a>, inside: &Inside) -> Option<Schema> {
        self.object(cursor, "a schema")?;
        if inside.depth > MAX_DEPTH {
            self.unsupported(
                cursor,
                &format!("a schema more than {MAX_DEPTH} levels deep"),
                "move the inner part to `components/schemas` and refer to it",
            );
            return None;
        }
        if let Some(reference) = cursor.get("$ref") {
            self.alone(cursor);
            return self.schema_reference(&reference);
        }
        self.known(cursor, &KNOWN);
        self.applicable(cursor);
        self.refuse_composition(cursor)?;
        let kind = self.kind(cursor, inside)?;
        if let Some(place) = cursor.get("default") {
            self.unsupported(
                &place,
                "`default`",
                "remove it and say in the description what absence means",
            );
        }
        Some(Schema {
            description: self.described(cursor),
            nullable: self.flag(cursor, "nullable"),
            kind,
        })
    }

    fn schema_reference(&mut self, reference: &Cursor<'a>) -> Option<Schema> {
        let target = self.follow(reference)?;
        let Some(name) = target
            .pointer
            .strip_prefix("/components/schemas/")
            .filter(|n| !n.contains('/'))
        else {
            self.push(
                Diagnostic::error(
                    codes::REFERENCE,
                    reference.node.span,
                    "this `$ref` is not to a component",
                )
                .label("only `#/components/schemas/…` has a name of its own")
                .help("move what it means to `components/schemas`"),
            );
            return None;
        };
        let name = openapi_source::pointer::unescape(name)?.into_owned();
        Some(Schema {
            description: String::new(),
            nullable: false,
            kind: Kind::Ref(name),
        })
    }

    fn refuse_composition(&mut self, cursor: &Cursor<'a>) -> Option<()> {
        let found = ["allOf", "oneOf", "anyOf", "not", "discriminator"]
            .into_iter()
            .find_map(|key| cursor.get(key).map(|c| (key, c)));
        let Some((key, place)) = found else {
            return Some(());
        };
        self.unsupported(
            &place,
            &format!("`{key}`"),
            "write the schema out as one object",
        );
        None
    }

    fn kind(&mut self, cursor: &Cursor<'a>, inside: &Inside) -> Option<Kind> {
        for key in ["readOnly", "writeOnly"] {
            if let Some(place) = cursor.get(key).filter(|p| p.node.as_bool() != Some(false)) {
                self.unsupported(
                    &place,
                    &format!("`{key}`"),
                    "make one schema for requests and one for responses",
                );
            }
        }
        let Some(kind) = cursor.get("type") else {
            return self.untyped(cursor, inside);
        };
        let text = self.expect_str(&kind)?;
        match text {
            "boolean" => self.no_enum(cursor).map(|()| Kind::Scalar(Scalar::Boolean)),
            "integer" => self.no_enum(cursor).map(|()| {
                Kind::Scalar(Scalar::Integer {
                    format: self.optional_text(cursor, "format"),
                    range: self.range(cursor),
                    multiple_of: self.multiple_of(cursor),
                })
            }),
            "number" => self.no_enum(cursor).map(|()| {
                Kind::Scalar(Scalar::Number {
                    format: self.optional_text(cursor, "format"),
                    range: self.range(cursor),
                    multiple_of: self.multiple_of(cursor),
                })
            }),
            "string" => self.string(cursor),
            "array" => self.array(cursor, inside),
            "object" => self.object_kind(cursor, inside),
            other => {
                self.push(
                    Diagnostic::error(
                        codes::KIND,
                        kind.node.span,
                        format!("`{other}` is not a type"),
                    )
                    .help("one of boolean, integer, number, string, array, object"),
                );
                None
            }
        }
    }

    /// Without `type`: an object if it has properties, else anything at all.
    fn untyped(&mut self, cursor: &Cursor<'a>, inside: &Inside) -> Option<Kind> {
        if cursor.get("properties").is_some() {
            return self.object_kind(cursor, inside);
        }
        if cursor.get("items").is_some() {
            return self.array(cursor, inside);
        }
        self.no_enum(cursor)?;
        Some(Kind::Any)
    }

    fn no_enum(&mut self, cursor: &Cursor<'a>) -> Option<()> {
        let Some(place) = cursor.get("enum") else {
            return Some(());
        };
        self.unsupported(
            &place,
            "`enum` of anything but strings",
            "give the schema `type: string`",
        );
        None
    }

    fn string(&mut self, cursor: &Cursor<'a>) -> Option<Kind> {
        let mut values = Vec::new();
        if let Some(list) = cursor.get("enum") {
            for item in list.items() {
                let value = self.expect_str(&item)?;
                self.enum_value(&item, value, &values);
                values.push(value.to_owned());
            }
            for key in ["minLength", "maxLength", "pattern"] {
                if let Some(place) = cursor.get(key) {
                    self.unsupported(
                        &place,
                        &format!("`{key}` beside `enum`"),
                        "remove it: the values say all that is allowed",
                    );
                }
            }
            if values.is_empty() {
                self.wrong_kind(&list, "a list of at least one string");
            }
        }
        let pattern = self.optional_text(cursor, "pattern");
        if let (Some(_), Some(place)) = (&pattern, cursor.get("pattern")) {
            self.pattern(&place);
        }
        Some(Kind::Scalar(Scalar::String {
            format: self.optional_text(cursor, "format"),
            length: self.sizes(cursor, "minLength", "maxLength"),
            pattern,
            values,
        }))
    }

    fn array(&mut self, cursor: &Cursor<'a>, inside: &Inside) -> Option<Kind> {
        self.no_enum(cursor)?;
        let items = self.required(cursor, "items")?;
        let items = self.inner_schema(&items, &inside.part("Item"))?;
        Some(Kind::Array {
            items: Box::new(items),
            length: self.sizes(cursor, "minItems", "maxItems"),
            unique: self.flag(cursor, "uniqueItems"),
        })
    }

    fn object_kind(&mut self, cursor: &Cursor<'a>, inside: &Inside) -> Option<Kind> {
        self.no_enum(cursor)?;
        let required = self.required_names(cursor);
        let mut properties: Vec<Property> = Vec::new();
        let section = cursor.get("properties");
        for (name, place) in section.iter().flat_map(Cursor::members) {
            let rust = self.value_name(&place, name);
            if let Some(other) = properties
                .iter()
                .find(|p| names::value_name(&p.name).as_ref() == Some(&rust))
            {
                self.push(
                    Diagnostic::error(
                        codes::NAME_CLASH,
                        place.key_span,
                        format!(
                            "properties `{}` and `{name}` would both be the field `{rust}`",
                            other.name
                        ),
                    )
                    .help("rename one of them"),
                );
            }
            let part = inside.part(&names::type_name(name).unwrap_or_default());
            if let Some(schema) = self.inner_schema(&place, &part) {
                properties.push(Property {
                    name: name.to_owned(),
                    required: required.iter().any(|r| r == name),
                    error_code: self.flag(&place, "x-error-code"),
                    error_message: self.flag(&place, "x-error-message"),
                    schema,
                });
            }
        }
        let absent = required
            .iter()
            .find(|r| section.as_ref().is_none_or(|s| s.get(r).is_none()));
        if let (Some(name), Some(list)) = (absent, cursor.get("required")) {
            let items = list.node.as_array().unwrap_or_default();
            let entry = items.iter().find(|item| item.as_str() == Some(name));
            self.push(
                Diagnostic::error(
                    codes::CONSTRAINT,
                    entry.map_or(list.node.span, |entry| entry.span),
                    format!("`{name}` is required but is not a property"),
                )
                .help(format!(
                    "add `{name}` to `properties`, or take it from `required`"
                )),
            );
        }
        let additional = self.additional(cursor, inside)?;
        if let Additional::Typed(_) = additional {
            self.not_extra(section.as_ref());
        }
        let size = self.sizes(cursor, "minProperties", "maxProperties");
        Some(Kind::Object {
            properties,
            additional,
            size,
        })
    }

    fn required_names(&mut self, cursor: &Cursor<'a>) -> Vec<String> {
        let Some(list) = cursor.get("required") else {
            return Vec::new();
        };
        if list.node.as_array().is_none() {
            self.wrong_kind(&list, "a list of property names");
        }
        let items = list.items();
        items
            .iter()
            .filter_map(|item| self.expect_str(item))
            .map(str::to_owned)
            .collect()
    }

    fn additional(&mut self, cursor: &Cursor<'a>, inside: &Inside) -> Option<Additional> {
        let Some(place) = cursor.get("additionalProperties") else {
            return Some(Additional::Allowed);
        };
        match place.node.as_bool() {
            Some(true) => Some(Additional::Allowed),
            Some(false) => Some(Additional::Forbidden),
            None => self
                .inner_schema(&place, &inside.part("Value"))
                .map(|schema| Additional::Typed(Box::new(schema))),
        }
    }
}
