//! From schemas to types.
//!
//! Every component becomes a type, and so does each inline schema that needs a name: a struct, an
//! enumeration, a union. Everything goes through [`Lowering::lower_parts`], which takes the schemas
//! that a value must keep all at once: one of them, or the parts of an `allOf`. What was lowered
//! before is known by where it is in memory, so that a property that many schemas inherit has one
//! type, and circles end. What has no better type is `serde_json::Value`, with a note.
//!
//! Effort is limited in proportion to the document: `allOf` and `oneOf` can be arranged so that
//! their products never end.

mod choice;
mod enumeration;
mod flat;
mod home;
mod multipart;
mod nullable;
mod object;
mod scalar;
mod union;

use std::collections::{HashMap, HashSet};

use openapi_model::{Api, Kind, Place, Schema, SchemaId, codes};
use openapi_source::{Diagnostic, Span};
use serde_json::Value;

use self::flat::{Part, essential};
pub(super) use self::home::Home;
use self::nullable::Nulls;
pub(crate) use self::scalar::integer;
use super::access::{Views, address};
use super::names::{PRELUDE, Scope, type_name};
use super::ty::{Direction, Ty, TypeId};
use super::{ErrorFields, Shape, Traits, TypeDef};

/// Types inside of types that are made from several schemas.
const DEEPEST: usize = 100;

/// Properties that any document may inherit.
const BASE_EFFORT: usize = 10_000;

/// How often the properties of a document may be inherited on average.
const EFFORT_PER_PROPERTY: usize = 20;

pub(super) struct Lowering<'a> {
    api: &'a Api,
    views: Views,
    nulls: Nulls,
    /// The types of a component in requests and in answers, by the index of the schema.
    components: Vec<[TypeId; 2]>,
    slots: Vec<Slot>,
    /// The names of types.
    pub(super) scope: Scope,
    /// What was lowered, by the addresses of its schemas.
    known: HashMap<Key, Ty>,
    depth: usize,
    effort: usize,
    noted: HashSet<Span>,
    findings: Vec<Diagnostic>,
}

/// A type that has a name and, in the end, a definition.
struct Slot {
    name: String,
    definition: Option<TypeDef>,
}

/// The schemas of a type, as [`Lowering::identity`] has them.
type Key = (Vec<usize>, Direction);

/// A type in the making: it gets its name when it turns out to need one.
struct Spot {
    home: Home,
    direction: Direction,
    key: Option<Key>,
    claimed: Option<TypeId>,
    /// The component that is being defined.
    component: Option<SchemaId>,
    /// What the choice of this type was made of suggests as a name.
    name: Option<String>,
    error: ErrorFields,
}

impl<'a> Lowering<'a> {
    /// Gives each component its name, in order, and then those that need a second one.
    pub(super) fn new(api: &'a Api) -> Self {
        let views = Views::of(api);
        let effort = BASE_EFFORT + EFFORT_PER_PROPERTY * views.properties;
        let mut lowering = Self {
            api,
            views,
            nulls: Nulls::of(&api.schemas),
            components: Vec::with_capacity(api.schemas.len()),
            slots: Vec::new(),
            scope: Scope::without(PRELUDE),
            known: HashMap::new(),
            depth: 0,
            effort,
            noted: HashSet::new(),
            findings: Vec::new(),
        };
        for (_, named) in api.schemas.iter() {
            let id = lowering.slot(type_name(&named.name));
            lowering.components.push([id; 2]);
        }
        for (id, _) in api.schemas.iter() {
            if lowering.has_two_types(id) {
                let name = format!("{}Request", lowering.component_name(id, Direction::Answer));
                let request = lowering.slot(name);
                if let Some(ids) = lowering.components.get_mut(id.0) {
                    ids[0] = request;
                }
            }
        }
        lowering
    }

    /// Defines the types of all components.
    pub(super) fn define_components(&mut self) {
        for (id, _) in self.api.schemas.iter() {
            if self.has_two_types(id) {
                self.define_component(id, Direction::Request);
                self.define_component(id, Direction::Answer);
            } else if self.views.differs(id) && self.views.is_used(id, Direction::Request) {
                self.define_component(id, Direction::Request);
            } else {
                self.define_component(id, Direction::Answer);
            }
        }
    }

    fn has_two_types(&self, id: SchemaId) -> bool {
        self.views.differs(id)
            && self.views.is_used(id, Direction::Request)
            && self.views.is_used(id, Direction::Answer)
    }

    fn define_component(&mut self, id: SchemaId, direction: Direction) {
        let named = self.api.schemas.get(id);
        let mut spot = Spot {
            home: Home::component(id),
            direction,
            key: None,
            claimed: self.component(id, direction),
            component: Some(id),
            name: None,
            error: ErrorFields::default(),
        };
        let parts = vec![Part::own(&named.schema, &spot.home)];
        let shape = self.shape(&essential(parts), &mut spot);
        if let Some(at) = spot.claimed {
            self.define(at, shape, spot.error, &named.schema, named.place.clone());
        }
    }

    fn component(&self, id: SchemaId, direction: Direction) -> Option<TypeId> {
        self.components.get(id.0).map(|ids| match direction {
            Direction::Request => ids[0],
            Direction::Answer => ids[1],
        })
    }

    fn component_name(&self, id: SchemaId, direction: Direction) -> String {
        let at = self.component(id, direction);
        let slot = at.and_then(|at| self.slots.get(at.0));
        slot.map(|slot| slot.name.clone()).unwrap_or_default()
    }

    fn named(&self, id: SchemaId, direction: Direction) -> Ty {
        self.component(id, direction).map_or(Ty::Json, Ty::Named)
    }

    /// A type that is called so, or nearly.
    fn slot(&mut self, wanted: String) -> TypeId {
        let name = self.scope.take(wanted);
        self.slots.push(Slot {
            name,
            definition: None,
        });
        TypeId(self.slots.len() - 1)
    }

    /// A type of another part of the plan, whose name was taken before.
    pub(super) fn add(
        &mut self,
        name: String,
        shape: Shape,
        schema: &Schema,
        place: Place,
    ) -> TypeId {
        self.slots.push(Slot {
            name,
            definition: None,
        });
        let at = TypeId(self.slots.len() - 1);
        self.define(at, shape, ErrorFields::default(), schema, place);
        at
    }

    fn define(
        &mut self,
        at: TypeId,
        shape: Shape,
        error: ErrorFields,
        schema: &Schema,
        place: Place,
    ) {
        let Some(slot) = self.slots.get_mut(at.0) else {
            return;
        };
        let words = [&schema.description, &schema.title];
        let description = words.into_iter().find(|text| !text.trim().is_empty());
        slot.definition = Some(TypeDef {
            name: slot.name.clone(),
            description: description.cloned().unwrap_or_default(),
            deprecated: schema.deprecated,
            place,
            shape,
            traits: Traits::default(),
            error,
        });
    }

    /// The types, with what has to be said about them.
    pub(super) fn finish(self) -> (Vec<TypeDef>, Vec<Diagnostic>) {
        let types = self.slots.into_iter().map(|slot| {
            // Every slot is defined by whoever asked for it.
            slot.definition.unwrap_or_else(|| TypeDef {
                name: slot.name,
                description: String::new(),
                deprecated: false,
                place: Place::default(),
                shape: Shape::Alias(Ty::Json),
                traits: Traits::default(),
                error: ErrorFields::default(),
            })
        });
        (types.collect(), self.findings)
    }

    /// The type of a schema; whether it can be `null` is [`Self::is_nullable`].
    pub(super) fn lower(&mut self, schema: &'a Schema, home: &Home, direction: Direction) -> Ty {
        self.lower_parts(vec![Part::own(schema, home)], home, direction)
    }

    /// The same, with the `Option` of a nullable value.
    pub(super) fn lower_nullable(
        &mut self,
        schema: &'a Schema,
        home: &Home,
        direction: Direction,
    ) -> Ty {
        let ty = self.lower(schema, home, direction);
        if ty != Ty::Json && self.is_nullable(schema) {
            Ty::Option(Box::new(ty))
        } else {
            ty
        }
    }

    /// The type of a value that keeps all of these schemas.
    fn lower_parts(&mut self, parts: Vec<Part<'a>>, home: &Home, direction: Direction) -> Ty {
        let parts = essential(parts);
        let Some(first) = parts.first() else {
            return Ty::Json;
        };
        if let ([part], None) = (parts.as_slice(), &first.schema.values) {
            if let Kind::Ref(id) = &part.schema.kind {
                return self.named(*id, direction);
            }
            if let Some(ty) = scalar::plain(&part.schema.kind) {
                return ty;
            }
        }
        let differs = parts
            .iter()
            .any(|part| self.views.node_differs(part.schema));
        let direction = if differs {
            direction
        } else {
            Direction::Answer
        };
        let (identity, name) = self.identity(&parts);
        let key = (identity, direction);
        if let Some(ty) = self.known.get(&key) {
            return ty.clone();
        }
        let (first, span) = (first.schema, first.schema.span);
        if self.depth >= DEEPEST || !self.pay(1) {
            return self.too_much(span);
        }
        let words = parts
            .iter()
            .map(|part| part.schema)
            .rfind(|schema| !schema.description.is_empty());
        let words = words.unwrap_or(first);
        let place = Place {
            pointer: home.pointer(self),
            span,
        };
        let mut spot = Spot {
            home: home.clone(),
            direction,
            key: Some(key.clone()),
            claimed: None,
            component: None,
            name,
            error: ErrorFields::default(),
        };
        self.depth += 1;
        let shape = self.shape(&parts, &mut spot);
        self.depth -= 1;
        let ty = match (shape, spot.claimed) {
            (Shape::Alias(ty), None) => ty,
            (shape, _) => {
                let at = self.claim(&mut spot);
                self.define(at, shape, spot.error, words, place);
                Ty::Named(at)
            }
        };
        self.known.insert(key, ty.clone());
        ty
    }

    /// Gives a type its name, now that it is known to need one.
    fn claim(&mut self, spot: &mut Spot) -> TypeId {
        if let Some(at) = spot.claimed {
            return at;
        }
        let wanted = spot
            .name
            .clone()
            .unwrap_or_else(|| spot.home.name(self, spot.direction));
        let at = self.slot(wanted);
        spot.claimed = Some(at);
        if let Some(key) = &spot.key {
            // Whoever meets these schemas inside of themselves finds the type.
            self.known.insert(key.clone(), Ty::Named(at));
        }
        at
    }

    /// Where the inner types of a type stand, by the name that it has got.
    fn inside(&mut self, spot: &mut Spot) -> Home {
        if spot.component.is_some() {
            return spot.home.clone();
        }
        let at = self.claim(spot);
        let name = self
            .slots
            .get(at.0)
            .map(|slot| slot.name.clone())
            .unwrap_or_default();
        Home::root(name, spot.home.pointer(self))
    }

    /// What tells schemas apart, and a name where it is not their place that gives one.
    fn identity(&self, parts: &[Part<'a>]) -> (Vec<usize>, Option<String>) {
        if let [part] = parts
            && let Some(found) = self.choice_identity(part.schema)
        {
            return found;
        }
        (
            parts.iter().map(|part| address(part.schema)).collect(),
            None,
        )
    }

    /// Uses up effort; false: there is none left.
    fn pay(&mut self, cost: usize) -> bool {
        let enough = self.effort >= cost;
        self.effort = self.effort.saturating_sub(cost);
        enough
    }

    fn too_much(&mut self, span: Span) -> Ty {
        self.note(
            span,
            "the combinations of this schema are too many for a type",
            "split it, or use fewer `allOf` and `oneOf`",
        )
    }

    /// Says why a value is any JSON value, once for each place.
    fn note(&mut self, span: Span, message: &str, help: &str) -> Ty {
        if span == Span::default() || self.noted.insert(span) {
            let message = format!("{message}: it is any JSON value in the code");
            self.findings
                .push(Diagnostic::note(codes::NO_TYPE, span, message).help(help));
        }
        Ty::Json
    }

    /// What absence means, here or in what this refers to.
    pub(super) fn default<'s>(&'s self, schema: &'s Schema) -> Option<&'s Value> {
        schema
            .default
            .as_ref()
            .or_else(|| self.api.schemas.resolve(schema).default.as_ref())
    }

    /// Whether `null` keeps a schema.
    pub(super) fn is_nullable(&self, schema: &Schema) -> bool {
        self.nulls.allows(&self.api.schemas, schema)
    }
}
