//! The body of a request: what the document says of it, and what came.

mod form;
mod media;
#[cfg(feature = "multipart")]
pub(crate) mod multipart;
#[cfg(feature = "multipart")]
pub(crate) mod parts;
#[cfg(feature = "stream")]
mod stream;

pub(crate) use form::value as form_value;
pub(crate) use media::choose;
#[cfg(any(feature = "multipart", feature = "stream"))]
pub(crate) use media::is_of;
#[cfg(feature = "stream")]
pub use stream::BodyTooLarge;
#[cfg(feature = "stream")]
pub(crate) use stream::limited;

use crate::parameter::{Explode, Style};
use crate::schema::{Presence, Schema};

/// What a body is in one media type.
#[derive(Clone, Copy, Debug)]
pub struct Content {
    /// In lower case; may be ranges such as `image/*`.
    pub media_types: &'static [&'static str],
    /// How it is read.
    pub kind: ContentKind,
    /// What its value must be.
    pub schema: &'static Schema,
    /// Whether the type says all that the schema says.
    pub rules: Rules,
    /// How the properties of a form are written, or parts, that are not written as usual.
    pub properties: &'static [PropertyEncoding],
}

/// How a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentKind {
    /// One JSON value.
    Json,
    /// Pairs, as from a form of a web page.
    Form,
    /// A text in UTF-8.
    Text,
    /// Parts, each with a name.
    #[cfg(feature = "multipart")]
    Multipart,
    /// Bytes as they come.
    #[cfg(feature = "stream")]
    Bytes,
}

/// Who enforces the rules of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// The type: the schema is only asked why it refused a value.
    Typed,
    /// The type and the schema.
    Checked,
}

/// How a property of a form, or a part, is written.
#[derive(Clone, Copy, Debug)]
pub struct PropertyEncoding {
    /// Its name.
    pub name: &'static str,
    /// As for a parameter of the query. In parts the default changes nothing: lists are repeated
    /// parts, objects are JSON.
    pub style: Style,
    /// As for a parameter of the query.
    pub explode: Explode,
    /// Of a part: in lower case, may be ranges such as `image/*`; empty: it may be anything.
    pub media_types: &'static [&'static str],
    /// Of a part: its headers.
    pub headers: &'static [PartHeader],
}

impl PropertyEncoding {
    /// As usual.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            style: Style::Form,
            explode: Explode::Yes,
            media_types: &[],
            headers: &[],
        }
    }
}

/// A header of a part: a scalar, or a list of them with commas between.
#[derive(Clone, Copy, Debug)]
pub struct PartHeader {
    /// Its name, in any case.
    pub name: &'static str,
    /// Whether it may be left out where the part is there.
    pub presence: Presence,
    /// What its value must be.
    pub schema: &'static Schema,
}

impl Content {
    /// With rules beyond its type, and all properties written as usual.
    pub const fn new(
        media_types: &'static [&'static str],
        kind: ContentKind,
        schema: &'static Schema,
    ) -> Self {
        Self {
            media_types,
            kind,
            schema,
            rules: Rules::Checked,
            properties: &[],
        }
    }

    /// Without rules beyond its type.
    #[must_use]
    pub const fn typed(self) -> Self {
        Self {
            rules: Rules::Typed,
            ..self
        }
    }
}
