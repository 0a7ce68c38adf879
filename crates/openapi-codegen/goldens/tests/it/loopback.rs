//! The way from a client to a service of the same document, and a way around the client.

use openapi_server::{Routes, Service};
use tower_service::Service as _;

pub(crate) use crate::drawn::harness::connect;

/// Sends a request as it is; gives the status and the body.
pub(crate) async fn raw<R: Routes>(
    service: &Service<R>,
    request: http::Request<String>,
) -> (u16, String) {
    let Ok(response) = service.clone().call(request).await;
    let status = response.status().as_u16();
    let body = response.into_body().into_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

/// A request whose body, if there is one, is JSON.
pub(crate) fn request(method: &str, uri: &str, body: &str) -> http::Request<String> {
    let request = http::Request::builder().method(method).uri(uri);
    let request = if body.is_empty() {
        request
    } else {
        request.header("content-type", "application/json")
    };
    request.body(body.to_owned()).unwrap()
}
