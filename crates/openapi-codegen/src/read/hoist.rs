//! Inline schemas that need a type in Rust become components of their own.

use super::{Cursor, Reader};
use crate::model::{Kind, NamedSchema, Scalar, Schema};
use crate::names;

/// Where a schema is: what it would be called as a component, and how deep it is.
pub(super) struct Inside {
    pub(super) name: String,
    pub(super) depth: usize,
}

impl Inside {
    pub(super) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            depth: 0,
        }
    }

    pub(super) fn part(&self, name: &str) -> Self {
        Self {
            name: format!("{}{name}", self.name),
            depth: self.depth + 1,
        }
    }
}

impl<'a> Reader<'a> {
    /// A schema of an operation: a component as it is, a scalar as it is, and
    /// anything else as a new component called `name`.
    pub(super) fn operation_schema(&mut self, cursor: &Cursor<'a>, name: &str) -> Option<Schema> {
        let schema = self.schema_at(cursor, &Inside::named(name))?;
        self.not_null(cursor, &schema);
        let inline = match &schema.kind {
            Kind::Scalar(Scalar::String { values, .. }) => values.is_empty(),
            Kind::Ref(_) | Kind::Any | Kind::Scalar(_) => true,
            Kind::Array { .. } | Kind::Object { .. } => false,
        };
        if inline {
            return Some(schema);
        }
        Some(self.hoist(cursor, name, schema))
    }

    /// Like [`Self::operation_schema`], but only a component stays as it is.
    pub(super) fn named_schema(&mut self, cursor: &Cursor<'a>, name: &str) -> Option<Schema> {
        let schema = self.schema_at(cursor, &Inside::named(name))?;
        self.not_null(cursor, &schema);
        if matches!(schema.kind, Kind::Ref(_)) {
            return Some(schema);
        }
        Some(self.hoist(cursor, name, schema))
    }

    pub(super) fn not_null(&mut self, cursor: &Cursor<'a>, schema: &Schema) {
        if schema.nullable
            && let Some(place) = cursor.get("nullable")
        {
            self.unsupported(
                &place,
                "`null` in place of a whole body or parameter",
                "make it optional, or move the schema to `components/schemas`",
            );
        }
    }

    /// Makes a component of an inline schema. That `null` is allowed stays where it was said.
    pub(super) fn hoist(&mut self, cursor: &Cursor<'a>, name: &str, mut schema: Schema) -> Schema {
        let reference = Schema {
            kind: Kind::Ref(name.to_owned()),
            ..schema.clone()
        };
        schema.nullable = false;
        let type_name = names::type_name(name).unwrap_or_default();
        self.hoisted.push(NamedSchema {
            name: name.to_owned(),
            type_name,
            pointer: cursor.pointer.clone(),
            schema,
        });
        reference
    }

    /// A schema inside of another: what needs a type of its own becomes a component.
    pub(super) fn inner_schema(&mut self, cursor: &Cursor<'a>, inside: &Inside) -> Option<Schema> {
        let schema = self.schema_at(cursor, inside)?;
        Some(if needs_type(&schema) {
            self.hoist(cursor, &inside.name, schema)
        } else {
            schema
        })
    }
}

/// Whether Rust needs a struct or an enum for it.
pub(super) fn needs_type(schema: &Schema) -> bool {
    match &schema.kind {
        Kind::Object { properties, .. } => !properties.is_empty(),
        Kind::Scalar(Scalar::String { values, .. }) => !values.is_empty(),
        Kind::Any | Kind::Ref(_) | Kind::Scalar(_) | Kind::Array { .. } => false,
    }
}
