//! From text to a value: headers of answers, forms and plain text.
//!
//! Text says nothing of types, so the type that is asked for decides: `12` is a number for an
//! `i64` and a text for a `String`. It refuses text that is not of that type.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use std::fmt;

/// A text is not of the type that it should be. It holds no part of the text.
#[derive(Debug)]
pub(crate) struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not of the documented type")
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self
    }
}

/// How elements and members are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Split {
    /// `a,b` and `k,v`
    Commas,
    /// `a,b` and `k=v`
    CommasAndEquals,
    /// Not at all: an array is several texts, an object is JSON text.
    Never,
}

/// One value, as one text or several.
#[derive(Clone, Debug)]
pub(crate) struct Texts<'a> {
    pub(crate) texts: Vec<&'a str>,
    pub(crate) split: Split,
}

impl<'a> Texts<'a> {
    /// Reads one text.
    pub(crate) fn read<T: DeserializeOwned>(text: &'a str, split: Split) -> Result<T, Mismatch> {
        T::deserialize(Self {
            texts: vec![text],
            split,
        })
    }

    fn first(&self) -> Result<&'a str, Mismatch> {
        self.texts.first().copied().ok_or(Mismatch)
    }

    fn elements(self) -> Vec<&'a str> {
        if self.split == Split::Never {
            return self.texts;
        }
        let texts = self.texts.into_iter();
        let texts = texts.filter(|text| !text.is_empty());
        texts
            .flat_map(|text| text.split(','))
            .map(str::trim)
            .collect()
    }

    fn members(self) -> Result<Vec<(&'a str, Self)>, Mismatch> {
        let split = self.split;
        let elements = self.elements();
        let one = |text| Self {
            texts: vec![text],
            split: Split::Never,
        };
        if split == Split::CommasAndEquals {
            let pairs = elements.into_iter().map(|pair| {
                let (name, value) = pair.split_once('=').ok_or(Mismatch)?;
                Ok((name, one(value)))
            });
            return pairs.collect();
        }
        let pairs = elements.chunks(2).map(|pair| match pair {
            [name, value] => Ok((*name, one(value))),
            _ => Err(Mismatch),
        });
        pairs.collect()
    }
}

/// Numbers: parsed, and handed over as they are.
macro_rules! parsed {
    ($($method:ident $visit:ident $type:ty),* $(,)?) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
                let value: $type = self.first()?.parse().map_err(|_error| Mismatch)?;
                visitor.$visit(value)
            }
        )*
    };
}

impl<'de> Deserializer<'de> for Texts<'de> {
    type Error = Mismatch;

    parsed! {
        deserialize_bool visit_bool bool,
        deserialize_i8 visit_i8 i8,
        deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128,
        deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
        deserialize_u128 visit_u128 u128,
        deserialize_f32 visit_f32 f32,
        deserialize_f64 visit_f64 f64,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.texts.len() > 1 {
            return self.deserialize_seq(visitor);
        }
        visitor.visit_str(self.first()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.texts.as_slice() {
            [] => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let text = self.first()?.into_deserializer();
        Deserializer::deserialize_enum(text, name, variants, visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let elements = self.elements().into_iter();
        let elements = elements.map(|text| Self {
            texts: vec![text],
            split: Split::Never,
        });
        visitor.visit_seq(SeqDeserializer::new(elements))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.split == Split::Never {
            let mut json = serde_json::Deserializer::from_str(self.first()?);
            let read = json.deserialize_map(visitor);
            return read.map_err(|_error| Mismatch);
        }
        visitor.visit_map(MapDeserializer::new(self.members()?.into_iter()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct tuple_struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Mismatch> for Texts<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Reads a form: pairs of the same name are one array.
pub(crate) fn read_form<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Mismatch> {
    let pairs: Vec<_> = url::form_urlencoded::parse(bytes).collect();
    let mut members: Vec<(&str, Texts<'_>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (name, value) in &pairs {
        let at = *places.entry(&**name).or_insert(members.len());
        match members.get_mut(at) {
            Some((_name, texts)) => texts.texts.push(value),
            None => members.push((
                name,
                Texts {
                    texts: vec![value],
                    split: Split::Never,
                },
            )),
        }
    }
    let map = MapDeserializer::<_, Mismatch>::new(members.into_iter());
    T::deserialize(map)
}
