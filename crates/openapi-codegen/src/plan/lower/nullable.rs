//! Whether `null` keeps a schema.

use std::cell::Cell;

use openapi_model::{Kind, Schema, SchemaId, Schemas};

/// References that are followed; the reader allows no more, and circles end there.
const DEEPEST: usize = 32;

/// What is known of components, so that each is asked once.
#[derive(Debug)]
pub(super) struct Nulls {
    /// By the index of the schema.
    known: Vec<Cell<Option<bool>>>,
}

impl Nulls {
    pub(super) fn of(schemas: &Schemas) -> Self {
        Self {
            known: vec![Cell::new(None); schemas.len()],
        }
    }

    pub(super) fn allows(&self, schemas: &Schemas, schema: &Schema) -> bool {
        self.inner(schemas, schema, 0)
    }

    fn component(&self, schemas: &Schemas, id: SchemaId, depth: usize) -> bool {
        let Some(known) = self.known.get(id.0) else {
            return false;
        };
        if let Some(allows) = known.get() {
            return allows;
        }
        // For whoever comes back here on the way.
        known.set(Some(false));
        let allows = self.inner(schemas, &schemas.get(id).schema, depth);
        known.set(Some(allows));
        allows
    }

    fn inner(&self, schemas: &Schemas, schema: &Schema, depth: usize) -> bool {
        if schema.nullable {
            return true;
        }
        if depth > DEEPEST || schema.values.is_some() {
            return false;
        }
        let inner = |schema: &Schema| self.inner(schemas, schema, depth + 1);
        match &schema.kind {
            Kind::Ref(id) => self.component(schemas, *id, depth + 1),
            Kind::AllOf(parts) => parts
                .iter()
                .all(|part| matches!(part.kind, Kind::Any) || inner(part)),
            Kind::OneOf(choice) | Kind::AnyOf(choice) => choice.branches.iter().any(inner),
            Kind::Any
            | Kind::Never
            | Kind::Boolean
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::String(_)
            | Kind::Array(_)
            | Kind::Object(_)
            | Kind::Not(_) => false,
        }
    }
}
