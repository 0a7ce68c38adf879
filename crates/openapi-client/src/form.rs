//! Bodies of `application/x-www-form-urlencoded`.
//!
//! Each member is written as a query parameter would be, with a plus for a blank. What is not
//! told otherwise is: arrays one pair for each element, objects as JSON text.

use crate::SendError;
use crate::call::FormProperty;
use crate::parameter::{Pairs, QueryStyle, Reserved, parts, push_query, text_of};
use serde_json::Value;

/// The text of a form.
pub(crate) fn write(value: Value, styles: &[FormProperty]) -> Result<String, SendError> {
    let members = match value {
        Value::Object(members) => members,
        Value::Null => return Ok(String::new()),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            let reason = "the body is a form, which takes an object alone";
            return Err(SendError::InvalidRequest(reason.to_owned()));
        }
    };
    let mut out = String::new();
    for (name, value) in members {
        let property = styles.iter().find(|property| property.name == name);
        let reserved = property.map_or(Reserved::Encoded, |property| property.reserved);
        let style = property.map(|property| property.style);
        let mut scratch = String::new();
        let value = match (value, style) {
            (Value::Null, _) => continue,
            (value, Some(QueryStyle::Json)) | (value @ Value::Object(_), None) => {
                Value::String(text_of(value))
            }
            (value, _) => value,
        };
        let style = style.unwrap_or(QueryStyle::FormExploded);
        let written = parts(value, &mut scratch);
        push_query(&mut out, &name, written, style, Pairs::Form(reserved));
    }
    Ok(out)
}
