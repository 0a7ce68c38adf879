//! Checking a signature.

use hmac::Mac;

use crate::{Authorization, DATE_HEADER, Request, SecretKey, SigningTime, string_to_sign};

/// How far the signer's clock may be from the verifier's, in seconds.
pub const MAX_CLOCK_DIFFERENCE_SECONDS: u64 = 15 * 60;

/// The largest body that is verified, in bytes.
pub const MAX_BODY_BYTES: usize = 12 * 1024 * 1024;

/// Why a signature does not hold; never says what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The time of signing is not among the signed headers.
    #[error("x-sdk-date is not signed; list it in SignedHeaders")]
    DateNotSigned,
    /// The time of signing is doubled or malformed.
    #[error("x-sdk-date is malformed; send it once, in UTC as YYYYMMDDTHHMMSSZ")]
    MalformedDate,
    /// The time of signing is too far from now.
    #[error("x-sdk-date is more than 15 minutes from now; set the clock and sign again")]
    ClockDifference,
    /// A header is listed as signed and was not sent.
    #[error(
        "a signed header is missing from the request; send each header that SignedHeaders lists"
    )]
    MissingHeader,
    /// The body is over [`MAX_BODY_BYTES`].
    #[error("the body is larger than 12 MB; send less")]
    BodyTooLarge,
    /// The request is not the one that was signed, or another key signed it.
    #[error(
        "the signature does not match; check the secret key and that nothing changes the request on its way"
    )]
    Mismatch,
}

/// Holds a received request to what its `Authorization` header claims.
///
/// `secret` is that of the access key named by [`Authorization::access`]; look it up first.
/// Takes the same time whether the signature is wrong in its first or its last byte.
pub fn verify(
    request: &Request<'_>,
    claim: &Authorization,
    secret: &SecretKey,
    now: SigningTime,
) -> Result<(), VerifyError> {
    let is_date = |name: &String| name.eq_ignore_ascii_case(DATE_HEADER);
    if !claim.signed_headers().iter().any(is_date) {
        return Err(VerifyError::DateNotSigned);
    }
    if claim
        .signed_headers()
        .iter()
        .any(|name| request.values(name).next().is_none())
    {
        return Err(VerifyError::MissingHeader);
    }
    let date = signing_time(request)?;
    if date.seconds_between(now) > MAX_CLOCK_DIFFERENCE_SECONDS {
        return Err(VerifyError::ClockDifference);
    }
    if request.body.len() > MAX_BODY_BYTES {
        return Err(VerifyError::BodyTooLarge);
    }
    let text = string_to_sign(&request.canonical(claim.signed_headers()), date);
    secret
        .mac(&text)
        .verify_slice(claim.signature())
        .map_err(|_| VerifyError::Mismatch)
}

fn signing_time(request: &Request<'_>) -> Result<SigningTime, VerifyError> {
    let mut values = request.values(DATE_HEADER);
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(VerifyError::MalformedDate);
    };
    str::from_utf8(value.trim_ascii())
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or(VerifyError::MalformedDate)
}
