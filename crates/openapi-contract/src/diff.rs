//! The smallest readable difference between two JSON values.
//!
//! Values are compared as JSON Schema does: member order does not matter, and `1.0` is `1`, since
//! many languages have one kind of number. [`failure`](crate::failure) prints what is found here.

use serde_json::{Number, Value};

/// One place where two values differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// JSON pointer into the compared value, empty for the whole of it.
    pub at: String,
    /// What should be there; `None` for nothing.
    pub expected: Option<String>,
    /// What is there; `None` for nothing.
    pub actual: Option<String>,
}

impl Difference {
    /// A difference between two pieces of text that are not JSON, such as a status.
    pub fn of(at: &str, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        Self {
            at: at.to_owned(),
            expected: Some(expected.into()),
            actual: Some(actual.into()),
        }
    }
}

/// All differences between two values, as deep in the tree as possible.
pub fn values(expected: &Value, actual: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", expected, actual, &mut found);
    found
}

fn compare(at: &str, expected: &Value, actual: &Value, found: &mut Vec<Difference>) {
    match (expected, actual) {
        (Value::Object(left), Value::Object(right)) => {
            for (key, value) in left {
                let at = join(at, key);
                match right.get(key) {
                    Some(other) => compare(&at, value, other, found),
                    None => found.push(one(at, Some(value), None)),
                }
            }
            for (key, value) in right.iter().filter(|(key, _)| !left.contains_key(*key)) {
                found.push(one(join(at, key), None, Some(value)));
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            for index in 0..left.len().max(right.len()) {
                let at = join(at, &index.to_string());
                match (left.get(index), right.get(index)) {
                    (Some(value), Some(other)) => compare(&at, value, other, found),
                    (value, other) => found.push(one(at, value, other)),
                }
            }
        }
        (Value::Number(left), Value::Number(right)) if is_same(left, right) => {}
        (left, right) if left == right => {}
        (left, right) => found.push(one(at.to_owned(), Some(left), Some(right))),
    }
}

/// Two integers are compared as such: as floating numbers, large ones would seem to be equal.
fn is_same(left: &Number, right: &Number) -> bool {
    let is_float = left.is_f64() || right.is_f64();
    left == right || (is_float && left.as_f64() == right.as_f64())
}

/// Members of `example` that `actual` lacks or has with another kind of value. Further members
/// and other values are fine.
pub fn shape(example: &Value, actual: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare_shape("", example, actual, &mut found);
    found
}

fn compare_shape(at: &str, example: &Value, actual: &Value, found: &mut Vec<Difference>) {
    match (example, actual) {
        (Value::Object(left), Value::Object(right)) => {
            for (key, value) in left {
                let at = join(at, key);
                match right.get(key) {
                    Some(other) => compare_shape(&at, value, other, found),
                    None => found.push(one(at, Some(value), None)),
                }
            }
        }
        (left, right) if kind(left) == kind(right) => {}
        (left, right) => found.push(one(at.to_owned(), Some(left), Some(right))),
    }
}

/// The JSON type of a value, as schemas name it.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn one(at: String, expected: Option<&Value>, actual: Option<&Value>) -> Difference {
    Difference {
        at,
        expected: expected.map(Value::to_string),
        actual: actual.map(Value::to_string),
    }
}

fn join(at: &str, key: &str) -> String {
    format!("{at}/{}", openapi_source::pointer::escape(key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Difference, shape, values};

    fn show(differences: &[Difference]) -> Vec<String> {
        differences
            .iter()
            .map(|one| {
                let side = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
                format!("{} {} {}", one.at, side(&one.expected), side(&one.actual))
            })
            .collect()
    }

    #[test]
    fn differences_are_minimal() {
        let check = |left, right, expected: &[&str]| {
            assert_eq!(show(&values(&left, &right)), expected, "{left} {right}");
        };
        check(json!({"a": 1, "b": 2}), json!({"b": 2, "a": 1}), &[]);
        check(json!({"a": 1}), json!({}), &["/a 1 -"]);
        check(json!({}), json!({"a/b": 1}), &["/a~1b - 1"]);
        check(json!([1, 2]), json!([1, 3, 4]), &["/1 2 3", "/2 - 4"]);
        check(
            json!({"a": {"b": "x"}}),
            json!({"a": {"b": null}}),
            &["/a/b \"x\" null"],
        );
        check(json!("x"), json!({}), &[" \"x\" {}"]);
        check(json!([1, 1.0, 0.5]), json!([1.0, 1, 0.5]), &[]);
        check(
            json!(9_007_199_254_740_993_u64),
            json!(9_007_199_254_740_992_u64),
            &[" 9007199254740993 9007199254740992"],
        );
    }

    #[test]
    fn shapes_ignore_values_and_further_members() {
        let check = |left, right, expected: &[&str]| {
            assert_eq!(show(&shape(&left, &right)), expected, "{left} {right}");
        };
        check(json!({"a": 1}), json!({"a": 2, "b": 3}), &[]);
        check(json!({"a": 1}), json!({"a": "1"}), &["/a 1 \"1\""]);
        check(json!({"a": {"b": 1}}), json!({"a": {}}), &["/a/b 1 -"]);
    }
}
