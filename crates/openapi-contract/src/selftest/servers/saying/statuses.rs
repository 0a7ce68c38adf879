//! Other statuses than the documented ones.

use super::{Needs, RawResponse, Server, answer, is_success, restatus};

/// Other statuses than the documented ones.
pub(in crate::selftest::servers) const STATUSES: &[Server] = &[
    answer(
        "200-for-success",
        "Every success is a 200.",
        Needs::OtherSuccess,
        |right, request| {
            restatus(right, request, |status| {
                if is_success(status) { 200 } else { status }
            })
        },
    ),
    answer(
        "201-for-success",
        "Every success is a 201.",
        Needs::Nothing,
        |right, request| {
            restatus(right, request, |status| {
                if is_success(status) { 201 } else { status }
            })
        },
    ),
    answer(
        "202-for-200",
        "A 200 becomes a 202, and a 202 a 200.",
        Needs::Nothing,
        |right, request| {
            restatus(right, request, |status| match status {
                200 => 202,
                202 => 200,
                other => other,
            })
        },
    ),
    answer(
        "204-for-success",
        "A success has no content.",
        Needs::JsonAnswer,
        |right, request| {
            let mut answer = right.answer(request);
            if is_success(answer.status) {
                answer.status = 204;
                answer.headers.remove("content-type");
                answer.body.clear();
            }
            answer
        },
    ),
    answer(
        "200-for-errors",
        "Every error is a 200.",
        Needs::Nothing,
        |right, request| {
            restatus(
                right,
                request,
                |status| if status >= 400 { 200 } else { status },
            )
        },
    ),
    answer(
        "400-for-errors",
        "Every refusal is a 400.",
        Needs::States,
        |right, request| {
            restatus(right, request, |status| {
                if (401..500).contains(&status) {
                    400
                } else {
                    status
                }
            })
        },
    ),
    answer(
        "403-for-401",
        "A 401 becomes a 403.",
        Needs::Status(401),
        |right, request| {
            restatus(
                right,
                request,
                |status| if status == 401 { 403 } else { status },
            )
        },
    ),
    answer(
        "401-for-403",
        "A 403 becomes a 401.",
        Needs::Status(403),
        |right, request| {
            restatus(
                right,
                request,
                |status| if status == 403 { 401 } else { status },
            )
        },
    ),
    answer(
        "swaps-401-and-403",
        "401 and 403 change places.",
        Needs::Status(403),
        |right, request| {
            restatus(right, request, |status| match status {
                401 => 403,
                403 => 401,
                other => other,
            })
        },
    ),
    answer(
        "404-for-409",
        "A conflict is not found.",
        Needs::Status(409),
        |right, request| {
            restatus(
                right,
                request,
                |status| if status == 409 { 404 } else { status },
            )
        },
    ),
    answer(
        "404-for-403",
        "What is forbidden is not found.",
        Needs::Status(403),
        |right, request| {
            restatus(
                right,
                request,
                |status| if status == 403 { 404 } else { status },
            )
        },
    ),
    answer(
        "418-for-400",
        "An invalid request meets a teapot.",
        Needs::Status(400),
        |right, request| {
            restatus(
                right,
                request,
                |status| if status == 400 { 418 } else { status },
            )
        },
    ),
    answer(
        "500-for-404",
        "What is not there is a failure.",
        Needs::Status(404),
        |right, request| {
            let answer = right.answer(request);
            if answer.status == 404 {
                right.documented(request, 500)
            } else {
                answer
            }
        },
    ),
    answer(
        "503-always",
        "The server is not available.",
        Needs::Nothing,
        |_, _| RawResponse::new(503),
    ),
    answer(
        "redirects",
        "Every request is sent elsewhere.",
        Needs::Nothing,
        |_, request| {
            RawResponse::new(307).header(
                "location",
                format!("https://contract.invalid{}", request.target),
            )
        },
    ),
    answer(
        "405-without-allow",
        "A 405 does not say what is allowed.",
        Needs::Nothing,
        |right, request| {
            let mut answer = right.answer(request);
            answer.headers.remove("allow");
            answer
        },
    ),
    answer(
        "405-allows-all",
        "A 405 allows what it has refused.",
        Needs::Nothing,
        |right, request| {
            let mut answer = right.answer(request);
            if answer.status == 405 {
                answer.headers.remove("allow");
                answer.headers.push(
                    "allow",
                    "GET, HEAD, POST, PUT, PATCH, DELETE, TRACE, OPTIONS, CONTRACT",
                );
            }
            answer
        },
    ),
    answer(
        "head-with-body",
        "The answer to a HEAD has a body.",
        Needs::Get,
        |right, request| {
            if request.method == "HEAD" {
                right.answer_whole(request)
            } else {
                right.answer(request)
            }
        },
    ),
    answer(
        "same-answer-always",
        "Every success of an operation is the last one that it had.",
        Needs::States,
        |right, request| {
            let call = right.good(request);
            let operation = right.own(request);
            let good = call.zip(operation).and_then(|(call, operation)| {
                let now = sdk_hmac_sha256::SigningTime::now();
                call.request(&right.spec, operation, "contract.invalid", now)
                    .ok()
            });
            good.map_or_else(|| right.answer(request), |good| right.answer(&good))
        },
    ),
];
