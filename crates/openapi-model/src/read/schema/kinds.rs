//! One type at a time: the rules that each has.

use std::collections::BTreeSet;

use super::types::{Type, Types};
use crate::model::{Additional, Array, Choice, Kind, Numbers, Object, Property, Schema, Text};
use crate::read::{Cursor, Reader};

impl<'a> Reader<'a> {
    /// What a schema says beside `allOf` and its like: its type, the rules of it, its values.
    pub(super) fn own(&mut self, cursor: &Cursor<'a>, depth: usize) -> Schema {
        let types = self.types(cursor);
        self.applicable(cursor, &types.list);
        let mut own = Schema::of(Kind::Any, cursor.key_span);
        let mut kinds = Vec::new();
        for found in &types.list {
            kinds.push(self.kind(cursor, *found, &types, depth));
        }
        own.nullable = types.null;
        own.kind = match (kinds.pop(), kinds.is_empty()) {
            (None, _) if types.null => Kind::Never,
            (None, _) => Kind::Any,
            (Some(kind), true) => kind,
            (Some(kind), false) => {
                kinds.push(kind);
                let of = |kind| Schema::of(kind, cursor.key_span);
                let branches = kinds.into_iter().map(of).collect();
                Kind::AnyOf(Choice {
                    branches,
                    discriminator: None,
                })
            }
        };
        self.values(cursor, &types.list, &mut own);
        own
    }

    fn kind(&mut self, cursor: &Cursor<'a>, found: Type, types: &Types, depth: usize) -> Kind {
        match found {
            Type::Boolean => Kind::Boolean,
            Type::Integer => Kind::Integer(self.numbers(cursor, types)),
            Type::Number => Kind::Number(self.numbers(cursor, types)),
            Type::String => Kind::String(self.string(cursor, types)),
            Type::Array => Kind::Array(self.array(cursor, depth)),
            Type::Object => Kind::Object(self.object_rules(cursor, depth)),
        }
    }

    fn numbers(&mut self, cursor: &Cursor<'a>, types: &Types) -> Numbers {
        Numbers {
            format: self.format(cursor, types),
            range: self.range(cursor),
            multiple_of: self.multiple_of(cursor),
        }
    }

    fn string(&mut self, cursor: &Cursor<'a>, types: &Types) -> Text {
        let mut format = self.format(cursor, types);
        if format.is_none() {
            format = Self::content_format(cursor);
        }
        let length = self.sizes(cursor, "minLength", "maxLength");
        let mut text = Text {
            format,
            length,
            pattern: None,
        };
        self.pattern(cursor, &mut text);
        text
    }

    fn format(&mut self, cursor: &Cursor<'a>, types: &Types) -> Option<String> {
        let written = self.optional_text(cursor, "format");
        written.or_else(|| types.format.map(str::to_owned))
    }

    /// How OpenAPI 3.1 says what `format: byte` and `format: binary` say in 3.0.
    fn content_format(cursor: &Cursor<'a>) -> Option<String> {
        let text = |key: &str| cursor.get(key).and_then(|place| place.str());
        match (text("contentEncoding"), text("contentMediaType")) {
            (Some("base64"), _) => Some("byte".to_owned()),
            (None, Some("application/octet-stream")) => Some("binary".to_owned()),
            _ => None,
        }
    }

    fn array(&mut self, cursor: &Cursor<'a>, depth: usize) -> Array {
        let items = if let Some(place) = cursor.get("items") {
            self.schema_at(&place, depth + 1)
        } else {
            let help = "add `items:` with a schema, or `items: {}`";
            self.odd(
                cursor,
                "an array without `items`",
                "taken as an array of anything",
                help,
            );
            Schema::of(Kind::Any, cursor.key_span)
        };
        Array {
            items: Box::new(items),
            length: self.sizes(cursor, "minItems", "maxItems"),
            unique: self.flag(cursor, "uniqueItems"),
        }
    }

    fn object_rules(&mut self, cursor: &Cursor<'a>, depth: usize) -> Object {
        let required = self.required_names(cursor);
        let mut properties = Vec::new();
        let mut names: BTreeSet<&str> = BTreeSet::new();
        let section = cursor.get("properties");
        let section = section.filter(|place| self.dictionary(place, "the properties").is_some());
        for (name, place) in section.iter().flat_map(Cursor::members) {
            names.insert(name);
            properties.push(Property {
                name: name.to_owned(),
                required: required.contains(name),
                error_code: self.own_flag(&place, "x-error-code"),
                error_message: self.own_flag(&place, "x-error-message"),
                schema: self.schema_at(&place, depth + 1),
            });
        }
        let unnamed = required.iter().filter(|name| !names.contains(*name));
        Object {
            properties,
            also_required: unnamed.map(|name| (*name).to_owned()).collect(),
            additional: self.additional(cursor, depth),
            size: self.sizes(cursor, "minProperties", "maxProperties"),
        }
    }

    /// An extension of ours, of which nothing is guessed.
    fn own_flag(&mut self, cursor: &Cursor<'a>, key: &str) -> bool {
        cursor.has(key) && self.flag(cursor, key)
    }

    fn required_names(&mut self, cursor: &Cursor<'a>) -> BTreeSet<&'a str> {
        let mut names = BTreeSet::new();
        let Some(list) = cursor.get("required") else {
            return names;
        };
        if list.node.as_array().is_none() {
            // `required: true` on a property is what JSON Schema had once.
            self.odd_kind(&list, "a list of property names");
        }
        let mut twice = None;
        for item in list.items() {
            match item.str() {
                Some(name) if !names.insert(name) => twice = twice.or(Some(item)),
                Some(_) => {}
                None => self.odd_kind(&item, "the name of a property"),
            }
        }
        if let Some(item) = twice {
            let message = "a name is in `required` twice";
            self.odd(&item, message, "counts once", "remove one of the two");
        }
        names
    }

    fn additional(&mut self, cursor: &Cursor<'a>, depth: usize) -> Additional {
        let Some(place) = cursor.get("additionalProperties") else {
            return Additional::Unsaid;
        };
        if place.node.as_object().is_none() {
            return match self.optional_flag(cursor, "additionalProperties") {
                Some(true) => Additional::Any,
                Some(false) => Additional::Forbidden,
                None => Additional::Unsaid,
            };
        }
        let schema = self.schema_at(&place, depth + 1);
        if matches!(schema.kind, Kind::Any) && schema.values.is_none() && !place.has("$ref") {
            return Additional::Any;
        }
        Additional::Typed(Box::new(schema))
    }
}
