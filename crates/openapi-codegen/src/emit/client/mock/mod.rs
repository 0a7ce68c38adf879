//! `httpmock.rs`: a mock server whose requests and answers have the types of the document.
//!
//! Each operation has what a request must be (`…When`) and what is answered (`…Then`), around
//! those of the crate `httpmock`. Values are compared as a client sends them, whatever their
//! style.

mod then;
mod when;

use super::scope::Scope;
use super::{Built, Group};
use crate::docs;
use crate::emit::code::{Code, literal};
use crate::emit::file::Docs;
use crate::plan::{Op, Ty};

/// The one file of a small document.
pub(super) fn whole<'a>(scope: &Scope<'a>, built: &[Built<'a>]) -> String {
    let mut items = wrappers(scope, built);
    let ops: Vec<&Op<'_>> = built.iter().map(|built| built.op).collect();
    items.blank();
    extension(&ops, &mut items);
    with_imports(
        scope,
        "use httpmock::{Method, Mock, MockServer, Then, When};",
        &items,
    )
}

/// One of several files.
pub(super) fn part<'a>(scope: &Scope<'a>, built: &[Built<'a>]) -> String {
    let items = wrappers(scope, built);
    with_imports(scope, "use httpmock::{Method, Then, When};", &items)
}

/// What stands above several files.
pub(super) fn root(groups: &[Group<'_>]) -> String {
    let built = groups.iter().flat_map(|group| &group.built);
    let ops: Vec<&Op<'_>> = built.map(|built| built.op).collect();
    let mut code = Code::new();
    code.line("use httpmock::{Mock, MockServer};");
    code.blank();
    extension(&ops, &mut code);
    code.into_text()
}

fn with_imports(scope: &Scope<'_>, mocks: &str, items: &Code) -> String {
    let mut code = Code::new();
    code.line(mocks);
    code.line("use openapi_client::mock;");
    scope.runtime_imports(&mut code);
    code.blank();
    code.append(items);
    code.into_text()
}

fn wrappers<'a>(scope: &Scope<'a>, built: &[Built<'a>]) -> Code {
    let mut code = Code::new();
    for built in built {
        code.blank();
        wrapper(
            built.op,
            "When",
            "What a request must be to be answered by the mock",
            &mut code,
        );
        when::print(scope, built.op, &mut code);
        code.blank();
        wrapper(built.op, "Then", "What the mock answers", &mut code);
        then::print(scope, built.op, &mut code);
    }
    code
}

/// The struct around `When` or `Then`, with its `Debug`.
fn wrapper(op: &Op<'_>, side: &str, what: &str, code: &mut Code) {
    let name = format!("{}{side}", op.type_name);
    code.docs(
        Docs::default()
            .own(format!("{what}: {}.", docs::code(&op.operation.id)))
            .into_lines(),
    );
    code.line(format!("pub struct {name}({side});"));
    code.blank();
    code.open(format!("impl std::fmt::Debug for {name} {{"));
    code.open("fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {");
    code.line(format!(
        "f.debug_struct({}).finish_non_exhaustive()",
        literal(&name)
    ));
    code.close("}");
    code.close("}");
    code.blank();
}

/// `into_inner`.
fn unwrap(side: &str, code: &mut Code) {
    code.line("/// What `httpmock` has, to say what the document does not.");
    code.open(format!("pub fn into_inner(self) -> {side} {{"));
    code.line("self.0");
    code.close("}");
}

fn extension(ops: &[&Op<'_>], code: &mut Code) {
    code.line("/// A mock of each operation on a [`MockServer`].");
    code.open("pub trait MockServerExt {");
    for op in ops {
        code.blank();
        code.docs(
            Docs::default()
                .own(format!("A mock of {}.", docs::code(&op.operation.id)))
                .into_lines(),
        );
        code.line(format!(
            "fn {}<F>(&self, config_fn: F) -> Mock<'_>",
            op.function
        ));
        code.line("where");
        code.line(format!("    F: FnOnce({0}When, {0}Then);", op.type_name));
    }
    code.close("}");
    code.blank();
    code.open("impl MockServerExt for MockServer {");
    for op in ops {
        code.blank();
        let name = &op.type_name;
        code.line(format!(
            "fn {}<F>(&self, config_fn: F) -> Mock<'_>",
            op.function
        ));
        code.line("where");
        code.line(format!("    F: FnOnce({name}When, {name}Then),"));
        code.open("{");
        code.line(format!(
            "self.mock(|when, then| config_fn({name}When::new(when), {name}Then::new(then)))"
        ));
        code.close("}");
    }
    code.close("}");
}

/// How a value is handed over: texts and other types by reference, small ones by value.
fn by_reference(ty: &Ty) -> bool {
    !matches!(ty, Ty::Bool | Ty::I32 | Ty::I64 | Ty::U64 | Ty::F64)
}

/// The type of an argument without its reference: `str` for `String`.
fn referred(scope: &Scope<'_>, ty: &Ty) -> String {
    if *ty == Ty::String {
        "str".to_owned()
    } else {
        scope.ty(ty)
    }
}
