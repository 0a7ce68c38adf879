//! From a probe to the bytes of its request.

use sdk_hmac_sha256::{DATE_HEADER, SigningTime};

use super::{Change, Probe, Twist};
use crate::{
    call::{Call, Credential, Secret, Unsendable, encode, split_target},
    exchange::{Headers, RawRequest},
    spec::{Location, Operation, SecurityScheme, Spec},
};

/// A key that nobody was given. It is also what `Basic` wants: base64 of a name and a password.
const WRONG: &str = "Y29udHJhY3Q6bm90LWEtcGFzc3dvcmQ=";
const A_DAY: i64 = 24 * 60 * 60;

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
        call.sign(&mut request, self.signing_time(time))?;
        for (scheme, twist) in self.twists() {
            let known = spec.security_schemes.get(scheme);
            let known = known.ok_or_else(|| Unsendable::Credential(scheme.to_owned()))?;
            bend(&mut request, known, twist);
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
            let secret = match (twist.map(|(_, twist)| twist), &credential.secret) {
                (Some(Twist::Missing), _) => return None,
                (Some(Twist::Wrong), Secret::Key(_)) => Secret::Key(WRONG.to_owned()),
                (Some(Twist::Wrong), Secret::Login { user, .. }) => Secret::Login {
                    user: user.clone(),
                    password: WRONG.to_owned(),
                },
                (Some(Twist::Wrong), Secret::Pair { access, .. }) => Secret::Pair {
                    access: access.clone(),
                    secret: WRONG.to_owned(),
                },
                (Some(Twist::Unknown), Secret::Pair { secret, .. }) => Secret::Pair {
                    access: "CONTRACTUNKNOWNACCESS".to_owned(),
                    secret: secret.clone(),
                },
                (_, secret) => secret.clone(),
            };
            Some(Credential {
                scheme: credential.scheme.clone(),
                secret,
            })
        };
        self.call.credentials.iter().filter_map(bent).collect()
    }

    fn signing_time(&self, time: SigningTime) -> SigningTime {
        let is_stale = self.twists().any(|(_, twist)| twist == Twist::Stale);
        let earlier = time.unix_seconds() - A_DAY;
        match SigningTime::from_unix_seconds(earlier) {
            Ok(earlier) if is_stale => earlier,
            _ => time,
        }
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

fn target(path: &str, query: Option<&str>) -> String {
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

/// Bends a credential that is already in its place.
fn bend(request: &mut RawRequest, scheme: &SecurityScheme, twist: Twist) {
    match twist {
        Twist::Missing | Twist::Wrong | Twist::Unknown | Twist::Stale => {}
        Twist::Undated => request.headers.remove(DATE_HEADER),
        Twist::TamperedBody => {
            // Of the same length, so that a signature of `content-length` is no help.
            if let Some(last) = request.body.last_mut() {
                *last = b'\n';
            }
        }
        Twist::TamperedQuery => {
            let (path, query) = split_target(&request.target);
            let query = query.map_or("tampered=1".to_owned(), |query| {
                format!("{query}&tampered=1")
            });
            request.target = target(path, Some(&query));
        }
        Twist::Empty => rewrite(request, scheme, |_| vec![String::new()]),
        Twist::Truncated => rewrite(request, scheme, |value| {
            let keep = value.len() - value.len().div_ceil(4);
            vec![value.get(..keep).unwrap_or_default().to_owned()]
        }),
        Twist::Twice => rewrite(request, scheme, |value| vec![value.to_owned(); 2]),
        Twist::SchemeWord => rewrite(request, scheme, |value| {
            let (word, rest) = value.split_once(' ').unwrap_or(("", value));
            let other = match word.to_ascii_lowercase().as_str() {
                "basic" => "Bearer",
                "bearer" => "Basic",
                _ => "SDK-HMAC-SHA512",
            };
            vec![format!("{other} {rest}")]
        }),
        Twist::Elsewhere => move_elsewhere(request, scheme),
    }
}

/// The location of a credential and its name there.
fn seat(scheme: &SecurityScheme) -> (Location, &str) {
    match scheme {
        SecurityScheme::ApiKey { location, name, .. } => (*location, name),
        SecurityScheme::Http { .. } => (Location::Header, "authorization"),
    }
}

/// Puts other values in place of a credential, as text of the wire.
fn rewrite(request: &mut RawRequest, scheme: &SecurityScheme, make: impl Fn(&str) -> Vec<String>) {
    let (location, name) = seat(scheme);
    let Some(value) = taken(request, location, name) else {
        return;
    };
    for value in make(&value) {
        put(request, location, name, &value);
    }
}

fn move_elsewhere(request: &mut RawRequest, scheme: &SecurityScheme) {
    let (location, name) = seat(scheme);
    if let Some(value) = taken(request, location, name) {
        match location {
            Location::Header | Location::Cookie => {
                put(request, Location::Query, name, &encode(&value));
            }
            Location::Query | Location::Path => put(request, Location::Header, name, &value),
        }
    }
}

/// Takes a credential out of its place.
fn taken(request: &mut RawRequest, location: Location, name: &str) -> Option<String> {
    match location {
        Location::Header => {
            let value = request.headers.text(name)?.to_owned();
            request.headers.remove(name);
            Some(value)
        }
        Location::Cookie => {
            let cookies = request.headers.text("cookie")?.to_owned();
            request.headers.remove("cookie");
            let (value, rest) = split(cookies.split("; "), name);
            if !rest.is_empty() {
                request.headers.push("cookie", rest.join("; "));
            }
            value
        }
        Location::Query => {
            let (path, query) = split_target(&request.target);
            let (value, rest) = split(query?.split('&'), &encode(name));
            let rest = (!rest.is_empty()).then(|| rest.join("&"));
            request.target = target(path, rest.as_deref());
            value
        }
        Location::Path => None,
    }
}

/// The value of the pair with this name, and the other pairs.
fn split<'a>(pairs: impl Iterator<Item = &'a str>, name: &str) -> (Option<String>, Vec<String>) {
    let mut value = None;
    let mut rest = Vec::new();
    for pair in pairs {
        match pair.split_once('=') {
            Some((key, found)) if key == name => value = Some(found.to_owned()),
            _ => rest.push(pair.to_owned()),
        }
    }
    (value, rest)
}

fn put(request: &mut RawRequest, location: Location, name: &str, value: &str) {
    match location {
        Location::Header => request.headers.push(name, value),
        Location::Cookie => {
            let pair = format!("{name}={value}");
            let others = request.headers.text("cookie");
            let pairs = others.map_or(pair.clone(), |others| format!("{others}; {pair}"));
            request.headers.remove("cookie");
            request.headers.push("cookie", pairs);
        }
        Location::Query => {
            let (path, query) = split_target(&request.target);
            let pair = format!("{}={value}", encode(name));
            let query = query.map_or(pair.clone(), |query| format!("{query}&{pair}"));
            request.target = target(path, Some(&query));
        }
        Location::Path => {}
    }
}

fn upper_case(headers: &Headers) -> Headers {
    let mut upper = Headers::default();
    for (name, value) in headers.iter() {
        upper.push(name.to_ascii_uppercase(), value);
    }
    upper
}
