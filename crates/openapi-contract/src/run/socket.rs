//! A server behind a URL: HTTP/1.1, with or without TLS, over connections that are kept.
//!
//! Only the given host is ever connected to: no redirect is followed, no proxy of the environment
//! is asked. A request is sent as it is; only the case of header names is that of the fields
//! (lower, or `Upper-Lower` where the request has an upper-case letter in one).

use std::{
    error::Error as _,
    fmt, io,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use http::{HeaderValue, Request, Uri, uri::PathAndQuery};
use http_body_util::{BodyExt as _, Either, Full, Limited, StreamBody};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    task::JoinHandle,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, pki_types::ServerName},
};

use super::target::{Answered, Lost, Session, Target};
use crate::{
    check::Entry,
    exchange::{RawRequest, RawResponse},
};

/// A larger answer is a broken one.
const LARGEST: usize = 64 << 20;

/// Why a URL is no target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadUrl {
    /// Not a URL that can be tested.
    #[error("{0}")]
    Form(&'static str),
    /// The system has no certificates to trust.
    #[error("no certificates of this system can be read: {0}")]
    Certificates(String),
}

/// A server behind a URL.
#[derive(Clone)]
pub struct Socket(Arc<Inner>);

struct Inner {
    address: String,
    host: String,
    port: u16,
    authority: String,
    prefix: String,
    tls: Option<(TlsConnector, ServerName<'static>)>,
    idle: Mutex<Vec<Connection>>,
}

type OutBody = Either<Full<Bytes>, StreamBody<Chunk>>;
/// The body in one chunk, of a length that is not announced.
type Chunk = futures_util::stream::Iter<
    std::option::IntoIter<Result<http_body::Frame<Bytes>, std::convert::Infallible>>,
>;

struct Connection {
    sender: SendRequest<OutBody>,
    names: Names,
    /// Reads and writes; it ends with the connection.
    task: JoinHandle<hyper::Result<()>>,
}

/// How a connection writes the names of header fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    Lower,
    Title,
}

impl fmt::Debug for Socket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Socket").field(&self.0.address).finish()
    }
}

impl Socket {
    /// A server behind `http://HOST[:PORT][/PREFIX]` or the same with `https`.
    ///
    /// # Errors
    /// See [`BadUrl`]. Nothing is connected to yet.
    pub fn new(url: &str) -> Result<Self, BadUrl> {
        let form = |_| BadUrl::Form("this is not a URL; write http://HOST:PORT/PREFIX");
        let uri: Uri = url.parse().map_err(form)?;
        let authority = uri.authority().cloned();
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), authority) else {
            return Err(BadUrl::Form(
                "the URL must begin with http:// or https:// and name a host",
            ));
        };
        if authority.as_str().contains('@') {
            return Err(BadUrl::Form("the URL must not contain a name or password"));
        }
        if uri.query().is_some() || url.contains('#') {
            return Err(BadUrl::Form("the URL must end with its path"));
        }
        let host = authority
            .host()
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_owned();
        let (port, tls) = match scheme {
            "http" => (80, None),
            "https" => (443, Some(tls(&host)?)),
            _ => return Err(BadUrl::Form("the URL must begin with http:// or https://")),
        };
        Ok(Self(Arc::new(Inner {
            address: format!("{scheme}://{authority}"),
            host,
            port: authority.port_u16().unwrap_or(port),
            authority: authority.to_string(),
            prefix: uri.path().trim_end_matches('/').to_owned(),
            tls,
            idle: Mutex::new(Vec::new()),
        })))
    }

    /// Connects once, so that a server that is not there is found before any case.
    ///
    /// # Errors
    /// Why there is no connection.
    pub async fn connect(&self) -> Result<(), String> {
        let connection = self.0.connect(Names::Lower).await?;
        self.0.put(connection);
        Ok(())
    }
}

/// Trusts what the system trusts; `SSL_CERT_FILE` names further certificates.
fn tls(host: &str) -> Result<(TlsConnector, ServerName<'static>), BadUrl> {
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| BadUrl::Form("the host of the URL is no name of a server"))?;
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    let (added, _) = roots.add_parsable_certificates(found.certs);
    if added == 0 {
        let errors: Vec<_> = found.errors.iter().map(ToString::to_string).collect();
        return Err(BadUrl::Certificates(errors.join(", ")));
    }
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| BadUrl::Certificates(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok((TlsConnector::from(Arc::new(config)), name))
}

impl Target for Socket {
    type Session = Self;

    fn session(&self) -> Self {
        self.clone()
    }

    fn authority(&self) -> &str {
        &self.0.authority
    }

    fn prefix(&self) -> &str {
        &self.0.prefix
    }

    fn address(&self) -> String {
        self.0.address.clone()
    }
}

impl Session for Socket {
    async fn send(&mut self, request: &RawRequest) -> Result<Answered, Lost> {
        let response = self.0.send(request).await?;
        Ok(Answered {
            response,
            handler: Entry::Unknown,
        })
    }
}

impl Inner {
    async fn connect(&self, names: Names) -> Result<Connection, String> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await;
        let stream = stream.map_err(|error| error.to_string())?;
        stream
            .set_nodelay(true)
            .map_err(|error| error.to_string())?;
        let opened = match &self.tls {
            None => handshake(stream, names).await,
            Some((connector, name)) => {
                let stream = connector.connect(name.clone(), stream).await;
                handshake(stream.map_err(|error| error.to_string())?, names).await
            }
        };
        opened.map_err(|error| explain(&error))
    }

    /// A connection that was used before and is still open.
    fn take(&self, names: Names) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|one| !one.sender.is_closed());
        let at = idle
            .iter()
            .position(|one| one.names == names && one.sender.is_ready())?;
        Some(idle.swap_remove(at))
    }

    fn put(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(connection);
    }

    async fn send(&self, raw: &RawRequest) -> Result<RawResponse, Lost> {
        let mut letters = raw.headers.iter().flat_map(|(name, _)| name.chars());
        let names = if letters.any(|letter| letter.is_ascii_uppercase()) {
            Names::Title
        } else {
            Names::Lower
        };
        if let Some(connection) = self.take(names) {
            match self.exchange(connection, outgoing(raw)?).await {
                Ok(response) => return Ok(response),
                // The server closed the kept connection before it read the request, as it may.
                Err(error) if error.is_of_a_closed_connection() => {}
                Err(error) => return Err(error.lost()),
            }
        }
        let connection = self.connect(names).await.map_err(Lost::Broken)?;
        let response = self.exchange(connection, outgoing(raw)?).await;
        response.map_err(|error| error.lost())
    }

    async fn exchange(
        &self,
        mut connection: Connection,
        request: Request<OutBody>,
    ) -> Result<RawResponse, Failed> {
        let response = connection.sender.send_request(request).await?;
        let (parts, body) = response.into_parts();
        let mut raw = RawResponse::new(parts.status.as_u16());
        for (name, value) in &parts.headers {
            raw.headers.push(name.as_str(), value.as_bytes());
        }
        let body = Limited::new(body, LARGEST).collect().await;
        let raw = raw.body(body.map_err(Failed::Body)?.to_bytes());
        // The connection task may still have to notice that the body has ended.
        let is_open = connection.sender.ready().await.is_ok();
        // And then, that something follows it.
        tokio::task::yield_now().await;
        if connection.task.is_finished() {
            return match connection.task.await {
                Ok(Err(error)) if is_surplus(&error) => Err(Failed::Surplus),
                _ => Ok(raw),
            };
        }
        if is_open {
            self.put(connection);
        }
        Ok(raw)
    }
}

/// Why an exchange failed.
enum Failed {
    Exchange(hyper::Error),
    Body(Box<dyn std::error::Error + Send + Sync>),
    /// More came than the answer.
    Surplus,
}

impl From<hyper::Error> for Failed {
    fn from(error: hyper::Error) -> Self {
        Self::Exchange(error)
    }
}

impl Failed {
    fn lost(&self) -> Lost {
        Lost::Broken(match self {
            Self::Exchange(error) => explain(error),
            Self::Body(error) => explain(error.as_ref()),
            Self::Surplus => "more bytes came than the answer has".to_owned(),
        })
    }

    /// Whether the connection was closed before an answer began; a close may also come as a reset.
    fn is_of_a_closed_connection(&self) -> bool {
        let Self::Exchange(error) = self else {
            return false;
        };
        let cause = error
            .source()
            .and_then(|cause| cause.downcast_ref::<io::Error>());
        let is_reset = cause.is_some_and(|cause| {
            matches!(
                cause.kind(),
                io::ErrorKind::ConnectionReset
                    | io::ErrorKind::ConnectionAborted
                    | io::ErrorKind::BrokenPipe
            )
        });
        error.is_canceled() || error.is_incomplete_message() || is_reset
    }
}

/// Whether a connection ended because bytes came that belong to no answer. A connection that was
/// reset or closed has another cause, or none.
fn is_surplus(error: &hyper::Error) -> bool {
    let is_end = error.is_canceled() || error.is_closed() || error.is_incomplete_message();
    !is_end && (error.is_parse() || error.source().is_none())
}

async fn handshake<S>(stream: S, names: Names) -> hyper::Result<Connection>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (sender, connection) = http1::Builder::new()
        .title_case_headers(names == Names::Title)
        .handshake(TokioIo::new(stream))
        .await?;
    Ok(Connection {
        sender,
        names,
        task: tokio::spawn(connection),
    })
}

/// An error and what caused it, on one line.
fn explain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

fn outgoing(raw: &RawRequest) -> Result<Request<OutBody>, Lost> {
    let unsendable = |error: &dyn std::error::Error| Lost::Unsendable(error.to_string());
    let target = PathAndQuery::try_from(raw.target.as_str()).map_err(|error| unsendable(&error))?;
    let mut request = Request::builder()
        .method(raw.method.as_str())
        .uri(Uri::from(target));
    let is_chunked = raw.headers.text("transfer-encoding").is_some();
    for (name, value) in raw.headers.iter() {
        let value = HeaderValue::from_bytes(value).map_err(|error| unsendable(&error))?;
        request = request.header(name, value);
    }
    let bytes = Bytes::from(raw.body.clone());
    let body = if is_chunked {
        let frame = Some(Ok(http_body::Frame::data(bytes)));
        Either::Right(StreamBody::new(futures_util::stream::iter(frame)))
    } else {
        Either::Left(Full::new(bytes))
    };
    request.body(body).map_err(|error| unsendable(&error))
}
