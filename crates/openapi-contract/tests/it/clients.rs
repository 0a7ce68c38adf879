//! Clients that are wrong in one way each are found, and the right one is not blamed.

use std::{collections::BTreeSet, future, sync::Arc, time::Duration};

use libtest_mimic::Arguments;
use openapi_contract::{
    Case, Family, Level, RawResponse, Spec,
    call::Content,
    case::{ClientResult, Decode, Ending, Reply, Requests, Side, Subject},
    client::{Options, client_cases, run, trials},
    run::{Completeness, Outcome, Run},
    selftest::clients::{Fault, Faulty},
};
use serde_json::json;

use crate::{case, pets};

/// Unusual answers to the calls of `pets.yaml`.
fn decode_cases(cases: &[Case]) -> Vec<Case> {
    let put = &case(cases, "examples::client::putPet::200::application/json cat");
    let tom = json!({"name": "Tom"});
    let json = |status: u16, body: &str| {
        RawResponse::new(status)
            .header("content-type", "application/json")
            .header("x-version", "1")
            .body(body)
    };
    let success = |status| ClientResult::Success {
        status,
        value: Some(tom.clone()),
    };
    let bad = ClientResult::Refused {
        status: 418,
        value: Some(json!({"code": "bad"})),
    };
    let failed = ClientResult::Failed;
    let cut = r#"{"name":"Tom","age":3}"#;
    let moved = RawResponse::new(307).header("location", "/elsewhere");
    let rows = [
        (
            "unknown-member",
            json(200, r#"{"name":"Tom","x":1}"#),
            Ending::Whole,
            success(200),
        ),
        (
            "charset",
            json(200, "{\"name\":\"Tom\"}\n"),
            Ending::Whole,
            success(200),
        ),
        (
            "unicode",
            json(200, "{\"name\":\"Zoë\"}"),
            Ending::Whole,
            ClientResult::Success {
                status: 200,
                value: Some(json!({"name": "Zoë"})),
            },
        ),
        ("range", json(418, r#"{"code":"bad"}"#), Ending::Whole, bad),
        (
            "other-error",
            json(503, r#"{"code":"bad"}"#),
            Ending::Whole,
            failed.clone(),
        ),
        ("moved", moved, Ending::Whole, failed.clone()),
        (
            "not-json",
            json(200, "<p>Tom</p>"),
            Ending::Whole,
            failed.clone(),
        ),
        ("empty", json(200, ""), Ending::Whole, failed.clone()),
        ("null", json(200, "null"), Ending::Whole, failed.clone()),
        (
            "wrong-type",
            json(200, r#"{"name":7}"#),
            Ending::Whole,
            failed.clone(),
        ),
        (
            "html",
            RawResponse::new(200)
                .header("content-type", "text/html")
                .body(cut),
            Ending::Whole,
            failed.clone(),
        ),
        ("cut", json(200, cut), Ending::Truncated(5), failed.clone()),
        ("closed", json(200, cut), Ending::Closed, failed.clone()),
        ("silent", json(200, cut), Ending::Silent, failed),
    ];
    let make = |(name, response, ending, result)| Case {
        name: format!("decode::client::putPet::{name}"),
        family: Family::Decode,
        side: Side::Client,
        subject: Subject::Decode(Box::new(Decode {
            call: put.call().unwrap().clone(),
            reply: Reply { response, ending },
            result,
            requests: Requests::Once,
        })),
        ..Case::clone(put)
    };
    let mut all: Vec<_> = rows.into_iter().map(make).collect();
    // Text beyond ASCII in a body and in an answer, and a blank at its end.
    let mut call = put.call().unwrap().clone();
    call.body.as_mut().unwrap().content = Content::Json(json!({"name": "Zoë "}));
    call.body.as_mut().unwrap().pointer = None;
    if let Subject::Decode(decode) = &mut all[0].subject {
        decode.call = call;
    }
    all
}

/// A client gives up after an eighth of the deadline: soon where there is nothing to wait for, and
/// on a busy machine not before an answer came elsewhere.
async fn play(spec: &Arc<Spec>, cases: &[Case], client: Faulty) -> Run {
    let waits = cases.iter().all(is_silent);
    let options = Options {
        level: Level::Values,
        deadline: Duration::from_secs(if waits { 2 } else { 40 }),
        at_a_time: 16,
    };
    run(
        spec,
        cases,
        &Arc::new(client),
        options,
        future::pending(),
        |_| {},
    )
    .await
}

fn is_silent(case: &Case) -> bool {
    case.name.ends_with("::silent")
}

/// The kinds of promises that a client breaks.
fn broken(run: &Run) -> BTreeSet<String> {
    let kind = |outcome: &Outcome| match outcome {
        Outcome::Broken(failure) => Some(format!("{:?}", failure.kind)),
        _ => None,
    };
    run.records
        .iter()
        .filter_map(|one| kind(&one.outcome))
        .collect()
}

#[tokio::test]
async fn every_fault_is_found_and_named() {
    let (spec, cases) = pets();
    let spec = Arc::new(spec);
    let mut played = client_cases(cases.clone());
    played.extend(decode_cases(&cases));
    // Texts that only a careless client changes.
    let awkward =
        |case: &Case| case.name.ends_with("::blanks-and-dots") || case.name.ends_with("::unicode");
    let all = crate::all_pets().1.into_iter();
    played.extend(client_cases(all.filter(awkward)));

    let (silent, answered): (Vec<_>, Vec<_>) = played.into_iter().partition(is_silent);
    for cases in [&silent, &answered] {
        let run = play(&spec, cases, Faulty::default()).await;
        let wrong = run
            .records
            .iter()
            .filter(|one| one.outcome != Outcome::Held);
        let wrong: Vec<_> = wrong.map(|one| format!("{:?}", one.outcome)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert_eq!(run.completeness, Completeness::Whole);
    }

    let mut table = Vec::new();
    for fault in Fault::ALL {
        // Waiting for nothing costs time, and is the same for all others.
        let waits = [Fault::RetriesOnSilence, Fault::WaitsForever].contains(fault);
        let cases = if waits { &silent } else { &answered };
        let run = play(&spec, cases, Faulty::from(*fault)).await;
        let kinds: Vec<_> = broken(&run).into_iter().collect();
        table.push(format!("{fault}: {}", kinds.join(" ")));
    }
    let expected = include_str!("faulty-clients.txt");
    assert_eq!(table.join("\n"), expected.trim_end());
}

/// Each case is a test of its own, of the same name.
#[test]
fn cases_are_named_tests() {
    let (spec, cases) = pets();
    let (spec, cases) = (Arc::new(spec), client_cases(cases));
    let tests = trials(
        &spec,
        cases.clone(),
        &Arc::new(Faulty::default()),
        Options::default(),
    );
    let names: Vec<_> = tests.iter().map(|test| test.name().to_owned()).collect();
    let expected: Vec<_> = cases.iter().map(|case| case.name.clone()).collect();
    assert_eq!(names, expected);
    let arguments = Arguments {
        quiet: true,
        ..Arguments::default()
    };
    let conclusion = libtest_mimic::run(&arguments, tests);
    assert_eq!(conclusion.num_passed, cases.len() as u64);
    assert_eq!(conclusion.num_failed, 0);
}
