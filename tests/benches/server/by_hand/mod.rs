//! The service as a good engineer writes it without a generator: the parts that do not depend on
//! the library underneath.
//!
//! The guarantees are those of the generated service, as `cases` shows: routing by decoded
//! segments, one token compared in constant time, one media type, a cap on declared and streamed
//! bytes, strict JSON, typed answers, no panic gets out.

pub(crate) mod on_axum;
pub(crate) mod on_hyper;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;
use hyper::body::Body;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{HeaderMap, Response, StatusCode};
use serde::{Deserialize, Deserializer, Serialize};

use super::gateways;

/// The largest body that is read.
const BODY_LIMIT: usize = 1 << 20;

static X_AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// What a request asks for.
#[derive(Deserialize)]
struct Resize {
    #[serde(default, deserialize_with = "present")]
    spec_id: Option<String>,
}

/// Absent is none; `null` is an error.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(Some)
}

/// What is answered when all went well.
#[derive(Serialize)]
struct Order<'a> {
    instance_id: &'a str,
    message: String,
    job_id: String,
}

/// What is answered otherwise.
#[derive(Clone, Copy)]
enum Refusal {
    InvalidRequest,
    Unauthorized,
    UnknownPath,
    UnknownSpecification,
    OtherMethod,
    TooLarge,
    UnsupportedMediaType,
    Internal,
}

impl Refusal {
    #[cold]
    fn answer<B: From<&'static str>>(self) -> Response<B> {
        let (status, body) = match self {
            Self::InvalidRequest => (
                StatusCode::BAD_REQUEST,
                r#"{"error_code":"APIC.7211","error_msg":"Parameter value does not match the rules"}"#,
            ),
            Self::Unauthorized => (
                StatusCode::UNAUTHORIZED,
                r#"{"error_code":"APIC.7102","error_msg":"Incorrect token or token resolution failed"}"#,
            ),
            Self::UnknownPath => (
                StatusCode::NOT_FOUND,
                r#"{"error_code":"HTTP.404","error_msg":"The requested path does not exist"}"#,
            ),
            Self::UnknownSpecification => (
                StatusCode::NOT_FOUND,
                r#"{"error_code":"APIC.7301","error_msg":"Instance spec not found"}"#,
            ),
            Self::OtherMethod => (
                StatusCode::METHOD_NOT_ALLOWED,
                r#"{"error_code":"HTTP.405","error_msg":"The method is not allowed for this path"}"#,
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                r#"{"error_code":"HTTP.413","error_msg":"The request body is too large"}"#,
            ),
            Self::UnsupportedMediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                r#"{"error_code":"HTTP.415","error_msg":"The media type of the request body is not supported"}"#,
            ),
            Self::Internal => (
                StatusCode::INTERNAL_SERVER_ERROR,
                r#"{"error_code":"APIC.9000","error_msg":"Failed to request internal service"}"#,
            ),
        };
        let mut response = json(status, body);
        if matches!(self, Self::OtherMethod) {
            response
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static("POST"));
        }
        response
    }
}

/// An answer with JSON text.
fn json<T, B: From<T>>(status: StatusCode, body: T) -> Response<B> {
    let mut response = Response::new(B::from(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(gateways::JSON));
    response
}

/// The order for a request that was found good.
fn resize<B: From<Vec<u8>>>(instance_id: &str, body: &Resize) -> Result<Response<B>, Refusal> {
    let Ok(placed) = gateways::place(body.spec_id.as_deref()) else {
        return Err(Refusal::UnknownSpecification);
    };
    let order = Order {
        instance_id,
        message: placed.message,
        job_id: placed.job_id,
    };
    let body = serde_json::to_vec(&order).map_err(|_error| Refusal::Internal)?;
    Ok(json(StatusCode::ACCEPTED, body))
}

/// Whether a segment of a path can be a parameter.
fn names_something(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..")
}

/// Refuses a request unless it has exactly one token, and a good one.
fn authenticate(headers: &HeaderMap) -> Result<(), Refusal> {
    let mut tokens = headers.get_all(&X_AUTH_TOKEN).iter();
    match (tokens.next().map(HeaderValue::to_str), tokens.next()) {
        (Some(Ok(token)), None) if gateways::knows(token) => Ok(()),
        _ => Err(Refusal::Unauthorized),
    }
}

/// Whether exactly one `Content-Type` says JSON in UTF-8, in whatever case.
fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return false;
    };
    let value = value.as_bytes();
    // What nearly all clients send, before the long look.
    if value == b"application/json" || value.eq_ignore_ascii_case(b"application/json;charset=utf-8")
    {
        return true;
    }
    let mut parts = value.split(|byte| *byte == b';');
    let essence = parts.next().unwrap_or_default().trim_ascii();
    essence.eq_ignore_ascii_case(b"application/json")
        && parts.all(|parameter| {
            let parameter = parameter.trim_ascii();
            let charset = parameter.get(..8).unwrap_or_default();
            !charset.eq_ignore_ascii_case(b"charset=")
                || [&b"utf-8"[..], b"\"utf-8\"", b"utf8", b"us-ascii"]
                    .iter()
                    .any(|known| {
                        parameter
                            .get(8..)
                            .is_some_and(|it| it.eq_ignore_ascii_case(known))
                    })
        })
}

/// Reads a body up to the limit. One piece, the usual case, is not copied.
async fn read<B: Body<Data = Bytes>>(headers: &HeaderMap, body: B) -> Result<Bytes, Refusal> {
    if body.is_end_stream() {
        return Err(Refusal::InvalidRequest);
    }
    if !is_json(headers) {
        return Err(Refusal::UnsupportedMediaType);
    }
    if body.size_hint().lower() > BODY_LIMIT as u64 {
        return Err(Refusal::TooLarge);
    }
    let mut body = pin!(body);
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_error| Refusal::InvalidRequest)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if first.is_empty() {
            first = data;
        } else {
            if all.is_empty() {
                all.extend_from_slice(&first);
            }
            all.extend_from_slice(&data);
        }
        if first.len().max(all.len()) > BODY_LIMIT {
            return Err(Refusal::TooLarge);
        }
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

/// Reads a body strictly: UTF-8 throughout, an object and nothing else.
fn parse(body: &[u8]) -> Result<Resize, Refusal> {
    let text = str::from_utf8(body).map_err(|_error| Refusal::InvalidRequest)?;
    // serde would take an array of the members as well.
    if !text.trim_ascii_start().starts_with('{') {
        return Err(Refusal::InvalidRequest);
    }
    serde_json::from_str(text).map_err(|_error| Refusal::InvalidRequest)
}

pin_project_lite::pin_project! {
    /// A future whose panics become answers.
    struct Guarded<F> {
        #[pin]
        inner: F,
    }
}

fn guarded<F: Future>(inner: F) -> Guarded<F> {
    Guarded { inner }
}

impl<B: From<&'static str>, F: Future<Output = Response<B>>> Future for Guarded<F> {
    type Output = Response<B>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let inner = self.project().inner;
        catch_unwind(AssertUnwindSafe(|| inner.poll(cx)))
            .unwrap_or_else(|_panic| Poll::Ready(Refusal::Internal.answer()))
    }
}
