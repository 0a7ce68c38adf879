//! `encoding`: how the properties of a form and the parts of a multipart body are written.
//!
//! A part has a media type and further headers, a property of a form has not. In both a `style`
//! other than the default counts, as OpenAPI 3.1 says: 3.0 does not want it in parts, but documents
//! that have it there mean it. It leaves nothing for `contentType` to say.

use std::collections::{HashMap, HashSet};

use openapi_source::{Diagnostic, quoted};

use super::allows::{allows, object_of};
use super::media_types::MediaType;
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{
    ContentKind, Encoding, Kind, Location, Parameter, PropertyEncoding, Schema, Style,
};

impl<'a> Reader<'a> {
    /// `encoding` of a body of this kind, which is a form or in parts.
    pub(super) fn encodings(
        &mut self,
        media: &Cursor<'a>,
        kind: ContentKind,
        schema: &Schema,
    ) -> Vec<PropertyEncoding> {
        let Some(section) = media.get("encoding") else {
            return Vec::new();
        };
        if section.node.as_object().is_none() {
            self.odd_kind(&section, "an object");
        }
        let members: Vec<_> = section
            .members()
            .filter(|(name, _)| !name.starts_with("x-"))
            .collect();
        let object = object_of(&self.schemas, schema);
        let complete = object.is_some_and(|object| !object.properties.is_empty());
        let mut properties: HashMap<&str, Schema> = HashMap::new();
        if let Some(object) = object {
            let wanted: HashSet<&str> = members.iter().map(|(name, _)| *name).collect();
            for property in &object.properties {
                if let Some(name) = wanted.get(property.name.as_str()) {
                    properties.insert(name, property.schema.clone());
                }
            }
        }
        let mut out = Vec::new();
        for (name, place) in members {
            let schema = match properties.remove(name) {
                Some(schema) => schema,
                None if complete => {
                    self.no_effect(
                        &place,
                        &format!("there is no property {} to encode", quoted(name)),
                        "remove it, or correct the name",
                    );
                    continue;
                }
                None => Schema::of(Kind::Any, place.key_span),
            };
            out.extend(self.property_encoding(name, &place, kind, &schema));
        }
        out.sort_by(|a, b| a.property.cmp(&b.property));
        out
    }

    fn property_encoding(
        &mut self,
        name: &str,
        place: &Cursor<'a>,
        kind: ContentKind,
        schema: &Schema,
    ) -> Option<PropertyEncoding> {
        if place.node.as_object().is_none() {
            self.odd_kind(place, "an object");
            return None;
        }
        self.known(
            place,
            &[
                "contentType",
                "headers",
                "style",
                "explode",
                "allowReserved",
            ],
        );
        let in_parts = kind == ContentKind::Multipart;
        let Encoding::Style {
            style,
            explode,
            allow_reserved,
        } = self.style(place, Location::Query, schema)
        else {
            return None;
        };
        if let Some(found) = place.get("allowReserved").filter(|_| in_parts) {
            self.no_effect(
                &found,
                "`allowReserved` says nothing of a part",
                "remove it: nothing is escaped in parts",
            );
        }
        let allowed = allows(&self.schemas, schema);
        let has_inside = allowed.object || allowed.array;
        let holds_objects = self.holds_objects(schema);
        let content_types = self.content_types(place, style, kind, holds_objects);
        Some(PropertyEncoding {
            property: name.to_owned(),
            content_types,
            // One value has one form.
            style: if has_inside { style } else { Style::Form },
            explode: explode || !has_inside,
            allow_reserved: allow_reserved && !in_parts,
            headers: self.part_headers(place, in_parts),
        })
    }

    /// The media types and ranges of `contentType`.
    fn content_types(
        &mut self,
        place: &Cursor<'a>,
        style: Style,
        kind: ContentKind,
        holds_objects: bool,
    ) -> Vec<String> {
        let Some(text) = self.optional_text(place, "contentType") else {
            return Vec::new();
        };
        let Some(found) = place.get("contentType") else {
            return Vec::new();
        };
        if style != Style::Form {
            self.no_effect(
                &found,
                "`contentType` says nothing beside this style",
                "remove it, or the `style`",
            );
            return Vec::new();
        }
        let mut types = Vec::new();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            match MediaType::read(part.trim()) {
                Some(media_type) => types.push(media_type),
                None => self.odd(
                    &found,
                    &format!("{} is not a media type", quoted(part.trim())),
                    "ignored",
                    "write `type/subtype`, such as `application/json`",
                ),
            }
        }
        let first = types.first();
        if holds_objects && first.is_some_and(|first| !first.is_json()) {
            let what = if kind == ContentKind::Multipart {
                "part"
            } else {
                "property"
            };
            let name = quoted(first.map_or("", MediaType::essence));
            self.grouped(
                Diagnostic::note(
                    codes::RAW,
                    found.key_span,
                    format!("a {what} in {name} has no form for its schema"),
                )
                .label("written as JSON")
                .help("say `application/json`, or give it the schema of a file"),
            );
            return Vec::new();
        }
        types.iter().map(MediaType::text).collect()
    }

    /// Whether a value, or an item of a list, can only be an object.
    fn holds_objects(&self, schema: &Schema) -> bool {
        let target = self.schemas.resolve(schema);
        let inner = if let Kind::Array(array) = &target.kind {
            &array.items
        } else {
            target
        };
        let allowed = allows(&self.schemas, inner);
        allowed.object && !allowed.text
    }

    /// The headers of a part: scalars, and lists of them.
    fn part_headers(&mut self, place: &Cursor<'a>, in_parts: bool) -> Vec<Parameter> {
        if let Some(found) = place.get("headers").filter(|_| !in_parts) {
            self.no_effect(
                &found,
                "only parts of a multipart body have headers",
                "remove them",
            );
            return Vec::new();
        }
        let mut headers = self.headers(place);
        headers.retain(|header| {
            let problem = if header.name.eq_ignore_ascii_case("content-disposition") {
                "it is written from the names of the part and of its file"
            } else if allows(&self.schemas, &header.schema).object
                || header.encoding == Encoding::Json
            {
                "the headers of a part are scalars and lists of them"
            } else {
                return true;
            };
            let message = format!("the header {} of a part is not sent", quoted(&header.name));
            self.push(
                Diagnostic::warning(codes::NO_EFFECT, header.place.span, message)
                    .label(problem)
                    .help("remove it, or give it the schema of a scalar"),
            );
            false
        });
        headers
    }
}
