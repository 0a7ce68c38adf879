//! From the schemas of `OpenAPI` 3.0 to those of JSON Schema draft 4.
//!
//! References are kept as references, each target becoming a definition, so that recursive
//! schemas stay finite. Nothing is compiled here; see the parent module.

use openapi_source::pointer::join;
use serde_json::{Map, Value, json};

use super::{Direction, Unusable, local_target};

/// Keywords that mean the same in both.
const SAME: [&str; 17] = [
    "additionalProperties",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "type",
    "uniqueItems",
];

/// Lowers one schema and all it refers to.
pub(super) struct Translator<'a> {
    root: &'a Value,
    direction: Direction,
    /// Pointers of the document; the index is the name of the definition.
    origins: Vec<String>,
}

impl<'a> Translator<'a> {
    pub(super) fn new(root: &'a Value, direction: Direction) -> Self {
        Self {
            root,
            direction,
            origins: Vec::new(),
        }
    }

    /// The schema at a pointer as one of draft 4, with each schema it refers to as a numbered
    /// definition; and where each definition came from.
    pub(super) fn translate(mut self, pointer: &str) -> Result<(Value, Vec<String>), Unusable> {
        self.definition(pointer);
        let mut definitions = Map::new();
        // The list grows while it is walked: each reference adds its target.
        let mut index = 0;
        while let Some(origin) = self.origins.get(index).cloned() {
            let schema = self.root.pointer(&origin).ok_or_else(|| Unusable {
                pointer: origin.clone(),
                message: format!("`{origin}` does not exist; correct the reference"),
            })?;
            let translated = self.schema(&origin, schema)?;
            definitions.insert(index.to_string(), translated);
            index += 1;
        }
        let schema = json!({
            "$schema": "http://json-schema.org/draft-04/schema#",
            "allOf": [{"$ref": "#/definitions/0"}],
            "definitions": definitions,
        });
        Ok((schema, self.origins))
    }

    fn definition(&mut self, pointer: &str) -> usize {
        if let Some(index) = self.origins.iter().position(|known| known == pointer) {
            return index;
        }
        self.origins.push(pointer.to_owned());
        self.origins.len() - 1
    }

    fn schema(&mut self, at: &str, schema: &Value) -> Result<Value, Unusable> {
        let Value::Object(members) = schema else {
            return Err(Unusable {
                pointer: at.to_owned(),
                message: "a schema must be an object".to_owned(),
            });
        };
        if let Some(target) = members.get("$ref") {
            let target = local_target(target).ok_or_else(|| Unusable {
                pointer: join(at, "$ref"),
                message: "only references into this document (`#/...`) can be followed".to_owned(),
            })?;
            let index = self.definition(&target);
            return Ok(json!({"$ref": format!("#/definitions/{index}")}));
        }
        let mut out = Map::new();
        for (key, value) in members {
            if let Some(value) = self.keyword(&join(at, key), key, value, members)? {
                out.insert(key.clone(), value);
            }
        }
        nullable(members, &mut out);
        integer_bounds(members, &mut out);
        Ok(Value::Object(out))
    }

    /// One keyword; `None` for what does not validate.
    fn keyword(
        &mut self,
        at: &str,
        key: &str,
        value: &Value,
        members: &Map<String, Value>,
    ) -> Result<Option<Value>, Unusable> {
        Ok(match key {
            "allOf" | "oneOf" | "anyOf" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                let items: Result<Vec<_>, _> = items
                    .map(|(index, item)| self.schema(&join(at, &index.to_string()), item))
                    .collect();
                Some(Value::Array(items?))
            }
            "items" | "not" => Some(self.schema(at, value)?),
            "additionalProperties" if value.is_object() => Some(self.schema(at, value)?),
            "properties" => {
                let mut properties = Map::new();
                for (name, property) in value.as_object().into_iter().flatten() {
                    let translated = self.schema(&join(at, name), property)?;
                    properties.insert(name.clone(), translated);
                }
                Some(Value::Object(properties))
            }
            "required" => {
                let required = self.required(value, members.get("properties"));
                // Draft 4 refuses an empty list.
                (!required.is_empty()).then_some(Value::Array(required))
            }
            key => SAME.contains(&key).then(|| value.clone()),
        })
    }

    /// A required `readOnly` member must not be demanded of a request, nor a `writeOnly` one of a
    /// response.
    fn required(&self, required: &Value, properties: Option<&Value>) -> Vec<Value> {
        let forbidden = match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        let is_forbidden = |name: &str| {
            let mut property = properties.and_then(|properties| properties.get(name));
            for _ in 0..32 {
                let target = property
                    .and_then(|found| found.get("$ref"))
                    .and_then(local_target);
                match target {
                    Some(target) => property = self.root.pointer(&target),
                    None => break,
                }
            }
            property.and_then(|found| found.get(forbidden)) == Some(&Value::Bool(true))
        };
        let names = required.as_array().into_iter().flatten();
        names
            .filter(|name| !name.as_str().is_some_and(is_forbidden))
            .cloned()
            .collect()
    }
}

/// `nullable` counts only beside a `type`; an enum must list null itself.
fn nullable(members: &Map<String, Value>, out: &mut Map<String, Value>) {
    if members.get("nullable") == Some(&Value::Bool(true))
        && let Some(Value::String(name)) = members.get("type")
    {
        out.insert("type".to_owned(), json!([name, "null"]));
    }
}

/// `format: int32` and `int64` are bounds that draft 4 does not know.
fn integer_bounds(members: &Map<String, Value>, out: &mut Map<String, Value>) {
    let is_integer = members.get("type").and_then(Value::as_str) == Some("integer");
    let (low, high) = match members.get("format").and_then(Value::as_str) {
        Some("int32") if is_integer => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") if is_integer => (json!(i64::MIN), json!(i64::MAX)),
        _ => return,
    };
    let bounds = json!({"minimum": low, "maximum": high});
    match out.get_mut("allOf") {
        Some(Value::Array(all)) => all.push(bounds),
        _ => {
            out.insert("allOf".to_owned(), json!([bounds]));
        }
    }
}
