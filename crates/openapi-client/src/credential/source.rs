//! Where a token comes from when it is not always the same: the seam, and functions.
//!
//! A source is asked before each request, so it should remember what is expensive;
//! [`CachedToken`](super::CachedToken) does. It is told when the server refused a token.

use crate::{BoxError, BoxFuture};
use secrecy::SecretString;
use std::fmt;

/// Gives the token to send.
///
/// `Debug` must not print it.
pub trait TokenSource: fmt::Debug + Send + Sync {
    /// The token for a request that is about to be sent.
    ///
    /// # Errors
    /// There is none; nothing is sent then. The error must not hold a secret.
    fn token(&self) -> BoxFuture<'_, Result<SecretString, BoxError>>;

    /// Told that the server answered 401 to a request with this token. True says that
    /// [`token`](Self::token) may now give another one.
    fn refused(&self, token: &SecretString) -> bool {
        let _ = token;
        false
    }
}

/// Tokens from a function that has them at hand.
///
/// ```
/// use openapi_client::{AuthorizationToken, TokenFn};
///
/// let source = TokenFn::new(|| Ok("the token of now".into()));
/// let credential = AuthorizationToken::from_source("Token", "Bearer", source);
/// ```
#[derive(Clone)]
pub struct TokenFn<F>(F);

impl<F> TokenFn<F>
where
    F: Fn() -> Result<SecretString, BoxError> + Send + Sync,
{
    /// Calls the function before each request, and once more after a 401.
    pub fn new(function: F) -> Self {
        Self(function)
    }
}

impl<F> TokenSource for TokenFn<F>
where
    F: Fn() -> Result<SecretString, BoxError> + Send + Sync,
{
    fn token(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        Box::pin(std::future::ready((self.0)()))
    }

    fn refused(&self, _token: &SecretString) -> bool {
        true
    }
}

impl<F> fmt::Debug for TokenFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenFn")
    }
}

/// Tokens from a function that may have to wait for them.
///
/// ```
/// use openapi_client::{AsyncTokenFn, AuthorizationToken};
///
/// let source = AsyncTokenFn::new(async || Ok("asked for elsewhere".into()));
/// let credential = AuthorizationToken::from_source("Token", "Bearer", source);
/// ```
#[derive(Clone)]
pub struct AsyncTokenFn<F>(F);

impl<F, R> AsyncTokenFn<F>
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<SecretString, BoxError>> + Send,
{
    /// Calls the function before each request, and once more after a 401.
    pub fn new(function: F) -> Self {
        Self(function)
    }
}

impl<F, R> TokenSource for AsyncTokenFn<F>
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<SecretString, BoxError>> + Send,
{
    fn token(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        Box::pin(async move { (self.0)().await })
    }

    fn refused(&self, _token: &SecretString) -> bool {
        true
    }
}

impl<F> fmt::Debug for AsyncTokenFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AsyncTokenFn")
    }
}
