//! What sorts of values a schema lets through, as far as encodings depend on it.

use crate::model::{Choice, Kind, Object, Schema, Schemas};

/// Sorts of values. Whatever is not known for sure is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "it is a set of sorts")]
pub(super) struct Allows {
    pub(super) object: bool,
    pub(super) array: bool,
    pub(super) text: bool,
    /// Numbers and booleans.
    pub(super) other: bool,
}

impl Allows {
    const NOTHING: Self = Self {
        object: false,
        array: false,
        text: false,
        other: false,
    };
    const ANYTHING: Self = Self {
        object: true,
        array: true,
        text: true,
        other: true,
    };

    /// Whether only JSON (or the like) can hold it: no text is a value of it.
    pub(super) fn is_structured(self) -> bool {
        !self.text && (self.object || self.array || self.other)
    }

    fn or(self, other: Self) -> Self {
        Self {
            object: self.object || other.object,
            array: self.array || other.array,
            text: self.text || other.text,
            other: self.other || other.other,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            object: self.object && other.object,
            array: self.array && other.array,
            text: self.text && other.text,
            other: self.other && other.other,
        }
    }
}

/// Looks at a bounded number of schemas, so that recursive ones cost no more than others.
pub(super) fn allows(schemas: &Schemas, schema: &Schema) -> Allows {
    let mut steps = 500;
    walk(schemas, schema, &mut steps, 0)
}

fn walk(schemas: &Schemas, schema: &Schema, steps: &mut usize, depth: usize) -> Allows {
    if *steps == 0 || depth > 32 {
        return Allows::ANYTHING;
    }
    *steps -= 1;
    let mut inner = |part: &Schema| walk(schemas, part, steps, depth + 1);
    match &schema.kind {
        Kind::Any | Kind::Not(_) => Allows::ANYTHING,
        Kind::Never => Allows::NOTHING,
        Kind::Ref(id) => inner(&schemas.get(*id).schema),
        Kind::Boolean | Kind::Integer(_) | Kind::Number(_) => Allows {
            other: true,
            ..Allows::NOTHING
        },
        Kind::String(_) => Allows {
            text: true,
            ..Allows::NOTHING
        },
        Kind::Array(_) => Allows {
            array: true,
            ..Allows::NOTHING
        },
        Kind::Object(_) => Allows {
            object: true,
            ..Allows::NOTHING
        },
        Kind::AllOf(parts) => parts.iter().map(inner).fold(Allows::ANYTHING, Allows::and),
        Kind::OneOf(Choice { branches, .. }) | Kind::AnyOf(Choice { branches, .. }) => {
            branches.iter().map(inner).fold(Allows::NOTHING, Allows::or)
        }
    }
}

/// The object that a schema is, behind references.
pub(super) fn object_of<'s>(schemas: &'s Schemas, schema: &'s Schema) -> Option<&'s Object> {
    match &schemas.resolve(schema).kind {
        Kind::Object(object) => Some(object),
        Kind::Any
        | Kind::Never
        | Kind::Ref(_)
        | Kind::Boolean
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::String(_)
        | Kind::Array(_)
        | Kind::AllOf(_)
        | Kind::OneOf(_)
        | Kind::AnyOf(_)
        | Kind::Not(_) => None,
    }
}
