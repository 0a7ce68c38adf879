//! Whether two items of a list are equal, in the sense of `uniqueItems`.

use serde_json::Value;

use super::number::is_whole;

/// Compares texts of the items, sorted: linear enough for the largest body that is read.
pub(super) fn has_equals(items: &[Value]) -> bool {
    let mut texts: Vec<String> = items.iter().map(canonical).collect();
    texts.sort_unstable();
    texts.windows(2).any(|pair| pair.first() == pair.last())
}

/// Equal values have equal texts: members of a `Map` are sorted, and `1.0` is written as `1`.
fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) if is_whole(number) => number.as_f64().map_or_else(
            || number.to_string(),
            |float| {
                number
                    .as_i128()
                    .map_or_else(|| format!("{float:.0}"), |integer| integer.to_string())
            },
        ),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{name:?}:{}", canonical(value)))
                .collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
        other => other.to_string(),
    }
}
