//! Documented answers as HTTP responses: status, headers and body put together.
//!
//! What cannot be written (a header with a line break, a status outside of the documented range)
//! is a fault of the handler: the answer becomes a 500 and the cause goes to tracing.

#[cfg(feature = "multipart")]
mod parts;
mod text;

use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use serde::Serialize;

use crate::call::Call;
use crate::parameter::Explode;
use crate::{Body, BoxError, Outcome};

/// An answer on its way.
#[derive(Debug)]
pub struct Reply<'a> {
    call: Call<'a>,
    status: u16,
    headers: HeaderMap,
    /// The first thing that went wrong.
    fault: Option<BoxError>,
}

impl<'a> Reply<'a> {
    pub(crate) fn new(call: Call<'a>, status: u16) -> Self {
        Self {
            call,
            status,
            headers: HeaderMap::new(),
            fault: None,
        }
    }

    /// The status must be one of those that the answer is documented for.
    #[must_use]
    pub fn within(mut self, first: u16, last: u16) -> Self {
        if !(first..=last).contains(&self.status) {
            let fault = format!("status {} is not within {first} and {last}", self.status);
            self.fault.get_or_insert(fault.into());
        }
        self
    }

    /// A header in the style `simple`; an absent value is none.
    #[must_use]
    pub fn header<T: Serialize>(mut self, name: &'static str, explode: Explode, value: &T) -> Self {
        if let Err(fault) = self.try_header(name, explode, value) {
            self.fault.get_or_insert(fault);
        }
        self
    }

    /// A header of JSON text; an absent value is none.
    #[must_use]
    pub fn json_header<T: Serialize>(self, name: &'static str, value: &T) -> Self {
        match serde_json::to_value(value) {
            Ok(serde_json::Value::Null) => self,
            Ok(value) => self.header(name, Explode::No, &value.to_string()),
            Err(error) => Self {
                fault: Some(error.into()),
                ..self
            },
        }
    }

    fn try_header<T: Serialize>(
        &mut self,
        name: &'static str,
        explode: Explode,
        value: &T,
    ) -> Result<(), BoxError> {
        let value = serde_json::to_value(value)?;
        let texts = match value {
            serde_json::Value::Null => return Ok(()),
            // The only header that cannot be joined by commas.
            serde_json::Value::Array(items) if name.eq_ignore_ascii_case("set-cookie") => {
                items.iter().map(text::scalar).collect()
            }
            value => vec![text::simple(&value, explode)],
        };
        let name = HeaderName::from_bytes(name.as_bytes())?;
        for text in texts {
            let text = HeaderValue::from_bytes(text.as_bytes())?;
            self.headers.append(name.clone(), text);
        }
        Ok(())
    }

    /// With a JSON body.
    pub fn json<T: Serialize>(self, media_type: &'static str, body: &T) -> Outcome {
        match serde_json::to_vec(body) {
            Ok(body) => self.finish(media_type, body.into()),
            Err(error) => Err(self.call.internal_error(error.into())),
        }
    }

    /// With a form.
    pub fn form<T: Serialize>(self, media_type: &'static str, body: &T) -> Outcome {
        match serde_json::to_value(body) {
            Ok(value) => self.finish(media_type, text::form(&value).into()),
            Err(error) => Err(self.call.internal_error(error.into())),
        }
    }

    /// With a text, which is sent as UTF-8.
    pub fn text(mut self, media_type: &'static str, body: impl Into<String>) -> Outcome {
        if !media_type.contains(';') {
            match HeaderValue::from_str(&format!("{media_type}; charset=utf-8")) {
                Ok(value) => _ = self.headers.insert(CONTENT_TYPE, value),
                Err(error) => return Err(self.call.internal_error(error.into())),
            }
        }
        self.finish(media_type, body.into().into())
    }

    /// With parts.
    #[cfg(feature = "multipart")]
    pub fn parts<T: openapi_types::Multipart>(
        mut self,
        media_type: &'static str,
        body: T,
    ) -> Outcome {
        let parts = match body.into_parts() {
            Ok(parts) => parts,
            Err(error) => return Err(self.call.internal_error(error.into())),
        };
        let boundary = parts::boundary(&parts);
        match HeaderValue::from_str(&format!("{media_type}; boundary={boundary}")) {
            Ok(value) => _ = self.headers.insert(CONTENT_TYPE, value),
            Err(error) => return Err(self.call.internal_error(error.into())),
        }
        self.finish(media_type, parts::written(&parts, &boundary).into())
    }

    /// With bytes as they come.
    #[cfg(feature = "stream")]
    pub fn streamed(self, media_type: &'static str, body: openapi_types::ByteStream) -> Outcome {
        self.finish(media_type, Body::from_stream(body))
    }

    /// The same where the document has a range of media types: the one of the bytes is sent, or
    /// `usual` where they have none. One that is not in the range is a fault of the handler.
    #[cfg(feature = "stream")]
    pub fn streamed_in(
        mut self,
        range: &'static str,
        usual: &'static str,
        body: openapi_types::ByteStream,
    ) -> Outcome {
        let media_type = body.media_type().unwrap_or(usual).to_owned();
        match HeaderValue::from_str(&media_type) {
            Ok(value) if crate::content::is_of(range, &media_type) => {
                self.headers.insert(CONTENT_TYPE, value);
            }
            _ => {
                let fault = format!("the media type of the body is not in {range}");
                self.fault.get_or_insert(fault.into());
            }
        }
        self.finish(usual, Body::from_stream(body))
    }

    /// Without a body.
    pub fn empty(self) -> Outcome {
        self.finish("", Body::empty())
    }

    fn finish(mut self, media_type: &'static str, body: Body) -> Outcome {
        let status = match (self.fault, StatusCode::from_u16(self.status)) {
            (Some(fault), _) => return Err(self.call.internal_error(fault)),
            (None, Err(error)) => return Err(self.call.internal_error(error.into())),
            (None, Ok(status)) => status,
        };
        let has_no_body = status.is_informational()
            || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
        let mut response = Response::new(if has_no_body { Body::empty() } else { body });
        if !media_type.is_empty() && !self.headers.contains_key(CONTENT_TYPE) {
            self.headers
                .insert(CONTENT_TYPE, text::media_type(media_type));
        }
        if has_no_body {
            self.headers.remove(CONTENT_TYPE);
        }
        *response.status_mut() = status;
        *response.headers_mut() = self.headers;
        Ok(response)
    }
}
