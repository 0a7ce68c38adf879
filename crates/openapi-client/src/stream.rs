//! Bodies that are read or written piece by piece.
//!
//! No cap holds for them, only the time that the call has: who reads one decides when it is enough.

use crate::TransportError;
use crate::clock::Deadline;
use crate::failure::Reach;
use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use openapi_types::{BoxError, ByteStream};
use reqwest::Body;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

/// A stream as the body of a request; bytes that are there already are sent as such.
pub(crate) fn upload(stream: ByteStream) -> Body {
    match stream.into_whole() {
        Ok(bytes) => bytes.into(),
        Err(stream) => Body::wrap(Upload(stream)),
    }
}

struct Upload(ByteStream);

impl http_body::Body for Upload {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let next = ready!(Pin::new(&mut self.0).poll_next(context));
        Poll::Ready(next.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .length()
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// The body of an answer as a stream.
pub(crate) fn download(response: reqwest::Response, deadline: Deadline) -> ByteStream {
    let length = response.content_length();
    let body = http::Response::<Body>::from(response).into_body();
    let stream = ByteStream::new(Download { body, deadline });
    match length {
        Some(length) => stream.with_length(length),
        None => stream,
    }
}

struct Download {
    body: Body,
    deadline: Deadline,
}

impl Stream for Download {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) else {
                ready!(self.deadline.poll(context));
                let late = TransportError::deadline(Reach::MaybeSent);
                return Poll::Ready(Some(Err(late)));
            };
            let Some(frame) = frame else {
                return Poll::Ready(None);
            };
            match frame.map(Frame::into_data) {
                Ok(Ok(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                // Trailers are not part of the body.
                Ok(Err(_trailers)) => {}
                Err(error) => return Poll::Ready(Some(Err(error.into()))),
            }
        }
    }
}
