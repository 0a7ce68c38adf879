//! The seam for what a generated client does not do: policies, audits, other transports.
//!
//! For each call: every hook's [`pre`](ClientHooks::pre), then for each attempt the credential and
//! the chain of [`exec`](ClientHooks::exec) that ends in the network, then every
//! [`post`](ClientHooks::post). Redirects, caps and decoding come after that and are not open to
//! hooks.

use crate::send::Reached;
use crate::{BoxFuture, Core, SendError};
use openapi_types::Operation;
use reqwest::{Body, Request, Response};
use std::fmt;

/// Looks at, changes or answers the requests of a client. Each method does nothing by default.
///
/// Requests carry the credential from `exec` on: do not print their headers.
pub trait ClientHooks: Send + Sync {
    /// Runs once per call, before the credential is put on the request.
    ///
    /// # Errors
    /// Stops the call; nothing is sent. [`SendError::hook`] takes any error.
    fn pre<'a>(
        &'a self,
        request: &'a mut Request,
        operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        let _ = (request, operation);
        Box::pin(std::future::ready(Ok(())))
    }

    /// Sends the request, or answers it in its place; once for each attempt.
    ///
    /// `next` is the rest of the chain. It can be run more than once; look at
    /// [`Operation::retry`] before doing so, and refresh the credential with
    /// [`Next::authorize`]. An answer of one's own is made by
    /// [`Response::from`] an `http::Response`; see also [`in_process`].
    ///
    /// # Errors
    /// No answer was had.
    fn exec<'a>(
        &'a self,
        request: Request,
        operation: &'static Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response, SendError>> {
        let _ = operation;
        next.run(request)
    }

    /// Runs once per call, when the head of the answer is there or sending has failed. It only
    /// observes, so that no hook can lose the answer to an order.
    fn post<'a>(
        &'a self,
        result: &'a Result<Response, SendError>,
        operation: &'static Operation,
    ) -> BoxFuture<'a, ()> {
        let _ = (result, operation);
        Box::pin(std::future::ready(()))
    }
}

/// The rest of the chain: further hooks, and the network at its end.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    core: &'a Core,
    hooks: &'a [Box<dyn ClientHooks>],
    operation: &'static Operation,
    reached: &'a Reached,
}

impl<'a> Next<'a> {
    pub(crate) fn new(core: &'a Core, operation: &'static Operation, reached: &'a Reached) -> Self {
        Self {
            core,
            hooks: core.hooks(),
            operation,
            reached,
        }
    }

    /// Sends the request.
    pub fn run(self, request: Request) -> BoxFuture<'a, Result<Response, SendError>> {
        if let Some((hook, hooks)) = self.hooks.split_first() {
            return hook.exec(request, self.operation, Self { hooks, ..self });
        }
        let sending = self.core.http().execute(request);
        Box::pin(async move {
            let sent = sending.await.map_err(SendError::from);
            self.reached.note(&sent);
            sent
        })
    }

    /// Puts the credential on the request again, for instance after a login or since a
    /// signature covers the time.
    ///
    /// # Errors
    /// The credential cannot be had.
    pub async fn authorize(self, request: &mut Request) -> Result<(), SendError> {
        self.core.authorize(request, self.operation).await
    }
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next")
            .field("hooks", &self.hooks.len())
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

/// A transport without a socket: see [`in_process`].
#[derive(Clone)]
pub struct InProcess<F>(F);

/// Hooks that hand each request to a function and take its answer, in place of the network.
///
/// The function may be a fake for tests or the service of a real server: bodies are anything
/// that is an `http_body::Body`, by way of [`Body::wrap`].
///
/// ```
/// use openapi_client::{Builder, Core, in_process};
///
/// let server = in_process(async |request: http::Request<_>| {
///     assert_eq!(request.headers()["host"], "fake");
///     http::Response::new("{}")
/// });
/// let core: Core = Builder::new("http://localhost").hooks(server).build()?;
/// # Ok::<(), openapi_client::BuildError>(())
/// ```
pub fn in_process<F, R, B>(answer: F) -> InProcess<F>
where
    F: Fn(http::Request<Body>) -> R + Send + Sync,
    R: Future<Output = http::Response<B>> + Send,
    B: Into<Body>,
{
    InProcess(answer)
}

impl<F, R, B> ClientHooks for InProcess<F>
where
    F: Fn(http::Request<Body>) -> R + Send + Sync,
    R: Future<Output = http::Response<B>> + Send,
    B: Into<Body>,
{
    fn exec<'a>(
        &'a self,
        request: Request,
        _operation: &'static Operation,
        _next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response, SendError>> {
        Box::pin(async move {
            let request = http::Request::try_from(request)?;
            Ok(Response::from((self.0)(request).await))
        })
    }
}

impl<F> fmt::Debug for InProcess<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InProcess")
    }
}
