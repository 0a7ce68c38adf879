//! Secrets in the header `Authorization`: `http` schemes, and the tokens of `oauth2` and
//! `openIdConnect`.

use super::{
    Credential, InvalidCredential, RefusedRequest, Renewal, Secret, TokenSource, checked,
    header_value,
};
use crate::{BoxError, BoxFuture};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openapi_types::Operation;
use reqwest::Request;
use reqwest::header::AUTHORIZATION;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// What follows the name of the scheme in `Authorization`: `Bearer …`.
#[derive(Clone)]
pub struct AuthorizationToken {
    scheme: &'static str,
    /// The name of the scheme in HTTP.
    http_scheme: &'static str,
    /// What follows it.
    secret: Secret,
}

impl AuthorizationToken {
    /// The secret for the scheme of this name in the document; `http_scheme` is that of HTTP,
    /// such as `Bearer`.
    ///
    /// # Errors
    /// The secret is empty, begins or ends with a blank, or holds a character that no header
    /// value may hold.
    pub fn new(
        scheme: &'static str,
        http_scheme: &'static str,
        value: impl Into<SecretString>,
    ) -> Result<Self, InvalidCredential> {
        let value = checked(value.into())?;
        header_value(value.expose_secret())?;
        Ok(Self {
            scheme,
            http_scheme,
            secret: Secret::Fixed(value),
        })
    }

    /// A secret that the source is asked for before each request.
    pub fn from_source(
        scheme: &'static str,
        http_scheme: &'static str,
        source: impl TokenSource + 'static,
    ) -> Self {
        Self {
            scheme,
            http_scheme,
            secret: Secret::of(source),
        }
    }
}

impl Credential for AuthorizationToken {
    fn scheme(&self) -> &'static str {
        self.scheme
    }

    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        self.secret.put(|secret| {
            let text = format!("{} {}", self.http_scheme, secret.expose_secret());
            let text = SecretString::from(text);
            let value = header_value(text.expose_secret())?;
            request.headers_mut().insert(AUTHORIZATION, value);
            Ok(())
        })
    }

    fn renew<'a>(
        &'a self,
        refused: RefusedRequest<'a>,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<Renewal, BoxError>> {
        self.secret.renew(|| {
            let text = refused.headers().get(AUTHORIZATION)?.to_str().ok()?;
            let token = text.strip_prefix(self.http_scheme)?.strip_prefix(' ')?;
            Some(token.into())
        })
    }
}

impl fmt::Debug for AuthorizationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthorizationToken")
            .field("scheme", &self.scheme)
            .field("secret", &self.secret)
            .finish_non_exhaustive()
    }
}

/// A name and a password: `Authorization: Basic …`.
#[derive(Clone, Debug)]
pub struct BasicCredential(AuthorizationToken);

impl BasicCredential {
    /// Name and password for the scheme of this name in the document.
    ///
    /// # Errors
    /// The name holds a colon, or one of both a control character.
    pub fn new(
        scheme: &'static str,
        name: &str,
        password: impl Into<SecretString>,
    ) -> Result<Self, InvalidCredential> {
        let password = password.into();
        let both = format!("{name}:{}", password.expose_secret());
        if name.contains(':') || both.contains(char::is_control) {
            return Err(InvalidCredential);
        }
        AuthorizationToken::new(scheme, "Basic", STANDARD.encode(both)).map(Self)
    }
}

impl Credential for BasicCredential {
    fn scheme(&self) -> &'static str {
        self.0.scheme()
    }

    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        self.0.apply(request, operation)
    }
}
