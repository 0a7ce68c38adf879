//! The baseline: a client as a good engineer writes it on reqwest without a generator.
//!
//! The guarantees are those of the generated client, as `cases` shows: parameters stay one
//! segment, the token is marked sensitive, nothing is sent elsewhere, an order is sent again only
//! where it was not carried out, all within one deadline, an answer is read up to a cap and
//! decoded strictly, and an error says what it is without its URL.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Request, Response, StatusCode, redirect, retry};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

use super::Outcome;
use super::flight::Flight;
use super::harness::BoxError;

/// The token of both clients.
pub(crate) const TOKEN: &str = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC";

/// The project of all orders.
pub(crate) const PROJECT: &str = "0123456789abcdef0123456789abcdef";

/// Orders for a gateway so many times with one client; gives the outcome.
pub(crate) fn order(
    base_url: &str,
    instance_id: &str,
    calls: u32,
    flight: Flight,
) -> Result<Outcome, BoxError> {
    // This gives rustls its cryptography, which reqwest asks for even where TLS is not used.
    let _: apig_client::Client = apig_client::Client::builder(base_url).build()?;
    let client = Client::new(base_url, TOKEN)?;
    let shared: Arc<(Client, String)> = Arc::new((client, instance_id.to_owned()));
    flight.fly(calls, move || {
        let shared = Arc::clone(&shared);
        async move { one(&shared.0, &shared.1).await }
    })
}

async fn one(client: &Client, instance_id: &str) -> Result<Outcome, BoxError> {
    let body = Resize {
        spec_id: Some("PROFESSIONAL".to_owned()),
    };
    Ok(match client.resize(PROJECT, instance_id, &body).await {
        Ok(order) => Outcome::Placed(order.value.job_id),
        Err(Error::Refused(refusal)) => {
            let id = refusal.headers.get("x-request-id");
            let id = id.and_then(|id| id.to_str().ok()).map(str::to_owned);
            Outcome::Refused(refusal.status.as_u16(), refusal.value.error_code, id)
        }
        Err(Error::Redirected) => Outcome::Redirected,
        Err(Error::TooLarge) => Outcome::TooLarge,
        Err(Error::MediaType | Error::Json(_)) => Outcome::Unreadable,
        Err(Error::InvalidSegment) => Outcome::Unsent,
        Err(Error::Timeout) => return Err("no answer came".into()),
        Err(Error::Transport(error)) => return Err(error.into()),
        Err(Error::Unexpected(status)) => return Err(status.to_string().into()),
    })
}

#[derive(Serialize)]
struct Resize {
    #[serde(skip_serializing_if = "Option::is_none")]
    spec_id: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what callers look at is not the bench's matter")]
struct Order {
    #[serde(default, deserialize_with = "present")]
    instance_id: Option<String>,
    #[serde(default, deserialize_with = "present")]
    message: Option<String>,
    #[serde(default, deserialize_with = "present")]
    job_id: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what callers look at is not the bench's matter")]
struct Refusal {
    error_code: String,
    error_msg: String,
}

/// Absent is none; `null` is an error.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(Some)
}

/// A value with the head of its answer.
struct Answer<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
}

enum Error {
    InvalidSegment,
    Timeout,
    Transport(reqwest::Error),
    Refused(Box<Answer<Refusal>>),
    Redirected,
    Unexpected(StatusCode),
    TooLarge,
    MediaType,
    Json(
        #[expect(dead_code, reason = "what callers look at is not the bench's matter")]
        serde_json::Error,
    ),
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(error.without_url())
    }
}

struct Client {
    http: reqwest::Client,
    base_url: String,
    token: HeaderValue,
}

const X_AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// How long an order may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How long to wait before it is sent again.
const PAUSES: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(200)];

/// The largest body that is read.
const BODY_LIMIT: usize = 1 << 20;

impl Client {
    fn new(base_url: &str, token: &str) -> Result<Self, BoxError> {
        let mut token = HeaderValue::from_str(token)?;
        token.set_sensitive(true);
        let http = reqwest::Client::builder()
            .tls_certs_only([])
            .no_proxy()
            .connect_timeout(Duration::from_secs(10))
            .user_agent("openapi-client/0.1.0")
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .build()?;
        Ok(Self {
            http,
            base_url: base_url.to_owned(),
            token,
        })
    }

    async fn resize(
        &self,
        project_id: &str,
        instance_id: &str,
        body: &Resize,
    ) -> Result<Answer<Order>, Error> {
        let url = format!(
            "{}/v2/{}/apigw/instances/{}/postpaid-resize",
            self.base_url,
            segment(project_id)?,
            segment(instance_id)?
        );
        let request = self
            .http
            .post(url)
            .header(ACCEPT, JSON)
            .header(X_AUTH_TOKEN, self.token.clone())
            .json(body);
        let answered = self.send_within(request.build()?);
        let timeout = tokio::time::timeout(TIMEOUT, answered);
        timeout.await.map_err(|_elapsed| Error::Timeout)?
    }

    /// Sends an order until it is carried out, refused, or may have been.
    async fn send_within(&self, mut request: Request) -> Result<Answer<Order>, Error> {
        for pause in PAUSES {
            let spare = request.try_clone();
            let result = self.http.execute(request).await;
            let is_again = match &result {
                Ok(response) => is_put_off(response),
                Err(error) => error.is_connect(),
            };
            match spare {
                Some(spare) if is_again => {
                    tokio::time::sleep(pause).await;
                    request = spare;
                }
                _ => return answer_of(result?).await,
            }
        }
        answer_of(self.http.execute(request).await?).await
    }
}

/// Whether the server has done nothing and says when to come back.
fn is_put_off(response: &Response) -> bool {
    matches!(response.status().as_u16(), 429 | 503) && response.headers().contains_key(RETRY_AFTER)
}

/// What an answer is.
async fn answer_of(response: Response) -> Result<Answer<Order>, Error> {
    let status = response.status();
    if status.is_success() {
        decode(response).await
    } else if status.is_redirection() {
        Err(Error::Redirected)
    } else if matches!(
        status.as_u16(),
        400 | 401 | 403 | 404 | 409 | 413 | 415 | 500
    ) {
        Err(Error::Refused(Box::new(decode(response).await?)))
    } else {
        Err(Error::Unexpected(status))
    }
}

/// A parameter as one segment of a path.
fn segment(value: &str) -> Result<Cow<'_, str>, Error> {
    const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    match value {
        // A URL parser would send these to another path.
        "" | "." | ".." => Err(Error::InvalidSegment),
        _ => Ok(utf8_percent_encode(value, RESERVED).into()),
    }
}

async fn decode<T: DeserializeOwned>(mut response: Response) -> Result<Answer<T>, Error> {
    let body = read(&mut response).await?;
    if !is_json(response.headers()) {
        return Err(Error::MediaType);
    }
    let value = parse(&body)?;
    Ok(Answer {
        value,
        status: response.status(),
        headers: std::mem::take(response.headers_mut()),
    })
}

/// Reads a body up to the limit. One piece, the usual case, is not copied.
async fn read(response: &mut Response) -> Result<Bytes, Error> {
    if response.content_length().unwrap_or(0) > BODY_LIMIT as u64 {
        return Err(Error::TooLarge);
    }
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(chunk) = response.chunk().await? {
        if first.is_empty() {
            first = chunk;
        } else {
            if all.is_empty() {
                all.extend_from_slice(&first);
            }
            all.extend_from_slice(&chunk);
        }
        if first.len().max(all.len()) > BODY_LIMIT {
            return Err(Error::TooLarge);
        }
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return true;
    };
    let mut parts = value.as_bytes().split(|byte| *byte == b';');
    let essence = parts.next().unwrap_or_default().trim_ascii();
    essence.eq_ignore_ascii_case(b"application/json")
}

/// Reads a body strictly: UTF-8 throughout, an object and nothing else.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    use serde::de::Error as _;
    let text = str::from_utf8(body).map_err(serde_json::Error::custom);
    let text = text.map_err(Error::Json)?;
    // serde would take an array of the members as well.
    if !text.trim_ascii_start().starts_with('{') {
        let error = serde_json::Error::custom("not an object");
        return Err(Error::Json(error));
    }
    serde_json::from_str(text).map_err(Error::Json)
}
