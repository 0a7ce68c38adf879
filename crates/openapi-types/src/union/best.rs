//! The type that keeps the most of a value.

use super::effort::{Effort, nodes};
use crate::json;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Number, Value};

/// A value that is tried as one type after the other.
///
/// ```
/// use openapi_types::union::Best;
///
/// #[derive(Debug, PartialEq)]
/// enum Size {
///     Number(i64),
///     Text(String),
/// }
///
/// let read = |value: serde_json::Value| -> Result<Size, serde_json::Error> {
///     Best::read(value)?.or(Size::Number).or(Size::Text).finish()
/// };
/// assert_eq!(read(5.into())?, Size::Number(5));
/// assert_eq!(read("big".into())?, Size::Text("big".to_owned()));
/// assert!(read(true.into()).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug)]
pub struct Best<T> {
    value: Value,
    effort: Effort,
    found: Option<Kept<T>>,
    exhausted: bool,
}

/// A candidate.
#[derive(Debug)]
struct Kept<T> {
    candidate: T,
    /// How many nodes of the value it holds.
    nodes: usize,
    /// It holds the value and nothing else.
    exact: bool,
}

impl<T> Best<T> {
    /// Reads the value; nothing is tried yet.
    ///
    /// # Errors
    /// Whatever the deserialiser gives for something that is no JSON value.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let effort = Effort::begin(&value);
        Ok(Self {
            value,
            effort,
            found: None,
            exhausted: false,
        })
    }

    /// Tries a type. The first one that loses nothing is taken, else the one that loses least.
    #[must_use]
    pub fn or<V>(mut self, wrap: impl FnOnce(V) -> T) -> Self
    where
        V: DeserializeOwned + Serialize,
    {
        if self.found.as_ref().is_some_and(|best| best.exact) || self.exhausted {
            return self;
        }
        if !self.effort.pay(1) {
            self.exhausted = true;
            return self;
        }
        let Ok(read) = json::from_value::<V>(&self.value) else {
            return self;
        };
        let Ok(written) = serde_json::to_value(&read) else {
            return self;
        };
        self.exhausted = !self.effort.pay(nodes(&self.value));
        let nodes = kept(&self.value, &written);
        if self.found.as_ref().is_none_or(|best| nodes > best.nodes) {
            let exact = is_same(&self.value, &written);
            self.found = Some(Kept {
                candidate: wrap(read),
                nodes,
                exact,
            });
        }
        self
    }

    /// The best of what was tried.
    ///
    /// # Errors
    /// No type takes the value, or trying took too long. The error does not quote the value.
    pub fn finish<E: Error>(self) -> Result<T, E> {
        match self.found {
            Some(best) if best.exact || !self.exhausted => Ok(best.candidate),
            Some(_) | None if self.exhausted => {
                Err(E::custom("a value with too many ways to be read"))
            }
            Some(_) | None => Err(E::custom("a value of none of the documented types")),
        }
    }
}

/// How many nodes of the value came back.
fn kept(value: &Value, written: &Value) -> usize {
    match (value, written) {
        (Value::Object(value), Value::Object(written)) => {
            let members = value.iter().filter_map(|(name, value)| {
                // A member counts by itself: an empty object is more than nothing.
                written.get(name).map(|written| 1 + kept(value, written))
            });
            1 + members.sum::<usize>()
        }
        (Value::Array(value), Value::Array(written)) => {
            let items = value.iter().zip(written);
            1 + items
                .map(|(value, written)| kept(value, written))
                .sum::<usize>()
        }
        _ => usize::from(is_same(value, written)),
    }
}

/// Whether both are the same JSON value; `1` and `1.0` are.
fn is_same(value: &Value, written: &Value) -> bool {
    match (value, written) {
        (Value::Number(value), Value::Number(written)) => is_same_number(value, written),
        (Value::Array(value), Value::Array(written)) => {
            value.len() == written.len()
                && value
                    .iter()
                    .zip(written)
                    .all(|(value, written)| is_same(value, written))
        }
        (Value::Object(value), Value::Object(written)) => {
            value.len() == written.len()
                && value.iter().all(|(name, value)| {
                    written
                        .get(name)
                        .is_some_and(|written| is_same(value, written))
                })
        }
        _ => value == written,
    }
}

fn is_same_number(value: &Number, written: &Number) -> bool {
    value == written || (value.is_f64() || written.is_f64()) && value.as_f64() == written.as_f64()
}

#[cfg(test)]
mod tests {
    use super::Best;
    use serde::{Deserialize, Deserializer, Serialize};
    use serde_json::{Value, json};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Small {
        a: i64,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Large {
        a: f64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        b: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        nested: Vec<Either>,
    }

    #[derive(Debug, PartialEq, Serialize)]
    #[serde(untagged)]
    enum Either {
        Small(Small),
        Large(Large),
        Text(String),
    }

    impl<'de> Deserialize<'de> for Either {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let best = Best::read(deserializer)?;
            best.or(Self::Small).or(Self::Large).or(Self::Text).finish()
        }
    }

    /// Both variants go as deep as the value does.
    #[derive(Debug, PartialEq, Serialize)]
    #[serde(untagged)]
    enum Twice {
        One(Vec<Self>),
        Other(Vec<Self>),
        Flag(bool),
    }

    impl<'de> Deserialize<'de> for Twice {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Best::read(deserializer)?
                .or(Self::One)
                .or(Self::Other)
                .or(Self::Flag)
                .finish()
        }
    }

    #[test]
    fn takes_the_type_that_keeps_the_most() {
        let check = |value: Value, expected: &str| {
            let read = crate::json::from_value::<Either>(&value);
            let variant = match &read {
                Ok(Either::Small(_)) => "small",
                Ok(Either::Large(_)) => "large",
                Ok(Either::Text(_)) => "text",
                Err(_) => "none",
            };
            assert_eq!(variant, expected, "{value}");
        };
        check(json!({"a": 1}), "small");
        check(json!({"a": 1.5}), "large");
        check(json!({"a": 1, "b": "x"}), "large");
        check(json!({"a": 1, "b": "x", "c": 1}), "large");
        check(json!({"a": 1, "c": 1}), "small");
        check(json!({"a": 1, "nested": [{"a": 1}, "x"]}), "large");
        check(json!({"a": 1, "nested": [[1]]}), "small");
        check(json!("x"), "text");
        check(json!({}), "none");
        check(json!([1]), "none");
        check(json!(null), "none");
    }

    #[test]
    fn gives_up_where_trying_would_take_forever() {
        let mut value = json!("no flag");
        for _ in 0..100 {
            value = json!([value]);
        }
        let error = crate::json::from_value::<Twice>(&value).unwrap_err();
        assert_eq!(error.to_string(), "a value with too many ways to be read");
        // The budget was given back.
        assert_eq!(
            crate::json::from_value::<Twice>(&json!(true)).unwrap(),
            Twice::Flag(true)
        );
        assert!(crate::json::from_value::<Twice>(&json!([[[true]]])).is_ok());
    }
}
