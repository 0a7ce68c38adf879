//! Schemas: components of every kind, and what stands inside of them.

use serde_json::{Map, Value, json};

use crate::Maker;
use crate::names::{MEMBERS, VALUES, some};

/// How deep inline schemas go.
const DEEP: usize = 3;

impl Maker {
    /// The component at an index. Every fourth is a plain object, so that there always is one
    /// that can be combined.
    pub(crate) fn component(&mut self, at: usize) -> Value {
        let mut schema = match (at % 4, self.random.below(9)) {
            (0, _) => self.plain_object(at),
            (_, 0) => self.scalar(),
            (_, 1) => json!({ "type": "array", "items": self.schema(1) }),
            (_, 2) => json!({ "type": "object", "additionalProperties": self.schema(1) }),
            (_, 3) => self.all_of(at),
            (_, 4) => self.tagged(),
            (_, 5) => self.untagged(),
            (_, 6) => self.any_of(),
            _ => self.object(0),
        };
        if let Some(schema) = schema.as_object_mut()
            && self.random.once_in(3)
        {
            schema.insert(
                "description".to_owned(),
                json!("Words, `code` and <b>marks</b>.\n\n```\npanic!()\n```"),
            );
        }
        schema
    }

    /// A schema in any place but that of a parameter.
    pub(crate) fn schema(&mut self, depth: usize) -> Value {
        match self.random.below(if depth >= DEEP { 5 } else { 9 }) {
            0 | 1 => self.reference(),
            2..=4 => self.scalar(),
            5 => json!({ "type": "array", "items": self.schema(depth + 1), "maxItems": 5 }),
            6 => json!({ "type": "object", "additionalProperties": self.schema(depth + 1) }),
            7 => json!({}),
            _ => self.object(depth),
        }
    }

    /// A `$ref` to some component.
    pub(crate) fn reference(&mut self) -> Value {
        let name = self
            .random
            .pick(&self.components)
            .cloned()
            .unwrap_or_default();
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    /// A `$ref` to a component that is a plain object.
    pub(crate) fn object_reference(&mut self) -> Value {
        let at = self.random.below(self.components.len().div_ceil(4)) * 4;
        let name = self.components.get(at).cloned().unwrap_or_default();
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    pub(crate) fn scalar(&mut self) -> Value {
        let mut schema = match self.random.below(22) {
            0 => json!({ "type": "boolean" }),
            1 => json!({ "type": "integer" }),
            2 => json!({ "type": "integer", "format": "int32", "minimum": -5 }),
            3 => {
                json!({ "type": "integer", "format": "int64", "maximum": 1000, "exclusiveMaximum": true })
            }
            4 => json!({ "type": "integer", "multipleOf": 3, "minimum": 0 }),
            5 => json!({ "type": "number", "minimum": 0, "exclusiveMinimum": true }),
            6 => json!({ "type": "number", "format": "float", "maximum": 9.5 }),
            7 => json!({ "type": "string", "format": "uuid" }),
            8 => json!({ "type": "string", "format": "date" }),
            9 => json!({ "type": "string", "format": "date-time" }),
            10 => json!({ "type": "string", "format": "byte" }),
            11 => json!({ "type": "string", "format": "email" }),
            12 => json!({ "type": "string", "format": "ipv4" }),
            13 => json!({ "type": "string", "pattern": "^[A-Z]{2}-\\d{3,}$" }),
            14 => json!({ "type": "string", "minLength": 2, "maxLength": 9 }),
            15 => json!({ "type": "integer", "enum": [1, 2, -1, 10] }),
            16 | 17 => {
                let count = 1 + self.random.below(8);
                json!({ "type": "string", "enum": some(&mut self.random, &VALUES, count) })
            }
            18 => json!({ "type": "string", "default": "a \"default\"" }),
            _ => json!({ "type": "string" }),
        };
        if let Some(schema) = schema.as_object_mut()
            && !schema.contains_key("enum")
            && self.random.once_in(6)
        {
            schema.insert("nullable".to_owned(), json!(true));
        }
        schema
    }

    /// An object whose members lead nowhere.
    fn plain_object(&mut self, at: usize) -> Value {
        let count = 1 + self.random.below(4);
        let mut properties = Map::new();
        let mut required = Vec::new();
        for name in some(&mut self.random, &MEMBERS, count) {
            // Members of different objects have different names, so that they can be combined.
            let name = format!("{name}{at}");
            properties.insert(name.clone(), self.scalar());
            if self.random.once_in(2) {
                required.push(json!(name));
            }
        }
        let marker = format!("is{at}");
        properties.insert(marker.clone(), json!({ "type": "boolean" }));
        required.push(json!(marker));
        json!({ "type": "object", "properties": properties, "required": required })
    }

    fn object(&mut self, depth: usize) -> Value {
        let count = self.random.below(7);
        let mut properties = Map::new();
        let mut required = Vec::new();
        for name in some(&mut self.random, &MEMBERS, count) {
            let mut schema = self.schema(depth + 1);
            let is_reference = schema.get("$ref").is_some();
            if let Some(schema) = schema.as_object_mut()
                && !is_reference
            {
                match self.random.below(12) {
                    0 => drop(schema.insert("readOnly".to_owned(), json!(true))),
                    1 => drop(schema.insert("writeOnly".to_owned(), json!(true))),
                    _ => {}
                }
            }
            // A required reference may lead back here, and then no value would end.
            if !is_reference && schema.get("items").is_none() && self.random.once_in(2) {
                required.push(json!(name));
            }
            properties.insert(name.to_owned(), schema);
        }
        let mut out = json!({ "type": "object", "properties": properties });
        if let Some(out) = out.as_object_mut() {
            if !required.is_empty() {
                out.insert("required".to_owned(), json!(required));
            }
            match self.random.below(6) {
                0 => drop(out.insert("additionalProperties".to_owned(), json!(false))),
                1 => drop(out.insert("additionalProperties".to_owned(), json!(true))),
                2 => {
                    let schema = self.scalar();
                    out.insert("additionalProperties".to_owned(), schema);
                }
                _ => {}
            }
        }
        out
    }

    fn all_of(&mut self, at: usize) -> Value {
        let first = self.object_reference();
        if self.random.once_in(3) {
            return json!({ "allOf": [first], "description": "Words beside a reference." });
        }
        let own = self.plain_object(at);
        json!({ "allOf": [first, own] })
    }

    /// `oneOf` with a discriminator: the branches are made for it.
    fn tagged(&mut self) -> Value {
        let branch = |name: &str, schema: Value| {
            json!({
                "type": "object",
                "required": ["kind"],
                "properties": { "kind": { "type": "string", "enum": [name] }, "content": schema },
            })
        };
        let (first, second) = (self.schema(DEEP), self.schema(DEEP));
        // Inline branches have no name for an implicit mapping, so the enumerations decide.
        json!({ "oneOf": [branch("first", first), branch("second", second)] })
    }

    fn untagged(&mut self) -> Value {
        match self.random.below(4) {
            0 => json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] }),
            1 => {
                json!({ "oneOf": [{ "type": "boolean" }, { "type": "array", "items": { "type": "string" } }] })
            }
            2 => json!({ "oneOf": [{ "type": "number" }, self.object_reference()] }),
            _ => {
                let (first, second) = (self.plain_object(900), self.plain_object(901));
                json!({ "oneOf": [first, second] })
            }
        }
    }

    fn any_of(&mut self) -> Value {
        match self.random.below(3) {
            0 => json!({ "anyOf": [self.object_reference(), self.object_reference()] }),
            1 => json!({ "anyOf": [{ "type": "string" }, { "type": "string", "enum": ["auto"] }] }),
            _ => json!({ "anyOf": [{ "type": "integer" }, { "type": "boolean" }] }),
        }
    }
}
