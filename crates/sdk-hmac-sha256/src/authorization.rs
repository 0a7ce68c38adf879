//! Reading an `Authorization` header: who claims to have signed, over which headers.

use std::fmt;

use crate::ALGORITHM;

/// What an `Authorization` header claims; nothing of it is proven before [`verify`](crate::verify).
///
/// `Debug` does not show the signature.
#[derive(Clone, PartialEq, Eq)]
pub struct Authorization {
    access: String,
    signed_headers: Vec<String>,
    signature: [u8; 32],
}

/// The header is not of this scheme, or not well formed; never says what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidAuthorization {
    /// The first word is another scheme's.
    #[error("the authorization is not SDK-HMAC-SHA256; use that scheme")]
    Scheme,
    /// A part is missing, unknown, doubled or malformed.
    #[error("the authorization is malformed; send Access, SignedHeaders and Signature, each once")]
    Malformed,
}

impl Authorization {
    /// Reads `SDK-HMAC-SHA256 Access=..., SignedHeaders=a;b, Signature=...`.
    ///
    /// Tolerates blanks around each part, any order of the parts, any case of the scheme, of
    /// header names and of the hexadecimal digits, and header names in any order.
    pub fn parse(header: &str) -> Result<Self, InvalidAuthorization> {
        let (scheme, parts) = header
            .trim_ascii()
            .split_once([' ', '\t'])
            .ok_or(InvalidAuthorization::Scheme)?;
        if !scheme.eq_ignore_ascii_case(ALGORITHM) {
            return Err(InvalidAuthorization::Scheme);
        }
        let (mut access, mut signed_headers, mut signature) = (None, None, None);
        for part in parts.split(',') {
            let (name, value) = part
                .split_once('=')
                .ok_or(InvalidAuthorization::Malformed)?;
            let slot = match name.trim_ascii() {
                "Access" => &mut access,
                "SignedHeaders" => &mut signed_headers,
                "Signature" => &mut signature,
                _ => return Err(InvalidAuthorization::Malformed),
            };
            if slot.replace(value.trim_ascii()).is_some() {
                return Err(InvalidAuthorization::Malformed);
            }
        }
        let (Some(access), Some(signed_headers), Some(signature)) =
            (access, signed_headers, signature)
        else {
            return Err(InvalidAuthorization::Malformed);
        };
        if access.is_empty() {
            return Err(InvalidAuthorization::Malformed);
        }
        Ok(Self {
            access: access.to_owned(),
            signed_headers: header_names(signed_headers)?,
            signature: unhex(signature).ok_or(InvalidAuthorization::Malformed)?,
        })
    }

    /// The public id of the access key that is said to have signed.
    pub fn access(&self) -> &str {
        &self.access
    }

    /// The names of the signed headers: lower case, sorted, each once.
    pub fn signed_headers(&self) -> &[String] {
        &self.signed_headers
    }

    pub(crate) fn signature(&self) -> &[u8; 32] {
        &self.signature
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            access,
            signed_headers,
            signature: _,
        } = self;
        f.debug_struct("Authorization")
            .field("access", access)
            .field("signed_headers", signed_headers)
            .finish_non_exhaustive()
    }
}

fn header_names(list: &str) -> Result<Vec<String>, InvalidAuthorization> {
    let mut names: Vec<String> = list
        .split(';')
        .map(|name| name.trim_ascii().to_ascii_lowercase())
        .collect();
    names.sort_unstable();
    let doubled = names.windows(2).any(|pair| pair.first() == pair.last());
    let malformed =
        |name: &String| name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic());
    if doubled || names.iter().any(malformed) {
        Err(InvalidAuthorization::Malformed)
    } else {
        Ok(names)
    }
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let digits: Vec<u8> = text
        .chars()
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|value| u8::try_from(value).ok())
        })
        .collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
        .collect();
    if digits.len() == 64 {
        bytes.try_into().ok()
    } else {
        None
    }
}
