//! The socket of a connection, telling what it does, and closing without losing an answer.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::Options;
use super::activity::{Activity, Unread};

/// How much of a refused body is thrown away at the end, at most.
const LINGER_BYTES: usize = 16 * 1024 * 1024;

/// A socket whose reads and writes are noted.
pub(super) struct Socket {
    stream: TcpStream,
    activity: Activity,
    options: Arc<Options>,
    closing: Closing,
}

enum Closing {
    Open,
    /// Our side is closed; the client may still be sending what nobody reads. Closing the socket
    /// now would reset the connection and with it the answer.
    Lingering {
        until: Pin<Box<Sleep>>,
        left: usize,
    },
    Done,
}

impl Socket {
    pub(super) fn new(stream: TcpStream, activity: Activity, options: Arc<Options>) -> Self {
        Self {
            stream,
            activity,
            options,
            closing: Closing::Open,
        }
    }

    fn wrote(&self, poll: &Poll<io::Result<usize>>) {
        if poll.is_pending() {
            self.activity.stalled();
        } else {
            self.activity.moved();
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let poll = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.activity.received();
        }
        poll
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.wrote(&poll);
        poll
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.stream).poll_write_vectored(cx, bytes);
        self.wrote(&poll);
        poll
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        loop {
            match &mut this.closing {
                Closing::Open => {
                    ready!(Pin::new(&mut this.stream).poll_shutdown(cx))?;
                    this.closing = match this.activity.unread() {
                        Unread::No => Closing::Done,
                        Unread::Yes => Closing::Lingering {
                            until: Box::pin(sleep(this.options.linger)),
                            left: LINGER_BYTES,
                        },
                    };
                }
                Closing::Lingering { until, left } => {
                    let is_over = until.as_mut().poll(cx).is_ready();
                    if is_over || ready!(poll_discard(&mut this.stream, cx, left)) {
                        this.closing = Closing::Done;
                    }
                }
                Closing::Done => return Poll::Ready(Ok(())),
            }
        }
    }
}

/// Throws one read away; ready with whether there is nothing more to wait for.
fn poll_discard(stream: &mut TcpStream, cx: &mut Context<'_>, left: &mut usize) -> Poll<bool> {
    let mut space = [0; 4096];
    let mut buffer = ReadBuf::new(&mut space);
    let read = ready!(Pin::new(stream).poll_read(cx, &mut buffer));
    let count = buffer.filled().len();
    *left = left.saturating_sub(count);
    Poll::Ready(read.is_err() || count == 0 || *left == 0)
}
