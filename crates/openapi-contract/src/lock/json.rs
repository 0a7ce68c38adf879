//! The lock for programs: one entry after the other, one field a line, so that a diff shows what
//! changed and nothing else.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::Lock;

impl Lock {
    /// The file `contract.lock.json`.
    pub fn json(&self) -> String {
        let Ok(Value::Object(fields)) = serde_json::to_value(self) else {
            return String::new();
        };
        let mut out = "{\n".to_owned();
        // In the order of the struct, not of the names.
        let order = [
            "document",
            "bounds",
            "operations",
            "rejections",
            "relations",
            "conflicts",
            "unreached",
            "groundless",
            "parts",
            "cases",
        ];
        let mut separator = "";
        for name in order {
            let value = fields.get(name).unwrap_or(&Value::Null);
            let _ = write!(out, "{separator}  \"{name}\": {}", section(value));
            separator = ",\n";
        }
        out.push_str("\n}\n");
        out
    }
}

fn section(value: &Value) -> String {
    match value {
        Value::Array(items) if !items.is_empty() => {
            let items: Vec<String> = items
                .iter()
                .map(|item| match item {
                    Value::Object(members) => entry(members),
                    other => format!("    {other}"),
                })
                .collect();
            format!("[\n{}\n  ]", items.join(",\n"))
        }
        other => other.to_string(),
    }
}

/// The fields in the order in which a person asks for them.
fn entry(members: &Map<String, Value>) -> String {
    let order = [
        "name",
        "operation",
        "request",
        "before",
        "body",
        "changes",
        "reply",
        "expect",
        "twin",
        "part",
        "owners",
        "owns",
        "why",
        "security",
        "parameters",
        "bodies",
        "answers",
        "rules",
    ];
    let fields: Vec<String> = order
        .into_iter()
        .filter_map(|name| Some((name, members.get(name)?)))
        .map(|(name, value)| match value {
            Value::Array(items) if name == "rules" || name == "answers" => {
                let items: Vec<String> =
                    items.iter().map(|item| format!("        {item}")).collect();
                format!("      \"{name}\": [\n{}\n      ]", items.join(",\n"))
            }
            other => format!("      \"{name}\": {other}"),
        })
        .collect();
    format!("    {{\n{}\n    }}", fields.join(",\n"))
}
