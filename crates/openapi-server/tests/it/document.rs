//! A small document, wired by hand as the generator would, and ways to call it.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};

use openapi_server::http::header::CONTENT_TYPE;
use openapi_server::http::{HeaderMap, HeaderName, Method, Request, Response};
use openapi_server::schema::{
    Additional, Bound, Numbers, Object, Presence, Property, Schema, Text, Value,
};
use openapi_server::{
    Body, Call, Canned, Content, ContentKind, Denied, Endpoint, Failure, Input, Location,
    Operation, Outcome, Parameter, Rejections, RequestBody, Routes, Segment, Service,
    SignedRequest, Token,
};
use openapi_types::{Permission, Retry};
use tower_service::Service as _;

/// What the document says of the operations of the test.
const fn operation(id: &'static str, method: &'static str, path: &'static str) -> Operation {
    const NONE: &[Permission] = &[];
    Operation {
        id,
        method,
        path,
        retry: Retry::NeverAfterSent,
        permissions: NONE,
        security: &[],
        scopes: &[],
    }
}

pub(crate) static CHANGE: Operation = operation("change", "POST", "/things/{id}");
pub(crate) static READ: Operation = operation("read", "GET", "/things/{id}");
pub(crate) static ACT: Operation = operation("act", "POST", "/open");

static REJECTIONS: Rejections = Rejections {
    missing_credential: Canned::Json(r#"{"error":"missing"}"#),
    rejected_credential: Canned::Json(r#"{"error":"rejected"}"#),
    forbidden: Canned::Json(r#"{"error":"forbidden"}"#),
    invalid_request: Canned::JsonText {
        before: r#"{"error":"invalid"#,
        after: r#""}"#,
    },
    unknown_path: Canned::Json(r#"{"error":"path"}"#),
    method_not_allowed: Canned::Json(r#"{"error":"method"}"#),
    payload_too_large: Canned::Json(r#"{"error":"large"}"#),
    unsupported_media_type: Canned::Json(r#"{"error":"media"}"#),
    internal_error: Canned::Json(r#"{"error":"internal"}"#),
};

const fn endpoint(operation: &'static Operation, path: &'static [Segment]) -> Endpoint {
    Endpoint {
        rejections: &REJECTIONS,
        challenges: &["Bearer"],
        ..Endpoint::new(operation, path)
    }
}

const THINGS: &[Segment] = &[Segment::Literal("things"), Segment::Parameter];

static CHANGE_ENDPOINT: Endpoint = Endpoint {
    parameters: &[&ID],
    contents: &[Content::new(
        &["application/json"],
        ContentKind::Json,
        &THING,
    )],
    ..endpoint(&CHANGE, THINGS)
};
static READ_ENDPOINT: Endpoint = Endpoint {
    parameters: &[&ID, &LIMIT, &MODE],
    ..endpoint(&READ, THINGS)
};
/// As where the document says nothing of rejections.
static ACT_ENDPOINT: Endpoint = Endpoint {
    contents: &[Content::new(&["application/json"], ContentKind::Json, &COMMAND).typed()],
    body: Presence::Optional,
    ..Endpoint::new(&ACT, &[Segment::Literal("open")])
};

static X_KEY: HeaderName = HeaderName::from_static("x-key");
static X_SIGNATURE: HeaderName = HeaderName::from_static("x-signature");

static ID: Parameter = Parameter::new(Location::Path(0), "id", &Schema::STRING);
static LIMIT: Parameter = Parameter::new(
    Location::Query,
    "limit",
    &Schema::Integer(Numbers {
        minimum: Bound::Inclusive(Value::Integer(1)),
        maximum: Bound::Exclusive(Value::Integer(100)),
        ..Numbers::ANY
    }),
)
.optional();
static MODE: Parameter =
    Parameter::new(Location::Header, "X-Mode", &Schema::Enum(&["slow", "fast"])).optional();
static THING: Schema = Schema::Object(Object {
    properties: &[
        Property {
            name: "name",
            presence: Presence::Required,
            schema: &NAME,
        },
        Property {
            name: "next",
            presence: Presence::Optional,
            schema: &Schema::Ref(&THING),
        },
    ],
    additional: Additional::Refused,
    ..Object::ANY
});
static NAME: Schema = Schema::String(Text {
    max_length: Some(5),
    ..Text::ANY
});
static COMMAND: Schema = Schema::Object(Object {
    properties: &[Property {
        name: "do",
        presence: Presence::Optional,
        schema: &Schema::STRING,
    }],
    ..Object::ANY
});

#[derive(serde::Deserialize, serde::Serialize)]
struct Thing {
    name: String,
    next: Option<Box<Self>>,
}

#[derive(serde::Deserialize)]
struct Command {
    r#do: Option<String>,
}

/// The operations; counts how often a handler is reached.
#[derive(Default)]
pub(crate) struct Operations {
    pub(crate) handled: std::sync::Arc<AtomicUsize>,
}

impl Routes for Operations {
    const REJECTIONS: &'static Rejections = &REJECTIONS;
    const ENDPOINTS: &'static [&'static Endpoint] =
        &[&ACT_ENDPOINT, &CHANGE_ENDPOINT, &READ_ENDPOINT];

    async fn handle<B: RequestBody>(&self, operation: usize, call: Call<'_>, body: B) -> Outcome {
        match operation {
            0 => self.act(call, body).await,
            1 => self.change(call, body).await,
            2 => self.read(call),
            _ => Err(call.unknown_operation()),
        }
    }
}

/// Lets `good` in; other words ask for each answer that an authenticator can give.
fn decide(word: &str) -> Result<&'static str, Denied<&'static str>> {
    match word {
        "good" => Ok("caller"),
        "absent" => Err(Denied::Absent),
        "forbidden" => Err(Denied::Forbidden),
        "rejected-with" => Err(Denied::RejectedWith("own words")),
        "forbidden-with" => Err(Denied::ForbiddenWith("own words")),
        "down" => Err(Denied::unavailable("secret cause")),
        _ => Err(Denied::Rejected),
    }
}

fn signed(request: &SignedRequest<'_>) -> Result<&'static str, Denied<&'static str>> {
    match request.signature.expose() {
        "good" if request.body.is_empty() => Err(Denied::Rejected),
        "nested" if request.uri.path() != "/api/things/1" => Err(Denied::Rejected),
        "nested" => Ok("caller"),
        word => decide(word),
    }
}

impl Operations {
    async fn change<B: RequestBody>(&self, call: Call<'_>, body: B) -> Outcome {
        let mut caller = None;
        if let Some(token) = call.header_token(&X_KEY)? {
            caller = call.decided(decide(token.expose()))?;
        }
        let mut signature = None;
        if caller.is_none() {
            signature = call.header_token(&X_SIGNATURE)?;
        }
        if caller.is_none() && signature.is_none() {
            return Err(call.missing_credential());
        }
        let input = call.receive_whole(body).await?;
        if let Some(signature) = signature {
            caller = call.decided(signed(&call.signed(signature, input.whole())))?;
        }
        let Some(_) = caller else {
            return Err(call.missing_credential());
        };
        let name = input.required(&ID)?;
        let next = input.json()?;
        self.handled.fetch_add(1, Ordering::Relaxed);
        call.answer(
            200,
            &Thing {
                name,
                next: Some(Box::new(next)),
            },
        )
    }

    fn read(&self, call: Call<'_>) -> Outcome {
        let Some(token) = call.header_token(&X_KEY)? else {
            return Err(call.missing_credential());
        };
        call.decided(decide(token.expose()))?
            .ok_or_else(|| call.missing_credential())?;
        let input = call.input();
        let id: String = input.required(&ID)?;
        let limit: Option<u8> = input.optional(&LIMIT)?;
        let mode: Option<String> = input.optional(&MODE)?;
        self.handled.fetch_add(1, Ordering::Relaxed);
        call.answer(200, &(id, limit, mode))
    }

    async fn act<B: RequestBody>(&self, call: Call<'_>, body: B) -> Outcome {
        let input = call.receive(body).await?;
        let command = command(&input)?;
        self.handled.fetch_add(1, Ordering::Relaxed);
        match act(command.and_then(|command| command.r#do).as_deref()).await {
            Ok(()) => call.answer_empty(204),
            Err(failure) => call.answer(409, &call.documented(failure)?),
        }
    }
}

fn command(input: &Input<'_>) -> Result<Option<Command>, openapi_server::Rejection> {
    if input.has_body() {
        input.json().map(Some)
    } else {
        Ok(None)
    }
}

async fn act(command: Option<&str>) -> Result<(), Failure<&'static str>> {
    match command {
        Some("panic") => panic!("secret cause"),
        Some("fail") => Err(Failure::internal("secret cause")),
        Some("refuse") => Err("refused".into()),
        Some("refuse for a reason") => Err(Failure::from("refused").because("secret cause")),
        Some("hang") => std::future::pending().await,
        _ => Ok(()),
    }
}

/// Whether a token shows itself; here because all words above are tokens.
#[test]
fn tokens_are_not_shown() {
    let token = Token::new("very-secret");
    assert!(
        token.matches("very-secret")
            && !token.matches("very-secre")
            && !token.matches("very-secreT")
    );
    let (method, uri, headers) = (
        Method::POST,
        "/a?q=very-secret".parse().expect("a target"),
        HeaderMap::new(),
    );
    let request = SignedRequest::new(&method, &uri, &headers, token, b"very-secret");
    // An answer can hold a secret as well.
    let body = Body::from("very-secret");
    assert!(!format!("{token:?} {request:?} {body:?}").contains("very-secret"));
}

/// Names and values.
pub(crate) type Headers<'a> = &'a [(&'a str, &'a str)];

/// A request from `POST /things/1`, header lines and a body.
pub(crate) fn request(line: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let (method, target) = line.split_once(' ').expect("a method and a target");
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if !body.is_empty()
        && headers
            .iter()
            .all(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
    {
        request = request.header(CONTENT_TYPE, "application/json");
    }
    request
        .body(Body::from(body.to_owned()))
        .expect("a request")
}

/// The answer, in process.
pub(crate) async fn call(service: &Service<Operations>, request: Request<Body>) -> Response<Body> {
    let answer: Result<_, Infallible> = service.clone().call(request).await;
    answer.unwrap_or_else(|never| match never {})
}

/// Status and body of the answer.
pub(crate) async fn told(service: &Service<Operations>, request: Request<Body>) -> (u16, String) {
    let response = call(service, request).await;
    (response.status().as_u16(), text(&response))
}

/// The body of an answer.
pub(crate) fn text(response: &Response<Body>) -> String {
    String::from_utf8(response.body().bytes().to_vec()).expect("UTF-8")
}
