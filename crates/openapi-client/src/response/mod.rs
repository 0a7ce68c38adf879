//! An answer whose head is there: read up to the cap, then decoded as the document says.
//!
//! It refuses to call something a success that is not: a wrong type, `null`, a truncated body
//! and a page of HTML are errors. Which status is documented is the generated code's matter.

mod media;
mod received;

use crate::failure::{BodyProblem, DecodeError};
use crate::parameter::HeaderStyle;
use crate::redact::Headers;
use crate::send::Watch;
use crate::text::{self, Split, Texts};
use crate::value::Head;
use crate::{Error, ErrorBody, ResponseValue};
#[cfg(feature = "stream")]
pub(crate) use media::is_in;
use openapi_types::json;
use received::{Received, unreadable};
use reqwest::StatusCode;
#[cfg(feature = "stream")]
use reqwest::header::CONTENT_TYPE;
use reqwest::header::{HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;
use std::fmt;

/// An answer that is yet to be read.
pub struct Response {
    inner: reqwest::Response,
    limit: usize,
    watch: Watch,
}

impl Response {
    pub(crate) fn new(inner: reqwest::Response, limit: usize, watch: Watch) -> Self {
        Self {
            inner,
            limit,
            watch,
        }
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
    pub async fn json<T: DeserializeOwned>(self) -> Result<ResponseValue<T>, DecodeError> {
        let received = self.receive().await;
        received.decode(media::is_json, |body| Ok(json::from_slice(body)?))
    }

    /// Decodes an answer that is documented to be a `T` without a say in which media type
    /// (`*/*`): it is JSON, whatever it is called.
    ///
    /// # Errors
    /// The body is not a `T`, is larger than the cap, or did not arrive.
    pub async fn any_json<T: DeserializeOwned>(self) -> Result<ResponseValue<T>, DecodeError> {
        let received = self.receive().await;
        received.decode(|_| true, |body| Ok(json::from_slice(body)?))
    }

    /// Decodes an answer that is documented to be a text.
    ///
    /// # Errors
    /// The body is not UTF-8 or not a `T`, is larger than the cap, or did not arrive.
    pub async fn text<T: DeserializeOwned>(self) -> Result<ResponseValue<T>, DecodeError> {
        let received = self.receive().await;
        received.decode(media::is_text, |body| {
            let text = std::str::from_utf8(body).map_err(|_error| BodyProblem::Text)?;
            Texts::read(text, Split::Never).map_err(|_error| BodyProblem::Text)
        })
    }

    /// Decodes an answer that is documented to be a form.
    ///
    /// # Errors
    /// The body is not a `T`, is larger than the cap, or did not arrive.
    pub async fn form<T: DeserializeOwned>(self) -> Result<ResponseValue<T>, DecodeError> {
        let received = self.receive().await;
        received.decode(media::is_form, |body| {
            text::read_form(body).map_err(|_error| BodyProblem::Form)
        })
    }

    /// Decodes an answer that is documented to be parts.
    ///
    /// # Errors
    /// The body is not a `T`, is larger than the cap, or did not arrive.
    #[cfg(feature = "multipart")]
    pub async fn multipart<T: openapi_types::Multipart>(
        self,
    ) -> Result<ResponseValue<T>, DecodeError> {
        let boundary = crate::multipart::boundary_of(self.headers());
        let received = self.receive().await;
        received.decode(crate::multipart::is_multipart, |body| {
            let parts = boundary.and_then(|boundary| crate::multipart::read(&boundary, body));
            let parts = parts.ok_or(BodyProblem::Parts)?;
            T::from_parts(parts).map_err(|_error| BodyProblem::Parts)
        })
    }

    /// An answer that is documented to be bytes, to be read as they come. No cap holds for it.
    #[cfg(feature = "stream")]
    pub fn stream(self) -> ResponseValue<openapi_types::ByteStream> {
        let (head, body, watch) = self.into_parts();
        let stream = crate::stream::download(body, watch.deadline);
        let media_type = head.headers.get(CONTENT_TYPE).and_then(utf8);
        let stream = match media_type {
            Some(media_type) => stream.of_type(media_type),
            None => stream,
        };
        ResponseValue::with_head(stream, head)
    }

    /// An answer that is documented to have no body. One that comes nevertheless is not read.
    pub fn empty(self) -> ResponseValue<()> {
        let (head, _body, _watch) = self.into_parts();
        ResponseValue::with_head((), head)
    }

    /// Which of the documented media types the answer has: the same one, else one that is JSON
    /// as well, else a range that holds it; `application/octet-stream` is in every range. An answer
    /// without a content type has the first.
    pub fn content(&self, documented: &[&str]) -> Option<usize> {
        media::choose(self.headers(), documented)
    }

    /// The error for an answer in none of the documented media types.
    pub async fn wrong_content(self) -> DecodeError {
        let received = self.receive().await;
        unreadable(
            received.head,
            &received.body,
            BodyProblem::ContentType.into(),
        )
    }

    /// Decodes a header; an `Option` is `None` where the header is left out.
    ///
    /// # Errors
    /// The header is missing or not a `T`.
    pub fn header<T: DeserializeOwned>(
        &self,
        name: &'static str,
        style: HeaderStyle,
    ) -> Result<T, DecodeError> {
        let texts: Option<Vec<&str>> = self.headers().get_all(name).iter().map(utf8).collect();
        let read = texts.and_then(|texts| match (style, texts.as_slice()) {
            (HeaderStyle::Json, [text]) => json::from_slice(text.as_bytes()).ok(),
            (HeaderStyle::Simple | HeaderStyle::Json, _) => {
                let split = Split::Commas;
                T::deserialize(Texts { texts, split }).ok()
            }
            (HeaderStyle::SimpleExploded, _) => {
                let split = Split::CommasAndEquals;
                T::deserialize(Texts { texts, split }).ok()
            }
        });
        read.ok_or_else(|| {
            let mut head = Head::new(self.status(), self.headers().clone(), self.watch.tally());
            head.secrets = self.watch.secrets.clone();
            unreadable(Box::new(head), &[], BodyProblem::Header(name).into())
        })
    }

    /// Makes the best of an undocumented status, where the document has one type of errors in
    /// JSON: a 4xx or 5xx decodes as that if it can.
    pub async fn undocumented_error<E>(self) -> Error<E>
    where
        E: DeserializeOwned + ErrorBody,
    {
        let status = self.status();
        if !(status.is_client_error() || status.is_server_error()) {
            return self.unexpected().await;
        }
        let received = self.receive().await;
        match received.try_json() {
            Some(value) => {
                let mut head = received.head;
                head.keep_request_id(&received.body);
                Error::refused(ResponseValue::with_head(value, head))
            }
            None => received.into_unexpected(),
        }
    }

    /// An undocumented status that nothing is known of: a redirect, or unexpected.
    pub async fn unexpected<E>(self) -> Error<E> {
        self.receive().await.into_unexpected()
    }

    /// Head and body apart. The headers move, since copying them costs more than decoding.
    pub(crate) fn into_parts(mut self) -> (Box<Head>, reqwest::Response, Watch) {
        let headers = std::mem::take(self.inner.headers_mut());
        let mut head = Head::new(self.inner.status(), headers, self.watch.tally());
        head.secrets = std::mem::take(&mut self.watch.secrets);
        (Box::new(head), self.inner, self.watch)
    }

    async fn receive(self) -> Received {
        let limit = self.limit;
        let (head, inner, watch) = self.into_parts();
        Received::read(head, inner, limit, watch).await
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status())
            .field("headers", &Headers(self.headers(), &self.watch.secrets))
            .finish_non_exhaustive()
    }
}

/// The text of a header; a byte that is no UTF-8 makes it none.
fn utf8(value: &HeaderValue) -> Option<&str> {
    std::str::from_utf8(value.as_bytes()).ok()
}
