//! `api.rs`: what an implementer writes, where all operations are in one trait.
//!
//! [`super::by_tag`] has the traits of separate tags.

use super::Server;
use super::access::Access;
use crate::docs;
use crate::emit::code::Code;
use crate::emit::file::Docs;
use crate::plan::Op;

const ABOUT_METHODS: &str = "\
Each method is one operation; implement it as an `async fn`. A request reaches it only when
its credential was accepted and it keeps the rules of the document.";

/// The one trait of all operations.
pub(super) fn api(server: &Server<'_>) -> String {
    let plan = server.plan;
    let about = Docs::default()
        .text(&plan.api.title)
        .text(&plan.api.description);
    let all: Vec<usize> = (0..plan.operations.len()).collect();
    let callers = if server.has_callers() {
        Callers::Known
    } else {
        Callers::None
    };
    operations(
        server,
        Trait {
            name: "Api",
            about,
            callers,
            above: "super",
        },
        &all,
    )
}

/// A trait of operations.
pub(super) struct Trait<'t> {
    pub(super) name: &'t str,
    pub(super) about: Docs,
    pub(super) callers: Callers,
    /// Where the requests are.
    pub(super) above: &'t str,
}

/// Whether a trait has a type for who is calling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Callers {
    Known,
    None,
}

impl Callers {
    pub(super) fn declare(self, code: &mut Code) {
        if self == Self::Known {
            code.docs(["Who is calling, as the authenticator established it."]);
            code.line("type Principal: Send + 'static;");
        }
    }
}

/// A trait with a method for each of these operations.
pub(super) fn operations(server: &Server<'_>, asked: Trait<'_>, indices: &[usize]) -> String {
    let Trait {
        name,
        about,
        callers,
        above,
    } = asked;
    let mut code = Code::new();
    if !indices.is_empty() {
        code.line("use openapi_server::Failure;");
        code.line("");
    }
    code.docs(about.own(ABOUT_METHODS).into_lines());
    code.open(format!("pub trait {name}: Send + Sync + 'static {{"));
    callers.declare(&mut code);
    for (index, op) in server.chosen(indices) {
        code.blank();
        method(server, (index, op), above, &mut code);
    }
    code.close("}");
    code.into_text()
}

fn method(server: &Server<'_>, (index, op): (usize, &Op<'_>), above: &str, code: &mut Code) {
    code.docs(about(op).into_lines());
    code.open(format!("fn {}(", op.function));
    code.line("&self,");
    match server.access(index) {
        Access::Open => {}
        Access::Optional => code.line("caller: Option<Self::Principal>,"),
        Access::Required => code.line("caller: Self::Principal,"),
    }
    code.line(format!("request: {above}::{},", op.request));
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
