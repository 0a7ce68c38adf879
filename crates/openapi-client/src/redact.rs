//! What may be printed of an answer.
//!
//! Header values are printed for an allow-list only, since servers echo what they were sent.

use crate::value::Head;
use reqwest::header::{
    CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER,
};
use std::fmt;

/// Where servers put the id of a request.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What a request carries that nobody may see, in case that an answer repeats it: the header
/// values that its credential has marked as sensitive.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    /// Mostly there is one, which then needs no list.
    first: Option<HeaderValue>,
    others: Vec<HeaderValue>,
}

impl Secrets {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let sensitive = headers.values().filter(|value| value.is_sensitive());
        let mut sensitive = sensitive.cloned();
        Self {
            first: sensitive.next(),
            others: sensitive.collect(),
        }
    }

    /// A text of an answer, when it is fit to be printed and repeats nothing secret.
    pub(crate) fn printable<'a>(&self, text: &'a str) -> Option<&'a str> {
        printable(text).filter(|text| !self.are_in(text.as_bytes()))
    }

    pub(crate) fn are_in(&self, text: &[u8]) -> bool {
        let decoded: Vec<u8> = percent_encoding::percent_decode(text).collect();
        self.first.iter().chain(&self.others).any(|secret| {
            let secret = secret.as_bytes();
            let length = secret.len().max(1);
            let holds = |text: &[u8]| text.windows(length).any(|part| part == secret);
            holds(text) || holds(&decoded)
        })
    }
}

/// Headers for `Debug`: all names, and the values that tell nothing of the caller.
pub(crate) struct Headers<'a>(pub(crate) &'a HeaderMap, pub(crate) &'a Secrets);

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = [CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, X_REQUEST_ID];
        let mut map = f.debug_map();
        for (name, value) in self.0 {
            if shown.contains(name) && !self.1.are_in(value.as_bytes()) {
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
fn printable(text: &str) -> Option<&str> {
    let short = (1..=128).contains(&text.len());
    (short && text.bytes().all(|byte| byte.is_ascii_graphic())).then_some(text)
}

/// ` (request id …)`, or nothing.
pub(crate) struct RequestId<'a>(pub(crate) &'a Head);

impl fmt::Display for RequestId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.shown_request_id() {
            Some(id) => write!(f, " (request id {id})"),
            None => Ok(()),
        }
    }
}
