//! The request signature `SDK-HMAC-SHA256`: canonicalise, sign, verify.
//!
//! ```
//! use sdk_hmac_sha256::{AccessKey, Authorization, Request, SigningTime, sign, verify};
//!
//! let key = AccessKey::new("AKEXAMPLE", "not-a-real-secret")?;
//! let now = SigningTime::now();
//! let host = ("host", b"apig.invalid".as_slice());
//! let unsigned = Request { method: "GET", path: "/v2/instances", query: Some("limit=2"), headers: &[host], body: b"" };
//! let signed = sign(&unsigned, &key, now);
//!
//! // The receiver sees the same request with the two headers that `sign` asked to add.
//! let date = ("x-sdk-date", signed.date().as_bytes());
//! let received = Request { headers: &[host, date], ..unsigned };
//! let claim = Authorization::parse(signed.authorization())?;
//! assert_eq!(claim.access(), "AKEXAMPLE");
//! verify(&received, &claim, key.secret(), now)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The crate knows no HTTP library: a request is a method, a raw path, a raw query, header
//! pairs and body bytes. It refuses to look keys up, to send anything and to print a secret:
//! no `Debug` or `Display` here shows a secret key or a signature.
//!
//! Where to go next: [`Request::canonical`] is the text that is signed, [`sign`] makes a
//! signature, [`Authorization::parse`] and [`verify`] check one.

mod authorization;
mod canonical;
mod key;
mod percent;
mod sign;
mod time;
mod verify;

pub use authorization::{Authorization, InvalidAuthorization};
pub use canonical::{Request, string_to_sign};
pub use key::{AccessKey, InvalidAccessKey, SecretKey};
pub use sign::{Signed, authorization, sign};
pub use time::{InvalidTime, SigningTime};
pub use verify::{MAX_BODY_BYTES, MAX_CLOCK_DIFFERENCE_SECONDS, VerifyError, verify};

/// The name of the scheme: the first word of the `Authorization` header.
pub const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// The header with the time of signing, `YYYYMMDDTHHMMSSZ`, as it is written on the wire.
pub const DATE_HEADER: &str = "X-Sdk-Date";

/// The header that says that the body is not signed; its value is then [`UNSIGNED_PAYLOAD`].
pub const CONTENT_HEADER: &str = "X-Sdk-Content-Sha256";

/// Stands for the body's hash where the media type is neither JSON nor BSON.
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";
