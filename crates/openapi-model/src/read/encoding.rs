//! How values become text: styles of parameters, headers and form properties.

use openapi_source::{Diagnostic, quoted};

use super::allows::allows;
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Encoding, Kind, Location, Schema, Style};

/// Styles and where they may stand; the first of a place is its default.
const STYLES: [(&str, Style, &[Location]); 7] = [
    ("simple", Style::Simple, &[Location::Path, Location::Header]),
    ("form", Style::Form, &[Location::Query, Location::Cookie]),
    ("label", Style::Label, &[Location::Path]),
    ("matrix", Style::Matrix, &[Location::Path]),
    ("spaceDelimited", Style::SpaceDelimited, &[Location::Query]),
    ("pipeDelimited", Style::PipeDelimited, &[Location::Query]),
    ("deepObject", Style::DeepObject, &[Location::Query]),
];

impl<'a> Reader<'a> {
    /// `style`, `explode` and `allowReserved` of a parameter or header.
    pub(super) fn style(
        &mut self,
        place: &Cursor<'a>,
        location: Location,
        schema: &Schema,
    ) -> Encoding {
        let style = self.style_at(place, location, schema);
        // `deepObject` has one form only.
        let explode = self.optional_flag(place, "explode");
        let explode = match style {
            Style::DeepObject => true,
            Style::Form => explode.unwrap_or(true),
            Style::Simple
            | Style::Label
            | Style::Matrix
            | Style::SpaceDelimited
            | Style::PipeDelimited => explode.unwrap_or(false),
        };
        let mut allow_reserved = self.flag(place, "allowReserved");
        if allow_reserved && location != Location::Query {
            if let Some(found) = place.get("allowReserved") {
                self.no_effect(
                    &found,
                    "`allowReserved` says nothing outside of the query",
                    "remove it",
                );
            }
            allow_reserved = false;
        }
        Encoding::Style {
            style,
            explode,
            allow_reserved,
        }
    }

    fn style_at(&mut self, place: &Cursor<'a>, location: Location, schema: &Schema) -> Style {
        let usual = match location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::Cookie => Style::Form,
        };
        let Some(found) = place.get("style") else {
            return usual;
        };
        let Some(name) = self.expect_str(&found) else {
            return usual;
        };
        let known = STYLES.iter().find(|(known, _, _)| *known == name);
        let problem = match known {
            Some((_, Style::DeepObject, places)) if places.contains(&location) => {
                let allowed = allows(&self.schemas, schema);
                if allowed.object || allowed.array {
                    self.open_form(&found, schema);
                    return Style::DeepObject;
                }
                "this style is for objects".to_owned()
            }
            Some((_, style, places)) if places.contains(&location) => return *style,
            Some(_) => format!("the style `{name}` is not for this place"),
            None => format!("{} is no style", quoted(name)),
        };
        let here = STYLES
            .iter()
            .filter(|(_, _, places)| places.contains(&location));
        let here: Vec<&str> = here.map(|(name, _, _)| *name).collect();
        self.push(
            Diagnostic::warning(codes::ODD, found.node.span, problem)
                .label("the default is used instead")
                .help(format!("leave it out, or use one of {}", here.join(", "))),
        );
        usual
    }

    /// `deepObject` is described for objects of scalars only, and used for all sorts of things.
    fn open_form(&mut self, place: &Cursor<'a>, schema: &Schema) {
        let has_inside = |schema: &Schema| {
            let allowed = allows(&self.schemas, schema);
            !allowed.text && (allowed.object || allowed.array)
        };
        let is_open = match &self.schemas.resolve(schema).kind {
            Kind::Array(_) => true,
            Kind::Object(object) => object
                .properties
                .iter()
                .any(|property| has_inside(&property.schema)),
            Kind::Any
            | Kind::Never
            | Kind::Ref(_)
            | Kind::Boolean
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::String(_)
            | Kind::AllOf(_)
            | Kind::OneOf(_)
            | Kind::AnyOf(_)
            | Kind::Not(_) => false,
        };
        if !is_open {
            return;
        }
        let message =
            "OpenAPI does not say what `deepObject` makes of lists, and of objects in objects";
        self.grouped(
            Diagnostic::note(codes::OPEN_FORM, place.node.span, message)
                .label("written as `name[]=a`, `name[key][inner]=b` and `name[0][key]=c`")
                .help("this is what most services that use it read; try it with yours"),
        );
    }
}
