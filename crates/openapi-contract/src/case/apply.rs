//! From a probe to the bytes of its request.

use sdk_hmac_sha256::SigningTime;

use super::{
    Change, Probe, Twist,
    bend::{bend, secret, signed, tampered},
};
use crate::{
    call::{Call, Credential, Unsendable, split_target},
    exchange::{Headers, RawRequest},
    spec::{Operation, Spec},
};

/// Twice the time that the clocks of both sides may differ, in seconds.
const HALF_AN_HOUR: i64 = 30 * 60;

impl Probe {
    /// The request of this probe. A body in chunks has `transfer-encoding: chunked` and no
    /// `content-length`; cutting it into chunks is left to whoever sends it.
    ///
    /// # Errors
    /// The call cannot be expressed; see [`Unsendable`].
    pub fn request(
        &self,
        spec: &Spec,
        operation: &Operation,
        host: &str,
        time: SigningTime,
    ) -> Result<RawRequest, Unsendable> {
        let call = Call {
            credentials: self.credentials(),
            ..self.call.clone()
        };
        let mut request = call.unsigned(spec, operation, host)?;
        for change in &self.changes {
            apply(change, &mut request);
        }
        if self.twists().any(|(_, twist)| twist == Twist::TamperedBody) {
            let body = [request.body.as_slice(), b" "].concat();
            set_body(&mut request, body);
        }
        let time = self.signing_time(time);
        let other = self
            .twists()
            .find_map(|(_, twist)| tampered(&request, twist));
        match other {
            None => call.sign(&mut request, time)?,
            Some(mut other) => {
                call.sign(&mut other, time)?;
                request.headers = other.headers;
            }
        }
        if let Some(names) = self.twists().find_map(|(_, twist)| signed(&request, twist)) {
            call.sign_over(&mut request, time, &names)?;
        }
        for (scheme, twist) in self.twists() {
            let known = spec.security_schemes.get(scheme);
            let known = known.ok_or_else(|| Unsendable::Credential(scheme.to_owned()))?;
            bend(&mut request, (spec, operation, known), twist);
        }
        if self.changes.contains(&Change::UpperCaseNames) {
            request.headers = upper_case(&request.headers);
        }
        Ok(request)
    }

    fn twists(&self) -> impl Iterator<Item = (&str, Twist)> {
        self.changes.iter().filter_map(|change| match change {
            Change::Credential { scheme, twist } => Some((scheme.as_str(), *twist)),
            _ => None,
        })
    }

    /// What is signed with or sent, with wrong secrets in place.
    fn credentials(&self) -> Vec<Credential> {
        let bent = |credential: &Credential| {
            let twist = self
                .twists()
                .find(|(scheme, _)| *scheme == credential.scheme);
            let twisted = match twist {
                Some((_, twist)) => secret(twist, &credential.secret)?,
                None => credential.secret.clone(),
            };
            Some(Credential {
                scheme: credential.scheme.clone(),
                secret: twisted,
            })
        };
        self.call.credentials.iter().filter_map(bent).collect()
    }

    fn signing_time(&self, time: SigningTime) -> SigningTime {
        let has = |wanted| self.twists().any(|(_, twist)| twist == wanted);
        let shift = match (has(Twist::Stale), has(Twist::Early)) {
            (true, _) => -HALF_AN_HOUR,
            (_, true) => HALF_AN_HOUR,
            (false, false) => return time,
        };
        SigningTime::from_unix_seconds(time.unix_seconds() + shift).unwrap_or(time)
    }
}

fn apply(change: &Change, request: &mut RawRequest) {
    match change {
        Change::Method(method) => request.method.clone_from(method),
        Change::Path(path) => {
            let (_, query) = split_target(&request.target);
            request.target = target(path, query);
        }
        Change::Query(query) => {
            let (path, _) = split_target(&request.target);
            request.target = target(path, query.as_deref());
        }
        Change::SetHeader(name, value) => {
            request.headers.remove(name);
            request.headers.push(name, value.clone());
        }
        Change::AddHeader(name, value) => request.headers.push(name, value.clone()),
        Change::RemoveHeader(name) => request.headers.remove(name),
        Change::Body(body) => set_body(request, body.clone()),
        Change::Padded(size) => {
            let mut body = request.body.clone();
            body.resize((*size).max(body.len()), b' ');
            set_body(request, body);
        }
        Change::Chunked => {
            request.headers.remove("content-length");
            request.headers.push("transfer-encoding", "chunked");
        }
        // Both wait until the request is signed.
        Change::UpperCaseNames | Change::Credential { .. } => {}
    }
}

pub(super) fn target(path: &str, query: Option<&str>) -> String {
    match query {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    }
}

/// A body that is cut into chunks has no length to follow.
fn set_body(request: &mut RawRequest, body: Vec<u8>) {
    let is_chunked = request.headers.text("transfer-encoding").is_some();
    request.headers.remove("content-length");
    if !is_chunked {
        request
            .headers
            .push("content-length", body.len().to_string());
    }
    request.body = body;
}

fn upper_case(headers: &Headers) -> Headers {
    let mut upper = Headers::default();
    for (name, value) in headers.iter() {
        upper.push(name.to_ascii_uppercase(), value);
    }
    upper
}
