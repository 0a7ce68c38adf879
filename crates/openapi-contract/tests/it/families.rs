//! Every family of the small document: what there is, and what must be true of all of it.

use std::collections::{BTreeMap, BTreeSet};

use openapi_contract::{
    Case, Family, RawRequest, Side, Spec, Subject,
    case::{Expect, Requests},
    cases,
};
use sdk_hmac_sha256::SigningTime;

use crate::{PETS, all_pets, case, read};

fn request(spec: &Spec, case: &Case) -> RawRequest {
    let operation = spec.operation(&case.operation).unwrap();
    let Subject::Probe(probe) = &case.subject else {
        panic!("{} is no probe", case.name);
    };
    let time = SigningTime::from_unix_seconds(1_800_000_000).unwrap();
    probe.request(spec, operation, "host", time).unwrap()
}

#[test]
fn each_family_has_cases_on_its_sides() {
    let (_, cases) = all_pets();
    let mut counts: BTreeMap<(Family, Side), usize> = BTreeMap::new();
    for case in &cases {
        *counts.entry((case.family, case.side)).or_default() += 1;
    }
    for family in Family::ALL {
        let sides: &[Side] = match family {
            Family::Encode => &[Side::Client, Side::Loopback],
            Family::Decode => &[Side::Client],
            Family::Drawn => &[Side::Client, Side::Server, Side::Loopback],
            // Pets have no 413.
            Family::Size => &[],
            _ => &[Side::Server],
        };
        for side in sides {
            assert!(counts.contains_key(&(family, *side)), "{family} {side}");
        }
    }
    let with_limit = PETS.replace(
        "\"204\": { description: Gone }",
        "\"204\": { description: Gone }\n        \"413\": { description: Large }",
    );
    let with_limit = with_limit.replacen(
        "\"4XX\":",
        "\"413\": { description: Large }\n        \"4XX\":",
        1,
    );
    let list = crate::cases(&read(&with_limit).unwrap(), None)
        .unwrap()
        .list;
    case(&list, "size::server::putPet::declared");
    case(&list, "size::server::putPet::streamed");
}

#[test]
fn each_probe_can_be_sent_and_has_a_positive_twin() {
    let (spec, cases) = all_pets();
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    for one in &cases {
        match &one.subject {
            Subject::Probe(_) => {
                request(&spec, one);
            }
            Subject::Decode(_) | Subject::Drawn(_) => {}
            Subject::Exchange(_) if one.family == Family::Encode => {}
            Subject::Exchange(_) | Subject::Body(_) => continue,
        }
        let Some(twin) = &one.twin else {
            assert!(one.name.ends_with("::success"), "{} has no twin", one.name);
            continue;
        };
        assert!(names.contains(twin.as_str()), "{}: no {twin}", one.name);
        if let Subject::Probe(_) = &one.subject {
            let Subject::Probe(twin) = &case(&cases, twin).subject else {
                panic!("{twin} is no probe");
            };
            assert_eq!(twin.expect, Expect::Success, "{}", one.name);
        }
    }
}

#[test]
fn a_negative_differs_from_its_twin() {
    let (spec, cases) = all_pets();
    let mut seen = 0;
    for one in &cases {
        if let Subject::Probe(probe) = &one.subject
            && matches!(probe.expect, Expect::Refusal { .. })
        {
            let twin = case(&cases, one.twin.as_deref().unwrap());
            assert_ne!(request(&spec, one), request(&spec, twin), "{}", one.name);
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn an_order_is_sent_once_and_a_question_may_be_asked_again() {
    let check = |document: &str, expected: Requests| {
        let spec = read(document).unwrap();
        let list = cases(&spec, None).unwrap().list;
        let always = Requests::AtLeastOnce;
        for (name, expected) in [
            ("200::closed", expected),
            ("200::silent", expected),
            ("502::html", expected),
            ("503::busy", expected),
            ("503::retry-after", always),
        ] {
            let one = case(&list, &format!("decode::client::putPet::{name}"));
            let Subject::Decode(decode) = &one.subject else {
                panic!("{name}");
            };
            assert_eq!(decode.requests, expected, "{name}");
        }
    };
    check(PETS, Requests::AtLeastOnce);
    let order = PETS.replace(
        "operationId: putPet",
        "operationId: putPet\n      x-retry: never-after-sent",
    );
    check(&order, Requests::Once);
    check(&PETS.replacen("    put:", "    post:", 1), Requests::Once);
    let safe = PETS.replacen("    put:", "    post:", 1);
    let safe = safe.replace(
        "operationId: putPet",
        "operationId: putPet\n      x-retry: safe",
    );
    check(&safe, Requests::AtLeastOnce);
}

#[test]
fn each_part_of_a_request_is_owned_or_says_why_not() {
    let spec = read(PETS).unwrap();
    let found = cases(&spec, None).unwrap();
    let unowned: Vec<_> = found.unowned().map(|part| &part.pointer).collect();
    assert!(unowned.is_empty(), "{unowned:?}");
    let part = |end: &str| {
        let mut parts = found.parts.iter();
        parts.find(|part| part.pointer.ends_with(end)).unwrap()
    };
    let minimum = part("Pet/properties/age/minimum");
    assert_eq!(minimum.owners, ["properties::server::putPet::age-minimum"]);
    let text = part("put/parameters/0/schema/items/type");
    assert_eq!(
        text.why.as_deref(),
        Some("it travels as text, and no text breaks this")
    );
    let text = part("content/text~1plain/schema/type");
    assert_eq!(
        text.why.as_deref(),
        Some("it travels as text, and no text breaks this")
    );
    // A body of another media type has a case of its own for its twin.
    let names = |case: &&Case| case.name.ends_with("body-as-text-plain");
    assert!(found.list.iter().any(|case| names(&case)));
}

#[test]
fn what_no_case_reaches_is_listed() {
    let spec = read(PETS).unwrap();
    let found = cases(&spec, None).unwrap();
    assert_eq!(found.unreached, []);
    let more = PETS.replacen(
        "\"4XX\":",
        "\"503\": { description: Busy }\n        \"4XX\":",
        1,
    );
    let found = cases(&read(&more).unwrap(), None).unwrap();
    let statuses: Vec<_> = found
        .unreached
        .iter()
        .map(|one| one.status.to_string())
        .collect();
    assert_eq!(statuses, ["503"]);
    let none = PETS.replacen(
        "\"204\": { description: Gone }",
        "\"404\": { description: Gone }",
        1,
    );
    let found = cases(&read(&none).unwrap(), None).unwrap();
    assert_eq!(found.groundless[0].operation, "deletePet");
}
