//! The baseline: on hyper and nothing else.
//!
//! It borrows what it can, decodes what is escaped only, and boxes nothing.

use std::borrow::Cow;
use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{ALLOW, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use percent_encoding::percent_decode_str;

use super::super::connection;
use super::super::harness::BoxError;
use super::{Refusal, authenticate, guarded, names_something, parse, read, resize};

/// Sends a request so many times over one connection; gives the last answer.
pub(crate) fn exchange(request: &[u8], calls: u32) -> Result<Vec<u8>, BoxError> {
    let service = service_fn(|request: Request<Incoming>| async {
        Ok::<_, Infallible>(guarded(answer(request)).await)
    });
    connection::serve(service, request, calls)
}

async fn answer(request: Request<Incoming>) -> Response<Full<Bytes>> {
    match handle(request).await {
        Ok(response) => response,
        Err(refusal) => refusal.answer(),
    }
}

async fn handle(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Refusal> {
    let (head, body) = request.into_parts();
    let target = Target::find(head.uri.path()).ok_or(Refusal::UnknownPath)?;
    match head.method {
        Method::POST => {}
        Method::OPTIONS => return Ok(options()),
        _ => return Err(Refusal::OtherMethod),
    }
    authenticate(&head.headers)?;
    let body = read(&head.headers, body).await?;
    let (_project_id, instance_id) = target.parameters()?;
    resize(instance_id, &parse(&body)?)
}

#[cold]
fn options() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("POST"));
    response
}

/// The parameters of the only path there is, decoded. None: they are not UTF-8.
struct Target<'a> {
    project_id: Option<Cow<'a, str>>,
    instance_id: Option<Cow<'a, str>>,
}

impl<'a> Target<'a> {
    /// None: the path is another one.
    fn find(path: &'a str) -> Option<Self> {
        let decode = if path.as_bytes().contains(&b'%') {
            |segment: &'a str| percent_decode_str(segment).decode_utf8().ok()
        } else {
            |segment: &'a str| Some(Cow::Borrowed(segment))
        };
        let mut segments = path.strip_prefix('/')?.split('/').map(decode);
        let mut next = || {
            let segment = segments.next()?;
            segment
                .as_deref()
                .is_none_or(names_something)
                .then_some(segment)
        };
        let is = |segment: Option<Cow<'_, str>>, word| (segment? == word).then_some(());
        is(next()?, "v2")?;
        let project_id = next()?;
        is(next()?, "apigw")?;
        is(next()?, "instances")?;
        let instance_id = next()?;
        is(next()?, "postpaid-resize")?;
        let found = Self {
            project_id,
            instance_id,
        };
        segments.next().is_none().then_some(found)
    }

    /// Project and gateway.
    fn parameters(&self) -> Result<(&str, &str), Refusal> {
        let project_id = self.project_id.as_deref();
        let both = project_id.zip(self.instance_id.as_deref());
        both.ok_or(Refusal::InvalidRequest)
    }
}
