//! Which rules of a schema a message can break.

use std::collections::{BTreeSet, VecDeque};

use openapi_source::pointer::join;
use serde_json::{Map, Value};

use crate::{
    schema::{
        Direction, formats,
        view::{View, allowed_types},
    },
    spec::Spec,
};

/// Keywords that refuse values.
const RULES: [&str; 20] = [
    "additionalProperties",
    "const",
    "discriminator",
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
    "oneOf",
    "pattern",
    "required",
    "type",
];

/// Pointers to every rule that a value of this schema can break, and to every property, at any
/// depth, in document order of the schemas. A schema that occurs several times is listed once.
///
/// Keywords that no value can break are not listed: a minimum length of nothing, a format that is
/// for people, `additionalProperties: true`, the maximum of a text. `uniqueItems`, `anyOf` and
/// `not` are.
pub fn keywords(spec: &Spec, schema: &str, direction: Direction) -> Vec<String> {
    let mut walk = Walk {
        spec,
        direction,
        seen: BTreeSet::new(),
        found: Vec::new(),
    };
    let mut queue = VecDeque::from([schema.to_owned()]);
    while let Some(pointer) = queue.pop_front() {
        queue.extend(walk.schema(&pointer));
    }
    walk.found
}

struct Walk<'a> {
    spec: &'a Spec,
    direction: Direction,
    seen: BTreeSet<String>,
    found: Vec<String>,
}

impl Walk<'_> {
    /// Lists the rules of one value, and returns the schemas of its parts.
    fn schema(&mut self, pointer: &str) -> Vec<String> {
        let view = View::new(&self.spec.tree, self.direction, &[pointer.to_owned()]);
        let mut inner: Vec<String> = Vec::new();
        let allowed = view.properties();
        for node in &view.nodes {
            if !self.seen.insert(node.pointer.clone()) {
                continue;
            }
            for (keyword, value) in node.members {
                if is_breakable(keyword, value, node.members) {
                    self.found.push(join(&node.pointer, keyword));
                }
            }
            let properties = join(&node.pointer, "properties");
            let names = node.members.get("properties").and_then(Value::as_object);
            for name in names.into_iter().flatten().map(|(name, _)| name) {
                let at = join(&properties, name);
                if allowed.get(name).is_some_and(|rules| rules.contains(&at)) {
                    self.found.push(at.clone());
                    inner.push(at);
                }
            }
            for keyword in ["items", "additionalProperties"] {
                if node.members.get(keyword).is_some_and(Value::is_object) {
                    inner.push(join(&node.pointer, keyword));
                }
            }
        }
        let branches = view.choices.iter().flat_map(|choice| &choice.branches);
        inner.extend(branches.map(|branch| branch.schema.clone()));
        inner
    }
}

/// The type of the values that a keyword speaks of, where it is about one alone.
fn subject(keyword: &str) -> Option<&'static str> {
    match keyword {
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            Some("integer")
        }
        "minLength" | "maxLength" | "pattern" => Some("string"),
        "minItems" | "maxItems" | "uniqueItems" => Some("array"),
        "minProperties" | "maxProperties" | "required" | "additionalProperties" => Some("object"),
        _ => None,
    }
}

fn is_breakable(keyword: &str, value: &Value, members: &Map<String, Value>) -> bool {
    let has_subject = subject(keyword).is_none_or(|subject| {
        allowed_types(members).is_none_or(|allowed| allowed.contains(&subject))
    });
    if !has_subject {
        return false;
    }
    match keyword {
        "format" => {
            let format = value.as_str().unwrap_or_default();
            let of_integer = members.get("type") == Some(&Value::from("integer"));
            if of_integer {
                formats::bounds(format).is_some()
            } else {
                formats::HELD.contains(&format)
            }
        }
        "minLength" | "minItems" | "minProperties" => value.as_u64().is_some_and(|least| least > 0),
        "uniqueItems" | "exclusiveMinimum" | "exclusiveMaximum" => value != &Value::Bool(false),
        // With a boolean beside it, the bound is said by both together.
        "minimum" => members.get("exclusiveMinimum") != Some(&Value::Bool(true)),
        "maximum" => members.get("exclusiveMaximum") != Some(&Value::Bool(true)),
        "additionalProperties" => value == &Value::Bool(false),
        "required" => value.as_array().is_some_and(|names| !names.is_empty()),
        "discriminator" => members.contains_key("oneOf") || members.contains_key("anyOf"),
        "oneOf" | "anyOf" | "not" => !members.contains_key("discriminator"),
        keyword => RULES.contains(&keyword),
    }
}
