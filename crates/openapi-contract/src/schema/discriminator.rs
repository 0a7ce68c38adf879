//! Which branch of a choice a discriminator names.
//!
//! The document may name branches with a `mapping`, by the names of their schemas, or by the values
//! that a branch allows for the property. Where a branch has no name, the choice is judged without
//! the discriminator.

use openapi_source::pointer::join;
use serde_json::{Map, Value};

use crate::tree::{Tree, last, target};

/// A choice whose branches are named by a property.
#[derive(Debug)]
pub(crate) struct Choice {
    /// The property that holds the name.
    pub(crate) property: String,
    /// The keyword that has the branches.
    pub(crate) keyword: &'static str,
    pub(crate) branches: Vec<Branch>,
}

/// One branch.
#[derive(Debug)]
pub(crate) struct Branch {
    /// Pointer to its schema.
    pub(crate) schema: String,
    /// Its names; the first is the one to use.
    pub(crate) names: Vec<String>,
}

impl Choice {
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.branches
            .iter()
            .flat_map(|branch| branch.names.iter().map(String::as_str))
    }
}

/// The named choice of a schema, where it has one.
pub(crate) fn choice(tree: &Tree, at: &str, members: &Map<String, Value>) -> Option<Choice> {
    let discriminator = members.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?;
    let keyword = ["oneOf", "anyOf"]
        .into_iter()
        .find(|keyword| members.get(*keyword).is_some_and(Value::is_array))?;
    let mapping = mapping(tree, at, discriminator);
    let list = join(at, keyword);
    let branches = members.get(keyword)?.as_array()?.iter().enumerate();
    let branches: Option<Vec<Branch>> = branches
        .map(|(index, _)| {
            let (schema, value) = tree.resolve(&join(&list, &index.to_string()))?;
            let mut names: Vec<String> = mapping
                .iter()
                .filter(|(_, target)| *target == schema)
                .map(|(name, _)| name.clone())
                .collect();
            if schema.starts_with(&list) {
                names.extend(allowed(tree, &schema, value, property));
            } else {
                let own = last(&schema);
                if !own.is_empty() && !mapping.iter().any(|(name, _)| *name == own) {
                    names.push(own);
                }
            }
            (!names.is_empty()).then_some(Branch { schema, names })
        })
        .collect();
    Some(Choice {
        property: property.to_owned(),
        keyword,
        branches: branches?,
    })
}

/// The names of a mapping, each with the schema it leads to.
pub(crate) fn mapping(tree: &Tree, at: &str, discriminator: &Value) -> Vec<(String, String)> {
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let entries = mapping.into_iter().flatten();
    entries
        .filter_map(|(name, reference)| {
            let reference = reference.as_str()?;
            // The name of a schema and a reference to one are both allowed.
            let component = join("/components/schemas", reference);
            let target = if tree.get(&component).is_some() {
                component
            } else {
                target(at, reference)?
            };
            Some((name.clone(), tree.resolve(&target)?.0))
        })
        .collect()
}

/// The values that a schema allows for a property.
fn allowed(tree: &Tree, at: &str, schema: &Value, property: &str) -> Vec<String> {
    let found = schema.get("properties").and_then(|all| all.get(property));
    if found.is_none() {
        return Vec::new();
    }
    let at = join(&join(at, "properties"), property);
    let Some((_, rules)) = tree.resolve(&at) else {
        return Vec::new();
    };
    let listed = rules.get("enum").and_then(Value::as_array);
    let listed = listed.into_iter().flatten().chain(rules.get("const"));
    listed
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}
