//! Handlers that do not succeed: what the caller sees, and what only the operator sees.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Frame;
use openapi_server::http::Request;
use openapi_server::{BoxError, RejectionKind, Service};
use tower_service::Service as _;

use crate::document::{Operations, request, told};

#[tokio::test]
async fn causes_are_seen_and_never_sent() {
    const PROBLEM: &str = r#"{"status":500,"title":"Internal Server Error","type":"about:blank"}"#;
    for (command, status, expected, causes) in [
        ("refuse", 409, "\"refused\"", &[][..]),
        (
            "refuse for a reason",
            409,
            "\"refused\"",
            &["act: secret cause"][..],
        ),
        ("fail", 500, PROBLEM, &["act: secret cause"]),
        // Where a handler panics nobody can say any more which one it was.
        ("panic", 500, r#"{"error":"internal"}"#, &[]),
    ] {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let service = Service::new(Operations::default()).on_cause({
            let seen = Arc::clone(&seen);
            move |operation, cause| {
                seen.lock()
                    .expect("a lock")
                    .push(format!("{}: {cause}", operation.id));
            }
        });
        let body = format!(r#"{{"do":"{command}"}}"#);
        let answer = told(&service, request("POST /open", &[], &body)).await;
        assert_eq!(answer, (status, expected.to_owned()), "{command}");
        assert_eq!(*seen.lock().expect("a lock"), causes, "{command}");
        assert_eq!(
            told(&service, request("POST /open", &[], "")).await.0,
            204,
            "after {command}"
        );
    }
}

/// A body of pieces, the last of which can be an error; says nothing of its length.
struct Pieces(Vec<Result<&'static str, &'static str>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if self.0.is_empty() {
            return Poll::Ready(None);
        }
        let piece = self.0.remove(0);
        Poll::Ready(Some(
            piece
                .map(|text| Frame::data(Bytes::from_static(text.as_bytes())))
                .map_err(Into::into),
        ))
    }
}

#[tokio::test]
async fn bodies_in_pieces() {
    type Piece = Result<&'static str, &'static str>;
    let service = Service::new(Operations::default()).body_limit(13);
    let cases: &[(&[Piece], Option<&str>, u16)] = &[
        (&[Ok(r#"{"do":"xxxx"}"#)], None, 204),
        (
            &[Ok(r#"{"do":"#), Ok(""), Ok(r#""xx"#), Ok(r#"xx"}"#)],
            None,
            204,
        ),
        (&[Ok(r#"{"do":"#), Ok(r#""xx"#), Ok(r#"xx"} "#)], None, 413),
        (&[Ok(r#"{"do":"xxxxx"}"#)], None, 413),
        // A length that is declared is enough.
        (&[Ok("{}")], Some("14"), 413),
        (&[Ok("{}")], Some("13"), 204),
        (&[Ok("{"), Err("gone")], None, 400),
        (&[], None, 204),
    ];
    for (pieces, length, status) in cases {
        let mut request = Request::post("/open").header("Content-Type", "application/json");
        if let Some(length) = length {
            request = request.header("Content-Length", *length);
        }
        let request = request.body(Pieces(pieces.to_vec())).expect("a request");
        let response = service
            .clone()
            .call(request)
            .await
            .unwrap_or_else(|never| match never {});
        assert_eq!(response.status().as_u16(), *status, "{pieces:?}");
        let is_broken = pieces.contains(&Err("gone"));
        assert_eq!(
            response.headers().contains_key("connection"),
            is_broken,
            "{pieces:?}"
        );
    }
}

#[tokio::test]
async fn a_late_body_is_a_timeout() {
    struct Late;
    impl http_body::Body for Late {
        type Data = Bytes;
        type Error = openapi_server::BodyTimedOut;
        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            Poll::Ready(Some(Err(openapi_server::BodyTimedOut)))
        }
    }
    let mut service = Service::new(Operations::default()).on_rejection(|rejection, response| {
        assert_eq!(rejection.kind(), RejectionKind::RequestTimeout);
        response
    });
    let request = Request::post("/open")
        .header("Content-Type", "application/json")
        .body(Late)
        .expect("a request");
    let response = service
        .call(request)
        .await
        .unwrap_or_else(|never| match never {});
    assert_eq!(response.status(), 408);
    // A handler that reads the body as it comes can log it.
    assert_eq!(
        openapi_server::BodyTimedOut.to_string(),
        "the request body did not arrive in time"
    );
}
