//! A serializer for scalars alone: the fast road of nearly every parameter.
//!
//! It refuses arrays and objects, which then go by way of JSON.

use serde::ser::{Impossible, Serialize, Serializer};
use serde_json::Number;
use std::fmt::{self, Display, Write as _};

/// Writes a scalar into a text.
pub(crate) struct Scalar<'a> {
    pub(crate) out: &'a mut String,
}

/// What a scalar was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Absent,
    Present,
}

/// Why a value is not written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoScalar {
    /// It is an array or an object, or does not serialize at all.
    Compound,
    /// It is a number without a text.
    NotFinite,
}

impl Display for NoScalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Compound => "not a scalar",
            Self::NotFinite => "not a finite number",
        })
    }
}

impl std::error::Error for NoScalar {}

impl serde::ser::Error for NoScalar {
    fn custom<T: Display>(_message: T) -> Self {
        Self::Compound
    }
}

type Outcome = Result<Presence, NoScalar>;

impl Scalar<'_> {
    fn text(self, text: &str) -> Presence {
        self.out.push_str(text);
        Presence::Present
    }

    fn display(self, value: impl Display) -> Presence {
        // Writing to a String does not fail.
        let _ = write!(self.out, "{value}");
        Presence::Present
    }
}

impl Serializer for Scalar<'_> {
    type Ok = Presence;
    type Error = NoScalar;
    type SerializeSeq = Impossible<Presence, NoScalar>;
    type SerializeTuple = Impossible<Presence, NoScalar>;
    type SerializeTupleStruct = Impossible<Presence, NoScalar>;
    type SerializeTupleVariant = Impossible<Presence, NoScalar>;
    type SerializeMap = Impossible<Presence, NoScalar>;
    type SerializeStruct = Impossible<Presence, NoScalar>;
    type SerializeStructVariant = Impossible<Presence, NoScalar>;

    fn serialize_bool(self, value: bool) -> Outcome {
        Ok(self.text(if value { "true" } else { "false" }))
    }

    fn serialize_i8(self, value: i8) -> Outcome {
        Ok(self.display(value))
    }

    fn serialize_i16(self, value: i16) -> Outcome {
        Ok(self.display(value))
    }

    fn serialize_i32(self, value: i32) -> Outcome {
        Ok(self.display(value))
    }

    fn serialize_i64(self, value: i64) -> Outcome {
        Ok(self.display(value))
    }

    fn serialize_i128(self, value: i128) -> Outcome {
        Ok(self.display(value))
    }

    fn serialize_u8(self, value: u8) -> Outcome {
        Ok(self.display(value))
    }

    fn serialize_u16(self, value: u16) -> Outcome {
        Ok(self.display(value))
    }

    fn serialize_u32(self, value: u32) -> Outcome {
        Ok(self.display(value))
    }

    fn serialize_u64(self, value: u64) -> Outcome {
        Ok(self.display(value))
    }

    fn serialize_u128(self, value: u128) -> Outcome {
        Ok(self.display(value))
    }

    fn serialize_f32(self, value: f32) -> Outcome {
        // By way of its own text: `0.1_f32` is not `0.1_f64`.
        match value.to_string().parse() {
            Ok(value) => self.serialize_f64(value),
            Err(_error) => Err(NoScalar::NotFinite),
        }
    }

    fn serialize_f64(self, value: f64) -> Outcome {
        match Number::from_f64(value) {
            Some(number) => Ok(self.display(number)),
            None => Err(NoScalar::NotFinite),
        }
    }

    fn serialize_char(self, value: char) -> Outcome {
        Ok(self.display(value))
    }

    fn serialize_str(self, value: &str) -> Outcome {
        Ok(self.text(value))
    }

    fn serialize_bytes(self, _value: &[u8]) -> Outcome {
        Err(NoScalar::Compound)
    }

    fn serialize_none(self) -> Outcome {
        Ok(Presence::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Outcome {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Outcome {
        Ok(Presence::Absent)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Outcome {
        Ok(Presence::Absent)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Outcome {
        Ok(self.text(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Outcome {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Outcome {
        Err(NoScalar::Compound)
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<Self::SerializeSeq, NoScalar> {
        Err(NoScalar::Compound)
    }

    fn serialize_tuple(self, _length: usize) -> Result<Self::SerializeTuple, NoScalar> {
        Err(NoScalar::Compound)
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeTupleStruct, NoScalar> {
        Err(NoScalar::Compound)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeTupleVariant, NoScalar> {
        Err(NoScalar::Compound)
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Self::SerializeMap, NoScalar> {
        Err(NoScalar::Compound)
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeStruct, NoScalar> {
        Err(NoScalar::Compound)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeStructVariant, NoScalar> {
        Err(NoScalar::Compound)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Outcome {
        Ok(self.display(value))
    }
}
