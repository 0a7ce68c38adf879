//! HTTP/2 by hand, as far as a server needs it that says where it stops: which streams it tells of
//! in a `GOAWAY` is for no library to choose here.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;

const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;

const REFUSED_STREAM: u32 = 7;

/// `:status: 202` and `content-type: application/json`, both as literals without an index.
const ACCEPTED: &[u8] = b"\x08\x03202\x0f\x10\x10application/json";

/// The preface of both sides.
pub(super) async fn greet(stream: &mut TcpStream) -> Option<()> {
    let mut preface = [0; 24];
    stream.read_exact(&mut preface).await.ok()?;
    assert_eq!(&preface, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    write(stream, SETTINGS, 0, 0, &[]).await
}

/// Reads frames until a request is at its end; gives the number of its stream.
pub(super) async fn request(stream: &mut TcpStream) -> Option<u32> {
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.ok()?;
        let [a, b, c, kind, flags, id @ ..] = head;
        let mut payload = vec![0; u32::from_be_bytes([0, a, b, c]) as usize];
        stream.read_exact(&mut payload).await.ok()?;
        match kind {
            DATA | HEADERS if flags & END_STREAM != 0 => return Some(u32::from_be_bytes(id)),
            SETTINGS | PING if flags & ACK == 0 => {
                let echo: &[u8] = if kind == PING { &payload } else { &[] };
                write(stream, kind, ACK, 0, echo).await?;
            }
            _ => {}
        }
    }
}

pub(super) async fn accept(stream: &mut TcpStream, id: u32, body: &str) -> Option<()> {
    write(stream, HEADERS, END_HEADERS, id, ACCEPTED).await?;
    write(stream, DATA, END_STREAM, id, body.as_bytes()).await
}

pub(super) async fn refuse(stream: &mut TcpStream, id: u32) -> Option<()> {
    write(stream, RST_STREAM, 0, id, &REFUSED_STREAM.to_be_bytes()).await
}

/// Says that no stream after this one was, or will be, looked at.
pub(super) async fn go_away(stream: &mut TcpStream, last: u32) -> Option<()> {
    let payload = [last.to_be_bytes(), 0_u32.to_be_bytes()].concat();
    write(stream, GOAWAY, 0, 0, &payload).await
}

async fn write(stream: &mut TcpStream, kind: u8, flags: u8, id: u32, payload: &[u8]) -> Option<()> {
    let [_, length @ ..] = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let head = [&length[..], &[kind, flags], &id.to_be_bytes()].concat();
    stream.write_all(&[&head, payload].concat()).await.ok()
}
