//! Values drawn from the schemas of a document: legal ones, and their nearest illegal neighbours.
//!
//! Everything here is a pure function of the document, so that a case made from a value is the
//! same on any machine. The validator of [`schema`](crate::schema) has the last word: a value is
//! called legal when it was accepted, and broken when it was refused for the stated rule.
//!
//! What no value is found for gives `None` or is left out: rules that contradict each other, or
//! texts that no search of this size finds. Random values are drawn by `strategy`, behind the
//! feature `drawn`.
//!
//! ```
//! # let document = br##"{"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": {"/pets": {"post": {
//! #   "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
//! #   "responses": {"204": {"description": "stored"}}}}},
//! #   "components": {"schemas": {"Pet": {"type": "object", "required": ["name"], "properties": {
//! #     "name": {"type": "string", "minLength": 2}, "age": {"type": "integer", "minimum": 0}}}}}}"##;
//! # let document = openapi_source::Document::parse("pets.json", document, &Default::default()).map_err(|_| "unreadable")?;
//! # let spec = openapi_contract::Spec::read(&document).map_err(|problems| format!("{problems:?}"))?;
//! use openapi_contract::{draw, schema::Direction::Request};
//!
//! let pet = "/components/schemas/Pet";
//! let least = draw::legal(&spec, pet, Request).ok_or("no value")?;
//! assert_eq!(least, serde_json::json!({"name": "name"}));
//! let broken = draw::broken(&spec, pet, Request, &least);
//! let labels: Vec<&str> = broken.iter().map(|one| one.label.as_str()).collect();
//! assert!(labels.contains(&"age-minimum"), "{labels:?}");
//! # Ok::<(), String>(())
//! ```

use openapi_source::pointer::join;
use serde_json::Value;

use crate::{schema::Direction, spec::Spec};
use build::{Builder, Extent};

mod breaking;
mod broken;
mod build;
mod keywords;
mod number;
mod object;
#[cfg(any(test, feature = "drawn"))]
mod strategy;
mod text;

pub(crate) use broken::MOST;
pub use broken::{Broken, broken};
pub use keywords::keywords;
#[cfg(any(test, feature = "drawn"))]
pub use strategy::strategy;

/// The smallest plain value that keeps a schema: required members only, the document's own
/// examples and defaults where they are legal, one item in an array where there can be one.
pub fn legal(spec: &Spec, schema: &str, direction: Direction) -> Option<Value> {
    another(spec, schema, direction, 0)
}

/// As [`legal`]; another `turn` gives another value where there is one.
pub fn another(spec: &Spec, schema: &str, direction: Direction, turn: usize) -> Option<Value> {
    build(spec, schema, direction, Extent::Least, turn)
}

/// A legal value with every optional member that can be there. Below five levels of nesting, in
/// values of thousands of members, and where a schema contains itself more than once, only
/// required members are there.
pub fn full(spec: &Spec, schema: &str, direction: Direction) -> Option<Value> {
    build(spec, schema, direction, Extent::Full, 0)
}

fn build(
    spec: &Spec,
    schema: &str,
    direction: Direction,
    extent: Extent,
    turn: usize,
) -> Option<Value> {
    let rules = vec![schema.to_owned()];
    // A schema that was not compiled cannot be judged, so nothing is claimed of it.
    spec.accepts(schema, direction, &Value::Null)?;
    let mut builder = Builder::new(spec, direction, extent).with_turn(turn);
    let value = builder.value(&rules, &hint(spec, schema))?;
    builder.accepts(&rules, &value).then_some(value)
}

/// What to call a text at this place: the name of the parameter, property or component.
fn hint(spec: &Spec, schema: &str) -> String {
    let owner = schema.strip_suffix("/schema");
    let name = owner.and_then(|owner| spec.tree.get(&join(owner, "name")));
    let name = name.and_then(Value::as_str).map(str::to_owned);
    name.unwrap_or_else(|| match crate::tree::last(schema) {
        name if name == "schema" => "text".to_owned(),
        name => name,
    })
}

#[cfg(test)]
mod tests;
