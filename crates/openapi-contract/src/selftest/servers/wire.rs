//! The right answer, sent in an unusual way over a loopback socket.
//!
//! No HTTP library is between the answer and the wire, since none would write what is wrong here.

use std::{io, net::Ipv4Addr, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use super::{Needs, Right, Server, Way};
use crate::exchange::{RawRequest, RawResponse};

/// How an answer is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trick {
    /// Nothing comes.
    Hangs,
    /// The head comes, and then nothing.
    HangsInBody,
    /// The connection is closed before an answer.
    Closes,
    /// The head is cut.
    CutsHead,
    /// The body is shorter than announced.
    CutsBody,
    /// The last chunk does not come.
    CutsChunks,
    /// A chunk does not say how long it is.
    BreaksChunks,
    /// Each byte takes too long.
    Drips,
    /// Something else than HTTP.
    NotHttp,
    /// Two lengths of one body.
    TwoLengths,
    /// A length beside chunks.
    LengthAndChunks,
    /// A further body behind the answer, on a connection that is kept.
    Surplus,
    /// In chunks of a few bytes.
    Chunked,
    /// The names of header fields in lower case.
    LowerCase,
    /// The connection is closed after each answer.
    ClosesAfterwards,
    /// As HTTP/1.0 did: the body ends with the connection.
    Http10,
    /// In two parts, with a pause between them.
    Pauses,
    /// Without words behind the status.
    NoReason,
    /// After an interim answer.
    Continues,
}

pub(super) const FAULTS: &[Server] = &[
    wire("hangs", "No answer comes.", Trick::Hangs),
    wire(
        "hangs-in-body",
        "The body of an answer does not come.",
        Trick::HangsInBody,
    ),
    wire(
        "closes",
        "The connection is closed before an answer.",
        Trick::Closes,
    ),
    wire(
        "cuts-head",
        "The head of an answer is cut.",
        Trick::CutsHead,
    ),
    wire(
        "cuts-body",
        "A body is shorter than announced.",
        Trick::CutsBody,
    ),
    wire(
        "cuts-chunks",
        "The last chunk of a body does not come.",
        Trick::CutsChunks,
    ),
    wire(
        "breaks-chunks",
        "A chunk does not say how long it is.",
        Trick::BreaksChunks,
    ),
    wire(
        "drips",
        "Each byte of an answer takes too long.",
        Trick::Drips,
    ),
    wire(
        "not-http",
        "An answer is something else than HTTP.",
        Trick::NotHttp,
    ),
    wire("two-lengths", "A body has two lengths.", Trick::TwoLengths),
    wire(
        "length-and-chunks",
        "A body in chunks has a length too.",
        Trick::LengthAndChunks,
    ),
    wire("surplus", "Something follows the answer.", Trick::Surplus),
];

pub(super) const VARIATIONS: &[Server] = &[
    wire(
        "chunked",
        "A body comes in chunks of a few bytes.",
        Trick::Chunked,
    ),
    wire(
        "lower-case-headers",
        "Names of header fields in lower case.",
        Trick::LowerCase,
    ),
    wire(
        "closes-afterwards",
        "The connection is closed after each answer.",
        Trick::ClosesAfterwards,
    ),
    wire(
        "http-1.0",
        "A body ends with its connection.",
        Trick::Http10,
    ),
    wire("pauses", "An answer comes in two parts.", Trick::Pauses),
    wire(
        "no-reason",
        "There are no words behind the status.",
        Trick::NoReason,
    ),
    wire(
        "continues",
        "An interim answer comes first.",
        Trick::Continues,
    ),
];

const fn wire(name: &'static str, text: &'static str, trick: Trick) -> Server {
    Server {
        name,
        text,
        needs: Needs::Nothing,
        way: Way::Wire(trick),
    }
}

/// Longer than any deadline of the selftest.
const FOREVER: Duration = Duration::from_hours(1);
/// Between two bytes; a whole answer takes longer than any deadline.
const DRIP: Duration = Duration::from_millis(200);
const PAUSE: Duration = Duration::from_millis(2);

/// A server on a loopback port. It stops when it is dropped.
#[derive(Debug)]
pub struct Loopback {
    url: String,
    task: JoinHandle<()>,
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Loopback {
    /// Listens on a free port.
    ///
    /// # Errors
    /// There is none.
    pub async fn start(right: Arc<Right>, trick: Trick) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let task = tokio::spawn(async move {
            let mut open = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                while open.try_join_next().is_some() {}
                let right = Arc::clone(&right);
                open.spawn(async move {
                    // A caller that has gone away has had enough.
                    let _ = talk(stream, &right, trick).await;
                });
            }
        });
        Ok(Self { url, task })
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }
}

async fn talk(mut stream: TcpStream, right: &Right, trick: Trick) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut read = Vec::new();
    while let Some(request) = next(&mut stream, &mut read).await? {
        let answer = right.answer(&request);
        let is_head = request.method == "HEAD" || matches!(answer.status, 204 | 304);
        send(&mut stream, &answer, trick, is_head).await?;
        if !matches!(
            trick,
            Trick::Chunked
                | Trick::LowerCase
                | Trick::Pauses
                | Trick::NoReason
                | Trick::Continues
                | Trick::Surplus
        ) {
            break;
        }
    }
    stream.shutdown().await
}

/// The next request of a connection.
async fn next(stream: &mut TcpStream, read: &mut Vec<u8>) -> io::Result<Option<RawRequest>> {
    loop {
        if let Some((request, length)) = parse(read) {
            read.drain(..length);
            return Ok(Some(request));
        }
        if stream.read_buf(read).await? == 0 {
            return Ok(None);
        }
    }
}

/// A whole request at the start of these bytes, and its length.
fn parse(bytes: &[u8]) -> Option<(RawRequest, usize)> {
    let mut fields = [httparse::EMPTY_HEADER; 128];
    let mut head = httparse::Request::new(&mut fields);
    let Ok(httparse::Status::Complete(start)) = head.parse(bytes) else {
        return None;
    };
    let mut request = RawRequest::new(head.method?, head.path?);
    for field in head.headers.iter() {
        request.headers.push(field.name, field.value);
    }
    let rest = bytes.get(start..)?;
    if request.headers.text("transfer-encoding").is_some() {
        let (body, length) = chunks(rest)?;
        request.body = body;
        return Some((request, start + length));
    }
    let length = request.headers.text("content-length");
    let length = length
        .and_then(|length| length.parse::<usize>().ok())
        .unwrap_or(0);
    request.body = rest.get(..length)?.to_vec();
    Some((request, start + length))
}

/// A whole body in chunks, and how many bytes it takes.
fn chunks(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut body = Vec::new();
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        let Ok(httparse::Status::Complete((line, size))) = httparse::parse_chunk_size(rest) else {
            return None;
        };
        let size = usize::try_from(size).ok()?;
        let data = rest.get(line..line + size)?;
        rest.get(line + size..line + size + 2)?;
        body.extend_from_slice(data);
        at += line + size + 2;
        if size == 0 {
            return Some((body, at));
        }
    }
}

async fn send(
    stream: &mut TcpStream,
    answer: &RawResponse,
    trick: Trick,
    is_bodiless: bool,
) -> io::Result<()> {
    let body = if is_bodiless {
        &[][..]
    } else {
        &answer.body[..]
    };
    let sized = |length: usize| format!("Content-Length: {length}\r\n");
    let chunked = !is_bodiless
        && matches!(
            trick,
            Trick::Chunked | Trick::CutsChunks | Trick::BreaksChunks | Trick::LengthAndChunks
        );
    let framing = match trick {
        _ if answer.status == 204 => String::new(),
        Trick::LengthAndChunks if chunked => sized(body.len()) + "Transfer-Encoding: chunked\r\n",
        _ if chunked => "Transfer-Encoding: chunked\r\n".to_owned(),
        Trick::Http10 => String::new(),
        Trick::CutsBody => sized(body.len() + 7),
        Trick::TwoLengths => sized(body.len()) + &sized(body.len() + 1),
        Trick::ClosesAfterwards => sized(body.len()) + "Connection: close\r\n",
        _ => sized(body.len()),
    };
    let mut head = head(answer, trick, &framing);
    match trick {
        Trick::Hangs => {
            tokio::time::sleep(FOREVER).await;
        }
        Trick::Closes => {}
        Trick::NotHttp => stream.write_all(b"+OK ready\r\n").await?,
        Trick::CutsHead => {
            head.truncate(head.len() / 2);
            stream.write_all(&head).await?;
        }
        Trick::HangsInBody => {
            stream.write_all(&head).await?;
            if !body.is_empty() {
                tokio::time::sleep(FOREVER).await;
            }
        }
        Trick::Drips => {
            for byte in head.iter().chain(body) {
                stream.write_all(std::slice::from_ref(byte)).await?;
                tokio::time::sleep(DRIP).await;
            }
        }
        Trick::Pauses => {
            let all = [&head, body].concat();
            let (first, second) = all.split_at(all.len() / 2);
            stream.write_all(first).await?;
            tokio::time::sleep(PAUSE).await;
            stream.write_all(second).await?;
        }
        _ if chunked => {
            stream
                .write_all(&[head, in_chunks(body, trick)].concat())
                .await?;
        }
        Trick::Surplus => stream.write_all(&[&head, body, b"{}\r\n"].concat()).await?,
        _ => stream.write_all(&[&head, body].concat()).await?,
    }
    Ok(())
}

fn head(answer: &RawResponse, trick: Trick, framing: &str) -> Vec<u8> {
    let version = if trick == Trick::Http10 { "1.0" } else { "1.1" };
    let reason = if trick == Trick::NoReason {
        ""
    } else {
        "Contract"
    };
    let mut head = match trick {
        Trick::Continues => b"HTTP/1.1 103 Early Hints\r\n\r\n".to_vec(),
        _ => Vec::new(),
    };
    head.extend_from_slice(format!("HTTP/{version} {} {reason}\r\n", answer.status).as_bytes());
    for (name, value) in answer.headers.iter() {
        let name = match trick {
            Trick::LowerCase => name.to_ascii_lowercase(),
            _ => name.to_owned(),
        };
        head.extend_from_slice(name.as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value);
        head.extend_from_slice(b"\r\n");
    }
    let framing = match trick {
        Trick::LowerCase => framing.to_ascii_lowercase(),
        _ => framing.to_owned(),
    };
    head.extend_from_slice(framing.as_bytes());
    head.extend_from_slice(b"\r\n");
    head
}

fn in_chunks(body: &[u8], trick: Trick) -> Vec<u8> {
    let mut bytes = Vec::new();
    for chunk in body.chunks(7) {
        bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    match trick {
        Trick::CutsChunks => {}
        Trick::BreaksChunks if !bytes.is_empty() => bytes.splice(..1, *b"zz").for_each(drop),
        _ => bytes.extend_from_slice(b"0\r\n\r\n"),
    }
    bytes
}
