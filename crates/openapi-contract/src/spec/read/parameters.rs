//! Parameters and header fields: everything that is written as one text.

use openapi_source::{Node, pointer};

use super::{Reader, Site};
use crate::{
    schema::Direction,
    spec::{Form, Header, Location, Parameter, Style},
};

/// Styles, and where they may stand; the first of a place is its default.
const STYLES: [(&str, Style, &[Location]); 7] = [
    ("simple", Style::Simple, &[Location::Path, Location::Header]),
    ("form", Style::Form, &[Location::Query, Location::Cookie]),
    ("label", Style::Label, &[Location::Path]),
    ("matrix", Style::Matrix, &[Location::Path]),
    ("spaceDelimited", Style::SpaceDelimited, &[Location::Query]),
    ("pipeDelimited", Style::PipeDelimited, &[Location::Query]),
    ("deepObject", Style::DeepObject, &[Location::Query]),
];

/// Fields that `OpenAPI` says are not parameters.
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl<'a> Reader<'a> {
    /// Parameters of the operation win over those of the path item with the same name and place.
    pub(super) fn parameters(&mut self, item: &Site<'a>, operation: &Site<'a>) -> Vec<Parameter> {
        let mut found: Vec<Parameter> = Vec::new();
        for owner in [item, operation] {
            for site in owner.child("parameters").iter().flat_map(Site::items) {
                let Some(site) = self.resolve(site) else {
                    continue;
                };
                let Some(parameter) = self.parameter(&site) else {
                    continue;
                };
                let same = |other: &Parameter| {
                    other.name == parameter.name && other.location == parameter.location
                };
                match found.iter_mut().find(|other| same(other)) {
                    Some(other) => *other = parameter,
                    None => found.push(parameter),
                }
            }
        }
        found
    }

    fn parameter(&mut self, site: &Site<'a>) -> Option<Parameter> {
        let (Some(name), Some(location)) = (site.text("name"), site.text("in").and_then(location))
        else {
            self.problem(&site.pointer, "a parameter needs `name` and `in`");
            return None;
        };
        let is_reserved = NO_PARAMETERS
            .iter()
            .any(|reserved| name.eq_ignore_ascii_case(reserved));
        if location == Location::Header && is_reserved {
            let message = "OpenAPI gives this field no meaning as a parameter; it is not judged";
            self.note(&site.pointer, message);
            return None;
        }
        let (form, owner) = self.form(site, location);
        let schema = self.schema(&owner, Direction::Request);
        let example = self.example(site, &owner, schema.as_deref());
        let texts = schema.as_deref().map(|schema| self.texts(schema));
        Some(Parameter {
            name: name.to_owned(),
            location,
            required: Self::flag(site, "required") || location == Location::Path,
            form,
            deprecated: Self::flag(site, "deprecated"),
            schema,
            example,
            texts: texts.unwrap_or_default(),
            pointer: site.pointer.clone(),
        })
    }

    /// A header field of a response. `Content-Type` is said by the content.
    pub(super) fn header(&mut self, name: &str, site: &Site<'a>) -> Option<Header> {
        if name.eq_ignore_ascii_case("content-type") {
            return None;
        }
        let (form, owner) = self.form(site, Location::Header);
        Some(Header {
            name: name.to_owned(),
            required: Self::flag(site, "required"),
            form,
            schema: self.schema(&owner, Direction::Response),
            pointer: site.pointer.clone(),
        })
    }

    /// How a value is written, and what has its schema: the parameter or its content.
    fn form(&mut self, site: &Site<'a>, location: Location) -> (Form, Site<'a>) {
        let content = site.child("content");
        if let Some((media_type, media)) = content.iter().flat_map(Site::members).next() {
            return (Form::Content(media_type.to_owned()), media);
        }
        let usual = STYLES
            .iter()
            .find(|(_, _, places)| places.contains(&location));
        let usual = usual.map_or(Style::Form, |(_, style, _)| *style);
        let style = self.style(site, location).unwrap_or(usual);
        let explode = site.node.get("explode").and_then(Node::as_bool);
        let explode = explode.unwrap_or(style == Style::Form);
        (Form::Style { style, explode }, site.clone())
    }

    /// The style that is written there; `None` for none, or one that has no meaning there.
    pub(super) fn style(&mut self, site: &Site<'a>, location: Location) -> Option<Style> {
        let name = site.text("style")?;
        let mut known = STYLES.iter();
        let style = known.find(|(known, _, places)| *known == name && places.contains(&location));
        if style.is_none() {
            let message = format!(
                "the style `{}` has no meaning here; the default is used",
                openapi_source::visible(name)
            );
            self.note(&pointer::join(&site.pointer, "style"), message);
        }
        style.map(|(_, style, _)| *style)
    }

    /// The values of an `enum` of texts.
    fn texts(&self, schema: &str) -> Vec<String> {
        let listed = self.node(schema).and_then(|schema| schema.get("enum"));
        let values = listed.and_then(Node::as_array).into_iter().flatten();
        let texts: Option<Vec<String>> = values
            .map(|value| value.as_str().map(str::to_owned))
            .collect();
        texts.unwrap_or_default()
    }

    /// The first legal value that the document names.
    fn example(
        &mut self,
        site: &Site<'a>,
        owner: &Site<'a>,
        schema: Option<&str>,
    ) -> Option<serde_json::Value> {
        for site in [site, owner] {
            if let Some(example) = site.node.get("example") {
                return Some(example.to_json());
            }
            let examples = site.child("examples");
            let named = examples.iter().flat_map(Site::members).next();
            let named = named.and_then(|(_, example)| self.resolve(example)?.child("value"));
            if let Some(named) = named {
                return Some(named.node.to_json());
            }
        }
        let schema = self.node(schema?)?;
        let first = |key: &str| schema.get(key)?.as_array()?.first();
        let inline = schema
            .get("example")
            .or_else(|| first("examples"))
            .or_else(|| schema.get("default"))
            .or_else(|| schema.get("const"))
            .or_else(|| first("enum"));
        inline.map(Node::to_json)
    }
}

pub(super) fn location(text: &str) -> Option<Location> {
    match text {
        "path" => Some(Location::Path),
        "query" => Some(Location::Query),
        "header" => Some(Location::Header),
        "cookie" => Some(Location::Cookie),
        _ => None,
    }
}
