//! The way down: elements, members and the content of variants, each read strictly again.
//!
//! These only wrap what the reader offers; the kinds are checked in the visitors.

use super::deserializer::Strict;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

/// The elements of an array.
pub(super) struct Elements<A>(pub(super) A);

/// The members of an object.
pub(super) struct Members<A>(pub(super) A);

/// An object with one member, whose key names a variant and whose value is its content.
pub(super) struct WrittenVariant<A>(pub(super) A);

/// A seed that reads strictly.
struct Deep<S>(S);

/// The content of a tuple variant; read strictly as any other seed.
struct ArrayContent<V> {
    len: usize,
    visitor: V,
}

/// The content of a struct variant; read strictly as any other seed.
struct ObjectContent<V> {
    fields: &'static [&'static str],
    visitor: V,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Deep<S> {
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        self.0.deserialize(Strict(inner))
    }
}

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for ArrayContent<V> {
    type Value = V::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        inner.deserialize_tuple(self.len, self.visitor)
    }
}

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for ObjectContent<V> {
    type Value = V::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        inner.deserialize_struct("", self.fields, self.visitor)
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Elements<A> {
    type Error = A::Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Self::Error> {
        self.0.next_element_seed(Deep(seed))
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<A> {
    type Error = A::Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Self::Error> {
        self.0.next_key_seed(Deep(seed))
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Self::Error> {
        self.0.next_value_seed(Deep(seed))
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for WrittenVariant<A> {
    type Error = A::Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(
        mut self,
        seed: S,
    ) -> Result<(S::Value, Self), Self::Error> {
        match self.0.next_key_seed(seed)? {
            Some(name) => Ok((name, self)),
            None => Err(Self::Error::invalid_value(Unexpected::Map, &ONE_MEMBER)),
        }
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for WrittenVariant<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), Self::Error> {
        Err(Self::Error::invalid_type(Unexpected::Map, &"a string"))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        mut self,
        seed: S,
    ) -> Result<S::Value, Self::Error> {
        let content = self.0.next_value_seed(Deep(seed))?;
        match self.0.next_key::<IgnoredAny>()? {
            None => Ok(content),
            Some(_) => Err(Self::Error::invalid_value(Unexpected::Map, &ONE_MEMBER)),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.newtype_variant_seed(ArrayContent { len, visitor })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.newtype_variant_seed(ObjectContent { fields, visitor })
    }
}

/// What an object that names a variant must be.
const ONE_MEMBER: &str = "an object with one member";
