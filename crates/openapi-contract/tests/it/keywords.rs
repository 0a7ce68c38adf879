//! Every keyword in every place of a request: each is owned by a case that breaks it.

use std::collections::BTreeMap;

use openapi_contract::{
    Case, Spec, Subject,
    case::Expect,
    cases,
    wire::{self, Fault, Part},
};
use sdk_hmac_sha256::SigningTime;

use crate::read;

const KEYWORDS: &str = include_str!("keywords.yaml");

/// What no request breaks, with the reason that the list gives: one item may always be a list of
/// it, an object without any member is not sent in a header field, and a text is a text.
const BEYOND: [(&str, &str); 11] = [
    ("/schema/type", TEXT),
    ("/items/type", TEXT),
    ("/properties/name/type", TEXT),
    ("/properties/day/type", TEXT),
    ("/properties/kinds/type", TEXT),
    ("/parameters/13/schema/required", TEXT),
    ("/properties/b/type", TEXT),
    ("/properties/d/type", TEXT),
    ("/parameters/1/schema/minItems", TEXT),
    ("/parameters/2/required", PATH),
    ("/parameters/3/required", PATH),
];
const TEXT: &str = "it travels as text, and no text breaks this";
const PATH: &str = "a path without the value may be another path of the document";

#[test]
fn every_rule_is_broken_by_its_owner() {
    let spec = read(KEYWORDS).unwrap();
    let found = cases(&spec, None).unwrap();
    assert!(found.groundless.is_empty(), "{:?}", found.groundless);
    let by_name: BTreeMap<&str, &Case> = found
        .list
        .iter()
        .map(|case| (case.name.as_str(), case))
        .collect();
    let mut wrong = Vec::new();
    for part in &found.parts {
        let is_beyond = |why: &str| {
            let mut beyond = BEYOND.iter();
            beyond.any(|(end, reason)| why == *reason && part.pointer.ends_with(end))
        };
        match (&part.owners[..], &part.why) {
            ([], Some(why)) if is_beyond(why) => {}
            ([], why) => wrong.push(format!("{}: {why:?}", part.pointer)),
            (owners, _) => {
                let owners = owners.iter().map(|name| by_name[name.as_str()]);
                let breaks = |case: &Case| is_broken(&spec, case, &part.pointer);
                if !owners.clone().any(breaks) {
                    let names: Vec<_> = owners.map(|case| &case.name).collect();
                    wrong.push(format!("{}: not broken by {names:?}", part.pointer));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a case breaks a rule, or is about a part that has no rule of its own.
fn is_broken(spec: &Spec, case: &Case, pointer: &str) -> bool {
    let (Subject::Probe(probe), true) = (&case.subject, is_rule(pointer)) else {
        return !is_rule(pointer);
    };
    let operation = spec.operation(&case.operation).unwrap();
    let time = SigningTime::from_unix_seconds(1_800_000_000).unwrap();
    let request = probe.request(spec, operation, "host", time).unwrap();
    let faults = wire::read(spec, operation, &request).faults;
    // Of a choice it is only said that no branch fits; of a path only that it is another one.
    let is_it = |fault: &Fault| {
        let is_choice = ["oneOf", "anyOf", "discriminator"]
            .iter()
            .any(|keyword| fault.rule.ends_with(keyword));
        let is_named = fault.rule.ends_with("/discriminator") && pointer.contains("/kind/type")
            || pointer.ends_with("/required");
        fault.rule == pointer
            || (is_choice && (is_named || pointer.starts_with(&fault.rule)))
            || (fault.part == Part::Path && pointer.ends_with("/required"))
    };
    matches!(probe.expect, Expect::Refusal { .. }) && faults.iter().any(is_it)
}

/// A parameter, a property or a media type is no rule.
fn is_rule(pointer: &str) -> bool {
    let (parent, _) = pointer.rsplit_once('/').unwrap();
    let last = parent.rsplit('/').next().unwrap();
    !matches!(last, "properties" | "parameters" | "content")
}
