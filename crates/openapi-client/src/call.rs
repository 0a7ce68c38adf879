//! A request in the making: generated code says what goes where, in the order of this file.
//!
//! It builds the request by itself, since a builder for any request costs more than this one.
//! It refuses what would not arrive as it is meant: segments that a URL parser drops, header
//! values that no header may have. Nothing is sent before [`Call::send`].

use crate::parameter::{
    As, CookieStyle, HeaderStyle, Pairs, PathStyle, QueryStyle, Reserved, Unsendable, push_cookie,
    push_path, push_query, text_of_header, written,
};
use crate::{CallError, CallOptions, Core, InvalidPathSegment, Response, SendError, form};
use openapi_types::Operation;
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Body, Method, Request, Url};
use serde::Serialize;
use std::fmt;

/// A request of one operation that is yet to be sent.
///
/// Parameters are taken as builders keep them: a value, or the reason why there is none.
#[must_use = "a call does nothing until `send` is called"]
pub struct Call<'a> {
    core: &'a Core,
    operation: &'static Operation,
    /// Base URL and path.
    url: String,
    query: String,
    cookies: String,
    headers: HeaderMap,
    body: Option<Body>,
    options: CallOptions,
    /// The text of the value at hand.
    scratch: String,
}

impl<'a> Call<'a> {
    /// A request of this operation, to the base URL so far.
    pub fn new(core: &'a Core, operation: &'static Operation) -> Self {
        let base = core.base_url();
        let mut url = String::with_capacity(base.len() + 2 * operation.path.len());
        url.push_str(base);
        Self {
            core,
            operation,
            url,
            query: String::new(),
            cookies: String::new(),
            headers: HeaderMap::new(),
            body: None,
            options: CallOptions::new(),
            scratch: String::new(),
        }
    }

    /// Adds text to the path, which is percent-encoded already.
    pub fn path(&mut self, text: &str) {
        self.url.push_str(text);
    }

    /// Adds a parameter to the path.
    ///
    /// # Errors
    /// There is no value, or it would not stay one segment: it is empty, `.` or `..`.
    pub fn path_parameter<T: Serialize>(
        &mut self,
        name: &'static str,
        value: Result<T, String>,
        style: PathStyle,
    ) -> Result<(), SendError> {
        let how = style.how();
        let value = written(name, &set(value)?, how, &mut self.scratch)?;
        push_path(&mut self.url, name, value, style)?;
        Ok(())
    }

    /// Adds constant pairs to the query, which are percent-encoded already.
    pub fn fixed_query(&mut self, pairs: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(pairs);
    }

    /// Adds a parameter to the query; `None` adds nothing.
    ///
    /// # Errors
    /// There is no value, or it has no text.
    pub fn query<T: Serialize>(
        &mut self,
        name: &'static str,
        value: Result<T, String>,
        style: QueryStyle,
    ) -> Result<(), SendError> {
        let how = style.how();
        let value = written(name, &set(value)?, how, &mut self.scratch)?;
        let pairs = Pairs::Query(Reserved::Encoded);
        push_query(&mut self.query, name, value, style, pairs);
        Ok(())
    }

    /// The same for a parameter with `allowReserved`.
    ///
    /// # Errors
    /// There is no value, or it has no text.
    pub fn query_reserved<T: Serialize>(
        &mut self,
        name: &'static str,
        value: Result<T, String>,
        style: QueryStyle,
    ) -> Result<(), SendError> {
        let how = style.how();
        let value = written(name, &set(value)?, how, &mut self.scratch)?;
        let pairs = Pairs::Query(Reserved::Kept);
        push_query(&mut self.query, name, value, style, pairs);
        Ok(())
    }

    /// Says which media types can be read.
    pub fn accept(&mut self, media_types: &'static str) {
        if let Some(value) = media_type_value(media_types) {
            self.headers.insert(ACCEPT, value);
        }
    }

    /// Adds a constant header.
    ///
    /// # Errors
    /// The name or the value cannot be in a header.
    pub fn fixed_header(&mut self, name: &'static str, value: &str) -> Result<(), SendError> {
        put_header(&mut self.headers, name, value)
    }

    /// Adds a header; `None` adds nothing.
    ///
    /// # Errors
    /// There is no value, or it cannot be in a header.
    pub fn header<T: Serialize>(
        &mut self,
        name: &'static str,
        value: Result<T, String>,
        style: HeaderStyle,
    ) -> Result<(), SendError> {
        let how = style.how();
        let value = written(name, &set(value)?, how, &mut self.scratch)?;
        match text_of_header(value, style) {
            Some(text) => put_header(&mut self.headers, name, &text),
            None => Ok(()),
        }
    }

    /// Adds a cookie; `None` adds nothing.
    ///
    /// # Errors
    /// There is no value, or it has no text.
    pub fn cookie<T: Serialize>(
        &mut self,
        name: &'static str,
        value: Result<T, String>,
        style: CookieStyle,
    ) -> Result<(), SendError> {
        let how = style.how();
        let value = written(name, &set(value)?, how, &mut self.scratch)?;
        push_cookie(&mut self.cookies, name, value, style);
        Ok(())
    }

    /// The body in JSON.
    ///
    /// # Errors
    /// The value does not serialize.
    pub fn json<T: Serialize>(
        &mut self,
        media_type: &'static str,
        value: &T,
    ) -> Result<(), SendError> {
        let body = serde_json::to_vec(value).map_err(|error| unserializable(&error))?;
        self.put_body(media_type, body.into());
        Ok(())
    }

    /// The body as a form; `styles` has the properties that are not written as the others are.
    ///
    /// # Errors
    /// The value does not serialize, or not as an object.
    pub fn form<T: Serialize>(
        &mut self,
        media_type: &'static str,
        value: &T,
        styles: &[FormProperty],
    ) -> Result<(), SendError> {
        let value = serde_json::to_value(value).map_err(|error| unserializable(&error))?;
        let body = form::write(value, styles)?;
        self.put_body(media_type, body.into());
        Ok(())
    }

    /// The body as text.
    ///
    /// # Errors
    /// The value has no text.
    pub fn text<T: Serialize>(
        &mut self,
        media_type: &'static str,
        value: &T,
    ) -> Result<(), SendError> {
        let mut scratch = String::new();
        let value = written("body", value, As::Parts, &mut scratch)?;
        let text = text_of_header(value, HeaderStyle::Simple).unwrap_or_default();
        let body = text.into_owned();
        self.put_body(media_type, body.into());
        Ok(())
    }

    /// The body as parts.
    ///
    /// # Errors
    /// A part cannot be written.
    #[cfg(feature = "multipart")]
    pub fn multipart<T: openapi_types::Multipart>(
        &mut self,
        media_type: &'static str,
        value: T,
    ) -> Result<(), SendError> {
        let parts = value
            .into_parts()
            .map_err(|error| SendError::InvalidRequest(error.to_string()))?;
        let (media_type, body) = crate::multipart::write(media_type, &parts)?;
        self.put_body(&media_type, body.into());
        Ok(())
    }

    /// The body as bytes, as they come.
    #[cfg(feature = "stream")]
    pub fn stream(&mut self, media_type: &'static str, value: openapi_types::ByteStream) {
        self.put_body(media_type, crate::stream::upload(value));
    }

    /// The same where the document has a range of media types: the one of the bytes is sent, or
    /// `usual` where they have none.
    ///
    /// # Errors
    /// The media type of the bytes is not in the range.
    #[cfg(feature = "stream")]
    pub fn stream_in(
        &mut self,
        range: &'static str,
        usual: &'static str,
        value: openapi_types::ByteStream,
    ) -> Result<(), SendError> {
        let media_type = value.media_type().unwrap_or(usual).to_owned();
        if !crate::response::is_in(&media_type, range) || media_type_value(&media_type).is_none() {
            return Err(invalid(&format!(
                "the media type of the body is not in {range}"
            )));
        }
        self.put_body(&media_type, crate::stream::upload(value));
        Ok(())
    }

    /// Says what this call does in another way than the client.
    pub fn options(&mut self, options: CallOptions) {
        self.options = options;
    }

    /// Sends the request and returns the head of the answer; again where that cannot do harm.
    ///
    /// # Errors
    /// The request is invalid, a hook or a credential stopped it, or no answer came.
    pub async fn send(mut self) -> Result<Response, CallError> {
        let operation = self.operation;
        if !self.query.is_empty() {
            self.url.push('?');
            self.url.push_str(&self.query);
        }
        let url = Url::parse(&self.url).map_err(|_error| invalid("its URL cannot be used"))?;
        let method = Method::from_bytes(operation.method.as_bytes())
            .map_err(|_error| invalid("its method cannot be used"))?;
        let mut request = Request::new(method, url);
        if !self.cookies.is_empty() {
            put_header(&mut self.headers, COOKIE.as_str(), &self.cookies)?;
        }
        *request.headers_mut() = self.headers;
        *request.body_mut() = self.body;
        self.core.send(request, operation, self.options).await
    }

    fn put_body(&mut self, media_type: &str, body: Body) {
        if let Some(value) = media_type_value(media_type) {
            self.headers.entry(CONTENT_TYPE).or_insert(value);
        }
        self.body = Some(body);
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is in it may be secret.
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

/// How one property of a form is written; see [`Call::form`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormProperty {
    /// The name of the property.
    pub name: &'static str,
    /// How it is written.
    pub style: QueryStyle,
    /// `allowReserved`.
    pub reserved: Reserved,
}

/// Media types as the value of a header; the most frequent one costs nothing.
fn media_type_value(text: &str) -> Option<HeaderValue> {
    match text {
        "application/json" => Some(HeaderValue::from_static("application/json")),
        other => HeaderValue::from_str(other).ok(),
    }
}

/// What a builder has for a parameter.
fn set<T>(value: Result<T, String>) -> Result<T, SendError> {
    value.map_err(SendError::InvalidRequest)
}

fn put_header(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), SendError> {
    let unusable = |what: &str| invalid(&format!("the header `{name}` has a {what}"));
    let key = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_error| unusable("name that no header may have"))?;
    let value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_error| unusable("value with a line break or a control character"))?;
    headers.insert(key, value);
    Ok(())
}

#[cold]
fn invalid(reason: &str) -> SendError {
    SendError::InvalidRequest(reason.to_owned())
}

#[cold]
fn unserializable(error: &serde_json::Error) -> SendError {
    SendError::InvalidRequest(format!("the body cannot be written: {error}"))
}

impl From<Unsendable> for SendError {
    fn from(error: Unsendable) -> Self {
        Self::InvalidRequest(error.to_string())
    }
}

impl From<InvalidPathSegment> for SendError {
    fn from(error: InvalidPathSegment) -> Self {
        Self::InvalidRequest(error.to_string())
    }
}
