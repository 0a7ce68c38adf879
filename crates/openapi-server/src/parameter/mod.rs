//! Parameters: from the text of a path, a query, a header or a cookie to a value of a generated
//! type.
//!
//! Text has no types, so it is first turned into the JSON value that the schema lets one guess
//! ([`guess`]), by the rules of the parameter's style ([`split`]). Where a text can mean several
//! values, the first that keeps the whole schema is taken. Plain texts and numbers, nearly all
//! parameters, go a shorter way.

mod guess;
mod query;
mod split;

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde::de::value::{Error as TextError, StrDeserializer};
use serde_json::Value;

#[cfg(feature = "multipart")]
pub(crate) use guess::scalar;
pub(crate) use guess::{Prefer, Tree};
pub(crate) use query::{Pairs, decoded, unescaped};
use split::Source;
#[cfg(feature = "multipart")]
pub(crate) use split::alternating;
pub(crate) use split::{brackets, cookies};

use crate::call::Call;
use crate::schema::{Leaves, Presence, Schema, check};
use crate::violations::Violations;

/// A parameter of the document.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Where it is.
    pub location: Location,
    /// Its name, as the document has it.
    pub name: &'static str,
    /// Whether it may be left out. A path parameter never may.
    pub presence: Presence,
    /// How a value becomes text.
    pub encoding: Encoding,
    /// What its value must be.
    pub schema: &'static Schema,
    /// What absence means, as JSON.
    pub default: Option<&'static str>,
    /// Of an object whose members are pairs of the query themselves: the names of pairs that
    /// belong to other parameters.
    pub others: &'static [&'static str],
}

/// Where a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path: the parameters of a path are counted from 0.
    Path(usize),
    /// In the query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// How a value becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// By a style, with or without `explode`.
    Style(Style, Explode),
    /// As JSON.
    Json,
    /// The value is the text itself.
    Text,
}

/// A style of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;name=a;name=b`
    Matrix,
    /// `name=a&name=b`
    Form,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a|b`
    PipeDelimited,
    /// `name[a]=b`
    DeepObject,
}

/// Whether items and members stand for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explode {
    /// They do: `name=a&name=b`.
    Yes,
    /// They do not: `name=a,b`.
    No,
}

/// Why a parameter is not read: the first rule that its text breaks is known already.
pub(crate) struct Unread;

impl Parameter {
    /// A required parameter without a default, in a plain style of its location.
    pub const fn new(location: Location, name: &'static str, schema: &'static Schema) -> Self {
        let encoding = match location {
            Location::Path(_) | Location::Header => Encoding::Style(Style::Simple, Explode::No),
            Location::Query | Location::Cookie => Encoding::Style(Style::Form, Explode::Yes),
        };
        Self {
            location,
            name,
            presence: Presence::Required,
            encoding,
            schema,
            default: None,
            others: &[],
        }
    }

    /// The same, which may be left out.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self {
            presence: Presence::Optional,
            ..self
        }
    }

    /// Where it is, for a list of broken rules.
    pub(crate) fn pointer(&self) -> String {
        let location = match self.location {
            Location::Path(_) => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        format!("/{location}/{}", self.name)
    }

    /// The value, or none where it is absent and may be.
    pub(crate) fn read<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<Option<T>, Unread> {
        if let Location::Path(at) = self.location
            && self.is_plain()
            && let Some(raw) = call.plain_segment(at)
        {
            return self.single(Cow::Borrowed(raw)).map(Some);
        }
        let source = Source::find(self, call).map_err(|_| Unread)?;
        if source.is_absent() {
            return self.absent();
        }
        if self.is_plain()
            && let Some(text) = source.only_text()
        {
            return self.single(text).map(Some);
        }
        for value in self.readings(&source) {
            let mut broken = Violations::new();
            check(&value, self.schema, "", &mut broken);
            if broken.is_empty()
                && let Ok(value) = serde_json::from_value(value)
            {
                return Ok(Some(value));
            }
        }
        Err(Unread)
    }

    /// The rules that it breaks, with more effort than [`Self::read`] makes for good ones.
    #[cold]
    pub(crate) fn explain(&self, call: Call<'_>, broken: &mut Violations) {
        let pointer = self.pointer();
        let source = match Source::find(self, call) {
            Ok(source) => source,
            Err(rule) => return broken.push(pointer, rule),
        };
        if source.is_absent() {
            if self.presence == Presence::Required && self.default.is_none() {
                broken.push(pointer, "expected to be present");
            }
            return;
        }
        let mut first: Option<Violations> = None;
        for value in self.readings(&source) {
            let mut found = Violations::new();
            check(&value, self.schema, &pointer, &mut found);
            if found.is_empty() {
                return;
            }
            first.get_or_insert(found);
        }
        match first {
            Some(found) => broken.extend(found),
            None => broken.push(pointer, source.expected()),
        }
    }

    fn absent<T: DeserializeOwned>(&self) -> Result<Option<T>, Unread> {
        match (self.default, self.presence) {
            (Some(text), _) => serde_json::from_str(text).map(Some).map_err(|_| Unread),
            (None, Presence::Optional) => Ok(None),
            (None, Presence::Required) => Err(Unread),
        }
    }

    /// Whether its value is one text that needs no guessing.
    fn is_plain(&self) -> bool {
        let is_bare = matches!(
            self.encoding,
            Encoding::Style(Style::Simple | Style::Form, _)
        );
        is_bare
            && matches!(
                self.schema.behind_references(),
                Schema::String(_)
                    | Schema::Enum(_)
                    | Schema::Integer(_)
                    | Schema::Number(_)
                    | Schema::Boolean
            )
    }

    /// A plain parameter from its decoded text.
    fn single<T: DeserializeOwned>(&self, text: Cow<'_, str>) -> Result<T, Unread> {
        let schema = self.schema.behind_references();
        let is_free = matches!(schema, Schema::String(rules) if rules.is_free());
        // The usual case stays cheap. Types that take no bare text are read like all others.
        if is_free && let Ok(value) = T::deserialize(StrDeserializer::<TextError>::new(&text)) {
            return Ok(value);
        }
        let value = match schema {
            Schema::String(_) | Schema::Enum(_) => Value::String(text.into_owned()),
            _ => guess::literal(text),
        };
        if !is_free {
            let mut broken = Violations::new();
            check(&value, schema, "", &mut broken);
            if !broken.is_empty() {
                return Err(Unread);
            }
        }
        serde_json::from_value(value).map_err(|_| Unread)
    }

    /// The values that the text can mean, the most likely first; none where it has not even the
    /// form of one.
    fn readings(&self, source: &Source<'_>) -> Vec<Value> {
        let leaves = Leaves::of(self.schema);
        let mut values = Vec::new();
        for tree in source.trees(&leaves) {
            for prefer in [Prefer::Types, Prefer::Texts] {
                let value = tree.value(&leaves, prefer);
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        }
        values
    }
}

#[cfg(test)]
mod tests;
