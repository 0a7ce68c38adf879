//! Bending the credential of a finished request, and what is signed in place of the request.

use sdk_hmac_sha256::DATE_HEADER;

use super::{Twist, apply::target};
use crate::{
    call::{Secret, encode, other_case, split_target},
    exchange::RawRequest,
    spec::{Location, Operation, SecurityScheme, Spec},
};

/// A key that nobody was given. It is also what `Basic` wants: base64 of a name and a password.
const WRONG: &str = "Y29udHJhY3Q6bm90LWEtcGFzc3dvcmQ=";
/// More than a credential is, and less than the head of a request may be.
const LONG: usize = 2_000;
/// Header fields in which some servers look for a credential.
const FIELDS: [&str; 18] = [
    "access-token",
    "api-key",
    "apikey",
    "auth-token",
    "token",
    "x-access-token",
    "x-api-key",
    "x-api-token",
    "x-apikey",
    "x-auth",
    "x-auth-key",
    "x-auth-token",
    "x-authorization",
    "x-forwarded-authorization",
    "x-id-token",
    "x-original-authorization",
    "x-subject-token",
    "x-token",
];

/// The secret that takes the place of another one; `None` where none is sent.
pub(super) fn secret(twist: Twist, secret: &Secret) -> Option<Secret> {
    let rewritten = |write: &dyn Fn(&str) -> String| match secret {
        Secret::Key(key) => Secret::Key(write(key)),
        Secret::Login { user, password } => Secret::Login {
            user: user.clone(),
            password: write(password),
        },
        Secret::Pair { access, secret } => Secret::Pair {
            access: access.clone(),
            secret: write(secret),
        },
    };
    Some(match (twist, secret) {
        (Twist::Missing, _) => return None,
        (Twist::Wrong, _) => rewritten(&|_| WRONG.to_owned()),
        (Twist::Unknown, Secret::Pair { secret, .. }) => Secret::Pair {
            access: "CONTRACTUNKNOWNACCESS".to_owned(),
            secret: secret.clone(),
        },
        (Twist::Longer, _) => rewritten(&|text| format!("{text}x")),
        (Twist::Prefixed, _) => rewritten(&|text| format!("x{text}")),
        (Twist::OtherCase, _) => rewritten(&other_case),
        (Twist::Long, _) => rewritten(&|_| "x".repeat(LONG)),
        _ => secret.clone(),
    })
}

/// What is signed instead of the request.
pub(super) fn tampered(request: &RawRequest, twist: Twist) -> Option<RawRequest> {
    let mut other = request.clone();
    match twist {
        Twist::TamperedPath => {
            let (path, query) = split_target(&request.target);
            other.target = target(&format!("{path}x"), query);
        }
        Twist::TamperedMethod => {
            let method = if request.method == "GET" {
                "PUT"
            } else {
                "GET"
            };
            method.clone_into(&mut other.method);
        }
        _ => return None,
    }
    Some(other)
}

/// The header fields that a signature covers, where not all of them.
pub(super) fn signed(request: &RawRequest, twist: Twist) -> Option<Vec<String>> {
    let names = request.headers.iter().map(|(name, _)| name);
    let mut names: Vec<String> = names.map(str::to_ascii_lowercase).collect();
    names.sort_unstable();
    names.dedup();
    let date = DATE_HEADER.to_ascii_lowercase();
    names.retain(|name| match twist {
        Twist::DateUnsigned => *name != date && name != "authorization",
        _ => *name == date || name == "host",
    });
    matches!(twist, Twist::DateUnsigned | Twist::FewSigned).then_some(names)
}

/// Bends a credential that is already in its place.
pub(super) fn bend(
    request: &mut RawRequest,
    (spec, operation, scheme): (&Spec, &Operation, &SecurityScheme),
    twist: Twist,
) {
    match twist {
        // What is sent or signed is already another.
        Twist::Missing
        | Twist::Wrong
        | Twist::Unknown
        | Twist::Longer
        | Twist::Prefixed
        | Twist::OtherCase
        | Twist::Long
        | Twist::Stale
        | Twist::Early
        | Twist::DateUnsigned
        | Twist::FewSigned
        | Twist::TamperedPath
        | Twist::TamperedMethod => {}
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
        Twist::InCookie => {
            let (location, name) = seat(scheme);
            if let Some(value) = taken(request, location, name) {
                put(request, Location::Cookie, name, &value);
            }
        }
        Twist::AsBearer => {
            let (location, name) = seat(scheme);
            if let Some(value) = taken(request, location, name) {
                let value = format!("Bearer {value}");
                put(request, Location::Header, "authorization", &value);
            }
        }
        Twist::Bare => {
            let (location, name) = seat(scheme);
            if let Some(value) = taken(request, location, name) {
                put(request, Location::Header, "authorization", bare(&value));
            }
        }
        Twist::OtherFields => {
            let (location, name) = seat(scheme);
            if let Some(value) = taken(request, location, name) {
                for other in other_fields(spec, operation) {
                    put(request, Location::Header, other, bare(&value));
                }
            }
        }
    }
}

/// The location of a credential and its name there.
fn seat(scheme: &SecurityScheme) -> (Location, &str) {
    match scheme {
        SecurityScheme::ApiKey { location, name, .. } => (*location, name),
        SecurityScheme::Http { .. } => (Location::Header, "authorization"),
    }
}

/// A token without its scheme word.
fn bare(value: &str) -> &str {
    value.rsplit(' ').next().unwrap_or(value)
}

/// Fields that are in use for credentials and that this document says nothing about.
fn other_fields(spec: &Spec, operation: &Operation) -> impl Iterator<Item = &'static str> {
    let schemes = spec.security_schemes.values().map(seat);
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|one| (one.location, one.name.as_str()));
    let documented: Vec<String> = schemes
        .chain(parameters)
        .filter(|(location, _)| *location == Location::Header)
        .map(|(_, name)| name.to_ascii_lowercase())
        .collect();
    FIELDS
        .into_iter()
        .filter(move |name| !documented.iter().any(|one| one == name))
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
