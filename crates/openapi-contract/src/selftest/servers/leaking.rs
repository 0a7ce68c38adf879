//! Servers that show a credential in another form than it came in.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{Needs, Right, Server, answer};
use crate::{
    exchange::{RawRequest, RawResponse},
    step::{Hex, encode_all},
};

pub(super) const FAULTS: &[Server] = &[
    answer(
        "shows-credential-in-base64",
        "Every answer has the credential in base64.",
        Needs::Key,
        |right, request| shown(right, request, |key| STANDARD.encode(key)),
    ),
    answer(
        "shows-credential-within-base64",
        "Every answer has something in base64 with the credential in it.",
        Needs::Key,
        |right, request| {
            shown(right, request, |key| {
                STANDARD.encode(json!({"for": key, "until": 1}).to_string())
            })
        },
    ),
    answer(
        "shows-credential-in-hexadecimal",
        "Every answer has the credential in hexadecimal digits.",
        Needs::Key,
        |right, request| {
            shown(right, request, |key| {
                encode_all(key, Hex::Lower).replace('%', "")
            })
        },
    ),
    answer(
        "shows-credential-percent-encoded",
        "Every answer has the credential percent-encoded.",
        Needs::Key,
        |right, request| shown(right, request, |key| encode_all(key, Hex::Upper)),
    ),
    answer(
        "shows-credential-escaped",
        "Every object has the credential in a member, in escapes.",
        Needs::Key,
        |right, request| {
            let mut answer = right.answer(request);
            let units = presented(right, request);
            let units = units.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
            let member = format!("{{\"x_contract\":\"{}\",", units.collect::<String>());
            if let Some(rest) = answer.body.strip_prefix(b"{\"") {
                answer.body = [member.as_bytes(), b"\"", rest].concat();
            }
            answer
        },
    ),
];

fn presented(right: &Right, request: &RawRequest) -> String {
    let mut presented = right.presented(request).into_iter();
    presented.find(|one| !one.is_empty()).unwrap_or_default()
}

fn shown(right: &Right, request: &RawRequest, write: fn(&str) -> String) -> RawResponse {
    let text = write(&presented(right, request));
    right.answer(request).header("x-debug", text)
}
