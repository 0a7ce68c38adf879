//! The accept loop: connections, limits, time, and what is seen of each request.

use std::{
    convert::Infallible,
    future::{Future, poll_fn},
    io,
    net::SocketAddr,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use http_body::Body as _;
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Notify, mpsc, watch},
    task::{JoinHandle, JoinSet},
    time::timeout,
};

use super::{
    reply::{Afterwards, ReplyBody, message},
    tap::{Tap, Tapped},
};
use crate::{
    case::{Ending, Reply},
    exchange::{RawRequest, RawResponse},
};

/// How much of a body over the limit is read and thrown away, so that a client that is still
/// writing gets to read its answer.
const DRAINED: usize = 64 << 20;
/// The smallest buffer that the HTTP library takes.
const SMALLEST_HEAD: usize = 8192;

/// How much a client may send, and how long it may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a request line with its header fields; never less than 8 KiB.
    pub head: usize,
    /// Bytes of a body, with any transfer coding removed.
    pub body: usize,
    /// For a head, for a body, and between two requests.
    pub patience: Duration,
    /// Connections at a time; further ones wait.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: 64 << 10,
            body: 1 << 20,
            patience: Duration::from_secs(30),
            connections: 512,
        }
    }
}

/// What answers the requests.
pub trait Respond: Send + Sync + 'static {
    /// The answer to a request.
    fn respond(&self, request: &RawRequest) -> Reply;

    /// The answer to a request whose body is over the limit; the body of `head` is empty.
    fn too_large(&self, head: &RawRequest) -> Reply {
        let _ = head;
        whole(RawResponse::new(413))
    }

    /// A refusal that the head alone justifies, for a client that waits to be asked for the body
    /// (`Expect: 100-continue`).
    fn early(&self, head: &RawRequest) -> Option<Reply> {
        let _ = head;
        None
    }

    /// Bytes came that are not a whole request of HTTP/1.1; the connection is closed.
    fn broken(&self, bytes: &[u8]) {
        let _ = bytes;
    }
}

/// A reply that ends as it should.
pub fn whole(response: RawResponse) -> Reply {
    Reply {
        response,
        ending: Ending::Whole,
    }
}

/// A running server. It stops when it is dropped; [`Server::shutdown`] lets requests finish.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    /// The same socket, to look for connections that nobody accepted yet.
    backlog: std::net::TcpListener,
    strays: mpsc::UnboundedSender<(TcpStream, Counted)>,
    census: Arc<Census>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Server {
    /// Listens on an address; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub async fn start(
        address: SocketAddr,
        limits: Limits,
        respond: Arc<impl Respond>,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?.into_std()?;
        let backlog = listener.try_clone()?;
        let listener = TcpListener::from_std(listener)?;
        let address = listener.local_addr()?;
        let census = Arc::new(Census::default());
        let (stop, stopped) = watch::channel(false);
        let (strays, stray) = mpsc::unbounded_channel();
        let accept = Accept {
            listener,
            stray,
            census: Arc::clone(&census),
            stopped,
            limits,
        };
        Ok(Self {
            address,
            backlog,
            strays,
            census,
            stop,
            task: tokio::spawn(accept.run(respond)),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes every connection that was made so far, even if nobody had time to accept it.
    pub async fn catch_up(&self) {
        while let Ok((stream, _)) = self.backlog.accept() {
            let stream = stream.set_nonblocking(true).map(|()| stream);
            if let Ok(stream) = stream.and_then(TcpStream::from_std) {
                // A loop that has ended has no use for it.
                let _ = self.strays.send((stream, Counted::new(&self.census)));
            }
        }
        tokio::task::yield_now().await;
    }

    /// [`Server::catch_up`], then waits until every connection is closed, for as long as
    /// `patience` at most: after a client that is a process has ended, all it sent was read.
    pub async fn settle(&self, patience: Duration) {
        self.catch_up().await;
        // What is still open then was left open by somebody who is still running.
        let _ = timeout(patience, self.census.empty()).await;
    }

    /// Takes no further connection, lets each request finish for as long as `patience`, and ends.
    pub async fn shutdown(mut self, patience: Duration) {
        let _ = self.stop.send(true);
        let _ = timeout(patience, &mut self.task).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// How many connections are open.
#[derive(Debug, Default)]
struct Census {
    open: AtomicUsize,
    changed: Notify,
}

impl Census {
    async fn empty(&self) {
        loop {
            let changed = self.changed.notified();
            let mut changed = pin!(changed);
            // From here on no change is missed.
            changed.as_mut().enable();
            if self.open.load(Ordering::SeqCst) == 0 {
                return;
            }
            changed.await;
        }
    }
}

/// One open connection.
#[derive(Debug)]
struct Counted(Arc<Census>);

impl Counted {
    fn new(census: &Arc<Census>) -> Self {
        census.open.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(census))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
        self.0.changed.notify_waiters();
    }
}

struct Accept {
    listener: TcpListener,
    stray: mpsc::UnboundedReceiver<(TcpStream, Counted)>,
    census: Arc<Census>,
    stopped: watch::Receiver<bool>,
    limits: Limits,
}

impl Accept {
    async fn run(mut self, respond: Arc<impl Respond>) {
        let mut open = JoinSet::new();
        loop {
            while open.try_join_next().is_some() {}
            let has_room = open.len() < self.limits.connections;
            let (stream, counted) = tokio::select! {
                biased;
                () = told(&mut self.stopped) => break,
                Some(stray) = self.stray.recv() => stray,
                accepted = self.listener.accept(), if has_room => {
                    let Ok((stream, _)) = accepted else {
                        // Out of descriptors, mostly: one that closes makes room.
                        open.join_next().await;
                        continue;
                    };
                    (stream, Counted::new(&self.census))
                }
                Some(_) = open.join_next() => continue,
            };
            let respond = Arc::clone(&respond);
            let (stopped, limits) = (self.stopped.clone(), self.limits);
            open.spawn(async move {
                connection(stream, limits, respond, stopped).await;
                drop(counted);
            });
        }
        while open.join_next().await.is_some() {}
    }
}

/// Ends when the server is told to stop.
async fn told(stopped: &mut watch::Receiver<bool>) {
    // An error means that the server is gone, which is reason enough to stop.
    let _ = stopped.wait_for(|stop| *stop).await;
}

type Answering = Pin<Box<dyn Future<Output = Result<Response<ReplyBody>, Infallible>> + Send>>;

async fn connection(
    stream: TcpStream,
    limits: Limits,
    respond: Arc<impl Respond>,
    mut stopped: watch::Receiver<bool>,
) {
    // Answers are small; waiting to fill a packet only costs time.
    let _ = stream.set_nodelay(true);
    let (stream, tap) = Tapped::new(stream);
    let cut = Arc::new(Notify::new());
    let talk = Talk {
        tap: tap.clone(),
        cut: Arc::clone(&cut),
        limits,
        respond: Arc::clone(&respond),
    };
    let service = service_fn(move |request| -> Answering {
        let talk = talk.clone();
        Box::pin(async move { Ok(talk.answer(request).await) })
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.patience)
        // Who has said all may close its side and still wait for the answer.
        .half_close(true)
        .max_buf_size(limits.head.max(SMALLEST_HEAD))
        .serve_connection(TokioIo::new(stream), service);
    let mut serving = pin!(serving);
    let mut is_stopping = false;
    loop {
        tokio::select! {
            biased;
            _ = serving.as_mut() => break,
            () = cut.notified() => return,
            () = told(&mut stopped), if !is_stopping => {
                is_stopping = true;
                serving.as_mut().graceful_shutdown();
            }
        }
    }
    let rest = tap.rest();
    if !rest.is_empty() {
        respond.broken(&rest);
    }
}

/// The requests of one connection.
struct Talk<R> {
    tap: Tap,
    cut: Arc<Notify>,
    limits: Limits,
    respond: Arc<R>,
}

impl<R> Clone for Talk<R> {
    fn clone(&self) -> Self {
        Self {
            tap: self.tap.clone(),
            cut: Arc::clone(&self.cut),
            limits: self.limits,
            respond: Arc::clone(&self.respond),
        }
    }
}

impl<R: Respond> Talk<R> {
    async fn answer(&self, request: Request<Incoming>) -> Response<ReplyBody> {
        let Some(mut seen) = self.tap.take_head() else {
            // The library read a head that the tap did not: never, but not a reason to panic.
            return self
                .send(whole(RawResponse::new(400)), Afterwards::Close)
                .await;
        };
        let waits = seen.headers.text("expect").is_some();
        if waits && let Some(refusal) = self.respond.early(&seen) {
            return self.send(refusal, Afterwards::Close).await;
        }
        match timeout(self.limits.patience, self.body(request.into_body())).await {
            Ok(Ok(Read::Whole(body))) => {
                seen.body = body;
                let reply = self.respond.respond(&seen);
                self.send(reply, Afterwards::Keep).await
            }
            Ok(Ok(Read::TooLarge)) => {
                let reply = self.respond.too_large(&seen);
                self.send(reply, Afterwards::Close).await
            }
            Ok(Err(_)) => {
                self.respond.broken(&start_line(&seen));
                self.send(whole(RawResponse::new(400)), Afterwards::Close)
                    .await
            }
            Err(_) => {
                self.send(whole(RawResponse::new(408)), Afterwards::Close)
                    .await
            }
        }
    }

    async fn send(&self, reply: Reply, afterwards: Afterwards) -> Response<ReplyBody> {
        message(reply, afterwards, &self.cut).await
    }

    async fn body(&self, body: Incoming) -> Result<Read, hyper::Error> {
        let mut body = pin!(body);
        let mut read = Vec::new();
        let mut length = 0_usize;
        while let Some(frame) = poll_fn(|cx| body.as_mut().poll_frame(cx)).await {
            // Trailers say nothing that the document promises.
            let Ok(data) = frame?.into_data() else {
                continue;
            };
            length = length.saturating_add(data.len());
            if length <= self.limits.body {
                read.extend_from_slice(&data);
            } else if length > DRAINED {
                break;
            }
        }
        Ok(if length > self.limits.body {
            Read::TooLarge
        } else {
            Read::Whole(read)
        })
    }
}

enum Read {
    Whole(Vec<u8>),
    TooLarge,
}

fn start_line(head: &RawRequest) -> Vec<u8> {
    format!("{} {}", head.method, head.target).into_bytes()
}
