//! From the schemas of `OpenAPI` to those of JSON Schema 2020-12.
//!
//! Every schema becomes a numbered definition that refers to those inside it, so that recursive
//! schemas stay finite and each rule is found again in the document. Nothing is compiled here; see
//! the parent module.

use std::collections::HashMap;

use openapi_source::pointer::join;
use serde_json::{Map, Value, json};

use super::{Direction, Translated, Unusable, discriminator, formats};
use crate::tree::{Dialect, FOLLOWED, MAX_CHAIN, Tree, target};

/// Keywords that mean the same in both.
const SAME: [&str; 15] = [
    "dependentRequired",
    "enum",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

/// Keywords of 3.1 that no pointer follows.
const UNKNOWN: [&str; 6] = [
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "contentSchema",
    "dependencies",
];

/// Lowers schemas and all that they refer to.
pub(super) struct Translator<'a> {
    tree: &'a Tree,
    direction: Direction,
    /// Pointers of the document; the index is the name of the definition.
    origins: Vec<String>,
    numbers: HashMap<String, usize>,
    problems: Vec<Unusable>,
}

impl<'a> Translator<'a> {
    pub(super) fn new(tree: &'a Tree, direction: Direction) -> Self {
        Self {
            tree,
            direction,
            origins: Vec::new(),
            numbers: HashMap::new(),
            problems: Vec::new(),
        }
    }

    pub(super) fn root(&mut self, pointer: &str) {
        self.definition(pointer);
    }

    /// All definitions and where each came from.
    pub(super) fn finish(mut self) -> Result<Translated, Vec<Unusable>> {
        let mut definitions = Vec::new();
        // The list grows while it is walked: each schema adds those inside it.
        while let Some(origin) = self.origins.get(definitions.len()).cloned() {
            let translated = match self.tree.get(&origin) {
                Some(schema) => self.schema(&origin, schema),
                None => Value::Bool(true),
            };
            definitions.push(translated);
        }
        if self.problems.is_empty() {
            Ok(Translated {
                definitions,
                origins: self.origins,
                numbers: self.numbers,
            })
        } else {
            Err(self.problems)
        }
    }

    fn problem(&mut self, pointer: String, message: &str) {
        self.problems.push(Unusable {
            pointer,
            message: message.to_owned(),
        });
    }

    /// The reference to the definition of the schema at a pointer.
    fn definition(&mut self, pointer: &str) -> Value {
        let number = self.number(pointer);
        json!({"$ref": format!("#/$defs/{number}")})
    }

    /// A schema that is only a reference shares the number of what it refers to.
    fn number(&mut self, pointer: &str) -> usize {
        if let Some(number) = self.numbers.get(pointer) {
            return *number;
        }
        let resolved = self.resolved(pointer).unwrap_or_else(|| pointer.to_owned());
        let known = self.numbers.get(&resolved).copied();
        let number = known.unwrap_or_else(|| {
            self.origins.push(resolved.clone());
            self.origins.len() - 1
        });
        self.numbers.insert(resolved, number);
        self.numbers.insert(pointer.to_owned(), number);
        number
    }

    fn resolved(&mut self, pointer: &str) -> Option<String> {
        let mut at = pointer.to_owned();
        for _ in 0..MAX_CHAIN {
            let Some(value) = self.tree.get(&at) else {
                let message = format!("`{at}` does not exist; correct the reference");
                self.problem(pointer.to_owned(), &message);
                return None;
            };
            let Some(reference) = self.tree.reference(value) else {
                return Some(at);
            };
            at = self.target(&at, reference)?;
        }
        self.problem(at, "the references form a cycle; break it");
        None
    }

    fn target(&mut self, at: &str, reference: &str) -> Option<String> {
        let found = target(at, reference);
        let at = join(at, "$ref");
        match &found {
            None => self.problem(at, FOLLOWED),
            Some(target) if self.tree.get(target).is_none() => {
                let message = self.tree.absence(target);
                self.problem(at, &message);
                return None;
            }
            Some(_) => {}
        }
        found
    }

    fn schema(&mut self, at: &str, schema: &Value) -> Value {
        let members = match schema {
            Value::Object(members) => members,
            Value::Bool(_) if self.tree.dialect == Dialect::V31 => return schema.clone(),
            _ => {
                self.problem(at.to_owned(), "a schema must be an object");
                return Value::Bool(true);
            }
        };
        let mut out = Map::new();
        for (key, value) in members {
            if let Some(value) = self.keyword(at, key, value, members) {
                out.insert(key.clone(), value);
            }
        }
        exclusive(members, &mut out);
        nullable(members, &mut out);
        format(members, &mut out);
        self.discriminator(at, members, &mut out);
        Value::Object(out)
    }

    /// One keyword; `None` for what does not validate.
    fn keyword(
        &mut self,
        parent: &str,
        key: &str,
        value: &Value,
        members: &Map<String, Value>,
    ) -> Option<Value> {
        let at = join(parent, key);
        match key {
            "$ref" => {
                let target = self.target(parent, value.as_str()?)?;
                Some(Value::from(format!("#/$defs/{}", self.number(&target))))
            }
            "allOf" | "oneOf" | "anyOf" | "prefixItems" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                let items: Vec<_> = items
                    .map(|(index, _)| self.definition(&join(&at, &index.to_string())))
                    .collect();
                // An empty list is a fault that the validator would name without a place.
                if items.is_empty() {
                    self.problem(at, "a list of at least one schema is needed");
                }
                Some(Value::Array(items))
            }
            "additionalProperties" | "type" if !value.is_object() => Some(value.clone()),
            "items"
            | "not"
            | "contains"
            | "if"
            | "then"
            | "else"
            | "propertyNames"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "additionalProperties" => Some(self.definition(&at)),
            "properties" | "patternProperties" | "dependentSchemas" => {
                let names = value.as_object().into_iter().flat_map(Map::keys);
                let members = names.map(|name| (name.clone(), self.definition(&join(&at, name))));
                Some(Value::Object(members.collect()))
            }
            "required" => {
                let required = self.required(value, members.get("properties"), &at)?;
                Some(Value::Array(required))
            }
            "const" if self.tree.dialect == Dialect::V31 => Some(value.clone()),
            key if self.tree.dialect == Dialect::V31 && UNKNOWN.contains(&key) => {
                self.problem(at, "this keyword is not judged; write the rule without it");
                None
            }
            key => SAME.contains(&key).then(|| value.clone()),
        }
    }

    /// A required `readOnly` member must not be demanded of a request, nor a `writeOnly` one of a
    /// response.
    fn required(
        &mut self,
        required: &Value,
        properties: Option<&Value>,
        at: &str,
    ) -> Option<Vec<Value>> {
        let Value::Array(names) = required else {
            self.problem(
                at.to_owned(),
                "the schema cannot be used: `required` must be a list",
            );
            return None;
        };
        let forbidding = self.direction.forbidding();
        let parent = at.strip_suffix("/required").unwrap_or(at);
        let is_forbidden = |name: &str| {
            properties.and_then(|all| all.get(name)).is_some()
                && self
                    .tree
                    .resolve(&join(&join(parent, "properties"), name))
                    .is_some_and(|(_, found)| found.get(forbidding) == Some(&Value::Bool(true)))
        };
        let kept = names.iter();
        let mut kept: Vec<Value> = kept
            .filter(|name| !name.as_str().is_some_and(is_forbidden))
            .cloned()
            .collect();
        // A name that is said twice is no fault worth refusing a document for.
        let mut seen = Vec::new();
        kept.retain(|name| {
            let is_new = !seen.contains(name);
            seen.push(name.clone());
            is_new
        });
        Some(kept)
    }

    /// The named branch decides alone: two branches that both fit are no fault then.
    fn discriminator(
        &mut self,
        at: &str,
        members: &Map<String, Value>,
        out: &mut Map<String, Value>,
    ) {
        let Some(choice) = discriminator::choice(self.tree, at, members) else {
            return;
        };
        let mut all = match out.remove("allOf") {
            Some(Value::Array(all)) => all,
            _ => Vec::new(),
        };
        let names: Vec<Value> = choice.names().map(Value::from).collect();
        for branch in &choice.branches {
            let then = self.definition(&branch.schema);
            let chosen = json!({"required": [choice.property],
                "properties": {&choice.property: {"enum": branch.names}}});
            all.push(json!({"if": chosen, "then": then}));
        }
        out.remove(choice.keyword);
        out.insert("allOf".to_owned(), Value::Array(all));
        out.insert(
            formats::DISCRIMINATOR.to_owned(),
            json!({"property": choice.property, "names": names}),
        );
    }
}

/// 3.0 says with a boolean that the bound itself is not allowed.
fn exclusive(members: &Map<String, Value>, out: &mut Map<String, Value>) {
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        match members.get(exclusive) {
            Some(Value::Bool(true)) => {
                if let Some(limit) = out.remove(bound) {
                    out.insert(exclusive.to_owned(), limit);
                }
            }
            Some(Value::Bool(false)) | None => {}
            Some(limit) => {
                out.insert(exclusive.to_owned(), limit.clone());
            }
        }
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

/// Formats that are held; the others are for people.
fn format(members: &Map<String, Value>, out: &mut Map<String, Value>) {
    let Some(format) = members.get("format").and_then(Value::as_str) else {
        return;
    };
    let types = members.get("type");
    let is_integer = match types {
        Some(Value::Array(types)) => types.contains(&json!("integer")),
        types => types == Some(&json!("integer")),
    };
    if is_integer && formats::bounds(format).is_some() {
        out.insert(formats::INTEGER.to_owned(), json!(format));
    } else if formats::HELD.contains(&format) {
        out.insert("format".to_owned(), json!(format));
    }
}
