//! The document's schemas as constant data, and the rules that a value breaks.
//!
//! The generated types enforce the shape of a value, so this table is read only after they
//! refused one, to say what is wrong with it, and for rules that types do not have (bounds,
//! lengths, patterns). It refuses to produce values: reading is [`crate::Input`]'s matter.
//!
//! All of it is built by struct literals, so that a schema can be a `static` that refers to
//! other statics, itself included.

mod base64;
mod check;
mod constant;
mod duplicates;
mod equal;
mod format;
mod leaves;
mod number;
mod object;
mod pattern;

pub(crate) use base64::decode as decode_base64;
pub use check::check;
pub use constant::Constant;
#[cfg(feature = "multipart")]
pub(crate) use duplicates::push_step;
pub(crate) use duplicates::read_value;
pub use format::Format;
pub(crate) use leaves::{Leaves, Members};
#[cfg(feature = "look-around")]
pub use openapi_pattern as look_around;
pub use pattern::Pattern;

/// What a value must be.
#[derive(Clone, Copy, Debug)]
pub enum Schema {
    /// Anything.
    Any,
    /// Nothing: no value keeps it.
    Never,
    /// What the other schema says; the way to name a component, recursion included.
    Ref(&'static Self),
    /// `null`, or what the other schema says.
    Nullable(&'static Self),
    /// `true` or `false`.
    Boolean,
    /// A whole number; where there is no bound, the end of an `i64` is one.
    Integer(Numbers),
    /// A number.
    Number(Numbers),
    /// A text.
    String(Text),
    /// One of these texts.
    Enum(&'static [&'static str]),
    /// One of these values.
    Values(&'static [Constant]),
    /// A list.
    Array(Array),
    /// Members with names.
    Object(Object),
    /// All of these at once.
    AllOf(&'static [&'static Self]),
    /// At least one of these.
    AnyOf(&'static [&'static Self]),
    /// Exactly one of these.
    OneOf(&'static [&'static Self]),
    /// The one of these that a member names.
    Tagged(Tagged),
    /// Not this.
    Not(&'static Self),
}

/// The rules of a number.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    /// The lower bound.
    pub minimum: Bound,
    /// The upper bound.
    pub maximum: Bound,
    /// It must be a whole multiple of this.
    pub multiple_of: Option<Value>,
}

/// An end of a range.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// No end.
    None,
    /// The value itself is allowed.
    Inclusive(Value),
    /// The value itself is not allowed.
    Exclusive(Value),
}

/// A number of the document.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// A whole number, exact.
    Integer(i128),
    /// Any other.
    Float(f64),
}

/// The rules of a text; lengths count Unicode scalar values.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// The least length.
    pub min_length: u64,
    /// The greatest length.
    pub max_length: Option<u64>,
    /// What it must match.
    pub pattern: Option<&'static Pattern>,
    /// What it must be the text of.
    pub format: Option<Format>,
}

/// The rules of a list.
#[derive(Clone, Copy, Debug)]
pub struct Array {
    /// What each item must be.
    pub items: &'static Schema,
    /// The least number of items.
    pub min_items: u64,
    /// The greatest number of items.
    pub max_items: Option<u64>,
    /// Whether two items may be equal.
    pub items_are: Items,
}

/// Objects of several kinds, each of which says which it is (`discriminator`).
#[derive(Clone, Copy, Debug)]
pub struct Tagged {
    /// The member that says so.
    pub property: &'static str,
    /// What it may say, and what the object must be then.
    pub branches: &'static [(&'static str, &'static Schema)],
}

/// Whether the items of a list may be equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Items {
    /// They may.
    Free,
    /// They may not (`uniqueItems`).
    Unique,
}

/// The rules of an object.
#[derive(Clone, Copy, Debug)]
pub struct Object {
    /// The members that the document knows.
    pub properties: &'static [Property],
    /// Members that must be there without being described here.
    pub also_required: &'static [&'static str],
    /// The others.
    pub additional: Additional,
    /// The least number of members.
    pub min_properties: u64,
    /// The greatest number of members.
    pub max_properties: Option<u64>,
}

/// A documented member.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// Whether it may be left out.
    pub presence: Presence,
    /// What its value must be.
    pub schema: &'static Schema,
}

/// Whether something may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must be there.
    Required,
    /// It may be left out.
    Optional,
}

/// Members that the document does not know.
#[derive(Clone, Copy, Debug)]
pub enum Additional {
    /// Let through.
    Allowed,
    /// Refused (`additionalProperties: false`).
    Refused,
    /// Let through when they are this.
    Schema(&'static Schema),
}

impl Schema {
    /// A text without rules.
    pub const STRING: Self = Self::String(Text::ANY);
    /// A whole number without rules.
    pub const INTEGER: Self = Self::Integer(Numbers::ANY);
    /// A number without rules.
    pub const NUMBER: Self = Self::Number(Numbers::ANY);

    /// The schema behind all references.
    pub(crate) fn behind_references(&self) -> &Self {
        let mut schema = self;
        while let Self::Ref(inner) = schema {
            schema = inner;
        }
        schema
    }
}

impl Numbers {
    /// No rules.
    pub const ANY: Self = Self {
        minimum: Bound::None,
        maximum: Bound::None,
        multiple_of: None,
    };

    /// The rules of a whole number, with the bounds of the type that holds it.
    fn held(&self) -> Self {
        let or = |bound, end: i64| match bound {
            Bound::None => Bound::Inclusive(Value::Integer(end.into())),
            bound => bound,
        };
        Self {
            minimum: or(self.minimum, i64::MIN),
            maximum: or(self.maximum, i64::MAX),
            multiple_of: self.multiple_of,
        }
    }
}

impl Text {
    /// No rules.
    pub const ANY: Self = Self {
        min_length: 0,
        max_length: None,
        pattern: None,
        format: None,
    };

    /// Whether each text keeps the rules.
    pub(crate) fn is_free(&self) -> bool {
        self.min_length == 0
            && self.max_length.is_none()
            && self.pattern.is_none()
            && self.format.is_none()
    }
}

impl Array {
    /// A list of anything.
    pub const ANY: Self = Self {
        items: &Schema::Any,
        min_items: 0,
        max_items: None,
        items_are: Items::Free,
    };
}

impl Object {
    /// Any members.
    pub const ANY: Self = Self {
        properties: &[],
        also_required: &[],
        additional: Additional::Allowed,
        min_properties: 0,
        max_properties: None,
    };
}
