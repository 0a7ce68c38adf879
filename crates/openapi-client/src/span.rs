//! A span for each attempt, with the names that OpenTelemetry has for HTTP clients.
//!
//! Each attempt is a span of its own, as the convention asks: `http.request.resend_count` tells
//! them apart. Of headers and query only what is on an allow-list has its value; everything else
//! has its name alone, and userinfo is not there at all.

use crate::SendError;
use crate::redact::{self, Secrets};
use openapi_types::Operation;
use reqwest::header::{
    ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, RETRY_AFTER, USER_AGENT,
};
use reqwest::{Request, Response, Url};
use std::fmt;
use tracing::Span;
use tracing::field::{Empty, debug, display};

/// What spans show beside what is always fit to be shown.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    pub(crate) headers: Vec<HeaderName>,
    pub(crate) query: Vec<String>,
}

impl Shown {
    /// The span of an attempt; `resends` is how often the request was sent before.
    pub(crate) fn span(&self, request: &Request, operation: &Operation, resends: u32) -> Span {
        let url = request.url();
        let span = tracing::info_span!(
            target: "openapi_client",
            "HTTP request",
            otel.kind = "client",
            otel.name = Empty,
            otel.status_code = Empty,
            http.request.method = operation.method,
            url.template = operation.path,
            url.full = Empty,
            server.address = url.host_str(),
            server.port = url.port_or_known_default(),
            http.request.headers = Empty,
            http.response.status_code = Empty,
            http.response.headers = Empty,
            http.request.resend_count = Empty,
            request.id = Empty,
            error.type = Empty,
            operation.id = operation.id,
        );
        if !span.is_disabled() {
            span.record(
                "otel.name",
                display(format_args!("{} {}", operation.method, operation.path)),
            );
            span.record("url.full", display(self.url(url)));
            let secrets = Secrets::default();
            let fields = self.fields(request.headers(), &secrets);
            span.record("http.request.headers", debug(fields));
            if resends > 0 {
                span.record("http.request.resend_count", resends);
            }
        }
        span
    }

    /// Notes what became of the attempt.
    pub(crate) fn record(
        &self,
        span: &Span,
        result: &Result<Response, SendError>,
        secrets: &Secrets,
    ) {
        if span.is_disabled() {
            return;
        }
        let response = match result {
            Ok(response) => response,
            Err(error) => {
                span.record("error.type", error_type(error));
                span.record("otel.status_code", "ERROR");
                return;
            }
        };
        let status = response.status();
        span.record("http.response.status_code", status.as_u16());
        let fields = self.fields(response.headers(), secrets);
        span.record("http.response.headers", debug(fields));
        let id = redact::request_id(response.headers());
        if let Some(id) = id.and_then(|id| secrets.printable(id)) {
            span.record("request.id", id);
        }
        if status.is_client_error() || status.is_server_error() {
            span.record("error.type", display(status.as_u16()));
            span.record("otel.status_code", "ERROR");
        }
    }

    fn fields<'a>(&'a self, headers: &'a HeaderMap, secrets: &'a Secrets) -> Fields<'a> {
        Fields {
            shown: self,
            headers,
            secrets,
        }
    }

    /// The URL with the values of the query that may be shown.
    fn url(&self, url: &Url) -> String {
        let mut out = url.clone();
        // A URL that takes no userinfo has none.
        let _ = out.set_username("");
        let _ = out.set_password(None);
        out.set_fragment(None);
        if let Some(query) = url.query() {
            let pairs = query.split('&').map(|pair| match pair.split_once('=') {
                Some((name, _)) if !self.query.iter().any(|shown| shown == name) => {
                    format!("{name}=REDACTED")
                }
                _ => pair.to_owned(),
            });
            out.set_query(Some(&pairs.collect::<Vec<_>>().join("&")));
        }
        out.into()
    }
}

struct Fields<'a> {
    shown: &'a Shown,
    headers: &'a HeaderMap,
    secrets: &'a Secrets,
}

impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const ALWAYS: [HeaderName; 5] = [
            ACCEPT,
            CONTENT_LENGTH,
            CONTENT_TYPE,
            RETRY_AFTER,
            USER_AGENT,
        ];
        let mut map = f.debug_map();
        for (name, value) in self.headers {
            let is_shown = ALWAYS.contains(name) || self.shown.headers.contains(name);
            // What is marked as sensitive prints as that.
            if is_shown && !self.secrets.are_in(value.as_bytes()) {
                map.entry(&name.as_str(), value);
            } else {
                map.entry(&name.as_str(), &format_args!("REDACTED"));
            }
        }
        map.finish()
    }
}

/// A word of few, as `error.type` should be.
fn error_type(error: &SendError) -> &'static str {
    match error {
        SendError::InvalidRequest(_) => "invalid_request",
        SendError::Credential(_) => "credential",
        SendError::Hook(_) => "hook",
        SendError::Transport(error) if error.is_timeout() => "timeout",
        SendError::Transport(error) if error.is_connect() => "connect",
        SendError::Transport(_) => "transport",
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;
    use crate::redact::Secrets;
    use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
    use reqwest::{Method, Request};

    #[test]
    fn of_headers_only_names_are_shown_unless_it_is_allowed() {
        let shown = Shown {
            headers: vec![HeaderName::from_static("x-shown")],
            ..Shown::default()
        };
        let mut sent = Request::new(Method::GET, "https://h/a".parse().unwrap());
        let mut token = HeaderValue::from_static("s3cret");
        token.set_sensitive(true);
        sent.headers_mut().insert("x-token", token);
        let mut secrets = Secrets::default();
        secrets.add(&sent, 0);
        let cases = [
            ("content-type", "text/plain", "\"text/plain\""),
            ("x-shown", "a", "\"a\""),
            ("x-other", "a", "REDACTED"),
            // An answer that repeats what it was sent.
            ("content-type", "text/s3cret", "REDACTED"),
            ("x-shown", "s%33cret", "REDACTED"),
        ];
        for (name, value, expected) in cases {
            let value = HeaderValue::from_static(value);
            let headers = HeaderMap::from_iter([(HeaderName::from_static(name), value)]);
            let printed = format!("{:?}", shown.fields(&headers, &secrets));
            assert_eq!(printed, format!("{{\"{name}\": {expected}}}"));
        }
    }

    #[test]
    fn of_the_query_only_names_are_shown_unless_it_is_allowed() {
        let shown = Shown {
            query: vec!["limit".to_owned()],
            ..Shown::default()
        };
        let cases = [
            (
                "https://u:p@h/a?limit=5&token=s#f",
                "https://h/a?limit=5&token=REDACTED",
            ),
            ("https://h/a?limit", "https://h/a?limit"),
            ("https://h/a", "https://h/a"),
            ("https://h/a?=s&b=s=s", "https://h/a?=REDACTED&b=REDACTED"),
        ];
        for (url, expected) in cases {
            assert_eq!(shown.url(&url.parse().unwrap()), expected);
        }
    }
}
