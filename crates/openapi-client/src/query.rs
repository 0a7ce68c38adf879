//! A value as a query parameter, in the style `form`, exploded: the default of API descriptions.
//!
//! A scalar is one pair, an array one pair for each element, an object one pair for each
//! member, and `None` no pair. Other styles are refused at generation; so is, here, whatever
//! nests deeper.

use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};
use serde_json::Value;

/// One query parameter, to be handed to [`reqwest::RequestBuilder::query`].
#[derive(Debug)]
pub struct QueryParam<'a, T> {
    name: &'a str,
    value: &'a T,
}

impl<'a, T> QueryParam<'a, T> {
    /// The parameter of this name with this value.
    pub fn new(name: &'a str, value: &'a T) -> Self {
        Self { name, value }
    }
}

impl<T: Serialize> Serialize for QueryParam<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // By way of text, since that writes an `f32` in its own shortest form.
        let text = serde_json::to_string(self.value).map_err(S::Error::custom)?;
        let value = serde_json::from_str(&text).map_err(S::Error::custom)?;
        let mut pairs = serializer.serialize_seq(None)?;
        match value {
            Value::Array(elements) => {
                for element in elements {
                    pair(&mut pairs, self.name, element)?;
                }
            }
            Value::Object(members) => {
                for (name, member) in members {
                    pair(&mut pairs, &name, member)?;
                }
            }
            scalar => pair(&mut pairs, self.name, scalar)?,
        }
        pairs.end()
    }
}

fn pair<S: SerializeSeq>(pairs: &mut S, name: &str, value: Value) -> Result<(), S::Error> {
    match value {
        Value::Null => Ok(()),
        Value::Bool(value) => pairs.serialize_element(&(name, value)),
        Value::Number(value) => pairs.serialize_element(&(name, value.to_string())),
        Value::String(value) => pairs.serialize_element(&(name, value)),
        Value::Array(_) | Value::Object(_) => Err(S::Error::custom(
            "a query parameter nests too deep; use scalars inside",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::QueryParam;
    use serde::Serialize;

    #[derive(Serialize)]
    enum Order {
        #[serde(rename = "by name")]
        Name,
    }

    #[derive(Serialize)]
    struct Range {
        from: u8,
        to: Option<u8>,
    }

    fn check<T: Serialize>(value: T, expected: Option<&str>) {
        let request = reqwest::Client::new()
            .get("http://h/")
            .query(&QueryParam::new("q", &value))
            .build();
        match expected {
            None => assert!(request.is_err()),
            Some(query) => assert_eq!(request.unwrap().url().query().unwrap_or_default(), query),
        }
    }

    #[test]
    fn values_become_pairs() {
        crate::builder::install_crypto_provider();
        check("a b&c=d", Some("q=a+b%26c%3Dd"));
        check(true, Some("q=true"));
        check(u64::MAX, Some("q=18446744073709551615"));
        check(0.1_f32, Some("q=0.1"));
        check(Some(1), Some("q=1"));
        check(None::<u8>, Some(""));
        check(Order::Name, Some("q=by+name"));
        check(vec!["a", "b"], Some("q=a&q=b"));
        check(Vec::<u8>::new(), Some(""));
        check(Range { from: 1, to: None }, Some("from=1"));
        check(
            Range {
                from: 1,
                to: Some(2),
            },
            Some("from=1&to=2"),
        );
        check(vec![vec![1]], None);
    }
}
