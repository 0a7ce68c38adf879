//! The mock of a whole document.
//!
//! The order in which a request is looked at: path, method, credentials, content type, size,
//! parameters and body; then the caller's preference, the states, and the first example of the
//! first success.

use std::{fmt, sync::Arc};

use super::{
    answer::{self, Choice, Source},
    prefer::Prefer,
    reasons::{beyond, reason},
    rejection::{self, Breach, Reason},
    route::{Found, Routes},
    security::{self, Keyring},
    serve::{Respond, whole},
    states::{Facts, Rules, Stage},
};
use crate::{
    call::Credential,
    case::{Case, Reply},
    exchange::{RawRequest, RawResponse},
    spec::{Operation, Response, SecurityScheme, Spec, Status, media_for},
    wire::{Received, read},
};

/// The codes of successes, in the order in which they are looked for.
const SUCCESSES: std::ops::Range<u16> = 200..300;

/// What became of one request. It holds nothing that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The method, where it is one of HTTP.
    pub method: String,
    /// The id of the operation.
    pub operation: Option<String>,
    /// The path, with `…` for everything that the document does not have.
    pub path: String,
    /// What was answered.
    pub status: u16,
    /// What the request broke.
    pub breach: Option<Breach>,
    /// In detail.
    pub reasons: Vec<Reason>,
    /// What was sent beyond the document, such as a query parameter, without breaking it.
    pub beyond: Vec<Reason>,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.operation.as_ref().unwrap_or(&self.path);
        write!(f, "{} {} {what}", self.status, self.method)?;
        if let Some(breach) = self.breach {
            write!(f, " {}", breach.name())?;
        }
        let reasons = self.reasons.iter().chain(&self.beyond);
        for (index, reason) in reasons.enumerate() {
            let sign = if index == 0 { ": " } else { "; " };
            write!(f, "{sign}{}", reason.text)?;
        }
        Ok(())
    }
}

/// A mock of a document: the answers, without the server.
pub struct Mock<T> {
    spec: Arc<Spec>,
    routes: Routes,
    keyring: Keyring,
    rules: Rules,
    tell: T,
}

impl<T> fmt::Debug for Mock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock")
            .field("routes", &self.routes)
            .finish_non_exhaustive()
    }
}

impl<T: Fn(&Event)> Mock<T> {
    /// A mock that tells of each request when it was answered. `states` are the cases of a state
    /// table, where there is one.
    pub fn new(spec: Arc<Spec>, states: &[Case], tell: T) -> Self {
        let mut known: Vec<Credential> = Vec::new();
        for call in states.iter().filter_map(Case::call) {
            let new = call.credentials.iter().filter(|one| !known.contains(one));
            let new: Vec<_> = new.cloned().collect();
            known.extend(new);
        }
        Self {
            routes: Routes::new(&spec),
            keyring: Keyring(known),
            rules: Rules::new(states),
            spec,
            tell,
        }
    }

    /// The answer to a request.
    pub fn answer(&self, request: &RawRequest) -> RawResponse {
        self.handle(request, None)
    }

    fn handle(&self, request: &RawRequest, oversize: Option<Breach>) -> RawResponse {
        let mut event = Event {
            method: method(&request.method),
            operation: None,
            path: self.routes.masked(&request.target),
            status: 0,
            breach: None,
            reasons: Vec::new(),
            beyond: Vec::new(),
        };
        let response = match self.route(request) {
            Ok(operation) => {
                event.operation = Some(operation.id.clone());
                match self.refusal(operation, request, oversize) {
                    Ok(received) => {
                        event.beyond = beyond(&self.spec, operation, request, &received);
                        self.success(operation, request, &received, &mut event)
                    }
                    Err(refusal) => self.refuse(Some(operation), refusal, &mut event),
                }
            }
            Err(Refusal::Answer(response)) => response,
            Err(refusal) => self.refuse(None, refusal, &mut event),
        };
        event.status = response.status;
        (self.tell)(&event);
        response
    }

    fn route(&self, request: &RawRequest) -> Result<&Operation, Refusal> {
        let others = match self
            .routes
            .find(&self.spec, &request.method, &request.target)
        {
            Found::Operation(operation) => return Ok(operation),
            Found::Nothing => {
                let reason = Reason::new("no path of the document", "/paths");
                return Err(Refusal::Breach(Breach::UnknownPath, vec![reason]));
            }
            Found::Path(others) => others,
        };
        let get = others.iter().find(|one| one.method == "GET");
        if let ("HEAD", Some(get)) = (request.method.as_str(), get) {
            return Ok(get);
        }
        let mut allow: Vec<_> = others.iter().map(|one| one.method.as_str()).collect();
        if get.is_some() && !allow.contains(&"HEAD") {
            allow.push("HEAD");
        }
        if request.method == "OPTIONS" {
            let allow = [allow, vec!["OPTIONS"]].concat().join(", ");
            return Err(Refusal::Answer(
                RawResponse::new(204).header("allow", allow),
            ));
        }
        Err(Refusal::Method(allow.join(", ")))
    }

    /// What a request breaks, in order; else what it says.
    fn refusal(
        &self,
        operation: &Operation,
        request: &RawRequest,
        oversize: Option<Breach>,
    ) -> Result<Received, Refusal> {
        let known = self.keyring.presented(&self.spec, request);
        let nothing = Received::default();
        let facts = Facts {
            received: &nothing,
            body: &request.body,
            content_type: request.headers.text("content-type").unwrap_or_default(),
            credentials: &known,
        };
        // A state that says what a certain credential leads to, unless it is about having none.
        if !known.is_empty()
            && oversize.is_none()
            && let Some(answer) = self.rules.find(&operation.id, &facts, Stage::Credentials)
            && answer.status >= 400
        {
            return Err(Refusal::Answer(answer::of_state(
                &self.spec, operation, answer,
            )));
        }
        let one = |(breach, reason)| Refusal::Breach(breach, vec![reason]);
        security::check(&self.spec, operation, request, &self.keyring).map_err(one)?;
        if let Some(documented) = &operation.request_body
            && !(request.body.is_empty() && oversize.is_none())
            && media_for(&documented.media, facts.content_type).is_none()
        {
            let wanted: Vec<_> = documented
                .media
                .iter()
                .map(|one| one.media_type.as_str())
                .collect();
            let text = format!("content-type: must be {}", wanted.join(" or "));
            let reason = Reason::new(text, &documented.pointer);
            return Err(Refusal::Breach(Breach::MediaType, vec![reason]));
        }
        if let Some(breach) = oversize {
            let reason = Reason::new("body: over the limit of this mock", &operation.pointer);
            return Err(Refusal::Breach(breach, vec![reason]));
        }
        let received = read(&self.spec, operation, request);
        let is_beyond = operation.request_body.is_none() && !request.body.is_empty();
        let beyond = is_beyond.then(|| Reason::new("body: none is documented", &operation.pointer));
        let reasons = received.faults.iter().map(reason).chain(beyond);
        let reasons: Vec<_> = reasons.collect();
        if reasons.is_empty() {
            Ok(received)
        } else {
            Err(Refusal::Breach(Breach::Invalid, reasons))
        }
    }

    fn refuse(
        &self,
        operation: Option<&Operation>,
        refusal: Refusal,
        event: &mut Event,
    ) -> RawResponse {
        let (breach, reasons, allow) = match refusal {
            Refusal::Answer(response) => return response,
            Refusal::Breach(breach, reasons) => (breach, reasons, None),
            Refusal::Method(allow) => {
                let reason = Reason::new(format!("method: must be {allow}"), "/paths");
                (Breach::Method, vec![reason], Some(allow))
            }
        };
        event.breach = Some(breach);
        event.reasons.clone_from(&reasons);
        let mut response = rejection::answer(&self.spec, operation, breach, &reasons);
        if let Some(allow) = allow {
            response.headers.push("allow", allow);
        }
        if response.status == 401
            && let Some(operation) = operation
        {
            for challenge in security::challenges(&self.spec, operation) {
                response.headers.push("www-authenticate", challenge);
            }
        }
        response
    }

    fn success(
        &self,
        operation: &Operation,
        request: &RawRequest,
        received: &Received,
        event: &mut Event,
    ) -> RawResponse {
        let prefer = Prefer::read(&request.headers);
        if let Some(applied) = prefer.applied() {
            match self.preferred(operation, request, &prefer) {
                Some(response) => return response.header("preference-applied", applied),
                None => event.reasons.push(Reason::new(
                    "prefer: the document has no such answer",
                    &operation.pointer,
                )),
            }
        }
        let known = self.keyring.presented(&self.spec, request);
        let facts = Facts {
            received,
            body: &request.body,
            content_type: request.headers.text("content-type").unwrap_or_default(),
            credentials: &known,
        };
        let state = self.rules.find(&operation.id, &facts, Stage::All);
        if let Some(answer) = state.or_else(|| self.rules.success(&operation.id)) {
            let response = answer::of_state(&self.spec, operation, answer);
            return answer::echoing(&self.spec, operation, received, response);
        }
        let response = self.usual(operation, request);
        answer::echoing(&self.spec, operation, received, response)
    }

    /// The first success that a body is known for, else the first documented answer.
    fn usual(&self, operation: &Operation, request: &RawRequest) -> RawResponse {
        let choice = Choice {
            accept: request.headers.text("accept"),
            ..Choice::default()
        };
        let documented = |status: &u16| operation.response(*status).is_some();
        let successes = codes(operation).filter(|code| SUCCESSES.contains(code));
        let ranges = [200, 201, 202, 204].into_iter().filter(documented);
        let mut codes = successes.chain(ranges).chain(codes(operation));
        codes
            .find_map(|code| answer::respond(&self.spec, operation, code, &choice))
            .unwrap_or_else(|| RawResponse::new(501))
    }

    fn preferred(
        &self,
        operation: &Operation,
        request: &RawRequest,
        prefer: &Prefer,
    ) -> Option<RawResponse> {
        let choice = Choice {
            example: prefer.example.as_deref(),
            accept: request.headers.text("accept"),
            source: match prefer.dynamic {
                Some(true) => Source::Schema,
                _ => Source::Examples,
            },
        };
        let codes = prefer.code.map_or_else(
            || {
                let (mut codes, others): (Vec<_>, Vec<_>) =
                    codes(operation).partition(|code| SUCCESSES.contains(code));
                // An example of another status is meant where no success has that name.
                codes.extend(others.into_iter().filter(|_| choice.example.is_some()));
                codes
            },
            |code| vec![code],
        );
        let mut codes = codes.into_iter();
        codes.find_map(|code| answer::respond(&self.spec, operation, code, &choice))
    }
}

/// The exact statuses of an operation.
fn codes(operation: &Operation) -> impl Iterator<Item = u16> {
    let code = |response: &Response| match response.status {
        Status::Code(code) => Some(code),
        Status::Range(_) | Status::Default => None,
    };
    operation.responses.iter().filter_map(code)
}

/// Why a request does not succeed.
enum Refusal {
    /// It breaks the document.
    Breach(Breach, Vec<Reason>),
    /// The methods that there are.
    Method(String),
    /// The document says what is answered.
    Answer(RawResponse),
}

/// A method that can be printed.
fn method(sent: &str) -> String {
    let is_plain = sent.len() <= 16 && sent.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_plain { sent } else { "?" }.to_owned()
}

impl<T: Fn(&Event) + Send + Sync + 'static> Respond for Mock<T> {
    fn respond(&self, request: &RawRequest) -> Reply {
        whole(self.answer(request))
    }

    fn too_large(&self, head: &RawRequest) -> Reply {
        whole(self.handle(head, Some(Breach::Size)))
    }

    fn early(&self, head: &RawRequest) -> Option<Reply> {
        let Ok(operation) = self.route(head) else {
            return Some(whole(self.answer(head)));
        };
        let is_unsigned = operation
            .security
            .iter()
            .flat_map(|one| &one.schemes)
            .all(|name| {
                let scheme = self.spec.security_schemes.get(name);
                !matches!(
                    scheme,
                    Some(SecurityScheme::ApiKey {
                        signature: Some(_),
                        ..
                    })
                )
            });
        let denied = security::check(&self.spec, operation, head, &self.keyring).is_err();
        (is_unsigned && denied).then(|| whole(self.answer(head)))
    }
}
