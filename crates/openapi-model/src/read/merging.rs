//! Parameters of an operation: its own over those of its path, held against the template.
//!
//! In the end each parameter of the template is described once, and what the path says behind `?`
//! or `#` is either a fixed part of every request or a query parameter.

use std::collections::HashMap;
use std::rc::Rc;

use openapi_source::{Diagnostic, quoted};

use super::paths::{Behind, Template};
use super::schemes::Credentials;
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Encoding, Fixed, Kind, Location, Parameter, Schema, Style, Text};

/// A parameter with the place where it is listed.
pub(super) type Listed<'a> = (Rc<Parameter>, Cursor<'a>);

/// What an operation sends, apart from its body.
pub(super) struct Merged<'a> {
    pub(super) parameters: Vec<Parameter>,
    pub(super) fixed: Vec<Fixed>,
    /// The examples of path parameters, by name.
    pub(super) path_examples: Vec<(String, Cursor<'a>)>,
}

/// What tells one parameter from another.
type Key = (Location, String);

fn key(location: Location, name: &str) -> Key {
    // Case does not tell headers apart.
    let name = if location == Location::Header {
        name.to_ascii_lowercase()
    } else {
        name.to_owned()
    };
    (location, name)
}

/// The parameters of one operation while they are put together.
struct Merge<'a> {
    /// In order; None: taken out.
    list: Vec<Option<Listed<'a>>>,
    at: HashMap<Key, usize>,
}

impl<'a> Merge<'a> {
    fn of(shared: &[Listed<'a>], own: Vec<Listed<'a>>) -> Self {
        let mut merge = Self {
            list: Vec::new(),
            at: HashMap::new(),
        };
        for listed in shared.iter().cloned().chain(own) {
            merge.put(listed);
        }
        merge
    }

    /// Adds a parameter, in the place of one that is there already.
    fn put(&mut self, listed: Listed<'a>) {
        let key = key(listed.0.location, &listed.0.name);
        let known = self.at.get(&key).and_then(|at| self.list.get_mut(*at));
        if let Some(slot) = known {
            *slot = Some(listed);
        } else {
            self.at.insert(key, self.list.len());
            self.list.push(Some(listed));
        }
    }

    fn get(&self, location: Location, name: &str) -> Option<&Listed<'a>> {
        let at = self.at.get(&key(location, name))?;
        self.list.get(*at)?.as_ref()
    }

    fn take(&mut self, location: Location, name: &str) -> Option<Listed<'a>> {
        let at = self.at.remove(&key(location, name))?;
        self.list.get_mut(at)?.take()
    }
}

impl<'a> Reader<'a> {
    /// A list of parameters, each name once in each place.
    pub(super) fn parameter_list(
        &mut self,
        list: &Cursor<'a>,
        read: fn(&mut Self, &Cursor<'a>) -> Option<Rc<Parameter>>,
    ) -> Vec<Listed<'a>> {
        if list.node.as_array().is_none() {
            self.wrong_kind(list, "a list of parameters");
        }
        let mut out: Vec<Listed<'a>> = Vec::new();
        let mut seen = HashMap::new();
        for place in list.items() {
            let Some(parameter) = read(self, &place) else {
                continue;
            };
            let key = key(parameter.location, &parameter.name);
            if let Some(first) = seen.get(&key) {
                let message = format!("parameter {} is here twice", quoted(&parameter.name));
                self.push(
                    Diagnostic::warning(codes::ODD, place.key_span, message)
                        .label("ignored")
                        .related(*first, "the first one is here")
                        .help("remove one of them"),
                );
                continue;
            }
            seen.insert(key, place.key_span);
            out.push((parameter, place));
        }
        out
    }

    /// Path parameters in path order, then the others; and the fixed part of each request.
    pub(super) fn merged(
        &mut self,
        template: &Template,
        lists: (&[Listed<'a>], Vec<Listed<'a>>),
        operation: &Cursor<'a>,
        credentials: &Credentials<'_>,
    ) -> Merged<'a> {
        let mut merge = Merge::of(lists.0, lists.1);
        let fixed = self.behind(template, &mut merge, operation);
        let mut out = Vec::new();
        let mut path_examples = Vec::new();
        for name in template.parameters() {
            out.push(match self.of_path(&mut merge, name, operation) {
                Some((parameter, place)) => {
                    let example = self.parameter_example(&place);
                    path_examples.extend(example.map(|example| (name.to_owned(), example)));
                    Parameter {
                        name: name.to_owned(),
                        ..(*parameter).clone()
                    }
                }
                None => self.undeclared(name, operation),
            });
        }
        for (parameter, place) in merge.list.into_iter().flatten() {
            if parameter.location == Location::Path {
                self.odd(
                    &place,
                    &format!(
                        "path parameter {} is not in the path",
                        quoted(&parameter.name)
                    ),
                    "ignored",
                    &format!("put `{{{}}}` into the path, or remove it", parameter.name),
                );
            } else if let Some(scheme) = credentials.scheme_of(&parameter) {
                let message = format!(
                    "{} is the credential of {} too",
                    quoted(&parameter.name),
                    quoted(scheme)
                );
                self.grouped(
                    Diagnostic::note(codes::CREDENTIAL, place.key_span, message)
                        .label("sent as the credential only")
                        .help("remove the parameter: the security scheme describes it, and keeps it secret"),
                );
            } else {
                out.push((*parameter).clone());
            }
        }
        Merged {
            parameters: out,
            fixed,
            path_examples,
        }
    }

    /// The parameter of a template. `{+path}`, `{path*}` and `{path:[a-z]+}` are not OpenAPI, but
    /// people write them.
    fn of_path(
        &mut self,
        merge: &mut Merge<'a>,
        name: &str,
        operation: &Cursor<'a>,
    ) -> Option<Listed<'a>> {
        if let Some(found) = merge.take(Location::Path, name) {
            return Some(found);
        }
        let plain = name.split_once(':').map_or(name, |(plain, _)| plain);
        let plain = plain.trim_start_matches('+').trim_end_matches('*').trim();
        let found = merge.take(Location::Path, plain)?;
        self.odd(
            operation,
            &format!(
                "the path says {}, and its parameter is {}",
                quoted(name),
                quoted(plain)
            ),
            "taken for the same",
            &format!("write `{{{plain}}}` into the path"),
        );
        Some(found)
    }

    fn undeclared(&mut self, name: &str, operation: &Cursor<'a>) -> Parameter {
        self.odd(
            operation,
            &format!("`{{{name}}}` of the path is not among the parameters"),
            "read as a text",
            &format!("add a parameter `name: {name}`, `in: path`, `required: true`"),
        );
        self.plain(name, Location::Path, operation)
    }

    /// A required text.
    fn plain(&self, name: &str, location: Location, operation: &Cursor<'a>) -> Parameter {
        let (style, explode) = if location == Location::Path {
            (Style::Simple, false)
        } else {
            (Style::Form, true)
        };
        Parameter {
            name: name.to_owned(),
            location,
            required: true,
            deprecated: false,
            description: String::new(),
            place: self.place(operation),
            encoding: Encoding::Style {
                style,
                explode,
                allow_reserved: false,
            },
            schema: Schema::of(Kind::String(Text::default()), operation.key_span),
        }
    }

    /// What stands behind `?` and `#` of the path.
    fn behind(
        &mut self,
        template: &Template,
        merge: &mut Merge<'a>,
        operation: &Cursor<'a>,
    ) -> Vec<Fixed> {
        let mut fixed = Vec::new();
        for part in &template.behind {
            match part {
                Behind::Pair { name, value } => {
                    let in_header = merge.take(Location::Header, name).is_some();
                    merge.take(Location::Query, name);
                    let location = if in_header {
                        Location::Header
                    } else {
                        Location::Query
                    };
                    fixed.push(Fixed {
                        location,
                        name: name.clone(),
                        value: value.clone(),
                    });
                }
                Behind::Hole { name, parameter } => {
                    self.query_hole(merge, name, parameter, operation);
                }
                Behind::Flag(name) | Behind::Words(name) => {
                    let only = merge
                        .get(Location::Query, name)
                        .map(|(parameter, _)| only_value(self, parameter));
                    match (only, part) {
                        (Some(Some(value)), _) => {
                            merge.take(Location::Query, name);
                            fixed.push(Fixed {
                                location: Location::Query,
                                name: name.clone(),
                                value,
                            });
                        }
                        // A parameter says it already.
                        (Some(None), _) => {}
                        (None, Behind::Flag(_)) => fixed.push(Fixed {
                            location: Location::Query,
                            name: name.clone(),
                            value: String::new(),
                        }),
                        (None, _) if merge.get(Location::Header, name).is_some() => {}
                        (None, _) => self.push(
                            Diagnostic::note(
                                codes::NOT_READ,
                                operation.key_span,
                                format!("{} behind the `#` of the path is not read", quoted(name)),
                            )
                            .label("no request carries it")
                            .help("remove it"),
                        ),
                    }
                }
            }
        }
        fixed.sort();
        fixed.dedup_by(|a, b| a.location == b.location && a.name == b.name);
        fixed
    }

    /// `?name={parameter}`: a query parameter.
    fn query_hole(
        &mut self,
        merge: &mut Merge<'a>,
        name: &str,
        parameter: &str,
        operation: &Cursor<'a>,
    ) {
        let declared = merge.take(Location::Path, parameter);
        if merge.get(Location::Query, name).is_some() {
            return;
        }
        if let Some((other, place)) = merge.take(Location::Query, parameter) {
            let query = Parameter {
                name: name.to_owned(),
                ..(*other).clone()
            };
            merge.put((Rc::new(query), place));
            return;
        }
        self.odd(
            operation,
            &format!(
                "the path says {} behind `?`",
                quoted(&format!("{name}={{{parameter}}}"))
            ),
            "read as a query parameter",
            &format!("end the path before `?`, and describe `{name}` with `in: query`"),
        );
        let plain = self.plain(name, Location::Query, operation);
        let query = match &declared {
            Some((path, _)) => Parameter {
                name: plain.name,
                location: plain.location,
                encoding: plain.encoding,
                ..(**path).clone()
            },
            None => plain,
        };
        let place = declared.map_or_else(|| operation.clone(), |(_, place)| place);
        merge.put((Rc::new(query), place));
    }
}

/// The value of a parameter that can have only one, as it is sent.
fn only_value(reader: &Reader<'_>, parameter: &Parameter) -> Option<String> {
    let values = reader
        .schemas
        .resolve(&parameter.schema)
        .values
        .as_deref()?;
    let [value] = values else { return None };
    if !parameter.required {
        return None;
    }
    match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Bool(_) | serde_json::Value::Number(_) => Some(value.to_string()),
        serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
            None
        }
    }
}
