//! The accept loop: runs a service on a listener until it is told to stop.
//!
//! A plain loop around hyper keeps each slow, silent or greedy connection for ever. This one has
//! an end to everything: the time for a head, for a body, between requests and for a client that
//! does not read; the size of a head; the number of connections; the time to stop. It checks
//! `Host`, survives what `accept` can say, and lets no connection take another one down.
//!
//! It speaks HTTP/1 without TLS, as behind a proxy or on a private network. It refuses to time
//! out handlers: a layer around the service does that.

mod activity;
mod answer;
mod connection;
mod framing;
mod host;
mod io;
mod options;
mod request_body;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

pub use options::Options;
pub use request_body::IncomingBody;

use crate::BoxError;

/// How serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stopped {
    /// How many connections were cut because they were not done within the grace period.
    pub cut_connections: usize,
}

/// Serves until `shutdown` ends, then lets requests in flight finish.
///
/// Needs a tokio runtime with IO and time. Each connection gets its own clone of the service. Returns when the last connection is
/// closed, at the latest after [`Options::grace`].
///
/// ```no_run
/// # async fn run<S>(service: S) -> std::io::Result<()>
/// # where
/// #     S: tower_service::Service<http::Request<openapi_server::serve::IncomingBody>,
/// #         Response = http::Response<openapi_server::Body>, Error = std::convert::Infallible,
/// #         Future: Send> + Clone + Send + 'static,
/// # {
/// use openapi_server::serve::Options;
///
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
/// let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
/// let shutdown = async { _ = stopped.await };
/// openapi_server::serve(listener, service, Options::default(), shutdown).await;
/// # drop(stop);
/// # Ok(())
/// # }
/// ```
pub async fn serve<S, B>(
    listener: TcpListener,
    service: S,
    options: Options,
    shutdown: impl Future<Output = ()>,
) -> Stopped
where
    S: tower_service::Service<
            Request<IncomingBody>,
            Response = Response<B>,
            Error: Into<BoxError>,
            Future: Send,
        > + Clone
        + Send
        + 'static,
    B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    let options = Arc::new(options);
    let permits = Arc::new(Semaphore::new(options.max_connections));
    let (stop, stopping) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        // The permit comes first: over the cap new connections wait in the system's queue.
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, accept(&listener).await)
        };
        let (permit, stream) = tokio::select! {
            () = &mut shutdown => break,
            next = next => next,
        };
        let drive = connection::drive(
            stream,
            service.clone(),
            Arc::clone(&options),
            stopping.clone(),
        );
        connections.spawn(async move {
            drive.await;
            drop(permit);
        });
        while let Some(ended) = connections.try_join_next() {
            report(ended);
        }
    }
    drop(listener);
    drop(stopping);
    // Fails only when there is no connection to be told.
    _ = stop.send(());
    drain(connections, options.grace).await
}

/// The next connection, whatever the system says in between.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if is_of_the_connection(&error) => {}
            Err(error) => {
                // Usually no file descriptor is free: some connections have to end first.
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "cannot accept; trying again in a second"
                );
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn is_of_the_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted
    )
}

async fn drain(mut connections: JoinSet<()>, grace: Duration) -> Stopped {
    let all = async {
        while let Some(ended) = connections.join_next().await {
            report(ended);
        }
    };
    let in_time = tokio::time::timeout(grace, all).await;
    let cut_connections = if in_time.is_ok() {
        0
    } else {
        connections.len()
    };
    connections.shutdown().await;
    Stopped { cut_connections }
}

fn report(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended
        && error.is_panic()
    {
        tracing::error!("a connection ended in a panic of its service");
    }
}
