//! Bodies as they come: bytes in pieces, from memory or from somewhere else.
//!
//! A [`ByteStream`] knows nothing about HTTP but its media type; clients and servers turn their own bodies into it
//! and back. It refuses to grow without a limit: [`ByteStream::collect`] asks for one.

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

/// An error of whatever a stream reads from.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// A body that is not held in memory, or that is and need not be.
///
/// ```
/// use openapi_types::ByteStream;
///
/// let body = ByteStream::from("text");
/// assert_eq!(body.length(), Some(4));
/// assert_eq!(body.into_whole().expect("one piece"), "text");
///
/// // Where the document has a range such as `image/*`, the sender says which type it is.
/// let picture = ByteStream::from("GIF89a").of_type("image/gif");
/// assert_eq!(picture.media_type(), Some("image/gif"));
/// ```
#[derive(Default)]
pub struct ByteStream {
    source: Source,
    length: Option<u64>,
    media_type: Option<Box<str>>,
}

#[derive(Default)]
enum Source {
    #[default]
    Empty,
    Whole(Bytes),
    /// Never locked: a stream is read through `&mut`. The mutex makes it `Sync`, so that handlers
    /// may hold references to it across an `await`.
    Pieces(Mutex<Pieces>),
}

impl ByteStream {
    /// A stream of pieces, of a length that is not known.
    pub fn new<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        let pieces: Pieces = Box::pin(Converted(Box::pin(stream)));
        Self {
            source: Source::Pieces(Mutex::new(pieces)),
            length: None,
            media_type: None,
        }
    }

    /// No bytes at all.
    pub fn empty() -> Self {
        Self::from(Bytes::new())
    }

    /// Says how many bytes there will be, which HTTP announces. It is not checked here.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// How many bytes there are, where that is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Says what the bytes are. It is sent where the document has a range of media types, and must
    /// be in that; where the document has one media type, that one is sent.
    #[must_use]
    pub fn of_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into().into_boxed_str());
        self
    }

    /// What the bytes are: the `Content-Type` that they came with, or what the sender said.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The bytes, when they are in memory already and nothing was read of them; else the stream.
    pub fn into_whole(self) -> Result<Bytes, Self> {
        match self.source {
            Source::Empty => Ok(Bytes::new()),
            Source::Whole(bytes) => Ok(bytes),
            Source::Pieces(_) => Err(self),
        }
    }

    /// Reads all of it into memory.
    ///
    /// # Errors
    /// More than `limit` bytes, or an error of the source.
    pub async fn collect(self, limit: usize) -> Result<Bytes, CollectError> {
        let too_large = CollectError::TooLarge { limit };
        let mut stream = match self.into_whole() {
            Ok(bytes) if bytes.len() <= limit => return Ok(bytes),
            Ok(_) => return Err(too_large),
            Err(stream) => stream,
        };
        let mut all = BytesMut::new();
        loop {
            let next = std::future::poll_fn(|context| Pin::new(&mut stream).poll_next(context));
            match next.await {
                None => return Ok(all.freeze()),
                Some(Err(error)) => return Err(CollectError::Source(error)),
                Some(Ok(piece)) if piece.len() > limit - all.len() => return Err(too_large),
                Some(Ok(piece)) => all.extend_from_slice(&piece),
            }
        }
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Source::Pieces(pieces) = &mut self.source {
            let pieces = pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
            return pieces.as_mut().poll_next(context);
        }
        match std::mem::take(&mut self.source) {
            Source::Whole(bytes) if !bytes.is_empty() => Poll::Ready(Some(Ok(bytes))),
            Source::Whole(_) | Source::Empty | Source::Pieces(_) => Poll::Ready(None),
        }
    }
}

/// Without the content.
impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("length", &self.length)
            .field("media_type", &self.media_type)
            .finish_non_exhaustive()
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        // A usize has at most 64 bits.
        let length = u64::try_from(bytes.len()).ok();
        Self {
            source: Source::Whole(bytes),
            length,
            media_type: None,
        }
    }
}

macro_rules! from_memory {
    ($($type:ty),* $(,)?) => {$(
        impl From<$type> for ByteStream {
            fn from(bytes: $type) -> Self {
                Self::from(Bytes::from(bytes))
            }
        }
    )*};
}

from_memory! { Vec<u8>, String, &'static str, &'static [u8] }

/// Why a stream could not be read into memory.
#[derive(Debug)]
#[non_exhaustive]
pub enum CollectError {
    /// There is more than was asked for.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The source failed.
    Source(BoxError),
}

impl fmt::Display for CollectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit } => write!(f, "more than {limit} bytes"),
            Self::Source(_) => f.write_str("the bytes could not be read"),
        }
    }
}

impl std::error::Error for CollectError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::TooLarge { .. } => None,
            Self::Source(error) => Some(&**error),
        }
    }
}

/// A stream with its items turned into ours.
struct Converted<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Converted<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.0.as_mut().poll_next(context);
        next.map(|item| item.map(|item| item.map(Into::into).map_err(Into::into)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::Waker;

    /// Pieces that are all there.
    struct Ready(Vec<Result<&'static str, &'static str>>);

    impl Stream for Ready {
        type Item = Result<&'static str, &'static str>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready((!self.0.is_empty()).then(|| self.0.remove(0)))
        }
    }

    fn collect(stream: ByteStream, limit: usize) -> Result<Bytes, String> {
        let mut future = Box::pin(stream.collect(limit));
        match future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(result) => result.map_err(|error| error.to_string()),
            Poll::Pending => Err("pending".to_owned()),
        }
    }

    #[test]
    fn collects_up_to_a_limit() {
        let check =
            |pieces: &[Result<&'static str, &'static str>], limit, expected: Result<&str, &str>| {
                let stream = ByteStream::new(Ready(pieces.to_vec()));
                let expected = expected
                    .map(|text| Bytes::from(text.to_owned()))
                    .map_err(str::to_owned);
                assert_eq!(collect(stream, limit), expected, "{pieces:?} {limit}");
            };
        check(&[], 0, Ok(""));
        check(&[Ok("ab"), Ok(""), Ok("c")], 3, Ok("abc"));
        check(&[Ok("ab"), Ok("c")], 2, Err("more than 2 bytes"));
        check(
            &[Ok("ab"), Err("gone")],
            2,
            Err("the bytes could not be read"),
        );
        assert_eq!(collect("abc".into(), 3), Ok("abc".into()));
        assert_eq!(
            collect("abc".into(), 2),
            Err("more than 2 bytes".to_owned())
        );
        assert_eq!(collect(ByteStream::default(), 0), Ok(Bytes::new()));
    }

    #[test]
    fn shows_no_content_and_can_be_shared() {
        fn shared<T: Send + Sync + Unpin + 'static>(_: &T) {}
        let stream = ByteStream::from("secret");
        shared(&stream);
        assert_eq!(
            format!("{stream:?}"),
            "ByteStream { length: Some(6), media_type: None, .. }"
        );
        assert!(ByteStream::new(Ready(Vec::new())).into_whole().is_err());
    }
}
