//! `credential.rs`: the security schemes as types that are credentials.
//!
//! A signature needs code that no document can hold; for such a scheme there is only its name,
//! and the hand-written part of the crate does the signing.

use heck::ToShoutySnakeCase;
use openapi_model::SchemeKind;

use crate::docs;
use crate::emit::Context;
use crate::emit::code::{Code, literal};
use crate::emit::file::Docs;
use crate::plan::SchemePlan;

/// What every file of credentials needs from the runtime.
const TRAIT: [&str; 8] = [
    "BoxError",
    "BoxFuture",
    "Credential",
    "InvalidCredential",
    "Operation",
    "RefusedRequest",
    "Renewal",
    "SecretString",
];

/// What a scheme needs besides whose secret may come from elsewhere.
const SOURCE: &str = "TokenSource";

/// The text of the file.
pub(super) fn text(context: &Context<'_>) -> String {
    let schemes = &context.plan.schemes;
    let mut code = Code::new();
    imports(schemes, &mut code);
    for scheme in schemes {
        code.blank();
        match &scheme.scheme.kind {
            SchemeKind::Signature { header, algorithm } => {
                signature(scheme, header, algorithm, &mut code);
            }
            SchemeKind::HeaderKey { .. }
            | SchemeKind::QueryKey { .. }
            | SchemeKind::CookieKey { .. }
            | SchemeKind::Basic
            | SchemeKind::Bearer { .. }
            | SchemeKind::Http { .. } => credential(scheme, &mut code),
        }
    }
    code.into_text()
}

fn imports(schemes: &[SchemePlan<'_>], code: &mut Code) {
    let mut names: Vec<&str> = schemes.iter().filter_map(kept).collect();
    if names.is_empty() {
        return;
    }
    names.extend(TRAIT);
    if names
        .iter()
        .any(|name| *name != "BasicCredential" && !TRAIT.contains(name))
    {
        names.push(SOURCE);
    }
    names.sort_unstable();
    names.dedup();
    code.line("use openapi_client::reqwest::Request;");
    code.list("use openapi_client::{", &names, "};");
}

/// The type of the runtime that holds the secret.
fn kept(scheme: &SchemePlan<'_>) -> Option<&'static str> {
    match scheme.scheme.kind {
        SchemeKind::HeaderKey { .. } => Some("HeaderToken"),
        SchemeKind::QueryKey { .. } => Some("QueryToken"),
        SchemeKind::CookieKey { .. } => Some("CookieToken"),
        SchemeKind::Basic => Some("BasicCredential"),
        SchemeKind::Bearer { .. } | SchemeKind::Http { .. } => Some("AuthorizationToken"),
        SchemeKind::Signature { .. } => None,
    }
}

/// Only the name: signing is for the hand-written part.
fn signature(scheme: &SchemePlan<'_>, header: &str, algorithm: &str, code: &mut Code) {
    let (algorithm, header) = (docs::code(algorithm), docs::code(header));
    code.docs(
        Docs::default()
            .own(format!(
                "The name of the scheme that signs with {algorithm} in the header {header}, for a \
                 credential that does."
            ))
            .text(&scheme.scheme.description)
            .source(&scheme.scheme.place.pointer)
            .into_lines(),
    );
    let constant = scheme.function.to_shouty_snake_case();
    let name = literal(&scheme.scheme.name);
    code.line(format!("pub const {constant}: &str = {name};"));
}

/// Where the secret goes, for people.
fn place(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::HeaderKey { header } => format!("the header {}", docs::code(header)),
        SchemeKind::QueryKey { parameter } => {
            format!("the parameter {} of the query", docs::code(parameter))
        }
        SchemeKind::CookieKey { cookie } => format!("the cookie {}", docs::code(cookie)),
        SchemeKind::Basic => "`Authorization: Basic`".to_owned(),
        SchemeKind::Bearer { .. } => "`Authorization: Bearer`".to_owned(),
        SchemeKind::Http { scheme } => docs::code(&format!("Authorization: {scheme}")),
        SchemeKind::Signature { header, .. } => docs::code(header),
    }
}

fn credential(scheme: &SchemePlan<'_>, code: &mut Code) {
    let kind = &scheme.scheme.kind;
    let name = &scheme.type_name;
    let inner = kept(scheme).unwrap_or_default();
    let hint = match kind {
        SchemeKind::Bearer { hint } => hint.as_str(),
        SchemeKind::HeaderKey { .. }
        | SchemeKind::QueryKey { .. }
        | SchemeKind::CookieKey { .. }
        | SchemeKind::Basic
        | SchemeKind::Http { .. }
        | SchemeKind::Signature { .. } => "",
    };
    code.docs(
        Docs::default()
            .text(&scheme.scheme.description)
            .text(hint)
            .own(format!(
                "It is sent as {} and nowhere else; `Debug` does not print it.",
                place(kind)
            ))
            .source(&scheme.scheme.place.pointer)
            .into_lines(),
    );
    code.line("#[derive(Clone, Debug)]");
    code.line(format!("pub struct {name}({inner});"));
    code.blank();
    code.open(format!("impl {name} {{"));
    code.line("/// The name of the scheme.");
    code.line(format!(
        "pub const SCHEME: &'static str = {};",
        literal(&scheme.scheme.name)
    ));
    code.blank();
    constructor(kind, inner, code);
    code.close("}");
    code.blank();
    implementation(name, code);
}

fn constructor(kind: &SchemeKind, inner: &str, code: &mut Code) {
    let secret = "impl Into<SecretString>";
    let result = "Result<Self, InvalidCredential>";
    let (what, errors) = match kind {
        SchemeKind::Basic => (
            "The credential with this name and password.",
            "The name holds a colon, or one of both a control character.",
        ),
        SchemeKind::QueryKey { .. } => (
            "The credential with this secret.",
            "The secret is empty, or begins or ends with a blank.",
        ),
        SchemeKind::CookieKey { .. } => (
            "The credential with this secret.",
            "The secret is empty, or holds a character that no cookie may hold.",
        ),
        SchemeKind::HeaderKey { .. }
        | SchemeKind::Bearer { .. }
        | SchemeKind::Http { .. }
        | SchemeKind::Signature { .. } => (
            "The credential with this secret.",
            "The secret is empty, begins or ends with a blank, or holds a character that no\nheader value may hold.",
        ),
    };
    code.docs(
        Docs::default()
            .own(what)
            .own(format!("# Errors\n{errors}"))
            .into_lines(),
    );
    if *kind == SchemeKind::Basic {
        code.open(format!(
            "pub fn new(name: &str, password: {secret}) -> {result} {{"
        ));
        code.line(format!(
            "{inner}::new(Self::SCHEME, name, password).map(Self)"
        ));
        code.close("}");
    } else {
        code.open(format!("pub fn new(secret: {secret}) -> {result} {{"));
        let place = match kind {
            SchemeKind::HeaderKey { header: name }
            | SchemeKind::QueryKey { parameter: name }
            | SchemeKind::CookieKey { cookie: name }
            | SchemeKind::Http { scheme: name } => literal(name),
            SchemeKind::Basic | SchemeKind::Bearer { .. } | SchemeKind::Signature { .. } => {
                literal("Bearer")
            }
        };
        let new = if matches!(kind, SchemeKind::HeaderKey { .. }) {
            "named"
        } else {
            "new"
        };
        code.line(format!(
            "{inner}::{new}(Self::SCHEME, {place}, secret).map(Self)"
        ));
        code.close("}");
        code.blank();
        from_source(inner, &place, code);
    }
}

/// The same for a secret that is not always the same.
fn from_source(inner: &str, place: &str, code: &mut Code) {
    code.docs([
        "The credential with the secret that the source has at the moment of each request.",
        "",
        "A secret that cannot be sent stops the call.",
    ]);
    code.open("pub fn from_source(source: impl TokenSource + 'static) -> Self {");
    code.line(format!(
        "Self({inner}::from_source(Self::SCHEME, {place}, source))"
    ));
    code.close("}");
}

fn implementation(name: &str, code: &mut Code) {
    code.open(format!("impl Credential for {name} {{"));
    code.open("fn scheme(&self) -> &'static str {");
    code.line("Self::SCHEME");
    code.close("}");
    code.blank();
    code.open("fn apply<'a>(");
    code.line("&'a self,");
    code.line("request: &'a mut Request,");
    code.line("operation: &'static Operation,");
    code.close(") -> BoxFuture<'a, Result<(), BoxError>> {");
    code.line("    self.0.apply(request, operation)");
    code.line("}");
    code.blank();
    code.open("fn renew<'a>(");
    code.line("&'a self,");
    code.line("refused: RefusedRequest<'a>,");
    code.line("operation: &'static Operation,");
    code.close(") -> BoxFuture<'a, Result<Renewal, BoxError>> {");
    code.line("    self.0.renew(refused, operation)");
    code.line("}");
    code.close("}");
}
