//! How values become text: styles of parameters, headers and form properties.

use openapi_source::{Diagnostic, quoted};

use super::allows::allows;
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Encoding, Location, Schema, Style};

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
            Some((_, Style::DeepObject, places))
                if places.contains(&location) && !allows(&self.schemas, schema).object =>
            {
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
}
