//! Credentials in variables of the environment.

use super::{Either, Environment, FoundCredential, NoCredential, Origin, Parts};
use crate::{Account, AuthToken, PasswordLogin, Project, Region};
use openapi_client::BoxError;

/// An access key: the first two are needed.
struct Key {
    id: &'static str,
    secret: &'static str,
    security_token: &'static str,
    project_id: &'static str,
}

const KEYS: [Key; 3] = [
    Key {
        id: "HUAWEICLOUD_SDK_AK",
        secret: "HUAWEICLOUD_SDK_SK",
        security_token: "HUAWEICLOUD_SDK_SECURITY_TOKEN",
        project_id: "HUAWEICLOUD_SDK_PROJECT_ID",
    },
    Key {
        id: "HW_ACCESS_KEY",
        secret: "HW_SECRET_KEY",
        security_token: "HW_SECURITY_TOKEN",
        project_id: "HW_PROJECT_ID",
    },
    Key {
        id: "OS_ACCESS_KEY",
        secret: "OS_SECRET_KEY",
        security_token: "OS_SECURITY_TOKEN",
        project_id: "OS_PROJECT_ID",
    },
];

const TOKENS: [&str; 3] = ["HW_AUTH_TOKEN", "OS_AUTH_TOKEN", "OS_TOKEN"];

/// A password: the first two are needed, and one of the third.
struct LoginNames {
    user: &'static str,
    password: &'static str,
    domain: &'static [&'static str],
    project_id: &'static str,
    project_name: &'static str,
    endpoint: &'static str,
    region: &'static str,
}

const PASSWORDS: [LoginNames; 2] = [
    LoginNames {
        user: "HW_USER_NAME",
        password: "HW_USER_PASSWORD",
        domain: &["HW_DOMAIN_NAME"],
        project_id: "HW_PROJECT_ID",
        project_name: "HW_PROJECT_NAME",
        endpoint: "HW_AUTH_URL",
        region: "HW_REGION_NAME",
    },
    LoginNames {
        user: "OS_USERNAME",
        password: "OS_PASSWORD",
        domain: &["OS_USER_DOMAIN_NAME", "OS_DOMAIN_NAME"],
        project_id: "OS_PROJECT_ID",
        project_name: "OS_PROJECT_NAME",
        endpoint: "OS_AUTH_URL",
        region: "OS_REGION_NAME",
    },
];

/// What the vendor's SDKs prefer to a key, and this client does not have.
const IDENTITY_PROVIDER: [&str; 2] = ["HUAWEICLOUD_SDK_IDP_ID", "HUAWEICLOUD_SDK_ID_TOKEN_FILE"];

/// The first credential: keys, then tokens, then passwords.
pub(super) fn find(
    environment: &Environment,
    looked_at: &mut Vec<String>,
) -> Result<Option<FoundCredential>, NoCredential> {
    if IDENTITY_PROVIDER
        .iter()
        .all(|name| environment.get(name).is_some())
    {
        let found = IDENTITY_PROVIDER.join(" and ");
        return Err(NoCredential::IdentityProvider { found });
    }
    for key in &KEYS {
        looked_at.push(format!("{} with {}", key.id, key.secret));
        let Some((id, secret)) = pair(environment, key.id, key.secret)? else {
            continue;
        };
        let parts = Parts {
            id,
            secret,
            security_token: environment.get(key.security_token),
            project_id: environment.get(key.project_id),
        };
        let mut names = vec![key.id, key.secret];
        names.extend(parts.security_token.as_ref().map(|_| key.security_token));
        names.extend(parts.project_id.as_ref().map(|_| key.project_id));
        return parts.into_found(Origin::Variables(names)).map(Some);
    }
    for name in TOKENS {
        looked_at.push(name.to_owned());
        if let Some(token) = environment.get(name) {
            let token = AuthToken::new(token).map_err(BoxError::from);
            return found(token.map(Either::Token), Origin::Variables(vec![name])).map(Some);
        }
    }
    for names in &PASSWORDS {
        looked_at.push(format!("{} with {}", names.user, names.password));
        if let Some((user, password)) = pair(environment, names.user, names.password)? {
            return log_in(environment, names, user, password).map(Some);
        }
    }
    Ok(None)
}

/// Both or neither.
fn pair(
    environment: &Environment,
    first: &'static str,
    second: &'static str,
) -> Result<Option<(String, String)>, NoCredential> {
    let incomplete = |found: &str, missing: &str| NoCredential::Incomplete {
        found: found.to_owned(),
        missing: missing.to_owned(),
    };
    match (environment.get(first), environment.get(second)) {
        (Some(one), Some(two)) => Ok(Some((one, two))),
        (None, None) => Ok(None),
        (Some(_), None) => Err(incomplete(first, second)),
        (None, Some(_)) => Err(incomplete(second, first)),
    }
}

fn log_in(
    environment: &Environment,
    names: &LoginNames,
    user: String,
    password: String,
) -> Result<FoundCredential, NoCredential> {
    let missing = |missing: &str| NoCredential::Incomplete {
        found: names.user.to_owned(),
        missing: missing.to_owned(),
    };
    let mut variables = vec![names.user, names.password];
    let (name, domain) = environment
        .first(names.domain)
        .ok_or_else(|| missing(&names.domain.join(" or ")))?;
    variables.push(name);
    let place = environment.first(&[names.endpoint, names.region]);
    let (name, place) =
        place.ok_or_else(|| missing(&format!("{} or {}", names.endpoint, names.region)))?;
    variables.push(name);
    let endpoint = if name == names.endpoint {
        // OpenStack's clients have the version in it.
        let text = place.trim_end_matches('/');
        Ok(text.strip_suffix("/v3").unwrap_or(text).to_owned())
    } else {
        let region = place.parse::<Region>();
        region.map(|region| region.identity_endpoint())
    };
    let project = environment.first(&[names.project_id, names.project_name, names.region]);
    let (name, project) = project
        .ok_or_else(|| missing(&format!("{} or {}", names.project_id, names.project_name)))?;
    if !variables.contains(&name) {
        variables.push(name);
    }
    let project = if name == names.project_id {
        Project::Id(project)
    } else {
        // Without a name it is the one that each region has, of the region's name.
        Project::Name(project)
    };
    let account = Account {
        user,
        domain,
        password: password.into(),
    };
    let token = endpoint.map_err(BoxError::from).and_then(|endpoint| {
        let login = PasswordLogin::new(endpoint, account, project)?;
        Ok(Either::Login(AuthToken::from_login(login)))
    });
    found(token, Origin::Variables(variables))
}

fn found(
    credential: Result<Either, BoxError>,
    origin: Origin,
) -> Result<FoundCredential, NoCredential> {
    match credential {
        Ok(credential) => Ok(FoundCredential { credential, origin }),
        Err(cause) => Err(NoCredential::Unusable { origin, cause }),
    }
}
