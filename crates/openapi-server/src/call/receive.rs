//! What was sent: reading the body, after its media type and its announced size were looked at.

use bytes::Bytes;

use super::{Call, Input};
use crate::content::{Content, ContentKind, choose};
use crate::reading::{ReadError, is_absent, read};
use crate::{Rejection, RejectionKind, RequestBody};

/// A body as far as it was read.
pub(super) enum Payload {
    /// No bytes at all were sent.
    Absent,
    Whole(Bytes),
    #[cfg(feature = "multipart")]
    Parts(Vec<openapi_types::Part>),
    #[cfg(feature = "stream")]
    Stream(openapi_types::ByteStream),
}

impl<'a> Call<'a> {
    /// Parameters only: the operation has no body.
    pub fn input(self) -> Input<'a> {
        Input::new(self, 0, Payload::Absent)
    }

    /// Reads the body, or gets ready to hand it on where it is streamed.
    ///
    /// A request without a body passes: that it should have one is a matter of its content.
    pub async fn receive<B: RequestBody>(self, body: B) -> Result<Input<'a>, Rejection> {
        if is_absent(&body) {
            return Ok(Input::new(self, 0, Payload::Absent));
        }
        let (index, content) = self.content()?;
        #[cfg(feature = "stream")]
        if content.kind == ContentKind::Bytes {
            let limit = self.settings.body_limit(self.endpoint);
            if crate::reading::is_declared_larger(self.headers(), &body, limit) {
                return Err(self.reject(RejectionKind::PayloadTooLarge));
            }
            let stream = crate::content::limited(body, limit);
            return Ok(Input::new(self, index, Payload::Stream(stream)));
        }
        let body = self.read(body).await?;
        self.taken_apart(index, content, body).await
    }

    /// Reads the body whole, whatever it is, for a signature that covers it.
    pub async fn receive_whole<B: RequestBody>(self, body: B) -> Result<Input<'a>, Rejection> {
        if is_absent(&body) {
            return Ok(self.input());
        }
        if self.endpoint.contents.is_empty() {
            let body = self.read(body).await?;
            return Ok(self.input().signed(body));
        }
        let (index, content) = self.content()?;
        let body = self.read(body).await?;
        match content.kind {
            ContentKind::Json | ContentKind::Form | ContentKind::Text => {
                self.taken_apart(index, content, body).await
            }
            #[cfg(any(feature = "multipart", feature = "stream"))]
            _ => {
                let input = self.taken_apart(index, content, body.clone()).await?;
                Ok(input.signed(body))
            }
        }
    }

    fn content(self) -> Result<(usize, &'static Content), Rejection> {
        let contents = self.endpoint.contents;
        let chosen = choose(self.headers(), contents);
        let chosen = chosen.and_then(|index| Some((index, contents.get(index)?)));
        chosen.ok_or_else(|| self.reject(RejectionKind::UnsupportedMediaType))
    }

    /// The steps that have to wait are taken here, so that [`Input`] never does.
    #[cfg_attr(
        not(feature = "multipart"),
        expect(clippy::unused_async, reason = "parts are read asynchronously")
    )]
    async fn taken_apart(
        self,
        index: usize,
        content: &Content,
        body: Bytes,
    ) -> Result<Input<'a>, Rejection> {
        let payload = match content.kind {
            // It was not announced that nothing would come.
            ContentKind::Json if body.is_empty() => Payload::Absent,
            ContentKind::Json | ContentKind::Form | ContentKind::Text => Payload::Whole(body),
            #[cfg(feature = "multipart")]
            ContentKind::Multipart if body.is_empty() => Payload::Absent,
            #[cfg(feature = "multipart")]
            ContentKind::Multipart => Payload::Parts(self.parts(body).await?),
            #[cfg(feature = "stream")]
            ContentKind::Bytes => Payload::Stream(body.into()),
        };
        Ok(Input::new(self, index, payload))
    }

    #[cfg(feature = "multipart")]
    async fn parts(self, body: Bytes) -> Result<Vec<openapi_types::Part>, Rejection> {
        let header = self.headers().get(http::header::CONTENT_TYPE);
        let content_type = header
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let parts = crate::content::multipart::parts(content_type, body).await;
        parts.map_err(|rule| {
            let mut broken = crate::Violations::new();
            broken.push("", rule);
            self.reject(RejectionKind::InvalidRequest)
                .with_violations(broken)
        })
    }

    async fn read<B: RequestBody>(self, body: B) -> Result<Bytes, Rejection> {
        let limit = self.settings.body_limit(self.endpoint);
        read(&self.parts.headers, body, limit)
            .await
            .map_err(|error| match error {
                ReadError::TooLarge => self.reject(RejectionKind::PayloadTooLarge),
                ReadError::TimedOut => self.reject(RejectionKind::RequestTimeout).closing(),
                ReadError::Broken(cause) => self
                    .reject(RejectionKind::InvalidRequest)
                    .with_cause(cause)
                    .closing(),
            })
    }
}
