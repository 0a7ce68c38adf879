//! Making a signature.

use std::fmt;

use hmac::Mac;

use crate::canonical::hex;
use crate::{
    ALGORITHM, AccessKey, CONTENT_HEADER, DATE_HEADER, Request, SigningTime, UNSIGNED_PAYLOAD,
    string_to_sign,
};

/// What a signed request carries beside what it had; `Debug` does not show the signature.
#[derive(Clone, PartialEq, Eq)]
pub struct Signed {
    authorization: String,
    date: String,
    content: Option<&'static str>,
}

impl Signed {
    /// The value of the header `Authorization`; mark it sensitive when you send it.
    pub fn authorization(&self) -> &str {
        &self.authorization
    }

    /// The value of the header [`DATE_HEADER`](crate::DATE_HEADER).
    pub fn date(&self) -> &str {
        &self.date
    }

    /// The value of the header [`CONTENT_HEADER`](crate::CONTENT_HEADER), where one must be sent.
    pub fn content(&self) -> Option<&'static str> {
        self.content
    }

    /// All headers to set, replacing those of the same name: the credential comes last.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let content = self.content.map(|value| (CONTENT_HEADER, value));
        [(DATE_HEADER, self.date())]
            .into_iter()
            .chain(content)
            .chain([("Authorization", self.authorization())])
    }
}

impl fmt::Debug for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            authorization: _,
            date,
            content,
        } = self;
        f.debug_struct("Signed")
            .field("date", date)
            .field("content", content)
            .finish_non_exhaustive()
    }
}

/// Signs a request with all the headers it has.
///
/// Give it each header that will be sent unchanged, `host` included. The headers that signing
/// itself sets (`Authorization`, `X-Sdk-Date`, `X-Sdk-Content-Sha256`) are ignored in the input:
/// set those of [`Signed::headers`] on the request afterwards. A body whose media type is neither
/// JSON nor BSON is not part of the signature.
pub fn sign(request: &Request<'_>, key: &AccessKey, date: SigningTime) -> Signed {
    let date_text = date.to_string();
    let content = request.is_payload_unsigned().then_some(UNSIGNED_PAYLOAD);
    let mut headers: Vec<(&str, &[u8])> = request
        .headers
        .iter()
        .copied()
        .filter(|(name, _)| !is_ours(name))
        .collect();
    headers.push((DATE_HEADER, date_text.as_bytes()));
    if let Some(value) = content {
        headers.push((CONTENT_HEADER, value.as_bytes()));
    }
    let mut names: Vec<String> = headers
        .iter()
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    names.sort_unstable();
    names.dedup();
    let request = Request {
        headers: &headers,
        ..*request
    };
    Signed {
        authorization: authorization(&request, key, date, &names),
        date: date_text,
        content,
    }
}

/// The value of the header `Authorization` for a request that has all its headers, signed over
/// those of them that are named: in lower case, sorted, each once.
///
/// [`sign`] is what a client wants. This is for whoever signs fewer headers, such as a test of a
/// verifier: `x-sdk-date` belongs to them, or no verifier takes the signature.
pub fn authorization(
    request: &Request<'_>,
    key: &AccessKey,
    date: SigningTime,
    signed_headers: &[impl AsRef<str>],
) -> String {
    let canonical = request.canonical(signed_headers);
    let signature = hex(&key
        .secret()
        .mac(&string_to_sign(&canonical, date))
        .finalize()
        .into_bytes());
    let names: Vec<&str> = signed_headers.iter().map(AsRef::as_ref).collect();
    format!(
        "{ALGORITHM} Access={}, SignedHeaders={}, Signature={signature}",
        key.id(),
        names.join(";")
    )
}

fn is_ours(name: &str) -> bool {
    ["authorization", DATE_HEADER, CONTENT_HEADER]
        .iter()
        .any(|ours| ours.eq_ignore_ascii_case(name))
}
