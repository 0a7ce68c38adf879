//! Whether a request says who is calling.
//!
//! Without a state table nobody is known, so any credential will do that has the shape of its
//! scheme. With one, the credentials of the table are the ones there are.

use sdk_hmac_sha256::{Authorization, DATE_HEADER};

use super::rejection::{Breach, Reason};
use crate::{
    call::Credential,
    check::credential::{carries, found},
    exchange::RawRequest,
    spec::{Alternative, Operation, SecurityScheme, Spec},
};

/// Who is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Keyring(pub(super) Vec<Credential>);

/// The credentials of a request that are known, or what is wrong with it.
pub(super) fn check(
    spec: &Spec,
    operation: &Operation,
    request: &RawRequest,
    keyring: &Keyring,
) -> Result<Vec<Credential>, (Breach, Reason)> {
    let known = keyring.presented(spec, request);
    if operation.security.is_empty() {
        return Ok(known);
    }
    let mut bad = None;
    for alternative in &operation.security {
        match holds(spec, alternative, request, keyring) {
            Ok(()) => return Ok(known),
            Err(Some(why)) => bad = bad.or(Some(why)),
            Err(None) => {}
        }
    }
    let rule = format!("{}/security", operation.pointer);
    if let Some(why) = bad {
        return Err((Breach::BadCredential, Reason::new(why, rule)));
    }
    let alternatives = operation.security.iter();
    let wanted: Vec<_> = alternatives.map(|one| one.schemes.join(" and ")).collect();
    let text = format!("no credential; send {}", wanted.join(", or "));
    Err((Breach::NoCredential, Reason::new(text, rule)))
}

impl Keyring {
    /// The known credentials that a request has.
    pub(super) fn presented(&self, spec: &Spec, request: &RawRequest) -> Vec<Credential> {
        let carried = |one: &&Credential| {
            let scheme = spec.security_schemes.get(&one.scheme);
            scheme.is_some_and(|scheme| carries(request, scheme, one))
        };
        self.0.iter().filter(carried).cloned().collect()
    }
}

/// Whether one alternative holds; what is wrong where a credential of it is there.
fn holds(
    spec: &Spec,
    alternative: &Alternative,
    request: &RawRequest,
    keyring: &Keyring,
) -> Result<(), Option<String>> {
    for name in &alternative.schemes {
        let scheme = spec.security_schemes.get(name).ok_or(None)?;
        let values: Vec<_> = found(request, scheme)
            .into_iter()
            .filter(|value| is_meant(scheme, value))
            .collect();
        let value = match values.as_slice() {
            [] => return Err(None),
            [value] => value,
            _ => return Err(Some(format!("{name}: sent more than once"))),
        };
        if let Some(why) = malformed(scheme, value, request) {
            return Err(Some(format!("{name}: {why}")));
        }
        let mut known = keyring
            .0
            .iter()
            .filter(|one| one.scheme == *name)
            .peekable();
        if known.peek().is_some() && !known.any(|one| carries(request, scheme, one)) {
            return Err(Some(format!("{name}: nobody has this credential")));
        }
    }
    Ok(())
}

/// Several schemes may share `Authorization`; the first word says which one is meant.
fn is_meant(scheme: &SecurityScheme, value: &str) -> bool {
    let word = value.split(' ').next().unwrap_or_default();
    match scheme {
        SecurityScheme::Http { scheme } => word.eq_ignore_ascii_case(scheme),
        SecurityScheme::ApiKey {
            signature: Some(algorithm),
            ..
        } => word.eq_ignore_ascii_case(algorithm),
        SecurityScheme::ApiKey {
            signature: None, ..
        } => true,
    }
}

/// Why a value cannot be a credential of its scheme.
fn malformed(scheme: &SecurityScheme, value: &str, request: &RawRequest) -> Option<&'static str> {
    match scheme {
        SecurityScheme::ApiKey {
            signature: Some(_), ..
        } => {
            if Authorization::parse(value).is_err() {
                Some("not a signature")
            } else if request.headers.text(DATE_HEADER).is_none() {
                Some("the time of signing is missing")
            } else {
                None
            }
        }
        SecurityScheme::ApiKey { .. } => value.trim().is_empty().then_some("empty"),
        SecurityScheme::Http { scheme } => {
            let (_, rest) = value.split_once(' ').unwrap_or((value, ""));
            let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte);
            match rest.trim() {
                "" => Some("empty"),
                rest if scheme == "basic" && !rest.bytes().all(is_base64) => Some("not base64"),
                rest if scheme == "bearer" && rest.contains(' ') => Some("not a token"),
                _ => None,
            }
        }
    }
}

/// The challenges of an operation, for `WWW-Authenticate`.
pub(super) fn challenges(spec: &Spec, operation: &Operation) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in operation.security.iter().flat_map(|one| &one.schemes) {
        let scheme = spec.security_schemes.get(name);
        let challenge = match scheme {
            Some(SecurityScheme::Http { scheme }) if scheme == "basic" => {
                "Basic realm=\"mock\"".to_owned()
            }
            Some(SecurityScheme::Http { scheme }) => {
                let mut word = scheme.clone();
                if let Some(first) = word.get_mut(..1) {
                    first.make_ascii_uppercase();
                }
                word
            }
            Some(SecurityScheme::ApiKey {
                signature: Some(algorithm),
                ..
            }) => algorithm.clone(),
            _ => continue,
        };
        if !found.contains(&challenge) {
            found.push(challenge);
        }
    }
    found
}
