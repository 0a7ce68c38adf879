//! Servers that let the wrong ones in, or look at credentials at the wrong time.

use sdk_hmac_sha256::{AccessKey, Authorization, Request, SigningTime, verify};

use super::{Needs, Right, Server, answer};
use crate::{
    call::{Secret, split_target},
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
        Needs::JsonBody,
        |right, request| {
            let trusted = right.answer(&right.trusted(request));
            if [400, 413, 415, 422].contains(&trusted.status) {
                trusted
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "signature-not-verified",
        "A signature of a known key is not computed again.",
        Needs::Signature,
        |right, request| sign_again(right, request, |claim, _| right.knows(claim.access())),
    ),
    answer(
        "signature-any-key",
        "A signature of any key will do.",
        Needs::Signature,
        |right, request| sign_again(right, request, |claim, _| !right.knows(claim.access())),
    ),
    answer(
        "signature-stale-accepted",
        "When a signature was made does not matter.",
        Needs::Signature,
        |right, request| {
            sign_again(right, request, |_, request| {
                let date = request.headers.text("x-sdk-date");
                date.and_then(|date| date.parse::<SigningTime>().ok())
                    .is_some_and(|date| is_verified(right, request, date))
            })
        },
    ),
    answer(
        "signature-undated-accepted",
        "A signature that does not say when it was made will do.",
        Needs::Signature,
        |right, request| {
            sign_again(right, request, |_, request| {
                request.headers.text("x-sdk-date").is_none()
            })
        },
    ),
    answer(
        "signature-without-body",
        "A signature does not cover the body.",
        Needs::SignedBody,
        |right, request| {
            sign_again(right, request, |_, request| {
                let Some((_, start)) = request.body.split_last() else {
                    return false;
                };
                [&b""[..], b" ", b"\n", b"\n\n"].into_iter().any(|end| {
                    let body = [start, end].concat();
                    let other = RawRequest {
                        body,
                        ..request.clone()
                    };
                    is_verified(right, &other, SigningTime::now())
                })
            })
        },
    ),
    answer(
        "signature-without-query",
        "A signature does not cover the query.",
        Needs::Signature,
        |right, request| {
            sign_again(right, request, |_, request| {
                let (path, query) = split_target(&request.target);
                let shorter = query.and_then(|query| query.rsplit_once('&'));
                let target =
                    shorter.map_or(path.to_owned(), |(query, _)| format!("{path}?{query}"));
                let other = RawRequest {
                    target,
                    ..request.clone()
                };
                is_verified(right, &other, SigningTime::now())
            })
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

/// Trusts whoever presents a signature of which this is so.
fn sign_again(
    right: &Right,
    request: &RawRequest,
    is_taken: impl Fn(&Authorization, &RawRequest) -> bool,
) -> RawResponse {
    let value = request.headers.text("authorization").unwrap_or_default();
    match Authorization::parse(value) {
        Ok(claim) if is_taken(&claim, request) => right.answer(&right.trusted(request)),
        _ => right.answer(request),
    }
}

/// Whether one of the known keys has signed the request, as seen at a time.
fn is_verified(right: &Right, request: &RawRequest, time: SigningTime) -> bool {
    let value = request.headers.text("authorization").unwrap_or_default();
    let Ok(claim) = Authorization::parse(value) else {
        return false;
    };
    let (path, query) = split_target(&request.target);
    let headers: Vec<_> = request.headers.iter().collect();
    let signed = Request {
        method: &request.method,
        path,
        query,
        headers: &headers,
        body: &request.body,
    };
    right.pairs().any(|pair| match pair {
        Secret::Pair { access, secret } => AccessKey::new(access.as_str(), secret.as_str())
            .is_ok_and(|key| {
                claim.access() == access && verify(&signed, &claim, key.secret(), time).is_ok()
            }),
        Secret::Key(_) | Secret::Login { .. } => false,
    })
}
