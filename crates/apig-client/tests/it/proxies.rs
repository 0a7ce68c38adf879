//! A proxy on the way: it gets the name of the server and nothing of the call, and where it gives
//! no way through, nothing was sent.

use crate::faults::{accept_tls, read_request, trusted};
use crate::written::write_down;
use apig_client::reqwest::Proxy;
use apig_client::types::ResizeInstanceRequest;
use apig_client::{AccessKey, AuthToken, Builder, Client, Error, RetryPolicy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the proxy says to `CONNECT`; none: it closes the connection.
type Said = Option<&'static str>;

const OPEN: &str = "HTTP/1.1 200 Connection established\r\n\r\n";

/// Reads the head of a request.
async fn head(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        bytes.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(bytes).unwrap()
}

/// Plays the proxy, and the server behind it; gives what each of them read.
async fn serve(listener: &TcpListener, said: Said) -> (String, Option<String>) {
    let (mut stream, _peer) = listener.accept().await.unwrap();
    let connect = head(&mut stream).await;
    let Some(said) = said else {
        return (connect, None);
    };
    stream.write_all(said.as_bytes()).await.unwrap();
    if said != OPEN {
        return (connect, None);
    }
    let mut stream = accept_tls(stream).await.unwrap();
    let request = read_request(&mut stream).await.unwrap();
    let answer = b"HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\n{}";
    stream.write_all(answer).await.unwrap();
    stream.flush().await.unwrap();
    (connect, Some(request))
}

fn token(builder: Builder<Client>) -> Builder<Client> {
    builder.credential(AuthToken::new("s3cret").unwrap())
}

fn key(builder: Builder<Client>) -> Builder<Client> {
    let key = AccessKey::new("AKID", "s3cret-key").unwrap();
    builder.credential(key.security_token("s3cret").unwrap())
}

async fn check(credential: fn(Builder<Client>) -> Builder<Client>, said: Said) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let proxy = Proxy::https(format!("http://me:for-the-proxy@{address}")).unwrap();
    let client = credential(Client::builder("https://orders.test"))
        .retry(RetryPolicy::never())
        .configure_http(|http| http.tls_certs_only(trusted()).proxy(proxy))
        .build()
        .unwrap();
    let call = client.create_post_pay_resize_order();
    let body = ResizeInstanceRequest::default();
    let call = call.project_id("p").instance_id("i").body(body).send();
    let (called, (connect, request)) = tokio::join!(call, serve(&listener, said));
    // Name, port, and what the proxy itself asks for.
    assert!(
        connect.starts_with("CONNECT orders.test:443 HTTP/1.1\r\n"),
        "{connect}"
    );
    assert!(
        connect.contains("Basic bWU6Zm9yLXRoZS1wcm94eQ=="),
        "{connect}"
    );
    assert!(
        !connect.contains("s3cret") && !connect.contains("AKID"),
        "{connect}"
    );
    if said == Some(OPEN) {
        called.unwrap();
        let request = request.unwrap();
        assert!(request.contains(": s3cret\r\n"), "{request}");
        assert!(!request.contains("bWU6Zm9yLXRoZS1wcm94eQ"), "{request}");
    } else {
        let error = called.unwrap_err();
        assert!(matches!(error, Error::NotSent(_)), "{said:?}: {error:?}");
        assert!(error.is_connect(), "{said:?}: {error:?}");
        let printed = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
        assert!(!printed.contains("for-the-proxy"), "{printed}");
    }
}

#[tokio::test]
async fn a_proxy_is_passed_or_nothing_is_sent() {
    let said = [
        Some(OPEN),
        Some("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n"),
        Some("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n"),
        Some("what?\r\n\r\n"),
        None,
    ];
    let (written, _guard) = write_down();
    for credential in [token, key] {
        for said in said {
            check(credential, said).await;
        }
    }
    let logged = written.text();
    for secret in ["s3cret", "for-the-proxy", "bWU6Zm9yLXRoZS1wcm94eQ"] {
        let line = logged.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
}
