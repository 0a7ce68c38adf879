//! Answers that a client must read, and answers that it must not take for a success.

use serde_json::{Value, json};

use super::{
    Answer, Case, ClientResult, Ending, Family, Sample, Side, bounds, json, make, party::Party,
};
use crate::{
    draw,
    exchange::RawResponse,
    schema::Direction,
    spec::{Status, is_json},
};

/// What a broken gateway says.
const HTML: &str =
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>";

/// Beyond ASCII, beyond two bytes, beyond the basic plane, and a quote.
const UNICODE: &str = "é漢😀\"";

pub(super) fn cases(party: &Party<'_>) -> Vec<Case> {
    let mut found = Vec::new();
    let responses = party.operation.responses.iter();
    let answers = responses.filter_map(|response| {
        make::answers(party.spec, party.operation, response)
            .into_iter()
            .next()
    });
    for answer in answers.take(bounds::RESPELT) {
        found.extend(respelt(party, &answer));
    }
    found.extend(unreadable(party));
    found.extend(undocumented(party));
    found.extend(redirects(party));
    found.extend(lost(party));
    found
}

/// The answer of a case as it goes over the wire, with these bytes.
fn message(answer: &Answer, sample: &Sample, body: impl Into<Vec<u8>>) -> RawResponse {
    RawResponse::new(answer.status)
        .header("content-type", sample.media_type.as_str())
        .body(body)
}

fn result(answer: &Answer, value: Option<Value>) -> ClientResult {
    let status = answer.status;
    if status < 400 {
        ClientResult::Success { status, value }
    } else {
        ClientResult::Refused { status, value }
    }
}

/// The same answer in other bytes.
fn respelt(party: &Party<'_>, answer: &Answer) -> Vec<Case> {
    let Some(sample) = answer
        .body
        .as_ref()
        .filter(|sample| is_json(&sample.media_type))
    else {
        return Vec::new();
    };
    let value = &sample.example.value;
    let status = answer.documented;
    let make = |label: &str, response| {
        let label = format!("{status}::{label}");
        let expected = result(answer, Some(value.clone()));
        let case = party.decode_whole(label, response, expected);
        about(party, case, answer)
    };
    let with_type = |content_type: String| {
        let response = RawResponse::new(answer.status).body(value.to_string());
        response.header("Content-Type", content_type)
    };
    let mut found = vec![
        make("pretty", message(answer, sample, json::pretty(value))),
        make("escaped", message(answer, sample, json::escaped(value))),
        make(
            "charset",
            with_type(format!("{};charset=UTF-8", sample.media_type)),
        ),
    ];
    if let Some(other) = with_unicode(party, sample) {
        let label = |label: &str| format!("{status}::{label}");
        let spelt = [
            ("unicode", other.to_string()),
            ("unicode-escaped", json::escaped(&other)),
        ];
        for (name, body) in spelt {
            let expected = result(answer, Some(other.clone()));
            let response = message(answer, sample, body);
            let case = party.decode_whole(label(name), response, expected);
            found.push(about(party, case, answer));
        }
    }
    if answer.status < 400 {
        found.push(make(
            "white-space",
            message(answer, sample, json::spread(value)),
        ));
        found.push(make(
            "media-type-upper-case",
            with_type(sample.media_type.to_ascii_uppercase()),
        ));
    }
    if let Value::Object(members) = value {
        let mut more = members.clone();
        more.insert(
            "x-contract-unknown".to_owned(),
            json!({"a": [1, null, "é"]}),
        );
        let more = Value::Object(more);
        if is_legal(party, sample, &more) {
            let mut case = make("unknown-member", message(answer, sample, more.to_string()));
            // Whether it is kept is for the client to say.
            case.level = super::Level::Shape;
            found.push(case);
        }
        for name in members.keys().take(3) {
            let mut fewer = members.clone();
            fewer.remove(name);
            let fewer = Value::Object(fewer);
            if is_legal(party, sample, &fewer) {
                let response = message(answer, sample, fewer.to_string());
                let label = format!("{status}::without-{name}");
                let expected = result(answer, Some(fewer));
                let case = party.decode_whole(label, response, expected);
                found.push(about(party, case, answer));
            }
        }
    }
    found
}

/// The example with texts beyond ASCII, wherever its schema allows them.
fn with_unicode(party: &Party<'_>, sample: &Sample) -> Option<Value> {
    let mut other = sample.example.value.as_object()?.clone();
    let mut is_other = false;
    for name in other.keys().cloned().collect::<Vec<_>>() {
        let Some(Value::String(text)) = other.get(&name).cloned() else {
            continue;
        };
        // Blanks at the ends belong to a text too, where it may have them.
        for text in [format!(" {text} {UNICODE} "), format!("{text} {UNICODE}")] {
            let mut changed = other.clone();
            changed.insert(name.clone(), Value::String(text));
            if is_legal(party, sample, &Value::Object(changed.clone())) {
                other = changed;
                is_other = true;
                break;
            }
        }
    }
    is_other.then_some(Value::Object(other))
}

/// A case about another answer than the base success: that it can be read as it stands in the
/// document is shown by the case of its example.
fn about(party: &Party<'_>, mut case: Case, answer: &Answer) -> Case {
    if let Some(sample) = &answer.body {
        case.twin = Some(make::name(&[
            Family::Examples.to_string(),
            Side::Client.to_string(),
            party.operation.id.clone(),
            answer.documented.to_string(),
            make::label(party.operation, sample),
        ]));
    }
    case
}

fn is_legal(party: &Party<'_>, sample: &Sample, value: &Value) -> bool {
    let Some(schema) = &sample.schema else {
        return true;
    };
    let broken = party.spec.violations(schema, Direction::Response, value);
    broken.is_some_and(|broken| broken.is_empty())
}

/// A success that is none.
fn unreadable(party: &Party<'_>) -> Vec<Case> {
    let answer = &party.answer;
    let Some(sample) = answer
        .body
        .as_ref()
        .filter(|sample| is_json(&sample.media_type))
    else {
        return Vec::new();
    };
    let value = &sample.example.value;
    let text = value.to_string();
    let status = answer.documented;
    let failed = |label: String, response| {
        let label = format!("{status}::{label}");
        let case = party.decode(
            label,
            response,
            Ending::Whole,
            ClientResult::Failed,
            party.retries,
        );
        about(party, case, answer)
    };
    let of_type = |content_type: &str, body: &str| {
        RawResponse::new(answer.status)
            .header("content-type", content_type)
            .body(body)
    };
    let half = text.get(..text.len() / 2).unwrap_or_default();
    let mut found = vec![
        failed("wrong-content-type".to_owned(), of_type("text/html", &text)),
        failed("html".to_owned(), of_type("text/html", HTML)),
        failed("html-as-json".to_owned(), of_type(&sample.media_type, HTML)),
        failed("empty".to_owned(), of_type(&sample.media_type, "")),
        failed("half".to_owned(), message(answer, sample, half)),
        failed(
            "trailing-bytes".to_owned(),
            message(answer, sample, format!("{text}x")),
        ),
        failed(
            "not-utf-8".to_owned(),
            message(answer, sample, b"{\"a\":\"\xff\"}".to_vec()),
        ),
    ];
    for (label, other) in [("list-of-it", json!([value])), ("text-of-it", json!(text))] {
        if !is_legal(party, sample, &other) {
            found.push(failed(
                label.to_owned(),
                message(answer, sample, other.to_string()),
            ));
        }
    }
    let schema = sample.schema.as_deref();
    let broken = schema.map(|schema| draw::broken(party.spec, schema, Direction::Response, value));
    for broken in broken
        .into_iter()
        .flatten()
        .filter(|one| is_type(&one.rule))
        .take(6)
    {
        let label = format!("broken-{}", broken.label);
        let mut case = failed(label, message(answer, sample, broken.value.to_string()));
        case.owns.push(broken.rule);
        found.push(case);
    }
    for (name, _) in value.as_object().into_iter().flatten().take(3) {
        let mut other = value.clone();
        if let Some(member) = other.get_mut(name) {
            *member = Value::Null;
        }
        if !is_legal(party, sample, &other) {
            let response = message(answer, sample, other.to_string());
            found.push(failed(format!("null-for-{name}"), response));
        }
    }
    found
}

/// Rules that any reader with types knows.
fn is_type(rule: &str) -> bool {
    rule.ends_with("/type") || rule.ends_with("/required")
}

/// Statuses that the document does not list.
fn undocumented(party: &Party<'_>) -> Vec<Case> {
    let operation = party.operation;
    let free = |candidates: &[u16]| {
        let mut candidates = candidates.iter().copied();
        candidates.find(|code| operation.response(*code).is_none())
    };
    let mut found = Vec::new();
    let mut add = |label: String, response, expected| {
        found.push(party.decode_whole(label, response, expected));
    };
    let json_error = |code: u16| {
        RawResponse::new(code)
            .header("content-type", "application/json")
            .body("{\"contract\":\"undocumented\"}")
    };
    let html = |code: u16| {
        RawResponse::new(code)
            .header("content-type", "text/html")
            .body(HTML)
    };
    if let Some(code) = free(&[418, 422, 451]) {
        add(
            format!("{code}::undocumented"),
            json_error(code),
            ClientResult::Failed,
        );
    }
    if let Some(code) = free(&[501, 507, 511]) {
        add(
            format!("{code}::undocumented"),
            json_error(code),
            ClientResult::Failed,
        );
    }
    if let Some(code) = free(&[502]) {
        add(format!("{code}::html"), html(code), ClientResult::Failed);
    }
    // Whether another success may be taken for the documented one is not for the document to say.
    if let (Some(code), Some(sample)) = (free(&[200, 201, 202, 203]), &party.answer.body)
        && is_json(&sample.media_type)
    {
        let value = sample.example.value.clone();
        let response = RawResponse::new(code)
            .header("content-type", sample.media_type.as_str())
            .body(value.to_string());
        let expected = ClientResult::SuccessOrFailed {
            status: code,
            value: Some(value),
        };
        add(format!("{code}::undocumented"), response, expected);
    }
    // A server that says when to come back has done nothing; one that does not may have.
    for code in [429, 503] {
        if free(&[code]).is_some() {
            let response = html(code).header("retry-after", "0");
            let expected = ClientResult::Failed;
            found.push(party.decode_whole(format!("{code}::retry-after"), response, expected));
            let expected = ClientResult::Failed;
            found.push(party.decode_whole(format!("{code}::busy"), html(code), expected));
        }
    }
    found
}

/// Redirects are not followed: they would send the credentials and the order again.
fn redirects(party: &Party<'_>) -> Vec<Case> {
    let documented = |code: u16| {
        let found = party.operation.response(code);
        found.is_some_and(|response| response.status != Status::Default)
    };
    [301, 302, 303, 307, 308]
        .into_iter()
        .filter(|code| !documented(*code))
        .map(|code| {
            let response = RawResponse::new(code).header("location", "/x-contract-elsewhere");
            let label = format!("{code}::redirect");
            party.decode(
                label,
                response,
                Ending::Whole,
                ClientResult::Failed,
                party.retries,
            )
        })
        .collect()
}

/// Answers that do not come, or not to their end.
fn lost(party: &Party<'_>) -> Vec<Case> {
    let answer = &party.answer;
    let body = answer
        .body
        .as_ref()
        .map(|sample| sample.example.value.to_string());
    let response = match (&answer.body, &body) {
        (Some(sample), Some(body)) => message(answer, sample, body.as_str()),
        _ => RawResponse::new(answer.status),
    };
    let failed = |label: &str, ending| {
        let label = format!("{}::{label}", answer.documented);
        party.decode(
            label,
            response.clone(),
            ending,
            ClientResult::Failed,
            party.retries,
        )
    };
    let mut found = vec![
        failed("closed", Ending::Closed),
        failed("silent", Ending::Silent),
    ];
    if let Some(body) = body.filter(|body| body.len() > 1) {
        found.push(failed("truncated", Ending::Truncated(body.len() / 2)));
    }
    // A documented error that says nothing about what was done.
    let fault = party.operation.responses.iter().find_map(|response| {
        let answers = make::answers(party.spec, party.operation, response);
        answers.into_iter().find(|answer| answer.status >= 500)
    });
    if let Some(fault) = fault
        && let Some(sample) = &fault.body
        && is_json(&sample.media_type)
    {
        let value = sample.example.value.clone();
        let response = message(&fault, sample, value.to_string());
        let label = format!("{}::sent-again", fault.documented);
        let expected = result(&fault, Some(value));
        found.push(party.decode_whole(label, response, expected));
    }
    found
}
