//! Reading a request's body, up to a limit.
//!
//! The body is first polled here, late: a client that waits for `100 Continue` is told to go on
//! only when its head was found good. A body over the limit is not read to its end.

use std::future::poll_fn;
use std::pin::pin;

use bytes::{Buf, Bytes};
use http::HeaderMap;
use http::header::CONTENT_LENGTH;
use http_body::Body;

use crate::BoxError;

/// Any body that a request can come with; implemented for all that fit.
pub trait RequestBody: Body<Data: Buf + Send, Error: Into<BoxError>> + Send + 'static {}

impl<B> RequestBody for B where B: Body<Data: Buf + Send, Error: Into<BoxError>> + Send + 'static {}

/// A body stopped arriving: what a server's body type reports as its error, to be answered 408.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyTimedOut;

impl std::fmt::Display for BodyTimedOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the request body did not arrive in time")
    }
}

impl std::error::Error for BodyTimedOut {}

/// Why a body could not be read.
#[derive(Debug)]
pub(crate) enum ReadError {
    TooLarge,
    TimedOut,
    Broken(BoxError),
}

/// Whether the request has no body at all, as its head tells.
pub(crate) fn is_absent<B: RequestBody>(body: &B) -> bool {
    body.is_end_stream() || body.size_hint().exact() == Some(0)
}

/// Reads all of it. One piece, the usual case, is passed on without copying.
pub(crate) async fn read<B: RequestBody>(
    headers: &HeaderMap,
    body: B,
    limit: usize,
) -> Result<Bytes, ReadError> {
    if is_declared_larger(headers, &body, limit) {
        return Err(ReadError::TooLarge);
    }
    let mut body = pin!(body);
    let mut first = Bytes::new();
    let mut rest = Vec::new();
    while !body.is_end_stream() {
        let Some(frame) = poll_fn(|cx| body.as_mut().poll_frame(cx)).await else {
            break;
        };
        let frame = frame.map_err(|error| broken(error.into()))?;
        let Ok(mut data) = frame.into_data() else {
            continue;
        };
        let length = data.remaining();
        if length > limit - first.len() - rest.len() {
            return Err(ReadError::TooLarge);
        }
        if first.is_empty() {
            first = data.copy_to_bytes(length);
        } else {
            rest.reserve(length);
            while data.has_remaining() {
                let chunk = data.chunk();
                rest.extend_from_slice(chunk);
                let taken = chunk.len();
                data.advance(taken);
            }
        }
    }
    if rest.is_empty() {
        Ok(first)
    } else {
        Ok([&first[..], &rest].concat().into())
    }
}

/// Whether the announced length is over the limit.
pub(crate) fn is_declared_larger<B: RequestBody>(
    headers: &HeaderMap,
    body: &B,
    limit: usize,
) -> bool {
    declared(headers, body) > u64::try_from(limit).unwrap_or(u64::MAX)
}

/// The announced length. The header is asked only where the body itself does not know.
fn declared<B: RequestBody>(headers: &HeaderMap, body: &B) -> u64 {
    let hint = body.size_hint();
    if hint.exact().is_some() {
        return hint.lower();
    }
    let header = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    header.unwrap_or_else(|| hint.lower())
}

#[cold]
fn broken(error: BoxError) -> ReadError {
    if error.is::<BodyTimedOut>() {
        ReadError::TimedOut
    } else {
        ReadError::Broken(error)
    }
}
