//! Documented answers as HTTP responses.

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};

use crate::Body;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// An answer with JSON text.
pub(crate) fn json(status: StatusCode, body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    response
}

/// An answer without a body.
pub(crate) fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
