//! The canonical request and the string to sign: one text for the signer and the verifier.
//!
//! Both sides call the same function here, with the headers that count as signed. Header values
//! are bytes, as they are on the wire, so the canonical request is bytes too.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::percent::{canonical_path, canonical_query};
use crate::{ALGORITHM, CONTENT_HEADER, SigningTime, UNSIGNED_PAYLOAD};

/// A request as it is on the wire, without any HTTP library.
///
/// `Debug` shows method and path only: headers and body may hold secrets.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The method in upper case, such as `POST`.
    pub method: &'a str,
    /// The raw path, still percent-encoded, without the query.
    pub path: &'a str,
    /// The raw query, still percent-encoded, without the question mark.
    pub query: Option<&'a str>,
    /// Names in any case, values as on the wire. A name may occur more than once.
    pub headers: &'a [(&'a str, &'a [u8])],
    /// The body as it is sent; empty where there is none.
    pub body: &'a [u8],
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            method,
            path,
            query: _,
            headers: _,
            body: _,
        } = self;
        f.debug_struct("Request")
            .field("method", method)
            .field("path", path)
            .finish_non_exhaustive()
    }
}

impl<'a> Request<'a> {
    /// The canonical request over the named headers.
    ///
    /// `signed_headers` are lower case and sorted. A header that occurs more than once gives one
    /// line for each value, in the order of the values; one that is not there gives no line.
    pub fn canonical(&self, signed_headers: &[impl AsRef<str>]) -> Vec<u8> {
        let mut text = Vec::with_capacity(1024);
        for line in [
            self.method,
            &canonical_path(self.path),
            &canonical_query(self.query.unwrap_or_default()),
        ] {
            text.extend_from_slice(line.as_bytes());
            text.push(b'\n');
        }
        for name in signed_headers {
            let mut values: Vec<&[u8]> =
                self.values(name.as_ref()).map(<[u8]>::trim_ascii).collect();
            values.sort_unstable();
            for value in values {
                text.extend_from_slice(name.as_ref().as_bytes());
                text.push(b':');
                text.extend_from_slice(value);
                text.push(b'\n');
            }
        }
        text.push(b'\n');
        for (index, name) in signed_headers.iter().enumerate() {
            if index > 0 {
                text.push(b';');
            }
            text.extend_from_slice(name.as_ref().as_bytes());
        }
        text.push(b'\n');
        text.extend_from_slice(self.payload_hash().as_bytes());
        text
    }

    /// All values of a header, in the order of the request.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.headers
            .iter()
            .filter(move |(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }

    /// Whether the media type leaves the body out of the signature.
    pub(crate) fn is_payload_unsigned(&self) -> bool {
        self.values("content-type").next().is_some_and(|value| {
            let value = value.trim_ascii();
            !["application/json", "application/bson"]
                .iter()
                .any(|signed| {
                    value
                        .get(..signed.len())
                        .is_some_and(|start| start.eq_ignore_ascii_case(signed.as_bytes()))
                })
        })
    }

    /// The hash of the body, or [`UNSIGNED_PAYLOAD`] where the request says so and may say so.
    ///
    /// The header alone is not enough: JSON is always signed.
    fn payload_hash(&self) -> String {
        let says_unsigned = self
            .values(CONTENT_HEADER)
            .any(|value| value.trim_ascii() == UNSIGNED_PAYLOAD.as_bytes());
        if says_unsigned && self.is_payload_unsigned() {
            UNSIGNED_PAYLOAD.to_owned()
        } else {
            hex(&Sha256::digest(self.body))
        }
    }
}

/// The text over which the keyed hash is taken: algorithm, date, hash of the canonical request.
pub fn string_to_sign(canonical_request: &[u8], date: SigningTime) -> String {
    format!(
        "{ALGORITHM}\n{date}\n{}",
        hex(&Sha256::digest(canonical_request))
    )
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| {
        char::from(if nibble < 10 {
            b'0' + nibble
        } else {
            b'a' + nibble - 10
        })
    };
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
