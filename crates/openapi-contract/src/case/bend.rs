//! Bending the credential of a finished request, and what is signed in place of the request.

use sdk_hmac_sha256::DATE_HEADER;

use super::{Twist, apply::target};
use crate::{
    call::{Secret, encode, other_case, split_target},
    exchange::RawRequest,
    spec::{Location, SecurityScheme},
};

/// A key that nobody was given. It is also what `Basic` wants: base64 of a name and a password.
const WRONG: &str = "Y29udHJhY3Q6bm90LWEtcGFzc3dvcmQ=";
/// More than a credential is, and less than the head of a request may be.
const LONG: usize = 2_000;

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

/// Bends a credential that is already in its place.
pub(super) fn bend(request: &mut RawRequest, scheme: &SecurityScheme, twist: Twist) {
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
