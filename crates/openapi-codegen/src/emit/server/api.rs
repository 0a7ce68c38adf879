//! `api.rs`: what an implementer writes.

use super::Server;
use super::access::Access;
use crate::docs;
use crate::emit::code::Code;
use crate::emit::file::Docs;
use crate::plan::Op;

const ABOUT_METHODS: &str = "\
Each method is one operation; implement it as an `async fn`. A request reaches it only when
its credential was accepted and it keeps the rules of the document.";

/// The trait of the operations.
pub(super) fn api(server: &Server<'_>) -> String {
    let plan = server.plan;
    let mut code = Code::new();
    if !plan.operations.is_empty() {
        code.line("use openapi_server::Failure;");
        code.line("");
    }
    let about = Docs::default()
        .text(&plan.api.title)
        .text(&plan.api.description)
        .own(ABOUT_METHODS);
    code.docs(about.into_lines());
    code.open("pub trait Api: Send + Sync + 'static {");
    if server.has_callers() {
        code.docs(["Who is calling, as the authenticator established it."]);
        code.line("type Principal: Send + 'static;");
    }
    for (index, op) in plan.operations.iter().enumerate() {
        code.blank();
        method(server, index, op, &mut code);
    }
    code.close("}");
    code.into_text()
}

fn method(server: &Server<'_>, index: usize, op: &Op<'_>, code: &mut Code) {
    code.docs(about(op).into_lines());
    code.open(format!("fn {}(", op.function));
    code.line("&self,");
    match server.access(index) {
        Access::Open => {}
        Access::Optional => code.line("caller: Option<Self::Principal>,"),
        Access::Required => code.line("caller: Self::Principal,"),
    }
    code.line(format!("request: super::{},", op.request));
    let types = &server.types;
    let (response, error) = (&op.success.name, &op.error.name);
    let result = format!("Result<{types}::{response}, Failure<{types}::{error}>>");
    let head = ") -> impl Future<";
    let flat = format!("{head}Output = {result}> + Send;");
    if code.indent() + flat.chars().count() <= 104 {
        code.close(flat);
        return;
    }
    code.close(head);
    let mut lines = Code::new();
    if result.chars().count() + 22 <= 100 {
        lines.line(format!("    Output = {result},"));
    } else {
        lines.line("    Output = Result<");
        lines.line(format!("        {types}::{response},"));
        lines.line(format!("        Failure<{types}::{error}>,"));
        lines.line("    >,");
    }
    code.append(&lines);
    code.line("> + Send;");
}

/// What an operation is.
pub(super) fn about(op: &Op<'_>) -> Docs {
    let operation = op.operation;
    let line = format!(
        "{} {}",
        operation.method.to_ascii_uppercase(),
        operation.path
    );
    let about = Docs::default().own(docs::code(&line));
    let about = if operation.deprecated {
        about.own("Deprecated.")
    } else {
        about
    };
    about
        .text(&operation.summary)
        .text(&operation.description)
        .source(&operation.place.pointer)
}
