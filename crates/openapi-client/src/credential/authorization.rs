//! Secrets in the header `Authorization`: `http` schemes, and the tokens of `oauth2` and
//! `openIdConnect`.

use super::{Credential, InvalidCredential, checked, header_value};
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
    /// The name of the scheme and a blank, and the secret.
    value: SecretString,
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
        let value = SecretString::from(format!("{http_scheme} {}", value.expose_secret()));
        header_value(value.expose_secret())?;
        Ok(Self { scheme, value })
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
        let applied = header_value(self.value.expose_secret()).map(|value| {
            request.headers_mut().insert(AUTHORIZATION, value);
        });
        Box::pin(std::future::ready(applied.map_err(BoxError::from)))
    }
}

impl fmt::Debug for AuthorizationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthorizationToken")
            .field("scheme", &self.scheme)
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
