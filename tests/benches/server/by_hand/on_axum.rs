//! On axum, with its router and its extractors.

use axum::Router;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use hyper::body::Incoming;
use hyper::header::{ALLOW, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, StatusCode};
use tower_service::Service as _;

use super::super::connection;
use super::super::harness::BoxError;
use super::{Refusal, Resize, authenticate, guarded, names_something, parse, read, resize};

/// Sends a request so many times over one connection; gives the last answer.
pub(crate) fn exchange(request: &[u8], calls: u32) -> Result<Vec<u8>, BoxError> {
    let router: Router = Router::new()
        .route(
            "/v2/{project_id}/apigw/instances/{instance_id}/postpaid-resize",
            post(place).fallback(other_method),
        )
        .fallback(async || Refusal::UnknownPath);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut router = router.clone();
        async move {
            let answered = async {
                match router.call(request).await {
                    Ok(response) => response,
                    Err(never) => match never {},
                }
            };
            Ok::<_, std::convert::Infallible>(guarded(answered).await)
        }
    });
    connection::serve(service, request, calls)
}

async fn place(target: Target, _caller: Caller, Json(body): Json) -> Result<Response, Refusal> {
    resize(&target.instance_id, &body)
}

async fn other_method(method: Method) -> Response {
    if method != Method::OPTIONS {
        return Refusal::OtherMethod.answer();
    }
    (
        StatusCode::NO_CONTENT,
        [(ALLOW, HeaderValue::from_static("POST"))],
    )
        .into_response()
}

/// The parameters of the path, decoded.
struct Target {
    instance_id: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Target {
    type Rejection = Refusal;

    async fn from_request_parts(head: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = Path::<(String, String)>::from_request_parts(head, state).await;
        let Path((project_id, instance_id)) = path.map_err(|_error| Refusal::InvalidRequest)?;
        // axum's router takes empty segments.
        if names_something(&project_id) && names_something(&instance_id) {
            Ok(Self { instance_id })
        } else {
            Err(Refusal::UnknownPath)
        }
    }
}

/// Somebody with a good token.
struct Caller;

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(head: &mut Parts, _state: &S) -> Result<Self, Refusal> {
        authenticate(&head.headers).map(|()| Self)
    }
}

/// A body of strict JSON. axum's own takes arrays, and counts other errors with other answers.
struct Json(Resize);

impl<S: Sync> FromRequest<S> for Json {
    type Rejection = Refusal;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Refusal> {
        let (head, body) = request.into_parts();
        parse(&read(&head.headers, body).await?).map(Self)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        self.answer()
    }
}
