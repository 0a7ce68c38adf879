//! The service: what is the same for each document around its generated routes.
//!
//! It runs wherever a `tower_service::Service` runs: on hyper, under tower layers, in axum, or
//! in a test without a socket. It never fails and is always ready. It does not listen: see
//! [`crate::serve`].

mod future;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::header::{ALLOW, CONTENT_LENGTH};
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use openapi_types::Operation;

pub use future::ResponseFuture;

use crate::call::PathValues;
use crate::router::{Escapes, Found, Router, normalised};
use crate::{Body, Call, Endpoint, Outcome, Rejection, RejectionKind, Rejections, RequestBody};

/// The largest body that is read where neither document nor service say otherwise: 1 MiB.
pub const DEFAULT_BODY_LIMIT: usize = 1024 * 1024;

/// A document's operations, by path and method; implemented by generated code.
pub trait Routes: Send + Sync + 'static {
    /// The bodies of what is answered where no operation is concerned.
    const REJECTIONS: &'static Rejections;
    /// The operations.
    const ENDPOINTS: &'static [&'static Endpoint];

    /// Carries one of them out: `operation` is its place in [`Self::ENDPOINTS`].
    fn handle<B: RequestBody>(
        &self,
        operation: usize,
        call: Call<'_>,
        body: B,
    ) -> impl Future<Output = Outcome> + Send;
}

/// A document's operations as a tower service over any body; cheap to clone.
pub struct Service<R>(Arc<Inner<R>>);

struct Inner<R> {
    routes: Arc<R>,
    router: Arc<Router>,
    settings: Settings,
}

type OnRejection = dyn Fn(&Rejection, Response<Body>) -> Response<Body> + Send + Sync;
type OnCause = dyn Fn(&'static Operation, &(dyn std::error::Error + 'static)) + Send + Sync;

/// What an application can set.
#[derive(Clone)]
pub(crate) struct Settings {
    body_limit: usize,
    operation_limits: Vec<(&'static str, usize)>,
    on_rejection: Option<Arc<OnRejection>>,
    on_cause: Option<Arc<OnCause>>,
}

impl<R: Routes> Service<R> {
    /// With all settings at their defaults.
    pub fn new(routes: R) -> Self {
        Self(Arc::new(Inner {
            routes: Arc::new(routes),
            router: Arc::new(Router::new(R::ENDPOINTS)),
            settings: Settings::default(),
        }))
    }

    /// The largest body that is read, in bytes, where the document has no limit of its own.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.settings_mut().body_limit = bytes;
        self
    }

    /// The largest body that is read for one operation, in bytes; goes before all other limits.
    #[must_use]
    pub fn operation_body_limit(mut self, operation: &'static Operation, bytes: usize) -> Self {
        self.settings_mut()
            .operation_limits
            .insert(0, (operation.id, bytes));
        self
    }

    /// Replaces the answers to rejections: gets the one that the document wants.
    #[must_use]
    pub fn on_rejection(
        mut self,
        hook: impl Fn(&Rejection, Response<Body>) -> Response<Body> + Send + Sync + 'static,
    ) -> Self {
        self.settings_mut().on_rejection = Some(Arc::new(hook));
        self
    }

    /// Sees the private causes of failures of operations, which otherwise go to tracing.
    #[must_use]
    pub fn on_cause(
        mut self,
        hook: impl Fn(&'static Operation, &(dyn std::error::Error + 'static)) + Send + Sync + 'static,
    ) -> Self {
        self.settings_mut().on_cause = Some(Arc::new(hook));
        self
    }

    fn settings_mut(&mut self) -> &mut Settings {
        &mut Arc::make_mut(&mut self.0).settings
    }
}

impl<R: Routes> Inner<R> {
    async fn answer<B: RequestBody>(&self, parts: &Parts, body: B) -> Response<Body> {
        let response = match self.outcome(parts, body).await {
            Ok(response) => response,
            Err(rejection) => self.rejected(&rejection),
        };
        if parts.method == Method::HEAD {
            without_body(response)
        } else {
            response
        }
    }

    async fn outcome<B: RequestBody>(&self, parts: &Parts, body: B) -> Outcome {
        if parts.method == Method::OPTIONS && parts.uri.path() == "*" {
            return Ok(options(self.router.methods.clone()));
        }
        let path = normalised(parts.uri.path());
        let escapes = match &path {
            Cow::Borrowed(_) => Escapes::Absent,
            Cow::Owned(_) => Escapes::Possible,
        };
        match self.router.find(parts, &path, escapes) {
            Found::Operation(operation, segments) => {
                let Some(endpoint) = R::ENDPOINTS.get(operation) else {
                    return Err(Rejection::new(RejectionKind::UnknownPath));
                };
                let path = PathValues {
                    raw: segments.as_slice(),
                    escapes,
                };
                let call = Call::new(parts, path, &self.settings, endpoint);
                self.routes.handle(operation, call, body).await
            }
            Found::OtherMethods(allow) if parts.method == Method::OPTIONS => Ok(options(allow)),
            Found::OtherMethods(allow) => {
                Err(Rejection::new(RejectionKind::MethodNotAllowed).with_allow(allow))
            }
            Found::Nothing => Err(Rejection::new(RejectionKind::UnknownPath)),
        }
    }

    #[cold]
    fn rejected(&self, rejection: &Rejection) -> Response<Body> {
        if let Some(cause) = rejection.cause() {
            match rejection.endpoint() {
                Some(endpoint) if rejection.kind() == RejectionKind::InternalError => {
                    self.settings.observe(endpoint.operation, cause);
                }
                _ => tracing::debug!(cause, "a request could not be read"),
            }
        }
        let rejections = rejection
            .endpoint()
            .map_or(R::REJECTIONS, |endpoint| endpoint.rejections);
        let response = rejections.answer(rejection);
        match &self.settings.on_rejection {
            Some(hook) => hook(rejection, response),
            None => response,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            body_limit: DEFAULT_BODY_LIMIT,
            operation_limits: Vec::new(),
            on_rejection: None,
            on_cause: None,
        }
    }
}

impl Settings {
    pub(crate) fn body_limit(&self, endpoint: &Endpoint) -> usize {
        let mut own = self.operation_limits.iter();
        own.find(|(id, _)| *id == endpoint.operation.id)
            .map(|(_, limit)| *limit)
            .or(endpoint.body_limit)
            .unwrap_or(self.body_limit)
    }

    #[cold]
    pub(crate) fn observe(
        &self,
        operation: &'static Operation,
        cause: &(dyn std::error::Error + 'static),
    ) {
        if let Some(hook) = &self.on_cause {
            hook(operation, cause);
        } else {
            tracing::error!(operation = operation.id, cause, "an operation failed");
        }
    }
}

/// The answer to `OPTIONS` where the document has none.
#[cold]
fn options(allow: HeaderValue) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(ALLOW, allow);
    response
}

/// The answer to `HEAD` is that to `GET` without its bytes, their number included.
fn without_body(mut response: Response<Body>) -> Response<Body> {
    if let Some(length) = response.body().length().filter(|length| *length > 0) {
        response
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    *response.body_mut() = Body::empty();
    response
}

impl<R: Routes, B: RequestBody> tower_service::Service<Request<B>> for Service<R> {
    type Response = Response<Body>;
    type Error = std::convert::Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> ResponseFuture {
        let inner = Arc::clone(&self.0);
        let panicked = Arc::clone(&self.0);
        // Taken apart here: inside of the future, whole and parts would both have a place.
        let (parts, body) = request.into_parts();
        ResponseFuture::new(async move { inner.answer(&parts, body).await }, move || {
            panicked.rejected(&Rejection::new(RejectionKind::InternalError))
        })
    }
}

impl<R> Clone for Service<R> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<R> Clone for Inner<R> {
    fn clone(&self) -> Self {
        Self {
            routes: Arc::clone(&self.routes),
            router: Arc::clone(&self.router),
            settings: self.settings.clone(),
        }
    }
}

impl<R> fmt::Debug for Service<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service")
            .field("settings", &self.0.settings)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("body_limit", &self.body_limit)
            .field("operation_limits", &self.operation_limits)
            .finish_non_exhaustive()
    }
}
