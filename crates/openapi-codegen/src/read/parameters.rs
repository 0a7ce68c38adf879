//! Parameters of an operation: those of its path merged with its own.

use openapi_source::Diagnostic;

use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Kind, Location, NamedSchema, Parameter, Schema, Segment};
use crate::names;

/// Whether HTTP takes it as the name of a header.
pub(super) fn is_header_name(name: &str) -> bool {
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(token)
}

impl<'a> Reader<'a> {
    pub(super) fn parameters(
        &mut self,
        item: &Cursor<'a>,
        operation: &Cursor<'a>,
        id: &str,
        segments: &[Segment],
        schemas: &[NamedSchema],
    ) -> Vec<Parameter> {
        let mut out: Vec<(Parameter, Cursor<'a>)> = Vec::new();
        let own = operation.get("parameters");
        let shared = item.get("parameters");
        for list in [shared, own].into_iter().flatten() {
            let inherited = out.len();
            for place in list.items() {
                let Some((parameter, place)) = self.parameter(place, id, schemas) else {
                    continue;
                };
                let same = |(other, _): &(Parameter, Cursor<'a>)| {
                    other.name == parameter.name && other.location == parameter.location
                };
                match out.iter().position(same) {
                    Some(index) if index >= inherited => self.twice(&place, &parameter.name),
                    Some(index) => {
                        if let Some(slot) = out.get_mut(index) {
                            *slot = (parameter, place);
                        }
                    }
                    None => out.push((parameter, place)),
                }
            }
        }
        self.distinct(&out);
        self.match_template(&out, segments, operation);
        let mut out: Vec<Parameter> = out.into_iter().map(|(parameter, _)| parameter).collect();
        let rank = |parameter: &Parameter| {
            let at = segments
                .iter()
                .position(|s| matches!(s, Segment::Parameter(name) if *name == parameter.name));
            if parameter.location == Location::Path {
                at.unwrap_or(usize::MAX - 1)
            } else {
                usize::MAX
            }
        };
        out.sort_by_key(rank);
        out
    }

    fn parameter(
        &mut self,
        place: Cursor<'a>,
        id: &str,
        schemas: &[NamedSchema],
    ) -> Option<(Parameter, Cursor<'a>)> {
        let place = self.resolve(place)?;
        self.object(&place, "a parameter")?;
        self.known(
            &place,
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
        let name = self.required_text(&place, "name")?;
        let location = self.location(&place)?;
        self.value_name(&place, &name);
        self.style(&place, location);
        if location == Location::Header {
            self.header(&place, &name);
        }
        if let Some(content) = place.get("content") {
            self.unsupported(
                &content,
                "a parameter with `content`",
                "describe it with `schema`",
            );
            return None;
        }
        let schema = self.required(&place, "schema")?;
        let suffix = names::type_name(&name).unwrap_or_default();
        let parsed = self.operation_schema(&schema, &format!("{id}{suffix}"))?;
        self.scalar(&schema, &parsed, schemas);
        let required = self.flag(&place, "required");
        if location == Location::Path && !required {
            self.push(
                Diagnostic::error(
                    codes::PATH,
                    place.key_span,
                    format!("path parameter `{name}` is not required"),
                )
                .help("add `required: true`: a path without it is another path"),
            );
        }
        let description = self.described(&place);
        Some((
            Parameter {
                name,
                location,
                required,
                description,
                schema: parsed,
            },
            place,
        ))
    }

    fn location(&mut self, place: &Cursor<'a>) -> Option<Location> {
        let at = self.required(place, "in")?;
        match self.expect_str(&at)? {
            "path" => Some(Location::Path),
            "query" => Some(Location::Query),
            "header" => Some(Location::Header),
            "cookie" => {
                self.unsupported(
                    &at,
                    "a cookie parameter",
                    "use a header or a query parameter",
                );
                None
            }
            _ => {
                self.push(
                    Diagnostic::error(codes::KIND, at.node.span, "parameters are not found there")
                        .help("one of path, query, header, cookie"),
                );
                None
            }
        }
    }

    fn style(&mut self, place: &Cursor<'a>, location: Location) {
        let usual = if location == Location::Query {
            "form"
        } else {
            "simple"
        };
        if let Some(style) = place.get("style").filter(|s| s.str() != Some(usual)) {
            self.unsupported(
                &style,
                "this parameter style",
                &format!("leave it out: `{usual}` is what is sent"),
            );
        }
        for key in ["allowReserved", "allowEmptyValue"] {
            if let Some(flag) = place.get(key).filter(|f| f.node.as_bool() != Some(false)) {
                self.unsupported(&flag, &format!("`{key}`"), "remove it");
            }
        }
    }

    /// Parameters are single values for now.
    fn scalar(&mut self, place: &Cursor<'a>, schema: &Schema, schemas: &[NamedSchema]) {
        let mut kind = &schema.kind;
        let mut nullable = false;
        for _ in 0..schemas.len() {
            let Kind::Ref(name) = kind else { break };
            let target = schemas
                .iter()
                .chain(&self.hoisted)
                .find(|s| s.name == *name);
            match target {
                Some(target) => {
                    kind = &target.schema.kind;
                    nullable |= target.schema.nullable;
                }
                None => break,
            }
        }
        if !matches!(kind, Kind::Scalar(_)) {
            self.unsupported(
                place,
                "a parameter that is not a single value",
                "use a string, number or boolean",
            );
        } else if nullable {
            self.unsupported(
                place,
                "a parameter that can be `null`",
                "make it optional: `required: false`",
            );
        }
    }

    /// What cannot be a header, and what is one of HTTP's or of a credential's.
    fn header(&mut self, place: &Cursor<'a>, name: &str) {
        let at = place.get("name").unwrap_or_else(|| place.clone());
        if !is_header_name(name) {
            self.push(
                Diagnostic::error(
                    codes::NAME,
                    at.node.span,
                    format!("`{name}` is not a header name"),
                )
                .help("use letters, digits and `-`"),
            );
        }
        if ["accept", "authorization", "content-type"]
            .iter()
            .any(|own| name.eq_ignore_ascii_case(own))
        {
            self.unsupported(
                &at,
                &format!("the header `{name}` as a parameter"),
                "remove it, as OpenAPI ignores it: media types stand under `content`, credentials under `securitySchemes`",
            );
            return;
        }
        if [
            "connection",
            "content-length",
            "cookie",
            "host",
            "transfer-encoding",
        ]
        .iter()
        .any(|own| name.eq_ignore_ascii_case(own))
        {
            self.unsupported(
                &at,
                &format!("the header `{name}` as a parameter"),
                "remove it: the connection decides what it is",
            );
            return;
        }
        let schemes = Cursor::root(self.root)
            .get("components")
            .and_then(|components| components.get("securitySchemes"));
        let scheme = schemes
            .iter()
            .flat_map(Cursor::members)
            .find(|(_, scheme)| {
                let header = scheme.get("name").and_then(|header| header.str());
                header.is_some_and(|header| header.eq_ignore_ascii_case(name))
            });
        if let Some((scheme, _)) = scheme {
            self.unsupported(
                &at,
                &format!("a parameter that is the credential of `{scheme}`"),
                "remove it: the security scheme describes the header, and keeps it secret",
            );
        }
    }

    fn twice(&mut self, place: &Cursor<'a>, name: &str) {
        self.push(
            Diagnostic::error(
                codes::NAME_CLASH,
                place.key_span,
                format!("parameter `{name}` is here twice"),
            )
            .help("remove one of them"),
        );
    }

    /// Names that differ in the document must differ in Rust; `body` is taken
    /// by the request body.
    fn distinct(&mut self, parameters: &[(Parameter, Cursor<'a>)]) {
        let name = |parameter: &Parameter| names::value_name(&parameter.name);
        for (index, (parameter, place)) in parameters.iter().enumerate() {
            let clash = parameters
                .iter()
                .take(index)
                .find(|(other, _)| name(other) == name(parameter));
            let reserved = matches!(
                name(parameter).as_deref(),
                Some("body" | "client" | "send" | "new")
            );
            let other = match clash {
                Some((other, _)) => format!("`{}`", other.name),
                None if reserved => "a function of the builder".to_owned(),
                None => continue,
            };
            self.push(
                Diagnostic::error(
                    codes::NAME_CLASH,
                    place.key_span,
                    format!(
                        "parameter `{}` would have the same name as {other}: `{}`",
                        parameter.name,
                        name(parameter).unwrap_or_default()
                    ),
                )
                .help("rename one of them"),
            );
        }
    }

    fn match_template(
        &mut self,
        parameters: &[(Parameter, Cursor<'a>)],
        segments: &[Segment],
        operation: &Cursor<'a>,
    ) {
        let malformed =
            |segment: &Segment| matches!(segment, Segment::Literal(text) if text.starts_with('/'));
        if segments.iter().any(malformed) {
            return;
        }
        let mut seen: Vec<&str> = Vec::new();
        for segment in segments {
            let Segment::Parameter(name) = segment else {
                continue;
            };
            let defined = parameters
                .iter()
                .any(|(p, _)| p.location == Location::Path && p.name == *name);
            let problem = if seen.contains(&name.as_str()) {
                format!("`{{{name}}}` is in the path twice")
            } else if defined {
                seen.push(name);
                continue;
            } else {
                format!("`{{{name}}}` of the path is not among the parameters")
            };
            self.push(
                Diagnostic::error(codes::PATH, operation.key_span, problem).help(format!(
                    "add a parameter `name: {name}`, `in: path`, `required: true`"
                )),
            );
        }
        for (parameter, place) in parameters {
            let used = seen.contains(&parameter.name.as_str());
            if parameter.location == Location::Path && !used {
                self.push(
                    Diagnostic::error(
                        codes::PATH,
                        place.key_span,
                        format!("`{}` is not in the path", parameter.name),
                    )
                    .help(format!(
                        "put `{{{}}}` into the path, or remove the parameter",
                        parameter.name
                    )),
                );
            }
        }
    }
}
