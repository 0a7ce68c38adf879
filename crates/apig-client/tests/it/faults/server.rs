//! A server that does what it is told with each attempt, and says what it did.
//!
//! It counts the orders that it may have placed: one for each request of which it read a byte,
//! unless it says that it did nothing.

use super::clock::StoppedClock;
use super::fault::Fault;
use apig_client::reqwest::ClientBuilder;
use apig_client::reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

pub(crate) const URL: &str = "http://orders.test";
const SECURE_URL: &str = "https://orders.test";

/// What is to happen, and what did.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) to_come: VecDeque<Fault>,
    pub(crate) done: Vec<Fault>,
    /// The tokens of the requests that were read.
    pub(crate) tokens: Vec<String>,
    /// The orders that may have been placed.
    pub(crate) orders: usize,
}

impl Script {
    fn next(&mut self) -> Fault {
        let fault = self.to_come.pop_front().unwrap_or(Fault::Accept);
        self.done.push(fault);
        fault
    }

    /// Notes that something of a request was read.
    pub(super) fn read(&mut self, fault: Fault) {
        self.orders += usize::from(fault.may_place());
    }
}

/// What the server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Http1,
    #[cfg(feature = "http2")]
    Http2,
    #[cfg(feature = "rustls")]
    Http1OverTls,
    #[cfg(all(feature = "http2", feature = "rustls"))]
    Http2OverTls,
}

impl Protocol {
    /// All that the client of this build speaks.
    pub(crate) const ALL: &[Self] = &[
        Self::Http1,
        #[cfg(feature = "http2")]
        Self::Http2,
        #[cfg(feature = "rustls")]
        Self::Http1OverTls,
        #[cfg(all(feature = "http2", feature = "rustls"))]
        Self::Http2OverTls,
    ];

    /// Where the server is, by a name that only its clients know.
    pub(crate) fn url(self) -> &'static str {
        match self {
            Self::Http1 => URL,
            #[cfg(feature = "http2")]
            Self::Http2 => URL,
            #[cfg(feature = "rustls")]
            Self::Http1OverTls => SECURE_URL,
            #[cfg(all(feature = "http2", feature = "rustls"))]
            Self::Http2OverTls => SECURE_URL,
        }
    }

    pub(crate) fn is_http2(self) -> bool {
        match self {
            Self::Http1 => false,
            #[cfg(feature = "http2")]
            Self::Http2 => true,
            #[cfg(feature = "rustls")]
            Self::Http1OverTls => false,
            #[cfg(all(feature = "http2", feature = "rustls"))]
            Self::Http2OverTls => true,
        }
    }

    pub(crate) fn is_secure(self) -> bool {
        self.url() == SECURE_URL
    }

    /// Over TLS the two sides agree on it by themselves.
    pub(super) fn spoken_by(self, http: ClientBuilder) -> ClientBuilder {
        match self {
            Self::Http1 => http,
            #[cfg(feature = "http2")]
            Self::Http2 => http.http2_prior_knowledge(),
            #[cfg(feature = "rustls")]
            Self::Http1OverTls => http,
            #[cfg(all(feature = "http2", feature = "rustls"))]
            Self::Http2OverTls => http,
        }
    }
}

/// A connection, plain or not.
pub(super) trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// What stays open of connections that hang.
enum Open {
    Stream(#[expect(dead_code, reason = "it is kept")] Box<dyn Wire>),
    #[cfg(feature = "http2")]
    Http2(#[expect(dead_code, reason = "it is kept")] super::http2::Open),
}

/// Resolves the name of the server. It is asked for each attempt, as no connection is kept.
pub(crate) struct Server {
    pub(crate) script: Arc<Mutex<Script>>,
    address: SocketAddr,
    /// Bound, so that nobody else is there, and not listening.
    deaf: (TcpSocket, SocketAddr),
}

impl Server {
    pub(crate) async fn start(clock: StoppedClock, protocol: Protocol) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let deaf = TcpSocket::new_v4().unwrap();
        deaf.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let nowhere = deaf.local_addr().unwrap();
        let script = Arc::new(Mutex::new(Script::default()));
        let told = Arc::clone(&script);
        tokio::spawn(async move {
            let mut hanging = Vec::new();
            while let Ok((stream, _peer)) = listener.accept().await {
                let fault = told.lock().unwrap().next();
                let served = serve(stream, protocol, fault, &told, &clock).await;
                hanging.extend(served);
                // Those of calls that are over by now.
                if hanging.len() > 4 {
                    hanging.remove(0);
                }
            }
        });
        Self {
            script,
            address,
            deaf: (deaf, nowhere),
        }
    }
}

impl Resolve for Server {
    fn resolve(&self, _name: Name) -> Resolving {
        let mut script = self.script.lock().unwrap();
        let unreachable = [Some(&Fault::NoName), Some(&Fault::Refuse)];
        let found: Result<Addrs, _> = if unreachable.contains(&script.to_come.front()) {
            match script.next() {
                Fault::NoName => Err("there is no such name".into()),
                _ => Ok(Box::new(std::iter::once(self.deaf.1))),
            }
        } else {
            Ok(Box::new(std::iter::once(self.address)))
        };
        Box::pin(std::future::ready(found))
    }
}

/// Does what it is told; gives back a connection that stays open.
async fn serve(
    stream: TcpStream,
    protocol: Protocol,
    fault: Fault,
    script: &Mutex<Script>,
    clock: &StoppedClock,
) -> Option<Open> {
    if [Fault::ResetBefore, Fault::ResetDuring, Fault::ResetAfter].contains(&fault) {
        stream.set_zero_linger().unwrap();
    }
    if fault == Fault::ResetBefore {
        return None;
    }
    // Without TLS and HTTP/2 there is one protocol.
    let _ = protocol;
    #[cfg(feature = "rustls")]
    let mut stream = super::tls::secured(stream, protocol, fault).await?;
    #[cfg(not(feature = "rustls"))]
    let mut stream: Box<dyn Wire> = Box::new(stream);
    #[cfg(feature = "http2")]
    if protocol.is_http2() {
        let open = super::http2::serve(stream, fault, script, clock).await;
        return open.map(Open::Http2);
    }
    if fault == Fault::ResetDuring {
        stream.read_u8().await.ok()?;
        script.lock().unwrap().read(fault);
        return None;
    }
    let request = read_request(&mut stream).await?;
    {
        let mut script = script.lock().unwrap();
        script.read(fault);
        let token = header(&request, "x-auth-token: ");
        script.tokens.push(token.unwrap_or_default().to_owned());
    }
    let (head, body) = message(fault);
    match fault {
        Fault::ResetAfter | Fault::Close => {}
        Fault::Hang => {
            clock.hang();
            return Some(Open::Stream(stream));
        }
        Fault::CutHead => write(&mut stream, &head[..head.len() / 2]).await?,
        Fault::Noise => write(&mut stream, b"\x16\x03\x01 what?\r\n\r\n").await?,
        Fault::CutBody => write(&mut stream, &[&head, &body[..body.len() / 2]].concat()).await?,
        Fault::BadChunks => {
            let head = "HTTP/1.1 202 Accepted\r\ncontent-type: application/json\r\n\
                        transfer-encoding: chunked\r\n\r\n2\r\n{\"\r\nzz\r\n";
            write(&mut stream, head.as_bytes()).await?;
        }
        Fault::Trickle => {
            write(&mut stream, &head).await?;
            for byte in body.iter().take(9) {
                write(&mut stream, &[*byte]).await?;
                tokio::task::yield_now().await;
            }
            clock.hang();
            return Some(Open::Stream(stream));
        }
        Fault::Slow => {
            for piece in [head, body].concat().chunks(7) {
                write(&mut stream, piece).await?;
                tokio::task::yield_now().await;
            }
        }
        _ => write(&mut stream, &[head, body].concat()).await?,
    }
    None
}

async fn write(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> Option<()> {
    stream.write_all(bytes).await.ok()?;
    // TLS may keep some of it back.
    stream.flush().await.ok()
}

fn message(fault: Fault) -> (Vec<u8>, Vec<u8>) {
    let (status, headers, body) = fault.answer();
    let mut head = format!(
        "HTTP/1.1 {status} Said\r\nx-request-id: r-1\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    head.push_str("\r\n");
    (head.into_bytes(), body.into())
}

/// Reads a request to its end.
pub(crate) async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if let Some(request) = whole(&bytes) {
            return Some(request);
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

fn whole(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let length: usize = header(head, "content-length: ")?.parse().ok()?;
    (body.len() >= length).then(|| text.into_owned())
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| line.strip_prefix(name))
}
