//! A property tells the type.

use crate::json;
use serde::de::{DeserializeOwned, Error};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// An object whose type one of its members tells.
#[derive(Debug)]
pub struct Tagged {
    members: Value,
    property: &'static str,
}

impl Tagged {
    /// Reads the object; `property` is the member that tells its type.
    ///
    /// # Errors
    /// It is no object.
    pub fn read<'de, D>(deserializer: D, property: &'static str) -> Result<Self, D::Error>
    where
        D: Deserializer<'de>,
    {
        let members = Map::deserialize(deserializer)?;
        Ok(Self {
            members: Value::Object(members),
            property,
        })
    }

    /// What the member says; None where it is absent or no text.
    pub fn tag(&self) -> Option<&str> {
        self.members.get(self.property).and_then(Value::as_str)
    }

    /// The object as the type that its tag tells.
    ///
    /// # Errors
    /// It is no such object. The text of the error can quote it.
    pub fn variant<T: DeserializeOwned, E: Error>(&self) -> Result<T, E> {
        json::from_value(&self.members).map_err(E::custom)
    }

    /// The error that the tag is missing, or none that is documented.
    pub fn unknown<E: Error>(&self) -> E {
        match self.tag() {
            None => E::missing_field(self.property),
            Some(_) => E::custom(format_args!(
                "`{}` is not a documented value",
                self.property
            )),
        }
    }
}

/// Writes an object with the member that tells its type: as it is where it is one of `tags`, else
/// the first of them.
///
/// # Errors
/// The value is no object, or cannot be written.
pub fn serialize_tagged<S, T>(
    serializer: S,
    property: &'static str,
    tags: &[&'static str],
    value: &T,
) -> Result<S::Ok, S::Error>
where
    S: Serializer,
    T: Serialize + ?Sized,
{
    let Ok(Value::Object(mut members)) = serde_json::to_value(value) else {
        return Err(S::Error::custom("a variant that is no object"));
    };
    let said = members.get(property).and_then(Value::as_str);
    if !said.is_some_and(|said| tags.contains(&said))
        && let Some(first) = tags.first()
    {
        members.insert(property.to_owned(), Value::from(*first));
    }
    members.serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::{Tagged, serialize_tagged};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::{Value, json};

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Cat {
        kind: String,
        lives: i64,
    }

    #[derive(Debug, PartialEq)]
    enum Pet {
        Cat(Cat),
        Other(Value),
    }

    impl Serialize for Pet {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Self::Cat(value) => serialize_tagged(serializer, "kind", &["cat", "lion"], value),
                Self::Other(value) => serialize_tagged(serializer, "kind", &["other"], value),
            }
        }
    }

    impl<'de> Deserialize<'de> for Pet {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let object = Tagged::read(deserializer, "kind")?;
            match object.tag() {
                Some("cat" | "lion") => object.variant().map(Self::Cat),
                Some("other") => object.variant().map(Self::Other),
                _ => Err(object.unknown()),
            }
        }
    }

    #[test]
    fn the_tag_decides() {
        let check = |value: Value, expected: Result<(), &str>| {
            let read = crate::json::from_value::<Pet>(&value).map_err(|error| error.to_string());
            match expected {
                Ok(()) => assert_eq!(serde_json::to_value(read.unwrap()).unwrap(), value),
                Err(expected) => assert_eq!(read.unwrap_err(), expected, "{value}"),
            }
        };
        check(json!({"kind": "cat", "lives": 9}), Ok(()));
        check(json!({"kind": "lion", "lives": 1}), Ok(()));
        check(json!({"kind": "other", "x": [1]}), Ok(()));
        check(
            json!({"kind": "dog"}),
            Err("`kind` is not a documented value"),
        );
        check(json!({"kind": 1}), Err("missing field `kind`"));
        check(json!({}), Err("missing field `kind`"));
        check(json!([]), Err("invalid type: sequence, expected a map"));
        let nameless = Pet::Cat(Cat::default());
        assert_eq!(
            serde_json::to_value(nameless).unwrap(),
            json!({"kind": "cat", "lives": 0})
        );
    }
}
