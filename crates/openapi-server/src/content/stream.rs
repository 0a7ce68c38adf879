//! Bodies that are handed on as they come, with an eye on their size.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use openapi_types::ByteStream;

use crate::{BoxError, RequestBody};

/// A streamed body is larger than it may be. A handler that fails with it as its cause is
/// answered for with 413.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyTooLarge;

impl fmt::Display for BodyTooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request body is larger than it may be")
    }
}

impl std::error::Error for BodyTooLarge {}

/// The body as a stream that ends in an error where it gets too large.
pub(crate) fn limited<B: RequestBody>(body: B, limit: usize) -> ByteStream {
    let length = body.size_hint().exact();
    let stream = ByteStream::new(Limited { body, left: limit });
    match length {
        Some(length) => stream.with_length(length),
        None => stream,
    }
}

pin_project_lite::pin_project! {
    struct Limited<B> {
        #[pin]
        body: B,
        left: usize,
    }
}

impl<B: RequestBody> Stream for Limited<B> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut this = self.project();
        loop {
            let Some(frame) = ready!(this.body.as_mut().poll_frame(cx)) else {
                return Poll::Ready(None);
            };
            let mut data = match frame.map(http_body::Frame::into_data) {
                Ok(Ok(data)) => data,
                // Trailers.
                Ok(Err(_)) => continue,
                Err(error) => return Poll::Ready(Some(Err(error.into()))),
            };
            let length = data.remaining();
            let Some(left) = this.left.checked_sub(length) else {
                return Poll::Ready(Some(Err(BodyTooLarge.into())));
            };
            *this.left = left;
            if length > 0 {
                return Poll::Ready(Some(Ok(data.copy_to_bytes(length))));
            }
        }
    }
}
