//! Strict reading of JSON: the whole input, UTF-8 throughout, objects only from objects.
//!
//! serde's derive is more lenient than an API description: it takes a struct from an array
//! (`["PROFESSIONAL"]` for `{"spec_id":"PROFESSIONAL"}`) and an enumerated string from an object
//! (`{"BASIC":null}` for `"BASIC"`). [`from_slice`] refuses both, at every depth, by a thin
//! wrapper around the deserialiser that the compiler folds away.
//!
//! It refuses to be clever: no comments, no byte order mark, no repair. What it cannot reach is
//! a value that serde itself buffers first (`untagged`, `flatten` and internally tagged enums).

mod access;
mod deserializer;
mod visitor;

use deserializer::Strict;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::Value;

/// Reads one JSON value and nothing else from the input.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Request {
///     spec_id: String,
/// }
///
/// let read = |text: &str| openapi_types::json::from_slice::<Request>(text.as_bytes());
/// assert_eq!(read(r#" {"spec_id":"BASIC"} "#)?.spec_id, "BASIC");
/// assert!(read(r#"["BASIC"]"#).is_err());
/// assert!(read(r#"{"spec_id":"BASIC"}x"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// Not JSON, not UTF-8, trailing bytes, deeper than 128 levels, a repeated member of a struct,
/// or not a `T`. The text of the error can quote the input, so it belongs into no log; its
/// `line()`, `column()` and `classify()` are harmless.
pub fn from_slice<T: DeserializeOwned>(input: &[u8]) -> Result<T, serde_json::Error> {
    // The reader checks only the strings it hands out, so bad bytes in a skipped member would
    // pass; checking all first is no dearer than checking each.
    let text = std::str::from_utf8(input).map_err(|error| not_utf8(input, error.valid_up_to()))?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = T::deserialize(Strict(&mut reader))?;
    reader.end()?;
    Ok(value)
}

/// Reads a JSON value that was read before, as strictly as [`from_slice`].
///
/// # Errors
/// Not a `T`. The text of the error can quote the value.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, serde_json::Error> {
    T::deserialize(Strict(value))
}

/// An error at the first byte that is not UTF-8.
#[cold]
fn not_utf8(input: &[u8], valid: usize) -> serde_json::Error {
    let before = input.get(..valid).unwrap_or_default();
    let line = before.split(|byte| *byte == b'\n').count();
    let column = before
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n')
        .count()
        + 1;
    // serde_json takes the position out of a custom message of this form.
    serde_json::Error::custom(format!("input is not UTF-8 at line {line} column {column}"))
}

#[cfg(test)]
mod tests {
    use super::{from_slice, from_value};
    use serde::Deserialize;
    use serde_json::Value;
    use std::collections::BTreeMap;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Order {
        id: String,
        #[serde(default)]
        kind: Option<Kind>,
        #[serde(default)]
        parts: Vec<Self>,
        #[serde(default)]
        named: BTreeMap<String, Self>,
        #[serde(default)]
        pair: Option<(u8, u8)>,
        #[serde(default)]
        any: Value,
        #[serde(default)]
        wrapped: Option<Box<Wrapped>>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Wrapped(Order);

    #[derive(Debug, Deserialize, PartialEq)]
    enum Kind {
        Basic,
        Other(Box<Order>),
        Sized { cpu: u8 },
        Range(u8, u8),
    }

    #[derive(Clone, Copy)]
    enum Expect {
        Same,
        Refused,
    }

    fn check<T: for<'de> Deserialize<'de> + PartialEq + std::fmt::Debug>(cases: &[(&str, Expect)]) {
        for (text, expect) in cases {
            let strict = from_slice::<T>(text.as_bytes());
            match expect {
                Expect::Same => {
                    let plain = serde_json::from_str::<T>(text).expect(text);
                    assert_eq!(strict.expect(text), plain, "{text}");
                    let value = serde_json::from_str(text).expect(text);
                    assert_eq!(from_value::<T>(&value).expect(text), plain, "{text}");
                }
                Expect::Refused => assert!(strict.is_err(), "{text}: {strict:?}"),
            }
        }
    }

    #[test]
    fn reads_what_the_types_say_and_nothing_else() {
        use Expect::{Refused, Same};
        check::<Order>(&[
            (r#"{"id":"a"}"#, Same),
            (" {\n\"id\" : \"a\" }\t", Same),
            (r#"{"id":"\u0061\ud83d\ude00","unknown":[{"x":[]}]}"#, Same),
            (r#"{"id":"a","parts":[{"id":"b"},{"id":"c"}]}"#, Same),
            (r#"{"id":"a","named":{"k":{"id":"b"}}}"#, Same),
            (r#"{"id":"a","pair":[1,2]}"#, Same),
            (r#"{"id":"a","any":[1,{"b":[null,true,-1,1.5,"s"]}]}"#, Same),
            (r#"{"id":"a","wrapped":{"id":"b"}}"#, Same),
            (r#"{"id":"a","kind":"Basic"}"#, Same),
            (r#"{"id":"a","kind":{"Other":{"id":"b"}}}"#, Same),
            (r#"{"id":"a","kind":{"Sized":{"cpu":1}}}"#, Same),
            (r#"{"id":"a","kind":{"Range":[1,2]}}"#, Same),
            (r#"["a"]"#, Refused),
            (r#"{"id":"a","parts":[["b"]]}"#, Refused),
            (r#"{"id":"a","named":{"k":["b"]}}"#, Refused),
            (r#"{"id":"a","wrapped":["b"]}"#, Refused),
            (r#"{"id":"a","kind":{"Basic":null}}"#, Refused),
            (r#"{"id":"a","kind":{"Other":["b"]}}"#, Refused),
            (r#"{"id":"a","kind":{"Sized":[1]}}"#, Refused),
            (
                r#"{"id":"a","kind":{"Sized":{"cpu":1},"Basic":null}}"#,
                Refused,
            ),
            (r#"{"id":"a","kind":{}}"#, Refused),
            (r#"{"id":"a","kind":"Other"}"#, Refused),
            (r#"{"id":"a","kind":"Unheard"}"#, Refused),
            (r#"{"id":"a","kind":["Basic"]}"#, Refused),
            (r#"{"id":"a","id":"b"}"#, Refused),
            (r#"{"id":"a"}{"#, Refused),
            (r#"{"id":"a"},"#, Refused),
            (r#"{"id":"a",}"#, Refused),
            (r#"{"id":null}"#, Refused),
            (r#"{"id":1}"#, Refused),
            ("{}", Refused),
            ("null", Refused),
            ("", Refused),
            ("\u{feff}{\"id\":\"a\"}", Refused),
        ]);
    }

    #[test]
    fn refuses_bytes_that_are_not_utf8_even_in_a_skipped_member() {
        let error = from_slice::<Order>(b"{\"id\":\"a\",\n\"x\":\"\xff\"}").unwrap_err();
        assert_eq!((error.line(), error.column()), (2, 6));
    }

    #[test]
    fn refuses_bottomless_nesting() {
        let deep = format!("{{\"id\":\"a\",\"any\":{}", "[".repeat(100_000));
        assert!(from_slice::<Order>(deep.as_bytes()).is_err());
    }
}
