//! What can only be said of a schema when everything it refers to was read: which branch a
//! discriminator means, whether a default keeps the schema, which part says nothing more.

use std::collections::{HashMap, HashSet};

use openapi_source::{Diagnostic, Span};

use super::discriminator::Raw;
use super::fits::fits;
use super::types::Type;
use crate::codes;
use crate::model::{
    Additional, Bounds, Choice, Kind, Numbers, Object, Schema, SchemaId, Schemas, Text,
};
use crate::read::Reader;

/// How far [`implies`] looks.
const MAX_PARTS: usize = 1_000;

/// Where the defaults of schemas stand, by the span of the schema.
pub(in crate::read) type Unfinished = HashMap<Span, Span>;

/// What discriminators say, by the span of their choice.
pub(in crate::read) type Discriminators = HashMap<Span, Raw>;

impl Reader<'_> {
    pub(super) fn finish_named(&mut self, id: SchemaId) {
        let Some(named) = self.schemas.get_mut(id) else {
            return;
        };
        let nothing = Schema::of(Kind::Any, named.schema.span);
        let mut schema = std::mem::replace(&mut named.schema, nothing);
        self.finish_tree(&mut schema);
        if let Some(named) = self.schemas.get_mut(id) {
            named.schema = schema;
        }
    }

    pub(super) fn finish(&mut self, schema: &mut Schema) {
        self.finish_tree(schema);
    }

    fn finish_tree(&mut self, schema: &mut Schema) {
        let span = schema.span;
        match &mut schema.kind {
            Kind::Array(array) => self.finish_tree(&mut array.items),
            Kind::Object(object) => {
                for property in &mut object.properties {
                    self.finish_tree(&mut property.schema);
                }
                if let Additional::Typed(values) = &mut object.additional {
                    self.finish_tree(values);
                }
            }
            Kind::AllOf(parts) => {
                for part in parts.iter_mut() {
                    self.finish_tree(part);
                }
                self.drop_implied(parts);
            }
            Kind::OneOf(choice) | Kind::AnyOf(choice) => self.finish_choice(span, choice),
            Kind::Not(refused) => self.finish_tree(refused),
            Kind::Any
            | Kind::Never
            | Kind::Ref(_)
            | Kind::Boolean
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::String(_) => {}
        }
        if let Kind::AllOf(parts) = &mut schema.kind
            && parts.len() == 1
            && let Some(part) = parts.pop()
        {
            schema.nullable |= part.nullable;
            schema.values = part.values;
            schema.kind = part.kind;
        }
        self.check_default(schema);
    }

    fn finish_choice(&mut self, span: Span, choice: &mut Choice) {
        for branch in &mut choice.branches {
            self.finish_tree(branch);
        }
        self.discriminate(span, choice);
    }

    /// `type: object` beside `allOf: [{$ref: …}]` of an object says nothing more.
    fn drop_implied(&self, parts: &mut Vec<Schema>) {
        let bare = parts.iter().position(|part| bare_type(part).is_some());
        let Some(at) = bare else { return };
        let Some(found) = parts.get(at).and_then(bare_type) else {
            return;
        };
        let mut others = parts.iter().enumerate().filter(|(other, _)| *other != at);
        if others.any(|(_, part)| implies(&self.schemas, part, found)) {
            parts.remove(at);
        }
    }

    fn check_default(&mut self, schema: &mut Schema) {
        let Some(default) = &schema.default else {
            return;
        };
        let Err(misfit) = fits(&self.schemas, schema, default) else {
            return;
        };
        if let Some(place) = self.default_places.get(&schema.span).copied() {
            let message = format!("the default breaks its schema: {}", misfit.rule);
            self.push(
                Diagnostic::warning(codes::ODD, place, message)
                    .label("left out")
                    .help("write a value that the schema allows"),
            );
        }
        schema.default = None;
    }
}

/// The type of a schema that says nothing but its type.
fn bare_type(schema: &Schema) -> Option<Type> {
    let (found, bare) = match &schema.kind {
        Kind::Object(object) => (Type::Object, is_bare(object)),
        Kind::String(text) => (Type::String, *text == Text::default()),
        Kind::Integer(rules) => (Type::Integer, *rules == Numbers::default()),
        Kind::Number(rules) => (Type::Number, *rules == Numbers::default()),
        Kind::Boolean => (Type::Boolean, true),
        Kind::Any
        | Kind::Never
        | Kind::Ref(_)
        | Kind::Array(_)
        | Kind::AllOf(_)
        | Kind::OneOf(_)
        | Kind::AnyOf(_)
        | Kind::Not(_) => return None,
    };
    (bare && schema.values.is_none()).then_some(found)
}

fn is_bare(object: &Object) -> bool {
    object.properties.is_empty()
        && object.also_required.is_empty()
        && object.size == Bounds::default()
        && matches!(object.additional, Additional::Unsaid)
}

/// Whether every value of a schema (null apart) is of a type; no where it would take long to say.
pub(super) fn implies(schemas: &Schemas, schema: &Schema, wanted: Type) -> bool {
    let mut seen = HashSet::new();
    let mut effort = MAX_PARTS;
    implied(schemas, schema, wanted, &mut seen, &mut effort)
}

fn implied(
    schemas: &Schemas,
    schema: &Schema,
    wanted: Type,
    seen: &mut HashSet<SchemaId>,
    effort: &mut usize,
) -> bool {
    let Some(left) = effort.checked_sub(1) else {
        return false;
    };
    *effort = left;
    match &schema.kind {
        Kind::Ref(id) => {
            // Seen before: either it held, or the answer is no already.
            !seen.insert(*id) || implied(schemas, &schemas.get(*id).schema, wanted, seen, effort)
        }
        Kind::AllOf(parts) => parts.iter().any(|part| {
            let mut seen = seen.clone();
            implied(schemas, part, wanted, &mut seen, effort)
        }),
        Kind::OneOf(choice) | Kind::AnyOf(choice) => choice
            .branches
            .iter()
            .all(|branch| implied(schemas, branch, wanted, seen, effort)),
        Kind::Never => true,
        Kind::Boolean => wanted == Type::Boolean,
        Kind::Integer(_) => Type::Integer.is(wanted),
        Kind::Number(_) => wanted == Type::Number,
        Kind::String(_) => wanted == Type::String,
        Kind::Array(_) => wanted == Type::Array,
        Kind::Object(_) => wanted == Type::Object,
        Kind::Any | Kind::Not(_) => false,
    }
}
