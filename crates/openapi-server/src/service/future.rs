//! The future of an answer: one allocation, and no panic gets out of it.

use std::any::Any;
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use http::Response;

use crate::Body;

/// The answer to one request. Dropping it stops the handler at its next `await`.
pub struct ResponseFuture(Pin<Box<dyn Future<Output = Response<Body>> + Send>>);

impl ResponseFuture {
    /// `on_panic` is asked for the answer when `answer` panics.
    pub(super) fn new(
        answer: impl Future<Output = Response<Body>> + Send + 'static,
        on_panic: impl Fn() -> Response<Body> + Send + 'static,
    ) -> Self {
        Self(Box::pin(CatchPanic {
            inner: answer,
            on_panic,
        }))
    }
}

impl Future for ResponseFuture {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(cx).map(Ok)
    }
}

impl std::fmt::Debug for ResponseFuture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

pin_project_lite::pin_project! {
    /// Ends with another answer when the inner future panics; what it said goes to tracing.
    struct CatchPanic<F, P> {
        #[pin]
        inner: F,
        on_panic: P,
    }
}

impl<F, P> Future for CatchPanic<F, P>
where
    F: Future<Output = Response<Body>>,
    P: Fn() -> Response<Body>,
{
    type Output = Response<Body>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Response<Body>> {
        let this = self.project();
        let inner = this.inner;
        // Safe to go on after a panic: the inner future is never polled again.
        catch_unwind(AssertUnwindSafe(|| inner.poll(cx))).unwrap_or_else(|panic| {
            tracing::error!(panic = message(&*panic), "a handler panicked");
            Poll::Ready((this.on_panic)())
        })
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("not a text")
}
