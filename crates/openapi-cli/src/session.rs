//! The hooks of a client for one command: they look at a request before it goes, stop it there
//! where it must not go, and keep what was answered.

use crate::mask::{MASKED, Mask};
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use openapi_client::reqwest::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderValue};
use openapi_client::reqwest::{Body, Error as HttpError, Request, Response, Url};
use openapi_client::{BoxFuture, ClientHooks, Next, Operation, SendError};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

/// How much of an answer is kept to be shown, in bytes: what the client itself reads at most.
const KEPT: usize = (1 << 20) + 1;

/// How far a request may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Until {
    /// It is made, without a credential.
    #[default]
    Made,
    /// It has its credential.
    Authorized,
    /// It is answered.
    Answered,
}

/// One command's hooks; clones share what they saw.
#[derive(Clone, Default)]
pub(crate) struct Session(Arc<Mutex<Seen>>);

/// What was seen.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) until: Until,
    /// The request, when it was stopped.
    pub(crate) stopped: Option<Shown>,
    /// The answer's body as it came.
    pub(crate) answer: Vec<u8>,
    pub(crate) mask: Mask,
    /// What the request was before a credential was on it.
    bare: Option<(Url, HeaderMap)>,
}

/// A request as it may be shown.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) method: String,
    pub(crate) url: Url,
    pub(crate) headers: Vec<(String, String)>,
    /// None: the body comes in pieces.
    pub(crate) body: Option<Vec<u8>>,
}

/// A request was stopped on purpose.
#[derive(Clone, Copy, Debug)]
struct Stopped;

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the request was not meant to be sent")
    }
}

impl std::error::Error for Stopped {}

impl Session {
    pub(crate) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ClientHooks for Session {
    fn pre<'a>(
        &'a self,
        request: &'a mut Request,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        let mut seen = self.seen();
        seen.bare = Some((request.url().clone(), request.headers().clone()));
        let result = if seen.until == Until::Made {
            seen.stopped = Some(shown(request, &mut seen));
            Err(SendError::hook(Stopped))
        } else {
            Ok(())
        };
        Box::pin(std::future::ready(result))
    }

    fn exec<'a>(
        &'a self,
        request: Request,
        _operation: &'static Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response, SendError>> {
        let mut seen = self.seen();
        let shown = shown(&request, &mut seen);
        seen.answer.clear();
        if seen.until != Until::Answered {
            seen.stopped = Some(shown);
            return Box::pin(std::future::ready(Err(SendError::hook(Stopped))));
        }
        drop(seen);
        Box::pin(async move {
            let response = http::Response::<Body>::from(next.run(request).await?);
            let log = self.clone();
            let response = response.map(|inner| Body::wrap(Kept { inner, log }));
            Ok(Response::from(response))
        })
    }
}

/// A body that is kept while it is read.
struct Kept {
    inner: Body,
    log: Session,
}

impl http_body::Body for Kept {
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        let polled = Pin::new(&mut self.inner).poll_frame(cx);
        if let Poll::Ready(Some(Ok(frame))) = &polled
            && let Some(data) = frame.data_ref()
        {
            let mut seen = self.log.seen();
            let room = KEPT.saturating_sub(seen.answer.len());
            seen.answer.extend(data.iter().take(room));
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// A request without its secrets, which are noted. Whatever was not there before the credential
/// came is one, but for what only says when, where and for whom.
fn shown(request: &Request, seen: &mut Seen) -> Shown {
    let none = (request.url().clone(), HeaderMap::new());
    let (bare_url, bare) = seen.bare.clone().unwrap_or(none);
    let mut headers = Vec::new();
    for (name, value) in request.headers() {
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        let is_same = bare.get_all(name).iter().any(|before| before == value);
        let text = if is_same || is_open(name.as_str()) {
            text
        } else {
            hide(name.as_str(), &text, value, &bare, &mut seen.mask)
        };
        headers.push((name.as_str().to_owned(), text));
    }
    let mut url = request.url().clone();
    hide_query(&mut url, &bare_url, &mut seen.mask);
    let body = match request.body() {
        None => Some(Vec::new()),
        Some(body) => body.as_bytes().map(<[u8]>::to_vec),
    };
    Shown {
        method: request.method().as_str().to_owned(),
        url,
        headers,
        body,
    }
}

/// Headers of a signature that are no secret.
fn is_open(name: &str) -> bool {
    ["host", "x-project-id", "x-sdk-content-sha256", "x-sdk-date"].contains(&name)
}

fn hide(name: &str, text: &str, value: &HeaderValue, bare: &HeaderMap, mask: &mut Mask) -> String {
    if name == AUTHORIZATION.as_str() {
        let (scheme, secret) = text.split_once(' ').unwrap_or(("", text));
        if let Some((open, signature)) = secret.rsplit_once("Signature=") {
            mask.add(signature);
            return format!("{scheme} {open}Signature={MASKED}");
        }
        mask.add(secret);
        return format!("{scheme} {MASKED}").trim_start().to_owned();
    }
    if name == COOKIE.as_str() {
        let before: Vec<&str> = texts(bare).collect();
        let pairs = text.split(';').map(|pair| {
            let pair = pair.trim();
            match pair.split_once('=') {
                Some((name, secret)) if !before.contains(&pair) => {
                    mask.add(secret);
                    format!("{name}={MASKED}")
                }
                _ => pair.to_owned(),
            }
        });
        return pairs.collect::<Vec<_>>().join("; ");
    }
    mask.add(&String::from_utf8_lossy(value.as_bytes()));
    MASKED.to_owned()
}

/// The cookies that were there before.
fn texts(bare: &HeaderMap) -> impl Iterator<Item = &str> {
    let headers = bare.get_all(COOKIE).into_iter();
    let texts = headers.filter_map(|value| value.to_str().ok());
    texts.flat_map(|text| text.split(';').map(str::trim))
}

fn hide_query(url: &mut Url, bare: &Url, mask: &mut Mask) {
    let Some(query) = url.query() else { return };
    let before: Vec<&str> = bare.query().unwrap_or_default().split('&').collect();
    let mut pairs = Vec::new();
    for pair in query.split('&') {
        match pair.split_once('=') {
            Some((name, secret)) if !before.contains(&pair) => {
                let decoded = percent_encoding::percent_decode_str(secret).decode_utf8_lossy();
                mask.add(&decoded);
                mask.add(secret);
                pairs.push(format!("{name}={MASKED}"));
            }
            _ => pairs.push(pair.to_owned()),
        }
    }
    let query = pairs.join("&");
    url.set_query(Some(&query));
}

#[cfg(test)]
mod tests {
    use super::{Seen, shown};
    use openapi_client::reqwest::{Method, Request};

    /// A request before and after its credential, and what is shown of the latter.
    #[test]
    fn what_a_credential_brought_is_masked() {
        let cases = [
            ("x-auth-token", "", "s3cret-value", "[masked]"),
            (
                "x-auth-token",
                "s3cret-value",
                "s3cret-value",
                "s3cret-value",
            ),
            (
                "authorization",
                "",
                "Bearer s3cret-value",
                "Bearer [masked]",
            ),
            ("authorization", "", "s3cret-value", "[masked]"),
            (
                "authorization",
                "",
                "SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=s3cret-value",
                "SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=[masked]",
            ),
            (
                "cookie",
                "a=1",
                "a=1; sid=s3cret-value",
                "a=1; sid=[masked]",
            ),
            ("x-sdk-date", "", "20260101T000000Z", "20260101T000000Z"),
        ];
        for (name, before, after, expected) in cases {
            let url = "https://a.example/p?q=1&b=%2F".parse().unwrap();
            let mut request = Request::new(Method::GET, url);
            if !before.is_empty() {
                request.headers_mut().insert(name, before.parse().unwrap());
            }
            let bare = (request.url().clone(), request.headers().clone());
            let mut seen = Seen {
                bare: Some(bare),
                ..Seen::default()
            };
            request.headers_mut().insert(name, after.parse().unwrap());
            request
                .url_mut()
                .set_query(Some("q=1&b=%2F&key=s3cret%2Dvalue"));
            let shown = shown(&request, &mut seen);
            assert_eq!(shown.url.query(), Some("q=1&b=%2F&key=[masked]"));
            let header = shown.headers.iter().find(|(known, _)| known == name);
            assert_eq!(header.unwrap().1, expected);
            // The value came back, as it was sent and as it was meant.
            assert_eq!(
                seen.mask.apply("s3cret-value s3cret%2Dvalue"),
                "[masked] [masked]"
            );
        }
    }
}
