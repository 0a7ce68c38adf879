//! A service in the same process, without a socket.
//!
//! Each case gets a service of its own, so that no case sees what another one left behind.

use std::{
    any::Any,
    error::Error,
    fmt,
    future::poll_fn,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::{HeaderValue, Request, Response};
use http_body::{Body, Frame, SizeHint};
use http_body_util::{BodyExt as _, Full};
use tower_service::Service;

use super::target::{Answered, Lost, Session, Target};
use crate::{
    check::Entry,
    exchange::{RawRequest, RawResponse},
};

/// The authority of a server that is never connected to.
const AUTHORITY: &str = "contract.invalid";

/// Makes a service for each case.
pub struct InProcess<F> {
    make: F,
    visibility: Visibility,
}

/// Whether handlers say that they were entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visibility {
    Hidden,
    Watched,
}

/// Counts the handlers that were entered during a case: an implementation calls
/// [`enter`](Self::enter) first thing in each handler.
#[derive(Clone, Debug, Default)]
pub struct Watch(Arc<AtomicUsize>);

impl Watch {
    /// A handler was entered.
    pub fn enter(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl<F, S> InProcess<F>
where
    F: Fn(&Watch) -> S,
{
    /// A target whose handlers cannot be seen. `make` is called for each case; what it is given
    /// may be ignored.
    pub fn new(make: F) -> Self {
        Self {
            make,
            visibility: Visibility::Hidden,
        }
    }

    /// A target whose handlers call [`Watch::enter`], so that a request that never should have
    /// reached one is seen.
    pub fn watched(make: F) -> Self {
        Self {
            make,
            visibility: Visibility::Watched,
        }
    }
}

impl<F> fmt::Debug for InProcess<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InProcess")
            .field("visibility", &self.visibility)
            .finish_non_exhaustive()
    }
}

impl<F, S, B> Target for InProcess<F>
where
    F: Fn(&Watch) -> S,
    S: Service<Request<Outgoing>, Response = Response<B>>,
    S::Error: fmt::Display,
    B: Body,
    B::Error: fmt::Display,
{
    type Session = Served<S>;

    fn session(&self) -> Served<S> {
        let watch = Watch::default();
        Served {
            service: (self.make)(&watch),
            watch,
            visibility: self.visibility,
        }
    }

    fn authority(&self) -> &str {
        AUTHORITY
    }

    fn prefix(&self) -> &'static str {
        ""
    }

    fn address(&self) -> String {
        "$URL".to_owned()
    }
}

/// The service of one case.
pub struct Served<S> {
    service: S,
    watch: Watch,
    visibility: Visibility,
}

impl<S> fmt::Debug for Served<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Served")
            .field("watch", &self.watch)
            .finish_non_exhaustive()
    }
}

impl<S, B> Session for Served<S>
where
    S: Service<Request<Outgoing>, Response = Response<B>>,
    S::Error: fmt::Display,
    B: Body,
    B::Error: fmt::Display,
{
    async fn send(&mut self, request: &RawRequest) -> Result<Answered, Lost> {
        let before = self.watch.count();
        let request = outgoing(request)?;
        // As in a server, a panic ends the connection and not the process.
        let answer = AssertUnwindSafe(answer(&mut self.service, request)).catch_unwind();
        let response = answer
            .await
            .unwrap_or_else(|panic| Err(Lost::Broken(text(panic.as_ref()))))?;
        let handler = match self.visibility {
            Visibility::Hidden => Entry::Unknown,
            Visibility::Watched if self.watch.count() > before => Entry::Entered,
            Visibility::Watched => Entry::NotEntered,
        };
        Ok(Answered { response, handler })
    }
}

/// Waits until a service takes a request.
pub(super) async fn ready<S, R>(service: &mut S) -> Result<(), S::Error>
where
    S: Service<R>,
{
    poll_fn(|context| service.poll_ready(context)).await
}

async fn answer<S, B>(service: &mut S, request: Request<Outgoing>) -> Result<RawResponse, Lost>
where
    S: Service<Request<Outgoing>, Response = Response<B>>,
    S::Error: fmt::Display,
    B: Body,
    B::Error: fmt::Display,
{
    let broken = |error: S::Error| Lost::Broken(format!("the service failed: {error}"));
    ready(service).await.map_err(broken)?;
    let response = service.call(request).await.map_err(broken)?;
    let (parts, body) = response.into_parts();
    let mut raw = RawResponse::new(parts.status.as_u16());
    for (name, value) in &parts.headers {
        raw.headers.push(name.as_str(), value.as_bytes());
    }
    let body = body.collect().await;
    let body = body.map_err(|error| Lost::Broken(format!("the body broke off: {error}")))?;
    Ok(raw.body(body.to_bytes()))
}

fn text(panic: &(dyn Any + Send)) -> String {
    let message = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    match message {
        Some(message) => format!("the service panicked: {message}"),
        None => "the service panicked".to_owned(),
    }
}

fn outgoing(raw: &RawRequest) -> Result<Request<Outgoing>, Lost> {
    let unsendable = |error: &dyn Error| Lost::Unsendable(error.to_string());
    let mut request = Request::builder()
        .method(raw.method.as_str())
        .uri(&raw.target);
    for (name, value) in raw.headers.iter() {
        let value = HeaderValue::from_bytes(value).map_err(|error| unsendable(&error))?;
        request = request.header(name, value);
    }
    let content = Full::new(Bytes::from(raw.body.clone()));
    let body = match raw.headers.text("transfer-encoding") {
        Some(_) => Kind::Unknown(content),
        None => Kind::Known(content),
    };
    request
        .body(Outgoing(body))
        .map_err(|error| unsendable(&error))
}

/// The body of a request. One in chunks does not say how long it is.
#[derive(Debug)]
pub struct Outgoing(Kind);

#[derive(Debug)]
enum Kind {
    Known(Full<Bytes>),
    Unknown(Full<Bytes>),
    /// It arrived over a socket.
    #[cfg(feature = "socket")]
    Arrived(hyper::body::Incoming),
}

impl Outgoing {
    #[cfg(feature = "socket")]
    pub(super) fn arrived(body: hyper::body::Incoming) -> Self {
        Self(Kind::Arrived(body))
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match &mut self.0 {
            Kind::Known(body) | Kind::Unknown(body) => {
                Pin::new(body).poll_frame(context).map_err(Into::into)
            }
            #[cfg(feature = "socket")]
            Kind::Arrived(body) => Pin::new(body).poll_frame(context).map_err(Into::into),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Known(body) => body.is_end_stream(),
            Kind::Unknown(_) => false,
            #[cfg(feature = "socket")]
            Kind::Arrived(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Kind::Known(body) => body.size_hint(),
            Kind::Unknown(_) => SizeHint::new(),
            #[cfg(feature = "socket")]
            Kind::Arrived(body) => body.size_hint(),
        }
    }
}
