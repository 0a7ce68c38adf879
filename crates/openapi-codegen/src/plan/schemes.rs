//! The names of security schemes.

use openapi_model::Api;

use super::SchemePlan;
use super::names::{PRELUDE, Scope, function_name, type_name};

/// What the crate roots and the module of credentials hold already.
const CREDENTIAL: [&str; 28] = [
    "AsyncTokenFn",
    "Authenticator",
    "AuthorizationToken",
    "BasicCredential",
    "BoxError",
    "BoxFuture",
    "Builder",
    "CachedToken",
    "Client",
    "ClientHooks",
    "CookieToken",
    "Credential",
    "Error",
    "HeaderMap",
    "HeaderName",
    "HeaderToken",
    "InvalidCredential",
    "Issued",
    "Login",
    "LoginError",
    "Operation",
    "QueryToken",
    "Renewal",
    "Request",
    "SecretString",
    "TokenFile",
    "TokenFn",
    "TokenSource",
];

/// What an authenticator has besides its schemes.
const AUTHENTICATOR: [&str; 2] = ["combine", "challenge"];

pub(super) fn schemes(api: &Api) -> Vec<SchemePlan<'_>> {
    let mut functions = Scope::without(AUTHENTICATOR);
    let mut types = Scope::without(PRELUDE.into_iter().chain(CREDENTIAL));
    let schemes = api.schemes.iter().map(|scheme| SchemePlan {
        scheme,
        function: functions.take(function_name(&scheme.name)),
        type_name: types.take(type_name(&scheme.name)),
    });
    schemes.collect()
}
