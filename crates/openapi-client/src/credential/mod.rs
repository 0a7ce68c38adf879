//! Credentials: the seam, and a secret in a header. `key` has those of query and cookie,
//! `authorization` those of the header of that name.
//!
//! A credential belongs to one security scheme of the document, and is applied only to an
//! operation whose `security` names that scheme. Its secret is fixed, or comes from a
//! [`TokenSource`]: a function, a file, a login whose token is kept while it is good
//! ([`CachedToken`]). How a login is made is for implementations elsewhere.

mod authorization;
mod cached;
mod file;
mod key;
mod refused;
mod secret;
mod source;

pub use authorization::{AuthorizationToken, BasicCredential};
pub use cached::{CachedToken, Issued, Login, LoginError};
pub use file::{TokenFile, TokenFileError};
pub use key::{CookieToken, QueryToken};
pub use refused::RefusedRequest;
pub use source::{AsyncTokenFn, TokenFn, TokenSource};

use self::secret::Secret;
use crate::{BoxError, BoxFuture};
use openapi_types::Operation;
use reqwest::Request;
use reqwest::header::{HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// What proves to the server who is calling.
///
/// `Debug` must not print the secret.
pub trait Credential: fmt::Debug + Send + Sync {
    /// The name of the security scheme, as the document writes it.
    fn scheme(&self) -> &'static str;

    /// Puts the credential on the request, in place of one that is there already.
    ///
    /// It is called right before sending, after the hooks' [`pre`](crate::ClientHooks::pre), so
    /// that a signature covers what is sent. Mark header values as sensitive.
    ///
    /// # Errors
    /// The credential cannot be had; nothing is sent then. The error must not hold the secret.
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>>;

    /// Hears that the server refused this request (`401`), and says whether the next [`apply`](Self::apply) puts something else on the request, such as a token of a new
    /// login. The request is then sent once more, at most once per call.
    ///
    /// Many calls may be refused at the same time: compare what was sent with what is there now, so
    /// that one new login is enough for all. Without more the answer is [`Renewal::Same`].
    ///
    /// # Errors
    /// The login failed; it becomes the error of the call. It must not hold the secret.
    fn renew<'a>(
        &'a self,
        refused: RefusedRequest<'a>,
        operation: &'static Operation,
    ) -> BoxFuture<'a, Result<Renewal, BoxError>> {
        let _ = (refused, operation);
        Box::pin(std::future::ready(Ok(Renewal::Same)))
    }
}

/// Whether a credential that was refused has a successor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// There is nothing else to try.
    Same,
    /// The next request gets another one.
    New,
}

/// A secret that is sent as the value of a header: `apiKey` in `header`.
#[derive(Clone)]
pub struct HeaderToken {
    scheme: &'static str,
    /// None: the name that was given is none; nothing is sent then.
    header: Option<HeaderName>,
    secret: Secret,
    /// A fixed secret as it is sent, so that a call has nothing to check and nothing to copy.
    ready: Option<HeaderValue>,
}

/// A secret that cannot be the value of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a credential is empty or holds a line break, a blank at an end or a control character; trim it where it is read"
)]
pub struct InvalidCredential;

impl HeaderToken {
    /// The secret for the scheme of this name, which is sent in this header.
    ///
    /// # Errors
    /// The secret is empty, begins or ends with a blank, or holds a character that no header
    /// value may hold.
    pub fn new(
        scheme: &'static str,
        header: HeaderName,
        value: impl Into<SecretString>,
    ) -> Result<Self, InvalidCredential> {
        let value = checked(value.into())?;
        Ok(Self {
            scheme,
            header: Some(header),
            ready: Some(header_value(value.expose_secret())?),
            secret: Secret::Fixed(value),
        })
    }

    /// The same for a header by its name.
    ///
    /// # Errors
    /// As for [`new`](Self::new), and where no header may have this name.
    pub fn named(
        scheme: &'static str,
        header: &str,
        value: impl Into<SecretString>,
    ) -> Result<Self, InvalidCredential> {
        let header = HeaderName::from_bytes(header.as_bytes());
        Self::new(scheme, header.map_err(|_error| InvalidCredential)?, value)
    }

    /// A secret that the source is asked for before each request, in the header of this name.
    ///
    /// A name that no header may have stops each call, as a secret does that cannot be sent.
    pub fn from_source(
        scheme: &'static str,
        header: &str,
        source: impl TokenSource + 'static,
    ) -> Self {
        Self {
            scheme,
            header: HeaderName::from_bytes(header.as_bytes()).ok(),
            secret: Secret::of(source),
            ready: None,
        }
    }
}

/// A secret that is something, without blanks around it.
fn checked(value: SecretString) -> Result<SecretString, InvalidCredential> {
    let text = value.expose_secret();
    if text.is_empty() || text.trim() != text {
        return Err(InvalidCredential);
    }
    Ok(value)
}

/// A header value that is printed by nobody.
fn header_value(text: &str) -> Result<HeaderValue, InvalidCredential> {
    let mut value = HeaderValue::from_str(text).map_err(|_error| InvalidCredential)?;
    value.set_sensitive(true);
    Ok(value)
}

impl Credential for HeaderToken {
    fn scheme(&self) -> &'static str {
        self.scheme
    }

    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        if let (Some(header), Some(value)) = (&self.header, &self.ready) {
            request.headers_mut().insert(header.clone(), value.clone());
            return Box::pin(std::future::ready(Ok(())));
        }
        self.secret.put(|secret| {
            let value = header_value(secret.expose_secret())?;
            let header = self.header.clone().ok_or(InvalidCredential)?;
            request.headers_mut().insert(header, value);
            Ok(())
        })
    }

    fn renew<'a>(
        &'a self,
        refused: RefusedRequest<'a>,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<Renewal, BoxError>> {
        let header = self.header.as_ref();
        self.secret.renew(|| {
            let sent = refused.headers().get(header?)?;
            sent.to_str().ok().map(Into::into)
        })
    }
}

impl fmt::Debug for HeaderToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HeaderToken")
            .field("scheme", &self.scheme)
            .field("header", &self.header.as_ref().map(HeaderName::as_str))
            .field("secret", &self.secret)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::HeaderToken;
    use reqwest::header::HeaderName;

    #[test]
    fn only_a_header_value_is_a_token() {
        let header = HeaderName::from_static("x-auth-token");
        let cases = [
            ("MIIabc+/=", true),
            ("a b", true),
            ("", false),
            (" a", false),
            ("a\n", false),
            ("a\r\nHost: evil", false),
            ("a\0b", false),
        ];
        for (value, good) in cases {
            let token = HeaderToken::new("AuthToken", header.clone(), value);
            assert_eq!(token.is_ok(), good, "{value:?}");
            if value.len() > 2 {
                let printed = format!("{token:?}");
                assert!(!printed.contains(value), "{printed}");
            }
        }
    }
}
