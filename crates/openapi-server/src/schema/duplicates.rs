//! Reading JSON for the second look: the value, and where a member name is repeated.
//!
//! `serde_json::Value` keeps the last of two members with the same name, so the repetition has
//! to be noticed while reading.

use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The parent's pointer and the repeated name.
pub(super) type Duplicate = (String, String);

/// A value with the repeated members that were found in it.
pub(crate) struct Read {
    pub(crate) value: Value,
    pub(super) duplicates: Vec<Duplicate>,
    /// How many bytes it was read from.
    pub(super) length: usize,
}

/// Reads one JSON value and nothing after it.
pub(crate) fn read_value(input: &[u8]) -> Result<Read, serde_json::Error> {
    let text = str::from_utf8(input).map_err(serde_json::Error::custom)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let (mut pointer, mut duplicates) = (String::new(), Vec::new());
    let value = Reader {
        pointer: &mut pointer,
        duplicates: &mut duplicates,
    }
    .deserialize(&mut reader)?;
    reader.end()?;
    Ok(Read {
        value,
        duplicates,
        length: input.len(),
    })
}

/// Appends a step to a JSON pointer.
pub(crate) fn push_step(pointer: &mut String, name: &str) {
    pointer.push('/');
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

struct Reader<'a> {
    pointer: &'a mut String,
    duplicates: &'a mut Vec<Duplicate>,
}

impl<'a> Reader<'a> {
    fn below<'b>(&'b mut self, step: &str) -> Reader<'b>
    where
        'a: 'b,
    {
        push_step(self.pointer, step);
        Reader {
            pointer: self.pointer,
            duplicates: self.duplicates,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let length = self.pointer.len();
        let mut values = Vec::new();
        loop {
            let item = items.next_element_seed(self.below(&values.len().to_string()))?;
            self.pointer.truncate(length);
            match item {
                Some(value) => values.push(value),
                None => return Ok(Value::Array(values)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Value, A::Error> {
        let length = self.pointer.len();
        let mut values = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(self.below(&name))?;
            self.pointer.truncate(length);
            if values.insert(name.clone(), value).is_some()
                && self.duplicates.len() < crate::MAX_VIOLATIONS
            {
                self.duplicates.push((self.pointer.clone(), name));
            }
        }
        Ok(Value::Object(values))
    }
}
