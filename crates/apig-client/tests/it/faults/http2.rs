//! The same faults in HTTP/2, where a stream can fail by itself.
//!
//! What has no like in HTTP/2 is another way to lose the answer: a stream that is refused, which
//! some clients send again by themselves, one that is cancelled, and a connection that ends.

use super::clock::StoppedClock;
use super::fault::Fault;
use super::server::{Script, Wire};
use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, RecvStream, SendStream};
use std::sync::Mutex;

/// A stream that stays open as long as this is there.
pub(super) enum Open {
    /// Nothing was said.
    Silent(#[expect(dead_code, reason = "it is kept")] SendResponse<Bytes>),
    /// The body is not at its end.
    Begun(#[expect(dead_code, reason = "it is kept")] SendStream<Bytes>),
}

/// Does what it is told with the request of a connection. Streams that hang are given back.
pub(super) async fn serve(
    stream: Box<dyn Wire>,
    fault: Fault,
    script: &Mutex<Script>,
    clock: &StoppedClock,
) -> Option<Open> {
    let mut connection = h2::server::handshake(stream).await.ok()?;
    let (request, mut respond) = connection.accept().await?.ok()?;
    // Its head is read by now; what comes before it is no part of the request.
    script.lock().unwrap().read(fault);
    if fault == Fault::ResetDuring {
        return None;
    }
    let (head, body) = request.into_parts();
    let closing = (fault == Fault::Close).then(|| respond.send_reset(Reason::NO_ERROR));
    if closing.is_some() || fault == Fault::Noise {
        connection.abrupt_shutdown(Reason::PROTOCOL_ERROR);
    }
    // Nothing moves unless the connection is polled.
    tokio::spawn(async move { while connection.accept().await.is_some() {} });
    read(body).await?;
    let token = head.headers.get("x-auth-token");
    let token = token.map(|token| token.to_str().unwrap().to_owned());
    script.lock().unwrap().tokens.extend(token);
    answer(respond, fault, clock).await
}

async fn read(mut body: RecvStream) -> Option<()> {
    while let Some(piece) = body.data().await {
        let piece = piece.ok()?;
        body.flow_control().release_capacity(piece.len()).ok()?;
    }
    Some(())
}

async fn answer(
    mut respond: SendResponse<Bytes>,
    fault: Fault,
    clock: &StoppedClock,
) -> Option<Open> {
    let (status, headers, body) = fault.answer();
    let mut response = http::Response::builder()
        .status(status)
        .header("content-length", body.len());
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let response = response.body(()).unwrap();
    match fault {
        Fault::ResetAfter => respond.send_reset(Reason::REFUSED_STREAM),
        Fault::CutHead => respond.send_reset(Reason::CANCEL),
        Fault::Close | Fault::Noise => {}
        Fault::Hang => {
            clock.hang();
            return Some(Open::Silent(respond));
        }
        _ => {
            let mut stream = respond.send_response(response, body.is_empty()).ok()?;
            write(&mut stream, fault, body, clock).await?;
            return Some(Open::Begun(stream));
        }
    }
    None
}

async fn write(
    stream: &mut SendStream<Bytes>,
    fault: Fault,
    body: &'static str,
    clock: &StoppedClock,
) -> Option<()> {
    let (half, _rest) = body.split_at(body.len() / 2);
    match fault {
        // The length was another one.
        Fault::BadChunks => stream.send_data(half.into(), true).ok()?,
        Fault::CutBody => {
            stream.send_data(half.into(), false).ok()?;
            tokio::task::yield_now().await;
            stream.send_reset(Reason::INTERNAL_ERROR);
        }
        Fault::Trickle | Fault::Slow => {
            for (at, byte) in body.bytes().enumerate() {
                let is_last = at + 1 == body.len();
                if is_last && fault == Fault::Trickle {
                    clock.hang();
                    break;
                }
                let byte = Bytes::copy_from_slice(&[byte]);
                stream.send_data(byte, is_last).ok()?;
                tokio::task::yield_now().await;
            }
        }
        _ if body.is_empty() => {}
        _ => stream.send_data(body.into(), true).ok()?,
    }
    Some(())
}
