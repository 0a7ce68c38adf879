//! From the text of a flag to a value, held to a type of the document.
//!
//! The value is checked where it is typed, so that the error names the flag. Reasons never
//! repeat the text: clap shows it where it may be shown.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// A text that is the value: strings, identifiers, dates, names of enumerations.
///
/// # Errors
/// The type does not take it, for this reason.
pub fn text<T: DeserializeOwned>(text: &str) -> Result<Value, String> {
    held::<T>(Value::String(text.to_owned()))
}

/// The name of a file, which is read when the request is made.
///
/// # Errors
/// None: whether the file is there is seen when it is read.
pub fn file(path: &str) -> Result<Value, String> {
    Ok(Value::String(path.to_owned()))
}

/// A text in JSON: numbers, booleans, objects.
///
/// # Errors
/// It is not JSON, or the type does not take it, for this reason.
pub fn json<T: DeserializeOwned>(text: &str) -> Result<Value, String> {
    let value = serde_json::from_str(text);
    let value = value.map_err(|_error| format!("expected {}", wanted::<T>()))?;
    held::<T>(value)
}

/// JSON where the type takes that, else the text itself: unions, and what can be anything.
///
/// # Errors
/// The type takes neither, for this reason.
pub fn either<T: DeserializeOwned>(text: &str) -> Result<Value, String> {
    json::<T>(text).or_else(|_| self::text::<T>(text))
}

fn held<T: DeserializeOwned>(value: Value) -> Result<Value, String> {
    match T::deserialize(&value) {
        Ok(_) => Ok(value),
        Err(error) => Err(without_value(&error.to_string())),
    }
}

/// What serde says, without what it quotes of the value.
pub(crate) fn without_value(reason: &str) -> String {
    match (
        reason.strip_prefix("invalid "),
        reason.split_once(", expected "),
    ) {
        (Some(_), Some((_, expected))) => format!("expected {expected}"),
        _ => reason.to_owned(),
    }
}

/// The name of the type as people say it.
fn wanted<T>() -> &'static str {
    match std::any::type_name::<T>() {
        "bool" => "true or false",
        "i32" | "i64" | "u64" => "an integer",
        "f64" => "a number",
        _ => "JSON",
    }
}

#[cfg(test)]
mod tests {
    use super::{either, json, text};
    use serde_json::Value;

    #[test]
    fn a_text_is_held_to_its_type() {
        type Read = fn(&str) -> Result<Value, String>;
        let cases: [(Read, &str, Result<&str, &str>); 9] = [
            (text::<String>, "5", Ok(r#""5""#)),
            (json::<i32>, "5", Ok("5")),
            (json::<i32>, "five", Err("expected an integer")),
            (json::<u64>, "-1", Err("expected u64")),
            (json::<bool>, "true", Ok("true")),
            (json::<bool>, "1", Err("expected a boolean")),
            (either::<Value>, r#"{"a":1,"b":2}"#, Ok(r#"{"a":1,"b":2}"#)),
            (either::<Value>, "plain", Ok(r#""plain""#)),
            (either::<String>, "5", Ok(r#""5""#)),
        ];
        for (read, given, expected) in cases {
            let found = read(given).map(|value| value.to_string());
            let expected = expected.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(found, expected, "{given}");
        }
    }
}
