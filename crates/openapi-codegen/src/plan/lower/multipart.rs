//! Bodies in parts: which members are files.

use openapi_model::{Content, Kind, Place, PropertyEncoding, Schema, Style};

use super::flat::{Flat, Part, token};
use super::object::{Member, Members};
use super::{Home, Lowering};
use crate::plan::access::address;
use crate::plan::names::{Scope, field_name};
use crate::plan::ty::{Direction, Ty};
use crate::plan::{ErrorFields, Explode, Field, PartPlan, Shape, Struct};

impl<'a> Lowering<'a> {
    /// The type of a multipart body: bytes where the document does not say which parts there are.
    pub(in crate::plan) fn multipart_type(
        &mut self,
        content: &'a Content,
        home: &Home,
        direction: Direction,
    ) -> Ty {
        // A component is in parts in one way only, unless the parts are encoded differently.
        let schema = &content.schema;
        let shared = if content.encodings.is_empty() {
            token(schema)
        } else {
            address(schema)
        };
        let key = (vec![shared, 0], direction);
        if let Some(ty) = self.known.get(&key) {
            return ty.clone();
        }
        let name = if let Kind::Ref(id) = &schema.kind {
            format!("{}Parts", self.component_name(*id, direction))
        } else {
            home.name(self, direction)
        };
        let at = self.slot(name);
        let name = self
            .slots
            .get(at.0)
            .map(|slot| slot.name.clone())
            .unwrap_or_default();
        let place = Place {
            pointer: home.pointer(self),
            span: content.schema.span,
        };
        let inner = Home::root(name, place.pointer.clone());
        let Some(strukt) = self.multipart(content, &inner, direction) else {
            self.slots.truncate(at.0);
            return Ty::Stream;
        };
        let target = self.api.schemas.resolve(&content.schema);
        let words = if content.schema.description.is_empty() {
            target
        } else {
            &content.schema
        };
        self.define(
            at,
            Shape::Multipart(strukt),
            ErrorFields::default(),
            words,
            place,
        );
        self.known.insert(key, Ty::Named(at));
        Ty::Named(at)
    }

    /// The parts of a multipart body; None where the document does not say which there are.
    fn multipart(
        &mut self,
        content: &'a Content,
        home: &Home,
        direction: Direction,
    ) -> Option<Struct> {
        let members = self.parts_of(&content.schema, home)?;
        let mut scope = Scope::without([]);
        let mut fields = Vec::new();
        for member in &members.list {
            if !self.pay(1) || !self.is_in_view(member, direction) {
                continue;
            }
            let mut encodings = content.encodings.iter();
            let encoding = encodings.find(|encoding| encoding.property == member.name);
            let ty = match self.file_type(member, encoding) {
                Some(ty) => ty,
                None => self.member_type(member, home, direction),
            };
            let is_file = ty == Ty::File || ty == Ty::Vec(Box::new(Ty::File));
            let mut field = self.field(member, ty, scope.take(field_name(member.name)));
            field.part = encoding.map_or(PartPlan::Usual, |encoding| plan(encoding, is_file));
            fields.push(field);
            for header in encoding.iter().flat_map(|encoding| &encoding.headers) {
                let inner = home.step(&format!("{} {}", member.name, header.name), String::new());
                let ty = self.lower(&header.schema, &inner, direction);
                let name = format!("{} {}", member.name, header.name);
                fields.push(Field {
                    name: scope.take(field_name(&name)),
                    wire: header.name.clone(),
                    ty,
                    required: header.required && member.required,
                    nullable: false,
                    deprecated: header.deprecated,
                    description: header.description.clone(),
                    default: None,
                    part: PartPlan::HeaderOf(member.name.to_owned()),
                });
            }
        }
        (!fields.is_empty()).then_some(Struct {
            fields,
            additional: None,
        })
    }

    fn parts_of(&mut self, schema: &'a Schema, home: &Home) -> Option<Members<'a>> {
        let part = Part::own(schema, home);
        let flat = self.flatten(std::slice::from_ref(&part), None);
        if flat.cut || !flat.leaves.is_empty() {
            return None;
        }
        let mut members = Members::of(&flat);
        for open in &flat.choices {
            let parts: Vec<Part<'a>> = open
                .choice
                .branches
                .iter()
                .map(|schema| open.part.beside(schema))
                .collect();
            let branches: Vec<Flat<'a>> = parts
                .iter()
                .map(|part| self.flatten(std::slice::from_ref(part), None))
                .collect();
            if branches.iter().all(Flat::is_object) {
                members.fold(branches.iter().map(Members::of).collect());
            }
        }
        Some(members)
    }

    /// A file, or files, where a part is that.
    fn file_type(&self, member: &Member<'a>, encoding: Option<&PropertyEncoding>) -> Option<Ty> {
        let (_, property) = member
            .sources
            .first()
            .or_else(|| member.instead.first()?.first())?;
        let media_type = encoding.and_then(|encoding| encoding.content_types.first());
        let media_type = media_type.map(String::as_str);
        let target = self.api.schemas.resolve(&property.schema);
        if is_file(target, media_type) {
            return Some(Ty::File);
        }
        let Kind::Array(array) = &target.kind else {
            return None;
        };
        let item = self.api.schemas.resolve(&array.items);
        is_file(item, media_type).then(|| Ty::Vec(Box::new(Ty::File)))
    }
}

/// What the document says of a part.
fn plan(encoding: &PropertyEncoding, is_file: bool) -> PartPlan {
    let explode = if encoding.explode {
        Explode::Yes
    } else {
        Explode::No
    };
    let is_usual = encoding.style != Style::DeepObject && encoding.explode;
    if !is_usual && !is_file {
        PartPlan::Styled(encoding.style, explode)
    } else if encoding.content_types.is_empty() {
        PartPlan::Usual
    } else {
        PartPlan::Typed(encoding.content_types.clone())
    }
}

/// A text that is bytes: by its format, or because its part has the media type of a file.
fn is_file(schema: &Schema, media_type: Option<&str>) -> bool {
    let Kind::String(text) = &schema.kind else {
        return false;
    };
    match text.format.as_deref() {
        Some("binary" | "file") => true,
        None if schema.values.is_none() => media_type.is_some_and(|media| {
            !media.starts_with("text/") && !media.contains("json") && !media.contains("xml")
        }),
        Some(_) | None => false,
    }
}
