//! Redirects, timeouts, dead connections: where the request goes, and how often.

use crate::client::{PLACE_ORDER, builder, outcome, place_order};
use crate::server::{Server, Then, answer};
use openapi_client::{BuildError, Builder, Core, RetryPolicy};
use std::time::Duration;

#[tokio::test]
async fn no_redirect_is_followed() {
    for status in ["300", "301", "302", "303", "307", "308"] {
        let other = Server::saying(answer("202 Accepted", "", "{}"), Then::Close);
        let port = other.url.rsplit(':').next().unwrap().to_owned();
        let locations = [
            (
                format!("{}/a?t=s3cret", other.url),
                format!("{}/a", other.url),
            ),
            (
                format!("http://u:s3cret@localhost:{port}/a"),
                format!("http://localhost:{port}/a"),
            ),
            (
                format!("https://127.0.0.1:{port}/a"),
                format!("https://127.0.0.1:{port}/a"),
            ),
            ("/elsewhere#s3cret".to_owned(), "/elsewhere".to_owned()),
        ];
        for (location, shown) in locations {
            let header = format!("location: {location}\r\n");
            let moved = answer(&format!("{status} Moved"), &header, "s3cret");
            let server = Server::saying(moved, Then::Close);
            let core = builder(&server.url)
                // Not even when the caller asks for it.
                .configure_http(|http| http.redirect(reqwest::redirect::Policy::limited(5)))
                .build()
                .unwrap();
            let result = place_order(&core, &PLACE_ORDER).await;
            // After a 303 and its like the order may have been placed.
            let unknown = if ["307", "308"].contains(&status) {
                ""
            } else {
                "unknown, "
            };
            let expected = format!("{status} {unknown}redirect {shown}");
            assert_eq!(outcome(&result), expected);
            assert!(result.unwrap_err().is_redirect());
            assert_eq!(server.requests().len(), 1);
            assert_eq!(other.requests(), [""; 0]);
        }
    }
}

#[tokio::test]
async fn a_redirect_that_says_nothing_is_one_too() {
    let server = Server::saying(answer("307 Moved", "", ""), Then::Close);
    let core = builder(&server.url).build().unwrap();
    assert_eq!(
        outcome(&place_order(&core, &PLACE_ORDER).await),
        "307 redirect -"
    );
}

#[tokio::test]
async fn a_silent_server_ends_in_a_timeout() {
    let part = "HTTP/1.1 202 Accepted\r\ncontent-length: 50\r\n\r\n{\"id\":\"s3cret\"";
    let cases = [
        ("", "0 unknown, timeout"),
        ("HTTP/1.1 202", "0 unknown, timeout"),
        (part, "202 unknown, unreadable: timeout"),
    ];
    for (said, expected) in cases {
        let server = Server::saying(said, Then::Hang);
        let core = builder(&server.url)
            .timeout(Duration::from_millis(500))
            .build()
            .unwrap();
        let result = place_order(&core, &PLACE_ORDER).await;
        assert_eq!(outcome(&result), expected);
        let error = result.unwrap_err();
        assert!(error.is_timeout() && !error.is_connect());
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn nothing_listens() {
    // Bound, so that nobody else is there, and not listening.
    let deaf = tokio::net::TcpSocket::new_v4().unwrap();
    deaf.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", deaf.local_addr().unwrap());
    let result = place_order(&builder(&url).build().unwrap(), &PLACE_ORDER).await;
    assert_eq!(outcome(&result), "0 no connection");
    let error = result.unwrap_err();
    assert!(error.is_connect() && !error.is_timeout());
}

#[tokio::test]
async fn a_connection_that_dies_in_use_is_not_tried_again() {
    let server = Server::start(|number| match number {
        1 => (answer("202 Accepted", "", "{}"), Then::Next),
        _ => (Vec::new(), Then::Close),
    });
    let core = builder(&server.url).build().unwrap();
    assert_eq!(
        outcome(&place_order(&core, &PLACE_ORDER).await),
        "202 order -"
    );
    assert_eq!(
        outcome(&place_order(&core, &PLACE_ORDER).await),
        "0 unknown, transport"
    );
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn an_answer_is_not_asked_for_again() {
    let server = Server::saying(answer("503 Busy", "", ""), Then::Close);
    let core = builder(&server.url)
        // Not even when the caller asks for it.
        .configure_http(|http| {
            let always = reqwest::retry::for_host("127.0.0.1");
            http.retry(always.classify_fn(|attempt| match attempt.status() {
                Some(_) => attempt.retryable(),
                None => attempt.success(),
            }))
        })
        .build()
        .unwrap();
    let result = place_order(&core, &PLACE_ORDER).await;
    assert_eq!(outcome(&result), "503 unknown, undocumented, 0 kept");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn the_wire_carries_what_was_asked_for_and_nothing_else() {
    let server = Server::saying(answer("202 Accepted", "", "{}"), Then::Close);
    let core = builder(&server.url).user_agent("test/1").build().unwrap();
    place_order(&core, &PLACE_ORDER).await.unwrap();
    let host = server.url.trim_start_matches("http://");
    let expected = format!(
        "POST /orders/a%20b HTTP/1.1\r\ncontent-type: application/json\r\nx-token: s3cret\r\n\
         accept: */*\r\nuser-agent: test/1\r\nhost: {host}\r\ncontent-length: 19\r\n\r\n\
         {{\"secret\":\"s3cret\"}}"
    );
    assert_eq!(server.requests(), [expected]);
}

#[tokio::test]
#[cfg(any(feature = "rustls", feature = "native-tls"))]
async fn https_needs_no_setting_up() {
    use tokio::{io::AsyncReadExt, net::TcpListener};
    // Whoever answers here does not speak TLS, so this shows only that the client does.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    // Nobody listens a second time.
    let once = builder(&url).retry(RetryPolicy::never());
    let core = once.build().unwrap();
    let (result, hello) = tokio::join!(place_order(&core, &PLACE_ORDER), async {
        let (mut stream, _peer) = listener.accept().await.unwrap();
        stream.read_u8().await.unwrap()
    });
    assert_eq!(hello, 0x16, "not a TLS handshake");
    assert_eq!(outcome(&result), "0 no connection");
}

#[test]
fn a_bad_base_url_is_refused() {
    let built = |url: &str| Builder::<Core>::new(url).build();
    assert!(matches!(
        built("http://example.com"),
        Err(BuildError::PlainHttp)
    ));
    assert!(matches!(
        built("https://a:s3cret@example.com"),
        Err(BuildError::BaseUrl(_))
    ));
    #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
    assert!(matches!(
        built("https://example.com"),
        Err(BuildError::NoTls)
    ));
    assert!(
        Builder::<Core>::new("http://example.com")
            .allow_plain_http()
            .build()
            .is_ok()
    );
}

/// A call that gets no connection in its time knows that nothing was sent, whichever of its times
/// is over first, and it does not begin an attempt that it could not wait for.
#[tokio::test]
#[cfg(any(feature = "rustls", feature = "native-tls"))]
async fn without_a_connection_nothing_was_sent() {
    // It takes connections, and says nothing in the handshake.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let ms = Duration::from_millis;
    let cases = [
        // One attempt takes as long as the call but for a tenth.
        (ms(1000), Duration::from_secs(10), None),
        // The third attempt would not come to its end.
        (ms(1000), ms(400), None),
        (ms(1000), ms(900), None),
        (ms(2000), ms(900), Some(ms(500))),
    ];
    for (timeout, connect_timeout, attempt) in cases {
        let settings = builder(&url).timeout(timeout);
        let policy = RetryPolicy::default().first_pause(ms(1));
        let policy = match attempt {
            Some(timeout) => policy.attempt_timeout(timeout),
            None => policy,
        };
        let core = settings.connect_timeout(connect_timeout).retry(policy);
        let result = place_order(&core.build().unwrap(), &PLACE_ORDER).await;
        let what = format!("{connect_timeout:?} of {timeout:?}, {attempt:?}");
        assert_eq!(outcome(&result), "0 no connection", "{what}");
        assert!(result.unwrap_err().is_timeout(), "{what}");
    }
}
