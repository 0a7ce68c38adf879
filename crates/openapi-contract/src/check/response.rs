//! Holding a response to the promised answer.

use super::{check_body, failure, harness};
use crate::{
    case::{Case, Level, Sample},
    diff::Difference,
    exchange::RawResponse,
    failure::{Kind, Verdict},
    schema::Direction,
    spec::{Response, Spec, media_for},
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
        return Ok(());
    }
    Err(failure(
        spec,
        case,
        Kind::Header,
        &documented.pointer,
        missing,
    ))
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
