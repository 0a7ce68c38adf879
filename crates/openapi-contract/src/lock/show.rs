//! A case in words: the request that is sent, what is changed about it, and what must come of it.

use std::{collections::BTreeMap, fmt::Write as _};

use super::Entry;
use crate::{
    call::{Call, Credential, Secret},
    case::{
        Answer, Case, Change, ClientResult, Ending, Expect, Handler, Level, Others, Reply,
        Requests, Subject,
    },
    exchange::RawRequest,
    spec::{Operation, Spec},
};

/// Longer texts are cut.
const LONG: usize = 400;
/// Of a cut text, this much is shown.
const SHOWN: usize = 60;

/// Shows cases; credentials get the same number wherever they occur.
pub(super) struct Show<'a> {
    spec: &'a Spec,
    secrets: BTreeMap<String, Vec<Secret>>,
}

impl<'a> Show<'a> {
    pub(super) fn new(spec: &'a Spec) -> Self {
        Self {
            spec,
            secrets: BTreeMap::new(),
        }
    }

    pub(super) fn case(&mut self, case: &Case) -> Entry {
        let mut entry = Entry {
            name: case.name.clone(),
            operation: case.operation.clone(),
            family: Some(case.family),
            side: Some(case.side),
            twin: case.twin.clone(),
            owns: case.owns.clone(),
            ..Entry::default()
        };
        if let Some(call) = case.call() {
            self.request(case, call, &mut entry);
        }
        entry.expect = match &case.subject {
            Subject::Body(sample) => {
                let schema = sample.schema.as_deref().unwrap_or("anything");
                entry.body = Some(text(sample.example.value.to_string().as_bytes()));
                format!("{}: keeps {schema}", sample.media_type)
            }
            Subject::Exchange(exchange) => answer(&exchange.answer, case.level),
            Subject::Probe(probe) => {
                entry.changes = probe.changes.iter().map(change).collect();
                expect(&probe.expect)
            }
            Subject::Decode(decode) => {
                entry.reply = Some(reply(&decode.reply));
                let requests = match decode.requests {
                    Requests::Once => "once",
                    Requests::AtLeastOnce => "once or again",
                };
                format!("{}; sent {requests}", result(&decode.result, case.level))
            }
            Subject::Drawn(drawn) => format!("{} calls drawn from the schemas", drawn.values),
        };
        entry
    }

    fn request(&mut self, case: &Case, call: &Call, entry: &mut Entry) {
        for step in &call.before {
            let operation = self.spec.operation(&step.operation);
            let request = operation.and_then(|operation| self.unsigned(operation, &step.call));
            let line = request.map_or(step.operation.clone(), |request| {
                format!(
                    "{} {} {}",
                    request.method,
                    request.target,
                    text(&request.body)
                )
            });
            let saved = step
                .save
                .iter()
                .map(|save| format!(", {} = {}", save.name, save.from));
            entry
                .before
                .push(format!("{line}{}", saved.collect::<String>()));
        }
        let operation = self.spec.operation(&case.operation);
        let Some(request) = operation.and_then(|operation| self.unsigned(operation, call)) else {
            entry
                .request
                .push("no request that can be shown".to_owned());
            return;
        };
        entry.request.push(format!(
            "{} {}",
            request.method,
            text(request.target.as_bytes())
        ));
        for (name, value) in request.headers.iter() {
            if !name.eq_ignore_ascii_case("host") && !name.eq_ignore_ascii_case("content-length") {
                entry.request.push(format!("{name}: {}", text(value)));
            }
        }
        entry.body = call.body.as_ref().map(|_| text(&request.body));
    }

    /// The request with numbers in place of secrets.
    fn unsigned(&mut self, operation: &Operation, call: &Call) -> Option<RawRequest> {
        let mut masked = call.clone();
        let mut signatures = Vec::new();
        for credential in std::mem::take(&mut masked.credentials) {
            let shown = self.number(&credential);
            match credential.secret {
                Secret::Key(_) | Secret::Login { .. } => masked.credentials.push(Credential {
                    scheme: credential.scheme,
                    secret: Secret::Key(shown),
                }),
                Secret::Pair { .. } => signatures.push(shown),
            }
        }
        let mut request = masked.unsigned(self.spec, operation, "host").ok()?;
        for signature in signatures {
            request.headers.push("authorization", signature);
        }
        Some(request)
    }

    /// `$Scheme` for the first secret of a scheme, `$Scheme-2` for the next one.
    fn number(&mut self, credential: &Credential) -> String {
        let known = self.secrets.entry(credential.scheme.clone()).or_default();
        let index = known.iter().position(|one| *one == credential.secret);
        let index = index.unwrap_or_else(|| {
            known.push(credential.secret.clone());
            known.len() - 1
        });
        match index {
            0 => format!("${}", credential.scheme),
            index => format!("${}-{}", credential.scheme, index + 1),
        }
    }
}

fn answer(answer: &Answer, level: Level) -> String {
    let status = answer.status;
    match &answer.body {
        None => format!("{status} without a body"),
        Some(sample) => {
            let value = text(sample.example.value.to_string().as_bytes());
            let level = match level {
                Level::Schema => "the schema of",
                Level::Shape => "the shape of",
                Level::Values => "the values of",
            };
            format!("{status} {} with {level} {value}", sample.media_type)
        }
    }
}

pub(super) fn change(change: &Change) -> String {
    let value = |value: &[u8]| text(value);
    match change {
        Change::Method(method) => format!("method {method}"),
        Change::Path(path) => format!("path {}", text(path.as_bytes())),
        Change::Query(None) => "no query".to_owned(),
        Change::Query(Some(query)) => format!("query {}", text(query.as_bytes())),
        Change::SetHeader(name, set) => format!("{name}: {}", value(set)),
        Change::AddHeader(name, set) => format!("and {name}: {}", value(set)),
        Change::RemoveHeader(name) => format!("no {name}"),
        Change::UpperCaseNames => "names of header fields in upper case".to_owned(),
        Change::Body(body) if body.is_empty() => "no bytes".to_owned(),
        Change::Body(body) => format!("body {}", value(body)),
        Change::Padded(size) => format!("blanks behind the body, {size} bytes in all"),
        Change::Chunked => "in chunks".to_owned(),
        Change::Credential { scheme, twist } => format!("{scheme} {twist}"),
    }
}

pub(super) fn expect(expect: &Expect) -> String {
    match expect {
        Expect::Success => "a documented status below 400".to_owned(),
        Expect::Bodiless => "no body; below 400, 404 or 405".to_owned(),
        Expect::NoFault => "below 500".to_owned(),
        Expect::NotInvalid => "below 500, and none that calls the request invalid".to_owned(),
        Expect::Refusal {
            best,
            others,
            handler,
        } => {
            let best: Vec<String> = best.iter().map(ToString::to_string).collect();
            let others = match others {
                Others::Taken => "or another 4xx",
                Others::Refused => "nothing else that is documented",
            };
            let handler = match handler {
                Handler::MayEnter => "",
                Handler::MustNotEnter => "; no handler entered",
            };
            format!("{}, {others}{handler}", best.join(" or "))
        }
    }
}

fn reply(reply: &Reply) -> String {
    match reply.ending {
        Ending::Closed => return "closed without an answer".to_owned(),
        Ending::Silent => return "nothing".to_owned(),
        Ending::Whole | Ending::Truncated(_) => {}
    }
    let response = &reply.response;
    let mut out = response.status.to_string();
    for (name, value) in response.headers.iter() {
        let _ = write!(out, ", {name}: {}", text(value));
    }
    if !response.body.is_empty() {
        let _ = write!(out, ", {}", text(&response.body));
    }
    if let Ending::Truncated(size) = reply.ending {
        let _ = write!(out, ", closed after {size} bytes of it");
    }
    out
}

fn result(result: &ClientResult, level: Level) -> String {
    let value = |value: &Option<serde_json::Value>| match value {
        Some(value) => format!(" with {}", text(value.to_string().as_bytes())),
        None => String::new(),
    };
    let shape = if level == Level::Values {
        ""
    } else {
        " or more"
    };
    match result {
        ClientResult::Success { status, value: one } => {
            format!("success {status}{}{shape}", value(one))
        }
        ClientResult::Refused { status, value: one } => {
            format!("documented error {status}{}{shape}", value(one))
        }
        ClientResult::Failed => "a failure".to_owned(),
        ClientResult::SuccessOrFailed { status, value: one } => {
            format!("a failure, or success {status}{}", value(one))
        }
    }
}

/// Bytes as one line of visible text; long ones with their length, both ends and a sum.
fn text(bytes: &[u8]) -> String {
    let shown = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => openapi_source::visible(text).into_owned(),
        Err(_) => bytes.escape_ascii().to_string(),
    };
    if bytes.len() <= LONG {
        return shown(bytes);
    }
    let (start, end) = (bytes.get(..SHOWN), bytes.get(bytes.len() - SHOWN / 2..));
    format!(
        "{} bytes {:016x}: {} … {}",
        bytes.len(),
        sum(bytes),
        start.unwrap_or_default().escape_ascii(),
        end.unwrap_or_default().escape_ascii(),
    )
}

/// FNV-1a: tells two long texts apart, and is the same on every machine.
fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
