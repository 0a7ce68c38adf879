//! What may be printed of an answer.
//!
//! Header values are printed for an allow-list only, since servers echo what they were sent.

use crate::value::Head;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode;
use reqwest::Request;
use reqwest::header::{
    CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER,
};
use std::fmt;

/// Where servers put the id of a request.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What a request carries that nobody may see, in case that an answer repeats it: the header
/// values that its credential has marked as sensitive, and what it has added to the query.
///
/// A header may be more than the secret, such as `Bearer …` or a cookie beside others, so that the
/// pieces of one count too.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    /// Mostly there is one, which then needs no list.
    first: Option<HeaderValue>,
    others: Vec<Other>,
}

#[derive(Clone)]
enum Other {
    Header(HeaderValue),
    /// As it stands in the URL.
    Query(Box<str>),
}

/// How long a piece of a header is at least that counts as a secret: shorter ones are names.
const SHORTEST_PIECE: usize = 8;

impl Secrets {
    /// Adds those of a request, whose query was this long before a credential was on it. Those of
    /// earlier attempts stay: a token that was refused is still nobody's business.
    pub(crate) fn add(&mut self, request: &Request, query_before: usize) {
        let headers = request.headers();
        for value in headers.values().filter(|value| value.is_sensitive()) {
            if self.first.is_none() {
                self.first = Some(value.clone());
            } else if self.headers().all(|known| known != value) {
                self.others.push(Other::Header(value.clone()));
            }
        }
        let query = request.url().query().unwrap_or_default();
        if let Some(added) = query.get(query_before..)
            && !added.is_empty()
            && self.queries().all(|known| known != added)
        {
            self.others.push(Other::Query(added.into()));
        }
    }

    /// How long the query of a request is.
    pub(crate) fn query_length(request: &Request) -> usize {
        request.url().query().map_or(0, str::len)
    }

    /// A text of an answer, when it is fit to be printed and repeats nothing secret.
    pub(crate) fn printable<'a>(&self, text: &'a str) -> Option<&'a str> {
        printable(text).filter(|text| !self.are_in(text.as_bytes()))
    }

    pub(crate) fn are_in(&self, text: &[u8]) -> bool {
        let decoded: Vec<u8> = percent_decode(text).collect();
        let is_there = |secret: &[u8]| {
            let length = secret.len().max(1);
            let holds = |text: &[u8]| text.windows(length).any(|part| part == secret);
            holds(text) || holds(&decoded)
        };
        self.headers()
            .any(|value| is_there(value.as_bytes()) || pieces(value).any(is_there))
            || self.passwords().any(|password| is_there(&password))
            || self.pairs().any(|value| is_there(&value))
    }

    fn headers(&self) -> impl Iterator<Item = &HeaderValue> {
        let others = self.others.iter().filter_map(|other| match other {
            Other::Header(value) => Some(value),
            Other::Query(_) => None,
        });
        self.first.iter().chain(others)
    }

    fn queries(&self) -> impl Iterator<Item = &str> {
        self.others.iter().filter_map(|other| match other {
            Other::Query(query) => Some(&**query),
            Other::Header(_) => None,
        })
    }

    /// The passwords of `Basic`.
    fn passwords(&self) -> impl Iterator<Item = Vec<u8>> {
        self.headers().filter_map(|value| {
            let pair = STANDARD.decode(value.as_bytes().strip_prefix(b"Basic ")?);
            let password = pair.ok()?.splitn(2, |byte| *byte == b':').nth(1)?.to_vec();
            (!password.is_empty()).then_some(password)
        })
    }

    /// The values in the query, decoded.
    fn pairs(&self) -> impl Iterator<Item = Vec<u8>> {
        let pairs = self.queries().flat_map(|query| query.split('&'));
        let values = pairs.filter_map(|pair| pair.split_once('='));
        let values = values.map(|(_name, value)| percent_decode(value.as_bytes()).collect());
        values.filter(|value: &Vec<u8>| !value.is_empty())
    }
}

/// What stands in a header between blanks, commas and semicolons, and behind a name there.
fn pieces(value: &HeaderValue) -> impl Iterator<Item = &[u8]> {
    let is_end = |byte: &u8| matches!(byte, b' ' | b',' | b';');
    let pieces = value.as_bytes().split(is_end);
    let pieces = pieces.flat_map(|piece| {
        let behind = piece.splitn(2, |byte| *byte == b'=').nth(1);
        [Some(piece), behind].into_iter().flatten()
    });
    pieces.filter(|piece| piece.len() >= SHORTEST_PIECE)
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
