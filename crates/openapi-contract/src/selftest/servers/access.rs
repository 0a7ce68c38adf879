//! Servers that let the wrong ones in, or look at credentials at the wrong time.

use super::{Needs, Right, Server, answer};
use crate::{
    call::split_target,
    exchange::{RawRequest, RawResponse},
};

pub(super) const FAULTS: &[Server] = &[
    answer(
        "auth-skipped",
        "Nobody needs a credential.",
        Needs::Credential,
        |right, request| right.answer(&right.trusted(request)),
    ),
    answer(
        "auth-presence-only",
        "Any credential will do.",
        Needs::Credential,
        |right, request| let_in(right, request, |value| !value.is_empty()),
    ),
    answer(
        "auth-empty-accepted",
        "An empty credential will do.",
        Needs::Key,
        |right, request| let_in(right, request, str::is_empty),
    ),
    answer(
        "auth-prefix-accepted",
        "The beginning of a credential will do.",
        Needs::Key,
        |right, request| {
            let keys: Vec<_> = right.keys().collect();
            let is_start = |value: &str| {
                let value = value.rsplit(' ').next().unwrap_or_default();
                value.len() > 3 && keys.iter().any(|key| key.starts_with(value))
            };
            if right.presented(request).iter().any(|value| is_start(value)) {
                right.answer(&right.trusted(request))
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "auth-longer-accepted",
        "What begins with a credential will do.",
        Needs::Key,
        |right, request| {
            let_in(right, request, |value| {
                right.keys().any(|key| value.starts_with(&key))
            })
        },
    ),
    answer(
        "auth-end-accepted",
        "What ends with a credential will do.",
        Needs::Key,
        |right, request| {
            let_in(right, request, |value| {
                right.keys().any(|key| value.ends_with(&key))
            })
        },
    ),
    answer(
        "auth-other-case",
        "Capital letters do not matter in a credential.",
        Needs::Key,
        |right, request| {
            let_in(right, request, |value| {
                right.keys().any(|key| value.eq_ignore_ascii_case(&key))
            })
        },
    ),
    answer(
        "auth-from-cookie",
        "A token will do in a cookie too.",
        Needs::Key,
        |right, request| {
            let cookies = request.headers.text("cookie").unwrap_or_default();
            let mut pairs = cookies.split("; ");
            if pairs.any(|pair| right.knows(pair.split_once('=').map_or("", |(_, value)| value))) {
                right.answer(&right.trusted(request))
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "auth-as-bearer",
        "A token will do as a bearer token too.",
        Needs::LoneKey,
        |right, request| {
            let value = request.headers.text("authorization").unwrap_or_default();
            if value
                .strip_prefix("Bearer ")
                .is_some_and(|token| right.knows(token))
            {
                right.answer(&right.trusted(request))
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "auth-bare",
        "A token will do in `authorization` without a scheme word.",
        Needs::Key,
        |right, request| {
            let value = request.headers.text("authorization").unwrap_or_default();
            if right.knows(value) {
                right.answer(&right.trusted(request))
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "auth-from-other-fields",
        "A token will do in a field that is not documented.",
        Needs::Key,
        |right, request| {
            let value = request.headers.text("x-access-token").unwrap_or_default();
            if right.knows(value) {
                right.answer(&right.trusted(request))
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "auth-after-lookup",
        "Says that something is not there before it knows who is asking.",
        Needs::Status(404),
        |right, request| {
            let trusted = right.answer(&right.trusted(request));
            if trusted.status == 404 {
                trusted
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "auth-after-content-type",
        "Says that a content type is wrong before it knows who is asking.",
        Needs::Status(415),
        |right, request| {
            let trusted = right.answer(&right.trusted(request));
            if trusted.status == 415 {
                trusted
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "fails-on-long-credentials",
        "A long credential breaks the server.",
        Needs::Key,
        |right, request| {
            if right
                .presented(request)
                .iter()
                .any(|value| value.len() > 1_000)
            {
                RawResponse::new(500)
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "auth-other-scheme-word",
        "A token will do under another scheme word.",
        Needs::SchemeWord,
        |right, request| {
            let value = request.headers.text("authorization").unwrap_or_default();
            let token = value.split_once(' ').map_or("", |(_, token)| token);
            if right.knows(token) {
                right.answer(&right.trusted(request))
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "auth-from-query",
        "A token will do in the query too.",
        Needs::Key,
        |right, request| {
            let (_, query) = split_target(&request.target);
            let mut pairs = query.into_iter().flat_map(|query| query.split('&'));
            let is_known = pairs.any(|pair| {
                let value = pair.split_once('=').map_or("", |(_, value)| value);
                right.knows(value)
            });
            if is_known {
                right.answer(&right.trusted(request))
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "auth-only-for-writes",
        "Nobody needs a credential to read, or else to write.",
        Needs::Credential,
        |right, request| {
            let operations = &right.spec.operations;
            let reads = |method: &str| ["GET", "HEAD"].contains(&method);
            let is_read = operations
                .iter()
                .any(|one| reads(&one.method) && !one.security.is_empty());
            if reads(&request.method) == is_read {
                right.answer(&right.trusted(request))
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "auth-after-body",
        "Says what is wrong with a body before it knows who is asking.",
        Needs::SecuredBody,
        |right, request| {
            let trusted = right.answer(&right.trusted(request));
            if [400, 413, 415, 422].contains(&trusted.status) {
                trusted
            } else {
                right.answer(request)
            }
        },
    ),
];

/// Trusts whoever presents a value of which this is so.
fn let_in(right: &Right, request: &RawRequest, is_taken: impl Fn(&str) -> bool) -> RawResponse {
    if right.presented(request).iter().any(|value| is_taken(value)) {
        right.answer(&right.trusted(request))
    } else {
        right.answer(request)
    }
}
