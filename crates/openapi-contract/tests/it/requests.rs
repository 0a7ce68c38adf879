//! Requests that keep a call, and requests that do not.

use openapi_contract::{
    Case, Kind, Level, RawRequest, Spec, cases, check_request, spec::Operation,
};
use sdk_hmac_sha256::SigningTime;

use crate::{case, pets, read};

fn sent(spec: &Spec, case: &Case) -> RawRequest {
    let operation: &Operation = spec.operation(&case.operation).unwrap();
    let call = &case.exchange().unwrap().call;
    call.request(spec, operation, "pets.invalid", SigningTime::now())
        .unwrap()
}

fn with_header(mut request: RawRequest, name: &str, value: Option<&str>) -> RawRequest {
    let old = std::mem::take(&mut request.headers);
    for (key, value) in old
        .iter()
        .filter(|(key, _)| !key.eq_ignore_ascii_case(name))
    {
        request.headers.push(key, value);
    }
    if let Some(value) = value {
        request.headers.push(name, value.as_bytes());
    }
    request
}

#[test]
fn what_the_judge_sends_keeps_the_call() {
    let (spec, cases) = pets();
    let mut count = 0;
    for case in cases.iter().filter(|case| case.exchange().is_some()) {
        let request = sent(&spec, case);
        check_request(&spec, case, &request, Level::Values).unwrap();
        count += 1;
    }
    assert_eq!(count, 33);
}

#[test]
fn variations_are_judged() {
    let (spec, cases) = pets();
    let case = case(
        &cases,
        "examples::client::putPet::200::application/json cat",
    );
    let good = sent(&spec, case);
    let check = |what: &str, request: RawRequest, expected: Option<Kind>| {
        let found = check_request(&spec, case, &request, Level::Values);
        assert_eq!(found.err().map(|failure| failure.kind), expected, "{what}");
    };
    let target = |from: &str, to: &str| {
        assert!(good.target.contains(from), "{}", good.target);
        let mut request = good.clone();
        request.target = request.target.replace(from, to);
        request
    };
    let body = |body: &str| good.clone().body(body);
    let header = |name: &str, value: Option<&str>| with_header(good.clone(), name, value);

    // Legal variations.
    check(
        "more encoded than needed",
        target("/shops/", "/%73hops/"),
        None,
    );
    check("lower case digits", target("%C3%A9", "%c3%a9"), None);
    check("spaces in the body", body("{ \"name\" : \"Tom\" }\n"), None);
    check(
        "charset",
        header("content-type", Some("Application/JSON;charset=UTF-8")),
        None,
    );
    check("accept", header("accept", Some("*/*")), None);
    check(
        "plus for a blank in the query",
        target("tag=b%20c", "tag=b+c"),
        None,
    );

    // Faults.
    check(
        "method",
        RawRequest {
            method: "POST".to_owned(),
            ..good.clone()
        },
        Some(Kind::Method),
    );
    check("trailing slash", target("?", "/?"), Some(Kind::Path));
    check("not encoded", target("%C3%A9", "é"), Some(Kind::Path));
    check(
        "encoded twice",
        target("%252F", "%25252F"),
        Some(Kind::Path),
    );
    check("lost slash", target("a%2Fb", "a/b"), Some(Kind::Path));
    let swapped = target("/shop", "/tmp")
        .target
        .replace("/id", "/shop")
        .replace("/tmp%20", "/id%20");
    check(
        "swapped",
        RawRequest {
            target: swapped,
            ..good.clone()
        },
        Some(Kind::Path),
    );
    check("query lost", target("tag=a&", ""), Some(Kind::Query));
    check(
        "query invented",
        target("?", "?api-version=1&"),
        Some(Kind::Query),
    );
    check("header lost", header("x-trace", None), Some(Kind::Header));
    check(
        "header twice",
        good.clone().header("x-trace", "9"),
        Some(Kind::Header),
    );
    check(
        "header wrong",
        header("x-trace", Some("11")),
        Some(Kind::Header),
    );
    check(
        "header invented",
        header("api-version", Some("1")),
        Some(Kind::Header),
    );
    check("token lost", header("x-token", None), Some(Kind::Security));
    check(
        "token wrong",
        header("x-token", Some("other-token")),
        Some(Kind::Security),
    );
    check(
        "two credentials",
        header("authorization", Some("SDK-HMAC-SHA256 x")),
        Some(Kind::Security),
    );
    check(
        "content type",
        header("content-type", Some("text/html")),
        Some(Kind::MediaType),
    );
    check(
        "the other content type",
        header("content-type", Some("text/plain")),
        Some(Kind::MediaType),
    );
    check(
        "no content type",
        header("content-type", None),
        Some(Kind::MediaType),
    );
    check("cut", body("{\"name\":"), Some(Kind::Content));
    check("empty", body(""), Some(Kind::Content));
    check("null", body("{\"name\":null}"), Some(Kind::Schema));
    check(
        "null for absent",
        body("{\"name\":\"Tom\",\"age\":null}"),
        Some(Kind::Schema),
    );
    check("value", body("{\"name\":\"Tim\"}"), Some(Kind::Value));
    check(
        "member invented",
        body("{\"name\":\"Tom\",\"x\":1}"),
        Some(Kind::Value),
    );
}

#[test]
fn signatures_are_verified() {
    let (spec, cases) = pets();
    let case = case(&cases, "security::client::putPet::200::Signature");
    let good = sent(&spec, case);
    check_request(&spec, case, &good, Level::Values).unwrap();
    let changed = good.clone().body("{\"name\":\"Tim\"}");
    let failure = check_request(&spec, case, &changed, Level::Values).unwrap_err();
    assert_eq!(failure.kind, Kind::Security);
    let claim = good.headers.text("authorization").unwrap();
    let other = claim.replace("contract-Signature-access", "another-access");
    let other = with_header(good.clone(), "authorization", Some(&other));
    let failure = check_request(&spec, case, &other, Level::Values).unwrap_err();
    assert_eq!(failure.kind, Kind::Security);
}

/// Everything that the form of a parameter leaves to the client, and a login.
#[test]
fn values_are_compared_and_not_their_texts() {
    let text = r#"
openapi: 3.0.3
info: { title: Shapes, version: "1" }
security: [{ Login: [] }]
paths:
  /shapes/{size}:
    put:
      operationId: putShape
      parameters:
        - { name: size, in: path, required: true, style: matrix, schema: { type: array, items: { type: integer } }, example: [3, 4] }
        - { name: tags, in: query, explode: false, schema: { type: array, items: { type: string } }, example: ["a b", "c,d"] }
        - { name: at, in: query, style: deepObject, schema: { type: object, properties: { x: { type: integer }, y: { type: integer } } }, example: { x: 1, y: 2 } }
        - { name: Kinds, in: header, schema: { type: array, items: { type: string } }, example: [r, s] }
        - { name: page, in: cookie, schema: { type: integer }, example: 7 }
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { a: { type: string }, b: { type: array, items: { type: integer } } } }
            example: { a: x, b: [1, 2] }
      responses: { "204": { description: Done } }
components:
  securitySchemes:
    Login: { type: http, scheme: basic }
"#;
    let spec = read(text).unwrap();
    let cases = cases(&spec, None).unwrap().list;
    let case = case(&cases, "examples::client::putShape::204::no-content");
    let good = sent(&spec, case);
    assert_eq!(
        good.target,
        "/shapes/;size=3,4?tags=a%20b,c%2Cd&at%5Bx%5D=1&at%5By%5D=2"
    );
    assert_eq!(good.headers.text("kinds"), Some("r,s"));
    assert_eq!(good.headers.text("cookie"), Some("page=7"));
    assert_eq!(good.body, b"a=x&b=1&b=2");
    let login = "Basic Y29udHJhY3QtTG9naW4tdXNlcjpjb250cmFjdC1Mb2dpbi1ub3QtYS1wYXNzd29yZA==";
    assert_eq!(good.headers.text("authorization"), Some(login));
    let check = |what: &str, request: RawRequest, expected: Option<Kind>| {
        let found = check_request(&spec, case, &request, Level::Values);
        assert_eq!(found.err().map(|failure| failure.kind), expected, "{what}");
    };
    let target = |from: &str, to: &str| {
        assert!(good.target.contains(from), "{}", good.target);
        let mut request = good.clone();
        request.target = request.target.replace(from, to);
        request
    };
    let header = |name: &str, value: &str| with_header(good.clone(), name, Some(value));
    check("as it is", good.clone(), None);
    check(
        "another order",
        target(
            "tags=a%20b,c%2Cd&at%5Bx%5D=1&at%5By%5D=2",
            "at[y]=2&at[x]=1&tags=a+b,c%2Cd",
        ),
        None,
    );
    check("blanks in a list", header("kinds", "r, s"), None);
    check(
        "a scheme in lower case",
        header("authorization", &login.replace("Basic", "basic")),
        None,
    );
    check("a plus in a form", good.clone().body("b=1&b=2&a=%78"), None);
    check(
        "items in another order",
        target("3,4", "4,3"),
        Some(Kind::Path),
    );
    check(
        "another style",
        target(";size=3,4", "3,4"),
        Some(Kind::Path),
    );
    check(
        "items joined",
        target("a%20b,c%2Cd", "a%20b,c,d"),
        Some(Kind::Query),
    );
    check(
        "a member lost",
        target("&at%5By%5D=2", ""),
        Some(Kind::Query),
    );
    check(
        "a member of another kind",
        target("%5D=2", "%5D=two"),
        Some(Kind::Query),
    );
    check("an item lost", header("kinds", "r"), Some(Kind::Header));
    check(
        "another password",
        header("authorization", "Basic YTpi"),
        Some(Kind::Security),
    );
    check(
        "items of a form lost",
        good.clone().body("a=x&b=1"),
        Some(Kind::Value),
    );
    check("a form as JSON", good.clone().body("{}"), Some(Kind::Value));
}

#[test]
fn no_credential_is_shown() {
    let (spec, cases) = pets();
    let case = case(
        &cases,
        "examples::client::putPet::200::application/json cat",
    );
    let good = sent(&spec, case);
    let token = good.headers.text("x-token").unwrap().to_owned();
    let leaks = [
        good.clone().body(format!("{{\"name\":\"{token}\"}}")),
        RawRequest {
            target: format!("/{token}?a={token}"),
            ..good.clone()
        },
        with_header(good.clone(), "x-trace", Some(&token)),
    ];
    for request in leaks {
        let failure = check_request(&spec, case, &request, Level::Values).unwrap_err();
        assert!(
            !format!("{failure} {failure:?}").contains(&token),
            "{failure}"
        );
    }
    assert!(!format!("{good:?} {case:?}").contains(&token));
}

#[test]
fn cookies_are_judged() {
    let spec = read(
        r"{ openapi: 3.0.3, info: { title: a, version: '1' }, paths: { /a: { get: {
             operationId: getA, security: [{ Session: [] }],
             parameters: [{ name: theme, in: cookie, schema: { type: string }, example: dark blue }],
             responses: { '204': { description: ok } } } } },
             components: { securitySchemes: { Session: { type: apiKey, in: cookie, name: session } } } }",
    )
    .unwrap();
    let cases = cases(&spec, None).unwrap().list;
    let case = case(&cases, "security::client::getA::204::Session");
    let good = sent(&spec, case);
    let key = "session=contract-Session-not-a-token";
    let check = |what: &str, cookie: &str, expected: Option<Kind>| {
        let request = with_header(good.clone(), "cookie", Some(cookie));
        let found = check_request(&spec, case, &request, Level::Values);
        assert_eq!(found.err().map(|failure| failure.kind), expected, "{what}");
    };
    check("both", &format!("theme=dark%20blue; {key}"), None);
    check("another order", &format!("{key};theme=dark%20blue;"), None);
    check("lost", key, Some(Kind::Header));
    check("wrong", &format!("theme=light; {key}"), Some(Kind::Header));
    let invented = format!("theme=dark%20blue; {key}; id=7");
    check("invented", &invented, Some(Kind::Header));
    check("no key", "theme=dark%20blue", Some(Kind::Security));
}
