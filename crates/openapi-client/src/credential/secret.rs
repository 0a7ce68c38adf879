//! The secret of a credential: always the same one, or what a source has at the moment.

use super::{InvalidCredential, Renewal, TokenSource, checked};
use crate::{BoxError, BoxFuture};
use secrecy::SecretString;
use std::fmt;
use std::sync::Arc;

/// What a credential sends.
#[derive(Clone)]
pub(super) enum Secret {
    Fixed(SecretString),
    Source(Arc<dyn TokenSource>),
}

impl Secret {
    pub(super) fn of(source: impl TokenSource + 'static) -> Self {
        Self::Source(Arc::new(source))
    }

    /// Hands the secret to the function that puts it on a request.
    pub(super) fn put<'a>(
        &'a self,
        put: impl FnOnce(&SecretString) -> Result<(), InvalidCredential> + Send + 'a,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        match self {
            Self::Fixed(secret) => {
                Box::pin(std::future::ready(put(secret).map_err(BoxError::from)))
            }
            Self::Source(source) => Box::pin(async move {
                let secret = checked(source.token().await?)?;
                Ok(put(&secret)?)
            }),
        }
    }

    /// Tells the source of a refusal, with the secret that was sent.
    pub(super) fn renew(
        &self,
        sent: impl FnOnce() -> Option<SecretString>,
    ) -> BoxFuture<'static, Result<Renewal, BoxError>> {
        let has_another = match self {
            Self::Fixed(_) => false,
            Self::Source(source) => sent().is_some_and(|sent| source.refused(&sent)),
        };
        let renewal = if has_another {
            Renewal::New
        } else {
            Renewal::Same
        };
        Box::pin(std::future::ready(Ok(renewal)))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(_) => f.write_str("[redacted]"),
            Self::Source(source) => source.fmt(f),
        }
    }
}
