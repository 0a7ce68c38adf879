//! A token that a login gives and that is good for a while.
//!
//! However many calls need one, one login is made at a time, and who waited for it takes what
//! it brought, be it a token or an error. A failure counts for a moment, and so does the token
//! that came in place of a refused one, whatever the server says of it: where tokens are refused
//! that are in order, the login is not asked once per call.

use super::TokenSource;
use crate::{BoxError, BoxFuture};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

/// Asks somebody for a token; [`CachedToken`] says when.
///
/// `Debug` must not print a secret.
pub trait Login: fmt::Debug + Send + Sync {
    /// A new token.
    ///
    /// # Errors
    /// There is none. The error must not hold a secret.
    fn login(&self) -> BoxFuture<'_, Result<Issued, BoxError>>;
}

/// A token as it was issued. `Debug` does not print it.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The token.
    pub token: SecretString,
    /// When it ends; `None`: nobody knows, it counts until it is refused.
    pub expires: Option<SystemTime>,
}

/// A login failed. All calls that waited for it have the same error.
#[derive(Clone, Debug, thiserror::Error)]
#[error("no token could be had")]
pub struct LoginError(#[source] Arc<BoxError>);

/// The tokens of a login, each kept until shortly before it ends.
pub struct CachedToken<L> {
    login: L,
    early: Duration,
    pause: Duration,
    now: Box<dyn Fn() -> SystemTime + Send + Sync>,
    held: RwLock<Held>,
    /// Whose turn it is to log in.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Held {
    token: Option<Issued>,
    /// When the last login ended.
    since: Option<SystemTime>,
    /// Why it failed, where it did.
    failure: Option<LoginError>,
    /// How many logins have ended.
    logins: u64,
    /// When a token was last forgotten since it was refused.
    refused: Option<SystemTime>,
}

impl<L: Login> CachedToken<L> {
    /// Nothing is asked for before the first request.
    pub fn new(login: L) -> Self {
        Self {
            login,
            early: Duration::from_mins(5),
            pause: Duration::from_secs(1),
            now: Box::new(SystemTime::now),
            held: RwLock::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// How long before its end a token is replaced: 5 minutes unless said otherwise. Where that
    /// fails, it is used to its end.
    #[must_use]
    pub fn renew_early(mut self, early: Duration) -> Self {
        self.early = early;
        self
    }

    /// How long a failure counts, and how long the successor of a refused token is kept whatever
    /// the server says of it: 1 second unless said otherwise.
    #[must_use]
    pub fn pause(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// What time it is: the system's clock unless said otherwise.
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.now = Box::new(now);
        self
    }

    async fn current(&self) -> Result<SecretString, LoginError> {
        let seen = match self.held(|held| self.settled(held).ok_or(held.logins)) {
            Ok(settled) => return settled,
            Err(seen) => seen,
        };
        let _turn = self.turn.lock().await;
        let waited = self.held(|held| {
            let settled = self.settled(held);
            settled.or_else(|| (held.logins != seen).then(|| self.ended(held)))
        });
        if let Some(result) = waited {
            return result;
        }
        let result = self.login.login().await;
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.logins += 1;
        held.since = Some((self.now)());
        match result {
            Ok(issued) => {
                held.token = Some(issued);
                held.failure = None;
            }
            Err(error) => held.failure = Some(LoginError(Arc::new(error))),
        }
        self.ended(&held)
    }

    fn held<T>(&self, look: impl FnOnce(&Held) -> T) -> T {
        look(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What needs no login: a token that is good for some time, or a failure of just now.
    fn settled(&self, held: &Held) -> Option<Result<SecretString, LoginError>> {
        let fresh = held.token.as_ref();
        if let Some(fresh) = fresh.filter(|issued| self.is_good(issued, self.early)) {
            return Some(Ok(fresh.token.clone()));
        }
        let just_failed = held.failure.is_some() && self.is_recent(held.since);
        just_failed.then(|| self.ended(held))
    }

    /// What the last login has left: any token that is still good, else why there is none.
    fn ended(&self, held: &Held) -> Result<SecretString, LoginError> {
        let token = held.token.as_ref();
        if let Some(token) = token.filter(|issued| self.is_good(issued, Duration::ZERO)) {
            return Ok(token.token.clone());
        }
        let expired = || {
            LoginError(Arc::new(
                "the token that was issued has ended already".into(),
            ))
        };
        Err(held.failure.clone().unwrap_or_else(expired))
    }

    fn is_good(&self, issued: &Issued, early: Duration) -> bool {
        let ends = |expires: SystemTime| {
            (self.now)()
                .checked_add(early)
                .is_some_and(|at| at < expires)
        };
        issued.expires.is_none_or(ends)
    }

    /// Whether it is a moment ago; a clock that was set back counts as long ago.
    fn is_recent(&self, at: Option<SystemTime>) -> bool {
        let age = at.and_then(|at| (self.now)().duration_since(at).ok());
        age.is_some_and(|age| age < self.pause)
    }
}

impl<L: Login> TokenSource for CachedToken<L> {
    fn token(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        Box::pin(async move { self.current().await.map_err(BoxError::from) })
    }

    fn refused(&self, token: &SecretString) -> bool {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let same = |issued: &Issued| issued.token.expose_secret() == token.expose_secret();
        if !held.token.as_ref().is_some_and(same) {
            // Another call was faster: what there is now, or comes next, is another token.
            return true;
        }
        if self.is_recent(held.refused) {
            return false;
        }
        held.refused = Some((self.now)());
        held.token = None;
        true
    }
}

impl<L: fmt::Debug> fmt::Debug for CachedToken<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedToken")
            .field("login", &self.login)
            .field("renew_early", &self.early)
            .field("pause", &self.pause)
            .finish_non_exhaustive()
    }
}
