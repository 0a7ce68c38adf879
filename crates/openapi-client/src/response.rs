//! An answer whose head is there: read up to the cap, then decoded as the document says.
//!
//! It refuses to call something a success that is not: a wrong type, `null`, a truncated body
//! and a page of HTML are errors. Which status is documented is the generated code's matter.

use crate::failure::{BodyProblem, BodyTooLarge, Redirect, TransportError, UnreadableBody};
use crate::redact::Headers;
use crate::value::Head;
use crate::{Error, ErrorBody, ResponseValue};
use bytes::Bytes;
use openapi_types::json;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde::de::DeserializeOwned;
use std::fmt;

/// An answer that is yet to be read.
pub struct Response {
    inner: reqwest::Response,
    limit: usize,
}

impl Response {
    pub(crate) fn new(inner: reqwest::Response, limit: usize) -> Self {
        Self { inner, limit }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.inner.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.inner.headers()
    }

    /// Decodes an answer that is documented to be a `T` in JSON.
    ///
    /// # Errors
    /// The body is not a `T`, is larger than the cap, or did not arrive.
    pub async fn json<T: DeserializeOwned, E>(self) -> Result<ResponseValue<T>, Error<E>> {
        Ok(self.receive().await.decode()?)
    }

    /// Decodes an answer that is documented to be the error `E` in JSON.
    pub async fn refusal<E: DeserializeOwned + ErrorBody>(self) -> Error<E> {
        match self.receive().await.decode() {
            Ok(value) => refusal(value),
            Err(failure) => failure.into(),
        }
    }

    /// Makes the best of an undocumented status, where the document has one type of success
    /// and one of errors: 2xx decodes as the former, 4xx and 5xx as the latter if they can.
    ///
    /// # Errors
    /// Always, unless the status is 2xx and the body a `T`.
    pub async fn undocumented<T, E>(self) -> Result<ResponseValue<T>, Error<E>>
    where
        T: DeserializeOwned,
        E: DeserializeOwned + ErrorBody,
    {
        if self.status().is_success() {
            self.json().await
        } else {
            Err(self.undocumented_error().await)
        }
    }

    /// Makes the best of an undocumented status, where the document has one type of success
    /// and no type of errors.
    ///
    /// # Errors
    /// Always, unless the status is 2xx and the body a `T`.
    pub async fn undocumented_success<T, E>(self) -> Result<ResponseValue<T>, Error<E>>
    where
        T: DeserializeOwned,
    {
        if self.status().is_success() {
            self.json().await
        } else {
            Err(self.unexpected().await)
        }
    }

    /// Makes the best of an undocumented status, where the document has one type of errors and
    /// no, or more than one, type of success.
    pub async fn undocumented_error<E>(self) -> Error<E>
    where
        E: DeserializeOwned + ErrorBody,
    {
        let status = self.status();
        if !(status.is_client_error() || status.is_server_error()) {
            return self.unexpected().await;
        }
        let received = self.receive().await;
        if let Some(value) = received.try_decode() {
            return refusal(ResponseValue::with_head(value, received.head));
        }
        received.into_unexpected()
    }

    /// An undocumented status that nothing is known of: a redirect, or unexpected.
    pub async fn unexpected<E>(self) -> Error<E> {
        let redirected = self.status().is_redirection();
        let received = self.receive().await;
        if redirected {
            return Error::Redirect(Box::new(Redirect::new(
                received.head.with_body(&received.body),
            )));
        }
        received.into_unexpected()
    }

    /// Head and body apart. The headers move, since copying them costs more than decoding.
    pub(crate) fn into_parts(mut self) -> (Box<Head>, reqwest::Response) {
        let headers = std::mem::take(self.inner.headers_mut());
        (
            Box::new(Head {
                status: self.inner.status(),
                headers,
                code: None,
            }),
            self.inner,
        )
    }

    /// Reads the body until its end, the cap or a failure.
    async fn receive(self) -> Received {
        let limit = self.limit;
        let (head, mut inner) = self.into_parts();
        let declared = inner.content_length().unwrap_or(0);
        let mut received = Received {
            head,
            body: Bytes::new(),
            end: End::Complete,
        };
        if declared > limit as u64 {
            received.end = End::TooLarge { limit };
            return received;
        }
        // Most bodies are one chunk, which needs no copy.
        let mut more = Vec::new();
        loop {
            match inner.chunk().await {
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
        received
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status())
            .field("headers", &Headers(self.headers()))
            .finish_non_exhaustive()
    }
}

/// Keeps the code beside the error, so that it can be printed whatever `E` is.
fn refusal<E: ErrorBody>(mut value: ResponseValue<E>) -> Error<E> {
    value.head.code = value.code().map(Box::from);
    Error::ErrorResponse(value)
}

/// What was read of an answer.
struct Received {
    head: Box<Head>,
    body: Bytes,
    end: End,
}

enum End {
    Complete,
    TooLarge { limit: usize },
    Interrupted(TransportError),
}

/// Why a body could not be decoded.
pub(crate) enum DecodeFailure {
    TooLarge(Box<BodyTooLarge>),
    Unreadable(Box<UnreadableBody>),
}

impl Received {
    fn decode<T: DeserializeOwned>(self) -> Result<ResponseValue<T>, DecodeFailure> {
        let Self { head, body, end } = self;
        let problem = match end {
            End::Complete if !is_json(&head.headers) => BodyProblem::ContentType,
            End::Complete => match json::from_slice(&body) {
                Ok(value) => return Ok(ResponseValue::with_head(value, head)),
                Err(error) => error.into(),
            },
            End::Interrupted(error) => BodyProblem::Interrupted(error),
            End::TooLarge { limit } => {
                let response = head.with_body(&body);
                return Err(DecodeFailure::TooLarge(Box::new(BodyTooLarge {
                    response,
                    limit,
                })));
            }
        };
        Err(unreadable(*head, &body, problem))
    }

    /// The value of a body that is complete and a `T`.
    fn try_decode<T: DeserializeOwned>(&self) -> Option<T> {
        let decodable = matches!(self.end, End::Complete) && is_json(&self.head.headers);
        decodable.then(|| json::from_slice(&self.body).ok())?
    }

    /// The error for a status that nothing is known of; its body is a hint, so that one that
    /// is cut at the cap is good enough.
    fn into_unexpected<E>(self) -> Error<E> {
        let Self { head, body, end } = self;
        match end {
            End::Interrupted(error) => {
                unreadable(*head, &body, BodyProblem::Interrupted(error)).into()
            }
            End::Complete | End::TooLarge { .. } => {
                Error::UnexpectedResponse(Box::new(head.with_body(&body)))
            }
        }
    }
}

#[cold]
fn unreadable(head: Head, body: &[u8], problem: BodyProblem) -> DecodeFailure {
    let response = head.with_body(body);
    DecodeFailure::Unreadable(Box::new(UnreadableBody { response, problem }))
}

/// Whether the content type is JSON, or left out.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return true;
    };
    let essence = value
        .as_bytes()
        .split(|byte| *byte == b';')
        .next()
        .unwrap_or_default();
    let essence = essence.trim_ascii();
    let suffix = essence
        .len()
        .checked_sub(5)
        .and_then(|start| essence.get(start..));
    essence.eq_ignore_ascii_case(b"application/json")
        || essence.eq_ignore_ascii_case(b"text/json")
        || suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case(b"+json"))
}

#[cfg(test)]
mod tests {
    use super::is_json;
    use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

    #[test]
    fn json_is_told_by_its_content_type() {
        let cases = [
            ("application/json", true),
            ("Application/JSON;charset=utf-8", true),
            (" application/json ; charset=UTF-8", true),
            ("application/problem+json", true),
            ("text/json", true),
            ("text/html", false),
            ("application/jsonp", false),
            ("json", false),
            ("", false),
            ("text/plain; a=application/json", false),
        ];
        for (text, json) in cases {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(text))]);
            assert_eq!(is_json(&headers), json, "{text}");
        }
        assert!(is_json(&HeaderMap::new()));
    }
}
