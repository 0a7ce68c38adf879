//! Answers that are larger or slower than any that a client should wait for: what it takes of them
//! is counted by the server, and what they end in is judged, but not when.

use crate::client::{PLACE_ORDER, builder, outcome, place_order};
use crate::server::{Server, Then, answer};
use std::time::Duration;

/// What an answer without an end may cost: the cap of the client, and what the two systems keep on
/// the way.
const BOUND: usize = 4 << 20;

const PIECE: &[u8] = &[b' '; 1 << 14];
/// A chunk of 64 blanks.
const CHUNK: &[u8] = b"40\r\n                                                                \r\n";

const DECLARED: &str = "content-length: 314572800\r\n";
const CHUNKED: &str = "transfer-encoding: chunked\r\n";
/// It ends with the connection.
const OPEN: &str = "connection: close\r\n";

#[tokio::test]
async fn no_answer_costs_more_than_the_cap() {
    let cases = [
        ("202 Accepted", DECLARED, PIECE, "202 too large, 0 kept"),
        ("202 Accepted", CHUNKED, CHUNK, "202 too large, 1024 kept"),
        ("202 Accepted", OPEN, PIECE, "202 too large, 1024 kept"),
        ("404 Not Found", DECLARED, PIECE, "404 too large, 0 kept"),
        ("404 Not Found", CHUNKED, CHUNK, "404 too large, 1024 kept"),
        (
            "502 Bad Gateway",
            DECLARED,
            PIECE,
            "502 unknown, undocumented, 0 kept",
        ),
        (
            "502 Bad Gateway",
            CHUNKED,
            CHUNK,
            "502 unknown, undocumented, 1024 kept",
        ),
        ("307 Moved", CHUNKED, CHUNK, "307 redirect -"),
    ];
    for (status, length, piece, expected) in cases {
        let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{length}\r\n");
        let server = Server::saying(head, Then::Endless(piece));
        let core = builder(&server.url).build().unwrap();
        let result = place_order(&core, &PLACE_ORDER).await;
        let what = format!("{status} {length}");
        assert_eq!(outcome(&result), expected, "{what}");
        assert_eq!(result.unwrap_err().attempts(), 1, "{what}");
        drop(core);
        let written = server.written().await;

        assert!(written < BOUND, "{what}: {written} bytes");
    }
}

/// `{"id":"1"}` by gzip. What is not decompressed is no bomb.
const PACKED: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 202, 76, 81, 178, 82, 50, 84, 170, 5, 0, 243, 200,
    24, 246, 10, 0, 0, 0,
];

#[tokio::test]
async fn compressed_answers_are_not_asked_for_and_not_unpacked() {
    let head = "content-type: application/json\r\ncontent-encoding: gzip\r\n";
    let server = Server::saying(answer("202 Accepted", head, PACKED), Then::Close);
    let core = builder(&server.url).build().unwrap();
    let result = place_order(&core, &PLACE_ORDER).await;
    assert_eq!(outcome(&result), "202 unreadable: type");
    assert_eq!(result.unwrap_err().body(), Some(PACKED));
    let [request] = &server.requests()[..] else {
        panic!("not one request");
    };
    assert!(!request.contains("accept-encoding"), "{request}");
}

#[tokio::test]
async fn a_server_that_trickles_ends_in_a_timeout() {
    let cases = [
        ("HTTP/1.1 202 Accepted\r\nx-slow: ", "0 unknown, timeout"),
        (
            "HTTP/1.1 202 Accepted\r\ncontent-length: 1000000\r\n\r\n{",
            "202 unknown, unreadable: timeout",
        ),
        (
            "HTTP/1.1 404 Not Found\r\ncontent-length: 1000000\r\n\r\n{",
            "404 unreadable: timeout",
        ),
    ];
    for (said, expected) in cases {
        let server = Server::saying(said, Then::Trickle);
        let core = builder(&server.url)
            .timeout(Duration::from_millis(500))
            .build()
            .unwrap();
        let result = place_order(&core, &PLACE_ORDER).await;
        assert_eq!(outcome(&result), expected, "{said}");
        assert!(result.unwrap_err().is_timeout(), "{said}");
        drop(core);
        // It leaves, and does not only stop waiting.
        server.written().await;
    }
}
