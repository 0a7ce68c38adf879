//! Values that are not those of the document.

use serde_json::{Value, json};

use super::{
    Needs, Server, answer, drift, error, is_success, members, remove, rename, retype, success,
};

/// Members and texts that are others.
pub(in crate::selftest::servers) const FAULTS: &[Server] = &[
    answer(
        "answers-about-one-thing",
        "Every success is the example, whatever was asked for.",
        Needs::Relation,
        |right, request| {
            let mut answer = right.answer(request);
            let example = right.documented(request, answer.status).body;
            if is_success(answer.status) && !example.is_empty() && !answer.body.is_empty() {
                answer.body = example;
            }
            answer
        },
    ),
    answer(
        "swaps-members",
        "The first two texts of a success change places.",
        Needs::Members,
        |right, request| {
            success(right, request, |value| {
                let texts: Vec<_> = members(value)
                    .filter(|(_, value)| value.is_string())
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect();
                if let ([(first, one), (second, other), ..], Some(members)) =
                    (texts.as_slice(), value.as_object_mut())
                {
                    members.insert(first.clone(), other.clone());
                    members.insert(second.clone(), one.clone());
                }
            })
        },
    ),
    answer(
        "loses-first-member",
        "The first member of a success is missing.",
        Needs::Members,
        |right, request| {
            success(right, request, |value| {
                let first = members(value).next().map(|(name, _)| name.clone());
                remove(value, first);
            })
        },
    ),
    answer(
        "loses-last-member",
        "The last member of a success is missing.",
        Needs::Members,
        |right, request| {
            success(right, request, |value| {
                let last = members(value).last().map(|(name, _)| name.clone());
                remove(value, last);
            })
        },
    ),
    answer(
        "loses-error-text",
        "The last member of an error is missing.",
        Needs::States,
        |right, request| {
            error(right, request, |value| {
                let last = members(value).last().map(|(name, _)| name.clone());
                remove(value, last);
            })
        },
    ),
    answer(
        "null-for-member",
        "The last member of a success is null.",
        Needs::Members,
        |right, request| {
            success(right, request, |value| {
                if let Some(last) = value
                    .as_object_mut()
                    .and_then(|members| members.values_mut().last())
                {
                    *last = Value::Null;
                }
            })
        },
    ),
    answer(
        "null-for-success",
        "A success is null.",
        Needs::JsonAnswer,
        |right, request| success(right, request, |value| *value = Value::Null),
    ),
    answer(
        "empty-object",
        "A success is an object without members.",
        Needs::Members,
        |right, request| success(right, request, |value| *value = json!({})),
    ),
    answer(
        "list-for-object",
        "A success is a list of one, or the first of a list.",
        Needs::JsonAnswer,
        |right, request| success(right, request, |value| *value = json!([value.take()])),
    ),
    answer(
        "wraps-success",
        "A success is wrapped into an object.",
        Needs::JsonAnswer,
        |right, request| {
            success(right, request, |value| {
                *value = json!({"data": value.take()});
            })
        },
    ),
    answer(
        "wraps-errors",
        "An error is wrapped into an object.",
        Needs::States,
        |right, request| {
            error(right, request, |value| {
                *value = json!({"error": value.take()});
            })
        },
    ),
    answer(
        "json-in-text",
        "A success is JSON in a JSON string.",
        Needs::JsonAnswer,
        |right, request| {
            success(right, request, |value| {
                *value = Value::String(value.to_string());
            })
        },
    ),
    answer(
        "renames-member",
        "The first member of a success has another name.",
        Needs::Members,
        |right, request| {
            success(right, request, |value| {
                rename(value, |name| format!("{name}_"));
            })
        },
    ),
    answer(
        "camel-case-members",
        "Members of a success are written in another case.",
        Needs::Members,
        |right, request| {
            success(right, request, |value| {
                rename(value, str::to_ascii_uppercase);
            })
        },
    ),
    answer(
        "renames-error-member",
        "The first member of an error has another name.",
        Needs::States,
        |right, request| {
            error(right, request, |value| {
                rename(value, |name| format!("{name}_"));
            })
        },
    ),
    answer(
        "number-for-text",
        "The first text of a success is a number.",
        Needs::Members,
        |right, request| {
            success(right, request, |value| {
                retype(value);
            })
        },
    ),
    answer(
        "number-for-error-code",
        "The first text of an error is a number.",
        Needs::States,
        |right, request| {
            error(right, request, |value| {
                retype(value);
            })
        },
    ),
    answer(
        "drifts-from-example",
        "The texts of a success are a little different.",
        Needs::States,
        |right, request| success(right, request, drift),
    ),
    answer(
        "drifts-from-error",
        "The texts of an error are a little different.",
        Needs::States,
        |right, request| error(right, request, drift),
    ),
    answer(
        "last-text-drifts",
        "The last text of a success ends in another way.",
        Needs::Members,
        |right, request| {
            success(right, request, |value| {
                let texts = value
                    .as_object_mut()
                    .into_iter()
                    .flat_map(|members| members.values_mut());
                if let Some(Value::String(text)) = texts.filter(|one| one.is_string()).last() {
                    text.push('!');
                }
            })
        },
    ),
    answer(
        "loses-relation",
        "What a success repeats is not repeated.",
        Needs::Relation,
        |right, request| {
            success(right, request, |value| {
                let texts = value
                    .as_object_mut()
                    .into_iter()
                    .flat_map(|members| members.values_mut());
                for value in texts.filter(|one| one.is_string()) {
                    // Every text gets an ending of its own, so that none equals or contains another.
                    let text = value.as_str().unwrap_or_default().len();
                    *value = json!(format!("other-{text}"));
                }
            })
        },
    ),
    answer(
        "first-error-always",
        "An error of a status is always the first one.",
        Needs::TwoErrors,
        |right, request| {
            let answer = right.answer(request);
            if answer.status >= 400 && right.own(request).is_some() && answer.status != 400 {
                right.documented(request, answer.status)
            } else {
                answer
            }
        },
    ),
    answer(
        "error-of-another-status",
        "An error says what another status means.",
        Needs::States,
        |right, request| {
            let mut answer = right.answer(request);
            if answer.status >= 400 {
                let others = [404, 409, 401, 400, 403]
                    .into_iter()
                    .filter(|code| *code != answer.status);
                let body = others
                    .map(|code| right.documented(request, code).body)
                    .find(|body| !body.is_empty());
                answer.body = body.unwrap_or(answer.body);
            }
            answer
        },
    ),
];
