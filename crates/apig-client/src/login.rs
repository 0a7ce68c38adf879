//! A token for a user's name and password, from the identity service.
//!
//! It logs in and nothing else: [`CachedToken`] keeps the token and says when to log in again.
//! The scope is a project, as calls of this API need it. An access key is the better credential
//! for programs: it needs no login and cannot run out in the middle of a call.

use crate::AuthToken;
use openapi_client::{
    BoxError, BoxFuture, BuildError, Builder, CachedToken, Call, Core, ExposeSecret, Issued, Login,
    Operation, Response, Retry, SecretString,
};
use sdk_hmac_sha256::SigningTime;
use serde_json::{Value, json};
use std::fmt;
use std::time::{Duration, SystemTime};

/// What is called: the vendor's `KeystoneCreateUserTokenByPassword`.
static LOGIN: Operation = Operation {
    id: "keystoneCreateUserTokenByPassword",
    method: "POST",
    path: "/v3/auth/tokens",
    retry: Retry::Safe,
    permissions: &[],
    security: &[],
    scopes: &[],
};

/// The header of the answer that has the token.
const X_SUBJECT_TOKEN: &str = "x-subject-token";

/// Who logs in. `Debug` shows no password.
#[derive(Clone, Debug)]
pub struct Account {
    /// The name of the IAM user.
    pub user: String,
    /// The name of the account that the user belongs to.
    pub domain: String,
    /// The user's password.
    pub password: SecretString,
}

/// What the token is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Project {
    /// The project of this id.
    Id(String),
    /// The project of this name; each region has one of its own name.
    Name(String),
}

/// Logs in with a password.
///
/// ```
/// use apig_client::{Account, AuthToken, Client, PasswordLogin, Project, Region};
///
/// let region: Region = "cn-north-4".parse()?;
/// let account = Account {
///     user: "user".to_owned(),
///     domain: "account".to_owned(),
///     password: "the password".into(),
/// };
/// let project = Project::Name(region.to_string());
/// let login = PasswordLogin::new(region.identity_endpoint(), account, project)?;
/// let client = Client::in_region(&region).credential(AuthToken::from_login(login)).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct PasswordLogin {
    core: Core,
    account: Account,
    project: Project,
}

/// Why a login brought no token; never says what was sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PasswordLoginError {
    /// No answer came.
    #[error("the identity service did not answer")]
    NoAnswer(#[source] BoxError),
    /// The identity service says no.
    #[error(
        "the identity service refused the login with {status}; check user, domain, password and project"
    )]
    Refused {
        /// Its status.
        status: u16,
    },
    /// The answer has no token, or does not say how long it is good for.
    #[error("the identity service answered {status} without a token that can be used")]
    Unreadable {
        /// Its status.
        status: u16,
    },
}

impl PasswordLogin {
    /// Logs in at the identity service of this base URL, such as
    /// `https://iam.cn-north-4.myhuaweicloud.com`; see
    /// [`Region::identity_endpoint`](crate::Region::identity_endpoint).
    ///
    /// # Errors
    /// As for a client: the base URL is not one that a password may be sent to.
    pub fn new(
        endpoint: impl Into<String>,
        account: Account,
        project: Project,
    ) -> Result<Self, BuildError> {
        let core = Builder::<Core>::new(endpoint).build()?;
        Ok(Self::through(core, account, project))
    }

    /// Logs in with this client's base URL, proxy, trust anchors and time limits.
    pub fn through(core: Core, account: Account, project: Project) -> Self {
        Self {
            core,
            account,
            project,
        }
    }

    async fn token(&self) -> Result<Issued, PasswordLoginError> {
        let response = self.send().await.map_err(PasswordLoginError::NoAnswer)?;
        let status = response.status().as_u16();
        if !response.status().is_success() {
            return Err(PasswordLoginError::Refused { status });
        }
        let unreadable = || PasswordLoginError::Unreadable { status };
        let token = response.headers().get(X_SUBJECT_TOKEN);
        let token = token.and_then(|value| value.to_str().ok()).map(str::trim);
        let token = token.filter(|token| !token.is_empty());
        let token: SecretString = token.ok_or_else(unreadable)?.into();
        let body = response
            .json::<Value>()
            .await
            .map_err(|_error| unreadable())?;
        let lifetime = lifetime(&body).ok_or_else(unreadable)?;
        Ok(Issued {
            token,
            expires: SystemTime::now().checked_add(lifetime),
        })
    }

    async fn send(&self) -> Result<Response, BoxError> {
        let Account {
            user,
            domain,
            password,
        } = &self.account;
        let project = match &self.project {
            Project::Id(id) => json!({ "id": id }),
            Project::Name(name) => json!({ "name": name }),
        };
        let user = json!({
            "name": user,
            "password": password.expose_secret(),
            "domain": { "name": domain },
        });
        let body = json!({
            "auth": {
                "identity": { "methods": ["password"], "password": { "user": user } },
                "scope": { "project": project },
            }
        });
        let mut call = Call::new(&self.core, &LOGIN);
        call.path(LOGIN.path);
        // The list of all services is many times the size of the token.
        call.fixed_query("nocatalog=true");
        call.accept("application/json");
        call.json("application/json", &body)?;
        Ok(call.send().await?)
    }
}

/// From when a token was issued to when it ends, by the clock that wrote both: this machine's
/// may be another.
fn lifetime(body: &Value) -> Option<Duration> {
    let time = |name: &str| compact(body.get("token")?.get(name)?.as_str()?);
    let (issued, expires) = (time("issued_at")?, time("expires_at")?);
    let seconds = expires.unix_seconds().checked_sub(issued.unix_seconds())?;
    u64::try_from(seconds).ok().map(Duration::from_secs)
}

/// `2026-01-04T09:08:49.965000Z`, without what is below a second.
fn compact(text: &str) -> Option<SigningTime> {
    let whole = text.strip_suffix('Z')?.split('.').next()?;
    let digits: String = whole.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    format!("{digits}Z").parse().ok()
}

impl Login for PasswordLogin {
    fn login(&self) -> BoxFuture<'_, Result<Issued, BoxError>> {
        Box::pin(async move { self.token().await.map_err(BoxError::from) })
    }
}

impl fmt::Debug for PasswordLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordLogin")
            .field("endpoint", &self.core.base_url())
            .field("account", &self.account)
            .field("project", &self.project)
            .finish()
    }
}

impl AuthToken {
    /// The token of a login, kept until shortly before it ends. However many calls need one, one
    /// login is made at a time. For other settings see [`CachedToken`] and
    /// [`from_source`](Self::from_source).
    pub fn from_login(login: PasswordLogin) -> Self {
        Self::from_source(CachedToken::new(login))
    }
}
