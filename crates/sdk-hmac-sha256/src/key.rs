//! Access keys. A secret goes in and is used; there is no way to read it out again.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// The secret half of an access key. `Debug` shows no part of it; its memory is wiped on drop.
#[derive(Clone)]
pub struct SecretKey(SecretString);

/// An access key: a public id and the secret that signs.
#[derive(Clone)]
pub struct AccessKey {
    id: String,
    secret: SecretKey,
}

/// Why an access key was refused; never says what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidAccessKey {
    /// The id must fit into the `Authorization` header.
    #[error(
        "the access key id is empty or has a character other than visible ASCII without a comma; check for stray blanks"
    )]
    Id,
    /// An empty secret signs nothing.
    #[error("the secret key is empty; set it")]
    Secret,
}

impl SecretKey {
    /// Takes the secret over.
    pub fn new(secret: impl Into<String>) -> Result<Self, InvalidAccessKey> {
        let secret = secret.into();
        if secret.is_empty() {
            Err(InvalidAccessKey::Secret)
        } else {
            Ok(Self(secret.into()))
        }
    }

    /// The keyed hash of a text, ready to be finished or compared in constant time.
    pub(crate) fn mac(&self, text: &str) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.0.expose_secret().as_bytes()).expect("any length");
        mac.update(text.as_bytes());
        mac
    }
}

impl AccessKey {
    /// An id of visible ASCII without a comma, and a secret that is not empty.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Result<Self, InvalidAccessKey> {
        let (id, secret) = (id.into(), SecretKey::new(secret)?);
        if id.is_empty()
            || !id
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b',')
        {
            return Err(InvalidAccessKey::Id);
        }
        Ok(Self { id, secret })
    }

    /// The public id, the `Access` of the `Authorization` header.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The secret, for [`verify`](crate::verify).
    pub fn secret(&self) -> &SecretKey {
        &self.secret
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey([redacted])")
    }
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessKey")
            .field("id", &self.id)
            .field("secret", &self.secret)
            .finish()
    }
}
