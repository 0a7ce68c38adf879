//! Answers made from what the document says of a status.

use serde_json::Value;

use crate::{
    call::Call,
    case::{Answer, Sample},
    draw,
    exchange::RawResponse,
    relation,
    schema::Direction,
    spec::{
        Example, Header, Location, Media, Operation, Parameter, Response, Spec, essence, is_json,
        media_for,
    },
    wire::{Encoded, Received, encode, write_body},
};

/// Which of the possible answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice<'a> {
    /// The name of an example.
    pub(super) example: Option<&'a str>,
    /// What the caller reads.
    pub(super) accept: Option<&'a str>,
    /// Whether examples are passed over.
    pub(super) source: Source,
}

/// Where a body comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Source {
    /// An example, where there is one.
    #[default]
    Examples,
    /// The schema, where there is one.
    Schema,
}

/// The answer of an operation with a status; `None` where the document has none, or where nothing
/// is known that could be its body.
pub(super) fn respond(
    spec: &Spec,
    operation: &Operation,
    status: u16,
    choice: &Choice<'_>,
) -> Option<RawResponse> {
    let documented = operation.response(status)?;
    let response = RawResponse::new(status);
    let response = if documented.media.is_empty() {
        response
    } else {
        let (media, value) = body(spec, documented, choice)?;
        with_body(spec, media, &value, response)?
    };
    Some(with_headers(spec, documented, response))
}

/// The answer of a state.
pub(super) fn of_state(spec: &Spec, operation: &Operation, answer: &Answer) -> RawResponse {
    let response = RawResponse::new(answer.status);
    let Some(documented) = operation.response(answer.status) else {
        return response;
    };
    let response = match &answer.body {
        Some(sample) => with_sample(spec, documented, sample, response),
        None => response,
    };
    with_headers(spec, documented, response)
}

/// A success about what was asked for: where its examples repeat a parameter, it repeats what came.
pub(super) fn echoing(
    spec: &Spec,
    operation: &Operation,
    received: &Received,
    mut response: RawResponse,
) -> RawResponse {
    let content_type = response.headers.text("content-type").unwrap_or_default();
    let documented = operation.response(response.status);
    let media = documented.and_then(|one| media_for(&one.media, content_type));
    let (Some(media), true) = (media, response.status < 400 && is_json(content_type)) else {
        return response;
    };
    let Ok(example) = serde_json::from_slice::<Value>(&response.body) else {
        return response;
    };
    let call = Call {
        arguments: received.arguments.clone(),
        ..Call::default()
    };
    let echoed = relation::echo(operation, response.status, &call, &example);
    let is_legal =
        |schema: &String| spec.accepts(schema, Direction::Response, &echoed) == Some(true);
    if echoed != example && media.schema.as_ref().is_none_or(is_legal) {
        response.body = echoed.to_string().into_bytes();
    }
    response
}

/// An answer with an example as its body.
pub(crate) fn with_sample(
    spec: &Spec,
    documented: &Response,
    sample: &Sample,
    response: RawResponse,
) -> RawResponse {
    let mut media = documented.media.iter();
    let media = media.find(|media| media.media_type == sample.media_type);
    let value = &sample.example.value;
    let written = media.and_then(|media| with_body(spec, media, value, response.clone()));
    // What has no form is sent as it stands in the document.
    written.unwrap_or_else(|| {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        response
            .header("content-type", concrete(&sample.media_type))
            .body(text)
    })
}

fn with_body(
    spec: &Spec,
    media: &Media,
    value: &Value,
    response: RawResponse,
) -> Option<RawResponse> {
    let (content_type, body) = write_body(spec, media, value).ok()?;
    let response = response.header("content-type", concrete(&content_type));
    Some(response.body(body))
}

/// The first representation that the caller reads and a body is known for; else of any.
fn body<'a>(
    spec: &Spec,
    documented: &'a Response,
    choice: &Choice<'_>,
) -> Option<(&'a Media, Value)> {
    let accepted = |media: &&Media| choice.accept.is_none_or(|accept| accepts(accept, media));
    let wanted = documented.media.iter().filter(accepted);
    let others = documented.media.iter().filter(|media| !accepted(media));
    let mut candidates = wanted.chain(others);
    candidates.find_map(|media| Some((media, value(spec, media, choice)?)))
}

fn value(spec: &Spec, media: &Media, choice: &Choice<'_>) -> Option<Value> {
    let example = |example: &Example| example.value.clone();
    if let Some(name) = choice.example {
        let mut examples = media.examples.iter();
        return examples.find(|one| one.name == name).map(example);
    }
    let drawn = || match &media.schema {
        Some(schema) if choice.source == Source::Schema => {
            draw::full(spec, schema, Direction::Response)
                .or_else(|| draw::legal(spec, schema, Direction::Response))
        }
        Some(schema) => draw::legal(spec, schema, Direction::Response),
        None => Some(Value::Object(serde_json::Map::new())),
    };
    let first = || media.examples.first().map(example);
    match choice.source {
        Source::Examples => first().or_else(drawn),
        Source::Schema => drawn().or_else(first),
    }
}

/// Whether an `Accept` field names a media type, by itself or by a range.
fn accepts(accept: &str, media: &Media) -> bool {
    let wanted = essence(&media.media_type);
    let kind = wanted.split('/').next().unwrap_or_default();
    accept
        .split(',')
        .map(essence)
        .any(|range| range == "*/*" || range == wanted || range.strip_suffix("/*") == Some(kind))
}

/// A media type that can be sent, for one that may be a range.
fn concrete(media_type: &str) -> String {
    let essence = essence(media_type);
    if let Some((kind, suffix)) = essence.split_once("/*+") {
        return format!("{kind}/x.any+{suffix}");
    }
    match essence.as_str() {
        "*/*" | "application/*" => "application/octet-stream".to_owned(),
        "text/*" => "text/plain".to_owned(),
        _ => media_type.to_owned(),
    }
}

/// The answer with each header field that must be there.
pub(crate) fn with_headers(
    spec: &Spec,
    documented: &Response,
    mut response: RawResponse,
) -> RawResponse {
    for header in documented.headers.iter().filter(|header| header.required) {
        let value = field(spec, header).unwrap_or_else(|| "1".to_owned());
        response.headers.push(&header.name, value);
    }
    response
}

/// A value of a header field: its example, else one that its schema takes.
fn field(spec: &Spec, header: &Header) -> Option<String> {
    let (_, written) = spec.tree.resolve(&header.pointer)?;
    let example = written.get("example").or_else(|| {
        let examples = written.get("examples")?.as_object()?;
        examples.values().find_map(|one| one.get("value"))
    });
    let drawn = || draw::legal(spec, header.schema.as_ref()?, Direction::Response);
    let value = example.cloned().or_else(drawn)?;
    let parameter = Parameter {
        form: header.form.clone(),
        ..Parameter::plain(&header.name, Location::Header)
    };
    match encode(&parameter, &value).ok()? {
        Encoded::Header(text) => Some(text),
        _ => None,
    }
}
