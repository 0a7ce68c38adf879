//! Answers to probes: what the status policy takes, and what nothing excuses.

use openapi_contract::{
    Case, Entry, Evidence, Family, Kind, Level, RawRequest, RawResponse, Side, Spec, Subject,
    call::{Call, Credential, Secret},
    case::{Expect, Handler, Others, Probe},
    check::undocumented,
    check_answer,
};

use crate::{PETS, read};

const TOKEN: &str = "a-long-secret-token";

fn case(family: Family, expect: Expect) -> Case {
    Case {
        name: "probe".to_owned(),
        family,
        side: Side::Server,
        operation: "putPet".to_owned(),
        level: Level::Values,
        twin: None,
        owns: vec!["/paths/~1shops~1{shop}~1pets~1{id}/parameters/1".to_owned()],
        subject: Subject::Probe(Box::new(Probe {
            call: Call {
                credentials: vec![Credential {
                    scheme: "Token".to_owned(),
                    secret: Secret::Key(TOKEN.to_owned()),
                }],
                ..Call::default()
            },
            changes: Vec::new(),
            expect,
        })),
    }
}

fn refusal(best: &[u16], others: Others) -> Expect {
    Expect::Refusal {
        best: best.to_vec(),
        others,
        handler: Handler::MustNotEnter,
    }
}

fn json(status: u16, body: &str) -> RawResponse {
    RawResponse::new(status)
        .header("content-type", "application/json")
        .body(body)
}

fn kind(
    spec: &Spec,
    case: &Case,
    method: &str,
    response: &RawResponse,
    level: Level,
) -> Option<Kind> {
    let request = RawRequest::new(method, "/").header("x-token", "another-long-token");
    let seen = Evidence {
        request: &request,
        response,
        handler: Entry::Unknown,
    };
    let failure = check_answer(spec, case, &seen, level).err()?;
    assert!(failure.place.line > 0);
    Some(failure.kind)
}

#[test]
fn answers_are_judged_by_the_status_policy() {
    let spec = read(PETS).unwrap();
    let bad = || json(400, "{\"code\":\"x\"}");
    let check = |what: &str, family, expect: Expect, response: RawResponse, expected| {
        let case = case(family, expect);
        let found = kind(&spec, &case, "PUT", &response, Level::Values);
        assert_eq!(found, expected, "{what}");
    };
    let any = || refusal(&[400, 422], Others::Taken);
    let strict = || refusal(&[401], Others::Refused);
    let parameters = Family::Parameters;
    check("a best status", parameters, any(), bad(), None);
    let other = json(409, "{\"code\":\"x\"}");
    check("another refusal", parameters, any(), other.clone(), None);
    check(
        "not a best one",
        parameters,
        strict(),
        other,
        Some(Kind::Status),
    );
    check(
        "success",
        parameters,
        any(),
        json(200, "{\"name\":\"x\"}"),
        Some(Kind::Status),
    );
    check(
        "a fault",
        parameters,
        any(),
        json(500, "{\"code\":\"x\"}"),
        Some(Kind::Status),
    );
    check(
        "a redirect",
        parameters,
        any(),
        RawResponse::new(302),
        Some(Kind::Status),
    );
    check(
        "a fault is one",
        parameters,
        Expect::NoFault,
        json(503, "{}"),
        Some(Kind::Status),
    );
    check("no fault", parameters, Expect::NoFault, bad(), None);
    check(
        "another schema",
        parameters,
        any(),
        json(400, "{}"),
        Some(Kind::Schema),
    );
    check(
        "not JSON",
        parameters,
        any(),
        json(400, "oops"),
        Some(Kind::Content),
    );
    let text = bad().header("content-type", "text/plain");
    check(
        "two content types",
        parameters,
        any(),
        text,
        Some(Kind::MediaType),
    );
    let html = RawResponse::new(400)
        .header("content-type", "text/html; charset=utf-8")
        .body("<p>");
    check("a page", parameters, any(), html, Some(Kind::MediaType));
    let latin = |value: &str| {
        RawResponse::new(400)
            .header("content-type", value)
            .body("{\"code\":\"x\"}")
    };
    let wrong = latin("application/json; charset=iso-8859-1");
    check(
        "a wrong charset",
        parameters,
        any(),
        wrong,
        Some(Kind::MediaType),
    );
    let right = latin("application/json; charset=\"UTF-8\"");
    check("the right charset", parameters, any(), right, None);
    let text = latin("text/plain");
    check(
        "an undocumented type",
        parameters,
        any(),
        text,
        Some(Kind::MediaType),
    );

    let good = json(200, "{\"name\":\"x\",\"age\":0}").header("x-version", "1");
    check(
        "success in full",
        Family::Tolerance,
        Expect::Success,
        good,
        None,
    );
    let bare = json(200, "{\"name\":\"x\",\"age\":0}");
    check(
        "no header field",
        Family::Tolerance,
        Expect::Success,
        bare,
        Some(Kind::Header),
    );
    let short = json(200, "{\"name\":\"x\"}").header("x-version", "1");
    check(
        "another shape",
        Family::Tolerance,
        Expect::Success,
        short,
        Some(Kind::Shape),
    );
    check(
        "an undocumented 2xx",
        Family::Tolerance,
        Expect::Success,
        json(201, "{}"),
        Some(Kind::Status),
    );

    let echo = json(400, &format!("{{\"code\":\"{TOKEN}\"}}"));
    check(
        "the credential of the call",
        parameters,
        any(),
        echo,
        Some(Kind::Secret),
    );
    let echo = bad().header("x-token", "another-long-token");
    check(
        "the credential of the request",
        parameters,
        any(),
        echo,
        Some(Kind::Secret),
    );
}

#[test]
fn methods_and_paths_are_not_the_documents() {
    let spec = read(PETS).unwrap();
    let check = |family, response: RawResponse, expected| {
        let case = case(family, refusal(&[405], Others::Refused));
        let found = kind(&spec, &case, "PATCH", &response, Level::Values);
        assert_eq!(found, expected, "{response:?}");
        assert_eq!(undocumented(&spec, &case, &response), None);
    };
    let allow = |value: &str| RawResponse::new(405).header("allow", value);
    check(Family::Methods, allow("DELETE, PUT"), None);
    check(Family::Methods, allow("DELETE,PUT,OPTIONS"), None);
    check(Family::Methods, RawResponse::new(405), Some(Kind::Header));
    check(Family::Methods, allow("GET"), Some(Kind::Header));
    check(Family::Methods, allow("PUT, PATCH"), Some(Kind::Header));
    check(Family::Methods, RawResponse::new(404), None);
    check(Family::Paths, json(404, "{\"other\":1}"), None);
    check(Family::Paths, json(404, "oops"), Some(Kind::Content));
}

#[test]
fn heads_have_no_body() {
    let spec = read(PETS).unwrap();
    let case = case(Family::Methods, Expect::NoFault);
    let check = |body: &str, expected| {
        let found = kind(&spec, &case, "HEAD", &json(400, body), Level::Values);
        assert_eq!(found, expected);
    };
    check("", None);
    check("{}", Some(Kind::Content));
}

#[test]
fn handlers_are_entered_when_they_must() {
    let spec = read(PETS).unwrap();
    let check = |expect: Expect, response: &RawResponse, handler: Entry, expected| {
        let case = case(Family::Properties, expect);
        let request = RawRequest::new("PUT", "/");
        let seen = Evidence {
            request: &request,
            response,
            handler,
        };
        let failure = check_answer(&spec, &case, &seen, Level::Schema).err();
        assert_eq!(failure.map(|one| one.kind), expected);
    };
    let bad = json(400, "{\"code\":\"x\"}");
    let good = json(200, "{\"name\":\"x\"}").header("x-version", "1");
    let refused = || refusal(&[400], Others::Taken);
    check(refused(), &bad, Entry::NotEntered, None);
    check(refused(), &bad, Entry::Entered, Some(Kind::Handler));
    check(Expect::Success, &good, Entry::Entered, None);
    check(
        Expect::Success,
        &good,
        Entry::NotEntered,
        Some(Kind::Handler),
    );
}

#[test]
fn statuses_that_nobody_wrote_down_are_seen() {
    let spec = read(PETS).unwrap();
    let case = case(Family::Tolerance, Expect::Success);
    assert_eq!(
        undocumented(&spec, &case, &RawResponse::new(201)),
        Some(201)
    );
    assert_eq!(undocumented(&spec, &case, &RawResponse::new(404)), None);
}
