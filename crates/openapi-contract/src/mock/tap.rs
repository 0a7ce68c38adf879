//! The bytes of one connection, beside the HTTP library.
//!
//! An HTTP library cleans up what it reads: it cuts a `#` off the target, forgets how field names
//! were written and in which order, and refuses what it cannot parse without telling what it was.
//! The judge wants to know. A [`Tapped`] stream hands every byte on and shows it to a [`Tap`],
//! which keeps the heads and counts the bodies away.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::exchange::RawRequest;

/// How many header fields are parsed; the HTTP library takes fewer.
const FIELDS: usize = 256;

/// What was read of one connection and not yet taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Tap(Arc<Mutex<Log>>);

#[derive(Debug, Default)]
struct Log {
    place: Place,
    /// The head that is being read, and whatever came after it.
    kept: Vec<u8>,
}

/// Where in a message the next byte belongs.
#[derive(Clone, Copy, Debug, Default)]
enum Place {
    #[default]
    Head,
    /// So many bytes of a body are still to come.
    Body(u64),
    /// The line with the size of a chunk, and what was read of it.
    Size { size: u64, reading: Digits },
    /// So many bytes of a chunk, its line end included.
    Chunk(u64),
    /// A line after the last chunk, and its length so far.
    Trailer(usize),
}

/// Whether the digits of a size are still being read, or what follows them in the line.
#[derive(Clone, Copy, Debug)]
enum Digits {
    Open,
    Closed,
}

impl Place {
    const SIZE: Self = Self::Size {
        size: 0,
        reading: Digits::Open,
    };

    /// The place after one byte that is neither of a head nor of a counted body.
    fn after(self, byte: u8) -> Self {
        match self {
            Self::Head | Self::Body(_) => self,
            Self::Size { size: 0, .. } if byte == b'\n' => Self::Trailer(0),
            Self::Size { size, .. } if byte == b'\n' => Self::Chunk(size.saturating_add(2)),
            Self::Size { size, reading } => {
                let digit = char::from(byte).to_digit(16).map(u64::from);
                match (reading, digit) {
                    (Digits::Open, Some(digit)) => Self::Size {
                        size: size.saturating_mul(16).saturating_add(digit),
                        reading,
                    },
                    _ => Self::Size {
                        size,
                        reading: Digits::Closed,
                    },
                }
            }
            Self::Chunk(1) => Self::SIZE,
            Self::Chunk(left) => Self::Chunk(left.saturating_sub(1)),
            Self::Trailer(0) if byte == b'\n' => Self::Head,
            Self::Trailer(_) if byte == b'\n' => Self::Trailer(0),
            Self::Trailer(0) if byte == b'\r' => Self::Trailer(0),
            Self::Trailer(length) => Self::Trailer(length.saturating_add(1)),
        }
    }
}

impl Log {
    fn push(&mut self, mut bytes: &[u8]) {
        while let Some((&first, rest)) = bytes.split_first() {
            match self.place {
                Place::Head => {
                    self.kept.extend_from_slice(bytes);
                    return;
                }
                Place::Body(left) | Place::Chunk(left) if left > 1 => {
                    // The last byte is taken on its own, since it changes the place.
                    let wanted = usize::try_from(left - 1).unwrap_or(usize::MAX);
                    let taken = wanted.min(bytes.len());
                    let rest = left - u64::try_from(taken).unwrap_or(left);
                    self.place = match self.place {
                        Place::Body(_) => Place::Body(rest),
                        _ => Place::Chunk(rest),
                    };
                    bytes = bytes.get(taken..).unwrap_or_default();
                }
                Place::Body(_) => {
                    self.place = Place::Head;
                    bytes = rest;
                }
                place => {
                    self.place = place.after(first);
                    bytes = rest;
                }
            }
        }
    }

    fn take_head(&mut self) -> Option<RawRequest> {
        let kept = std::mem::take(&mut self.kept);
        let (head, length) = parse(&kept)?;
        self.place = framing(&head);
        self.push(kept.get(length..).unwrap_or_default());
        Some(head)
    }
}

impl Tap {
    fn log(&self) -> MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The head that was read last, as it was sent.
    pub(super) fn take_head(&self) -> Option<RawRequest> {
        self.log().take_head()
    }

    /// What was read and is not a whole head.
    pub(super) fn rest(&self) -> Vec<u8> {
        let log = self.log();
        match log.place {
            Place::Head => log.kept.clone(),
            _ => Vec::new(),
        }
    }
}

/// The head at the start of these bytes and its length.
fn parse(bytes: &[u8]) -> Option<(RawRequest, usize)> {
    let mut fields = [httparse::EMPTY_HEADER; FIELDS];
    let mut head = httparse::Request::new(&mut fields);
    let httparse::Status::Complete(length) = head.parse(bytes).ok()? else {
        return None;
    };
    let mut request = RawRequest::new(head.method?, origin_form(head.path?));
    for field in head.headers.iter() {
        request.headers.push(field.name, field.value);
    }
    Some((request, length))
}

/// A target in absolute form means the same; see RFC 9112, section 3.2.2.
fn origin_form(target: &str) -> &str {
    let Some((scheme, rest)) = target.split_once("://") else {
        return target;
    };
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return target;
    }
    match rest.find(['/', '?']) {
        Some(at) => rest.get(at..).unwrap_or(target),
        None => "/",
    }
}

fn framing(head: &RawRequest) -> Place {
    if head.headers.text("transfer-encoding").is_some() {
        return Place::SIZE;
    }
    let length = head.headers.text("content-length");
    match length.and_then(|length| length.trim().parse().ok()) {
        None | Some(0) => Place::Head,
        Some(length) => Place::Body(length),
    }
}

/// A stream that shows what is read from it to a [`Tap`].
#[derive(Debug)]
pub(super) struct Tapped<S> {
    stream: S,
    tap: Tap,
}

impl<S> Tapped<S> {
    pub(super) fn new(stream: S) -> (Self, Tap) {
        let tap = Tap::default();
        let tapped = Self {
            stream,
            tap: tap.clone(),
        };
        (tapped, tap)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Tapped<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        let read = buffer.filled().get(before..).unwrap_or_default();
        self.tap.log().push(read);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Tapped<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::Log;

    /// Heads are found wherever the pieces of the stream end.
    #[test]
    fn heads_survive_any_cut() {
        let check = |stream: &str, expected: &[&str]| {
            for size in 1..=stream.len() {
                let mut log = Log::default();
                let mut found = Vec::new();
                for piece in stream.as_bytes().chunks(size) {
                    log.push(piece);
                    while log.kept.windows(4).any(|end| end == b"\r\n\r\n") {
                        let head = log.take_head().unwrap();
                        found.push(format!("{} {}", head.method, head.target));
                    }
                }
                assert_eq!(found, expected, "{stream:?} in pieces of {size}");
                assert!(log.kept.is_empty(), "{stream:?} in pieces of {size}");
            }
        };
        check(
            "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\nGET http://x/c?d HTTP/1.1\r\n\r\n",
            &["GET /a#b", "GET /c?d"],
        );
        check(
            "POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\n12345GET /b HTTP/1.1\r\n\r\n",
            &["POST /a", "GET /b"],
        );
        check(
            "POST /a HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n\
             A;x=1\r\n0123456789\r\n1\r\nx\r\n0\r\nTrailer: y\r\n\r\nput /b HTTP/1.1\r\n\r\n",
            &["POST /a", "put /b"],
        );
        check(
            "POST /a HTTP/1.1\r\nContent-Length: 0\r\n\r\nGET /b HTTP/1.1\r\n\r\n",
            &["POST /a", "GET /b"],
        );
    }

    #[test]
    fn names_and_order_are_those_of_the_wire() {
        let mut log = Log::default();
        log.push(b"GET / HTTP/1.1\r\nX-Trace: 1\r\nhost: a\r\nX-TRACE: 2\r\n\r\n");
        let head = log.take_head().unwrap();
        let names: Vec<_> = head.headers.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["X-Trace", "host", "X-TRACE"]);
    }
}
