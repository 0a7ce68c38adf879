//! Values as text: in a header by the style `simple`, in a form by the style `form`.

use http::HeaderValue;
use serde_json::Value;

use crate::parameter::Explode;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const OCTETS: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// A value in the style `simple`.
pub(super) fn simple(value: &Value, explode: Explode) -> String {
    let pieces: Vec<String> = match (value, explode) {
        (Value::Array(items), _) => items.iter().map(scalar).collect(),
        (Value::Object(members), Explode::Yes) => {
            let pairs = members.iter();
            pairs
                .map(|(name, value)| format!("{name}={}", scalar(value)))
                .collect()
        }
        (Value::Object(members), Explode::No) => {
            let pairs = members.iter();
            pairs
                .flat_map(|(name, value)| [name.clone(), scalar(value)])
                .collect()
        }
        (value, _) => return scalar(value),
    };
    pieces.join(",")
}

/// A text as it is, everything else as JSON.
pub(super) fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// The members of an object as pairs; a list repeats its name.
pub(super) fn form(value: &Value) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    if let Value::Object(members) = value {
        for (name, value) in members {
            match value {
                Value::Null => {}
                Value::Array(items) => {
                    for item in items {
                        pairs.append_pair(name, &scalar(item));
                    }
                }
                value => {
                    pairs.append_pair(name, &scalar(value));
                }
            }
        }
    }
    pairs.finish()
}

/// What `Content-Type` says.
pub(super) fn media_type(documented: &'static str) -> HeaderValue {
    if documented == "application/json" {
        return JSON;
    }
    HeaderValue::from_str(documented).unwrap_or(OCTETS)
}
