//! One connection of hyper in memory, and what it costs with no service behind it.

use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::{HttpService, service_fn};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};

use super::harness::BoxError;
use super::{cases, gateways};

/// Large enough for any request, so that writing one never waits for its answer.
const BUFFER_BYTES: usize = 4 << 20;

/// Sends a request so many times over one connection; gives the last answer.
pub(crate) fn serve<S, B>(service: S, request: &[u8], calls: u32) -> Result<Vec<u8>, BoxError>
where
    S: HttpService<Incoming, ResBody = B> + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(async {
        let (mut caller, server) = tokio::io::duplex(BUFFER_BYTES);
        let mut server_side = http1::Builder::new();
        let connection = server_side
            .header_read_timeout(None)
            .serve_connection(TokioIo::new(server), service);
        // How it ends is seen by what it answered.
        let _detached = tokio::spawn(connection);
        caller.write_all(request).await?;
        let mut answer = read_answer(&mut caller, request.starts_with(b"HEAD ")).await?;
        let first = answer.get(..STATUS_LINE).map(<[u8]>::to_vec);
        for _ in 1..calls {
            caller.write_all(request).await?;
            // All answers are as long as the first one.
            caller.read_exact(&mut answer).await?;
            if answer.get(..STATUS_LINE) != first.as_deref() {
                return Err("an answer differs from the first one".into());
            }
        }
        Ok(answer)
    })
}

/// `HTTP/1.1 202`
const STATUS_LINE: usize = 12;

/// Reads one answer to its end, or to that of the connection.
async fn read_answer(caller: &mut DuplexStream, is_head: bool) -> Result<Vec<u8>, BoxError> {
    let mut answer = Vec::new();
    loop {
        if let Some(head) = answer.windows(4).position(|end| end == b"\r\n\r\n") {
            let text = String::from_utf8_lossy(answer.get(..head).unwrap_or_default());
            let length = text
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.unwrap_or("0").parse()?;
            if is_head || answer.len() >= head + 4 + length {
                return Ok(answer);
            }
        }
        if caller.read_buf(&mut answer).await? == 0 {
            return Ok(answer);
        }
    }
}

/// The same bytes in and out, but nothing is looked at.
pub(crate) fn exchange(request: &[u8], calls: u32) -> Result<Vec<u8>, BoxError> {
    let answer = Bytes::from_static(cases::ORDER.as_bytes());
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = answer.clone();
        async move {
            let _body = request.into_body().collect().await;
            let mut response = Response::new(Full::new(answer));
            *response.status_mut() = StatusCode::ACCEPTED;
            let json = HeaderValue::from_static(gateways::JSON);
            response.headers_mut().insert(CONTENT_TYPE, json);
            Ok::<_, Infallible>(response)
        }
    });
    serve(service, request, calls)
}
