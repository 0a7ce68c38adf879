//! What does not travel in one direction is taken out of a value.

use serde_json::Value;

use crate::fits;
use crate::model::{Access, Additional, Kind, Object, Schema, Schemas};

/// Removes the members that are for the other direction only.
pub(super) fn strip(
    schemas: &Schemas,
    schema: &Schema,
    without: Access,
    value: &mut Value,
    depth: usize,
) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    match &schema.kind {
        Kind::Ref(id) => strip(schemas, &schemas.get(*id).schema, without, value, depth),
        Kind::Array(rules) => {
            for item in value.as_array_mut().into_iter().flatten() {
                strip(schemas, &rules.items, without, item, depth);
            }
        }
        Kind::Object(rules) => members(schemas, rules, without, value, depth),
        Kind::AllOf(parts) => {
            for part in parts {
                strip(schemas, part, without, value, depth);
            }
        }
        Kind::OneOf(choice) | Kind::AnyOf(choice) => {
            let chosen: Vec<&Schema> = choice
                .branches
                .iter()
                .filter(|branch| fits(schemas, branch, value).is_ok())
                .collect();
            for branch in chosen {
                strip(schemas, branch, without, value, depth);
            }
        }
        Kind::Any
        | Kind::Never
        | Kind::Boolean
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::String(_)
        | Kind::Not(_) => {}
    }
}

fn members(schemas: &Schemas, rules: &Object, without: Access, value: &mut Value, depth: usize) {
    let Some(members) = value.as_object_mut() else {
        return;
    };
    for property in &rules.properties {
        if goes_the_other_way(schemas, &property.schema, without) {
            members.remove(&property.name);
        } else if let Some(value) = members.get_mut(&property.name) {
            strip(schemas, &property.schema, without, value, depth);
        }
    }
    if let Additional::Typed(schema) = &rules.additional {
        for (name, value) in members.iter_mut() {
            if !rules
                .properties
                .iter()
                .any(|property| property.name == *name)
            {
                strip(schemas, schema, without, value, depth);
            }
        }
    }
}

fn goes_the_other_way(schemas: &Schemas, schema: &Schema, without: Access) -> bool {
    let mut current = schema;
    for _ in 0..=schemas.len() {
        if current.access == without {
            return true;
        }
        let Kind::Ref(id) = &current.kind else {
            return false;
        };
        current = &schemas.get(*id).schema;
    }
    false
}
