//! `deepObject`: a value with an inside as pairs of flat names.
//!
//! OpenAPI says what becomes of the scalar members of an object, `name[key]=value`, and leaves open
//! what lists and objects in it are. Here they are what servers that read such names read: objects
//! are further brackets, lists of scalars empty ones (`name[key][]=value`), and the elements of
//! other lists are numbered (`name[key][0][inner]=value`).

use serde_json::Value;

/// The pairs of a value; an empty list and an empty object have none. A name that ends in `[]` is
/// one of a list already.
pub fn deep_pairs(name: &str, value: Value) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    add(name.to_owned(), value, &mut pairs);
    pairs
}

fn add(name: String, value: Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                add(format!("{name}[{key}]"), value, pairs);
            }
        }
        Value::Array(items) => {
            let nests = items.iter().any(|item| item.is_array() || item.is_object());
            for (at, item) in items.into_iter().enumerate() {
                let name = if nests {
                    format!("{name}[{at}]")
                } else if name.ends_with("[]") {
                    name.clone()
                } else {
                    format!("{name}[]")
                };
                add(name, item, pairs);
            }
        }
        Value::String(text) => pairs.push((name, text)),
        scalar @ (Value::Null | Value::Bool(_) | Value::Number(_)) => {
            pairs.push((name, scalar.to_string()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::deep_pairs;
    use serde_json::{Value, json};

    #[test]
    fn names_say_where_a_value_is() {
        let check = |value: Value, expected: &[&str]| {
            let pairs = deep_pairs("p", value);
            let pairs: Vec<String> = pairs.iter().map(|(a, b)| format!("{a}={b}")).collect();
            assert_eq!(pairs, expected);
        };
        check(json!("a"), &["p=a"]);
        check(
            json!({"a": 1, "b": {"c": true}}),
            &["p[a]=1", "p[b][c]=true"],
        );
        check(json!(["a", "b"]), &["p[]=a", "p[]=b"]);
        check(json!({"a": [1, 2]}), &["p[a][]=1", "p[a][]=2"]);
        check(json!([{"a": 1}, {"a": [2]}]), &["p[0][a]=1", "p[1][a][]=2"]);
        check(json!([[1, 2], 3]), &["p[0][]=1", "p[0][]=2", "p[1]=3"]);
        check(json!({"a": [], "b": {}}), &[]);
        let listed = deep_pairs("p[]", json!(["a"]));
        assert_eq!(listed, [("p[]".to_owned(), "a".to_owned())]);
    }
}
