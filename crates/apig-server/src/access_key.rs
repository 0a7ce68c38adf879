//! Request signatures: from a signed request to the access key that signed it.
//!
//! The two steps are apart so that the secret can be looked up in between, wherever it is kept.
//! This module refuses to keep keys and to know the time.

use openapi_server::SignedRequest;
use openapi_server::http::header::HOST;
use sdk_hmac_sha256::{Authorization, InvalidAuthorization, Request, verify};

use crate::Denied;

pub use sdk_hmac_sha256::{AccessKey, SecretKey, SigningTime};

/// A request that says it was signed with an access key; not proven before [`verify`](Self::verify).
#[derive(Debug)]
pub struct Claim<'a> {
    request: SignedRequest<'a>,
    authorization: Authorization,
}

impl<'a> Claim<'a> {
    /// Reads the `Authorization` header. Another scheme's header is [`Denied::Absent`], a
    /// malformed one is [`Denied::Rejected`].
    pub fn read(request: SignedRequest<'a>) -> Result<Self, Denied> {
        match Authorization::parse(request.signature.expose()) {
            Ok(authorization) => Ok(Self {
                request,
                authorization,
            }),
            Err(InvalidAuthorization::Scheme) => Err(Denied::Absent),
            Err(_) => Err(Denied::Rejected),
        }
    }

    /// The public id of the access key: look its secret up.
    pub fn access(&self) -> &str {
        self.authorization.access()
    }

    /// Holds the whole request to the signature; [`Denied::Rejected`] where it does not match or
    /// was made more than 15 minutes from `now`.
    pub fn verify(&self, secret: &SecretKey, now: SigningTime) -> Result<(), Denied> {
        let uri = self.request.uri;
        let mut headers: Vec<(&str, &[u8])> = self
            .request
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect();
        if let (None, Some(authority)) = (self.request.headers.get(HOST), uri.authority()) {
            // HTTP/2 has the host in the target only.
            headers.push(("host", authority.as_str().as_bytes()));
        }
        let request = Request {
            method: self.request.method.as_str(),
            path: uri.path(),
            query: uri.query(),
            headers: &headers,
            body: self.request.body,
        };
        verify(&request, &self.authorization, secret, now).map_err(|_| Denied::Rejected)
    }
}
