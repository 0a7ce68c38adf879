//! Objects: structs, maps, and several of them in one.

use std::collections::{HashMap, HashSet};

use openapi_model::{Additional, Object, Property, Schema};

use super::flat::{Flat, Part};
use super::{Home, Lowering, Spot, scalar};
use crate::plan::access::is_visible;
use crate::plan::names::{Scope, field_name};
use crate::plan::ty::{Direction, Ty};
use crate::plan::{ErrorFields, Field, PartPlan, Shape, Struct};

/// A member, with everything that is said about it.
#[derive(Debug)]
pub(super) struct Member<'a> {
    pub(super) name: &'a str,
    pub(super) required: bool,
    /// What holds at once, in order.
    pub(super) sources: Vec<(Part<'a>, &'a Property)>,
    /// What may hold instead, where `sources` is empty: one list for each object that has it.
    pub(super) instead: Vec<Vec<(Part<'a>, &'a Property)>>,
}

/// The members of objects that hold at once, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Members<'a> {
    pub(super) list: Vec<Member<'a>>,
    at: HashMap<&'a str, usize>,
    /// Asked for, by name alone.
    required: HashSet<&'a str>,
    order: Vec<&'a str>,
    additional: Vec<(Part<'a>, &'a Additional)>,
}

impl<'a> Members<'a> {
    pub(super) fn of(flat: &Flat<'a>) -> Self {
        let mut members = Self::default();
        for (part, object) in &flat.objects {
            members.object(part, object);
        }
        members.ask();
        members
    }

    fn object(&mut self, part: &Part<'a>, object: &'a Object) {
        for property in &object.properties {
            self.with(&property.name, |member| {
                member.required |= property.required;
                member.sources.push((part.clone(), property));
            });
        }
        for name in &object.also_required {
            if self.required.insert(name) {
                self.order.push(name);
            }
        }
        self.additional.push((part.clone(), &object.additional));
    }

    fn with(&mut self, name: &'a str, change: impl FnOnce(&mut Member<'a>)) {
        let next = self.list.len();
        let at = *self.at.entry(name).or_insert(next);
        if at == next {
            self.list.push(Member {
                name,
                required: false,
                sources: Vec::new(),
                instead: Vec::new(),
            });
        }
        if let Some(member) = self.list.get_mut(at) {
            change(member);
        }
    }

    /// Members that one object has and another asks for.
    fn ask(&mut self) {
        for name in &self.order {
            if let Some(member) = self.at.get(name).and_then(|at| self.list.get_mut(*at)) {
                member.required = true;
            }
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Member<'a>> {
        self.at.get(name).and_then(|at| self.list.get(*at))
    }

    /// Takes in objects of which at least one holds: what all of them ask for is asked for.
    pub(super) fn fold(&mut self, branches: Vec<Self>) {
        let count = branches.len();
        let mut required: HashMap<&'a str, usize> = HashMap::new();
        for branch in branches {
            for name in branch.order {
                if !branch.at.contains_key(name) {
                    *required.entry(name).or_default() += 1;
                }
            }
            for other in branch.list {
                if other.required {
                    *required.entry(other.name).or_default() += 1;
                }
                self.with(other.name, |member| {
                    if member.sources.is_empty() {
                        member.instead.push(other.sources);
                    }
                });
            }
            self.additional.extend(branch.additional);
        }
        for (name, times) in required {
            if times == count
                && let Some(member) = self.at.get(name).and_then(|at| self.list.get_mut(*at))
            {
                member.required = true;
            }
        }
    }
}

impl<'a> Lowering<'a> {
    /// A struct, or a map where no member has a name.
    pub(super) fn object(&mut self, members: &Members<'a>, spot: &mut Spot) -> Shape {
        let unnamed = members.list.is_empty() && members.order.is_empty();
        let is_closed = members
            .additional
            .iter()
            .any(|(_, additional)| matches!(additional, Additional::Forbidden));
        if !unnamed || is_closed {
            let home = self.inside(spot);
            let Some(strukt) = self.strukt(members, &home, spot) else {
                return Shape::Alias(Ty::Json);
            };
            return Shape::Struct(strukt);
        }
        let home = spot.home.clone();
        let ty = self
            .additional(members, &home, spot.direction)
            .unwrap_or(Ty::Json);
        Shape::Alias(Ty::Map(Box::new(ty)))
    }

    /// None where there are too many members, which was said.
    fn strukt(&mut self, members: &Members<'a>, home: &Home, spot: &mut Spot) -> Option<Struct> {
        let direction = spot.direction;
        let mut scope = Scope::without([]);
        let mut fields = Vec::with_capacity(members.list.len());
        for member in &members.list {
            let (_, property) = member
                .sources
                .first()
                .or_else(|| member.instead.first()?.first())?;
            if !self.pay(1) {
                self.too_much(property.schema.span);
                return None;
            }
            if !self.is_in_view(member, direction) {
                continue;
            }
            let ty = self.member_type(member, home, direction);
            let name = scope.take(field_name(member.name));
            tell(&mut spot.error, member, &name);
            fields.push(self.field(member, ty, name));
        }
        let additional = self.additional(members, home, direction);
        // What is asked for and not described has to be somewhere.
        let unknown = members
            .order
            .iter()
            .filter(|name| additional.is_none() && !members.at.contains_key(*name));
        for name in unknown {
            fields.push(Field {
                name: scope.take(field_name(name)),
                wire: (*name).to_owned(),
                ty: Ty::Json,
                required: true,
                nullable: false,
                deprecated: false,
                description: String::new(),
                default: None,
                part: PartPlan::Usual,
            });
        }
        let additional = additional.map(|ty| (scope.take("additional".to_owned()), ty));
        Some(Struct { fields, additional })
    }

    pub(super) fn is_in_view(&self, member: &Member<'a>, direction: Direction) -> bool {
        let mut all = member.sources.iter().chain(member.instead.iter().flatten());
        all.all(|(_, property)| is_visible(self.api, &property.schema, direction))
    }

    /// The type of a member, without what its presence adds.
    pub(super) fn member_type(
        &mut self,
        member: &Member<'a>,
        home: &Home,
        direction: Direction,
    ) -> Ty {
        if !member.sources.is_empty() {
            return self.sources_type(member.name, &member.sources, home, direction);
        }
        let mut types: Vec<Ty> = Vec::new();
        for sources in &member.instead {
            let ty = self.sources_type(member.name, sources, home, direction);
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        if let [ty] = types.as_slice() {
            return ty.clone();
        }
        let all: Vec<&Schema> = member
            .instead
            .iter()
            .flatten()
            .map(|(_, property)| &property.schema)
            .collect();
        let kinds: Vec<_> = all
            .iter()
            .map(|schema| &self.api.schemas.resolve(schema).kind)
            .collect();
        if let Some(ty) = scalar::widest(&kinds) {
            return ty;
        }
        let span = all.first().map(|schema| schema.span).unwrap_or_default();
        self.note(
            span,
            "this member has another type in another branch of `anyOf`",
            "give it one type, or use `oneOf` with a discriminator",
        )
    }

    fn sources_type(
        &mut self,
        name: &str,
        sources: &[(Part<'a>, &'a Property)],
        home: &Home,
        direction: Direction,
    ) -> Ty {
        // An inherited member is named after the schema that it is inherited from.
        let home = match sources {
            [(part, _)] if !part.own => &part.home,
            _ => home,
        };
        let home = home.property(name);
        let parts = sources
            .iter()
            .map(|(_, property)| Part::own(&property.schema, &home))
            .collect();
        self.lower_parts(parts, &home, direction)
    }

    pub(super) fn field(&self, member: &Member<'a>, ty: Ty, name: String) -> Field {
        let all = || {
            member
                .sources
                .iter()
                .chain(member.instead.iter().flatten())
                .map(|(_, property)| *property)
        };
        let schemas = || all().map(|property| &property.schema);
        let words = |text: fn(&Schema) -> &String| {
            schemas().map(text).rfind(|text| !text.trim().is_empty())
        };
        let description =
            words(|schema| &schema.description).or_else(|| words(|schema| &schema.title));
        let default = schemas()
            .rev()
            .find_map(|schema| self.default(schema))
            .cloned();
        let nullable = if member.sources.is_empty() {
            schemas().any(|schema| self.is_nullable(schema))
        } else {
            schemas().all(|schema| self.is_nullable(schema))
        };
        Field {
            name,
            wire: member.name.to_owned(),
            required: member.required,
            nullable: nullable && ty != Ty::Json,
            deprecated: schemas().any(|schema| schema.deprecated),
            description: description.cloned().unwrap_or_default(),
            default,
            ty,
            part: PartPlan::Usual,
        }
    }

    /// The type of members without a name, where they belong to the value.
    fn additional(
        &mut self,
        members: &Members<'a>,
        home: &Home,
        direction: Direction,
    ) -> Option<Ty> {
        let all = &members.additional;
        if all
            .iter()
            .any(|(_, additional)| matches!(additional, Additional::Forbidden))
        {
            return None;
        }
        let typed: Vec<_> = all
            .iter()
            .filter_map(|(part, additional)| match additional {
                Additional::Typed(schema) => Some((part, &**schema)),
                Additional::Unsaid | Additional::Any | Additional::Forbidden => None,
            })
            .collect();
        if let Some((part, schema)) = typed.first() {
            let home = if part.own {
                home.value()
            } else {
                part.home.value()
            };
            let parts = typed
                .iter()
                .map(|(_, schema)| Part::own(schema, &home))
                .collect();
            let ty = self.lower_parts(parts, &home, direction);
            let nullable = ty != Ty::Json && self.is_nullable(schema);
            return Some(if nullable {
                Ty::Option(Box::new(ty))
            } else {
                ty
            });
        }
        all.iter()
            .any(|(_, additional)| matches!(additional, Additional::Any))
            .then_some(Ty::Json)
    }
}

/// Notes the fields that tell why a request was not carried out.
fn tell(error: &mut ErrorFields, member: &Member<'_>, name: &str) {
    let mut all = member.sources.iter().chain(member.instead.iter().flatten());
    if error.code.is_none() && all.clone().any(|(_, property)| property.error_code) {
        error.code = Some(name.to_owned());
    }
    if error.message.is_none() && all.any(|(_, property)| property.error_message) {
        error.message = Some(name.to_owned());
    }
}
