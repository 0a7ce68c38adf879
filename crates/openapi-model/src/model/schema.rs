//! Schemas as plain data: what a value may be, as a small closed algebra.
//!
//! Every keyword of the document ends up in exactly one place here. Where a schema of the
//! document says several things at once (`type: object` beside `oneOf`), it is an
//! [`Kind::AllOf`] of the parts; where `allOf` has one part and nothing beside it but words, it
//! is that part with those words. `type: [string, "null"]` is [`Schema::nullable`], and other
//! lists of types are a [`Kind::AnyOf`].

use openapi_source::Span;
use regex::Regex;
use serde_json::{Number, Value};

use super::LookAround;

/// A schema of [`Schemas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub usize);

/// Every schema that has a name: the components, sorted by name, then whatever else a `$ref`
/// leads to, in the order it was met.
#[derive(Debug, Clone)]
pub struct Schemas {
    list: Vec<NamedSchema>,
    nothing: NamedSchema,
}

/// A schema that can be referred to.
#[derive(Debug, Clone)]
pub struct NamedSchema {
    /// The key under `components/schemas`, or the last telling part of the pointer or file.
    pub name: String,
    pub place: Place,
    pub schema: Schema,
}

/// Where something stands in the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// As people write it: `#/components/schemas/Pet`, or `pets.yaml#/Pet` in another file.
    pub pointer: String,
    /// The key that leads to it, for findings.
    pub span: Span,
}

/// What a value may be.
#[derive(Debug, Clone)]
pub struct Schema {
    /// For findings.
    pub span: Span,
    pub title: String,
    pub description: String,
    pub deprecated: bool,
    /// `null` is allowed too, whatever [`Self::kind`] and [`Self::values`] say. Of a
    /// [`Kind::Ref`] that has it: here, or in what it refers to.
    pub nullable: bool,
    pub access: Access,
    /// Keeps the schema: one that does not was warned of and left out.
    pub default: Option<Value>,
    /// `enum` or `const`: never `null` (see [`Self::nullable`]), each value once and one that
    /// [`Self::kind`] allows; not empty.
    pub values: Option<Vec<Value>>,
    pub kind: Kind,
}

/// In which direction a property travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    #[default]
    Both,
    /// `readOnly`: in answers only.
    ReadOnly,
    /// `writeOnly`: in requests only.
    WriteOnly,
}

#[derive(Debug, Clone)]
pub enum Kind {
    /// Any JSON value.
    Any,
    /// No value at all.
    Never,
    Ref(SchemaId),
    Boolean,
    Integer(Numbers),
    Number(Numbers),
    String(Text),
    Array(Array),
    Object(Object),
    /// All at once; at least two.
    AllOf(Vec<Schema>),
    /// Exactly one; at least one branch.
    OneOf(Choice),
    /// One or more; at least one branch.
    AnyOf(Choice),
    Not(Box<Schema>),
}

/// The rules of a number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numbers {
    /// As written; unknown ones mean nothing.
    pub format: Option<String>,
    pub range: Bounds<Number>,
    /// Above zero.
    pub multiple_of: Option<Number>,
}

/// The rules of a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    /// As written; unknown ones mean nothing.
    pub format: Option<String>,
    /// In Unicode scalar values.
    pub length: Bounds<u64>,
    pub pattern: Option<Pattern>,
}

/// A `pattern` that can be matched in linear time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// As the document has it.
    pub source: String,
    pub matcher: Matcher,
}

/// What matches as a [`Pattern`] does; anywhere in a text, unless it says more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matcher {
    /// In the syntax of the crate `regex`.
    Regex(String),
    LookAround(LookAround),
}

impl Matcher {
    /// Whether some part of the text matches; a regular expression is compiled for it.
    pub fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Regex(regex) => Regex::new(regex).is_ok_and(|regex| regex.is_match(text)),
            Self::LookAround(looks) => looks.is_match(text),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Array {
    pub items: Box<Schema>,
    pub length: Bounds<u64>,
    pub unique: bool,
}

#[derive(Debug, Clone)]
pub struct Object {
    /// In document order, each name once.
    pub properties: Vec<Property>,
    /// Names of `required` that are not among the properties.
    pub also_required: Vec<String>,
    pub additional: Additional,
    pub size: Bounds<u64>,
}

#[derive(Debug, Clone)]
pub struct Property {
    pub name: String,
    pub required: bool,
    pub schema: Schema,
    /// `x-error-code: true`
    pub error_code: bool,
    /// `x-error-message: true`
    pub error_message: bool,
}

/// `additionalProperties`.
#[derive(Debug, Clone)]
pub enum Additional {
    /// The document says nothing: others are let through and not looked at.
    Unsaid,
    /// `true` or `{}`: others belong to the value.
    Any,
    /// `false`.
    Forbidden,
    Typed(Box<Schema>),
}

/// The branches of `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub struct Choice {
    pub branches: Vec<Schema>,
    pub discriminator: Option<Discriminator>,
}

/// The property that tells which branch a value is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    pub property: String,
    /// Every value with the index of its branch: explicit ones in document order, then the
    /// implicit names of branches without one. All branches are references to objects.
    pub values: Vec<(String, usize)>,
}

/// A range whose ends may be missing or excluded.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounds<T> {
    pub minimum: Option<T>,
    pub maximum: Option<T>,
    pub exclusive_minimum: bool,
    pub exclusive_maximum: bool,
}

impl<T> Default for Bounds<T> {
    fn default() -> Self {
        Self {
            minimum: None,
            maximum: None,
            exclusive_minimum: false,
            exclusive_maximum: false,
        }
    }
}

impl Schema {
    /// A schema that says `kind` and nothing else.
    pub fn of(kind: Kind, span: Span) -> Self {
        Self {
            span,
            title: String::new(),
            description: String::new(),
            deprecated: false,
            nullable: false,
            access: Access::Both,
            default: None,
            values: None,
            kind,
        }
    }
}

impl Schemas {
    pub fn new(list: Vec<NamedSchema>) -> Self {
        let nothing = NamedSchema {
            name: String::new(),
            place: Place::default(),
            schema: Schema::of(Kind::Any, Span::default()),
        };
        Self { list, nothing }
    }

    /// Adds a schema and gives it the next id.
    pub(crate) fn push(&mut self, named: NamedSchema) -> SchemaId {
        self.list.push(named);
        SchemaId(self.list.len() - 1)
    }

    pub(crate) fn get_mut(&mut self, id: SchemaId) -> Option<&mut NamedSchema> {
        self.list.get_mut(id.0)
    }

    /// The schema of an id; an id of another document is anything at all.
    pub fn get(&self, id: SchemaId) -> &NamedSchema {
        self.list.get(id.0).unwrap_or(&self.nothing)
    }

    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &NamedSchema)> {
        self.list
            .iter()
            .enumerate()
            .map(|(at, named)| (SchemaId(at), named))
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Follows references until something else is reached. Chains of references end: the reader
    /// has refused circles.
    pub fn resolve<'a>(&'a self, schema: &'a Schema) -> &'a Schema {
        let mut current = schema;
        for _ in 0..=self.list.len() {
            match &current.kind {
                Kind::Ref(id) => current = &self.get(*id).schema,
                Kind::Any
                | Kind::Never
                | Kind::Boolean
                | Kind::Integer(_)
                | Kind::Number(_)
                | Kind::String(_)
                | Kind::Array(_)
                | Kind::Object(_)
                | Kind::AllOf(_)
                | Kind::OneOf(_)
                | Kind::AnyOf(_)
                | Kind::Not(_) => break,
            }
        }
        current
    }
}
