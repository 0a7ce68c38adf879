//! Holding an answer to what a probe expects: the status policy.
//!
//! A request that keeps the document must succeed. One that breaks it must be refused with a
//! status from 400 to 499: servers differ in which one, and the document rarely says, so each
//! probe names the best ones and whether others are taken. Where a 405 would be best a 404 is
//! taken: many routers do not know a path without its methods. Nothing excuses a 5xx. Whatever
//! comes back with a documented status is held to the document in full.

use serde_json::Value;

use super::{
    answer::{Entry, Evidence, elsewhere, is_coded},
    check_body, failure,
    response::check_headers,
};
use crate::{
    case::{Case, Change, Expect, Family, Handler, Level, Others, Probe},
    diff::{self, Difference},
    exchange::RawResponse,
    failure::{Kind, Verdict},
    relation,
    schema::Direction,
    spec::{Media, Operation, Response, Spec, Status, is_json, media_for},
    wire::percent::decode,
};

/// Statuses that call a request itself wrong, whatever there is on the server.
const INVALID: [u16; 8] = [400, 405, 411, 413, 414, 415, 422, 431];

/// Holds an answer to a probe.
pub(super) fn check(
    spec: &Spec,
    case: &Case,
    operation: &Operation,
    (probe, asked): (&Probe, Level),
    seen: &Evidence<'_>,
    level: Level,
) -> Verdict {
    let response = seen.response;
    check_status(spec, case, operation, probe, response)?;
    check_handler(spec, case, operation, probe, seen.handler)?;
    if response.status == 405 {
        check_allow(spec, case, operation, seen)?;
    }
    if is_coded(response) {
        // Who asked for another coding got it; what is in it is not looked at.
        return Ok(());
    }
    if seen.request.method == "HEAD" {
        return check_head(spec, case, operation, response);
    }
    if elsewhere(case) && probe.expect != Expect::Success {
        return check_stranger(spec, case, operation, response);
    }
    match operation.response(response.status) {
        Some(documented) => {
            check_documented(spec, case, documented, seen, level)?;
            match asked {
                Level::Values => check_echo(spec, case, operation, probe, response),
                Level::Schema | Level::Shape => Ok(()),
            }
        }
        None => check_stranger(spec, case, operation, response),
    }
}

fn check_status(
    spec: &Spec,
    case: &Case,
    operation: &Operation,
    probe: &Probe,
    response: &RawResponse,
) -> Verdict {
    let status = response.status;
    let (is_taken, expected) = match &probe.expect {
        Expect::Success => (
            is_success(operation, status),
            "a documented success".to_owned(),
        ),
        Expect::Bodiless => (
            is_success(operation, status) || matches!(status, 404 | 405),
            "a documented success, 404 or 405".to_owned(),
        ),
        Expect::NoFault => (
            (200..500).contains(&status),
            "a status below 500".to_owned(),
        ),
        Expect::NotInvalid => (
            (200..500).contains(&status) && !INVALID.contains(&status),
            "no fault, and none of the request: it keeps the document".to_owned(),
        ),
        Expect::Refusal { best, others, .. } => (
            is_refusal(operation, best, *others, status),
            refusal_text(operation, best, *others),
        ),
    };
    if is_taken {
        return Ok(());
    }
    let actual = match String::from_utf8_lossy(&response.body) {
        body if body.is_empty() => status.to_string(),
        body => format!("{status} with the body {body}"),
    };
    let pointer = case.owns.first().unwrap_or(&operation.pointer);
    let differences = vec![Difference::of("status", expected, actual)];
    Err(failure(spec, case, Kind::Status, pointer, differences))
}

/// A documented status below 400; where only the default documents it, a 2xx.
fn is_success(operation: &Operation, status: u16) -> bool {
    match operation.response(status).map(|response| response.status) {
        Some(Status::Default) => (200..300).contains(&status),
        Some(Status::Code(_) | Status::Range(_)) => (200..400).contains(&status),
        None => false,
    }
}

fn is_refusal(operation: &Operation, best: &[u16], others: Others, status: u16) -> bool {
    let is_other = others == Others::Taken
        || (status == 404 && best.contains(&405))
        || documented_best(operation, best).is_empty();
    best.contains(&status) || (is_other && (400..500).contains(&status))
}

/// The best statuses that the document lists by themselves or in a range.
fn documented_best(operation: &Operation, best: &[u16]) -> Vec<u16> {
    let is_listed = |code: &u16| {
        let found = operation.response(*code);
        found.is_some_and(|response| response.status != Status::Default)
    };
    best.iter().copied().filter(is_listed).collect()
}

fn refusal_text(operation: &Operation, best: &[u16], others: Others) -> String {
    let listed = documented_best(operation, best);
    let texts: Vec<_> = listed.iter().map(ToString::to_string).collect();
    match (others, texts.as_slice()) {
        (Others::Refused, [_, ..]) => texts.join(" or "),
        (_, [_, ..]) => format!("a refusal: {}, or another 4xx", texts.join(" or ")),
        (_, []) => "a refusal: 4xx".to_owned(),
    }
}

fn check_handler(
    spec: &Spec,
    case: &Case,
    operation: &Operation,
    probe: &Probe,
    entry: Entry,
) -> Verdict {
    let (expected, actual) = match (&probe.expect, entry) {
        (
            Expect::Refusal {
                handler: Handler::MustNotEnter,
                ..
            },
            Entry::Entered,
        ) => ("not entered", "entered"),
        (Expect::Success | Expect::NotInvalid, Entry::NotEntered) => ("entered", "not entered"),
        // What is drawn keeps the document, so nothing before the handler may refuse it.
        (Expect::NoFault, Entry::NotEntered) if case.family == Family::Drawn => {
            ("entered", "not entered")
        }
        _ => return Ok(()),
    };
    let differences = vec![Difference::of("handler", expected, actual)];
    let pointer = case.owns.first().unwrap_or(&operation.pointer);
    Err(failure(spec, case, Kind::Handler, pointer, differences))
}

/// A 405 names the methods that the path has, and not the one that it refuses.
fn check_allow(spec: &Spec, case: &Case, operation: &Operation, seen: &Evidence<'_>) -> Verdict {
    let fields: Vec<_> = seen.response.headers.all("allow").collect();
    let text = String::from_utf8_lossy(&fields.join(&b", "[..])).into_owned();
    let methods: Vec<_> = text.split(',').map(str::trim).collect();
    let is_right = !fields.is_empty()
        && (case.family != Family::Methods || methods.contains(&operation.method.as_str()))
        && !methods.contains(&seen.request.method.as_str());
    if is_right {
        return Ok(());
    }
    let expected = format!("{}, not {}", operation.method, seen.request.method);
    let difference = Difference {
        at: "allow".to_owned(),
        expected: Some(expected),
        actual: (!fields.is_empty()).then_some(text),
    };
    let pointer = &operation.pointer;
    Err(failure(spec, case, Kind::Header, pointer, vec![difference]))
}

/// A HEAD is answered with the header fields of the operation's success; that it has no body is
/// checked for every answer.
fn check_head(spec: &Spec, case: &Case, operation: &Operation, response: &RawResponse) -> Verdict {
    match operation.response(response.status) {
        Some(documented) if response.status < 400 => {
            check_headers(spec, case, documented, response)
        }
        _ => Ok(()),
    }
}

/// A documented answer: its header fields, its content type, its schema, the shape of an example.
fn check_documented(
    spec: &Spec,
    case: &Case,
    documented: &Response,
    seen: &Evidence<'_>,
    level: Level,
) -> Verdict {
    let response = seen.response;
    check_headers(spec, case, documented, response)?;
    if documented.media.is_empty() {
        return check_no_content(spec, case, documented, response);
    }
    let content_type = response.headers.text("content-type").unwrap_or_default();
    let Some(media) = media_for(&documented.media, content_type) else {
        let types: Vec<_> = documented
            .media
            .iter()
            .map(|media| media.media_type.as_str())
            .collect();
        let differences = vec![Difference::of(
            "content-type",
            types.join(" or "),
            content_type,
        )];
        let pointer = &documented.pointer;
        return Err(failure(spec, case, Kind::MediaType, pointer, differences));
    };
    check_body(spec, case, media, Direction::Response, &response.body, None)?;
    match level {
        Level::Schema => Ok(()),
        Level::Shape | Level::Values => check_shape(spec, case, media, &response.body),
    }
}

/// What a success repeats of the path is what stood there: whoever asks for one thing is not told
/// of another.
fn check_echo(
    spec: &Spec,
    case: &Case,
    operation: &Operation,
    probe: &Probe,
    response: &RawResponse,
) -> Verdict {
    // Another spelling of the path says the same.
    let usual = probe.call.path(operation).ok();
    let usual = usual.as_deref().and_then(decode);
    let is_other = |change: &Change| match change {
        Change::Path(path) => decode(path) != usual,
        _ => false,
    };
    if response.status >= 400 || probe.changes.iter().any(is_other) {
        return Ok(());
    }
    let Ok(value) = serde_json::from_slice::<Value>(&response.body) else {
        return Ok(());
    };
    let broken = relation::path_echo(operation, response.status, &probe.call, &value);
    let Some((at, expected, actual)) = broken else {
        return Ok(());
    };
    let differences = vec![Difference::of(
        &at,
        expected.to_string(),
        actual.to_string(),
    )];
    let pointer = operation
        .response(response.status)
        .map_or(&operation.pointer, |one| &one.pointer);
    Err(failure(spec, case, Kind::Value, pointer, differences))
}

/// A success without documented content has none. Errors often have a body that nobody wrote down.
fn check_no_content(
    spec: &Spec,
    case: &Case,
    documented: &Response,
    response: &RawResponse,
) -> Verdict {
    if response.status >= 400 || response.body.is_empty() {
        return Ok(());
    }
    let actual = String::from_utf8_lossy(&response.body);
    let differences = vec![Difference::of("body", "nothing", actual)];
    let pointer = &documented.pointer;
    Err(failure(spec, case, Kind::Content, pointer, differences))
}

/// The body has the members of one of the examples; the nearest one is shown where it has not.
fn check_shape(spec: &Spec, case: &Case, media: &Media, body: &[u8]) -> Verdict {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return Ok(());
    };
    let nearest = media
        .examples
        .iter()
        .map(|example| (diff::shape(&example.value, &value), &example.pointer))
        .min_by_key(|(differences, _)| differences.len());
    match nearest {
        Some((differences, pointer)) if !differences.is_empty() && is_json(&media.media_type) => {
            Err(failure(spec, case, Kind::Shape, pointer, differences))
        }
        _ => Ok(()),
    }
}

/// What no operation describes must at least be what it says it is.
fn check_stranger(
    spec: &Spec,
    case: &Case,
    operation: &Operation,
    response: &RawResponse,
) -> Verdict {
    let content_type = response.headers.text("content-type").unwrap_or_default();
    if !is_json(content_type) || response.body.is_empty() {
        return Ok(());
    }
    match serde_json::from_slice::<serde::de::IgnoredAny>(&response.body) {
        Ok(_) => Ok(()),
        Err(error) => {
            let actual = format!("{error}: {}", String::from_utf8_lossy(&response.body));
            let differences = vec![Difference::of("body", "JSON", actual)];
            let pointer = &operation.pointer;
            Err(failure(spec, case, Kind::Content, pointer, differences))
        }
    }
}
