//! Servers that take what the document does not allow.

use serde_json::{Value, json};

use super::{Needs, Right, Server, answer};
use crate::{
    call::split_target,
    exchange::{RawRequest, RawResponse},
    spec::Location,
};

pub(super) const FAULTS: &[Server] = &[
    answer(
        "takes-any-method",
        "A method that a path does not have is taken for one that it has.",
        Needs::Nothing,
        |right, request| {
            let mut request = request.clone();
            if right.own(&request).is_none()
                && !["HEAD", "OPTIONS"].contains(&request.method.as_str())
                && let Some(operation) = right.operation(&request, None)
            {
                request.method.clone_from(&operation.method);
            }
            right.answer(&request)
        },
    ),
    answer(
        "takes-any-path",
        "A path that is not documented gets the answer of one that is.",
        Needs::Nothing,
        |right, request| {
            let mut answer = right.answer(request);
            if answer.status == 404 && right.operation(request, None).is_none() {
                answer.status = 200;
            }
            answer
        },
    ),
    answer(
        "takes-longer-paths",
        "Further segments of a path are left alone.",
        Needs::Nothing,
        |right, request| {
            let (path, query) = split_target(&request.target);
            let query = query.map_or(String::new(), |query| format!("?{query}"));
            let shorter = path
                .trim_end_matches('/')
                .rsplit_once('/')
                .map_or("", |(path, _)| path);
            let shorter = with_target(request, format!("{shorter}{query}"));
            if right.operation(request, None).is_none() && right.own(&shorter).is_some() {
                right.answer(&shorter)
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "decodes-path-twice",
        "The path is decoded twice.",
        Needs::PathParameter,
        |right, request| {
            let (path, query) = split_target(&request.target);
            let query = query.map_or(String::new(), |query| format!("?{query}"));
            right.answer(&with_target(request, path.replace("%25", "%") + &query))
        },
    ),
    answer(
        "ignores-path-parameters",
        "What stands behind a semicolon in a segment is left alone.",
        Needs::PathParameter,
        |right, request| {
            let (path, query) = split_target(&request.target);
            let query = query.map_or(String::new(), |query| format!("?{query}"));
            let segments = path.split('/');
            let bare = segments.map(|one| one.split(';').next().unwrap_or_default());
            let path = bare.collect::<Vec<_>>().join("/");
            right.answer(&with_target(request, path + &query))
        },
    ),
    answer(
        "ignores-suffixes",
        "What looks like the name of a file loses its suffix.",
        Needs::PathParameter,
        |right, request| {
            let target = request.target.replace(".json", "");
            right.answer(&with_target(request, target))
        },
    ),
    answer(
        "trims-path",
        "Blanks at the end of a value of the path are taken away.",
        Needs::PathParameter,
        |right, request| {
            let target = request.target.replace("%20/", "/");
            let target = target.strip_suffix("%20").unwrap_or(&target);
            right.answer(&with_target(request, target.to_owned()))
        },
    ),
    answer(
        "swaps-path-parameters",
        "The first two parameters of a path change places.",
        Needs::TwoPathParameters,
        |right, request| {
            let Some(operation) = right.own(request) else {
                return right.answer(request);
            };
            let (path, query) = split_target(&request.target);
            let mut segments: Vec<_> = path.split('/').collect();
            let places: Vec<_> = operation
                .path
                .split('/')
                .enumerate()
                .filter(|(_, segment)| segment.starts_with('{'))
                .map(|(at, _)| at)
                .collect();
            if let [first, second, ..] = *places {
                segments.swap(first, second);
            }
            let query = query.map_or(String::new(), |query| format!("?{query}"));
            right.answer(&with_target(request, segments.join("/") + &query))
        },
    ),
    answer(
        "decodes-path-twice",
        "A path is decoded twice.",
        Needs::PathParameter,
        |right, request| {
            let (path, query) = split_target(&request.target);
            let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
            if path.split('/').count() != split_target(&request.target).0.split('/').count() {
                return right.answer(request);
            }
            let query = query.map_or(String::new(), |query| format!("?{query}"));
            let target = format!("{path}{query}");
            if target.contains('%') || target.is_ascii() {
                right.answer(&with_target(request, target))
            } else {
                RawResponse::new(404)
            }
        },
    ),
    answer(
        "leaves-path-encoded",
        "A path is not decoded, so that what is encoded is not there.",
        Needs::PathParameter,
        |right, request| {
            let (path, _) = split_target(&request.target);
            if path.contains('%') {
                right.documented(request, 404)
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "takes-any-content-type",
        "A body is taken for JSON whatever its content type is.",
        Needs::JsonBody,
        |right, request| {
            let mut request = request.clone();
            if !request.body.is_empty() {
                request.headers.remove("content-type");
                request.headers.push("content-type", "application/json");
            }
            right.answer(&request)
        },
    ),
    answer(
        "takes-no-content-type",
        "A body without a content type is taken for JSON.",
        Needs::JsonBody,
        |right, request| {
            let mut request = request.clone();
            if request.headers.text("content-type").is_none() {
                request.headers.push("content-type", "application/json");
            }
            right.answer(&request)
        },
    ),
    answer(
        "takes-no-body",
        "A body that is required may be missing.",
        Needs::RequiredBody,
        |right, request| {
            if request.body.is_empty() {
                repaired(right, request)
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "takes-truncated-json",
        "A body that ends too early is completed.",
        Needs::JsonBody,
        |right, request| {
            let error = serde_json::from_slice::<Value>(&request.body).err();
            if error.is_some_and(|error| error.is_eof()) && !request.body.is_empty() {
                repaired(right, request)
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "takes-trailing-bytes",
        "What follows the JSON of a body is left alone.",
        Needs::JsonBody,
        |right, request| {
            let mut values =
                serde_json::Deserializer::from_slice(&request.body).into_iter::<Value>();
            match values.next() {
                Some(Ok(value)) if is_json(request) => {
                    right.answer(&request.clone().body(value.to_string()))
                }
                _ => right.answer(request),
            }
        },
    ),
    answer(
        "takes-any-text",
        "A body that is not JSON is taken for the usual one.",
        Needs::JsonBody,
        |right, request| {
            let is_wrong = serde_json::from_slice::<Value>(&request.body).is_err();
            if is_wrong && !request.body.is_empty() {
                repaired(right, request)
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "takes-other-json-types",
        "A body that is JSON and no object is taken for the usual one.",
        Needs::JsonBody,
        |right, request| match serde_json::from_slice::<Value>(&request.body) {
            Ok(value) if !value.is_object() && request.body.len() < 1000 => {
                repaired(right, request)
            }
            _ => right.answer(request),
        },
    ),
    answer(
        "takes-list-of-one",
        "A list of one is taken for what is in it.",
        Needs::JsonBody,
        |right, request| match serde_json::from_slice::<Value>(&request.body) {
            Ok(Value::Array(items)) if items.len() == 1 && items.iter().all(Value::is_object) => {
                let one = items.first().map(Value::to_string);
                right.answer(&request.clone().body(one.unwrap_or_default()))
            }
            _ => right.answer(request),
        },
    ),
    answer(
        "takes-null",
        "A member that is null is taken for one that is absent.",
        Needs::Keyword(&["type"]),
        |right, request| {
            let Ok(Value::Object(mut members)) = serde_json::from_slice::<Value>(&request.body)
            else {
                return right.answer(request);
            };
            members.retain(|_, value| !value.is_null());
            right.answer(&request.clone().body(Value::Object(members).to_string()))
        },
    ),
    answer(
        "takes-text-for-numbers",
        "Numbers may be written as text, and text as numbers.",
        Needs::Keyword(&["type"]),
        |right, request| {
            let answer = right.answer(request);
            let value = serde_json::from_slice::<Value>(&request.body);
            let is_object = value.is_ok_and(|value| value.is_object());
            if answer.status == 400 && is_object && has_scalars(&request.body) {
                repaired(right, request)
            } else {
                answer
            }
        },
    ),
    answer(
        "takes-any-size",
        "No body is too large.",
        Needs::Status(413),
        |right, request| {
            if request.body.len() > 1 << 20 {
                repaired(right, request)
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "takes-missing-query",
        "Parameters that are required may be missing.",
        Needs::Keyword(&["required"]),
        |right, request| {
            let Some(call) = right.good(request).cloned() else {
                return right.answer(request);
            };
            let mut request = request.clone();
            for one in &call.arguments {
                if one.location == Location::Header && request.headers.text(&one.name).is_none() {
                    let text = match &one.value {
                        Value::String(text) => text.clone(),
                        value => value.to_string(),
                    };
                    request.headers.push(&one.name, text);
                }
            }
            if request.body.is_empty() {
                return repaired(right, &request);
            }
            let value = serde_json::from_slice::<Value>(&request.body);
            if let Ok(Value::Object(mut members)) = value
                && let Some(Value::Object(others)) = good_body(right, &request)
            {
                for (name, value) in others {
                    members.entry(name).or_insert(value);
                }
                request = with_body(&request, &json!(members));
            }
            right.answer(&request)
        },
    ),
];

fn is_json(request: &RawRequest) -> bool {
    let content_type = request.headers.text("content-type");
    content_type.is_some_and(crate::spec::is_json)
}

fn has_scalars(body: &[u8]) -> bool {
    let value = serde_json::from_slice::<Value>(body).unwrap_or_default();
    let mut members = value
        .as_object()
        .into_iter()
        .flat_map(|members| members.values());
    members.any(|value| value.is_number() || value.is_string() || value.is_boolean())
}

fn with_target(request: &RawRequest, target: String) -> RawRequest {
    RawRequest {
        target,
        ..request.clone()
    }
}

fn with_body(request: &RawRequest, value: &Value) -> RawRequest {
    request.clone().body(value.to_string())
}

fn good_body(right: &Right, request: &RawRequest) -> Option<Value> {
    let body = right.good(request)?.body.as_ref()?;
    serde_json::from_slice(&body.content.bytes()).ok()
}

/// The answer to the same request with the body of a call that succeeds.
fn repaired(right: &Right, request: &RawRequest) -> RawResponse {
    let trusted = right.answer(&right.trusted(request));
    // Whoever is not known is told so all the same.
    if right.answer(request).status == 401 && trusted.status != 401 {
        return right.answer(request);
    }
    let Some(body) = right.good(request).and_then(|call| call.body.as_ref()) else {
        return right.answer(request);
    };
    let mut request = request.clone().body(body.content.bytes());
    request.headers.remove("content-type");
    if let Some(content_type) = &body.content_type {
        request
            .headers
            .push("content-type", content_type.as_bytes());
    }
    // A signature covered the body that is gone.
    right.answer(&right.trusted(&request))
}
