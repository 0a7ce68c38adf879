//! Whether a broken value is still broken once it is text.
//!
//! Parameters and forms travel as text, and a reader may take a text for more than one value. A rule
//! is broken only where no reading keeps it.

use serde_json::Value;

use super::ground::Ground;
use crate::{call::Call, tree::last, wire};

/// How a value may be read once it is text.
pub(super) fn readings(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => {
            let parsed = serde_json::from_str(text).ok();
            let parsed = parsed.filter(|value: &Value| value.is_number() || value.is_boolean());
            let mut found: Vec<Value> = std::iter::once(value.clone()).chain(parsed).collect();
            let lists: Vec<Value> = found
                .iter()
                .map(|one| Value::Array(vec![one.clone()]))
                .collect();
            found.extend(lists);
            found
        }
        Value::Number(_) | Value::Bool(_) => readings(&Value::String(value.to_string())),
        Value::Array(items) => {
            let as_text = items.iter().map(|item| match item {
                Value::String(_) => item.clone(),
                other => Value::String(other.to_string()),
            });
            vec![value.clone(), Value::Array(as_text.collect())]
        }
        // Their texts mean what the style or the media type says.
        Value::Null | Value::Object(_) => Vec::new(),
    }
}

/// Whether a call that was written as text breaks the rule for whoever reads it: no reading of its
/// texts keeps it.
pub(super) fn is_read_as_broken(ground: &Ground<'_>, call: &Call, rule: &str) -> bool {
    let Ok(request) = call.unsigned(ground.spec, ground.operation, "host") else {
        return false;
    };
    let faults = wire::read(ground.spec, ground.operation, &request).faults;
    // Of a choice it may only be said that no branch fits.
    let is_choice = |found: &str| matches!(last(found).as_str(), "oneOf" | "anyOf");
    faults
        .iter()
        .any(|fault| fault.rule == rule || is_choice(&fault.rule))
}
