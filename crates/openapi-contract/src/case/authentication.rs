//! Credentials that are missing, empty, wrong or bent.
//!
//! For each alternative of an operation there is a call that is accepted, and calls that differ
//! from it in the credential alone. Who is calling is asked before the body is looked at: a wrong
//! credential with a broken body is a 401, not a 400.

use super::{
    Case, Change, Expect, Family, Side, Twist,
    ground::{Ground, Refused},
    make::{alternative_name, made_up},
};
use crate::{
    call::{Call, Credential, Secret},
    spec::{Alternative, Location, SecurityScheme},
};

/// What no document of programs takes.
const OTHER_TYPE: &str = "image/x-contract";

pub(super) fn cases(ground: &Ground<'_>) -> Vec<Case> {
    let security = &ground.operation.security;
    let is_optional = security.iter().any(|one| one.schemes.is_empty());
    let mut found = Vec::new();
    for alternative in security.iter().filter(|one| !one.schemes.is_empty()) {
        found.extend(of_alternative(ground, alternative, is_optional));
    }
    if !is_optional && !security.is_empty() {
        found.extend(nobody_in_a_state(ground));
    }
    if is_optional && !ground.call.credentials.is_empty() {
        let call = with(ground, Vec::new());
        found.push(ground.probe_call(
            Family::Authentication,
            "anonymous",
            call,
            Vec::new(),
            Expect::Success,
        ));
    }
    found
}

fn with(ground: &Ground<'_>, credentials: Vec<Credential>) -> Call {
    Call {
        credentials,
        ..ground.call.clone()
    }
}

fn of_alternative(ground: &Ground<'_>, alternative: &Alternative, is_optional: bool) -> Vec<Case> {
    let label = alternative_name(alternative);
    let known = |scheme: &String| {
        ground
            .known
            .iter()
            .find(|one| one.scheme == *scheme)
            .cloned()
    };
    let credentials: Option<Vec<_>> = alternative.schemes.iter().map(known).collect();
    let is_known = credentials.is_some();
    // One that nobody was given can still be refused.
    let credentials = credentials.unwrap_or_else(|| made_up(ground.spec, alternative));
    let call = with(ground, credentials);
    let mut found = Vec::new();
    let mut twin = ground.twin.clone();
    if is_known && call.credentials != ground.call.credentials {
        let label = format!("{label}-accepted");
        twin = ground.name(Family::Authentication, Side::Server, &label);
        let expect = Expect::Success;
        found.push(ground.probe_call(
            Family::Authentication,
            label,
            call.clone(),
            Vec::new(),
            expect,
        ));
    }
    let mut bent: Vec<Case> = Vec::new();
    for credential in &call.credentials {
        let Some(scheme) = ground.spec.security_schemes.get(&credential.scheme) else {
            continue;
        };
        let part = match alternative.schemes.len() {
            1 => label.clone(),
            _ => format!("{label}-{}", credential.scheme),
        };
        for twist in twists(ground, scheme, credential) {
            if !is_known && !matches!(twist, Twist::Missing | Twist::Empty | Twist::Wrong) {
                continue;
            }
            let expect = match twist {
                Twist::Twice => Expect::NoFault,
                // Libraries differ in what they sign beside the time.
                Twist::FewSigned => Expect::Success,
                _ if is_optional => Expect::NoFault,
                // It may be too long for any head of a request.
                Twist::Long => Expect::exactly(&[401, 400, 431]),
                _ => Expect::exactly(&[401]),
            };
            let change = Change::Credential {
                scheme: credential.scheme.clone(),
                twist,
            };
            let label = format!("{part}-{twist}");
            let make = |label: String, changes| {
                let expect = expect.clone();
                ground.probe_call(Family::Authentication, label, call.clone(), changes, expect)
            };
            if matches!(twist, Twist::Missing | Twist::Wrong) && ground.json().is_some() {
                let broken = Change::Body(b"{".to_vec());
                let changes = vec![broken, change.clone()];
                bent.push(make(format!("{label}-with-a-broken-body"), changes));
                // A signature is looked at when the whole request is there, so a wrong one may wait.
                if !matches!(credential.secret, Secret::Pair { .. }) || twist == Twist::Missing {
                    let other = Change::SetHeader("content-type".to_owned(), OTHER_TYPE.into());
                    let changes = vec![other, change.clone()];
                    bent.push(make(format!("{label}-with-another-content-type"), changes));
                }
            }
            bent.push(make(label, vec![change]));
        }
    }
    for case in &mut bent {
        case.twin = Some(twin.clone());
    }
    found.extend(bent);
    found
}

/// Nobody is told what is there: a state that a known caller would see is a 401 for everyone else.
fn nobody_in_a_state(ground: &Ground<'_>) -> Vec<Case> {
    let of_state = |state: &Refused| {
        let call = Call {
            credentials: Vec::new(),
            ..state.call.clone()
        };
        let label = format!("nobody-where-{}", state.status);
        let expect = Expect::exactly(&[401]);
        let case = ground.probe_call(Family::Authentication, label, call, Vec::new(), expect);
        Case {
            twin: Some(state.case.clone()),
            ..case
        }
    };
    ground.refused.iter().map(of_state).collect()
}

/// The ways to bend a credential of this scheme.
fn twists(ground: &Ground<'_>, scheme: &SecurityScheme, credential: &Credential) -> Vec<Twist> {
    let mut found = vec![
        Twist::Missing,
        Twist::Empty,
        Twist::Wrong,
        Twist::Truncated,
        Twist::Twice,
    ];
    if !matches!(credential.secret, Secret::Pair { .. }) {
        found.extend([
            Twist::Longer,
            Twist::Prefixed,
            Twist::OtherCase,
            Twist::Long,
        ]);
    }
    match (scheme, &credential.secret) {
        (_, Secret::Pair { .. }) => {
            found.extend([
                Twist::SchemeWord,
                Twist::Unknown,
                Twist::Stale,
                Twist::Early,
                Twist::Undated,
                Twist::DateUnsigned,
                Twist::FewSigned,
                Twist::TamperedQuery,
                Twist::TamperedPath,
                Twist::TamperedMethod,
            ]);
            // Other bodies are not signed.
            if ground.json().is_some() {
                found.push(Twist::TamperedBody);
            }
        }
        (SecurityScheme::ApiKey { location, name, .. }, _) => {
            if *location == Location::Header {
                found.push(Twist::Elsewhere);
                // Where other keys belong, this one may be known too.
                let mut schemes = ground.spec.security_schemes.values();
                let takes = |is: fn(&SecurityScheme) -> bool| schemes.clone().any(is);
                if !takes(|one| {
                    matches!(
                        one,
                        SecurityScheme::ApiKey {
                            location: Location::Cookie,
                            ..
                        }
                    )
                }) {
                    found.push(Twist::InCookie);
                }
                if !schemes.any(|one| matches!(one, SecurityScheme::Http { .. })) {
                    found.push(Twist::AsBearer);
                }
                found.push(Twist::OtherFields);
                if !name.eq_ignore_ascii_case("authorization") {
                    found.push(Twist::Bare);
                }
            }
        }
        (SecurityScheme::Http { scheme }, _) => {
            if matches!(scheme.as_str(), "basic" | "bearer") {
                found.extend([Twist::SchemeWord, Twist::OtherFields, Twist::Bare]);
            }
        }
    }
    found
}
