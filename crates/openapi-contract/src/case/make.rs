//! The examples of a document and the ways to log in, each held on every side.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Answer, Case, Exchange, Family, Level, Sample, Side, Subject};
use crate::{
    call::{Argument, Body, Call, Content, Credential, Secret},
    draw,
    place::Problem,
    schema::Direction,
    spec::{
        Alternative, Example, Location, Media, Operation, Parameter, Response, SecurityScheme,
        Spec, Status, essence, is_json,
    },
    wire::write_body,
};

/// The examples and the ways to log in, in the order of the document. Problems are parts of the
/// document that no case can be made for, such as a parameter for which no legal value is known.
pub(super) fn examples(spec: &Spec) -> (Vec<Case>, Vec<Problem>) {
    let mut maker = Maker {
        spec,
        cases: Vec::new(),
        problems: Vec::new(),
    };
    for operation in &spec.operations {
        maker.operation(operation);
    }
    (maker.cases, maker.problems)
}

struct Maker<'a> {
    spec: &'a Spec,
    cases: Vec<Case>,
    problems: Vec<Problem>,
}

impl Maker<'_> {
    fn operation(&mut self, operation: &Operation) {
        let Some(arguments) = self.arguments(operation) else {
            return;
        };
        let requests = request_samples(self.spec, operation);
        for sample in &requests {
            self.body_cases(operation, sample);
        }
        let mut used = BTreeSet::new();
        let base = Call {
            arguments,
            body: None,
            credentials: operation
                .security
                .first()
                .map(|alternative| made_up(self.spec, alternative))
                .unwrap_or_default(),
            before: Vec::new(),
        };
        let mut success = None;
        for response in &operation.responses {
            for answer in answers(self.spec, operation, response) {
                if let Some(sample) = &answer.body {
                    self.body_cases(operation, sample);
                }
                let body = pick_request(&requests, &answer);
                used.extend(body.map(|sample| sample.example.pointer.clone()));
                let call = Call {
                    body: body.map(request_body),
                    ..base.clone()
                };
                let exchange = Exchange { call, answer };
                self.exchange_cases(operation, Family::Examples, &exchange, None);
                if (200..300).contains(&exchange.answer.status) {
                    success.get_or_insert(exchange);
                }
            }
        }
        if let Some(success) = success {
            let unused = requests
                .iter()
                .filter(|one| !used.contains(&one.example.pointer));
            self.further_cases(operation, &success, unused);
        }
    }

    /// Each further example of a request, and each way to log in, meets the success.
    fn further_cases<'s>(
        &mut self,
        operation: &Operation,
        success: &Exchange,
        requests: impl Iterator<Item = &'s Sample>,
    ) {
        for sample in requests {
            let mut exchange = success.clone();
            exchange.call.body = Some(request_body(sample));
            let name = label(operation, sample);
            self.exchange_cases(operation, Family::Examples, &exchange, Some(&name));
        }
        for alternative in &operation.security {
            let mut exchange = success.clone();
            exchange.call.credentials = made_up(self.spec, alternative);
            let name = alternative_name(alternative);
            self.exchange_cases(operation, Family::Security, &exchange, Some(&name));
        }
    }

    fn body_cases(&mut self, operation: &Operation, sample: &Sample) {
        for side in [Side::Document, Side::Types] {
            let status = sample
                .status
                .map_or("request".to_owned(), |status| status.to_string());
            self.cases.push(Case {
                name: name(&[
                    Family::Examples.to_string(),
                    side.to_string(),
                    operation.id.clone(),
                    status,
                    label(operation, sample),
                ]),
                family: Family::Examples,
                side,
                operation: operation.id.clone(),
                level: Level::Values,
                twin: None,
                owns: Vec::new(),
                subject: Subject::Body(sample.clone()),
            });
        }
    }

    fn exchange_cases(
        &mut self,
        operation: &Operation,
        family: Family,
        exchange: &Exchange,
        suffix: Option<&str>,
    ) {
        let example = match (&exchange.answer.body, suffix) {
            (_, Some(suffix)) => suffix.to_owned(),
            (Some(sample), None) => label(operation, sample),
            (None, None) => "no-content".to_owned(),
        };
        for side in [Side::Client, Side::Server, Side::Loopback] {
            self.cases.push(Case {
                name: name(&[
                    family.to_string(),
                    side.to_string(),
                    operation.id.clone(),
                    exchange.answer.documented.to_string(),
                    example.clone(),
                ]),
                family,
                side,
                operation: operation.id.clone(),
                level: Level::Values,
                twin: None,
                owns: Vec::new(),
                subject: Subject::Exchange(Box::new(exchange.clone())),
            });
        }
    }

    /// A value for each parameter: the example, or one that shows wrong encoding and swapped
    /// parameters. An optional parameter that no value is known for is left out.
    fn arguments(&mut self, operation: &Operation) -> Option<Vec<Argument>> {
        let mut found = Vec::new();
        let known = self.problems.len();
        for (index, parameter) in operation.parameters.iter().enumerate() {
            let value = self.value(parameter, index);
            let argument = value.map(|value| Argument {
                name: parameter.name.clone(),
                location: parameter.location,
                value,
            });
            match argument.filter(|argument| argument.encoded(operation).is_ok()) {
                Some(argument) => found.push(argument),
                None if !parameter.required => {}
                None => {
                    let name = &parameter.name;
                    let message = format!(
                        "no legal scalar value is known for the parameter `{name}`; give it an `example`"
                    );
                    let problem = self.spec.places.problem(&parameter.pointer, message);
                    self.problems.push(problem);
                }
            }
        }
        (self.problems.len() == known).then_some(found)
    }

    fn value(&self, parameter: &Parameter, index: usize) -> Option<Value> {
        if let Some(example) = &parameter.example {
            return Some(example.clone());
        }
        let name = &parameter.name;
        let awkward = match parameter.location {
            // Everything that must be encoded, and letters beyond ASCII.
            Location::Path | Location::Query => format!("{name} a/b?c#d%2F+é&="),
            Location::Header | Location::Cookie => format!("{name}-value"),
        };
        let candidates = [
            json!(awkward),
            json!(name),
            json!("a"),
            // Differs between parameters, so that swapping two of them is seen.
            json!(7 + index),
            json!(7),
            json!(true),
            json!("6a7d7182-7fd5-4572-b1f3-1aa9548fcc81"),
            json!("2025-12-26"),
            json!("2025-12-26T00:00:00Z"),
            // Lists travel in the query only.
            json!([name, "b"]),
            json!([7]),
        ];
        let Some(schema) = &parameter.schema else {
            return candidates.into_iter().next();
        };
        let mut candidates = candidates.into_iter();
        let awkward = candidates.find(|value| {
            let broken = self.spec.violations(schema, Direction::Request, value);
            broken.is_some_and(|broken| broken.is_empty())
        });
        awkward.or_else(|| draw::legal(self.spec, schema, Direction::Request))
    }
}

/// The name of an alternative in the names of cases.
pub(super) fn alternative_name(alternative: &Alternative) -> String {
    match alternative.schemes.as_slice() {
        [] => "anonymous".to_owned(),
        schemes => schemes.join("+"),
    }
}

/// Made-up credentials that no real service would take.
pub(super) fn made_up(spec: &Spec, alternative: &Alternative) -> Vec<Credential> {
    let credential = |scheme: &String| Credential {
        scheme: scheme.clone(),
        secret: match spec.security_schemes.get(scheme) {
            Some(SecurityScheme::ApiKey {
                signature: Some(_), ..
            }) => Secret::Pair {
                access: format!("contract-{scheme}-access"),
                secret: format!("contract-{scheme}-not-a-secret"),
            },
            Some(SecurityScheme::Http { scheme: http }) if http == "basic" => Secret::Login {
                user: format!("contract-{scheme}-user"),
                password: format!("contract-{scheme}-not-a-password"),
            },
            _ => Secret::Key(format!("contract-{scheme}-not-a-token")),
        },
    };
    alternative.schemes.iter().map(credential).collect()
}

pub(crate) fn name(parts: &[String]) -> String {
    parts.join("::")
}

/// The name of the same case of a client on another side.
pub(super) fn on_side(name: &str, side: Side) -> String {
    let client = format!("::{}::", Side::Client);
    name.replacen(&client, &format!("::{side}::"), 1)
}

/// The example's name, with the media type where the same body has several.
pub(crate) fn label(operation: &Operation, sample: &Sample) -> String {
    let media = match sample.status {
        None => operation.request_body.as_ref().map(|body| &body.media),
        Some(status) => {
            let mut responses = operation.responses.iter();
            responses
                .find(|one| one.status == status)
                .map(|one| &one.media)
        }
    };
    if media.is_some_and(|media| media.len() > 1) {
        format!("{} {}", sample.media_type, sample.example.name)
    } else {
        sample.example.name.clone()
    }
}

pub(super) fn request_samples(spec: &Spec, operation: &Operation) -> Vec<Sample> {
    let media = operation.request_body.iter().flat_map(|body| &body.media);
    media
        .flat_map(|media| samples(spec, media, Direction::Request, None))
        .collect()
}

/// The examples of a representation; where it has none, the fullest legal value of its schema.
fn samples(
    spec: &Spec,
    media: &Media,
    direction: Direction,
    status: Option<Status>,
) -> Vec<Sample> {
    let sample = |example: &Example| Sample {
        direction,
        status,
        media_type: media.media_type.clone(),
        schema: media.schema.clone(),
        example: example.clone(),
    };
    let drawn = || {
        let schema = media.schema.as_ref()?;
        let value = draw::full(spec, schema, direction)?;
        is_writable(spec, media, direction, &value).then(|| Example {
            name: "drawn".to_owned(),
            value,
            pointer: schema.clone(),
        })
    };
    match media.examples.as_slice() {
        [] => drawn().iter().map(sample).collect(),
        examples => examples.iter().map(sample).collect(),
    }
}

/// Whether a drawn value can be a body: as JSON, or in a request as a form or plain text.
pub(super) fn is_writable(spec: &Spec, media: &Media, direction: Direction, value: &Value) -> bool {
    let is_form = matches!(
        essence(&media.media_type).as_str(),
        "application/x-www-form-urlencoded" | "multipart/form-data"
    );
    let kind = essence(&media.media_type);
    let is_text = kind.starts_with("text/") && kind != "text/xml" && value.is_string();
    is_json(&media.media_type)
        || (direction == Direction::Request
            && (is_form || is_text)
            && write_body(spec, media, value).is_ok())
}

/// The answers that a response promises: one for each example, one where it has no body. A
/// response with a body of which no value is known promises nothing that can be sent.
pub(crate) fn answers(spec: &Spec, operation: &Operation, response: &Response) -> Vec<Answer> {
    let answer = |body| Answer {
        status: code(operation, response.status),
        documented: response.status,
        pointer: response.pointer.clone(),
        body,
    };
    if response.media.is_empty() {
        return vec![answer(None)];
    }
    let samples = response
        .media
        .iter()
        .flat_map(|media| samples(spec, media, Direction::Response, Some(response.status)));
    samples.map(|sample| answer(Some(sample))).collect()
}

/// A code that the key of a response stands for and that no exact key takes.
pub(super) fn code(operation: &Operation, status: Status) -> u16 {
    let mut candidates = match status {
        Status::Code(code) => return code,
        Status::Range(hundred) => hundred * 100..hundred * 100 + 100,
        Status::Default => 500..600,
    };
    let is_free = |code: &u16| {
        let found = operation.response(*code);
        found.is_some_and(|response| response.status == status)
    };
    let first = candidates.start;
    candidates.find(is_free).unwrap_or(first)
}

/// The first documented status below 400. `default` may be one where nothing else is.
pub(super) fn success(operation: &Operation) -> Option<u16> {
    let responses = operation.responses.iter();
    let mut codes = responses.map(|response| code(operation, response.status));
    let fallback = || operation.response(200).map(|_| 200);
    codes.find(|code| *code < 400).or_else(fallback)
}

/// The example of the same name, or the first one.
fn pick_request<'a>(requests: &'a [Sample], answer: &Answer) -> Option<&'a Sample> {
    let name = answer.body.as_ref().map(|sample| &sample.example.name);
    requests
        .iter()
        .find(|request| Some(&request.example.name) == name)
        .or_else(|| requests.first())
}

pub(crate) fn request_body(sample: &Sample) -> Body {
    let value = &sample.example.value;
    Body {
        content_type: Some(sample.media_type.clone()),
        content: match value {
            Value::String(text) if !is_json(&sample.media_type) => Content::Text(text.clone()),
            value => Content::Json(value.clone()),
        },
        pointer: Some(sample.example.pointer.clone()),
    }
}
