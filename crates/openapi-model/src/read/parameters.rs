//! Parameters: each alone. How those of a path and an operation come together is in
//! [`super::merging`].

use openapi_source::{Diagnostic, quoted};

use super::media_types::MediaType;
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Encoding, Kind, Location, Parameter, Schema, Text};

impl<'a> Reader<'a> {
    /// A Parameter Object. None: it was said why there is none.
    pub(super) fn parameter(&mut self, place: &Cursor<'a>) -> Option<Parameter> {
        self.object(place, "a parameter")?;
        self.known(
            place,
            &[
                "name",
                "in",
                "description",
                "required",
                "deprecated",
                "allowEmptyValue",
                "style",
                "explode",
                "allowReserved",
                "schema",
                "content",
                "example",
                "examples",
            ],
        );
        let name = self.required_text(place, "name");
        let location = self.location(place);
        let (name, location) = (name?, location?);
        let at = place.get("name").unwrap_or_else(|| place.clone());
        match location {
            Location::Header => {
                if !self.is_own_header(&at, &name) || !self.is_http_name(&at, &name, "header") {
                    return None;
                }
            }
            Location::Cookie => {
                self.is_http_name(&at, &name, "cookie").then_some(())?;
            }
            Location::Path | Location::Query => {}
        }
        if name.is_empty() {
            self.push(
                Diagnostic::error(codes::NAME, at.key_span, "a parameter without a name")
                    .help("give it the name that is sent"),
            );
            return None;
        }
        if let Some(found) = place
            .get("allowEmptyValue")
            .filter(|f| f.node.as_bool() == Some(true))
        {
            self.grouped(
                Diagnostic::note(
                    codes::NO_EFFECT,
                    found.key_span,
                    "`allowEmptyValue` is not read",
                )
                .label("a value may be empty where its schema allows the empty text")
                .help("remove it: OpenAPI will"),
            );
        }
        let mut parameter = self.value(place, name, location);
        if location == Location::Path && !parameter.required {
            let message = format!("path parameter {} is not required", quoted(&parameter.name));
            self.odd(
                place,
                &message,
                "read as if it were",
                "add `required: true`: a path without it is another path",
            );
            parameter.required = true;
        }
        Some(parameter)
    }

    /// A Header Object of an answer; the place that uses it gives it a name.
    pub(super) fn header(&mut self, place: &Cursor<'a>) -> Option<Parameter> {
        self.object(place, "a header")?;
        self.known(
            place,
            &[
                "description",
                "required",
                "deprecated",
                "allowEmptyValue",
                "style",
                "explode",
                "allowReserved",
                "schema",
                "content",
                "example",
                "examples",
            ],
        );
        Some(self.value(place, String::new(), Location::Header))
    }

    /// What a parameter and a header have in common.
    fn value(&mut self, place: &Cursor<'a>, name: String, location: Location) -> Parameter {
        let (mut schema, encoding) = self.value_schema(place, location);
        if schema.default.is_none() {
            schema.default = self.schemas.resolve(&schema).default.clone();
        }
        Parameter {
            required: self.flag(place, "required"),
            deprecated: self.flag(place, "deprecated"),
            description: self.text(place, "description"),
            place: self.place(place),
            name,
            location,
            encoding,
            schema,
        }
    }

    fn value_schema(&mut self, place: &Cursor<'a>, location: Location) -> (Schema, Encoding) {
        if let Some(schema) = place.get("schema") {
            if let Some(content) = place.get("content") {
                self.no_effect(
                    &content,
                    "`content` beside `schema` says nothing",
                    "leave one of them",
                );
            }
            let schema = self.schema(&schema);
            let encoding = self.style(place, location, &schema);
            return (schema, encoding);
        }
        let content = place.get("content");
        let mut media = content.iter().flat_map(Cursor::members);
        let text = Schema::of(Kind::String(Text::default()), place.key_span);
        let Some((media_type, first)) = media.next() else {
            self.odd(
                place,
                "there is neither `schema` nor `content`",
                "read as a text",
                "add `schema:` to it",
            );
            let encoding = self.style(place, location, &text);
            return (text, encoding);
        };
        if let Some((_, second)) = media.next() {
            self.no_effect(
                &second,
                "a parameter has one media type",
                "leave the one that is sent",
            );
        }
        self.known(&first, &["schema", "example", "examples", "encoding"]);
        let schema = first.get("schema").map(|schema| self.schema(&schema));
        if MediaType::read(media_type).is_some_and(|media_type| media_type.is_json()) {
            let any = || Schema::of(Kind::Any, first.key_span);
            (schema.unwrap_or_else(any), Encoding::Json)
        } else {
            (schema.unwrap_or(text), Encoding::Text)
        }
    }

    fn location(&mut self, place: &Cursor<'a>) -> Option<Location> {
        let at = self.required(place, "in")?;
        let help = match self.expect_str(&at)? {
            "path" => return Some(Location::Path),
            "query" => return Some(Location::Query),
            "header" => return Some(Location::Header),
            "cookie" => return Some(Location::Cookie),
            "body" | "formData" => "describe the body under `requestBody`",
            _ => "one of path, query, header, cookie",
        };
        self.push(
            Diagnostic::error(codes::KIND, at.node.span, "parameters are not found there")
                .help(help),
        );
        None
    }
}
