//! Holding what really happened to what a case promises.
//!
//! Each function takes a case and evidence, and returns the first broken promise as a typed
//! [`Failure`]. Order matters: a wrong status is reported as that, not as the body that comes with
//! it. Credentials of the case never appear in a failure. Where a value must be compared, the
//! [`Level`] says how strictly.

use serde_json::{Value, json};

use crate::{
    call::Call,
    case::{Case, Level, Sample},
    diff::{self, Difference},
    failure::{Failure, Kind, Verdict},
    relation,
    schema::Direction,
    spec::{Media, Spec},
    wire::read_body,
};

mod answer;
mod arguments;
mod client;
pub(crate) mod credential;
mod probe;
mod request;
mod response;
mod result;

pub use answer::{Entry, Evidence, check_answer, undocumented};
pub use client::{Arrival, Witness, check_client};
pub use request::check_request;
#[cfg(feature = "mock")]
pub(crate) use request::is_known_field;
pub use response::check_response;
pub use result::{End, Said, check_result, promised};

/// Holds an example of the document to its own schema.
///
/// # Errors
/// [`Kind::Example`] with each broken rule.
pub fn check_example(spec: &Spec, case: &Case) -> Verdict {
    let Some(sample) = case.sample() else {
        return Err(harness(spec, case, "the case has no example"));
    };
    let Some(schema) = &sample.schema else {
        return Ok(());
    };
    let broken = spec.violations(schema, sample.direction, &sample.example.value);
    let Some(broken) = broken else {
        return Err(harness(spec, case, "the schema was not compiled"));
    };
    if broken.is_empty() {
        return Ok(());
    }
    let differences = broken
        .into_iter()
        .map(|one| {
            Difference::of(
                &one.at,
                format!("{} ({})", one.expected, one.rule),
                one.actual,
            )
        })
        .collect();
    let pointer = &sample.example.pointer;
    Err(failure(spec, case, Kind::Example, pointer, differences))
}

/// Holds a decoded or re-encoded value to the example of the case, member by member.
///
/// # Errors
/// [`Kind::Value`] with what differs.
pub fn check_value(spec: &Spec, case: &Case, actual: &Value) -> Verdict {
    let Some(sample) = case.sample() else {
        return Err(harness(spec, case, "the case has no example"));
    };
    let differences = diff::values(&sample.example.value, actual);
    if differences.is_empty() {
        return Ok(());
    }
    let pointer = &sample.example.pointer;
    Err(failure(spec, case, Kind::Value, pointer, differences))
}

/// A failure of the harness itself: the case could not be carried out.
pub fn harness(spec: &Spec, case: &Case, why: impl Into<String>) -> Box<Failure> {
    failure(
        spec,
        case,
        Kind::Harness(why.into()),
        case.pointer(),
        Vec::new(),
    )
}

/// A failure of a case, with its credentials taken out.
pub(crate) fn failure(
    spec: &Spec,
    case: &Case,
    kind: Kind,
    pointer: &str,
    differences: Vec<Difference>,
) -> Box<Failure> {
    let secrets = case.call().map(Call::secrets).unwrap_or_default();
    let failure = Failure {
        case: case.name.clone(),
        kind,
        pointer: pointer.to_owned(),
        place: spec.place(pointer),
        differences,
    };
    Box::new(failure.masked(&secrets))
}

/// Whether a member of an answer is one that the document says nothing about: then no example can
/// promise that it is not there. A request id that a gateway adds is one.
fn is_free(spec: &Spec, schema: Option<&String>, value: &Value, at: &str) -> bool {
    let parent = at
        .rsplit_once('/')
        .and_then(|(parent, _)| value.pointer(parent));
    let Some(schema) = schema else {
        return false;
    };
    let takes = |other: Value| {
        let mut value = value.clone();
        if let Some(place) = value.pointer_mut(at) {
            *place = other;
        }
        spec.accepts(schema, Direction::Response, &value) == Some(true)
    };
    let others = [
        json!(null),
        json!(true),
        json!(-0.5),
        json!("\u{0}"),
        json!([]),
        json!({}),
    ];
    parent.is_some_and(Value::is_object) && others.into_iter().all(takes)
}

/// Holds the bytes of a body to its schema and, where there is one, to an example.
fn check_body(
    spec: &Spec,
    case: &Case,
    media: &Media,
    direction: Direction,
    body: &[u8],
    example: Option<(&Sample, Level)>,
) -> Verdict {
    let read = read_body(spec, direction, media, &media.media_type, body);
    check_read(spec, case, media, direction, (read, body), example)
}

/// As [`check_body`], for a body that was read already.
fn check_read(
    spec: &Spec,
    case: &Case,
    media: &Media,
    direction: Direction,
    (read, body): (Result<Option<Value>, String>, &[u8]),
    example: Option<(&Sample, Level)>,
) -> Verdict {
    let text = || String::from_utf8_lossy(body).into_owned();
    let read = read.map_err(|expected| {
        let differences = vec![Difference::of("", expected, text())];
        failure(spec, case, Kind::Content, &media.pointer, differences)
    })?;
    // What has no structure that is judged is compared as text.
    let schema = media.schema.as_ref().filter(|_| read.is_some());
    let value = read.unwrap_or_else(|| Value::String(text()));
    if let Some(schema) = schema {
        let Some(broken) = spec.violations(schema, direction, &value) else {
            return Err(harness(spec, case, "the schema was not compiled"));
        };
        if let Some(first) = broken.first() {
            let rule = first.rule.clone();
            let differences = broken
                .iter()
                .map(|one| Difference::of(&one.at, &one.expected, &one.actual))
                .collect();
            return Err(failure(spec, case, Kind::Schema, &rule, differences));
        }
    }
    let Some((sample, level)) = example else {
        return Ok(());
    };
    let (kind, differences) = match level {
        Level::Schema => return Ok(()),
        Level::Shape => (Kind::Shape, diff::shape(&sample.example.value, &value)),
        Level::Values => {
            let expected = relation::expected(spec, case, sample, &value);
            let mut differences = diff::values(&expected, &value);
            differences.retain(|one| {
                let is_more = direction == Direction::Response && one.expected.is_none();
                !(is_more && is_free(spec, schema, &value, &one.at))
            });
            (Kind::Value, differences)
        }
    };
    if differences.is_empty() {
        return Ok(());
    }
    Err(failure(
        spec,
        case,
        kind,
        &sample.example.pointer,
        differences,
    ))
}
