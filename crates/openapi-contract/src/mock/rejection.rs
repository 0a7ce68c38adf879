//! What a request breaks, and what the document says is answered then.
//!
//! A documented status comes first: its body is what `x-rejections` names for this kind, else the
//! first example of the status, else a value drawn from its schema. Only where the document has
//! none that fits is the answer an undocumented one: the body of `x-rejections`, else RFC 9457.
//! The reasons go into the field `Contract-Violation`, and those about parameters and body into the
//! member that `x-rejections.violations` names. No value that was sent is repeated.

use serde_json::{Value, json};

use crate::{
    exchange::RawResponse,
    schema::Direction,
    spec::{Operation, Spec, Status, is_json},
};

use super::answer::{self, Choice};

/// How many reasons are told.
const REASONS: usize = 16;

/// What is wrong with a request, in the order in which it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// No path of the document.
    UnknownPath,
    /// The path has other methods.
    Method,
    /// No credential.
    NoCredential,
    /// A credential that cannot be one, or that nobody has.
    BadCredential,
    /// A content type that the operation does not take.
    MediaType,
    /// A body over the limit.
    Size,
    /// Parameters or body.
    Invalid,
}

impl Breach {
    /// Its name in `x-rejections`.
    pub fn name(self) -> &'static str {
        match self {
            Self::UnknownPath => "unknown-path",
            Self::Method => "method-not-allowed",
            Self::NoCredential => "missing-credential",
            Self::BadCredential => "rejected-credential",
            Self::MediaType => "unsupported-media-type",
            Self::Size => "payload-too-large",
            Self::Invalid => "invalid-request",
        }
    }

    /// The statuses that say so, the best one first.
    fn statuses(self) -> &'static [u16] {
        match self {
            Self::UnknownPath => &[404],
            Self::Method => &[405],
            Self::NoCredential | Self::BadCredential => &[401, 403],
            Self::MediaType => &[415, 400, 422],
            Self::Size => &[413, 400],
            Self::Invalid => &[400, 422],
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::UnknownPath => "Not Found",
            Self::Method => "Method Not Allowed",
            Self::NoCredential | Self::BadCredential => "Unauthorized",
            Self::MediaType => "Unsupported Media Type",
            Self::Size => "Content Too Large",
            Self::Invalid => "Bad Request",
        }
    }
}

/// One rule that a request breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What is wrong where, in words of the document.
    pub text: String,
    /// Pointer to the rule in the document.
    pub rule: String,
}

impl Reason {
    pub(super) fn new(text: impl Into<String>, rule: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            rule: rule.into(),
        }
    }
}

/// The answer to a request that breaks something.
pub(super) fn answer(
    spec: &Spec,
    operation: Option<&Operation>,
    breach: Breach,
    reasons: &[Reason],
) -> RawResponse {
    let told = told(reasons);
    let documented = operation.and_then(|operation| documented(spec, operation, breach, &told));
    let response = documented.unwrap_or_else(|| undocumented(spec, breach, &told));
    response.header("Contract-Violation", told)
}

/// The reasons in one line of visible ASCII.
fn told(reasons: &[Reason]) -> String {
    let texts = reasons.iter().take(REASONS).map(|reason| {
        let visible = |char: char| {
            if char.is_ascii_graphic() || char == ' ' {
                char
            } else {
                '?'
            }
        };
        reason.text.chars().map(visible).collect::<String>()
    });
    let texts: Vec<_> = texts.collect();
    texts.join("; ")
}

fn documented(
    spec: &Spec,
    operation: &Operation,
    breach: Breach,
    told: &str,
) -> Option<RawResponse> {
    let statuses = breach.statuses();
    let exact = statuses.iter().find(|status| {
        operation
            .response(**status)
            .is_some_and(|one| one.status == Status::Code(**status))
    });
    let status = exact.or(statuses.first())?;
    let response = operation.response(*status)?;
    let named = spec.rejections.get(breach.name()).cloned();
    let media = response
        .media
        .iter()
        .find(|media| is_json(&media.media_type));
    if let (Some(media), Some(value)) = (media, named) {
        let fits = |value: &Value| {
            let schema = media.schema.as_deref();
            schema.is_none_or(|schema| {
                spec.accepts(schema, Direction::Response, value)
                    .unwrap_or(true)
            })
        };
        let explained = explained(spec, breach, value.clone(), told);
        let value = [explained, value].into_iter().find(fits);
        if let Some(value) = value {
            let answered = RawResponse::new(*status)
                .header("content-type", media.media_type.as_str())
                .body(value.to_string());
            return Some(answer::with_headers(spec, response, answered));
        }
    }
    answer::respond(spec, operation, *status, &Choice::default())
}

/// What the document has for what it does not describe, else a problem of RFC 9457.
fn undocumented(spec: &Spec, breach: Breach, told: &str) -> RawResponse {
    let status = breach.statuses().first().copied().unwrap_or(400);
    let response = RawResponse::new(status);
    if let Some(value) = spec.rejections.get(breach.name()).cloned() {
        return response
            .header("content-type", "application/json")
            .body(explained(spec, breach, value, told).to_string());
    }
    let problem = json!({"title": breach.title(), "status": status, "detail": told});
    response
        .header("content-type", "application/problem+json")
        .body(problem.to_string())
}

/// The value with the reasons in the member that takes them.
fn explained(spec: &Spec, breach: Breach, mut value: Value, told: &str) -> Value {
    let member = spec.tree.get("/x-rejections/violations");
    let member = member.and_then(Value::as_str).unwrap_or_default();
    if let Some(Value::String(text)) = value.get_mut(member)
        && breach == Breach::Invalid
    {
        *text = format!("{text} ({told})");
    }
    value
}
