//! Which cases are carried out, and with whose credentials.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    call::{Call, Credential, Secret},
    case::{Case, Expect, Family, Side, Subject},
};

/// Whether a case can be carried out against a server that does what it does. One that must answer
/// with each example in turn needs a script, so it is left to tests that can write one.
pub fn is_for_servers(case: &Case) -> bool {
    case.side == Side::Server
        && match &case.subject {
            Subject::Probe(_) => true,
            Subject::Exchange(_) => case.family == Family::Statuses,
            Subject::Drawn(_) => cfg!(feature = "drawn"),
            Subject::Body(_) | Subject::Decode(_) => false,
        }
}

/// The cases that `only` asks for, and the twins without which they would be void; all of them
/// where it is empty.
///
/// A text that is the name of a case stands for that one, any other for all cases whose name
/// contains it.
pub fn choose(cases: Vec<Case>, only: &[String]) -> Vec<Case> {
    if only.is_empty() {
        return cases;
    }
    let is_name = |text: &&String| cases.iter().any(|case| case.name == **text);
    let (names, texts): (Vec<_>, Vec<_>) = only.iter().partition(is_name);
    let is_wanted = |case: &&Case| {
        names.iter().any(|name| case.name == **name)
            || texts.iter().any(|text| case.name.contains(text.as_str()))
    };
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for case in cases.iter().filter(is_wanted) {
        let mut next = Some(case);
        while let Some(case) = next {
            if !wanted.insert(case.name.clone()) {
                break;
            }
            let twin = case.twin.as_ref();
            next = twin.and_then(|twin| cases.iter().find(|case| case.name == *twin));
        }
    }
    let mut cases = cases;
    cases.retain(|case| wanted.contains(&case.name));
    cases
}

/// Puts these secrets, by security scheme, in place of the good ones: of those that a call of the
/// scheme must succeed with. Secrets that are wrong on purpose stay.
pub fn use_credentials(cases: &mut [Case], given: &BTreeMap<String, Secret>) {
    let good: Vec<Credential> = cases
        .iter()
        .filter(|case| must_succeed(case))
        .filter_map(Case::call)
        .flat_map(|call| call.credentials.clone())
        .collect();
    for case in cases {
        let Some(call) = call_of(case) else {
            continue;
        };
        let steps = call.before.iter_mut();
        let steps = steps.flat_map(|step| &mut step.call.credentials);
        for credential in steps.chain(&mut call.credentials) {
            if good.contains(credential)
                && let Some(secret) = given.get(&credential.scheme)
            {
                credential.secret = secret.clone();
            }
        }
    }
}

fn must_succeed(case: &Case) -> bool {
    match &case.subject {
        Subject::Probe(probe) => probe.expect == Expect::Success,
        Subject::Exchange(exchange) => (200..300).contains(&exchange.answer.status),
        Subject::Body(_) | Subject::Decode(_) | Subject::Drawn(_) => false,
    }
}

fn call_of(case: &mut Case) -> Option<&mut Call> {
    match &mut case.subject {
        Subject::Probe(probe) => Some(&mut probe.call),
        Subject::Exchange(exchange) => Some(&mut exchange.call),
        Subject::Decode(decode) => Some(&mut decode.call),
        Subject::Drawn(drawn) => Some(&mut drawn.call),
        Subject::Body(_) => None,
    }
}
