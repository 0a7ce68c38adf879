//! One request over one connection, as bytes, with nothing done by itself.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::exchange::{RawRequest, RawResponse};

/// What came back.
#[derive(Debug)]
pub(super) enum Exchanged {
    Whole(RawResponse),
    /// Less than was announced.
    Truncated(RawResponse),
    Closed,
    Silent,
}

pub(super) async fn send(address: &str, request: &RawRequest, patience: Duration) -> Exchanged {
    let mut answer = Vec::new();
    match timeout(patience, exchange(address, request, &mut answer)).await {
        Err(_) => Exchanged::Silent,
        // A connection that was reset has told what it told.
        Ok(_) => read(&answer),
    }
}

async fn exchange(address: &str, request: &RawRequest, answer: &mut Vec<u8>) -> io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(&bytes(request)).await?;
    stream.read_to_end(answer).await?;
    Ok(())
}

fn bytes(request: &RawRequest) -> Vec<u8> {
    let mut bytes = format!("{} {} HTTP/1.1\r\n", request.method, request.target).into_bytes();
    for (name, value) in request.headers.iter() {
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(value);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"connection: close\r\n\r\n");
    bytes.extend_from_slice(&request.body);
    bytes
}

fn read(answer: &[u8]) -> Exchanged {
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
