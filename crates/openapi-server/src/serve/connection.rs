//! One connection from its first byte to its end.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{Request, Response};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, Sleep, sleep_until};

use super::activity::Activity;
use super::answer::Connected;
use super::io::Socket;
use super::{IncomingBody, Options};
use crate::BoxError;

/// Serves the connection until it ends, is told to stop, or runs out of time.
pub(super) async fn drive<S, B>(
    stream: TcpStream,
    service: S,
    options: Arc<Options>,
    mut stopping: watch::Receiver<()>,
) where
    S: tower_service::Service<Request<IncomingBody>, Response = Response<B>, Error: Into<BoxError>>
        + Clone,
    B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + 'static,
{
    // Answers are small and complete: waiting for more to send only delays them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error = &error as &dyn std::error::Error, "no TCP_NODELAY");
    }
    let activity = Activity::new();
    let socket = Socket::new(stream, activity.clone(), Arc::clone(&options));
    let connected = Connected {
        service,
        options: Arc::clone(&options),
        activity: activity.clone(),
    };
    let connection = http1::Builder::new()
        // A client that has sent all it had still waits for its answer; hyper would give up a
        // request that was perhaps already carried out.
        .half_close(true)
        // The clock below covers heads as well, without a timer for each of them.
        .header_read_timeout(None)
        .max_header_size(options.max_head_bytes)
        .max_buf_size(options.max_head_bytes)
        .serve_connection(TokioIo::new(socket), connected);
    let mut connection = pin!(connection);
    let mut clock = Clock {
        timer: None,
        activity: &activity,
        options: &options,
    };
    let said = stopping.clone();
    let mut stop = pin!(stopping.changed());
    let mut stop_is = Stop::Unasked;
    let ended = std::future::poll_fn(|cx| {
        // Waiting takes a lock that all connections share, so it is begun once; it wakes this
        // task, which then looks without the lock.
        let is_said = match stop_is {
            Stop::Unasked => stop.as_mut().poll(cx).is_ready(),
            Stop::Asked => said.has_changed().unwrap_or(true),
            Stop::Said => false,
        };
        if is_said {
            connection.as_mut().graceful_shutdown();
        }
        stop_is = if is_said || stop_is == Stop::Said {
            Stop::Said
        } else {
            Stop::Asked
        };
        if let Poll::Ready(ended) = connection.as_mut().poll(cx) {
            return Poll::Ready(ended.map_err(Some));
        }
        clock.poll_over(cx).map(|()| Err(None))
    })
    .await;
    match ended {
        Ok(()) => {}
        Err(Some(error)) => tracing::debug!(
            error = &error as &dyn std::error::Error,
            "a connection broke"
        ),
        Err(None) => tracing::debug!("a connection was too slow"),
    }
}

/// Whether the server was told to stop.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Unasked,
    Asked,
    Said,
}

/// Watches a connection's deadline, which moves with each request, with one timer that does not:
/// the timer is left where it is and looks again when it fires too early.
struct Clock<'a> {
    timer: Option<Pin<Box<Sleep>>>,
    activity: &'a Activity,
    options: &'a Options,
}

impl Clock<'_> {
    /// Ready when the connection is to be closed.
    fn poll_over(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            let Some(deadline) = self.activity.deadline(self.options) else {
                return Poll::Pending;
            };
            let timer = self
                .timer
                .get_or_insert_with(|| Box::pin(sleep_until(deadline)));
            if timer.deadline() > deadline {
                timer.as_mut().reset(deadline);
            }
            ready!(timer.as_mut().poll(cx));
            if deadline <= Instant::now() {
                return Poll::Ready(());
            }
            timer.as_mut().reset(deadline);
        }
    }
}
