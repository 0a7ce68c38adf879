//! Schemas that hold all at once, taken apart: references followed, `allOf` opened.

use std::collections::HashSet;

use openapi_model::{Additional, Choice, Kind, Object, Schema, SchemaId};
use serde_json::Value;

use super::{Home, Lowering};
use crate::plan::access::address;

/// A schema with the place that its inner types are named after.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) schema: &'a Schema,
    pub(super) home: Home,
    /// It stands in the type that is made, not in a component that this refers to.
    pub(super) own: bool,
    /// The component that is just this schema.
    pub(super) via: Option<SchemaId>,
}

/// Which of the values that a choice allows are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantity {
    One,
    Any,
}

#[derive(Debug, Clone)]
pub(super) struct OpenChoice<'a> {
    pub(super) part: Part<'a>,
    pub(super) choice: &'a Choice,
    pub(super) quantity: Quantity,
}

/// Everything that holds, by what it is.
#[derive(Debug, Default)]
pub(super) struct Flat<'a> {
    pub(super) values: Vec<(Part<'a>, &'a [Value])>,
    /// Scalars and arrays.
    pub(super) leaves: Vec<Part<'a>>,
    pub(super) objects: Vec<(Part<'a>, &'a Object)>,
    pub(super) choices: Vec<OpenChoice<'a>>,
    /// There were more schemas than can be looked at.
    pub(super) cut: bool,
}

impl<'a> Part<'a> {
    /// A schema of the type that is made.
    pub(super) fn own(schema: &'a Schema, home: &Home) -> Self {
        Self {
            schema,
            home: home.clone(),
            own: true,
            via: None,
        }
    }

    /// Another schema at the same place.
    pub(super) fn beside(&self, schema: &'a Schema) -> Self {
        Self {
            schema,
            home: self.home.clone(),
            own: self.own,
            via: None,
        }
    }
}

impl Flat<'_> {
    /// There is nothing but objects.
    pub(super) fn is_object(&self) -> bool {
        !self.cut
            && !self.objects.is_empty()
            && self.values.is_empty()
            && self.leaves.is_empty()
            && self.choices.is_empty()
    }

    /// It asks for members, and says nothing about any.
    pub(super) fn only_constrains(&self) -> bool {
        !self.cut
            && self.values.is_empty()
            && self.leaves.is_empty()
            && self.choices.is_empty()
            && self.objects.iter().all(|(_, object)| {
                object
                    .properties
                    .iter()
                    .all(|property| matches!(property.schema.kind, Kind::Any | Kind::Not(_)))
                    && !matches!(object.additional, Additional::Typed(_))
            })
    }
}

/// The schemas that hold with this one, where it is an `allOf`.
fn opened(schema: &Schema) -> Option<&[Schema]> {
    if let Kind::AllOf(parts) = &schema.kind {
        Some(parts)
    } else {
        None
    }
}

fn says_nothing(schema: &Schema) -> bool {
    schema.values.is_none() && matches!(schema.kind, Kind::Any | Kind::Not(_))
}

/// What tells a schema apart: a reference is what it refers to.
pub(super) fn token(schema: &Schema) -> usize {
    // Odd, as no address is.
    if let Kind::Ref(id) = &schema.kind {
        id.0 * 2 + 1
    } else {
        address(schema)
    }
}

/// `type: object` alone.
fn is_bare_object(schema: &Schema) -> bool {
    let Kind::Object(object) = &schema.kind else {
        return false;
    };
    let silent = matches!(object.additional, Additional::Unsaid | Additional::Any);
    silent && object.properties.is_empty() && object.also_required.is_empty()
}

/// The parts without those that change nothing, `allOf` opened, references as they are.
pub(super) fn essential(parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    let mut out = Vec::new();
    let mut open: Vec<Part<'_>> = parts.into_iter().rev().collect();
    let mut seen = HashSet::new();
    while let Some(part) = open.pop() {
        if let (Some(inner), None) = (opened(part.schema), &part.schema.values) {
            open.extend(inner.iter().rev().map(|schema| part.beside(schema)));
            continue;
        }
        if !says_nothing(part.schema) && seen.insert(token(part.schema)) {
            out.push(part);
        }
    }
    if out.len() > 1 && !out.iter().all(|part| is_bare_object(part.schema)) {
        out.retain(|part| !is_bare_object(part.schema));
    }
    out
}

impl<'a> Lowering<'a> {
    /// Takes everything apart. `component` is not entered again: what refers to it from inside of
    /// its own choices says nothing new.
    pub(super) fn flatten(&mut self, parts: &[Part<'a>], component: Option<SchemaId>) -> Flat<'a> {
        let mut flat = Flat::default();
        let mut seen: HashSet<SchemaId> = component.into_iter().collect();
        let mut nodes = HashSet::new();
        let mut open: Vec<Part<'a>> = parts.iter().rev().cloned().collect();
        while let Some(part) = open.pop() {
            if !self.pay(1) {
                flat.cut = true;
                break;
            }
            if let Kind::Ref(id) = &part.schema.kind {
                if seen.insert(*id) {
                    let schema = &self.api.schemas.get(*id).schema;
                    open.push(Part {
                        schema,
                        home: Home::component(*id),
                        own: false,
                        via: Some(*id),
                    });
                }
                continue;
            }
            if !nodes.insert(address(part.schema)) {
                continue;
            }
            if let Some(values) = &part.schema.values {
                flat.values.push((part.clone(), values));
            }
            match &part.schema.kind {
                Kind::AllOf(inner) => {
                    open.extend(inner.iter().rev().map(|schema| part.beside(schema)));
                }
                Kind::Object(object) => {
                    flat.cut |= !self.pay(object.properties.len());
                    flat.objects.push((part, object));
                }
                Kind::OneOf(choice) => {
                    flat.choices.push(OpenChoice {
                        part,
                        choice,
                        quantity: Quantity::One,
                    });
                }
                Kind::AnyOf(choice) => {
                    flat.choices.push(OpenChoice {
                        part,
                        choice,
                        quantity: Quantity::Any,
                    });
                }
                Kind::Any | Kind::Not(_) | Kind::Ref(_) => {}
                Kind::Never
                | Kind::Boolean
                | Kind::Integer(_)
                | Kind::Number(_)
                | Kind::String(_)
                | Kind::Array(_) => flat.leaves.push(part),
            }
        }
        flat.choices.retain(|open| {
            // One of its branches holds already.
            let branches = open.choice.branches.iter();
            !branches
                .map(|branch| &branch.kind)
                .any(|kind| matches!(kind, Kind::Ref(id) if seen.contains(id)))
        });
        flat
    }
}
