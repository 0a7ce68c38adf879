//! Everything that the small document does not have: forms of paths, kinds of bodies, kinds of
//! credentials and forms of answers, each wired as the generator would.

#[cfg(all(feature = "multipart", feature = "stream"))]
mod answers;
#[cfg(all(feature = "multipart", feature = "stream"))]
mod bodies;
mod credentials;
#[cfg(all(feature = "multipart", feature = "stream"))]
mod parts;
mod paths;

use openapi_server::http::{Request, Response};
use openapi_server::{Body, Routes, Service};
use openapi_types::{Operation, Retry};
use tower_service::Service as _;

/// What a document says of an operation, as far as these tests need it.
pub(super) const fn operation(id: &'static str, method: &'static str) -> Operation {
    Operation {
        id,
        method,
        path: "",
        retry: Retry::Safe,
        permissions: &[],
        security: &[],
        scopes: &[],
    }
}

/// Names and values.
pub(super) type Headers<'a> = &'a [(&'a str, &'a str)];

/// Request line, headers and body.
pub(super) type Sent<'a> = (&'a str, Headers<'a>, &'a str);

/// The answer to a request.
pub(super) async fn answer<R: Routes>(
    routes: R,
    (line, headers, body): Sent<'_>,
) -> Response<Body> {
    let (method, target) = line.split_once(' ').expect("a method and a target");
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request
        .body(Body::from(body.to_owned()))
        .expect("a request");
    let mut service = Service::new(routes).body_limit(1000).on_cause(|_, _| {});
    let answer = service.call(request).await;
    answer.unwrap_or_else(|never| match never {})
}

/// Its status and body.
pub(super) async fn told<R: Routes>(routes: R, sent: Sent<'_>) -> (u16, String) {
    let response = answer(routes, sent).await;
    let status = response.status().as_u16();
    let bytes = response.body().bytes().to_vec();
    (status, String::from_utf8(bytes).expect("UTF-8"))
}
