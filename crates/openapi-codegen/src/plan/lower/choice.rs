//! What a set of schemas is in Rust, and `oneOf` and `anyOf` above all.
//!
//! A choice becomes the one type that all of its branches have, where there is one; a struct,
//! where any number of objects may hold at once; else a union.

use std::collections::HashSet;

use openapi_model::{Kind, Schema};
use openapi_source::Span;
use serde_json::Value;

use super::flat::{Flat, OpenChoice, Part, Quantity};
use super::object::Members;
use super::{Lowering, Spot, enumeration, scalar};
use crate::plan::Shape;
use crate::plan::ty::Ty;

/// More branches than this are not combined with what stands beside them.
pub(super) const MOST_COMBINED: usize = 64;

impl<'a> Lowering<'a> {
    /// What a value that keeps all parts is; the parts are essential.
    pub(super) fn shape(&mut self, parts: &[Part<'a>], spot: &mut Spot) -> Shape {
        let [part] = parts else {
            return self.combined(parts, spot);
        };
        if part.schema.values.is_some() {
            return self.combined(parts, spot);
        }
        match &part.schema.kind {
            Kind::Ref(id) => Shape::Alias(self.named(*id, spot.direction)),
            Kind::Array(array) => {
                let home = spot.home.item();
                let item = self.lower_nullable(&array.items, &home, spot.direction);
                Shape::Alias(Ty::Vec(Box::new(item)))
            }
            Kind::Object(_) | Kind::AllOf(_) | Kind::OneOf(_) | Kind::AnyOf(_) => {
                self.combined(parts, spot)
            }
            kind @ (Kind::Any
            | Kind::Never
            | Kind::Boolean
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::String(_)
            | Kind::Not(_)) => Shape::Alias(scalar::plain(kind).unwrap_or(Ty::Json)),
        }
    }

    /// Everything that is not one schema without a list of values.
    fn combined(&mut self, parts: &[Part<'a>], spot: &mut Spot) -> Shape {
        let Some(span) = parts.first().map(|part| part.schema.span) else {
            return Shape::Alias(Ty::Json);
        };
        let mut flat = self.flatten(parts, spot.component);
        if flat.cut {
            return Shape::Alias(self.too_much(span));
        }
        if let Some(shape) = self.listed(&flat, spot) {
            return shape;
        }
        if flat
            .leaves
            .iter()
            .any(|part| matches!(part.schema.kind, Kind::Never))
        {
            return Shape::Alias(Ty::Json);
        }
        match (flat.objects.is_empty(), flat.leaves.is_empty()) {
            (true, true) => match flat.choices.pop() {
                None => Shape::Alias(plain_values(&flat)),
                Some(open) => self.choice(&open, &flat, spot),
            },
            (true, false) => self.leaves(&flat.leaves, span, spot),
            (false, true) => self.objects(flat, spot),
            (false, false) => Shape::Alias(self.impossible(span)),
        }
    }

    /// The values that are allowed, where they are listed.
    fn listed(&mut self, flat: &Flat<'a>, spot: &mut Spot) -> Option<Shape> {
        let (first, rest) = flat.values.split_first()?;
        if let ([], Some(id)) = (rest, first.0.via) {
            return Some(Shape::Alias(self.named(id, spot.direction)));
        }
        let mut values: Vec<&Value> = first.1.iter().collect();
        for (_, others) in rest {
            let others: HashSet<String> = others.iter().map(Value::to_string).collect();
            values.retain(|value| others.contains(&value.to_string()));
        }
        let shape = enumeration::of(&values)?;
        self.claim(spot);
        Some(shape)
    }

    /// Scalars, or arrays.
    fn leaves(&mut self, leaves: &[Part<'a>], span: Span, spot: &mut Spot) -> Shape {
        if let Some(part) = scalar::narrowest(leaves) {
            let ty = match part.via {
                Some(id) if part.schema.values.is_none() => self.named(id, spot.direction),
                _ => scalar::plain(&part.schema.kind).unwrap_or(Ty::Json),
            };
            return Shape::Alias(ty);
        }
        let mut items = Vec::new();
        for part in leaves {
            let Kind::Array(array) = &part.schema.kind else {
                return Shape::Alias(self.impossible(span));
            };
            if !matches!(array.items.kind, Kind::Any) || leaves.len() == 1 {
                items.push((part, &*array.items));
            }
        }
        if let [(part, item)] = items.as_slice() {
            if let Some(id) = part.via {
                return Shape::Alias(self.named(id, spot.direction));
            }
            let home = if part.own {
                spot.home.item()
            } else {
                part.home.item()
            };
            let item = self.lower_nullable(item, &home, spot.direction);
            return Shape::Alias(Ty::Vec(Box::new(item)));
        }
        let home = spot.home.item();
        let parts = items
            .iter()
            .map(|(_, item)| Part::own(item, &home))
            .collect();
        let item = self.lower_parts(parts, &home, spot.direction);
        Shape::Alias(Ty::Vec(Box::new(item)))
    }

    /// Objects, with or without choices beside them.
    fn objects(&mut self, flat: Flat<'a>, spot: &mut Spot) -> Shape {
        let mut members = Members::of(&flat);
        let mut open = Vec::new();
        for choice in &flat.choices {
            let branches = self.branches(choice);
            if branches.iter().all(Flat::only_constrains) {
                continue;
            }
            let is_tagged = choice.choice.discriminator.is_some();
            let folds = choice.quantity == Quantity::Any || branches.len() > MOST_COMBINED;
            if folds && !is_tagged && branches.iter().all(Flat::is_object) {
                members.fold(branches.iter().map(Members::of).collect());
            } else {
                open.push(choice.clone());
            }
        }
        match open.pop() {
            None => self.object(&members, spot),
            Some(choice) => {
                let rest = Flat {
                    choices: open,
                    ..flat
                };
                self.union(&choice, &rest, spot)
            }
        }
    }

    /// The branches of a choice, each taken apart; those that are `null` only are none.
    fn branches(&mut self, open: &OpenChoice<'a>) -> Vec<Flat<'a>> {
        let parts: Vec<Part<'a>> = real_branches(open)
            .map(|(_, schema)| open.part.beside(schema))
            .collect();
        parts
            .iter()
            .map(|part| self.flatten(std::slice::from_ref(part), None))
            .collect()
    }

    /// A choice with no other objects and scalars beside it, but maybe other choices.
    fn choice(&mut self, open: &OpenChoice<'a>, rest: &Flat<'a>, spot: &mut Spot) -> Shape {
        if rest.choices.is_empty() && open.choice.discriminator.is_none() {
            if let Some(shape) = self.common(open, spot) {
                return shape;
            }
            if open.quantity == Quantity::Any && real_branches(open).nth(1).is_some() {
                let branches = self.branches(open);
                if branches.iter().all(Flat::is_object) {
                    let mut members = Members::default();
                    members.fold(branches.iter().map(Members::of).collect());
                    return self.object(&members, spot);
                }
            }
        }
        self.union(open, rest, spot)
    }

    /// The one type of all branches.
    fn common(&mut self, open: &OpenChoice<'a>, spot: &mut Spot) -> Option<Shape> {
        let branches: Vec<&'a Schema> = real_branches(open).map(|(_, schema)| schema).collect();
        let targets: Vec<&'a Schema> = branches
            .iter()
            .map(|schema| self.api.schemas.resolve(schema))
            .collect();
        if targets
            .iter()
            .any(|schema| matches!(schema.kind, Kind::Any) && schema.values.is_none())
        {
            return Some(Shape::Alias(Ty::Json));
        }
        let [first, rest @ ..] = branches.as_slice() else {
            return Some(Shape::Alias(Ty::Json));
        };
        let is_same = |other: &&Schema| matches!((&first.kind, &other.kind), (Kind::Ref(a), Kind::Ref(b)) if a == b);
        if rest.iter().all(is_same) {
            let home = spot.home.clone();
            return Some(Shape::Alias(self.lower(first, &home, spot.direction)));
        }
        let listed: Option<Vec<&[Value]>> = targets
            .iter()
            .map(|schema| schema.values.as_deref())
            .collect();
        if let Some(listed) = listed
            && let Some(shape) = enumeration::of(&listed.into_iter().flatten().collect::<Vec<_>>())
        {
            self.claim(spot);
            return Some(shape);
        }
        let kinds: Vec<&Kind> = targets.iter().map(|schema| &schema.kind).collect();
        scalar::widest(&kinds).map(Shape::Alias)
    }

    fn impossible(&mut self, span: Span) -> Ty {
        self.note(
            span,
            "the parts of this schema ask for different types",
            "give all parts of `allOf` one type",
        )
    }
}

/// The branches that are more than `null`, with their indices.
pub(super) fn real_branches<'a>(
    open: &OpenChoice<'a>,
) -> impl Iterator<Item = (usize, &'a Schema)> + use<'a> {
    let branches = open.choice.branches.iter().enumerate();
    branches.filter(|(_, schema)| !(schema.nullable && matches!(schema.kind, Kind::Never)))
}

/// The type of values that are listed without a type, and are no texts and no integers.
fn plain_values(flat: &Flat<'_>) -> Ty {
    let mut all = flat
        .values
        .iter()
        .flat_map(|(_, values)| *values)
        .peekable();
    if all.peek().is_none() {
        return Ty::Json;
    }
    if all.clone().all(Value::is_boolean) {
        return Ty::Bool;
    }
    if all.all(Value::is_number) {
        Ty::F64
    } else {
        Ty::Json
    }
}
