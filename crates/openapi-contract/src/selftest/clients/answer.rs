//! What the client makes of an answer.

use serde_json::{Value, json};

use super::{Fault, Faulty, send::Exchanged};
use crate::{
    check::{End, Said},
    client::Task,
    exchange::RawResponse,
    schema::Direction,
    spec::{is_json, media_for},
};

/// An answer beside what the document says of it.
pub(super) struct Answered {
    /// What came back, even if not whole.
    response: Option<RawResponse>,
    wholeness: Wholeness,
    reading: Reading,
    /// The body, where it could be read.
    value: Option<Value>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wholeness {
    Whole,
    Cut,
}

/// How an answer compares with what is documented.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// It is as documented.
    Fine,
    /// The status is not documented.
    OtherStatus,
    /// The content type is not documented.
    OtherType,
    /// The schema is broken.
    BreaksSchema,
    /// The body is not what its content type says.
    Unreadable,
}

impl Answered {
    pub(super) fn new(task: &Task<'_>, exchanged: Exchanged) -> Self {
        let (wholeness, response) = match exchanged {
            Exchanged::Whole(response) => (Wholeness::Whole, Some(response)),
            Exchanged::Truncated(response) => (Wholeness::Cut, Some(response)),
            Exchanged::Closed | Exchanged::Silent => (Wholeness::Cut, None),
        };
        let (reading, value) = response
            .as_ref()
            .map_or((Reading::Unreadable, None), |response| read(task, response));
        Self {
            response,
            wholeness,
            reading,
            value,
        }
    }
}

fn read(task: &Task<'_>, response: &RawResponse) -> (Reading, Option<Value>) {
    let content_type = response.headers.text("content-type").unwrap_or_default();
    let json = serde_json::from_slice(&response.body).ok();
    let Some(documented) = task.operation.response(response.status) else {
        return (Reading::OtherStatus, json);
    };
    if documented.media.is_empty() {
        return (Reading::Fine, None);
    }
    let Some(media) = media_for(&documented.media, content_type) else {
        return (Reading::OtherType, json);
    };
    let value = if is_json(content_type) {
        json
    } else {
        let text = String::from_utf8_lossy(&response.body).into_owned();
        Some(Value::String(text))
    };
    let Some(value) = value else {
        return (Reading::Unreadable, None);
    };
    let schema = media.schema.as_ref().filter(|_| is_json(content_type));
    let broken = schema.and_then(|schema| {
        task.spec
            .violations(schema, Direction::Response, &value)
            .filter(|broken| !broken.is_empty())
    });
    match broken {
        Some(_) => (Reading::BreaksSchema, Some(value)),
        None => (Reading::Fine, Some(value)),
    }
}

impl Faulty {
    /// What this client says of an answer.
    pub(super) fn understand(self, answered: &Answered) -> Said {
        let failed = Said::new(End::Failed);
        let Some(response) = &answered.response else {
            let end = if self.has(Fault::TrustsEveryStatus) {
                End::Success
            } else {
                End::Failed
            };
            return Said::new(end);
        };
        let status = response.status;
        let end = self.end(answered, status);
        if end == End::Failed {
            return failed;
        }
        let mut value = answered.value.clone();
        if self.has(Fault::LosesErrorValue) && end == End::Refused {
            value = Some(json!({}));
        }
        if self.has(Fault::LosesMember)
            && let Some(Value::Object(members)) = &mut value
            && let Some(first) = members.keys().next().cloned()
        {
            members.remove(&first);
        }
        if self.has(Fault::ReadsOtherValue)
            && let Some(value) = &mut value
        {
            reverse(value);
        }
        if self.has(Fault::ReadsLatin1)
            && let Some(value) = &mut value
        {
            misread(value);
        }
        if self.has(Fault::TrimsAnswers)
            && let Some(Value::Object(members)) = &mut value
        {
            for member in members.values_mut() {
                if let Value::String(text) = member {
                    *text = text.trim().to_owned();
                }
            }
        }
        let status = match (self.has(Fault::WrongStatus), end) {
            (true, End::Success) => 200,
            (true, _) => 400,
            (false, _) => status,
        };
        Said::new(end).status(status).value(value)
    }

    fn end(self, answered: &Answered, status: u16) -> End {
        let has = |fault| self.has(fault);
        let is_success = (200..300).contains(&status);
        let trusts = has(Fault::TrustsEveryStatus)
            || (has(Fault::TrustsServerErrors) && (500..600).contains(&status))
            || (has(Fault::TrustsRefusals) && (400..500).contains(&status))
            || (has(Fault::TrustsUnreadable) && is_success);
        if trusts {
            return End::Success;
        }
        let is_taken = match (answered.wholeness, answered.reading) {
            (Wholeness::Cut, _) => has(Fault::TrustsTruncation) && is_success,
            (_, Reading::Fine) => true,
            (_, Reading::OtherStatus) => has(Fault::TrustsUndocumented),
            (_, Reading::OtherType) => has(Fault::TrustsContentType) && answered.value.is_some(),
            (_, Reading::BreaksSchema) => has(Fault::TrustsSchema),
            (_, Reading::Unreadable) => false,
        };
        match (is_taken, is_success) {
            (true, true) if !has(Fault::DistrustsSuccess) => End::Success,
            (true, false) if !has(Fault::DistrustsRefusals) => End::Refused,
            _ => End::Failed,
        }
    }
}

/// Takes each byte for a character.
fn misread(value: &mut Value) {
    match value {
        Value::String(text) => *text = text.bytes().map(char::from).collect(),
        Value::Array(items) => items.iter_mut().for_each(misread),
        Value::Object(members) => members.values_mut().for_each(misread),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Turns every text around.
fn reverse(value: &mut Value) {
    match value {
        Value::String(text) => *text = text.chars().rev().chain(['!']).collect(),
        Value::Array(items) => items.iter_mut().for_each(reverse),
        Value::Object(members) => members.values_mut().for_each(reverse),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
