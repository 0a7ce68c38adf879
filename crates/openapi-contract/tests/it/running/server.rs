//! A small server by hand, that answers rightly or wrongly.

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use sdk_hmac_sha256::{Authorization, SecretKey, SigningTime, verify};
use tokio::{io::AsyncWriteExt as _, net::TcpListener};

use super::{ACCESS_KEY, SECRET_KEY, TOKEN};

/// What the server does to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// What the document says.
    Right,
    /// Never answers.
    Hangs,
    /// Says that more comes than comes, then closes.
    Truncates,
    /// Takes what it must refuse.
    TakesAll,
    /// Refuses what it must take.
    RefusesAll,
    /// Sends the token back.
    Echoes,
    /// Sends to another server.
    Redirects(SocketAddr),
    /// Puts a script into what it says.
    Scripts,
}

/// A running server and what it saw.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    pub(super) connections: Arc<AtomicUsize>,
    pub(super) seen: Arc<Mutex<Vec<http::request::Parts>>>,
}

pub(super) async fn start(manner: Manner) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = Server {
        address: listener.local_addr().unwrap(),
        connections: Arc::default(),
        seen: Arc::default(),
    };
    let (connections, seen) = (server.connections.clone(), server.seen.clone());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            connections.fetch_add(1, Ordering::SeqCst);
            if manner == Manner::Truncates {
                let text = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"name\"";
                stream.write_all(text).await.unwrap();
                continue;
            }
            let seen = seen.clone();
            let service = service_fn(move |request: Request<Incoming>| {
                let parts = request.into_parts().0;
                let answer = answer(manner, &parts);
                seen.lock().unwrap().push(parts);
                async move {
                    if manner == Manner::Hangs {
                        std::future::pending::<()>().await;
                    }
                    Ok::<_, Infallible>(answer)
                }
            });
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    });
    server
}

pub(super) fn answer(manner: Manner, parts: &http::request::Parts) -> Response<Full<Bytes>> {
    let token = parts.headers.get("x-token");
    let token = token.map_or("", |value| value.to_str().unwrap_or_default());
    let (status, body) = match manner {
        Manner::TakesAll => GOOD,
        Manner::RefusesAll => BAD,
        Manner::Echoes => (400, &*format!("{{\"code\":\"{token}\"}}")),
        Manner::Redirects(_) => (307, ""),
        Manner::Scripts => (
            200,
            "{\"name\":7,\"x\":\"<script>document.title='owned'</script>\
             <img src=x onerror=\\\"document.title='owned'\\\">\u{202e}\u{7f}\"}",
        ),
        Manner::Right | Manner::Hangs | Manner::Truncates => right(parts, token),
    };
    let mut response = Response::builder().status(status);
    if !body.is_empty() {
        response = response.header("content-type", "application/json");
    }
    if status == 405 {
        response = response.header("allow", "GET, HEAD");
    }
    if let Manner::Redirects(address) = manner {
        response = response.header("location", format!("http://{address}/pets/7"));
    }
    let body = Bytes::from(body.to_owned());
    response.body(Full::new(body)).unwrap()
}

const GOOD: (u16, &str) = (200, "{\"name\":\"Tom\"}");
const BAD: (u16, &str) = (400, "{\"code\":\"bad\"}");

/// What the document says, for anything that is asked.
fn right(parts: &http::request::Parts, token: &str) -> (u16, &'static str) {
    let path = parts.uri.path();
    let path = path.strip_prefix("/v1").unwrap_or(path);
    let Some(id) = path.strip_prefix("/pets/") else {
        return (404, "");
    };
    if parts.method != "GET" && parts.method != "HEAD" {
        return (405, "");
    }
    if id.contains('/') {
        return (404, "");
    }
    let count = parts.headers.get_all("x-token").iter().count();
    if !((token == TOKEN && count == 1) || (is_signed(parts) && count == 0)) {
        return (401, "");
    }
    let id = percent_encoding::percent_decode_str(id).decode_utf8();
    match id.ok().and_then(|id| id.parse::<i64>().ok()) {
        Some(_) => GOOD,
        None => BAD,
    }
}

/// Whether the request has the signature of the one known key.
pub(super) fn is_signed(parts: &http::request::Parts) -> bool {
    let claim = parts.headers.get("authorization");
    let claim = claim.and_then(|value| value.to_str().ok());
    let Some(claim) = claim.and_then(|text| Authorization::parse(text).ok()) else {
        return false;
    };
    let headers: Vec<_> = parts
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    let request = sdk_hmac_sha256::Request {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query(),
        headers: &headers,
        body: b"",
    };
    let secret = SecretKey::new(SECRET_KEY).unwrap();
    claim.access() == ACCESS_KEY && verify(&request, &claim, &secret, SigningTime::now()).is_ok()
}
