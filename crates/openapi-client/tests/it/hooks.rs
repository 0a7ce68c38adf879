//! The chain of hooks: its order, what each may do, and that none can lose an answer.

use crate::client::{PLACE_ORDER, builder, outcome, place_order};
use crate::server::{Server, Then, answer};
use openapi_client::reqwest::header::HeaderValue;
use openapi_client::reqwest::{Request, Response};
use openapi_client::{BoxFuture, ClientHooks, Next, Operation, SendError, in_process};
use std::sync::{Arc, Mutex};

type Log = Arc<Mutex<Vec<String>>>;

/// Writes down when it is called, and whether the credential is there by then.
struct Recorder {
    name: &'static str,
    log: Log,
}

impl Recorder {
    fn note(&self, event: &str) {
        self.log
            .lock()
            .unwrap()
            .push(format!("{} {event}", self.name));
    }
}

impl ClientHooks for Recorder {
    fn pre<'a>(
        &'a self,
        request: &'a mut Request,
        operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(async move {
            let token = request.headers().contains_key("x-token");
            self.note(&format!("pre {} token={token}", operation.id));
            request
                .headers_mut()
                .insert("x-trace", HeaderValue::from_static("1"));
            Ok(())
        })
    }

    fn exec<'a>(
        &'a self,
        request: Request,
        _operation: &'static Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response, SendError>> {
        Box::pin(async move {
            let token = request.headers().contains_key("x-token");
            self.note(&format!("exec token={token}"));
            next.run(request).await
        })
    }

    fn post<'a>(
        &'a self,
        result: &'a Result<Response, SendError>,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let status = result
                .as_ref()
                .map_or(0, |response| response.status().as_u16());
            self.note(&format!("post {status}"));
        })
    }
}

#[tokio::test]
async fn hooks_run_from_the_outside_in_and_back() {
    let server = Server::saying(answer("202 Accepted", "", "{}"), Then::Close);
    let log = Log::default();
    let core = builder(&server.url)
        .hooks(Recorder {
            name: "outer",
            log: Arc::clone(&log),
        })
        .hooks(Recorder {
            name: "inner",
            log: Arc::clone(&log),
        })
        .build()
        .unwrap();
    assert_eq!(
        outcome(&place_order(&core, &PLACE_ORDER).await),
        "202 order -"
    );
    let expected = [
        "outer pre placeOrder token=false",
        "inner pre placeOrder token=false",
        "outer exec token=true",
        "inner exec token=true",
        "inner post 202",
        "outer post 202",
    ];
    assert_eq!(*log.lock().unwrap(), expected);
    assert!(server.requests()[0].contains("\r\nx-trace: 1\r\n"));
}

/// Sends again after a 503, with a fresh credential: what a retry would do.
struct Again;

impl ClientHooks for Again {
    fn exec<'a>(
        &'a self,
        request: Request,
        _operation: &'static Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response, SendError>> {
        Box::pin(async move {
            let mut copy = request
                .try_clone()
                .ok_or_else(|| SendError::hook("a stream"))?;
            copy.headers_mut().remove("x-token");
            let response = next.run(request).await?;
            if response.status() != 503 {
                return Ok(response);
            }
            next.authorize(&mut copy).await?;
            next.run(copy).await
        })
    }
}

#[tokio::test]
async fn a_hook_can_send_again() {
    let server = Server::start(|number| match number {
        1 => (answer("503 Busy", "", ""), Then::Close),
        _ => (answer("202 Accepted", "", "{}"), Then::Close),
    });
    let core = builder(&server.url).hooks(Again).build().unwrap();
    assert_eq!(
        outcome(&place_order(&core, &PLACE_ORDER).await),
        "202 order -"
    );
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(
        requests
            .iter()
            .all(|request| request.contains("\r\nx-token: s3cret\r\n"))
    );
}

/// Stops each call.
struct Stop;

impl ClientHooks for Stop {
    fn pre<'a>(
        &'a self,
        _request: &'a mut Request,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(async { Err(SendError::hook("not today")) })
    }
}

#[tokio::test]
async fn a_hook_can_stop_the_call() {
    let server = Server::saying("", Then::Close);
    let core = builder(&server.url).hooks(Stop).build().unwrap();
    assert_eq!(outcome(&place_order(&core, &PLACE_ORDER).await), "0 hook");
    assert_eq!(server.requests(), [""; 0]);
}

#[tokio::test]
async fn a_function_can_answer_without_a_socket() {
    let server = in_process(async |request: http::Request<reqwest::Body>| {
        assert_eq!(request.uri(), "http://localhost:1/stem/orders/a%20b");
        assert_eq!(request.headers()["x-token"], "s3cret");
        let body = request.body().as_bytes().unwrap_or_default().to_vec();
        assert_eq!(body, br#"{"secret":"s3cret"}"#);
        let mut response = http::Response::new(reqwest::Body::from(r#"{"id":"a"}"#));
        *response.status_mut() = http::StatusCode::ACCEPTED;
        response
    });
    let core = builder("http://localhost:1/stem/")
        .hooks(server)
        .build()
        .unwrap();
    assert_eq!(
        outcome(&place_order(&core, &PLACE_ORDER).await),
        "202 order a"
    );
}

/// Fails by itself, whatever came of the request.
struct Deaf;

impl ClientHooks for Deaf {
    fn exec<'a>(
        &'a self,
        request: Request,
        _operation: &'static Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response, SendError>> {
        Box::pin(async move {
            // What it heard does not matter to it.
            let _ = next.run(request).await;
            Err(SendError::hook("no answer"))
        })
    }
}

#[tokio::test]
async fn a_hook_that_fails_after_sending_does_not_say_that_nothing_was_sent() {
    let good = answer("202 Accepted", "", "{}");
    let cases = [
        (Some(good), "0 unknown, transport"),
        (Some(Vec::new()), "0 unknown, transport"),
        // Nobody listens.
        (None, "0 hook"),
    ];
    // The port was just given back.
    let nobody = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let nobody = format!("http://{nobody}");
    for (said, expected) in cases {
        let is_there = said.is_some();
        let server = Server::saying(said.unwrap_or_default(), Then::Close);
        let url = if is_there { &server.url } else { &nobody };
        let core = builder(url).hooks(Deaf).build().unwrap();
        let result = place_order(&core, &PLACE_ORDER).await;
        assert_eq!(outcome(&result), expected);
        assert_eq!(server.requests().len(), usize::from(is_there));
    }
}
