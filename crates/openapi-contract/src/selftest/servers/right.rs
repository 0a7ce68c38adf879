//! The right server: the mock of the document, in the states of the table, without a socket.

use std::{fmt, sync::Arc};

use sdk_hmac_sha256::SigningTime;
use serde_json::Value;

use crate::{
    call::{Call, Credential, Secret, split_target},
    case::{Case, Family, Side},
    check::credential::place,
    exchange::{RawRequest, RawResponse},
    mock::{Event, Mock, Respond as _},
    spec::{Location, Operation, SecurityScheme, Spec},
};

/// Bytes that a body may have.
const LARGEST: usize = 1 << 20;

/// A server that keeps the document, and what a faulty one needs to know of it.
pub struct Right {
    pub(super) spec: Arc<Spec>,
    mock: Mock<fn(&Event)>,
    /// For each operation, a call that succeeds.
    good: Vec<(String, Call)>,
    /// Every credential of a call that succeeds.
    known: Vec<Credential>,
}

impl fmt::Debug for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Right").finish_non_exhaustive()
    }
}

impl Right {
    /// The server of a document, in the states that the cases know.
    pub fn new(spec: Arc<Spec>, cases: &[Case]) -> Self {
        Self {
            mock: Mock::new(Arc::clone(&spec), &states(cases), |_| {}),
            good: good(cases),
            known: known(cases),
            spec,
        }
    }

    /// The right answer.
    pub(in crate::selftest) fn answer(&self, request: &RawRequest) -> RawResponse {
        let reply = if request.body.len() > LARGEST {
            let mut head = request.clone();
            head.body.clear();
            self.mock.too_large(&head)
        } else {
            self.mock.respond(request)
        };
        let mut response = reply.response;
        // As an HTTP library does; the mock leaves it to the one that serves it.
        if request.method == "HEAD" {
            response.body.clear();
        }
        response
    }

    /// The answer with its body even to a HEAD.
    pub(super) fn answer_whole(&self, request: &RawRequest) -> RawResponse {
        self.mock.respond(request).response
    }

    /// The operation that a request is for, whatever its method where `method` is `None`.
    pub(super) fn operation(
        &self,
        request: &RawRequest,
        method: Option<&str>,
    ) -> Option<&Operation> {
        let (path, _) = split_target(&request.target);
        let segments: Vec<_> = path.split('/').collect();
        let mut operations = self.spec.operations.iter();
        operations.find(|one| {
            let template: Vec<_> = one.path.split('/').collect();
            let mut pairs = template.iter().zip(&segments);
            method.is_none_or(|method| one.method == method)
                && template.len() == segments.len()
                && pairs.all(|(name, segment)| name.contains('{') || name == segment)
        })
    }

    /// The operation that a request is for.
    pub(super) fn own(&self, request: &RawRequest) -> Option<&Operation> {
        self.operation(request, Some(&request.method))
    }

    /// A call of the same operation that succeeds.
    pub(super) fn good(&self, request: &RawRequest) -> Option<&Call> {
        let operation = self.own(request)?;
        let mut good = self.good.iter();
        good.find(|(id, _)| *id == operation.id)
            .map(|(_, call)| call)
    }

    /// Whether somebody is known by this value, or by a public key of that name.
    pub(super) fn knows(&self, value: &str) -> bool {
        self.keys().any(|key| key == value)
    }

    /// Keys, tokens and the public parts of key pairs that succeed somewhere.
    pub(super) fn keys(&self) -> impl Iterator<Item = String> {
        self.pairs().filter_map(|secret| match secret {
            Secret::Key(_) | Secret::Login { .. } => secret.token(),
            Secret::Pair { access, .. } => Some(access.clone()),
        })
    }

    /// Every secret that succeeds somewhere.
    pub(super) fn pairs(&self) -> impl Iterator<Item = &Secret> {
        self.known.iter().map(|one| &one.secret)
    }

    /// What stands in the places of credentials, one by one.
    pub(super) fn presented(&self, request: &RawRequest) -> Vec<String> {
        let schemes = self.spec.security_schemes.values();
        let mut values: Vec<_> = schemes
            .flat_map(|scheme| crate::check::credential::found(request, scheme))
            .collect();
        values.dedup();
        values
    }

    /// The request as somebody makes it who may.
    pub(super) fn trusted(&self, request: &RawRequest) -> RawRequest {
        let Some(call) = self.good(request) else {
            return request.clone();
        };
        let mut trusted = request.clone();
        for scheme in self.spec.security_schemes.values() {
            if place(scheme).0 == Location::Header {
                trusted.headers.remove(place(scheme).1);
            }
        }
        trusted.headers.remove("x-sdk-date");
        for credential in &call.credentials {
            present(&self.spec, credential, &mut trusted);
        }
        // A key pair that cannot sign leaves the request without a signature, which is refused.
        let _ = call.sign(&mut trusted, SigningTime::now());
        trusted
    }

    /// The request as nobody makes it.
    pub(super) fn anonymous(&self, request: &RawRequest) -> RawRequest {
        let mut anonymous = request.clone();
        for scheme in self.spec.security_schemes.values() {
            if place(scheme).0 == Location::Header {
                anonymous.headers.remove(place(scheme).1);
            }
        }
        anonymous
    }

    /// The documented answer of this status, from its first example.
    pub(super) fn documented(&self, request: &RawRequest, status: u16) -> RawResponse {
        let answer = RawResponse::new(status);
        let documented = self.own(request).and_then(|one| one.response(status));
        let media = documented.and_then(|one| one.media.first());
        let Some((media, example)) = media.and_then(|media| Some((media, media.examples.first()?)))
        else {
            return answer;
        };
        let body = match &example.value {
            Value::String(text) if !crate::spec::is_json(&media.media_type) => text.clone(),
            value => value.to_string(),
        };
        answer
            .header("content-type", media.media_type.as_str())
            .body(body)
    }
}

fn present(spec: &Spec, credential: &Credential, request: &mut RawRequest) {
    let Some(scheme) = spec.security_schemes.get(&credential.scheme) else {
        return;
    };
    let (location, name) = place(scheme);
    let Secret::Key(key) = &credential.secret else {
        return;
    };
    match (scheme, location) {
        (SecurityScheme::Http { scheme }, _) => {
            request.headers.push(name, format!("{scheme} {key}"));
        }
        (_, Location::Header) => request.headers.push(name, key.as_bytes()),
        (_, Location::Cookie) => {
            request.headers.remove("cookie");
            request.headers.push("cookie", format!("{name}={key}"));
        }
        (_, Location::Query | Location::Path) => {
            let (path, query) = split_target(&request.target);
            let pairs = query.into_iter().flat_map(|query| query.split('&'));
            let mine = format!("{name}=");
            let others = pairs.filter(|pair| !pair.starts_with(&mine));
            let pair = format!("{mine}{}", crate::call::encode(key));
            let pairs: Vec<_> = others.chain([pair.as_str()]).collect();
            request.target = format!("{path}?{}", pairs.join("&"));
        }
    }
}

/// The cases that say which answer a state has.
pub(super) fn states(cases: &[Case]) -> Vec<Case> {
    let is_state = |case: &&Case| case.family == Family::Statuses;
    cases.iter().filter(is_state).cloned().collect()
}

/// Whether a case of the server side must succeed.
fn is_good(case: &Case) -> bool {
    let answer = case.exchange().map(|exchange| exchange.answer.status);
    case.side == Side::Server && answer.is_some_and(|status| (200..300).contains(&status))
}

fn known(cases: &[Case]) -> Vec<Credential> {
    let has_states = cases.iter().any(|case| case.family == Family::Statuses);
    let good = cases.iter().filter(|case| is_good(case));
    // Examples have credentials that nobody was given.
    let good = good.filter(|case| !has_states || case.family == Family::Statuses);
    let calls = good.filter_map(Case::call);
    calls.flat_map(|call| call.credentials.clone()).collect()
}

fn good(cases: &[Case]) -> Vec<(String, Call)> {
    let mut found: Vec<(String, Call)> = Vec::new();
    // States first: they know who is known.
    let (states, others): (Vec<_>, Vec<_>) = cases
        .iter()
        .filter(|case| is_good(case))
        .partition(|case| case.family == Family::Statuses);
    for case in states.into_iter().chain(others) {
        if let Some(call) = case.call()
            && !found.iter().any(|(id, _)| *id == case.operation)
        {
            found.push((case.operation.clone(), call.clone()));
        }
    }
    found
}
