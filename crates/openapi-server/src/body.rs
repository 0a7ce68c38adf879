//! The body of an answer: one piece of bytes, none, or a stream of pieces.
//!
//! The length of what is in memory is always known, so a server can announce it.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
#[cfg(feature = "stream")]
use openapi_types::ByteStream;

use crate::BoxError;

/// Bytes to answer with; the default is none.
#[derive(Default)]
pub struct Body {
    bytes: Bytes,
    #[cfg(feature = "stream")]
    stream: Option<Box<ByteStream>>,
}

impl Body {
    /// No bytes at all.
    pub const fn empty() -> Self {
        Self {
            bytes: Bytes::new(),
            #[cfg(feature = "stream")]
            stream: None,
        }
    }

    /// Bytes as they come.
    #[cfg(feature = "stream")]
    pub fn from_stream(stream: ByteStream) -> Self {
        match stream.into_whole() {
            Ok(bytes) => bytes.into(),
            Err(stream) => Self {
                bytes: Bytes::new(),
                stream: Some(Box::new(stream)),
            },
        }
    }

    /// The bytes that are still to be sent; none of a stream.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Gives the bytes away; none of a stream.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// How many bytes there are, where that is known.
    pub(crate) fn length(&self) -> Option<u64> {
        #[cfg(feature = "stream")]
        if let Some(stream) = &self.stream {
            return stream.length();
        }
        u64::try_from(self.bytes.len()).ok()
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self {
            bytes: bytes.into(),
            #[cfg(feature = "stream")]
            stream: None,
        }
    }
}

impl fmt::Debug for Body {
    /// Without the bytes: they can hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    #[cfg_attr(
        not(feature = "stream"),
        expect(unused_variables, reason = "bytes in memory are always there")
    )]
    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        #[cfg(feature = "stream")]
        if let Some(stream) = &mut self.stream {
            let next = futures_core::Stream::poll_next(Pin::new(&mut **stream), cx);
            return next.map(|piece| piece.map(|piece| piece.map(Frame::data)));
        }
        let bytes = std::mem::take(&mut self.bytes);
        Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        #[cfg(feature = "stream")]
        if self.stream.is_some() {
            return false;
        }
        self.bytes.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.length()
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
