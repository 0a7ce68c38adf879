//! Servers that take signatures that sign nothing, or something else.

use sdk_hmac_sha256::{AccessKey, Authorization, Request, SigningTime, verify};

use super::{Needs, Right, Server, answer};
use crate::{
    call::{Secret, split_target},
    exchange::{RawRequest, RawResponse},
};

/// An hour, in seconds.
const HOUR: i64 = 60 * 60;

pub(super) const FAULTS: &[Server] = &[
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
        "signature-with-date-unsigned",
        "A signature need not cover when it was made.",
        Needs::Signature,
        |right, request| {
            sign_again(right, request, |claim, _| {
                let mut signed = claim.signed_headers().iter();
                right.knows(claim.access()) && !signed.any(|name| name == "x-sdk-date")
            })
        },
    ),
    answer(
        "signature-of-all-fields",
        "A signature must cover every header field.",
        Needs::Signature,
        |right, request| {
            let value = request.headers.text("authorization").unwrap_or_default();
            let is_short = Authorization::parse(value).is_ok_and(|claim| {
                let is_left = |name: &str| {
                    let mut signed = claim.signed_headers().iter();
                    name != "authorization" && !signed.any(|one| one.eq_ignore_ascii_case(name))
                };
                let mut names = request.headers.iter().map(|(name, _)| name);
                names.any(is_left)
            });
            if is_short {
                right.answer(&right.anonymous(request))
            } else {
                right.answer(request)
            }
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
    answer(
        "signature-of-the-last-hour",
        "A signature is good for an hour.",
        Needs::Signature,
        |right, request| {
            sign_again(right, request, |_, request| {
                is_within(right, request, -HOUR..=0)
            })
        },
    ),
    answer(
        "signature-of-the-next-hour",
        "A signature may be made ahead of time.",
        Needs::Signature,
        |right, request| {
            sign_again(right, request, |_, request| {
                is_within(right, request, 0..=HOUR)
            })
        },
    ),
    answer(
        "signature-without-method",
        "A signature does not cover the method.",
        Needs::Signature,
        |right, request| {
            sign_again(right, request, |_, request| {
                ["GET", "PUT", "POST", "PATCH", "DELETE"]
                    .into_iter()
                    .any(|method| {
                        let other = RawRequest {
                            method: method.to_owned(),
                            ..request.clone()
                        };
                        is_verified(right, &other, SigningTime::now())
                    })
            })
        },
    ),
    answer(
        "signature-without-path",
        "A signature covers the beginning of the path.",
        Needs::Signature,
        |right, request| {
            sign_again(right, request, |_, request| {
                let (path, query) = split_target(&request.target);
                let query = query.map_or(String::new(), |query| format!("?{query}"));
                let other = RawRequest {
                    target: format!("{path}x{query}"),
                    ..request.clone()
                };
                is_verified(right, &other, SigningTime::now())
            })
        },
    ),
];

/// Whether a request is signed at its own time, which differs from now by so many seconds.
fn is_within(right: &Right, request: &RawRequest, seconds: std::ops::RangeInclusive<i64>) -> bool {
    let date = request.headers.text("x-sdk-date");
    let date = date.and_then(|date| date.parse::<SigningTime>().ok());
    date.is_some_and(|date| {
        let distance = date.unix_seconds() - SigningTime::now().unix_seconds();
        seconds.contains(&distance) && is_verified(right, request, date)
    })
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
