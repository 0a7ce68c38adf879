//! Holding what a client made of an answer to what the answer is.
//!
//! A client may represent a value in its own way: a member that is absent on the wire may be null
//! in its language, and what the document does not know may be dropped or kept.
//! Everything else must be what went over the wire.

use std::fmt;

use serde_json::{Map, Value};

use super::{failure, harness};
use crate::{
    case::{Case, ClientResult, Level, Subject},
    diff::{self, Difference},
    failure::{Kind, Verdict},
    spec::{Spec, is_json},
};

/// What a client took an answer for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A success.
    Success,
    /// A documented error.
    Refused,
    /// Unreadable, undocumented, or lost.
    Failed,
    /// No success; the client does not tell [`End::Refused`] and [`End::Failed`] apart.
    Error,
}

/// What a client said of an answer. What it does not say is not judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// What it took the answer for.
    pub end: End,
    /// The status that it saw.
    pub status: Option<u16>,
    /// The value that it read.
    pub value: Option<Value>,
    /// Whatever helps a person to see why, such as the last lines of a log.
    pub note: Option<String>,
}

impl Said {
    /// Nothing but how it ended.
    pub fn new(end: End) -> Self {
        Self {
            end,
            status: None,
            value: None,
            note: None,
        }
    }

    /// And the status.
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        Self {
            status: Some(status),
            ..self
        }
    }

    /// And the value.
    #[must_use]
    pub fn value(self, value: impl Into<Option<Value>>) -> Self {
        Self {
            value: value.into(),
            ..self
        }
    }

    /// And something for people.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }

    /// Reads what a client that is a program says: an object with `outcome` (`success`, `refused`,
    /// `failed` or `error`) and, where it knows them, `status` and `value`.
    pub fn read(line: &str) -> Option<Self> {
        let said: Map<String, Value> = serde_json::from_str(line).ok()?;
        let end = match said.get("outcome")?.as_str()? {
            "success" => End::Success,
            "refused" => End::Refused,
            "failed" => End::Failed,
            "error" => End::Error,
            _ => return None,
        };
        let status = said.get("status").and_then(Value::as_u64);
        Some(Self {
            end,
            status: status.and_then(|status| u16::try_from(status).ok()),
            value: said.get("value").cloned(),
            note: None,
        })
    }
}

impl From<ClientResult> for Said {
    fn from(result: ClientResult) -> Self {
        let (end, status, value) = match result {
            ClientResult::Success { status, value } => (End::Success, Some(status), value),
            ClientResult::Refused { status, value } => (End::Refused, Some(status), value),
            ClientResult::Failed | ClientResult::SuccessOrFailed { .. } => {
                (End::Failed, None, None)
            }
        };
        Self {
            end,
            status,
            value,
            note: None,
        }
    }
}

/// What a client must make of the answer of a case.
pub fn promised(case: &Case) -> ClientResult {
    match &case.subject {
        Subject::Decode(decode) => decode.result.clone(),
        Subject::Exchange(exchange) => {
            let answer = &exchange.answer;
            let (status, value) = (answer.status, answer.body.as_ref());
            let value = value.map(|sample| sample.example.value.clone());
            match status {
                0..400 => ClientResult::Success { status, value },
                _ => ClientResult::Refused { status, value },
            }
        }
        Subject::Body(_) | Subject::Probe(_) | Subject::Drawn(_) => ClientResult::Failed,
    }
}

impl fmt::Display for ClientResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Success { status, .. } => write!(f, "success ({status})"),
            Self::Refused { status, .. } => write!(f, "refused ({status})"),
            Self::Failed => f.write_str("failed"),
            Self::SuccessOrFailed { status, .. } => write!(f, "success ({status}) or failed"),
        }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.end {
            End::Success => "success",
            End::Refused => "refused",
            End::Failed => "failed",
            End::Error => "error",
        })?;
        if let Some(status) = self.status {
            write!(f, " ({status})")?;
        }
        match &self.note {
            Some(note) => write!(f, "; {note}"),
            None => Ok(()),
        }
    }
}

/// Holds what a client said of the answer of a case to what the answer is: the kind of end, then
/// the status, then, as far as the level demands, the value.
///
/// # Errors
/// The first that differs.
pub fn check_result(spec: &Spec, case: &Case, said: &Said, level: Level) -> Verdict {
    if !matches!(case.subject, Subject::Decode(_) | Subject::Exchange(_)) {
        return Err(harness(spec, case, "the case has no answer"));
    }
    let promised = promised(case);
    let wrong_end = || {
        let difference = Difference::of("result", promised.to_string(), said.to_string());
        Err(failure(
            spec,
            case,
            Kind::Result,
            case.pointer(),
            vec![difference],
        ))
    };
    let expected = match (&promised, said.end) {
        (ClientResult::Failed | ClientResult::SuccessOrFailed { .. }, End::Failed | End::Error) => {
            None
        }
        (
            ClientResult::Success { status, value }
            | ClientResult::SuccessOrFailed { status, value },
            End::Success,
        )
        | (ClientResult::Refused { status, value }, End::Refused | End::Error) => {
            Some((*status, value.as_ref()))
        }
        // Whether a documented redirect is a success is the client's affair.
        (ClientResult::Success { status, value }, End::Refused | End::Error)
            if (300..400).contains(status) =>
        {
            Some((*status, value.as_ref()))
        }
        // So is whether a redirect that `default` documents is an error of the API or none.
        (ClientResult::Failed, End::Refused) if is_documented_redirect(spec, case, said) => None,
        _ => return wrong_end(),
    };
    let Some((status, value)) = expected else {
        return Ok(());
    };
    if said.status.is_some_and(|said| said != status) {
        return wrong_end();
    }
    let (Some(expected), Some(actual)) = (value, &said.value) else {
        return Ok(());
    };
    let differences = match level {
        Level::Schema => return Ok(()),
        Level::Shape => diff::shape(expected, actual),
        Level::Values => diff::values(expected, actual),
    };
    let wire = wire(case);
    let differences: Vec<_> = differences
        .into_iter()
        .filter(|one| !is_own_way(one, wire.as_ref()))
        .collect();
    if differences.is_empty() {
        return Ok(());
    }
    let kind = if level == Level::Shape {
        Kind::Shape
    } else {
        Kind::Value
    };
    Err(failure(spec, case, kind, case.pointer(), differences))
}

fn is_documented_redirect(spec: &Spec, case: &Case, said: &Said) -> bool {
    let operation = spec.operation(&case.operation);
    let status = said.status.filter(|status| (300..400).contains(status));
    let response = operation.and_then(|operation| operation.response(status?));
    response.is_some()
}

/// The value that really went over the wire, where it was JSON.
fn wire(case: &Case) -> Option<Value> {
    let Subject::Decode(decode) = &case.subject else {
        return None;
    };
    let response = &decode.reply.response;
    let content_type = response.headers.text("content-type")?;
    let body = is_json(content_type).then_some(&response.body)?;
    serde_json::from_slice(body).ok()
}

/// Whether a difference is only about how a client represents values.
fn is_own_way(difference: &Difference, wire: Option<&Value>) -> bool {
    let read = |text: &Option<String>| -> Option<Value> {
        text.as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
    };
    match (read(&difference.expected), read(&difference.actual)) {
        // Absent is null in many languages, and a member that nobody knows may be kept.
        (None, Some(actual)) => {
            actual.is_null() || wire.and_then(|wire| wire.pointer(&difference.at)) == Some(&actual)
        }
        _ => false,
    }
}
