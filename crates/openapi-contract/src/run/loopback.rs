//! A service behind a loopback socket: what it says is really written as HTTP and read again.
//!
//! Each case gets a service and a socket of its own, so that no case sees what another one left
//! behind.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, task::JoinHandle};
use tower_service::Service;

use super::{
    in_process::{Outgoing, Watch, ready},
    socket::Socket,
    target::{Answered, Lost, Session, Target},
};
use crate::exchange::RawRequest;

/// The authority that requests name; the port differs from case to case.
const AUTHORITY: &str = "contract.invalid";

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Makes a service for each case and serves it.
pub struct Loopback<F> {
    make: F,
}

impl<F> Loopback<F> {
    /// `make` is called for each case.
    pub fn new(make: F) -> Self {
        Self { make }
    }
}

impl<F> fmt::Debug for Loopback<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loopback").finish_non_exhaustive()
    }
}

impl<F, S, B> Target for Loopback<F>
where
    F: Fn(&Watch) -> S,
    S: Service<Request<Outgoing>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Session = Connected;

    fn session(&self) -> Connected {
        match serve((self.make)(&Watch::default())) {
            Ok((socket, server)) => Connected {
                socket: Ok(socket),
                server: Some(server),
            },
            Err(why) => Connected {
                socket: Err(why),
                server: None,
            },
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

/// The server of one case, and what is connected to it.
#[derive(Debug)]
pub struct Connected {
    socket: Result<Socket, String>,
    server: Option<JoinHandle<()>>,
}

impl Drop for Connected {
    fn drop(&mut self) {
        if let Some(server) = &self.server {
            server.abort();
        }
    }
}

impl Session for Connected {
    async fn send(&mut self, request: &RawRequest) -> Result<Answered, Lost> {
        match &mut self.socket {
            Ok(socket) => socket.send(request).await,
            Err(why) => Err(Lost::Unsendable(format!("no loopback socket: {why}"))),
        }
    }
}

fn serve<S, B>(service: S) -> Result<(Socket, JoinHandle<()>), String>
where
    S: Service<Request<Outgoing>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| {
        listener.set_nonblocking(true)?;
        TcpListener::from_std(listener)
    });
    let listener = listener.map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let socket = Socket::new(&format!("http://{address}")).map_err(|error| error.to_string())?;
    let bridge = Bridge(Arc::new(service));
    let server = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), bridge.clone());
            tokio::spawn(connection);
        }
    });
    Ok((socket, server))
}

/// A tower service as hyper wants it.
struct Bridge<S>(Arc<S>);

impl<S> Clone for Bridge<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S, B> hyper::service::Service<Request<Incoming>> for Bridge<S>
where
    S: Service<Request<Outgoing>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
{
    type Response = Response<B>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response<B>, BoxError>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let mut service = S::clone(&self.0);
        Box::pin(async move {
            ready(&mut service).await.map_err(Into::into)?;
            let request = request.map(Outgoing::arrived);
            service.call(request).await.map_err(Into::into)
        })
    }
}
