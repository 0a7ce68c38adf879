//! Bytes and header fields that are not what is documented, or tell too much.

use serde_json::{Value, json};

use super::{
    Needs, Server, answer, bytes, error, header_names, is_error, is_success, members, page,
    replaced, retype_content,
};

/// Bytes that are something else.
pub(in crate::selftest::servers) const FAULTS: &[Server] = &[
    answer(
        "claims-a-coding",
        "An answer says that it is compressed, and is not.",
        Needs::Nothing,
        |right, request| right.answer(request).header("content-encoding", "gzip"),
    ),
    answer(
        "empty-success",
        "A success has no body.",
        Needs::JsonAnswer,
        |right, request| bytes(right, request, is_success, |_| Vec::new()),
    ),
    answer(
        "empty-errors",
        "An error has no body.",
        Needs::States,
        |right, request| bytes(right, request, is_error, |_| Vec::new()),
    ),
    answer(
        "html-errors",
        "An error is a page for people.",
        Needs::States,
        |right, request| {
            page(
                right,
                request,
                "text/html",
                "<html><body><h1>Error</h1></body></html>",
            )
        },
    ),
    answer(
        "html-success",
        "A success is a page for people.",
        Needs::JsonAnswer,
        |right, request| {
            let mut answer = right.answer(request);
            if is_success(answer.status) && !answer.body.is_empty() {
                retype_content(&mut answer, "text/html");
                answer.body = b"<html><body><h1>It works!</h1></body></html>".to_vec();
            }
            answer
        },
    ),
    answer(
        "plain-errors",
        "An error is plain text.",
        Needs::States,
        |right, request| page(right, request, "text/plain", "error"),
    ),
    answer(
        "html-in-json",
        "An error is a page that calls itself JSON.",
        Needs::States,
        |right, request| {
            page(
                right,
                request,
                "application/json",
                "<html><body><h1>Error</h1></body></html>",
            )
        },
    ),
    answer(
        "plain-content-type",
        "JSON calls itself plain text.",
        Needs::JsonAnswer,
        |right, request| {
            let mut answer = right.answer(request);
            retype_content(&mut answer, "text/plain");
            answer
        },
    ),
    answer(
        "octets",
        "JSON calls itself octets.",
        Needs::JsonAnswer,
        |right, request| {
            let mut answer = right.answer(request);
            retype_content(&mut answer, "application/octet-stream");
            answer
        },
    ),
    answer(
        "problem-json",
        "Errors call themselves problems.",
        Needs::States,
        |right, request| {
            let mut answer = right.answer(request);
            if is_error(answer.status) {
                retype_content(&mut answer, "application/problem+json");
            }
            answer
        },
    ),
    answer(
        "no-content-type",
        "The content type is missing.",
        Needs::JsonAnswer,
        |right, request| {
            let mut answer = right.answer(request);
            answer.headers.remove("content-type");
            answer
        },
    ),
    answer(
        "two-content-types",
        "There are two content types.",
        Needs::JsonAnswer,
        |right, request| {
            let answer = right.answer(request);
            if answer.body.is_empty() {
                answer
            } else {
                answer.header("content-type", "text/plain")
            }
        },
    ),
    answer(
        "wrong-charset",
        "JSON says that it is ISO-8859-1.",
        Needs::JsonAnswer,
        |right, request| {
            let mut answer = right.answer(request);
            retype_content(&mut answer, "application/json; charset=iso-8859-1");
            answer
        },
    ),
    answer(
        "utf-16",
        "JSON is UTF-16.",
        Needs::JsonAnswer,
        |right, request| {
            bytes(right, request, is_success, |body| {
                let text = String::from_utf8_lossy(body);
                text.encode_utf16().flat_map(u16::to_be_bytes).collect()
            })
        },
    ),
    answer(
        "not-utf-8",
        "A success has a byte that is not UTF-8.",
        Needs::JsonAnswer,
        |right, request| {
            bytes(right, request, is_success, |body| {
                replaced(body, b"\"", b"\"\xe9")
            })
        },
    ),
    answer(
        "byte-order-mark",
        "JSON begins with a byte order mark.",
        Needs::JsonAnswer,
        |right, request| {
            bytes(
                right,
                request,
                |_| true,
                |body| [b"\xef\xbb\xbf", body].concat(),
            )
        },
    ),
    answer(
        "trailing-bytes",
        "Something follows the JSON of a success.",
        Needs::JsonAnswer,
        |right, request| bytes(right, request, is_success, |body| [body, b";"].concat()),
    ),
    answer(
        "two-documents",
        "The JSON of a success comes twice.",
        Needs::JsonAnswer,
        |right, request| {
            bytes(right, request, is_success, |body| {
                [body, b"\n", body].concat()
            })
        },
    ),
    answer(
        "trailing-comma",
        "The JSON of a success has a comma too many.",
        Needs::JsonAnswer,
        |right, request| {
            bytes(right, request, is_success, |body| {
                let text = String::from_utf8_lossy(body).replace('}', ",}");
                text.into_bytes()
            })
        },
    ),
    answer(
        "single-quotes",
        "The JSON of a success has single quotes.",
        Needs::JsonAnswer,
        |right, request| {
            bytes(right, request, is_success, |body| {
                replaced(body, b"\"", b"'")
            })
        },
    ),
    answer(
        "duplicate-members",
        "Every member of an object comes twice, first with null.",
        Needs::Members,
        |right, request| {
            bytes(right, request, is_success, |body| {
                let value = serde_json::from_slice::<Value>(body).unwrap_or_default();
                let names = members(&value).map(|(name, _)| json!(name).to_string() + ":null,");
                let first = names.collect::<Vec<_>>().concat();
                replaced(body, b"{", format!("{{{first}").as_bytes())
            })
        },
    ),
    answer(
        "cut-json",
        "The JSON of a success lacks its end.",
        Needs::JsonAnswer,
        |right, request| {
            bytes(right, request, is_success, |body| {
                body.split_last()
                    .map_or(Vec::new(), |(_, rest)| rest.to_vec())
            })
        },
    ),
    answer(
        "body-without-content",
        "A success without content has a body.",
        Needs::NoContent,
        |right, request| {
            let answer = right.answer(request);
            let own = right.own(request);
            let documented = own.and_then(|own| own.response(answer.status));
            if is_success(answer.status) && documented.is_some_and(|one| one.media.is_empty()) {
                answer.header("content-type", "application/json").body("{}")
            } else {
                answer
            }
        },
    ),
    answer(
        "missing-header",
        "The documented header fields of a success are missing.",
        Needs::AnswerHeader,
        |right, request| {
            let mut answer = right.answer(request);
            for name in header_names(right, request, answer.status) {
                answer.headers.remove(&name);
            }
            answer
        },
    ),
    answer(
        "wrong-header",
        "A documented header field of a success is not as documented.",
        Needs::AnswerHeader,
        |right, request| {
            let mut answer = right.answer(request);
            for name in header_names(right, request, answer.status) {
                answer.headers.remove(&name);
                answer.headers.push(name, "");
            }
            answer
        },
    ),
    answer(
        "echoes-credential",
        "An error repeats the credential.",
        Needs::Key,
        |right, request| {
            let presented = right.presented(request).concat();
            error(right, request, |value| {
                if let Some(last) = value
                    .as_object_mut()
                    .and_then(|members| members.values_mut().last())
                {
                    *last = json!(format!("unknown: {presented}"));
                }
            })
        },
    ),
    answer(
        "echoes-credential-in-header",
        "Every answer repeats the credential in a header field.",
        Needs::Key,
        |right, request| {
            let presented = right.presented(request).concat();
            right.answer(request).header("x-debug", presented)
        },
    ),
    answer(
        "echoes-body",
        "An error repeats the body.",
        Needs::Errors,
        |right, request| {
            let text = String::from_utf8_lossy(&request.body).into_owned();
            error(right, request, |value| {
                if !text.is_empty()
                    && let Some(last) = value
                        .as_object_mut()
                        .and_then(|members| members.values_mut().last())
                {
                    *last = json!(format!("invalid: {text}"));
                }
            })
        },
    ),
    answer(
        "echoes-path",
        "A 404 repeats the path.",
        Needs::Errors,
        |right, request| {
            let mut answer = right.answer(request);
            if answer.status == 404 {
                let path =
                    percent_encoding::percent_decode_str(&request.target).decode_utf8_lossy();
                retype_content(&mut answer, "text/html");
                answer.body = format!("<p>{path} is not here</p>").into_bytes();
            }
            answer
        },
    ),
    answer(
        "leaks-stack-trace",
        "An error has a member with the stack.",
        Needs::States,
        |right, request| {
            error(right, request, |value| {
                if let Some(last) = value
                    .as_object_mut()
                    .and_then(|members| members.values_mut().last())
                {
                    *last = json!("panicked at src/main.rs:7:9\nstack backtrace:\n  0: main");
                }
            })
        },
    ),
];
