//! Schemas as plain data: what a value may be, in the words of the document.
//!
//! Only what the emitters can honour is here; the reader refuses the rest with
//! a located error.

/// A schema under `components/schemas`, or one that was hoisted to stand there.
#[derive(Debug)]
pub(crate) struct NamedSchema {
    /// The name in the document.
    pub(crate) name: String,
    /// The name in Rust.
    pub(crate) type_name: String,
    pub(crate) pointer: String,
    pub(crate) schema: Schema,
}

#[derive(Debug, Clone)]
pub(crate) struct Schema {
    pub(crate) description: String,
    pub(crate) nullable: bool,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// No `type`: any JSON value.
    Any,
    /// Another component, by its name in the document.
    Ref(String),
    Scalar(Scalar),
    Array {
        items: Box<Schema>,
        length: Bounds<u64>,
        unique: bool,
    },
    Object {
        /// In document order.
        properties: Vec<Property>,
        additional: Additional,
        size: Bounds<u64>,
    },
}

#[derive(Debug, Clone)]
pub(crate) enum Scalar {
    Boolean,
    Integer {
        format: Option<String>,
        range: Bounds<serde_json::Number>,
        multiple_of: Option<serde_json::Number>,
    },
    Number {
        format: Option<String>,
        range: Bounds<serde_json::Number>,
        multiple_of: Option<serde_json::Number>,
    },
    String {
        format: Option<String>,
        length: Bounds<u64>,
        pattern: Option<String>,
        /// Empty: no `enum`.
        values: Vec<String>,
    },
}

#[derive(Debug, Clone)]
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) schema: Schema,
    /// `x-error-code: true`
    pub(crate) error_code: bool,
    /// `x-error-message: true`
    pub(crate) error_message: bool,
}

/// `additionalProperties`.
#[derive(Debug, Clone)]
pub(crate) enum Additional {
    Allowed,
    Forbidden,
    Typed(Box<Schema>),
}

/// A range whose ends may be missing or excluded.
#[derive(Debug, Clone)]
pub(crate) struct Bounds<T> {
    pub(crate) minimum: Option<T>,
    pub(crate) maximum: Option<T>,
    pub(crate) exclusive_minimum: bool,
    pub(crate) exclusive_maximum: bool,
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
