//! The body of an answer, read up to the cap, and what can be made of it.

use super::media;
use crate::failure::{
    AnswerProblem, BodyProblem, DecodeError, RawResponse, Reach, TransportError, Unreadable,
};
use crate::send::Watch;
use crate::value::Head;
use crate::{Error, ResponseValue};
use bytes::Bytes;
use openapi_types::json;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use std::pin::pin;

/// What was read of an answer.
pub(super) struct Received {
    pub(super) head: Box<Head>,
    pub(super) body: Bytes,
    end: End,
}

enum End {
    Complete,
    TooLarge { limit: usize },
    Interrupted(TransportError),
}

impl Received {
    /// Reads the body until its end, the cap or a failure.
    pub(super) async fn read(
        head: Box<Head>,
        mut inner: reqwest::Response,
        limit: usize,
        mut watch: Watch,
    ) -> Self {
        let declared = inner.content_length().unwrap_or(0);
        let mut received = Self {
            head,
            body: Bytes::new(),
            end: End::Complete,
        };
        if declared > limit as u64 {
            received.end = End::TooLarge { limit };
            received.head.tally = watch.tally();
            return received;
        }
        // Most bodies are one chunk, which needs no copy.
        let mut more = Vec::new();
        loop {
            let Some(chunk) = watch.deadline.within(pin!(inner.chunk())).await else {
                received.end = End::Interrupted(TransportError::deadline(Reach::MaybeSent));
                break;
            };
            match chunk {
                Ok(None) => break,
                Ok(Some(chunk)) if received.body.is_empty() => received.body = chunk,
                Ok(Some(chunk)) => {
                    if more.is_empty() {
                        more.extend_from_slice(&received.body);
                    }
                    more.extend_from_slice(&chunk);
                }
                Err(error) => {
                    received.end = End::Interrupted(error.into());
                    break;
                }
            }
            if received.body.len().max(more.len()) > limit {
                received.end = End::TooLarge { limit };
                break;
            }
        }
        if !more.is_empty() {
            received.body = more.into();
        }
        received.head.tally = watch.tally();
        received
    }

    /// The value that `decode` finds in a body that is complete and of the right content type.
    pub(super) fn decode<T>(
        self,
        is_right: fn(&HeaderMap) -> bool,
        decode: impl FnOnce(&Bytes) -> Result<T, BodyProblem>,
    ) -> Result<ResponseValue<T>, DecodeError> {
        let Self {
            mut head,
            body,
            end,
        } = self;
        let problem = match end {
            End::Complete if !is_right(&head.headers) => BodyProblem::ContentType.into(),
            End::Complete => match decode(&body) {
                Ok(value) => {
                    head.keep_request_id(&body);
                    return Ok(ResponseValue::with_head(value, head));
                }
                Err(problem) => problem.into(),
            },
            End::Interrupted(error) => BodyProblem::Interrupted(error).into(),
            End::TooLarge { limit } => AnswerProblem::TooLarge { limit },
        };
        Err(unreadable(head, &body, problem))
    }

    /// The value of a body that is complete, JSON and a `T`.
    pub(super) fn try_json<T: DeserializeOwned>(&self) -> Option<T> {
        let decodable = matches!(self.end, End::Complete) && media::is_json(&self.head.headers);
        decodable.then(|| json::from_slice(&self.body).ok())?
    }

    /// The error for a status that nothing is known of; its body is a hint, so that one that
    /// is cut at the cap is good enough.
    pub(super) fn into_unexpected<E>(self) -> Error<E> {
        let Self { head, body, end } = self;
        let response = RawResponse::new(head, &body);
        let unreadable = match end {
            // A redirect says all with its head.
            End::Interrupted(error) if !response.status().is_redirection() => Unreadable {
                response,
                problem: BodyProblem::Interrupted(error).into(),
            },
            _ => Unreadable::undocumented(response),
        };
        DecodeError(Box::new(unreadable)).into()
    }
}

#[cold]
pub(super) fn unreadable(head: Box<Head>, body: &[u8], problem: AnswerProblem) -> DecodeError {
    let response = RawResponse::new(head, body);
    DecodeError(Box::new(Unreadable { response, problem }))
}
