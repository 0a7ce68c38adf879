//! Credentials in a request: where they are, and whether they are the ones of somebody.

use percent_encoding::percent_decode_str;
use sdk_hmac_sha256::{AccessKey, Authorization, Request, SigningTime, verify};

use crate::{
    call::{Credential, Secret, split_target},
    exchange::RawRequest,
    spec::{Location, SecurityScheme},
};

/// Where a credential travels and under which name.
pub(crate) fn place(scheme: &SecurityScheme) -> (Location, &str) {
    match scheme {
        SecurityScheme::ApiKey { location, name, .. } => (*location, name),
        SecurityScheme::Http { .. } => (Location::Header, "authorization"),
    }
}

/// Every value in the place of a scheme.
pub(crate) fn found(request: &RawRequest, scheme: &SecurityScheme) -> Vec<String> {
    let (location, name) = place(scheme);
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    match location {
        Location::Header => request.headers.all(name).map(text).collect(),
        Location::Query => {
            let (_, query) = split_target(&request.target);
            let pairs = query.into_iter().flat_map(|query| query.split('&'));
            pairs
                .filter_map(|pair| pair.split_once('='))
                .filter(|(key, _)| decoded(key).as_deref() == Some(name))
                .map(|(_, value)| decoded(value).unwrap_or_default())
                .collect()
        }
        Location::Cookie => {
            let cookies: Vec<String> = request.headers.all("cookie").map(text).collect();
            let pairs = cookies.iter().flat_map(|cookie| cookie.split(';'));
            pairs
                .filter_map(|pair| pair.trim().split_once('='))
                .filter(|(key, _)| *key == name)
                .map(|(_, value)| value.to_owned())
                .collect()
        }
        Location::Path => Vec::new(),
    }
}

/// Whether a request has this credential, once, in the place of its scheme.
pub(crate) fn carries(
    request: &RawRequest,
    scheme: &SecurityScheme,
    credential: &Credential,
) -> bool {
    let found = found(request, scheme);
    let [value] = found.as_slice() else {
        return false;
    };
    match (scheme, &credential.secret) {
        (
            SecurityScheme::ApiKey {
                signature: None, ..
            },
            Secret::Key(key),
        ) => value == key,
        (SecurityScheme::Http { scheme }, secret) => {
            let wanted = secret.token();
            let parts = value.split_once(' ');
            parts.is_some_and(|(word, rest)| {
                word.eq_ignore_ascii_case(scheme) && wanted.as_deref() == Some(rest.trim_start())
            })
        }
        (
            SecurityScheme::ApiKey {
                signature: Some(_), ..
            },
            Secret::Pair { access, secret },
        ) => is_signed(request, value, access, secret),
        _ => false,
    }
}

fn is_signed(request: &RawRequest, value: &str, access: &str, secret: &str) -> bool {
    let (Ok(claim), Ok(key)) = (Authorization::parse(value), AccessKey::new(access, secret)) else {
        return false;
    };
    let (path, query) = split_target(&request.target);
    let headers: Vec<_> = request.headers.iter().collect();
    let signed = Request {
        method: &request.method,
        path,
        query,
        headers: &headers,
        body: &request.body,
    };
    claim.access() == access && verify(&signed, &claim, key.secret(), SigningTime::now()).is_ok()
}

/// Percent-decoded text; `None` where the bytes are not UTF-8.
fn decoded(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}
