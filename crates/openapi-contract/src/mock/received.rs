//! What a request says, and which rules of its operation it breaks.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{rejection::Reason, route::values};
use crate::{
    call::{Argument, split_target},
    exchange::RawRequest,
    schema::Direction,
    spec::{Location, Operation, Parameter, Spec, is_json, media_for},
};

/// A request, read as its operation says.
#[derive(Clone, Debug, Default)]
pub(super) struct Received {
    pub(super) arguments: Vec<Argument>,
    pub(super) broken: Vec<Reason>,
}

/// Reads parameters and body.
pub(super) fn read(spec: &Spec, operation: &Operation, request: &RawRequest) -> Received {
    let mut received = Received::default();
    for parameter in &operation.parameters {
        received.parameter(spec, operation, parameter, request);
    }
    received.body(spec, operation, request);
    received
}

impl Received {
    fn parameter(
        &mut self,
        spec: &Spec,
        operation: &Operation,
        parameter: &Parameter,
        request: &RawRequest,
    ) {
        let texts = texts(operation, parameter, request);
        let place = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        let name = &parameter.name;
        if texts.is_empty() {
            if parameter.required {
                let text = format!("{place} {name}: missing");
                self.broken.push(Reason::new(text, &parameter.pointer));
            }
            return;
        }
        let Some(schema) = &parameter.schema else {
            return;
        };
        let candidates = candidates(&texts);
        let accepted = candidates
            .iter()
            .find(|value| spec.accepts(schema, Direction::Request, value) == Some(true));
        if let Some(value) = accepted {
            self.arguments.push(Argument {
                name: name.clone(),
                location: parameter.location,
                value: value.clone(),
            });
            return;
        }
        let broken = candidates.first().and_then(|value| {
            spec.violations(schema, Direction::Request, value)?
                .into_iter()
                .next()
        });
        let (rule, expected) = broken.map_or_else(
            || (schema.clone(), "another value".to_owned()),
            |one| (one.rule, one.expected),
        );
        let text = format!("{place} {name}: must be {expected}");
        self.broken.push(Reason::new(text, rule));
    }

    fn body(&mut self, spec: &Spec, operation: &Operation, request: &RawRequest) {
        let Some(documented) = &operation.request_body else {
            if !request.body.is_empty() {
                self.broken
                    .push(Reason::new("body: none is documented", &operation.pointer));
            }
            return;
        };
        if request.body.is_empty() {
            if documented.required {
                self.broken
                    .push(Reason::new("body: missing", &documented.pointer));
            }
            return;
        }
        let content_type = request.headers.text("content-type").unwrap_or_default();
        let Some(media) = media_for(&documented.media, content_type) else {
            return;
        };
        if !is_json(&media.media_type) {
            return;
        }
        let Ok(value) = serde_json::from_slice::<Value>(&request.body) else {
            self.broken
                .push(Reason::new("body: not JSON", &media.pointer));
            return;
        };
        let Some(schema) = &media.schema else {
            return;
        };
        let broken = spec.violations(schema, Direction::Request, &value);
        for one in broken.into_iter().flatten() {
            let text = format!("body {}: must be {}", one.at, one.expected);
            self.broken.push(Reason::new(text, one.rule));
        }
    }
}

/// The values that a text may stand for.
fn candidates(texts: &[String]) -> Vec<Value> {
    let scalar = |text: &String| -> Vec<Value> {
        let other = serde_json::from_str::<Value>(text).ok();
        let other = other.filter(|value| value.is_number() || value.is_boolean());
        other
            .into_iter()
            .chain([Value::String(text.clone())])
            .collect()
    };
    let mut found = Vec::new();
    if let [text] = texts {
        found.extend(scalar(text));
    }
    let of = |pick: fn(Vec<Value>) -> Option<Value>| -> Value {
        texts.iter().filter_map(|text| pick(scalar(text))).collect()
    };
    found.push(of(|mut values| values.pop()));
    found.push(of(|values| values.into_iter().next()));
    found
}

fn texts(operation: &Operation, parameter: &Parameter, request: &RawRequest) -> Vec<String> {
    let name = parameter.name.as_str();
    let (path, query) = split_target(&request.target);
    match parameter.location {
        Location::Path => {
            let values = values(&operation.path, path).into_iter();
            let here = values.filter(|(key, _)| key == name);
            here.map(|(_, value)| value).collect()
        }
        Location::Query => {
            let pairs = query.into_iter().flat_map(|query| query.split('&'));
            pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .filter(|(key, _)| decode(&key.replace('+', " ")) == name)
                .map(|(_, value)| decode(&value.replace('+', " ")))
                .collect()
        }
        Location::Header => {
            let values = request.headers.all(name);
            values
                .map(|value| String::from_utf8_lossy(value).into_owned())
                .collect()
        }
        Location::Cookie => {
            let cookies = request.headers.text("cookie").unwrap_or_default();
            let pairs = cookies
                .split(';')
                .filter_map(|pair| pair.trim().split_once('='));
            pairs
                .filter(|(key, _)| *key == name)
                .map(|(_, value)| decode(value))
                .collect()
        }
    }
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
