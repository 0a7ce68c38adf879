//! Servers that are unusual and right.

use serde_json::{Value, json};

use super::{Needs, Right, Server, answer};
use crate::{
    exchange::{Headers, RawRequest, RawResponse},
    schema::Direction,
};

pub(super) const VARIATIONS: &[Server] = &[
    answer(
        "right",
        "Nothing is unusual.",
        Needs::Nothing,
        Right::answer,
    ),
    answer(
        "more-headers",
        "Header fields that nobody documented.",
        Needs::Nothing,
        |right, request| {
            right
                .answer(request)
                .header("x-request-id", "0123456789abcdef")
                .header("strict-transport-security", "max-age=31536000")
                .header("server", "contract")
                .header("vary", "accept")
                .header("vary", "origin")
                .header("cache-control", "no-store")
        },
    ),
    answer(
        "other-header-order",
        "Header fields in reverse.",
        Needs::Nothing,
        |right, request| {
            let mut answer = right.answer(request);
            let mut fields: Vec<_> = answer
                .headers
                .iter()
                .map(|(name, value)| (name.to_owned(), value.to_vec()))
                .collect();
            fields.reverse();
            let mut headers = Headers::default();
            for (name, value) in fields {
                headers.push(name, value);
            }
            answer.headers = headers;
            answer
        },
    ),
    answer(
        "upper-case-headers",
        "Names of header fields in upper case.",
        Needs::Nothing,
        |right, request| {
            let mut answer = right.answer(request);
            let mut headers = Headers::default();
            for (name, value) in answer.headers.iter() {
                headers.push(name.to_ascii_uppercase(), value);
            }
            answer.headers = headers;
            answer
        },
    ),
    answer(
        "pretty-json",
        "JSON over many lines.",
        Needs::Nothing,
        |right, request| {
            json_bytes(right, request, |value| {
                serde_json::to_vec_pretty(value).unwrap_or_default()
            })
        },
    ),
    answer(
        "white-space",
        "JSON with white space around it.",
        Needs::Nothing,
        |right, request| {
            json_bytes(right, request, |value| {
                format!(" \r\n\t{value}\n").into_bytes()
            })
        },
    ),
    answer(
        "reversed-members",
        "Members in another order.",
        Needs::Nothing,
        |right, request| json_bytes(right, request, |value| reversed(value).into_bytes()),
    ),
    answer(
        "escapes",
        "Every character as an escape.",
        Needs::Nothing,
        |right, request| json_bytes(right, request, |value| escaped(value).into_bytes()),
    ),
    answer(
        "charset",
        "The content type says UTF-8.",
        Needs::Nothing,
        |right, request| content_type(right, request, |value| format!("{value}; charset=utf-8")),
    ),
    answer(
        "odd-charset",
        "The content type says UTF-8 in capitals and quotes.",
        Needs::Nothing,
        |right, request| {
            content_type(right, request, |value| {
                let (kind, rest) = value.split_once('/').unwrap_or((value, ""));
                format!("{}/{rest};Charset=\"UTF-8\"", kind.to_ascii_uppercase())
            })
        },
    ),
    answer(
        "more-members",
        "Members that the schema allows and does not name.",
        Needs::Nothing,
        |right, request| with_member(right, request, "x_contract_more", &json!({"a": [1]})),
    ),
    answer(
        "request-id-in-errors",
        "Errors say which request they are about.",
        Needs::Nothing,
        |right, request| {
            let answer = right.answer(request);
            if answer.status >= 400 {
                with_member(right, request, "request_id", &json!("0123456789abcdef"))
            } else {
                answer
            }
        },
    ),
    answer(
        "404-for-405",
        "A method that a path does not have makes it unknown.",
        Needs::Nothing,
        |right, request| {
            let answer = right.answer(request);
            if answer.status == 405 {
                RawResponse::new(404)
            } else {
                answer
            }
        },
    ),
    answer(
        "405-for-options",
        "OPTIONS is a method like any other.",
        Needs::Nothing,
        |right, request| {
            let own = right.own(request).is_some();
            match right.operation(request, None) {
                Some(operation) if request.method == "OPTIONS" && !own => {
                    RawResponse::new(405).header("allow", operation.method.as_str())
                }
                _ => right.answer(request),
            }
        },
    ),
    answer(
        "takes-trailing-slash",
        "A slash at the end of a path does not matter.",
        Needs::Nothing,
        |right, request| {
            let target = request.target.clone();
            let (path, query) = crate::call::split_target(&target);
            let query = query.map_or(String::new(), |query| format!("?{query}"));
            let bare = RawRequest {
                target: format!("{}{query}", path.trim_end_matches('/')),
                ..request.clone()
            };
            if right.operation(request, None).is_none() && path.len() > 1 {
                right.answer(&bare)
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "other-refusals",
        "A request that breaks a rule is unprocessable where nothing else is documented.",
        Needs::Nothing,
        |right, request| {
            let mut answer = right.answer(request);
            let documents = right
                .own(request)
                .is_some_and(|one| one.response(400).is_some());
            if answer.status == 400 && !documents {
                answer.status = 422;
            }
            answer
        },
    ),
    answer(
        "challenges",
        "A 401 names a scheme.",
        Needs::Nothing,
        |right, request| {
            let mut answer = right.answer(request);
            if answer.status == 401 {
                answer.headers.remove("www-authenticate");
                answer
                    .headers
                    .push("www-authenticate", "Bearer realm=\"pets\"");
            }
            answer
        },
    ),
];

fn json_bytes(right: &Right, request: &RawRequest, write: fn(&Value) -> Vec<u8>) -> RawResponse {
    let mut answer = right.answer(request);
    let is_json = answer
        .headers
        .text("content-type")
        .is_some_and(crate::spec::is_json);
    if is_json && let Ok(value) = serde_json::from_slice(&answer.body) {
        answer.body = write(&value);
    }
    answer
}

fn content_type(right: &Right, request: &RawRequest, of: fn(&str) -> String) -> RawResponse {
    let mut answer = right.answer(request);
    let value = answer.headers.text("content-type").map(str::to_owned);
    if let Some(value) = value.filter(|value| crate::spec::is_json(value)) {
        answer.headers.remove("content-type");
        answer.headers.push("content-type", of(&value));
    }
    answer
}

/// One more member in every object of the answer, where its schema allows that.
fn with_member(right: &Right, request: &RawRequest, name: &str, member: &Value) -> RawResponse {
    let mut answer = right.answer(request);
    let Ok(mut value) = serde_json::from_slice::<Value>(&answer.body) else {
        return answer;
    };
    if let Some(members) = value.as_object_mut() {
        members.insert(name.to_owned(), member.clone());
    }
    let documented = right
        .own(request)
        .and_then(|one| one.response(answer.status));
    let schema = documented.and_then(|one| one.media.first()?.schema.as_deref());
    let is_legal = schema.is_none_or(|schema| {
        right
            .spec
            .accepts(schema, Direction::Response, &value)
            .unwrap_or(false)
    });
    if is_legal {
        answer.body = value.to_string().into_bytes();
    }
    answer
}

fn reversed(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let pairs = members
                .iter()
                .rev()
                .map(|(name, value)| format!("{}:{}", json!(name), reversed(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(reversed).collect::<Vec<_>>().join(",")
        ),
        value => value.to_string(),
    }
}

fn escaped(value: &Value) -> String {
    let text = |text: &str| -> String {
        let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
        format!("\"{}\"", units.collect::<String>())
    };
    match value {
        Value::String(one) => text(one),
        Value::Object(members) => {
            let pairs = members
                .iter()
                .map(|(name, value)| format!("{}:{}", text(name), escaped(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(escaped).collect::<Vec<_>>().join(",")
        ),
        value => value.to_string(),
    }
}
