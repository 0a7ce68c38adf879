//! Responses that keep a promise, and responses that do not.

use openapi_contract::{Kind, Level, RawResponse, check_response};

use crate::{case, pets};

#[test]
fn variations_are_judged_by_level() {
    let (spec, cases) = pets();
    let case = case(
        &cases,
        "examples::server::putPet::200::application/json cat",
    );
    // The strictest level that holds, and what breaks above it.
    let check = |what: &str, response: RawResponse, expected: [Option<Kind>; 3]| {
        let levels = [Level::Schema, Level::Shape, Level::Values];
        for (level, expected) in levels.into_iter().zip(expected) {
            let found = check_response(&spec, case, &response, level);
            let kind = found.err().map(|failure| failure.kind);
            assert_eq!(kind, expected, "{what} at {level:?}");
        }
    };
    let all = |kind: Kind| [Some(kind.clone()), Some(kind.clone()), Some(kind)];
    let bare = |status, content_type: &str, body: &str| {
        RawResponse::new(status)
            .header("Content-Type", content_type)
            .body(body)
    };
    let good =
        |body: &str| bare(200, "application/json; charset=utf-8", body).header("x-version", "1");

    check(
        "as promised",
        good("{\"age\": 1, \"name\": \"Tom\"}"),
        [None, None, None],
    );
    check(
        "another value",
        good("{\"age\":2,\"name\":\"Tom\"}"),
        [None, None, Some(Kind::Value)],
    );
    check(
        "a further member that the document says nothing about",
        good("{\"age\":1,\"name\":\"Tom\",\"x\":1}"),
        [None, None, None],
    );
    check(
        "a missing member",
        good("{\"name\":\"Tom\"}"),
        [None, Some(Kind::Shape), Some(Kind::Value)],
    );
    check(
        "a wrong type",
        good("{\"age\":\"1\",\"name\":\"Tom\"}"),
        all(Kind::Schema),
    );
    check("null", good("null"), all(Kind::Schema));
    check("text", good("Tom"), all(Kind::Content));
    check("nothing", good(""), all(Kind::Content));
    let body = "{\"age\":1,\"name\":\"Tom\"}";
    check(
        "no header",
        bare(200, "application/json", body),
        all(Kind::Header),
    );
    let other = bare(200, "text/plain", body).header("x-version", "1");
    check("the other content type", other, all(Kind::MediaType));
    let html = bare(200, "text/html", body).header("x-version", "1");
    check("content type", html, all(Kind::MediaType));
    check(
        "status",
        bare(201, "application/json", body),
        all(Kind::Status),
    );
}

#[test]
fn a_status_without_content_has_none() {
    let (spec, cases) = pets();
    let case = case(&cases, "examples::server::deletePet::204::no-content");
    check_response(&spec, case, &RawResponse::new(204), Level::Values).unwrap();
    let failure = check_response(
        &spec,
        case,
        &RawResponse::new(204).body("{}"),
        Level::Schema,
    );
    assert_eq!(failure.unwrap_err().kind, Kind::Content);
}

#[test]
fn a_range_is_answered_by_any_of_its_codes() {
    let (_, cases) = pets();
    let case = case(&cases, "examples::server::putPet::4XX::example");
    assert_eq!(case.exchange().unwrap().answer.status, 400);
}

#[test]
fn failures_are_short_located_and_free_of_credentials() {
    let (spec, cases) = pets();
    let case = case(
        &cases,
        "examples::server::putPet::200::application/json cat",
    );
    let response = RawResponse::new(403)
        .header("content-type", "application/json")
        .body("{\"code\":\"contract-Token-not-a-token is wrong\"}");
    let failure = check_response(&spec, case, &response, Level::Values).unwrap_err();
    let expected =
        "examples::server::putPet::200::application/json cat: the status is not the promised one (C201)
  promised at pets.yaml:29:9 /paths/~1shops~1{shop}~1pets~1{id}/put/responses/200
  - status: 200
  + status: 403 with the body {\"code\":\"[redacted] is wrong\"}";
    assert_eq!(failure.to_string(), expected);
}
