//! A raw request, read completely: every parameter and the body as values, and every rule that
//! they break.

use serde_json::Value;

use super::{
    body::read_body,
    decode::{Found, Texts, Wanted},
    percent::{pairs, split_target},
    template::Template,
    typed::Typing,
};
use crate::{
    call::Argument,
    exchange::RawRequest,
    schema::{Direction, Violation},
    spec::{Form, Location, Operation, Parameter, SecurityScheme, Spec, media_for},
};

/// What a request says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Received {
    /// The parameters that could be read, in the order of the operation's list.
    pub arguments: Vec<Argument>,
    /// The body, where there is one and its structure is judged.
    pub body: Option<Value>,
    /// The rules that are broken, in the order of the message.
    pub faults: Vec<Fault>,
    /// Query parameters and cookies that the document does not know.
    pub undocumented: Vec<(Location, String)>,
}

/// One rule that a request breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the request.
    pub part: Part,
    /// Pointer to the rule in the document.
    pub rule: String,
    /// What the rule demands.
    pub expected: String,
}

/// A part of a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The whole path, which is not the operation's.
    Path,
    /// A parameter, and a JSON pointer into its value.
    Parameter {
        /// Where it travels.
        location: Location,
        /// Its name.
        name: String,
        /// JSON pointer into the value.
        at: String,
    },
    /// The content type.
    ContentType,
    /// The body, with a JSON pointer into it.
    Body {
        /// JSON pointer into the value.
        at: String,
    },
}

/// Reads a request to one operation. Credentials are left alone.
pub fn read(spec: &Spec, operation: &Operation, request: &RawRequest) -> Received {
    let mut reader = Reader {
        typing: Typing {
            spec,
            direction: Direction::Request,
        },
        operation,
        request,
        received: Received::default(),
    };
    reader.parameters();
    reader.body();
    reader.received
}

struct Reader<'a> {
    typing: Typing<'a>,
    operation: &'a Operation,
    request: &'a RawRequest,
    received: Received,
}

/// The texts of one place, as they came.
struct Places<'a> {
    path: Vec<(String, &'a str)>,
    query: Vec<(String, &'a str)>,
    cookies: Vec<(String, &'a str)>,
}

impl<'a> Reader<'a> {
    fn fault(&mut self, part: Part, rule: &str, expected: impl Into<String>) {
        self.received.faults.push(Fault {
            part,
            rule: rule.to_owned(),
            expected: expected.into(),
        });
    }

    fn parameters(&mut self) {
        let request = self.request;
        let (path, query) = split_target(&request.target);
        let template = Template::of(self.operation);
        let Some(path) = template.take(path) else {
            let expected = format!("the path {}", self.operation.path);
            return self.fault(Part::Path, &self.operation.pointer.clone(), expected);
        };
        let mut places = Places {
            path: path
                .into_iter()
                .map(|(name, text)| (name.to_owned(), text))
                .collect(),
            query: pairs(query.unwrap_or_default()),
            cookies: cookies(request),
        };
        let mut known: Vec<(Location, String)> = self.keys();
        for (name, parameter) in &template.holes {
            let text = places.query.iter().find(|(key, _)| key == name);
            let text = text.map(|(_, text)| *text);
            places
                .path
                .extend(text.map(|text| (parameter.clone(), text)));
            known.push((Location::Query, name.clone()));
        }
        for (name, value) in &template.fixed {
            known.push((Location::Query, name.clone()));
            let decoded = |text: &str| super::percent::decode_query(text);
            let is_there = places
                .query
                .iter()
                .any(|(key, text)| key == name && decoded(text).as_ref() == Some(value));
            if !is_there {
                let part = parameter_part(Location::Query, name, "");
                self.fault(
                    part,
                    &self.operation.pointer.clone(),
                    format!("the text {value}"),
                );
            }
        }
        for parameter in &self.operation.parameters {
            known.extend(self.parameter(parameter, &places));
        }
        for (location, pairs) in [
            (Location::Query, &places.query),
            (Location::Cookie, &places.cookies),
        ] {
            for (name, _) in pairs {
                let entry = (location, name.clone());
                if !known.contains(&entry) && !self.received.undocumented.contains(&entry) {
                    self.received.undocumented.push(entry);
                }
            }
        }
    }

    /// The names under which credentials travel.
    fn keys(&self) -> Vec<(Location, String)> {
        let schemes = self.typing.spec.security_schemes.values();
        let keys = schemes.filter_map(|scheme| match scheme {
            SecurityScheme::ApiKey { location, name, .. } => Some((*location, name.clone())),
            SecurityScheme::Http { .. } => None,
        });
        keys.collect()
    }

    /// Reads one parameter; returns what it took of its place.
    fn parameter(
        &mut self,
        parameter: &'a Parameter,
        places: &Places<'a>,
    ) -> Vec<(Location, String)> {
        let location = parameter.location;
        let none = Vec::new();
        let pairs = match location {
            Location::Path => &places.path,
            Location::Query => &places.query,
            Location::Cookie => &places.cookies,
            Location::Header => &none,
        };
        let own: Option<Vec<&str>> = if location == Location::Header {
            let values = self.request.headers.all(&parameter.name);
            values
                .map(|value| std::str::from_utf8(value).ok())
                .collect()
        } else {
            let own = pairs.iter().filter(|(name, _)| *name == parameter.name);
            Some(own.map(|(_, text)| *text).collect())
        };
        let part = |at: &str| parameter_part(location, &parameter.name, at);
        let Some(own) = own else {
            self.fault(part(""), &parameter.pointer, "text in UTF-8");
            return Vec::new();
        };
        let others = self.operation.parameters.iter();
        let others: Vec<&str> = others
            .filter(|other| other.location == location && other.pointer != parameter.pointer)
            .map(|other| other.name.as_str())
            .collect();
        let rules: Vec<String> = parameter.schema.iter().cloned().collect();
        let wanted = Wanted {
            name: &parameter.name,
            location,
            form: &parameter.form,
            rules: &rules,
        };
        let texts = Texts {
            own: &own,
            pairs,
            others: &others,
        };
        let mut taken = vec![(location, parameter.name.clone())];
        match self.typing.decode(&wanted, texts) {
            Found::Absent if parameter.required => {
                let rule = format!("{}/required", parameter.pointer);
                self.fault(part(""), &rule, "a value");
            }
            Found::Absent => {}
            Found::Unreadable(expected) => self.fault(part(""), &parameter.pointer, expected),
            Found::Value(value, names) => {
                taken.extend(names.into_iter().map(|name| (location, name)));
                for violation in self.violations(parameter.schema.as_deref(), &value) {
                    self.fault(part(&violation.at), &violation.rule, violation.expected);
                }
                self.received.arguments.push(Argument {
                    name: parameter.name.clone(),
                    location,
                    value,
                });
            }
        }
        taken
    }

    fn violations(&self, schema: Option<&str>, value: &Value) -> Vec<Violation> {
        let found = schema.and_then(|schema| {
            let spec = self.typing.spec;
            spec.violations(schema, Direction::Request, value)
        });
        found.unwrap_or_default()
    }

    fn body(&mut self) {
        let operation = self.operation;
        let Some(documented) = &operation.request_body else {
            return;
        };
        let body = &self.request.body;
        let part = |at: &str| Part::Body { at: at.to_owned() };
        let content_type = self.request.headers.text("content-type");
        if body.is_empty() && content_type.is_none() {
            if documented.required {
                let rule = format!("{}/required", documented.pointer);
                self.fault(part(""), &rule, "a body");
            }
            return;
        }
        let content_type = content_type.unwrap_or_default();
        let Some(media) = media_for(&documented.media, content_type) else {
            let types: Vec<&str> = documented
                .media
                .iter()
                .map(|one| one.media_type.as_str())
                .collect();
            let rule = format!("{}/content", documented.pointer);
            return self.fault(Part::ContentType, &rule, types.join(" or "));
        };
        let spec = self.typing.spec;
        match read_body(spec, Direction::Request, media, content_type, body) {
            Err(expected) => self.fault(part(""), &media.pointer, expected),
            Ok(None) => {}
            Ok(Some(value)) => {
                for violation in self.violations(media.schema.as_deref(), &value) {
                    self.fault(part(&violation.at), &violation.rule, violation.expected);
                }
                self.received.body = Some(value);
            }
        }
    }
}

fn parameter_part(location: Location, name: &str, at: &str) -> Part {
    Part::Parameter {
        location,
        name: name.to_owned(),
        at: at.to_owned(),
    }
}

fn cookies(request: &RawRequest) -> Vec<(String, &str)> {
    let fields = request.headers.all("cookie");
    let fields = fields.filter_map(|field| std::str::from_utf8(field).ok());
    fields
        .flat_map(|field| field.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .map(|(name, text)| (name.to_owned(), text))
        .collect()
}

/// The value of a header field of a response; `None` where it is not there.
///
/// # Errors
/// What should be there.
pub fn read_header(
    spec: &Spec,
    header: &crate::spec::Header,
    headers: &crate::exchange::Headers,
) -> Result<Option<Value>, &'static str> {
    let texts: Option<Vec<&str>> = headers
        .all(&header.name)
        .map(|value| std::str::from_utf8(value).ok())
        .collect();
    let texts = texts.ok_or("text in UTF-8")?;
    let rules: Vec<String> = header.schema.iter().cloned().collect();
    let form: &Form = &header.form;
    let wanted = Wanted {
        name: &header.name,
        location: Location::Header,
        form,
        rules: &rules,
    };
    let texts = Texts {
        own: &texts,
        pairs: &[],
        others: &[],
    };
    let typing = Typing {
        spec,
        direction: Direction::Response,
    };
    match typing.decode(&wanted, texts) {
        Found::Absent => Ok(None),
        Found::Value(value, _) => Ok(Some(value)),
        Found::Unreadable(expected) => Err(expected),
    }
}
