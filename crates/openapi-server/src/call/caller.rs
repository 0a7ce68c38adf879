//! Who is calling: credentials as they were sent, and what an authenticator made of them.

use http::HeaderName;
use http::header::AUTHORIZATION;
use serde::Serialize;

use super::Call;
use crate::parameter::{Pairs, cookies, decoded, unescaped};
use crate::{Basic, Denied, Key, Rejection, RejectionKind, SignedRequest, Token};

impl<'a> Call<'a> {
    /// The credential in a header; none where there is no such header or nothing in it.
    pub fn header_token(self, name: &HeaderName) -> Result<Option<Token<'a>>, Rejection> {
        let mut values = self.parts.headers.get_all(name).iter();
        let Some(value) = values.next() else {
            return Ok(None);
        };
        match (value.to_str(), values.next()) {
            (Ok(""), None) => Ok(None),
            (Ok(text), None) => Ok(Some(Token::new(text))),
            // Two credentials, or bytes that no credential has.
            _ => Err(self.rejected()),
        }
    }

    /// The credential in a pair of the query; none where there is no such pair or nothing in it.
    pub fn query_key(self, name: &str) -> Result<Option<Key<'a>>, Rejection> {
        let mut values = Pairs::new(self.query_text()).named(name);
        let Some(value) = values.next() else {
            return Ok(None);
        };
        match (decoded(value), values.next()) {
            (Some(text), None) if text.is_empty() => Ok(None),
            (Some(text), None) => Ok(Some(Key::new(text))),
            _ => Err(self.rejected()),
        }
    }

    /// The credential in a cookie; none where there is no such cookie or nothing in it.
    pub fn cookie_key(self, name: &str) -> Result<Option<Key<'a>>, Rejection> {
        let mut values = cookies(self, name).map_err(|_| self.rejected())?;
        let Some(value) = values.next() else {
            return Ok(None);
        };
        match (unescaped(value), values.next()) {
            (Some(text), None) if text.is_empty() => Ok(None),
            (Some(text), None) => Ok(Some(Key::new(text))),
            _ => Err(self.rejected()),
        }
    }

    /// The token of `Authorization: Bearer`.
    pub fn bearer(self) -> Result<Option<Token<'a>>, Rejection> {
        self.authorization("bearer")
    }

    /// What follows the name of a scheme in `Authorization`; none where it is another scheme.
    pub fn authorization(self, scheme: &str) -> Result<Option<Token<'a>>, Rejection> {
        let Some(token) = self.header_token(&AUTHORIZATION)? else {
            return Ok(None);
        };
        let (found, rest) = token
            .expose()
            .split_once(' ')
            .unwrap_or((token.expose(), ""));
        let rest = rest.trim_start();
        let is_there = found.eq_ignore_ascii_case(scheme) && !rest.is_empty();
        Ok(is_there.then(|| Token::new(rest)))
    }

    /// Name and password of `Authorization: Basic`.
    pub fn basic(self) -> Result<Option<Basic>, Rejection> {
        let Some(token) = self.authorization("basic")? else {
            return Ok(None);
        };
        let basic = Basic::decode(token).ok_or_else(|| self.rejected())?;
        Ok(Some(basic))
    }

    /// The request as the signature covers it.
    pub fn signed(self, signature: Token<'a>, body: &'a [u8]) -> SignedRequest<'a> {
        SignedRequest::new(
            &self.parts.method,
            self.uri(),
            &self.parts.headers,
            signature,
            body,
        )
    }

    /// The target as the caller sent it: a router around the service may have cut it.
    fn uri(self) -> &'a http::Uri {
        #[cfg(feature = "axum")]
        if let Some(original) = self.parts.extensions.get::<axum::extract::OriginalUri>() {
            return &original.0;
        }
        &self.parts.uri
    }

    /// What an authenticator decided; none: it is not its credential, the next one may be asked.
    pub fn decided<P, B: Serialize>(
        self,
        decision: Result<P, Denied<B>>,
    ) -> Result<Option<P>, Rejection> {
        let denied = match decision {
            Ok(principal) => return Ok(Some(principal)),
            Err(Denied::Absent) => return Ok(None),
            Err(denied) => denied,
        };
        Err(match denied {
            Denied::Absent => self.missing_credential(),
            Denied::Rejected => self.rejected(),
            Denied::Forbidden => self.reject(RejectionKind::Forbidden),
            Denied::RejectedWith(body) => {
                self.reject_with(RejectionKind::RejectedCredential, &body)
            }
            Denied::ForbiddenWith(body) => self.reject_with(RejectionKind::Forbidden, &body),
            Denied::Unavailable(cause) => self.internal_error(cause),
        })
    }

    /// The same where another alternative asks the same credential for less: one that is good and
    /// does not allow the operation may allow it there.
    pub fn decided_or_next<P, B: Serialize>(
        self,
        decision: Result<P, Denied<B>>,
    ) -> Result<Option<P>, Rejection> {
        match decision {
            Err(Denied::Forbidden | Denied::ForbiddenWith(_)) => Ok(None),
            decision => self.decided(decision),
        }
    }

    /// No credential that the operation takes was sent.
    #[cold]
    pub fn missing_credential(self) -> Rejection {
        self.reject(RejectionKind::MissingCredential)
    }

    #[cold]
    fn rejected(self) -> Rejection {
        self.reject(RejectionKind::RejectedCredential)
    }

    #[cold]
    fn reject_with<B: Serialize>(self, kind: RejectionKind, body: &B) -> Rejection {
        match serde_json::to_vec(body) {
            Ok(body) => self.reject(kind).with_body(body.into()),
            Err(error) => self.internal_error(error.into()),
        }
    }
}
