//! The server of the mocks on a real socket: what it sees of a request, and how it ends an answer.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
    time::Duration,
};

use openapi_contract::{
    RawRequest, RawResponse,
    case::{Ending, Reply},
    mock::{Limits, Respond, Server, whole},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

const ANY: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
/// Ends a test that hangs; nothing is measured.
const PATIENCE: Duration = Duration::from_secs(20);

/// Answers everything the same way and keeps what it saw.
struct Recorder {
    ending: Ending,
    seen: Mutex<Vec<String>>,
}

impl Recorder {
    fn note(&self, line: String) {
        self.seen.lock().unwrap().push(line);
    }
}

impl Respond for Recorder {
    fn respond(&self, request: &RawRequest) -> Reply {
        let body = String::from_utf8_lossy(&request.body).into_owned();
        self.note(format!("{} {} {body}", request.method, request.target));
        Reply {
            response: RawResponse::new(200).body("0123456789"),
            ending: self.ending,
        }
    }

    fn too_large(&self, head: &RawRequest) -> Reply {
        self.note(format!("too large {}", head.target));
        whole(RawResponse::new(413))
    }

    fn early(&self, head: &RawRequest) -> Option<Reply> {
        (head.target == "/refused").then(|| whole(RawResponse::new(401)))
    }

    fn broken(&self, bytes: &[u8]) {
        self.note(format!("broken {}", String::from_utf8_lossy(bytes)));
    }
}

/// Sends these bytes, closes its half, and reads until the server closes its own.
async fn talk(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    // A reset is an end too.
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

async fn check(ending: Ending, sent: &str, seen: &[&str], answer: &[&str], not: &[&str]) {
    let recorder = Arc::new(Recorder {
        ending,
        seen: Mutex::default(),
    });
    let limits = Limits {
        body: 64,
        ..Limits::default()
    };
    let server = Server::start(ANY, limits, Arc::clone(&recorder))
        .await
        .unwrap();
    let text = talk(server.address(), sent.as_bytes()).await;
    server.settle(PATIENCE).await;
    assert_eq!(*recorder.seen.lock().unwrap(), seen, "{sent}");
    for part in answer {
        assert!(text.contains(part), "{sent}: no {part:?} in {text}");
    }
    for part in not {
        assert!(!text.contains(part), "{sent}: {part:?} in {text}");
    }
}

#[tokio::test]
async fn requests_are_seen_as_they_were_sent() {
    let close = "Connection: close\r\n\r\n";
    let whole = Ending::Whole;
    check(
        whole,
        &format!("get /a%2F?x#y HTTP/1.1\r\nHost: a\r\n{close}"),
        &["get /a%2F?x#y "],
        &["HTTP/1.1 200", "0123456789"],
        &[],
    )
    .await;
    check(
        whole,
        &format!("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n{close}2\r\nab\r\n0\r\n\r\n"),
        &["POST / ab"],
        &["HTTP/1.1 200"],
        &[],
    )
    .await;
    check(
        whole,
        &format!("POST /1 HTTP/1.1\r\nContent-Length: 2\r\n\r\nabGET /2 HTTP/1.1\r\n{close}"),
        &["POST /1 ab", "GET /2 "],
        &["HTTP/1.1 200"],
        &[],
    )
    .await;
    check(
        whole,
        "GET /a b HTTP/1.1\r\n\r\n",
        &["broken GET /a b HTTP/1.1\r\n\r\n"],
        &["HTTP/1.1 400"],
        &[],
    )
    .await;
    let body = "x".repeat(65);
    check(
        whole,
        &format!("POST /big HTTP/1.1\r\nContent-Length: 65\r\n\r\n{body}"),
        &["too large /big"],
        &["HTTP/1.1 413", "connection: close"],
        &[],
    )
    .await;
    check(
        whole,
        "POST /refused HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n",
        &[],
        &["HTTP/1.1 401"],
        &["100 Continue"],
    )
    .await;
    check(
        whole,
        &format!("POST /ok HTTP/1.1\r\nContent-Length: 1\r\nExpect: 100-continue\r\n{close}x"),
        &["POST /ok x"],
        &["HTTP/1.1 200"],
        &[],
    )
    .await;
}

#[tokio::test]
async fn answers_end_as_they_are_told() {
    let get = "GET / HTTP/1.1\r\n\r\n";
    check(
        Ending::Truncated(4),
        get,
        &["GET / "],
        &["content-length: 10\r\n", "\r\n\r\n0123"],
        &["01234"],
    )
    .await;
    check(
        Ending::Truncated(0),
        get,
        &["GET / "],
        &["content-length: 10\r\n"],
        &["0123"],
    )
    .await;
    check(
        Ending::Truncated(99),
        get,
        &["GET / "],
        &["012345678"],
        &["0123456789"],
    )
    .await;
    check(Ending::Closed, get, &["GET / "], &[], &["HTTP"]).await;
}

#[tokio::test]
async fn silence_lasts_until_the_client_leaves() {
    let recorder = Arc::new(Recorder {
        ending: Ending::Silent,
        seen: Mutex::default(),
    });
    let server = Server::start(ANY, Limits::default(), Arc::clone(&recorder))
        .await
        .unwrap();
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    while recorder.seen.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    drop(stream);
    server.settle(PATIENCE).await;
    assert_eq!(*recorder.seen.lock().unwrap(), ["GET / "]);
}
