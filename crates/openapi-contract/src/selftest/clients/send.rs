//! One request over one connection, as bytes, with nothing done by itself.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use super::Habit;
use crate::exchange::{RawRequest, RawResponse};

/// How many pieces a request comes in, and how long a chunk is.
const PIECES: usize = 12;
const CHUNK: usize = 64;

/// What came back.
#[derive(Debug)]
pub(super) enum Exchanged {
    Whole(RawResponse),
    /// Less than was announced.
    Truncated(RawResponse),
    Closed,
    Silent,
}

pub(super) async fn send(
    address: &str,
    request: &RawRequest,
    patience: Duration,
    habit: Option<Habit>,
) -> Exchanged {
    let mut answer = Vec::new();
    match timeout(patience, exchange(address, request, habit, &mut answer)).await {
        Err(_) => Exchanged::Silent,
        // A connection that was reset has told what it told.
        Ok(_) => read(&answer),
    }
}

async fn exchange(
    address: &str,
    request: &RawRequest,
    habit: Option<Habit>,
    answer: &mut Vec<u8>,
) -> io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    let bytes = bytes(request, habit);
    let piece = match habit {
        Some(Habit::Segments) => bytes.len().div_ceil(PIECES).max(1),
        _ => bytes.len().max(1),
    };
    for piece in bytes.chunks(piece) {
        stream.write_all(piece).await?;
        stream.flush().await?;
    }
    if habit == Some(Habit::HalfCloses) {
        stream.shutdown().await?;
    }
    // A connection that is kept does not say when an answer ends.
    while habit != Some(Habit::KeepsAlive) || !is_whole(answer) {
        if stream.read_buf(answer).await? == 0 {
            break;
        }
    }
    Ok(())
}

/// Whether there is all of an answer that says how long it is.
fn is_whole(answer: &[u8]) -> bool {
    match read(answer) {
        Exchanged::Whole(response) => {
            response.headers.text("content-length").is_some()
                || matches!(response.status, 204 | 304)
        }
        Exchanged::Truncated(_) | Exchanged::Closed | Exchanged::Silent => false,
    }
}

fn bytes(request: &RawRequest, habit: Option<Habit>) -> Vec<u8> {
    let mut bytes = format!("{} {} HTTP/1.1\r\n", request.method, request.target).into_bytes();
    for (name, value) in request.headers.iter() {
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(value);
        bytes.extend_from_slice(b"\r\n");
    }
    let end: &[u8] = match habit {
        Some(Habit::KeepsAlive) => b"\r\n",
        _ => b"connection: close\r\n\r\n",
    };
    bytes.extend_from_slice(end);
    if request.headers.text("transfer-encoding").is_none() {
        bytes.extend_from_slice(&request.body);
        return bytes;
    }
    for chunk in request.body.chunks(CHUNK) {
        bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}

fn read(answer: &[u8]) -> Exchanged {
    match read_one(answer) {
        // An interim answer: the real one follows.
        Exchanged::Whole(response) if response.status < 200 => {
            let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
            let rest = end.and_then(|at| answer.get(at + 4..));
            rest.map_or(Exchanged::Closed, read)
        }
        exchanged => exchanged,
    }
}

fn read_one(answer: &[u8]) -> Exchanged {
    let mut fields = [httparse::EMPTY_HEADER; 128];
    let mut head = httparse::Response::new(&mut fields);
    let Ok(httparse::Status::Complete(length)) = head.parse(answer) else {
        return Exchanged::Closed;
    };
    let mut response = RawResponse::new(head.code.unwrap_or_default());
    for field in head.headers.iter() {
        response.headers.push(field.name, field.value);
    }
    response.body = answer.get(length..).unwrap_or_default().to_vec();
    let announced = response.headers.text("content-length");
    match announced.and_then(|length| length.parse::<usize>().ok()) {
        Some(length) if length > response.body.len() => Exchanged::Truncated(response),
        _ => Exchanged::Whole(response),
    }
}
