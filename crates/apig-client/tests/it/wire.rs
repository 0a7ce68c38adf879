//! What is sent, to the byte, and what is not sent at all.

use apig_client::types::ResizeInstanceRequest;
use apig_client::{AccessKey, AuthToken, Client, Error, in_process};
use sdk_hmac_sha256::{Authorization, SecretKey, SigningTime, verify};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

fn professional() -> ResizeInstanceRequest {
    ResizeInstanceRequest {
        spec_id: Some("PROFESSIONAL".to_owned()),
    }
}

#[tokio::test]
async fn the_request_is_the_documented_one_and_no_more() {
    let cases = [
        (professional(), r#"{"spec_id":"PROFESSIONAL"}"#),
        (ResizeInstanceRequest::default(), "{}"),
    ];
    for (body, sent) in cases {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let client = Client::builder(format!("http://{address}/"))
            .credential(AuthToken::new("my-token").unwrap())
            .user_agent("test/1")
            .build()
            .unwrap();
        let call = client
            .create_post_pay_resize_order()
            .project_id("a/../b")
            .instance_id("6a7d ü")
            .body(body)
            .send();
        let expected = format!(
            "POST /v2/a%2F..%2Fb/apigw/instances/6a7d%20%C3%BC/postpaid-resize HTTP/1.1\r\n\
             accept: application/json\r\ncontent-type: application/json\r\n\
             x-auth-token: my-token\r\nuser-agent: test/1\r\nhost: {address}\r\n\
             content-length: {}\r\n\r\n{sent}",
            sent.len()
        );
        let server = async {
            let (mut stream, _peer) = listener.accept().await.unwrap();
            let mut bytes = vec![0; expected.len()];
            stream.read_exact(&mut bytes).await.unwrap();
            let answer = b"HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\n{}";
            stream.write_all(answer).await.unwrap();
            String::from_utf8(bytes).unwrap()
        };
        let (order, request) = tokio::join!(call, server);
        assert_eq!(request, expected);
        assert_eq!(order.unwrap().job_id, None);
    }
}

#[tokio::test]
async fn a_signed_request_verifies_and_carries_no_token() {
    let seen = Arc::new(Mutex::new(None));
    let log = Arc::clone(&seen);
    let server = in_process(move |request: http::Request<apig_client::reqwest::Body>| {
        *log.lock().unwrap() = Some(request);
        std::future::ready(http::Response::new("{}"))
    });
    let client = Client::builder("http://localhost:8443")
        .credential(AccessKey::new("AKID", "my-secret").unwrap())
        .hooks(server)
        .build()
        .unwrap();
    client
        .create_post_pay_resize_order()
        .project_id("p 1")
        .instance_id("i")
        .body(professional())
        .send()
        .await
        .unwrap();

    let request = seen.lock().unwrap().take().unwrap();
    assert_eq!(request.headers()["host"], "localhost:8443");
    assert!(!request.headers().contains_key("x-auth-token"));
    let headers: Vec<_> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    let received = sdk_hmac_sha256::Request {
        method: request.method().as_str(),
        path: request.uri().path(),
        query: request.uri().query(),
        headers: &headers,
        body: request.body().as_bytes().unwrap(),
    };
    let authorization = request.headers()["authorization"].to_str().unwrap();
    let claim = Authorization::parse(authorization).unwrap();
    let now = SigningTime::now();
    let verified = |secret: &str| verify(&received, &claim, &SecretKey::new(secret).unwrap(), now);
    assert_eq!(claim.access(), "AKID");
    assert!(verified("my-secret").is_ok());
    assert!(verified("another").is_err());
}

#[tokio::test]
async fn what_is_not_a_request_is_not_sent() {
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    let server = in_process(move |_request: http::Request<_>| {
        count.fetch_add(1, Ordering::Relaxed);
        std::future::ready(http::Response::new("{}"))
    });
    let client = Client::builder("http://localhost")
        .hooks(server)
        .build()
        .unwrap();
    let call = || client.create_post_pay_resize_order();
    let segment = "a path parameter is empty, `.` or `..`; give it a value that names something";
    let cases = [
        (call(), "`project_id` is not set"),
        (call().project_id("p"), "`instance_id` is not set"),
        (call().project_id("p").instance_id("i"), "`body` is not set"),
        (
            call().project_id("").instance_id("i").body(professional()),
            segment,
        ),
        (
            call().project_id(".").instance_id("i").body(professional()),
            segment,
        ),
        (
            call()
                .project_id("p")
                .instance_id("..")
                .body(professional()),
            segment,
        ),
    ];
    for (call, reason) in cases {
        match call.send().await {
            Err(error @ Error::NotSent(_)) => {
                assert_eq!(
                    error.to_string(),
                    format!("the request is invalid: {reason}")
                );
            }
            other => panic!("{reason}: {other:?}"),
        }
    }
    assert_eq!(sent.load(Ordering::Relaxed), 0);
}

#[test]
fn clients_and_calls_go_between_threads() {
    fn check<T: Send + Sync>(_value: &T) {}
    fn check_send<T: Send>(_value: &T) {}
    let client = Client::builder("http://localhost").build().unwrap();
    check(&client);
    check_send(&client.create_post_pay_resize_order().send());
}
