//! One credential in code: where it is found, and how the authenticator is asked about it.

use std::fmt::Write as _;

use openapi_model::SchemeKind;

use super::Server;
use super::access::Need;
use crate::emit::code::literal;
use crate::plan::SchemePlan;

/// The header that a credential is the whole value of.
pub(super) fn header<'p>(scheme: &'p SchemePlan<'_>) -> Option<&'p str> {
    match &scheme.scheme.kind {
        SchemeKind::HeaderKey { header } | SchemeKind::Signature { header, .. } => Some(header),
        SchemeKind::QueryKey { .. }
        | SchemeKind::CookieKey { .. }
        | SchemeKind::Basic
        | SchemeKind::Bearer { .. }
        | SchemeKind::Http { .. } => None,
    }
}

/// `X_AUTH_TOKEN`: every byte that no identifier has is spelled out, so that no two are the same.
pub(super) fn header_constant(header: &str) -> String {
    let mut name = String::new();
    for (at, c) in header.chars().enumerate() {
        match c {
            'a'..='z' | 'A'..='Z' => name.push(c.to_ascii_uppercase()),
            '0'..='9' if at > 0 => name.push(c),
            '-' => name.push('_'),
            // Writing to a String does not fail.
            other => _ = write!(name, "U{:X}", u32::from(other)),
        }
    }
    name
}

/// The step that finds a credential.
pub(super) fn lookup(need: Need<'_>) -> String {
    match &need.scheme.scheme.kind {
        SchemeKind::HeaderKey { header } | SchemeKind::Signature { header, .. } => {
            format!("header_token(&{})", header_constant(header))
        }
        SchemeKind::QueryKey { parameter } => format!("query_key({})", literal(parameter)),
        SchemeKind::CookieKey { cookie } => format!("cookie_key({})", literal(cookie)),
        SchemeKind::Basic => "basic()".to_owned(),
        SchemeKind::Bearer { .. } => "bearer()".to_owned(),
        SchemeKind::Http { scheme } => format!("authorization({})", literal(scheme)),
    }
}

/// The question to the authenticator.
pub(super) fn asked(server: &Server<'_>, need: Need<'_>, variable: &str) -> String {
    let function = &need.scheme.function;
    let credential = match &need.scheme.scheme.kind {
        SchemeKind::QueryKey { .. } | SchemeKind::CookieKey { .. } => format!("{variable}.token()"),
        SchemeKind::HeaderKey { .. }
        | SchemeKind::Basic
        | SchemeKind::Bearer { .. }
        | SchemeKind::Http { .. }
        | SchemeKind::Signature { .. } => variable.to_owned(),
    };
    let scopes = if server.schemes.has_scopes(need.scheme) {
        let scopes: Vec<String> = need.scopes.iter().map(|scope| literal(scope)).collect();
        format!("&[{}], ", scopes.join(", "))
    } else {
        String::new()
    };
    format!("U::{function}(authenticator, {credential}, {scopes}call.operation())")
}
