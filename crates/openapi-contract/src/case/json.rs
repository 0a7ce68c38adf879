//! Other spellings of the same JSON value.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// With blanks, tabs and line breaks wherever they may be.
pub(super) fn spread(value: &Value) -> String {
    format!("\r\n\t {} \n", written(value, "\n  ", &|text| quoted(text)))
}

/// On several lines, as people read it.
pub(super) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string())
}

/// With every character of every text as an escape, names included.
pub(super) fn escaped(value: &Value) -> String {
    written(value, "", &|text| {
        let mut out = "\"".to_owned();
        for unit in text.encode_utf16() {
            let _ = write!(out, "\\u{unit:04x}");
        }
        out + "\""
    })
}

/// With the members in the opposite order.
pub(super) fn reversed(members: &Map<String, Value>) -> String {
    let members = members.iter().rev();
    let members: Vec<String> = members
        .map(|(name, value)| format!("{}:{value}", quoted(name)))
        .collect();
    format!("{{{}}}", members.join(","))
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn written(value: &Value, gap: &str, text: &dyn Fn(&str) -> String) -> String {
    match value {
        Value::String(one) => text(one),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| written(item, gap, text)).collect();
            format!("[{gap}{}{gap}]", items.join(&format!("{gap},{gap}")))
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| {
                    format!("{}{gap}:{gap}{}", text(name), written(value, gap, text))
                })
                .collect();
            format!("{{{gap}{}{gap}}}", members.join(&format!("{gap},{gap}")))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}
