//! An answer on its way out: whole, cut short, or none at all.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::{
    Response, StatusCode,
    header::{CONNECTION, CONTENT_LENGTH, HeaderName, HeaderValue},
};
use tokio::sync::Notify;

use crate::{case::Ending, case::Reply, exchange::RawResponse};

/// The body of an answer. Where the answer must be cut, the body never ends, and says by a
/// notification when the connection is to be closed: by then all of it was written.
#[derive(Debug)]
pub(super) struct ReplyBody {
    data: Bytes,
    cut: Option<Arc<Notify>>,
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if !self.data.is_empty() {
            let data = std::mem::take(&mut self.data);
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
        match &self.cut {
            None => Poll::Ready(None),
            Some(cut) => {
                cut.notify_one();
                Poll::Pending
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_empty() && self.cut.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        match self.cut {
            Some(_) => SizeHint::default(),
            None => SizeHint::with_exact(u64::try_from(self.data.len()).unwrap_or(u64::MAX)),
        }
    }
}

/// Whether the connection may be used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Afterwards {
    Keep,
    Close,
}

/// The message to write; never returned where no answer is to come.
pub(super) async fn message(
    reply: Reply,
    afterwards: Afterwards,
    cut: &Arc<Notify>,
) -> Response<ReplyBody> {
    match reply.ending {
        Ending::Whole => whole(reply.response, afterwards),
        Ending::Truncated(kept) => truncated(reply.response, kept, cut),
        Ending::Closed => {
            cut.notify_one();
            std::future::pending().await
        }
        Ending::Silent => std::future::pending().await,
    }
}

fn whole(answer: RawResponse, afterwards: Afterwards) -> Response<ReplyBody> {
    let mut response = head(&answer);
    if afterwards == Afterwards::Close {
        let headers = response.headers_mut();
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response.map(|()| ReplyBody {
        data: answer.body.into(),
        cut: None,
    })
}

fn truncated(answer: RawResponse, kept: usize, cut: &Arc<Notify>) -> Response<ReplyBody> {
    let mut response = head(&answer);
    let announced = answer.body.len();
    response
        .headers_mut()
        .insert(CONTENT_LENGTH, HeaderValue::from(announced));
    // What is not cut would be whole, and the client right to take it.
    let kept = kept.min(announced.saturating_sub(1));
    let data = Bytes::from(answer.body).slice(..kept);
    response.map(|()| ReplyBody {
        data,
        cut: Some(Arc::clone(cut)),
    })
}

fn head(answer: &RawResponse) -> Response<()> {
    let mut response = Response::new(());
    let status = StatusCode::from_u16(answer.status);
    *response.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers.iter() {
        // A name or value that HTTP does not allow cannot be sent; the document has been told.
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}
