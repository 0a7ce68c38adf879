//! What may be printed of an answer.
//!
//! Header values are printed for an allow-list only, since servers echo what they were sent.

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, RETRY_AFTER};
use std::fmt;

/// Where servers put the id of a request.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Headers for `Debug`: all names, and the values that tell nothing of the caller.
pub(crate) struct Headers<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = [CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, X_REQUEST_ID];
        let mut map = f.debug_map();
        for (name, value) in self.0 {
            if shown.contains(name) {
                map.entry(&name.as_str(), value);
            } else {
                map.entry(&name.as_str(), &format_args!("_"));
            }
        }
        map.finish()
    }
}

/// The id that the server gave to the request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(X_REQUEST_ID)?
        .to_str()
        .ok()
        .filter(|id| !id.is_empty())
}

/// A code or an id, when it looks like one: short, and nothing but visible ASCII.
pub(crate) fn printable(text: &str) -> Option<&str> {
    let short = (1..=128).contains(&text.len());
    (short && text.bytes().all(|byte| byte.is_ascii_graphic())).then_some(text)
}

/// ` (request id …)`, or nothing.
pub(crate) struct RequestId<'a>(pub(crate) Option<&'a str>);

impl fmt::Display for RequestId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.and_then(printable) {
            Some(id) => write!(f, " (request id {id})"),
            None => Ok(()),
        }
    }
}
