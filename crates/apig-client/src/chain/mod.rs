//! A credential from where people keep theirs: the environment, then a profile file.
//!
//! The names are those of the vendor's SDKs, of its Terraform provider and of `OpenStack`'s
//! clients. The first complete credential is taken; one that is begun and not complete is an
//! error, since a program that goes on with another one would act as somebody else. No error
//! here holds a value.

mod environment;
mod profile;
mod variables;

pub use environment::Environment;

use crate::{AccessKey, AuthToken};
use openapi_client::reqwest::Request;
use openapi_client::{BoxError, BoxFuture, Credential, Operation, RefusedRequest, Renewal};
use std::fmt;
use std::path::PathBuf;

/// A credential that was found, which says where. It is used as any other.
///
/// ```
/// use apig_client::{Client, Environment, FoundCredential};
///
/// let environment = Environment::of([("HW_ACCESS_KEY", "AKEXAMPLE"), ("HW_SECRET_KEY", "secret")]);
/// let found = FoundCredential::find(&environment)?;
/// assert_eq!(found.origin().to_string(), "the environment: HW_ACCESS_KEY, HW_SECRET_KEY");
/// let client = Client::builder("https://apig.example.com").credential(found).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct FoundCredential {
    credential: Either,
    origin: Origin,
}

#[derive(Debug)]
enum Either {
    Token(AuthToken),
    Login(AuthToken),
    Key(AccessKey),
}

/// Where a credential comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// These variables of the environment.
    Variables(Vec<&'static str>),
    /// A section of a profile file.
    Profile {
        /// The file.
        path: PathBuf,
        /// The section.
        section: String,
    },
}

/// Why there is no credential; never says what was found.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NoCredential {
    /// There is none anywhere.
    #[error("no credential was found; looked at {}; set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or HW_AUTH_TOKEN", looked_at.join(", "))]
    Nothing {
        /// The places, in order.
        looked_at: Vec<String>,
    },
    /// A credential is begun and not complete.
    #[error("{found} is set and {missing} is not; set both, or neither to use another credential")]
    Incomplete {
        /// What is there.
        found: String,
        /// What is not.
        missing: String,
    },
    /// What was found cannot be used.
    #[error("the credential of {origin} cannot be used")]
    Unusable {
        /// Where it is from.
        origin: Origin,
        /// Why.
        #[source]
        cause: BoxError,
    },
    /// The profile file cannot be read.
    #[error("the profile file {} cannot be read", path.display())]
    ProfileFile {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: BoxError,
    },
    /// The credential is of a kind that this client does not have: the token of an identity
    /// provider (`idp_id`), which the vendor's SDKs prefer to a key beside it.
    #[error(
        "{found} ask for a login by identity provider, which there is none of; take them out, and set an access key or a token"
    )]
    IdentityProvider {
        /// What is there.
        found: String,
    },
    /// The profile that was asked for is not in the file.
    #[error("the profile file {} has no section [{section}]", path.display())]
    NoSection {
        /// The file.
        path: PathBuf,
        /// The section.
        section: String,
    },
}

impl FoundCredential {
    /// The first credential of: the variables of the environment, in the order of the crate's
    /// documentation; the section `[basic]` of the profile file.
    ///
    /// # Errors
    /// There is none, or the first one cannot be used.
    pub fn find(environment: &Environment) -> Result<Self, NoCredential> {
        let mut looked_at = Vec::new();
        if let Some(found) = variables::find(environment, &mut looked_at)? {
            return Ok(found);
        }
        let found = profile::find(environment, None, &mut looked_at)?;
        found.ok_or(NoCredential::Nothing { looked_at })
    }

    /// The credential of this section of the profile file, whatever the environment holds.
    ///
    /// # Errors
    /// There is none, or it cannot be used.
    pub fn of_profile(environment: &Environment, section: &str) -> Result<Self, NoCredential> {
        let mut looked_at = Vec::new();
        let found = profile::find(environment, Some(section), &mut looked_at)?;
        found.ok_or(NoCredential::Nothing { looked_at })
    }

    /// Whether a request makes it log in first, at another service than that of the API.
    pub fn logs_in(&self) -> bool {
        matches!(self.credential, Either::Login(_))
    }

    /// Where it comes from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    fn inner(&self) -> &dyn Credential {
        match &self.credential {
            Either::Token(token) | Either::Login(token) => token,
            Either::Key(key) => key,
        }
    }
}

impl Credential for FoundCredential {
    fn scheme(&self) -> &'static str {
        self.inner().scheme()
    }

    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        self.inner().apply(request, operation)
    }

    fn renew<'a>(
        &'a self,
        refused: RefusedRequest<'a>,
        operation: &'static Operation,
    ) -> BoxFuture<'a, Result<Renewal, BoxError>> {
        self.inner().renew(refused, operation)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variables(names) => write!(f, "the environment: {}", names.join(", ")),
            Self::Profile { path, section } => {
                write!(f, "the profile [{section}] of {}", path.display())
            }
        }
    }
}

/// An access key with what may belong to it.
struct Parts {
    id: String,
    secret: String,
    security_token: Option<String>,
    project_id: Option<String>,
}

impl Parts {
    fn into_found(self, origin: Origin) -> Result<FoundCredential, NoCredential> {
        match self.into_key() {
            Ok(key) => Ok(FoundCredential {
                credential: Either::Key(key),
                origin,
            }),
            Err(cause) => Err(NoCredential::Unusable { origin, cause }),
        }
    }

    fn into_key(self) -> Result<AccessKey, BoxError> {
        let mut key = AccessKey::new(self.id, self.secret)?;
        if let Some(token) = self.security_token {
            key = key.security_token(token)?;
        }
        if let Some(id) = self.project_id {
            key = key.project_id(&id)?;
        }
        Ok(key)
    }
}
