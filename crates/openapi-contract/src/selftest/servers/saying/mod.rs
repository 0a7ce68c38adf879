//! Servers whose answers are not what is documented.
//!
//! [`statuses`] has another status, [`values`] another value, [`content`] bytes that are something
//! else; what they share is how an answer is changed.

use serde_json::{Value, json};

use super::{Needs, Right, Server, answer};
use crate::exchange::{RawRequest, RawResponse};

mod content;
mod statuses;
mod values;

pub(super) use self::{content::FAULTS as CONTENT, statuses::STATUSES, values::FAULTS as VALUES};

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

fn is_error(status: u16) -> bool {
    status >= 400
}

fn restatus(right: &Right, request: &RawRequest, of: fn(u16) -> u16) -> RawResponse {
    let mut answer = right.answer(request);
    answer.status = of(answer.status);
    answer
}

/// Changes the JSON of answers with such a status.
fn edit(
    right: &Right,
    request: &RawRequest,
    is: fn(u16) -> bool,
    change: impl Fn(&mut Value),
) -> RawResponse {
    bytes(right, request, is, |body| {
        let Ok(mut value) = serde_json::from_slice::<Value>(body) else {
            return body.to_vec();
        };
        match &mut value {
            Value::Array(items) => items.iter_mut().for_each(&change),
            value => change(value),
        }
        value.to_string().into_bytes()
    })
}

fn success(right: &Right, request: &RawRequest, change: impl Fn(&mut Value)) -> RawResponse {
    edit(right, request, is_success, change)
}

fn error(right: &Right, request: &RawRequest, change: impl Fn(&mut Value)) -> RawResponse {
    edit(right, request, is_error, change)
}

/// Changes the bytes of a body where there is one, of answers with such a status.
fn bytes(
    right: &Right,
    request: &RawRequest,
    is: fn(u16) -> bool,
    change: impl Fn(&[u8]) -> Vec<u8>,
) -> RawResponse {
    let mut answer = right.answer(request);
    if is(answer.status) && !answer.body.is_empty() {
        answer.body = change(&answer.body);
    }
    answer
}

fn page(right: &Right, request: &RawRequest, content_type: &str, text: &str) -> RawResponse {
    let mut answer = right.answer(request);
    if is_error(answer.status) && request.method != "HEAD" {
        retype_content(&mut answer, content_type);
        answer.body = text.into();
    }
    answer
}

fn retype_content(answer: &mut RawResponse, content_type: &str) {
    if !answer.body.is_empty() {
        answer.headers.remove("content-type");
        answer.headers.push("content-type", content_type);
    }
}

fn members(value: &Value) -> impl DoubleEndedIterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn remove(value: &mut Value, name: Option<String>) {
    if let (Some(members), Some(name)) = (value.as_object_mut(), name) {
        members.remove(&name);
    }
}

fn rename(value: &mut Value, other: fn(&str) -> String) {
    let first = members(value).next().map(|(name, _)| name.clone());
    if let (Some(members), Some(name)) = (value.as_object_mut(), first) {
        let value = members.remove(&name).unwrap_or_default();
        members.insert(other(&name), value);
    }
}

/// The first text becomes a number.
fn retype(value: &mut Value) -> bool {
    match value {
        Value::String(_) => {
            *value = json!(7);
            true
        }
        Value::Array(items) => items.iter_mut().any(retype),
        Value::Object(members) => members.values_mut().any(retype),
        _ => false,
    }
}

/// Every text ends in another way, and every number is another one.
fn drift(value: &mut Value) {
    match value {
        Value::String(text) => text.push('.'),
        Value::Number(number) => *value = json!(number.as_f64().unwrap_or_default() + 1.0),
        Value::Bool(is) => *is = !*is,
        Value::Array(items) => items.iter_mut().for_each(drift),
        Value::Object(members) => members.values_mut().for_each(drift),
        Value::Null => {}
    }
}

fn replaced(body: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    match memchr::memmem::find(body, from) {
        None => body.to_vec(),
        Some(at) => {
            let (before, after) = body.split_at(at);
            [before, to, after.get(from.len()..).unwrap_or_default()].concat()
        }
    }
}

fn header_names(right: &Right, request: &RawRequest, status: u16) -> Vec<String> {
    let documented = right.own(request).and_then(|one| one.response(status));
    documented
        .map(|one| one.required_headers.clone())
        .unwrap_or_default()
}
