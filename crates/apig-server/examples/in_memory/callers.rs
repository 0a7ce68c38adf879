//! Who is let in: one good token, some bad ones, and one access key.

use std::fmt;

use apig_server::access_key::Claim;
use apig_server::types::error_codes::{
    APIC_7101, APIC_7103, APIC_7105, APIC_7107, APIC_7109, APIC_7110, APIC_7118, APIC_7134,
};
use apig_server::{Authenticator, Denied, Operation, SignedRequest, Token};
use sdk_hmac_sha256::{AccessKey, SigningTime};

use super::{ACCESS_KEY, SECRET_KEY, TOKEN, error};

/// A token that is known and yet does not open the door.
pub(crate) struct BadToken {
    /// What is sent as `X-Auth-Token`.
    pub(crate) token: &'static str,
    /// What is wrong with it.
    pub(crate) flaw: Flaw,
    /// The code of the answer.
    pub(crate) code: &'static str,
    /// The message of the answer.
    pub(crate) message: &'static str,
}

/// What is wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// It proves nothing (401).
    Bad,
    /// It proves who is calling, who may not (403).
    NotAllowed,
}

/// All tokens of that kind.
pub(crate) const TOKENS: &[BadToken] = &[
    bad(
        "expired-token",
        APIC_7101,
        "Token expired. Try again later.",
    ),
    bad(
        "no-project-token",
        APIC_7103,
        "Token contains no project information.",
    ),
    bad(
        "no-user-token",
        APIC_7105,
        "Token contains no user information.",
    ),
    bad(
        "no-role-token",
        APIC_7107,
        "Token contains no role information.",
    ),
    not_allowed(
        "suspended-token",
        APIC_7109,
        "Access denied because your account is suspended.",
    ),
    not_allowed(
        "read-only-token",
        APIC_7110,
        "Your account only has read permissions and can only send GET requests.",
    ),
    not_allowed(
        "other-domain-token",
        APIC_7118,
        "User domain does not match.",
    ),
    not_allowed(
        "other-enterprise-token",
        APIC_7134,
        "No permissions to access this enterprise project.",
    ),
];

/// A token that the document's own answer to forbidden calls is given to.
pub(crate) const NO_PERMISSION: &str = "no-permission-token";

/// A token whose issuer does not answer.
pub(crate) const UNAVAILABLE: &str = "unavailable-token";

const fn bad(token: &'static str, code: &'static str, message: &'static str) -> BadToken {
    BadToken {
        token,
        flaw: Flaw::Bad,
        code,
        message,
    }
}

const fn not_allowed(token: &'static str, code: &'static str, message: &'static str) -> BadToken {
    BadToken {
        token,
        flaw: Flaw::NotAllowed,
        code,
        message,
    }
}

/// Someone who was let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caller;

/// Knows one token and one access key, and what time it is.
pub(crate) struct Callers {
    /// The token that is accepted.
    pub(crate) token: String,
    /// The access key that is accepted; none: signatures are not.
    pub(crate) access_key: Option<AccessKey>,
    /// The clock that signatures are held to.
    pub(crate) now: fn() -> SigningTime,
}

impl Default for Callers {
    /// With the example's token and access key, by the system's clock.
    fn default() -> Self {
        Self {
            token: TOKEN.to_owned(),
            access_key: AccessKey::new(ACCESS_KEY, SECRET_KEY).ok(),
            now: SigningTime::now,
        }
    }
}

impl Authenticator for Callers {
    type Principal = Caller;

    async fn auth_token(&self, token: Token<'_>, _: &'static Operation) -> Result<Caller, Denied> {
        if token.matches(&self.token) {
            return Ok(Caller);
        }
        match token.expose() {
            NO_PERMISSION => return Err(Denied::Forbidden),
            UNAVAILABLE => return Err(Denied::unavailable("the issuer of tokens does not answer")),
            _ => {}
        }
        let known = TOKENS
            .iter()
            .find(|known| token.matches(known.token))
            .ok_or(Denied::Rejected)?;
        let body = error(known.code, known.message);
        Err(match known.flaw {
            Flaw::Bad => Denied::RejectedWith(body),
            Flaw::NotAllowed => Denied::ForbiddenWith(body),
        })
    }

    async fn request_signature(
        &self,
        request: SignedRequest<'_>,
        _: &'static Operation,
    ) -> Result<Caller, Denied> {
        let claim = Claim::read(request)?;
        let key = self
            .access_key
            .as_ref()
            .filter(|key| key.id() == claim.access());
        claim.verify(key.ok_or(Denied::Rejected)?.secret(), (self.now)())?;
        Ok(Caller)
    }
}

impl fmt::Debug for Callers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callers")
            .field("access_key", &self.access_key)
            .finish_non_exhaustive()
    }
}
