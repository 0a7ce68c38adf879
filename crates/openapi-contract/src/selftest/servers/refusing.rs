//! Servers that refuse what the document allows, or break down over it.

use serde_json::Value;

use super::{Needs, Right, Server, answer};
use crate::exchange::{RawRequest, RawResponse};

pub(super) const FAULTS: &[Server] = &[
    answer(
        "refuses-charset",
        "A content type with a parameter is another one.",
        Needs::JsonBody,
        |right, request| when(right, request, content_type(request).contains(';'), 415),
    ),
    answer(
        "refuses-quoted-charset",
        "A parameter of a content type must not be quoted or in upper case.",
        Needs::JsonBody,
        |right, request| {
            let parameters = content_type(request)
                .split_once(';')
                .map_or("", |(_, rest)| rest);
            let is_odd = parameters
                .chars()
                .any(|one| one == '"' || one.is_uppercase());
            when(right, request, is_odd, 415)
        },
    ),
    answer(
        "refuses-upper-case-content-type",
        "A content type must be in lower case.",
        Needs::JsonBody,
        |right, request| {
            let essence = content_type(request).split(';').next().unwrap_or_default();
            when(right, request, essence.chars().any(char::is_uppercase), 415)
        },
    ),
    answer(
        "case-sensitive-headers",
        "A header field must be written in lower case.",
        Needs::Nothing,
        |right, request| {
            let mut lower = request.clone();
            let is_lower = |letter: char| letter.is_ascii_lowercase();
            for (name, _) in request.headers.iter() {
                if !name.contains(is_lower) {
                    lower.headers.remove(name);
                }
            }
            right.answer(&lower)
        },
    ),
    answer(
        "refuses-unknown-members",
        "Members that the schema does not name are refused.",
        Needs::OpenBody,
        |right, request| {
            let names = right.good_members(request);
            let value = serde_json::from_slice::<Value>(&request.body).unwrap_or_default();
            let mut members = value
                .as_object()
                .into_iter()
                .flat_map(|members| members.keys());
            when(
                right,
                request,
                members.any(|name| !names.contains(name)),
                400,
            )
        },
    ),
    answer(
        "refuses-escapes",
        "Characters of a body must not be written as escapes.",
        Needs::JsonBody,
        |right, request| when(right, request, has(&request.body, b"\\u"), 400),
    ),
    answer(
        "refuses-unicode",
        "A body must be ASCII.",
        Needs::JsonBody,
        |right, request| when(right, request, !request.body.is_ascii(), 400),
    ),
    answer(
        "refuses-white-space",
        "JSON must be written without white space around it.",
        Needs::JsonBody,
        |right, request| {
            let ends = [request.body.first(), request.body.last()];
            let is_blank = ends.into_iter().flatten().any(u8::is_ascii_whitespace);
            when(right, request, is_blank, 400)
        },
    ),
    answer(
        "refuses-chunked",
        "The length of a body must be known.",
        Needs::JsonBody,
        |right, request| {
            let is_chunked = request.headers.text("transfer-encoding").is_some();
            when(right, request, is_chunked, 411)
        },
    ),
    answer(
        "refuses-unknown-headers",
        "Header fields that the document does not name are refused.",
        Needs::Nothing,
        |right, request| {
            let is_odd = |name: &str| name.to_ascii_lowercase().starts_with("x-contract");
            when(
                right,
                request,
                request.headers.iter().any(|(name, _)| is_odd(name)),
                400,
            )
        },
    ),
    answer(
        "limit-too-small",
        "A body of a few bytes is too large.",
        Needs::JsonBody,
        |right, request| when(right, request, request.body.len() > 16, 413),
    ),
    answer(
        "refuses-empty-object",
        "An object without optional members is refused.",
        Needs::JsonBody,
        |right, request| {
            let value = serde_json::from_slice::<Value>(&request.body).unwrap_or_default();
            let size = value.as_object().map(serde_json::Map::len);
            let least = right.least_members(request);
            when(right, request, size.is_some() && size <= Some(least), 400)
        },
    ),
    answer(
        "only-one-way-in",
        "Only the first of several ways to log in is known.",
        Needs::Signature,
        |right, request| {
            let is_other = request.headers.text("authorization").is_some();
            when(right, request, is_other, 401)
        },
    ),
    answer(
        "refuses-everything",
        "Every request is unauthorized.",
        Needs::Nothing,
        |right, request| when(right, request, true, 401),
    ),
    answer(
        "fails-on-invalid-bodies",
        "A 500 for what is not as documented.",
        Needs::JsonBody,
        |right, request| instead(right, request, &[400, 422], 500),
    ),
    answer(
        "fails-on-unknown-paths",
        "A 500 for a path that is not known.",
        Needs::Nothing,
        |right, request| {
            let is_known = right.operation(request, None).is_some();
            if is_known {
                right.answer(request)
            } else {
                RawResponse::new(500)
            }
        },
    ),
    answer(
        "fails-on-other-methods",
        "A 500 for a method that a path does not have.",
        Needs::Nothing,
        |right, request| instead(right, request, &[405], 500),
    ),
    answer(
        "fails-on-unicode",
        "A 500 for text beyond ASCII.",
        Needs::JsonBody,
        |right, request| when(right, request, !request.body.is_ascii(), 500),
    ),
    answer(
        "fails-on-null",
        "A 500 for null.",
        Needs::JsonBody,
        |right, request| when(right, request, has(&request.body, b"null"), 500),
    ),
    answer(
        "fails-on-deep-nesting",
        "A 500 for lists in lists.",
        Needs::JsonBody,
        |right, request| when(right, request, has(&request.body, b"[[[["), 500),
    ),
    answer(
        "fails-on-zero-bytes",
        "A 500 for a zero byte in a path.",
        Needs::PathParameter,
        |right, request| when(right, request, request.target.contains("%00"), 500),
    ),
    answer(
        "fails-on-encoded-slash",
        "A 500 for a slash in a parameter.",
        Needs::PathParameter,
        |right, request| {
            when(
                right,
                request,
                request.target.to_ascii_uppercase().contains("%2F"),
                500,
            )
        },
    ),
    answer(
        "fails-without-credential",
        "A 500 for a request without a credential.",
        Needs::Credential,
        |right, request| instead(right, request, &[401], 500),
    ),
    answer(
        "fails-on-options",
        "A 500 for OPTIONS.",
        Needs::Nothing,
        |right, request| when(right, request, request.method == "OPTIONS", 500),
    ),
    answer(
        "fails-on-head",
        "A 500 for HEAD.",
        Needs::Nothing,
        |right, request| {
            if request.method == "HEAD" {
                RawResponse::new(500)
            } else {
                right.answer(request)
            }
        },
    ),
];

impl Right {
    /// The members of a body that the examples and schemas name.
    fn good_members(&self, request: &RawRequest) -> Vec<String> {
        let body = self.own(request).and_then(|one| one.request_body.as_ref());
        let schemas = body.into_iter().flat_map(|body| &body.media);
        let full = schemas.filter_map(|media| {
            let schema = media.schema.as_deref()?;
            crate::draw::full(&self.spec, schema, crate::schema::Direction::Request)
        });
        let objects = full.filter_map(|value| value.as_object().cloned());
        objects
            .flat_map(|members| members.into_iter().map(|(name, _)| name))
            .collect()
    }

    /// How many members a body has at least.
    fn least_members(&self, request: &RawRequest) -> usize {
        let body = self.own(request).and_then(|one| one.request_body.as_ref());
        let mut schemas = body.into_iter().flat_map(|body| &body.media);
        let legal = schemas.find_map(|media| {
            let schema = media.schema.as_deref()?;
            crate::draw::legal(&self.spec, schema, crate::schema::Direction::Request)
        });
        legal
            .and_then(|value| value.as_object().map(serde_json::Map::len))
            .unwrap_or(0)
    }
}

fn content_type(request: &RawRequest) -> &str {
    request.headers.text("content-type").unwrap_or_default()
}

fn has(body: &[u8], wanted: &[u8]) -> bool {
    body.windows(wanted.len()).any(|window| window == wanted)
}

/// The documented answer of a status where a request is like that, which else is right.
fn when(right: &Right, request: &RawRequest, is_so: bool, status: u16) -> RawResponse {
    if is_so {
        right.documented(request, status)
    } else {
        right.answer(request)
    }
}

/// Another status in place of these.
fn instead(right: &Right, request: &RawRequest, of: &[u16], status: u16) -> RawResponse {
    let answer = right.answer(request);
    if of.contains(&answer.status) {
        right.documented(request, status)
    } else {
        answer
    }
}
