//! A token that somebody else keeps in a file and renews there.
//!
//! The file is read before each request: it is small, and neither times nor lengths tell for
//! certain that it is still the same. It refuses files that are too large for a token.

use super::TokenSource;
use crate::{BoxError, BoxFuture};
use secrecy::{ExposeSecret, SecretString};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The largest file that is read, in bytes. Tokens with a long list of rights have 20 KiB.
const MAX_BYTES: u64 = 64 * 1024;

/// Tokens from a file: what it holds at the moment, without blanks around it.
///
/// A file that is empty is one that is just being written: the token before counts then.
#[derive(Debug)]
pub struct TokenFile {
    path: PathBuf,
    last: Mutex<Option<SecretString>>,
}

/// Why a file gave no token; never says what is in it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenFileError {
    /// It cannot be read.
    #[error("the file {} with the token cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// There is nothing in it but blanks, and never was.
    #[error("the file {} has no token in it", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// It is not a text, or too large for a token.
    #[error("the file {} holds something else than a token", path.display())]
    NoToken {
        /// The file.
        path: PathBuf,
    },
}

impl TokenFile {
    /// The file at this path; it need not be there yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            last: Mutex::new(None),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the file holds now.
    ///
    /// # Errors
    /// It cannot be read, is empty, or holds something else.
    pub fn read(&self) -> Result<SecretString, TokenFileError> {
        let path = || self.path.clone();
        let mut text = String::new();
        let read = std::fs::File::open(&self.path)
            .and_then(|file| file.take(MAX_BYTES + 1).read_to_string(&mut text));
        let whole = SecretString::from(text);
        match read {
            Ok(length) if length as u64 > MAX_BYTES => {
                return Err(TokenFileError::NoToken { path: path() });
            }
            Err(cause) if cause.kind() == std::io::ErrorKind::InvalidData => {
                return Err(TokenFileError::NoToken { path: path() });
            }
            Err(cause) => {
                return Err(TokenFileError::Unreadable {
                    path: path(),
                    cause,
                });
            }
            Ok(_) => {}
        }
        let token = whole.expose_secret().trim();
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if !token.is_empty() {
            *last = Some(token.into());
        }
        last.clone()
            .ok_or_else(|| TokenFileError::Empty { path: path() })
    }
}

impl TokenSource for TokenFile {
    fn token(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        Box::pin(std::future::ready(self.read().map_err(BoxError::from)))
    }

    fn refused(&self, token: &SecretString) -> bool {
        self.read()
            .is_ok_and(|now| now.expose_secret() != token.expose_secret())
    }
}
