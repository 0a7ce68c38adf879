//! Credentials of the environment. Their values reach requests and nothing else.

use std::collections::BTreeMap;

use super::{Stop, arguments::Credentials};
use crate::{
    Spec,
    call::Secret,
    run::Variables,
    spec::{Location, SecurityScheme},
};

/// Secrets by security scheme, and the names of the variables they came from.
pub(super) struct Given {
    pub(super) secrets: BTreeMap<String, Secret>,
    pub(super) variables: Variables,
}

/// Reads what the options name.
pub(super) fn read(options: &Credentials, spec: &Spec) -> Result<Given, Stop> {
    let mut given = Given {
        secrets: BTreeMap::new(),
        variables: Variables::default(),
    };
    if let Some(name) = &options.token_env {
        let scheme = only(spec, "--token-env", |scheme| !is_pair(scheme))?;
        let (scheme, kind) = scheme;
        given.key(scheme, kind, name)?;
    }
    if let (Some(access), Some(secret)) = (&options.access_key_env, &options.secret_key_env) {
        let scheme = only(spec, "--access-key-env", is_pair)?;
        given.pair(scheme.0, access, secret)?;
    }
    for (name, value) in &options.credential {
        let Some(scheme) = spec.security_schemes.get(name) else {
            let known: Vec<_> = spec.security_schemes.keys().map(String::as_str).collect();
            return Err(Stop::new(
                format!("the document has no security scheme `{name}`"),
                format!("it has: {}", known.join(", ")),
            ));
        };
        match (is_pair(scheme), value.split_once(':')) {
            (true, Some((access, secret))) => given.pair(name, access, secret)?,
            (true, None) => {
                return Err(Stop::new(
                    format!("`{name}` is a signature, which needs two variables"),
                    format!("write --credential {name}=ACCESS:SECRET"),
                ));
            }
            (false, _) => given.key(name, scheme, value)?,
        }
    }
    Ok(given)
}

/// The one scheme of a kind.
fn only<'a>(
    spec: &'a Spec,
    option: &str,
    is_meant: impl Fn(&SecurityScheme) -> bool,
) -> Result<(&'a str, &'a SecurityScheme), Stop> {
    let schemes = spec.security_schemes.iter();
    let names: Vec<_> = schemes
        .filter(|(_, scheme)| is_meant(scheme))
        .map(|(name, scheme)| (name.as_str(), scheme))
        .collect();
    match names.as_slice() {
        [one] => Ok(*one),
        [] => Err(Stop::new(
            format!("the document has no security scheme for {option}"),
            "leave the option out",
        )),
        many => Err(Stop::new(
            format!("{option} could be for {}", names_of(many).join(" or ")),
            "name the security scheme with --credential SCHEME=NAME",
        )),
    }
}

fn names_of<'a>(schemes: &[(&'a str, &SecurityScheme)]) -> Vec<&'a str> {
    schemes.iter().map(|(name, _)| *name).collect()
}

fn is_pair(scheme: &SecurityScheme) -> bool {
    matches!(
        scheme,
        SecurityScheme::ApiKey {
            location: Location::Header,
            signature: Some(_),
            ..
        }
    )
}

impl Given {
    /// A key or token; for `basic` a name and a password with a colon between them, or what stands
    /// for both on the wire.
    fn key(&mut self, scheme: &str, kind: &SecurityScheme, name: &str) -> Result<(), Stop> {
        let value = variable(name)?;
        let is_basic = matches!(kind, SecurityScheme::Http { scheme } if scheme == "basic");
        let secret = match value.split_once(':') {
            Some((user, password)) if is_basic => Secret::Login {
                user: user.to_owned(),
                password: password.to_owned(),
            },
            _ => Secret::Key(value),
        };
        self.add(scheme, secret, &[name]);
        Ok(())
    }

    fn pair(&mut self, scheme: &str, access: &str, secret: &str) -> Result<(), Stop> {
        let pair = Secret::Pair {
            access: variable(access)?,
            secret: variable(secret)?,
        };
        self.add(scheme, pair, &[access, secret]);
        Ok(())
    }

    fn add(&mut self, scheme: &str, secret: Secret, names: &[&str]) {
        self.secrets.insert(scheme.to_owned(), secret);
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        self.variables.set(scheme, names);
    }
}

fn variable(name: &str) -> Result<String, Stop> {
    match std::env::var(name) {
        Ok(value) if !value.is_empty() => Ok(value),
        _ => Err(Stop::new(
            format!("the environment variable {name} is not set, or is empty"),
            format!("set it: export {name}=…"),
        )),
    }
}
