//! The formats that are held, and those that are for people.
//!
//! Only formats that implementations agree on are held: breaking another one would blame a server
//! that is right. Widths of integers and names of discriminators are held here too, because no
//! keyword of JSON Schema says them.

use jsonschema::{Keyword, ValidationError, ValidationOptions};
use serde_json::Value;

/// Formats of strings that a value must keep.
pub(crate) const HELD: [&str; 9] = [
    "byte",
    "date",
    "date-time",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uuid",
];

/// The keyword that a translated schema has for the width of an integer.
pub(crate) const INTEGER: &str = "x-integer-format";

/// The keyword that a translated schema has for the values of a discriminator.
pub(crate) const DISCRIMINATOR: &str = "discriminator";

/// The smallest and the largest integer of a format.
pub(crate) fn bounds(format: &str) -> Option<(i64, i64)> {
    match format {
        "int32" => Some((i32::MIN.into(), i32::MAX.into())),
        "int64" => Some((i64::MIN, i64::MAX)),
        _ => None,
    }
}

pub(super) fn added(options: ValidationOptions<'static>) -> ValidationOptions<'static> {
    options
        .should_validate_formats(true)
        .with_format("uuid", is_uuid)
        .with_format("byte", is_base64)
        .with_keyword(INTEGER, |_, value, _| {
            let format = value.as_str().unwrap_or_default().to_owned();
            Ok(Box::new(Width { format }))
        })
        .with_keyword(DISCRIMINATOR, |_, value, _| {
            let text = |key: &str| value.get(key).and_then(Value::as_str);
            let names = value.get("names").and_then(Value::as_array);
            let names = names.into_iter().flatten().filter_map(Value::as_str);
            Ok(Box::new(Discriminator {
                property: text("property").unwrap_or_default().to_owned(),
                names: names.map(str::to_owned).collect(),
            }))
        })
}

struct Width {
    format: String,
}

impl<'i> Keyword<'i> for Width {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if Keyword::is_valid(self, instance) {
            return Ok(());
        }
        Err(ValidationError::custom(format!("format {}", self.format)))
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        let (Value::Number(number), Some((low, high))) = (instance, bounds(&self.format)) else {
            return true;
        };
        match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => (low..=high).contains(&number),
            // What is no integer breaks the type, and not the width.
            (None, Some(number)) if number.fract() != 0.0 => true,
            (None, _) => false,
        }
    }
}

struct Discriminator {
    property: String,
    names: Vec<String>,
}

impl<'i> Keyword<'i> for Discriminator {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if Keyword::is_valid(self, instance) {
            return Ok(());
        }
        let names = self.names.join(", ");
        let message = format!("a member {} that is one of {names}", self.property);
        Err(ValidationError::custom(message))
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        let name = instance.get(&self.property).and_then(Value::as_str);
        name.is_some_and(|name| self.names.iter().any(|known| known == name))
    }
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    let lengths = [8, 4, 4, 4, 12];
    groups.len() == lengths.len()
        && groups.iter().zip(lengths).all(|(group, length)| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len() - body.len() <= 2
        && text.len().is_multiple_of(4)
        && body
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}
