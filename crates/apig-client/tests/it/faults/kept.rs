//! What befalls a connection that is kept for the next call.
//!
//! The first call is answered. Then something happens to the connection, before the second call or
//! when its request was read. The third call shows that the client goes on with a new connection.

#[cfg(feature = "http2")]
use super::frames;
use super::points::end;
use super::server::{Protocol, URL, read_request};
use apig_client::reqwest::dns::{Addrs, Name, Resolve, Resolving};
use apig_client::types::ResizeInstanceRequest;
use apig_client::{CallOptions, Client};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// What happens to the connection after the first call.
#[cfg_attr(
    not(feature = "http2"),
    expect(dead_code, reason = "HTTP/2 has fates of its own")
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is closed before the next request.
    Close,
    /// It is reset before the next request.
    Reset,
    /// A 408 comes that nobody asked for, as some servers say that they close it.
    TimedOut,
    /// The next request is read, then it is closed.
    CloseAfterRequest,
    /// The next request is read, then it is reset.
    ResetAfterRequest,
    /// The first answer says that it was the last one.
    Last,
    /// A `GOAWAY` comes before the next request.
    GoAway,
    /// The next request is read, then a `GOAWAY` says that it was not.
    GoAwayBelow,
    /// The next request is read, then a `GOAWAY` says that it is the last one, and it is answered.
    GoAwayThenAnswer,
    /// The same, and it is not answered: the connection is closed.
    GoAwayThenClose,
    /// The next request is read, and its stream is refused.
    RefuseStream,
}

const ORDER: &str = r#"{"job_id":"JOB-1"}"#;

/// A fate, what the second call ends in, and the requests that the server then had read.
type Case = (Fate, &'static str, &'static [usize]);

/// Whether the client has noticed by then, or not: it is sent over a new connection, or lost.
const NOTICED: &str = "order | unknown";

const HTTP1: &[Case] = &[
    (Fate::Close, NOTICED, &[1, 2]),
    (Fate::Reset, NOTICED, &[1, 2]),
    (Fate::TimedOut, NOTICED, &[1, 2]),
    (Fate::CloseAfterRequest, "unknown", &[2]),
    (Fate::ResetAfterRequest, "unknown", &[2]),
    (Fate::Last, "order", &[2]),
];

#[cfg(feature = "http2")]
const HTTP2: &[Case] = &[
    (Fate::Close, NOTICED, &[1, 2]),
    (Fate::Reset, NOTICED, &[1, 2]),
    (Fate::CloseAfterRequest, "unknown", &[2]),
    (Fate::ResetAfterRequest, "unknown", &[2]),
    (Fate::GoAway, NOTICED, &[1, 2]),
    (Fate::GoAwayBelow, "unknown", &[2]),
    (Fate::GoAwayThenAnswer, "order", &[2]),
    (Fate::GoAwayThenClose, "unknown", &[2]),
    (Fate::RefuseStream, "unknown", &[2]),
];

/// What the server and the test tell each other.
#[derive(Default)]
struct Told {
    /// The requests that were read.
    requests: AtomicUsize,
    /// The first call is over.
    answered: Notify,
    /// What happens between the calls did.
    happened: Notify,
}

struct Address(SocketAddr);

impl Resolve for Address {
    fn resolve(&self, _name: Name) -> Resolving {
        let found: Addrs = Box::new(std::iter::once(self.0));
        Box::pin(std::future::ready(Ok(found)))
    }
}

async fn start(protocol: Protocol, fate: Fate) -> (SocketAddr, Arc<Told>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let told = Arc::new(Told::default());
    let shared = Arc::clone(&told);
    tokio::spawn(async move {
        let mut fate = Some(fate);
        while let Ok((stream, _peer)) = listener.accept().await {
            serve(stream, protocol, fate.take(), &shared).await;
        }
    });
    (address, told)
}

async fn serve(
    mut stream: TcpStream,
    protocol: Protocol,
    fate: Option<Fate>,
    told: &Told,
) -> Option<()> {
    #[cfg(feature = "http2")]
    if protocol.is_http2() {
        return http2(&mut stream, fate, told).await;
    }
    let _ = protocol;
    http1(&mut stream, fate, told).await
}

async fn http1(stream: &mut TcpStream, fate: Option<Fate>, told: &Told) -> Option<()> {
    let last = if fate == Some(Fate::Last) {
        "connection: close\r\n"
    } else {
        ""
    };
    let answer = format!(
        "HTTP/1.1 202 Accepted\r\ncontent-type: application/json\r\n{last}content-length: {}\r\n\r\n{ORDER}",
        ORDER.len()
    );
    loop {
        read_request(stream).await?;
        told.requests.fetch_add(1, Ordering::Relaxed);
        stream.write_all(answer.as_bytes()).await.ok()?;
        let Some(fate) = fate else { continue };
        if [Fate::Reset, Fate::ResetAfterRequest].contains(&fate) {
            stream.set_zero_linger().unwrap();
        }
        told.answered.notified().await;
        match fate {
            Fate::TimedOut => {
                let text = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n";
                stream.write_all(text).await.ok()?;
            }
            Fate::CloseAfterRequest | Fate::ResetAfterRequest => {
                told.happened.notify_one();
                read_request(stream).await?;
                told.requests.fetch_add(1, Ordering::Relaxed);
                return None;
            }
            _ => {}
        }
        // The connection ends with the caller.
        told.happened.notify_one();
        return None;
    }
}

#[cfg(feature = "http2")]
async fn http2(stream: &mut TcpStream, fate: Option<Fate>, told: &Told) -> Option<()> {
    frames::greet(stream).await?;
    loop {
        let id = frames::request(stream).await?;
        told.requests.fetch_add(1, Ordering::Relaxed);
        frames::accept(stream, id, ORDER).await?;
        let Some(fate) = fate else { continue };
        if [Fate::Reset, Fate::ResetAfterRequest].contains(&fate) {
            stream.set_zero_linger().unwrap();
        }
        told.answered.notified().await;
        match fate {
            Fate::GoAway => frames::go_away(stream, id).await?,
            Fate::Close | Fate::Reset => {}
            _ => {
                told.happened.notify_one();
                let next = frames::request(stream).await?;
                told.requests.fetch_add(1, Ordering::Relaxed);
                return second(stream, fate, id, next).await;
            }
        }
        told.happened.notify_one();
        return None;
    }
}

/// What becomes of the second request; the first one had the stream before.
#[cfg(feature = "http2")]
async fn second(stream: &mut TcpStream, fate: Fate, first: u32, next: u32) -> Option<()> {
    match fate {
        Fate::GoAwayBelow => frames::go_away(stream, first).await?,
        Fate::GoAwayThenAnswer => {
            frames::go_away(stream, next).await?;
            frames::accept(stream, next, ORDER).await?;
        }
        Fate::GoAwayThenClose => return frames::go_away(stream, next).await,
        Fate::RefuseStream => frames::refuse(stream, next).await?,
        _ => return None,
    }
    // The connection stays until the client leaves it.
    loop {
        let id = frames::request(stream).await?;
        frames::accept(stream, id, ORDER).await?;
    }
}

async fn check(protocol: Protocol, (fate, ends, requests): Case) {
    let what = format!("{fate:?} in {protocol:?}");
    let (address, told) = start(protocol, fate).await;
    let client = Client::builder(URL)
        .allow_plain_http()
        .configure_http(move |http| {
            let http = http.no_proxy().dns_resolver(Arc::new(Address(address)));
            protocol.spoken_by(http)
        })
        .build()
        .unwrap();
    let call = async || {
        let call = client.create_post_pay_resize_order();
        let body = ResizeInstanceRequest::default();
        let call = call.project_id("p").instance_id("i").body(body);
        end(&call.options(CallOptions::new()).send().await)
    };
    assert_eq!(call().await, "order", "{what}");
    told.answered.notify_one();
    told.happened.notified().await;
    let second = call().await;
    assert!(
        ends.split(" | ").any(|known| known == second),
        "{what}: {second}"
    );
    let read = told.requests.load(Ordering::Relaxed);
    assert!(requests.contains(&read), "{what}: {read} requests");
    // No order is placed twice: what is an order in the end was read once more, and once only.
    assert!(second != "order" || read == 2, "{what}: {read} requests");
    assert_eq!(call().await, "order", "{what}");
}

#[tokio::test]
async fn a_connection_that_was_kept_and_is_lost_repeats_no_order() {
    for case in HTTP1 {
        check(Protocol::Http1, *case).await;
    }
    #[cfg(feature = "http2")]
    for case in HTTP2 {
        check(Protocol::Http2, *case).await;
    }
}
