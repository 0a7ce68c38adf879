//! Between raw messages and the types of the `http` crate, for services that run in process.

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use http_body_util::{BodyExt, Full};
use openapi_contract::{RawRequest, RawResponse};
use tower_service::Service;

/// Sends a raw request to a service, without a socket.
pub(crate) async fn send<S, B>(mut service: S, request: &RawRequest) -> Result<RawResponse, String>
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>>,
    S::Error: std::fmt::Display,
    B: Body,
    B::Error: std::fmt::Display,
{
    let mut builder = Request::builder()
        .method(request.method.as_str())
        .uri(&request.target);
    for (name, value) in request.headers.iter() {
        builder = builder.header(name, value);
    }
    let body = Full::new(Bytes::from(request.body.clone()));
    let request = builder.body(body).map_err(|error| error.to_string())?;
    let response = service
        .call(request)
        .await
        .map_err(|error| error.to_string())?;
    let (parts, body) = response.into_parts();
    let mut raw = RawResponse::new(parts.status.as_u16());
    for (name, value) in &parts.headers {
        raw.headers.push(name.as_str(), value.as_bytes());
    }
    Ok(raw.body(collect(body).await?))
}

/// A request of a client as raw bytes.
pub(crate) async fn received<B>(request: Request<B>) -> Result<RawRequest, String>
where
    B: Body,
    B::Error: std::fmt::Display,
{
    let (parts, body) = request.into_parts();
    let target = parts
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let mut raw = RawRequest::new(parts.method.as_str(), target);
    for (name, value) in &parts.headers {
        raw.headers.push(name.as_str(), value.as_bytes());
    }
    Ok(raw.body(collect(body).await?))
}

async fn collect<B>(body: B) -> Result<Vec<u8>, String>
where
    B: Body,
    B::Error: std::fmt::Display,
{
    let body = body.collect().await.map_err(|error| error.to_string())?;
    Ok(body.to_bytes().to_vec())
}
