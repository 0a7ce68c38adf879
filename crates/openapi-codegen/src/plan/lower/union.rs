//! Values of one of several types, as enums.
//!
//! Each branch is combined with what stands beside the choice. Variants are named after
//! components, titles, the value that tells them, or their type.

use std::collections::HashMap;

use openapi_model::{Kind, Schema};
use serde_json::Value;

use super::choice::{MOST_COMBINED, real_branches};
use super::flat::{Flat, OpenChoice, Part, Quantity, essential, token};
use super::object::Members;
use super::{Lowering, Spot, scalar};
use crate::plan::names::{Scope, variant_name};
use crate::plan::ty::{Direction, Ty};
use crate::plan::{Shape, Tag, Union, UnionVariant};

/// Longer names are not made of the names of branches.
const MOST_IN_NAME: usize = 3;

/// Types that are the same wherever they stand.
const SCALARS: [Ty; 11] = [
    Ty::Json,
    Ty::Bool,
    Ty::I32,
    Ty::I64,
    Ty::U64,
    Ty::F64,
    Ty::String,
    Ty::Uuid,
    Ty::Date,
    Ty::DateTime,
    Ty::Base64,
];

impl<'a> Lowering<'a> {
    /// An enum of the branches, each combined with what stands beside the choice.
    pub(super) fn union(
        &mut self,
        open: &OpenChoice<'a>,
        rest: &Flat<'a>,
        spot: &mut Spot,
    ) -> Shape {
        let branches: Vec<(usize, &'a Schema)> = real_branches(open).collect();
        let beside: Vec<Part<'a>> = rest
            .objects
            .iter()
            .map(|(part, _)| part.clone())
            .chain(rest.choices.iter().map(|open| open.part.clone()))
            .collect();
        if let ([(_, schema)], None) = (branches.as_slice(), &open.choice.discriminator) {
            let mut parts = beside;
            parts.push(open.part.beside(schema));
            let parts = essential(parts);
            return if self.pay(1) {
                self.shape(&parts, spot)
            } else {
                Shape::Alias(self.too_much(schema.span))
            };
        }
        if branches.is_empty() || !beside.is_empty() && branches.len() > MOST_COMBINED {
            return Shape::Alias(self.too_much(open.part.schema.span));
        }
        let members = Members::of(rest);
        let home = self.inside(spot);
        let (mut variants, mut scope) = (Vec::<UnionVariant>::new(), Scope::without([]));
        let (mut found, mut of_branch) = (HashMap::<Ty, usize>::new(), HashMap::new());
        for (at, schema) in branches {
            let wanted = self.branch_name(schema, spot.direction);
            let step = wanted
                .clone()
                .unwrap_or_else(|| format!("Variant{}", at + 1));
            let place = home.step(&step, branch_pointer(open, at));
            let branch = Part {
                home: place.clone(),
                ..open.part.beside(schema)
            };
            let alone =
                beside.is_empty() || rest.choices.is_empty() && self.covers(&branch, &members);
            let ty = if alone {
                self.lower(schema, &place, spot.direction)
            } else {
                let mut parts = beside.clone();
                parts.push(branch);
                self.lower_parts(parts, &place, spot.direction)
            };
            let next = variants.len();
            let variant = *found.entry(ty.clone()).or_insert(next);
            of_branch.insert(at, variant);
            if variant == next {
                let name = wanted.unwrap_or_else(|| type_word(&ty, step));
                variants.push(UnionVariant {
                    name: scope.take(variant_name(&name)),
                    ty,
                });
            }
        }
        let tag = open.choice.discriminator.as_ref().map(|discriminator| {
            let values = discriminator.values.iter();
            let values =
                values.filter_map(|(value, at)| Some((value.clone(), *of_branch.get(at)?)));
            Tag {
                property: discriminator.property.clone(),
                values: values.collect(),
            }
        });
        match variants.as_slice() {
            [UnionVariant { ty, .. }] if tag.is_none() => Shape::Alias(ty.clone()),
            all if tag.is_none() && all.iter().any(|variant| variant.ty == Ty::Json) => {
                Shape::Alias(Ty::Json)
            }
            _ => Shape::Union(Union { variants, tag }),
        }
    }

    /// Whether a branch alone has all that stands beside its choice.
    fn covers(&mut self, branch: &Part<'a>, members: &Members<'a>) -> bool {
        let flat = self.flatten(std::slice::from_ref(branch), None);
        let own = Members::of(&flat);
        flat.is_object()
            && members
                .list
                .iter()
                .all(|member| own.get(member.name).is_some())
    }

    /// The name of a branch: its component, its title, or the one value that tells it.
    fn branch_name(&self, schema: &Schema, direction: Direction) -> Option<String> {
        if let Kind::Ref(id) = &schema.kind {
            return Some(self.component_name(*id, direction));
        }
        let title = Some(&schema.title).filter(|title| !title.trim().is_empty());
        let properties = if let Kind::Object(object) = &schema.kind {
            object.properties.as_slice()
        } else {
            &[]
        };
        let only = properties
            .iter()
            .filter(|property| property.required)
            .find_map(|property| {
                match self.api.schemas.resolve(&property.schema).values.as_deref() {
                    Some([Value::String(value)]) => Some(value),
                    _ => None,
                }
            });
        title.or(only).map(|name| variant_name(name.as_str()))
    }

    /// What a choice is made of, where it is the same wherever it stands.
    pub(super) fn choice_identity(&self, schema: &Schema) -> Option<(Vec<usize>, Option<String>)> {
        let (choice, mark) = match &schema.kind {
            Kind::OneOf(choice) => (choice, 1),
            Kind::AnyOf(choice) => (choice, 3),
            Kind::Any
            | Kind::Never
            | Kind::Ref(_)
            | Kind::Boolean
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::String(_)
            | Kind::Array(_)
            | Kind::Object(_)
            | Kind::AllOf(_)
            | Kind::Not(_) => return None,
        };
        if choice.discriminator.is_some() || schema.values.is_some() || choice.branches.len() < 2 {
            return None;
        }
        let mut identity = vec![mark];
        let mut words = Vec::new();
        for branch in &choice.branches {
            let (token, word) = if let Kind::Ref(id) = &branch.kind {
                (token(branch), self.component_name(*id, Direction::Answer))
            } else {
                let ty = scalar::plain(&branch.kind).filter(|_| branch.values.is_none())?;
                (
                    2 * SCALARS.iter().position(|other| *other == ty)?,
                    type_word(&ty, String::new()),
                )
            };
            identity.push(token);
            words.push(word);
        }
        let is_short = words.len() <= MOST_IN_NAME;
        Some((identity, is_short.then(|| words.join("Or"))))
    }
}

fn branch_pointer(open: &OpenChoice<'_>, at: usize) -> String {
    match open.quantity {
        Quantity::One => format!("/oneOf/{at}"),
        Quantity::Any => format!("/anyOf/{at}"),
    }
}

/// A variant named after its type.
fn type_word(ty: &Ty, otherwise: String) -> String {
    let word = match ty {
        Ty::Bool => "Boolean",
        Ty::I32 | Ty::I64 | Ty::U64 => "Integer",
        Ty::F64 => "Number",
        Ty::String => "String",
        Ty::Uuid => "Uuid",
        Ty::Date => "Date",
        Ty::DateTime => "DateTime",
        Ty::Base64 => "Bytes",
        Ty::Vec(_) => "Array",
        Ty::Map(_) => "Map",
        Ty::Json => "Value",
        Ty::Named(_) | Ty::Stream | Ty::File | Ty::Option(_) | Ty::Box(_) => return otherwise,
    };
    word.to_owned()
}
