//! The accept loop over real sockets: what is slow, greedy or rude comes to an end.

use std::time::Duration;

use openapi_server::serve::{Options, Stopped};
use openapi_server::{Service, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::document::Operations;

struct Server {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    stopped: JoinHandle<Stopped>,
}

impl Server {
    async fn start(options: Options) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopping) = oneshot::channel();
        let service = Service::new(Operations::default())
            .body_limit(1000)
            .on_cause(|_, _| {});
        let stopped = tokio::spawn(serve(listener, service, options, async {
            // Dropped or sent: both mean to stop.
            _ = stopping.await;
        }));
        Self {
            address,
            stop,
            stopped,
        }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address)
            .await
            .expect("a connection")
    }

    /// Sends the bytes on a new connection and reads until the server closes it.
    async fn exchange(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect().await;
        stream.write_all(bytes.as_ref()).await.expect("sent");
        read_to_end(&mut stream).await
    }

    async fn stop(self) -> Stopped {
        _ = self.stop.send(());
        self.stopped.await.expect("no panic")
    }
}

async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    // A reset is an end as well.
    _ = stream.read_to_end(&mut text).await;
    String::from_utf8(text).expect("UTF-8")
}

/// Reads the head of one answer and as much of its body as is announced.
async fn read_answer(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    while !text.contains("\r\n\r\n") {
        text.push(char::from(stream.read_u8().await.expect("a byte")));
    }
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap_or("0");
    let mut body = vec![0; length.parse().expect("a length")];
    stream.read_exact(&mut body).await.expect("a body");
    text + std::str::from_utf8(&body).expect("UTF-8")
}

const OPEN: &str = "POST /open HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

/// Statuses of all answers in a text.
fn statuses(text: &str) -> Vec<&str> {
    text.split("HTTP/1.1 ")
        .skip(1)
        .map(|answer| answer.split(' ').next().expect("a status"))
        .collect()
}

#[tokio::test]
async fn exchanges() {
    let server = Server::start(Options::default()).await;
    let chunk = format!("{:x}\r\n{}\r\n", 600, " ".repeat(600));
    let close = "Connection: close\r\n";
    let cases: &[(&str, String, &[&str])] = &[
        ("no body", format!("{OPEN}{close}\r\n"), &["204"]),
        (
            "chunked",
            format!("{OPEN}{close}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"),
            &["204"],
        ),
        (
            "an empty chunked body",
            format!("{OPEN}{close}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            &["204"],
        ),
        (
            "a stream over the limit",
            format!("{OPEN}Transfer-Encoding: chunked\r\n\r\n{chunk}{chunk}"),
            &["413"],
        ),
        (
            "a declared length over the limit",
            format!("{OPEN}Content-Length: 1001\r\n\r\n"),
            &["413"],
        ),
        (
            "a panic, and the connection goes on",
            format!("{OPEN}Content-Length: 14\r\n\r\n{{\"do\":\"panic\"}}{OPEN}{close}\r\n"),
            &["500", "204"],
        ),
        (
            "pipelined",
            format!("{OPEN}\r\n{OPEN}\r\nGET /no HTTP/1.1\r\nHost: a\r\n{close}\r\n"),
            &["204", "204", "404"],
        ),
        (
            "HEAD",
            format!("HEAD /things/1 HTTP/1.1\r\nHost: a\r\nX-Key: good\r\n{close}\r\n"),
            &["200"],
        ),
        (
            "OPTIONS *",
            format!("OPTIONS * HTTP/1.1\r\nHost: a\r\n{close}\r\n"),
            &["204"],
        ),
        (
            "HTTP/1.0 without a host",
            "OPTIONS /open HTTP/1.0\r\n\r\n".to_owned(),
            &[],
        ),
        (
            "no host",
            "OPTIONS /open HTTP/1.1\r\n\r\n".to_owned(),
            &["400"],
        ),
        (
            "two hosts",
            "OPTIONS /open HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n".to_owned(),
            &["400"],
        ),
        (
            "no host at all",
            "OPTIONS /open HTTP/1.1\r\nHost: a b\r\n\r\n".to_owned(),
            &["400"],
        ),
        (
            "a chunked body, and the connection goes on",
            format!(
                "{OPEN}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /no HTTP/1.1\r\nHost: a\r\n{close}\r\n"
            ),
            &["204", "404"],
        ),
        (
            "a length beside chunks: what comes next is not believed",
            format!(
                "{OPEN}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{OPEN}\r\n"
            ),
            &["204"],
        ),
        (
            "a coding that nobody undoes",
            format!("{OPEN}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
            &["400"],
        ),
        ("not HTTP", "hello\r\n\r\n".to_owned(), &["400"]),
        (
            "a huge head",
            format!("{OPEN}X: {}\r\n\r\n", "x".repeat(70_000)),
            &["431"],
        ),
    ];
    for (name, bytes, expected) in cases {
        let answer = server.exchange(bytes).await;
        assert_eq!(statuses(&answer), *expected, "{name}: {answer}");
        if *name == "HEAD" {
            assert!(
                answer.contains("content-length: 15\r\n") && answer.ends_with("\r\n\r\n"),
                "{answer}"
            );
        }
    }
    assert_eq!(server.stop().await.cut_connections, 0);
}

#[tokio::test]
async fn a_client_that_has_said_all_gets_its_answer() {
    let server = Server::start(Options::default()).await;
    let mut stream = server.connect().await;
    let request = format!("{OPEN}Content-Length: 2\r\n\r\n{{}}");
    stream.write_all(request.as_bytes()).await.expect("sent");
    stream.shutdown().await.expect("half closed");
    let answer = read_to_end(&mut stream).await;
    assert_eq!(statuses(&answer), ["204"], "{answer}");
}

#[tokio::test]
async fn a_refused_body_does_not_cost_the_answer() {
    let server = Server::start(Options::default()).await;
    let mut stream = server.connect().await;
    let body = vec![b' '; 4 * 1024 * 1024];
    let head = format!("{OPEN}Content-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).await.expect("sent");
    stream
        .write_all(&body)
        .await
        .expect("sent, though nobody wants it");
    let answer = read_to_end(&mut stream).await;
    drop(stream);
    assert_eq!(statuses(&answer), ["413"], "{answer}");
    // Or the client would send its next request on this connection.
    assert!(answer.contains("connection: close\r\n"), "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn nobody_is_told_to_go_on_before_the_head_is_good() {
    let server = Server::start(Options::default()).await;
    for (headers, expected) in [
        ("X-Key: bad\r\nContent-Type: application/json\r\n", "401"),
        ("X-Key: good\r\nContent-Type: text/plain\r\n", "415"),
        ("X-Key: good\r\nContent-Type: application/json\r\n", "100"),
    ] {
        let mut stream = server.connect().await;
        let head = format!(
            "POST /things/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nExpect: 100-continue\r\n{headers}\r\n"
        );
        stream.write_all(head.as_bytes()).await.expect("sent");
        let first = read_answer(&mut stream).await;
        assert_eq!(statuses(&first), [expected], "{headers}");
        if expected == "100" {
            stream.write_all(br#"{"name":"a"}"#).await.expect("sent");
            assert_eq!(statuses(&read_answer(&mut stream).await), ["200"]);
        }
    }
    server.stop().await;
}

/// Time stands still unless everyone waits, so limits of minutes are over at once.
#[tokio::test(start_paused = true)]
async fn slow_connections_are_closed() {
    let server = Server::start(Options::default()).await;
    let cases: &[(&str, String, &[&str], u64)] = &[
        ("silent", String::new(), &[], 10),
        (
            "half a head",
            "POST /open HTTP/1.1\r\nHost: a\r\n".to_owned(),
            &[],
            10,
        ),
        ("idle", format!("{OPEN}\r\n"), &["204"], 60),
        (
            "half a second head",
            format!("{OPEN}\r\nPOST"),
            &["204"],
            60,
        ),
        (
            "half a body",
            format!("{OPEN}Content-Length: 2\r\n\r\n{{"),
            &["408"],
            30,
        ),
    ];
    for (name, bytes, expected, seconds) in cases {
        let start = tokio::time::Instant::now();
        let answer = server.exchange(bytes).await;
        assert_eq!(statuses(&answer), *expected, "{name}: {answer}");
        let waited = start.elapsed();
        let limit = Duration::from_secs(*seconds);
        assert!(
            waited >= limit && waited < limit + Duration::from_secs(2),
            "{name}: {waited:?}"
        );
    }
    server.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_trickle_of_a_head_does_not_reset_the_clock() {
    let server = Server::start(Options::default()).await;
    let mut stream = server.connect().await;
    let start = tokio::time::Instant::now();
    let trickle = async {
        while stream.write_all(b"X").await.is_ok() {
            let mut byte = [0];
            let read = tokio::time::timeout(Duration::from_secs(1), stream.read(&mut byte)).await;
            if matches!(read, Ok(Ok(0) | Err(_))) {
                break;
            }
        }
    };
    trickle.await;
    assert!(
        start.elapsed() <= Duration::from_secs(12),
        "{:?}",
        start.elapsed()
    );
    server.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_read_is_closed() {
    let server = Server::start(Options::default()).await;
    let mut stream = server.connect().await;
    // The answer repeats the id, so that few of them fill all buffers.
    let id = "x".repeat(30_000);
    let request = format!("GET /things/{id} HTTP/1.1\r\nHost: a\r\nX-Key: good\r\n\r\n");
    // More answers than any socket buffers; the server stops reading when it cannot write.
    let flood = async { while stream.write_all(request.as_bytes()).await.is_ok() {} };
    let start = tokio::time::Instant::now();
    flood.await;
    assert!(
        (30..32).contains(&start.elapsed().as_secs()),
        "{:?}",
        start.elapsed()
    );
    server.stop().await;
}

#[tokio::test]
async fn over_the_cap_connections_wait() {
    let server = Server::start(Options::default().max_connections(1)).await;
    let mut first = server.connect().await;
    first
        .write_all(format!("{OPEN}\r\n").as_bytes())
        .await
        .expect("sent");
    assert_eq!(statuses(&read_answer(&mut first).await), ["204"]);
    let mut second = server.connect().await;
    second
        .write_all(format!("{OPEN}Connection: close\r\n\r\n").as_bytes())
        .await
        .expect("sent");
    let early = tokio::time::timeout(Duration::from_millis(50), second.read_u8()).await;
    assert!(early.is_err(), "served over the cap");
    drop(first);
    assert_eq!(statuses(&read_to_end(&mut second).await), ["204"]);
    server.stop().await;
}

#[tokio::test]
async fn requests_in_flight_are_finished() {
    let server = Server::start(Options::default()).await;
    let mut idle = server.connect().await;
    idle.write_all(format!("{OPEN}\r\n").as_bytes())
        .await
        .expect("sent");
    assert_eq!(statuses(&read_answer(&mut idle).await), ["204"]);
    let mut busy = server.connect().await;
    busy.write_all(format!("{OPEN}Content-Length: 2\r\nExpect: 100-continue\r\n\r\n").as_bytes())
        .await
        .expect("sent");
    assert_eq!(statuses(&read_answer(&mut busy).await), ["100"]);
    let address = server.address;
    let Server { stop, stopped, .. } = server;
    _ = stop.send(());
    // The idle one ends at once; only then is the body of the busy one sent.
    assert_eq!(read_to_end(&mut idle).await, "");
    busy.write_all(b"{}").await.expect("sent");
    let answer = read_to_end(&mut busy).await;
    assert_eq!(statuses(&answer), ["204"], "{answer}");
    assert_eq!(stopped.await.expect("no panic").cut_connections, 0);
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn the_grace_period_ends() {
    let server = Server::start(Options::default()).await;
    let mut stream = server.connect().await;
    stream
        .write_all(format!("{OPEN}Content-Length: 13\r\n\r\n{{\"do\":\"hang\"}}").as_bytes())
        .await
        .expect("sent");
    // The server has read the request when it answers another one.
    server
        .exchange(format!("{OPEN}Connection: close\r\n\r\n"))
        .await;
    assert_eq!(server.stop().await.cut_connections, 1);
    assert_eq!(read_to_end(&mut stream).await, "");
}
