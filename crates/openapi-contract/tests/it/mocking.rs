//! The mock: which answer a request gets, and that none is beyond the document.

use std::sync::{Arc, Mutex};

use openapi_contract::{
    RawRequest, RawResponse,
    mock::{Event, Mock},
    schema::Direction,
    spec::media_for,
};

use crate::read;

const SHOP: &str = include_str!("shop.yaml");
const BASIC: &str = "Basic dG9tOnNlY3JldA==";
const TRACE: (&str, &str) = ("x-trace", "1");
const JSON: (&str, &str) = ("content-type", "application/json");

/// Method, target, header fields, body; then the status, parts of the answer, and the log.
type Row<'a> = (
    (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a str),
    (u16, &'a [&'a str], &'a str),
);

fn check(rows: &[Row<'_>]) {
    let spec = Arc::new(read(SHOP).unwrap());
    let events: Arc<Mutex<Vec<Event>>> = Arc::default();
    let told = Arc::clone(&events);
    let mock = Mock::new(Arc::clone(&spec), &[], move |event: &Event| {
        told.lock().unwrap().push(event.clone());
    });
    for ((method, target, headers, body), (status, parts, log)) in rows {
        let mut request = RawRequest::new(*method, *target).body(*body);
        for (name, value) in *headers {
            request = request.header(*name, *value);
        }
        let answer = mock.answer(&request);
        let event = events.lock().unwrap().pop().unwrap();
        let text = text(&answer);
        assert_eq!(answer.status, *status, "{method} {target}: {text}");
        for part in *parts {
            assert!(
                text.contains(part),
                "{method} {target}: no {part} in {text}"
            );
        }
        assert_eq!(event.to_string(), *log, "{method} {target}");

        // Whatever was documented keeps its schema.
        let operation = event.operation.and_then(|id| spec.operation(&id).cloned());
        let Some(response) = operation
            .as_ref()
            .and_then(|one| one.response(answer.status))
        else {
            continue;
        };
        let content_type = answer.headers.text("content-type").unwrap_or_default();
        let media = media_for(&response.media, content_type);
        assert_eq!(
            media.is_some(),
            !answer.body.is_empty(),
            "{method} {target}: {text}"
        );
        if let Some(schema) = media.and_then(|media| media.schema.as_ref())
            && content_type == "application/json"
        {
            let value = serde_json::from_slice(&answer.body).unwrap();
            let broken = spec.violations(schema, Direction::Response, &value);
            assert_eq!(broken, Some(Vec::new()), "{method} {target}: {text}");
        }
    }
}

/// An answer as text, one field a line.
fn text(answer: &RawResponse) -> String {
    let fields = answer.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value);
        format!("{name}: {value}\n").to_lowercase()
    });
    let body = String::from_utf8_lossy(&answer.body).into_owned();
    fields.chain([body]).collect()
}

#[test]
fn requests_are_routed() {
    check(&[
        (
            ("GET", "/files/a.b.txt", &[], ""),
            (200, &["a file"], "200 GET getFile"),
        ),
        (
            ("GET", "/files/a%2Fb.txt", &[], ""),
            (200, &["a file"], "200 GET getFile"),
        ),
        (
            ("GET", "/files/latest.json", &[], ""),
            (200, &["the latest"], "200 GET getLatest"),
        ),
        (
            ("GET", "/files/.txt", &[], ""),
            (
                404,
                &["NO-PATH"],
                "404 GET /files/… unknown-path: no path of the document",
            ),
        ),
        (
            ("GET", "/files/txt", &[], ""),
            (
                404,
                &[],
                "404 GET /files/… unknown-path: no path of the document",
            ),
        ),
        (("GET", "/shops/7/", &[], ""), (204, &[], "204 GET getShop")),
        (
            ("GET", "/shops/7", &[], ""),
            (
                404,
                &[],
                "404 GET /shops/… unknown-path: no path of the document",
            ),
        ),
        (
            ("GET", "/shops//", &[], ""),
            (
                404,
                &[],
                "404 GET /shops// unknown-path: no path of the document",
            ),
        ),
        (
            ("GET", "/shops/a/b/", &[], ""),
            (
                404,
                &[],
                "404 GET /shops/…/…/ unknown-path: no path of the document",
            ),
        ),
        (
            ("GET", "/hunter22?x=hunter22", &[], ""),
            (
                404,
                &["application/json"],
                "404 GET /… unknown-path: no path of the document",
            ),
        ),
        (
            ("HEAD", "/shops/7/", &[], ""),
            (204, &[], "204 HEAD getShop"),
        ),
        (
            ("OPTIONS", "/pets", &[], ""),
            (
                204,
                &["allow: get, post, head, options"],
                "204 OPTIONS /pets",
            ),
        ),
        (
            ("DELETE", "/pets", &[], ""),
            (
                405,
                &["allow: get, post, head", "problem+json"],
                "405 DELETE /pets method-not-allowed: method: must be GET, POST, HEAD",
            ),
        ),
        (
            ("get", "/pets", &[TRACE], ""),
            (
                405,
                &[],
                "405 get /pets method-not-allowed: method: must be GET, POST, HEAD",
            ),
        ),
    ]);
}

#[test]
fn what_breaks_the_document_is_refused_with_a_reason() {
    check(&[
        (
            ("GET", "/pets", &[], ""),
            (
                400,
                &[
                    "INVALID",
                    "contract-violation: header x-trace: must be there",
                ],
                "400 GET listPets invalid-request: header X-Trace: must be there",
            ),
        ),
        (
            ("GET", "/pets?limit=101", &[TRACE], ""),
            (
                400,
                &["INVALID"],
                "400 GET listPets invalid-request: query limit: must be at most 100",
            ),
        ),
        (
            ("GET", "/pets?limit=hunter22", &[TRACE], ""),
            (
                400,
                &["INVALID"],
                "400 GET listPets invalid-request: query limit: must be type integer",
            ),
        ),
        (
            ("GET", "/pets?x=1", &[TRACE], ""),
            (
                200,
                &["Tom"],
                "200 GET listPets: query: 1 that the document does not know",
            ),
        ),
        (
            ("GET", "/pets", &[TRACE, ("api-version", "1")], ""),
            (
                200,
                &["Tom"],
                "200 GET listPets: header: api-version, which the document does not know",
            ),
        ),
        (
            ("POST", "/pets", &[JSON], "{\"name\":\"T\"}"),
            (
                400,
                &[
                    "\"reason\"",
                    "contract-violation: body /name: must be at least 2 characters",
                ],
                "400 POST addPet invalid-request: body /name: must be at least 2 characters",
            ),
        ),
        (
            ("POST", "/pets", &[JSON], ""),
            (
                400,
                &["reason"],
                "400 POST addPet invalid-request: body: must be JSON (EOF while parsing a value at line 1 column 0)",
            ),
        ),
        (
            ("POST", "/pets", &[JSON], "{"),
            (
                400,
                &["reason"],
                "400 POST addPet invalid-request: body: must be JSON (EOF while parsing an object at line 1 column 1)",
            ),
        ),
        (
            ("POST", "/pets", &[("content-type", "text/html")], "{}"),
            (
                415,
                &["reason"],
                "415 POST addPet unsupported-media-type: content-type: must be application/json",
            ),
        ),
        (
            ("GET", "/secret", &[], ""),
            (
                401,
                &["code", "www-authenticate: basic realm"],
                "401 GET getSecret missing-credential: no credential; send Basic, or Key and Session",
            ),
        ),
        (
            ("GET", "/secret", &[("authorization", "Basic ?")], ""),
            (
                401,
                &[],
                "401 GET getSecret rejected-credential: Basic: not base64",
            ),
        ),
        (
            ("GET", "/secret?key=hunter22", &[], ""),
            (
                401,
                &[],
                "401 GET getSecret missing-credential: no credential; send Basic, or Key and Session",
            ),
        ),
        (
            (
                "GET",
                "/secret?key=hunter22",
                &[("cookie", "a=b; session=x")],
                "",
            ),
            (200, &["true"], "200 GET getSecret"),
        ),
        (
            ("GET", "/secret", &[("authorization", BASIC)], ""),
            (200, &["true"], "200 GET getSecret"),
        ),
        (
            ("PUT", "/secret", &[], "x"),
            (
                401,
                &["problem+json"],
                "401 PUT putSecret missing-credential: no credential; send Basic",
            ),
        ),
        (
            ("PUT", "/secret", &[("authorization", BASIC)], ""),
            (204, &[], "204 PUT putSecret"),
        ),
    ]);
}

#[test]
fn the_caller_may_choose_the_answer() {
    let prefer = |value: &'static str| [TRACE, ("prefer", value)];
    check(&[
        (
            ("GET", "/pets", &[TRACE], ""),
            (200, &["Tom"], "200 GET listPets"),
        ),
        (
            ("GET", "/pets", &[TRACE, ("accept", "text/csv")], ""),
            (200, &["text/csv", "name"], "200 GET listPets"),
        ),
        (
            ("GET", "/pets", &[TRACE, ("accept", "image/png")], ""),
            (200, &["Tom"], "200 GET listPets"),
        ),
        (
            ("GET", "/pets", &prefer("example=none"), ""),
            (
                200,
                &["[]", "preference-applied: example=none"],
                "200 GET listPets",
            ),
        ),
        (
            ("GET", "/pets", &prefer("example=busy"), ""),
            (503, &["BUSY"], "503 GET listPets"),
        ),
        (
            ("GET", "/pets", &prefer("code=503"), ""),
            (
                503,
                &["BUSY", "preference-applied: code=503"],
                "503 GET listPets",
            ),
        ),
        (
            ("GET", "/pets", &prefer("code=400"), ""),
            (400, &["code"], "400 GET listPets"),
        ),
        (
            ("GET", "/pets", &prefer("code=418"), ""),
            (
                200,
                &["Tom"],
                "200 GET listPets: prefer: the document has no such answer",
            ),
        ),
        (
            ("GET", "/pets", &prefer("example=nobody"), ""),
            (
                200,
                &["Tom"],
                "200 GET listPets: prefer: the document has no such answer",
            ),
        ),
        (
            ("GET", "/pets", &prefer("dynamic=true"), ""),
            (200, &["\"age\""], "200 GET listPets"),
        ),
        (
            ("POST", "/pets", &[JSON], "{\"name\":\"Tom\"}"),
            (
                201,
                &["location: /pets/7", "x-count: 7", "\"name\""],
                "201 POST addPet",
            ),
        ),
    ]);
}

/// Operations of one path that differ in what their queries need.
#[test]
fn the_query_tells_operations_apart() {
    let operation = |id: &str, names: &[&str]| {
        let parameters: Vec<String> = names
            .iter()
            .map(|name| {
                format!("{{name: {name}, in: query, required: true, schema: {{type: string}}}}")
            })
            .collect();
        format!(
            "{{get: {{operationId: {id}, parameters: [{}], responses: {{'204': {{description: d}}}}}}}}",
            parameters.join(", ")
        )
    };
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a: {}\n  /a#b: {}\n  /a#bc: {}\n",
        operation("plain", &[]),
        operation("one", &["b"]),
        operation("both", &["b", "c"]),
    );
    let spec = Arc::new(read(&document).unwrap());
    let events: Arc<Mutex<Vec<Event>>> = Arc::default();
    let told = Arc::clone(&events);
    let mock = Mock::new(spec, &[], move |event: &Event| {
        told.lock().unwrap().push(event.clone());
    });
    for (target, expected) in [
        ("/a", "plain"),
        ("/a?c=1", "plain"),
        ("/a?b=1", "one"),
        ("/a?c=1&b=1", "both"),
    ] {
        mock.answer(&RawRequest::new("GET", target));
        let event = events.lock().unwrap().pop().unwrap();
        assert_eq!(event.operation.as_deref(), Some(expected), "{target}");
    }
}
