//! Servers that refuse what the document allows, or break down over it.

use serde_json::Value;

use super::{Needs, Right, Server, answer};
use crate::exchange::{RawRequest, RawResponse};

pub(super) const FAULTS: &[Server] = &[
    answer(
        "refuses-expectations",
        "Whoever asks before sending a body is refused.",
        Needs::JsonBody,
        |right, request| {
            refuse(right, request, 417, |request| {
                request.headers.text("expect").is_some()
            })
        },
    ),
    answer(
        "fails-on-broken-escapes",
        "An escape in the path that is none breaks the server.",
        Needs::PathParameter,
        |right, request| {
            refuse(right, request, 500, |request| {
                request.target.contains("%zz")
            })
        },
    ),
    answer(
        "fails-on-long-paths",
        "A long value of the path breaks the server.",
        Needs::PathParameter,
        |right, request| refuse(right, request, 500, |request| request.target.len() > 1_000),
    ),
    answer(
        "fails-on-long-headers",
        "A long header field breaks the server.",
        Needs::Nothing,
        |right, request| {
            refuse(right, request, 500, |request| {
                request.headers.iter().any(|(_, value)| value.len() > 3_000)
            })
        },
    ),
    answer(
        "fails-on-unusual-accept",
        "A media type that nobody has breaks the server.",
        Needs::Nothing,
        |right, request| {
            refuse(right, request, 500, |request| {
                let accept = request.headers.text("accept").unwrap_or_default();
                accept.starts_with("image/")
            })
        },
    ),
    answer(
        "refuses-charset",
        "A content type with a parameter is another one.",
        Needs::JsonBody,
        |right, request| {
            refuse(right, request, 415, |request| {
                content_type(request).contains(';')
            })
        },
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
            refuse(right, request, 415, |_| is_odd)
        },
    ),
    answer(
        "refuses-upper-case-content-type",
        "A content type must be in lower case.",
        Needs::JsonBody,
        |right, request| {
            let essence = content_type(request).split(';').next().unwrap_or_default();
            refuse(right, request, 415, |_| {
                essence.chars().any(char::is_uppercase)
            })
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
            refuse(right, request, 400, |_| {
                members.any(|name| !names.contains(name))
            })
        },
    ),
    answer(
        "refuses-escapes",
        "Characters of a body must not be written as escapes.",
        Needs::JsonBody,
        |right, request| refuse(right, request, 400, |request| has(&request.body, b"\\u")),
    ),
    answer(
        "refuses-unicode",
        "A body must be ASCII.",
        Needs::JsonBody,
        |right, request| refuse(right, request, 400, |request| !request.body.is_ascii()),
    ),
    answer(
        "refuses-white-space",
        "JSON must be written without white space around it.",
        Needs::JsonBody,
        |right, request| {
            let ends = [request.body.first(), request.body.last()];
            let is_blank = ends.into_iter().flatten().any(u8::is_ascii_whitespace);
            refuse(right, request, 400, |_| is_blank)
        },
    ),
    answer(
        "refuses-chunked",
        "The length of a body must be known.",
        Needs::JsonBody,
        |right, request| {
            let is_chunked = request.headers.text("transfer-encoding").is_some();
            refuse(right, request, 411, |_| is_chunked)
        },
    ),
    answer(
        "refuses-unknown-headers",
        "Header fields that the document does not name are refused.",
        Needs::Nothing,
        |right, request| {
            let is_odd = |name: &str| name.to_ascii_lowercase().starts_with("x-contract");
            refuse(right, request, 400, |request| {
                request.headers.iter().any(|(name, _)| is_odd(name))
            })
        },
    ),
    answer(
        "limit-too-small",
        "A body of a few bytes is too large.",
        Needs::JsonBody,
        |right, request| refuse(right, request, 413, |request| request.body.len() > 16),
    ),
    answer(
        "refuses-empty-object",
        "An object without optional members is refused.",
        Needs::JsonBody,
        |right, request| {
            let value = serde_json::from_slice::<Value>(&request.body).unwrap_or_default();
            let size = value.as_object().map(serde_json::Map::len);
            let least = right.least_members(request);
            refuse(right, request, 400, |_| {
                size.is_some() && size <= Some(least)
            })
        },
    ),
    answer(
        "only-one-way-in",
        "Only the first of several ways to log in is known.",
        Needs::Signature,
        |right, request| {
            let is_other = request.headers.text("authorization").is_some();
            refuse(right, request, 401, |_| is_other)
        },
    ),
    answer(
        "refuses-everything",
        "Every request is unauthorized.",
        Needs::Nothing,
        |right, request| refuse(right, request, 401, |_| true),
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
        |right, request| refuse(right, request, 500, |request| !request.body.is_ascii()),
    ),
    answer(
        "fails-on-null",
        "A 500 for null.",
        Needs::JsonBody,
        |right, request| refuse(right, request, 500, |request| has(&request.body, b"null")),
    ),
    answer(
        "fails-on-deep-nesting",
        "A 500 for lists in lists.",
        Needs::JsonBody,
        |right, request| refuse(right, request, 500, |request| has(&request.body, b"[[[[")),
    ),
    answer(
        "fails-on-zero-bytes",
        "A 500 for a zero byte in a path.",
        Needs::PathParameter,
        |right, request| {
            refuse(right, request, 500, |request| {
                request.target.contains("%00")
            })
        },
    ),
    answer(
        "fails-on-encoded-slash",
        "A 500 for a slash in a parameter.",
        Needs::PathParameter,
        |right, request| {
            refuse(right, request, 500, |request| {
                request.target.to_ascii_uppercase().contains("%2F")
            })
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
        |right, request| refuse(right, request, 500, |request| request.method == "OPTIONS"),
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
    memchr::memmem::find(body, wanted).is_some()
}

/// The documented answer of a status to requests of which this is so, and the right one to others.
pub(super) fn refuse(
    right: &Right,
    request: &RawRequest,
    status: u16,
    is_refused: impl FnOnce(&RawRequest) -> bool,
) -> RawResponse {
    if is_refused(request) {
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
