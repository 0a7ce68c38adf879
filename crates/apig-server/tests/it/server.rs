//! The server in memory as a service, and one way to call it.

use apig_server::http::header::CONTENT_TYPE;
use apig_server::http::{Request, Response};
use apig_server::{Body, Service};
use tower_service::Service as _;

use crate::in_memory::callers::Callers;
use crate::in_memory::gateways::Gateways;

/// The path of the page's example, in one of the caller's projects.
pub(crate) const PATH: &str = "/v2/0123456789abcdef0123456789abcdef/apigw/instances/6a7d71827fd54572b1f31aa9548fcc81/postpaid-resize";

/// The token that is accepted.
pub(crate) const TOKEN: (&str, &str) = ("X-Auth-Token", crate::in_memory::TOKEN);

/// With the example's token and access key.
pub(crate) fn service() -> Service<Gateways, Callers> {
    apig_server::service(Gateways, Callers::default()).on_cause(|_, _| {})
}

/// A request with JSON, unless the headers say something else.
pub(crate) fn request(line: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let (method, target) = line.split_once(' ').expect("a method and a target");
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if headers
        .iter()
        .all(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
    {
        request = request.header(CONTENT_TYPE, "application/json");
    }
    request
        .body(Body::from(body.to_owned()))
        .expect("a request")
}

/// The answer, without a socket.
pub(crate) async fn call(
    service: &Service<Gateways, Callers>,
    request: Request<Body>,
) -> Response<Body> {
    let answer: Result<_, std::convert::Infallible> = service.clone().call(request).await;
    answer.unwrap_or_else(|never| match never {})
}

/// The code in an error body, after holding the body to the error schema.
pub(crate) fn code(response: &Response<Body>) -> String {
    let error: apig_server::types::ErrorResponse =
        serde_json::from_slice(response.body().bytes()).expect("an error of the document");
    assert_eq!(response.headers()[CONTENT_TYPE], "application/json");
    error.error_code
}
