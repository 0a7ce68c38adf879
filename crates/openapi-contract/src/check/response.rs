//! Holding a response to the promised answer.

use serde_json::{Map, Value};

use super::{check_body, failure, harness};
use crate::{
    case::{Case, Level, Sample},
    diff::Difference,
    exchange::RawResponse,
    failure::{Kind, Verdict},
    schema::Direction,
    spec::{Form, Response, Spec, media_for},
};

/// Holds a response to what a case promises: status, header fields, content type, schema and, as
/// far as the level demands, the values of the example.
///
/// # Errors
/// The first broken promise, in that order.
pub fn check_response(spec: &Spec, case: &Case, response: &RawResponse, level: Level) -> Verdict {
    let exchange = case
        .exchange()
        .ok_or_else(|| harness(spec, case, "the case has no exchange"))?;
    let answer = &exchange.answer;
    if response.status != answer.status {
        let actual = match String::from_utf8_lossy(&response.body) {
            body if body.is_empty() => response.status.to_string(),
            body => format!("{} with the body {body}", response.status),
        };
        let differences = vec![Difference::of("status", answer.status.to_string(), actual)];
        return Err(failure(
            spec,
            case,
            Kind::Status,
            &answer.pointer,
            differences,
        ));
    }
    let documented = spec
        .operation(&case.operation)
        .and_then(|operation| operation.response(answer.status))
        .ok_or_else(|| harness(spec, case, "the status is not documented"))?;
    check_headers(spec, case, documented, response)?;
    match &answer.body {
        Some(sample) => check_content(spec, case, documented, response, (sample, level)),
        None if response.body.is_empty() => Ok(()),
        None => {
            let actual = String::from_utf8_lossy(&response.body);
            let differences = vec![Difference::of("body", "nothing", actual)];
            Err(failure(
                spec,
                case,
                Kind::Content,
                &answer.pointer,
                differences,
            ))
        }
    }
}

/// Every header field that must be there is.
pub(super) fn check_headers(
    spec: &Spec,
    case: &Case,
    documented: &Response,
    response: &RawResponse,
) -> Verdict {
    let missing: Vec<_> = documented
        .required_headers
        .iter()
        .filter(|name| response.headers.all(name).next().is_none())
        .map(|name| Difference {
            at: name.clone(),
            expected: Some("a header field".to_owned()),
            actual: None,
        })
        .collect();
    if missing.is_empty() {
        return check_header_values(spec, case, documented, response);
    }
    Err(failure(
        spec,
        case,
        Kind::Header,
        &documented.pointer,
        missing,
    ))
}

/// Every documented header field that is there has a value that its schema allows, in one of the
/// readings that its text has.
fn check_header_values(
    spec: &Spec,
    case: &Case,
    documented: &Response,
    response: &RawResponse,
) -> Verdict {
    for header in &documented.headers {
        // OpenAPI leaves the content type to the media types.
        let is_other = header.name.eq_ignore_ascii_case("content-type");
        let (Some(schema), Some(text)) = (&header.schema, response.headers.text(&header.name))
        else {
            continue;
        };
        let is_legal = |value: &Value| {
            let is_kept = spec.accepts(schema, Direction::Response, value);
            is_kept.unwrap_or(true)
        };
        if is_other || readings(&header.form, text).iter().any(is_legal) {
            continue;
        }
        let rule = spec.tree.get(schema).map(Value::to_string);
        let differences = vec![Difference::of(&header.name, rule.unwrap_or_default(), text)];
        return Err(failure(
            spec,
            case,
            Kind::Header,
            &header.pointer,
            differences,
        ));
    }
    Ok(())
}

/// What the text of a header field may mean.
fn readings(form: &Form, text: &str) -> Vec<Value> {
    if let Form::Content(_) = form {
        let parsed = serde_json::from_str(text).ok();
        return parsed
            .into_iter()
            .chain([Value::String(text.to_owned())])
            .collect();
    }
    let scalars = |text: &str| -> Vec<Value> {
        let parsed = serde_json::from_str::<Value>(text).ok();
        let parsed = parsed.filter(|value| !value.is_string() && !value.is_null());
        parsed
            .into_iter()
            .chain([Value::String(text.to_owned())])
            .collect()
    };
    let items: Vec<_> = text.split(',').map(|item| scalars(item.trim())).collect();
    let first = items
        .iter()
        .filter_map(|item| item.first().cloned())
        .collect();
    let last = items
        .iter()
        .filter_map(|item| item.last().cloned())
        .collect();
    let object = || -> Option<Value> {
        let mut members = Map::new();
        let pairs: Vec<_> = text.split(',').map(str::trim).collect();
        if pairs.iter().all(|pair| pair.contains('=')) {
            for pair in pairs {
                let (name, value) = pair.split_once('=')?;
                members.insert(name.to_owned(), scalars(value).first()?.clone());
            }
        } else {
            for pair in pairs.chunks(2) {
                let [name, value] = pair else {
                    return None;
                };
                members.insert((*name).to_owned(), scalars(value).first()?.clone());
            }
        }
        Some(Value::Object(members))
    };
    let lists = [Value::Array(first), Value::Array(last)];
    scalars(text)
        .into_iter()
        .chain(lists)
        .chain(object())
        .collect()
}

fn check_content(
    spec: &Spec,
    case: &Case,
    documented: &Response,
    response: &RawResponse,
    example: (&Sample, Level),
) -> Verdict {
    let content_type = response.headers.text("content-type").unwrap_or_default();
    let media = media_for(&documented.media, content_type)
        .filter(|media| media.media_type == example.0.media_type);
    let Some(media) = media else {
        let differences = vec![Difference::of(
            "content-type",
            &example.0.media_type,
            content_type,
        )];
        return Err(failure(
            spec,
            case,
            Kind::MediaType,
            &documented.pointer,
            differences,
        ));
    };
    check_body(
        spec,
        case,
        media,
        Direction::Response,
        &response.body,
        Some(example),
    )
}
