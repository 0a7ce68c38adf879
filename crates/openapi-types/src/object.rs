//! How a JSON object becomes a struct, member by member.
//!
//! [`object!`](crate::object!) implements `Deserialize` for a struct. serde's derive would do it
//! too, but makes a type for the names of each struct, a second reader for arrays and a wrapper
//! for each member that is not read as usual: for large documents that was most of the time that
//! their types took to compile. It is also stricter: absent and `null` are two things, and an
//! array is no object, whoever reads.
//!
//! It refuses a member that comes twice. Members without a field are skipped, or kept in a map.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, IgnoredAny, Visitor};
/// What [`object!`](crate::object!) names, so that its users need not depend on serde.
pub use serde::{Deserialize, Deserializer, de::MapAccess};

/// Implements `Deserialize` for a struct: each field with the name of its member, `required` or
/// `optional`.
///
/// The field of an optional member is an `Option`, `None` when it is absent; `null` is an error
/// unless the type inside takes it. Last comes, behind `..`, a field for all other members, if
/// there is one: a `BTreeMap`.
///
/// ```
/// use std::collections::BTreeMap;
///
/// struct Order {
///     id: u32,
///     note: Option<Option<String>>,
///     others: BTreeMap<String, bool>,
/// }
///
/// openapi_types::object!(Order {
///     required id: "id",
///     optional note: "the-note",
///     .. others
/// });
///
/// let read = |text: &str| openapi_types::json::from_slice::<Order>(text.as_bytes());
/// assert_eq!(read(r#"{"id":1}"#)?.note, None);
/// assert_eq!(read(r#"{"id":1,"the-note":null}"#)?.note, Some(None));
/// assert_eq!(read(r#"{"id":1,"paid":true}"#)?.others["paid"], true);
/// assert!(read("{}").is_err());
/// assert!(read(r#"{"id":null}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! object {
    ($name:ident { $($how:ident $field:ident: $member:literal,)* $(.. $others:ident)? }) => {
        impl<'de> $crate::object::Object<'de> for $name {
            fn read<A: $crate::object::MapAccess<'de>>(
                members: &mut $crate::object::Members<'de, A>,
            ) -> Result<Self, A::Error> {
                $(let mut $field = None;)*
                $(let mut $others = std::collections::BTreeMap::new();)?
                while members.advance() {
                    $(if members.take($member, &mut $field) {
                        continue;
                    })*
                    $(if members.keep(&mut $others) {
                        continue;
                    })?
                    members.skip();
                }
                members.end()?;
                Ok(Self {
                    $($field: $crate::object!(@$how $field $member),)*
                    $($others,)?
                })
            }
        }

        impl<'de> $crate::object::Deserialize<'de> for $name {
            fn deserialize<D: $crate::object::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::object::deserialize(deserializer)
            }
        }
    };
    (@required $field:ident $member:literal) => {
        $crate::object::required($field, $member)?
    };
    (@optional $field:ident $member:literal) => {
        $field
    };
}

/// A struct that is read from an object; [`object!`](crate::object!) implements it.
pub trait Object<'de>: Sized {
    /// Reads all members.
    ///
    /// # Errors
    /// A member is missing, there twice, or not what it should be.
    fn read<A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Result<Self, A::Error>;
}

/// The members of an object, one after the other. The first error ends it; [`Members::end`] gives
/// it.
#[derive(Debug)]
pub struct Members<'de, A: MapAccess<'de>> {
    inner: A,
    name: Cow<'de, str>,
    error: Option<A::Error>,
}

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// Goes to the next member; false when there is none.
    #[inline]
    pub fn advance(&mut self) -> bool {
        if self.error.is_some() {
            return false;
        }
        match self.inner.next_key() {
            Ok(Some(Name(name))) => {
                self.name = name;
                true
            }
            Ok(None) => false,
            Err(error) => {
                self.error = Some(error);
                false
            }
        }
    }

    /// Reads the value if the member has this name, and says whether it has.
    #[inline]
    pub fn take<T: Deserialize<'de>>(&mut self, name: &'static str, slot: &mut Option<T>) -> bool {
        if self.name != name {
            return false;
        }
        let read = if slot.is_some() {
            Err(A::Error::duplicate_field(name))
        } else {
            self.inner.next_value()
        };
        match read {
            Ok(value) => *slot = Some(value),
            Err(error) => self.error = Some(error),
        }
        true
    }

    /// Reads the value of a member without a field of its own.
    /// That is every member, so it is always true.
    pub fn keep<T: Deserialize<'de>>(&mut self, others: &mut BTreeMap<String, T>) -> bool {
        match self.inner.next_value() {
            Ok(value) => {
                others.insert(std::mem::take(&mut self.name).into_owned(), value);
            }
            Err(error) => self.error = Some(error),
        }
        true
    }

    /// Passes over a member that means nothing here.
    pub fn skip(&mut self) {
        if let Err(error) = self.inner.next_value::<IgnoredAny>() {
            self.error = Some(error);
        }
    }

    /// Whether all members were read.
    ///
    /// # Errors
    /// What ended it.
    #[inline]
    pub fn end(&mut self) -> Result<(), A::Error> {
        self.error.take().map_or(Ok(()), Err)
    }
}

/// The value of a member that must be there.
///
/// # Errors
/// It is not.
pub fn required<T, E: Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
    slot.ok_or_else(|| E::missing_field(name))
}

/// Reads an object.
///
/// # Errors
/// It is no object, or [`Object::read`] fails.
pub fn deserialize<'de, T: Object<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(Reader(PhantomData))
}

struct Reader<T>(PhantomData<T>);

impl<'de, T: Object<'de>> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, inner: A) -> Result<T, A::Error> {
        let name = Cow::Borrowed("");
        T::read(&mut Members {
            inner,
            name,
            error: None,
        })
    }
}

/// A name that is borrowed from the input where it stands there as it is.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameReader)
    }
}

struct NameReader;

impl<'de> Visitor<'de> for NameReader {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }

    fn visit_string<E: Error>(self, name: String) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name)))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::option_option, reason = "absent and null are two things")]

    use std::collections::BTreeMap;

    use crate::json::{from_slice, from_value};

    #[derive(Debug, Default, PartialEq)]
    struct Node {
        id: u8,
        r#type: Option<String>,
        state: Option<bool>,
        next: Option<Option<Box<Self>>>,
    }

    crate::object!(Node {
        required id: "id",
        optional r#type: "type",
        required state: "the state",
        optional next: "next",
    });

    #[derive(Debug, Default, PartialEq)]
    struct Open {
        id: Option<u8>,
        others: BTreeMap<String, Vec<u8>>,
    }

    crate::object!(Open { optional id: "id", .. others });

    #[derive(Debug, Default, PartialEq)]
    struct Nothing {}

    crate::object!(Nothing {});

    /// From text and from a tree, which lend their names in different ways.
    fn check<T>(text: &str, expected: &Result<T, &str>)
    where
        T: serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        let value = serde_json::from_str(text).unwrap_or_default();
        for read in [from_slice::<T>(text.as_bytes()), from_value(&value)] {
            match (read, expected) {
                (Ok(read), Ok(expected)) => assert_eq!(read, *expected, "{text}"),
                (Err(error), Err(expected)) => {
                    assert!(error.to_string().starts_with(expected), "{text}: {error}");
                }
                (read, expected) => panic!("{text}: {read:?} instead of {expected:?}"),
            }
        }
    }

    #[test]
    fn members_become_fields() {
        let nobody = || {
            Ok(Node {
                id: 1,
                state: None,
                ..Node::default()
            })
        };
        check(r#"{"id":1,"the state":null}"#, &nobody());
        check(
            r#"{"the state":null,"x":[{"id":2}],"\u0069d":1}"#,
            &nobody(),
        );
        let inner = r#"{"id":2,"type":"a","the state":true}"#;
        let outer = format!(r#"{{"next":{inner},"id":1,"the state":null}}"#);
        let next = Node {
            id: 2,
            r#type: Some("a".to_owned()),
            state: Some(true),
            next: None,
        };
        let expected = Node {
            id: 1,
            next: Some(Some(Box::new(next))),
            ..Node::default()
        };
        check(&outer, &Ok(expected));
        let expected = Node {
            id: 1,
            next: Some(None),
            ..Node::default()
        };
        check(r#"{"id":1,"the state":null,"next":null}"#, &Ok(expected));
        let others = BTreeMap::from([("a b".to_owned(), vec![1]), (String::new(), vec![])]);
        check(
            r#"{"a b":[1],"id":3,"":[]}"#,
            &Ok(Open {
                id: Some(3),
                others,
            }),
        );
        check(r#"{"a":1}"#, &Ok(Nothing {}));
    }

    #[test]
    fn what_is_no_such_object() {
        let wrong = |text: &str, expected: &str| check::<Node>(text, &Err(expected));
        wrong("{}", "missing field `id`");
        wrong(r#"{"id":1}"#, "missing field `the state`");
        wrong(r#"{"id":null,"the state":true}"#, "invalid type: null");
        wrong(
            r#"{"id":1,"type":null,"the state":true}"#,
            "invalid type: null",
        );
        wrong(
            r#"{"id":300,"the state":true}"#,
            "invalid value: integer `300`",
        );
        wrong(
            r#"[1,"a",true,null]"#,
            "invalid type: sequence, expected an object",
        );
        wrong("1", "invalid type: integer `1`, expected an object");
        wrong("null", "invalid type: null, expected an object");
        wrong(
            r#"{"next":{"id":1},"id":1,"the state":null}"#,
            "missing field `the state`",
        );
        check::<Open>(r#"{"a":["b"]}"#, &Err("invalid type: string"));
        check::<Nothing>("[]", &Err("invalid type: sequence, expected an object"));
        let twice = from_slice::<Node>(br#"{"id":1,"id":1,"the state":true}"#);
        assert!(
            twice
                .unwrap_err()
                .to_string()
                .starts_with("duplicate field `id`")
        );
        let cut = from_slice::<Node>(br#"{"id":1,"the state":true,"x":"#);
        assert!(cut.unwrap_err().is_eof());
    }
}
