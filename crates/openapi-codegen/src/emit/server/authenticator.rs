//! `authenticator.rs`: a method per security scheme.

use openapi_model::{ContentKind, SchemeKind, Status};

use super::access::{Access, combine_function, combines};
use super::{Server, requests};
use crate::docs;
use crate::emit::code::Code;
use crate::emit::file::Docs;
use crate::plan::{SchemePlan, Ty};

pub(super) fn authenticator(server: &Server<'_>) -> String {
    let plan = server.plan;
    let mut code = Code::new();
    let body = denied_body(server).map_or_else(
        || "openapi_server::NoBody".to_owned(),
        |ty| server.print(&ty),
    );
    code.docs(["Why a caller is not let in."]);
    code.line(format!("pub type Denied = openapi_server::Denied<{body}>;"));
    code.blank();
    code.docs([
        "Finds out who is calling: one method for each security scheme of the document.",
        "",
        "The first alternative of an operation whose credentials are all present decides.",
    ]);
    code.open("pub trait Authenticator: Send + Sync + 'static {");
    code.docs([if server.is_by_tag() {
        "Who is calling; each operation of [`Api`](super::Api) that asks for a credential gets one."
    } else {
        "Who is calling; each method of [`Api`](super::Api) that asks for a credential gets one."
    }]);
    code.line("type Principal: Send + 'static;");
    for scheme in &plan.schemes {
        code.blank();
        method(server, scheme, &mut code);
    }
    if combines(plan) {
        code.blank();
        code.docs([
            "One caller of several credentials that an operation asks for together, in the order of",
            "the document: whoever they belong to must be the same.",
        ]);
        code.open(format!("fn {}(", combine_function(plan)));
        code.line("&self,");
        code.line("callers: Vec<Self::Principal>,");
        tail(&mut code);
    }
    code.close("}");
    let names = ["Basic", "Operation", "SignedRequest", "Token"];
    super::import::with_uses(&[("openapi_server", &names)], &code)
}

fn tail(code: &mut Code) {
    code.line("operation: &'static Operation,");
    code.close(") -> impl Future<Output = Result<Self::Principal, Denied>> + Send;");
}

/// The one type of all bodies of 401 and 403, if there is one.
fn denied_body(server: &Server<'_>) -> Option<Ty> {
    let operations = server.plan.operations.iter().enumerate();
    let secured = operations.filter(|(index, _)| server.access(*index) != Access::Open);
    let refusals = secured.flat_map(|(_, op)| {
        let answers = op.error.variants.iter();
        answers.filter(|answer| matches!(answer.status, Status::Code(401 | 403)))
    });
    let mut bodies = refusals.map(|answer| match answer.contents.as_slice() {
        [content] if content.content.kind == ContentKind::Json => Some(&content.ty),
        _ => None,
    });
    let first = bodies.next()??;
    let is_one = bodies.all(|body| body == Some(first)) && requests::is_value(server.plan, first);
    is_one.then(|| first.clone())
}

fn method(server: &Server<'_>, scheme: &SchemePlan<'_>, code: &mut Code) {
    let (what, argument) = what(scheme);
    let about = Docs::default().text(&scheme.scheme.description).own(what);
    let with_scopes = server.schemes.has_scopes(scheme);
    let about = if with_scopes {
        about.own("`scopes` is what the credential must be good for.")
    } else {
        about
    };
    code.docs(about.source(&scheme.scheme.place.pointer).into_lines());
    code.open(format!("fn {}(", scheme.function));
    code.line("&self,");
    code.line(argument);
    if with_scopes {
        code.line("scopes: &'static [&'static str],");
    }
    tail(code);
}

fn what(scheme: &SchemePlan<'_>) -> (String, &'static str) {
    const TOKEN: &str = "token: Token<'_>,";
    let before = "Asked before the body is read.";
    let of = |place: &str, name: &str| {
        format!(
            "The credential is the value of the {place} {}. {before}",
            docs::code(name)
        )
    };
    match &scheme.scheme.kind {
        SchemeKind::HeaderKey { header } => (of("header", header), TOKEN),
        SchemeKind::QueryKey { parameter } => (of("query parameter", parameter), TOKEN),
        SchemeKind::CookieKey { cookie } => (of("cookie", cookie), TOKEN),
        SchemeKind::Basic => (
            format!("The credential is name and password of `Authorization: Basic`. {before}"),
            "basic: Basic,",
        ),
        SchemeKind::Bearer { hint } => {
            let hint = docs::line(hint);
            let hint = if hint.is_empty() {
                hint
            } else {
                format!("\n\n{hint}")
            };
            (
                format!("The credential is the token of `Authorization: Bearer`. {before}{hint}"),
                TOKEN,
            )
        }
        SchemeKind::Http { scheme } => (
            format!(
                "The credential is what follows {} in the header `authorization`. {before}",
                docs::code(scheme)
            ),
            TOKEN,
        ),
        SchemeKind::Signature { header, algorithm } => (
            format!(
                "The credential is the value of the header {}, a signature {}\nover head and body. Asked after the body was read.",
                docs::code(header),
                docs::code(algorithm)
            ),
            "request: SignedRequest<'_>,",
        ),
    }
}
