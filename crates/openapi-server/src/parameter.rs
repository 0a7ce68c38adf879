//! Parameters: from the text of a path, a query or a header to a value of a generated type.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as TextError, StrDeserializer};
use serde_json::Value;

use crate::route::Escapes;
use crate::schema::{Presence, Schema, check};
use crate::violations::{Broken, Violations};

/// A parameter of the document.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Where it is.
    pub location: Location,
    /// Its name, as the document has it.
    pub name: &'static str,
    /// Whether it may be left out. A path parameter never may.
    pub presence: Presence,
    /// What its value must be.
    pub schema: &'static Schema,
}

/// Where a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// A segment of the path.
    Path,
    /// A pair of the query.
    Query,
    /// A header.
    Header,
}

impl Parameter {
    fn pointer(&self) -> String {
        let location = match self.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
        };
        format!("/{location}/{}", self.name)
    }

    /// A path parameter from its raw segment.
    pub(crate) fn in_segment<T: DeserializeOwned>(
        &self,
        raw: &str,
        escapes: Escapes,
        broken: &mut Violations,
    ) -> Result<T, Broken> {
        if escapes == Escapes::Absent {
            return self.single(Cow::Borrowed(raw), broken);
        }
        match percent_decode_str(raw).decode_utf8() {
            Ok(text) => self.single(text, broken),
            Err(_) => self.refuse("expected UTF-8", broken),
        }
    }

    /// A query parameter from the raw query; none where it is absent.
    pub(crate) fn in_query<T: DeserializeOwned>(
        &self,
        raw: Option<&str>,
        broken: &mut Violations,
    ) -> Result<Option<T>, Broken> {
        let pairs = form_urlencoded::parse(raw.unwrap_or_default().as_bytes());
        let values: Vec<Cow<'_, str>> = pairs
            .filter(|(name, _)| name == self.name)
            .map(|(_, value)| value)
            .collect();
        self.optional(values, broken)
    }

    /// A header parameter from its values; none where it is absent.
    pub(crate) fn in_headers<T: DeserializeOwned>(
        &self,
        headers: &http::HeaderMap,
        broken: &mut Violations,
    ) -> Result<Option<T>, Broken> {
        let mut values = Vec::new();
        for value in headers.get_all(self.name) {
            match str::from_utf8(value.as_bytes()) {
                // A list is one header with commas, or several headers: the same to HTTP.
                Ok(text) if matches!(self.schema.plain(), Schema::Array(_)) => {
                    values.extend(text.split(',').map(|item| Cow::Borrowed(item.trim())));
                }
                Ok(text) => values.push(Cow::Borrowed(text)),
                Err(_) => return self.refuse("expected UTF-8", broken),
            }
        }
        self.optional(values, broken)
    }

    fn optional<T: DeserializeOwned>(
        &self,
        values: Vec<Cow<'_, str>>,
        broken: &mut Violations,
    ) -> Result<Option<T>, Broken> {
        match (values.is_empty(), self.presence) {
            (true, Presence::Optional) => Ok(None),
            (true, Presence::Required) => self.refuse("expected to be present", broken),
            (false, _) => self.several(values, broken).map(Some),
        }
    }

    fn several<T: DeserializeOwned>(
        &self,
        texts: Vec<Cow<'_, str>>,
        broken: &mut Violations,
    ) -> Result<T, Broken> {
        if let Schema::Array(array) = self.schema.plain() {
            let items = array.items.plain();
            return self.read(
                texts.into_iter().map(|text| scalar(text, items)).collect(),
                broken,
            );
        }
        match <[Cow<'_, str>; 1]>::try_from(texts) {
            Ok([text]) => self.single(text, broken),
            Err(_) => self.refuse("expected only once", broken),
        }
    }

    fn single<T: DeserializeOwned>(
        &self,
        text: Cow<'_, str>,
        broken: &mut Violations,
    ) -> Result<T, Broken> {
        // The usual case stays cheap. Types that take no bare text are read like all others.
        if self.is_free_text()
            && let Ok(value) = T::deserialize(StrDeserializer::<TextError>::new(&text))
        {
            return Ok(value);
        }
        let value = match self.schema.plain() {
            Schema::Array(array) => Value::Array(vec![scalar(text, array.items.plain())]),
            schema => scalar(text, schema),
        };
        self.read(value, broken)
    }

    fn read<T: DeserializeOwned>(
        &self,
        value: Value,
        broken: &mut Violations,
    ) -> Result<T, Broken> {
        let before = broken.len();
        if !self.is_free_text() {
            check(&value, self.schema, &self.pointer(), broken);
        }
        if broken.len() > before || broken.is_full() {
            return Err(Broken);
        }
        serde_json::from_value(value)
            .or_else(|_| self.refuse("expected a value of the documented type", broken))
    }

    /// Whether it is a text that has no rules to break.
    fn is_free_text(&self) -> bool {
        matches!(self.schema.plain(), Schema::String(rules) if rules.is_free())
    }

    #[cold]
    fn refuse<T>(&self, rule: &'static str, broken: &mut Violations) -> Result<T, Broken> {
        broken.push(self.pointer(), rule);
        Err(Broken)
    }
}

/// The JSON value that a text stands for. A text that is not of the type stays a text, and is
/// then refused by the schema.
fn scalar(text: Cow<'_, str>, schema: &Schema) -> Value {
    let read = match schema {
        Schema::Boolean | Schema::Integer(_) | Schema::Number(_) => {
            serde_json::from_str(&text).ok()
        }
        _ => None,
    };
    let read = read.filter(|value: &Value| value.is_boolean() || value.is_number());
    read.unwrap_or_else(|| Value::String(text.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Location, Parameter};
    use crate::route::Escapes;
    use crate::schema::{Presence, Schema};
    use crate::violations::Violations;
    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Wrapped(String);

    #[derive(Debug, Deserialize, PartialEq)]
    enum Size {
        Large,
    }

    fn check<T>(schema: &'static Schema, cases: &[(&str, Escapes, Option<T>)])
    where
        T: DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        let parameter = Parameter {
            location: Location::Path,
            name: "name",
            presence: Presence::Required,
            schema,
        };
        for (raw, escapes, expected) in cases {
            let mut broken = Violations::new();
            let value = parameter.in_segment::<T>(raw, *escapes, &mut broken).ok();
            assert_eq!(value, *expected, "{raw}");
            assert_eq!(broken.is_empty(), expected.is_some(), "{raw}");
        }
    }

    #[test]
    fn a_text_becomes_whatever_the_types_make_of_it() {
        use Escapes::{Absent, Possible};
        let text = |text: &str| Some(text.to_owned());
        check::<String>(
            &Schema::STRING,
            &[
                ("a", Absent, text("a")),
                ("a%20b%C3%BC", Possible, text("a b\u{fc}")),
                ("a", Possible, text("a")),
                ("%ff", Possible, None),
                ("1", Absent, text("1")),
            ],
        );
        let string = &Schema::STRING;
        check(string, &[("a", Absent, Some(Wrapped("a".to_owned())))]);
        check(string, &[("a", Absent, Some(text("a")))]);
        check(
            string,
            &[
                ("Large", Absent, Some(Size::Large)),
                ("Small", Absent, None),
            ],
        );
        check::<u8>(string, &[("7", Absent, None)]);
        check::<u8>(
            &Schema::INTEGER,
            &[("7", Absent, Some(7)), ("x", Absent, None)],
        );
    }
}
