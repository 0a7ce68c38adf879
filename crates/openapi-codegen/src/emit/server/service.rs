//! `service.rs`: a function per operation that puts the runtime's steps in order.

use super::access::Access;
use super::answers::Side;
use super::guards::Guard;
use super::{Server, requests};
use crate::emit::code::Code;
use crate::plan::Op;

const RUNTIME: [&str; 5] = ["Call", "Endpoint", "Outcome", "RequestBody", "Routes"];
const NEIGHBOURS: [&str; 5] = ["Api", "Authenticator", "answers", "endpoints", "guards"];

/// The entry, the routes, and the functions of all operations that are in no file of their own.
pub(super) fn service(server: &Server<'_>) -> String {
    let mut code = Code::new();
    entry(server, &mut code);
    code.blank();
    routes(server, &mut code);
    if !server.is_split() && !server.plan.operations.is_empty() {
        code.blank();
        let all: Vec<usize> = (0..server.plan.operations.len()).collect();
        functions(server, &all, "super", &mut code);
    }
    let neighbours = neighbours(server);
    let uses: [(&str, &[&str]); 2] = [("openapi_server", &RUNTIME), ("super", &neighbours)];
    super::import::with_uses(&uses, &code)
}

/// The functions of some operations, for a file of their own, and the way to them.
pub(super) fn part(server: &Server<'_>, operations: &[usize]) -> String {
    let mut code = Code::new();
    let (generics, _, operations_type) = generics(server);
    let body = if reads_body(server, operations) {
        "body"
    } else {
        "_"
    };
    code.docs(["Carries out one of the operations of this module."]);
    code.open(format!(
        "pub(super) fn handle<'a, {}, B: RequestBody>(",
        generics.join(", ")
    ));
    code.line(format!("operations: &'a {operations_type},"));
    code.line("operation: usize,");
    code.line("call: Call<'a>,");
    code.line(format!("{body}: B,"));
    code.close(") -> BoxFuture<'a>");
    where_clause(server, &mut code);
    code.open("{");
    code.open("match operation {");
    for (index, op) in server.chosen(operations) {
        let body = if takes_body(server, index, op) {
            ", body"
        } else {
            ""
        };
        let number = server.number(index);
        code.line(format!(
            "{number} => Box::pin(operations.{}(call{body})),",
            op.function
        ));
    }
    code.line("_ => Box::pin(std::future::ready(Err(call.unknown_operation()))),");
    code.close("}");
    code.close("}");
    code.blank();
    functions(server, operations, "super::super", &mut code);
    let neighbours = neighbours(server);
    let runtime = ["BoxFuture", "Call", "Outcome", "RequestBody"];
    let uses: [(&str, &[&str]); 3] = [
        ("openapi_server", &runtime),
        ("super", &["Operations"]),
        ("super::super", &neighbours),
    ];
    super::import::with_uses(&uses, &code)
}

/// What the generated code beside the service has for it.
fn neighbours<'s>(server: &'s Server<'_>) -> Vec<&'s str> {
    let traits = server
        .plan
        .groups
        .iter()
        .map(|group| group.trait_name.as_str());
    NEIGHBOURS.into_iter().chain(traits).collect()
}

fn entry(server: &Server<'_>, code: &mut Code) {
    code.docs(["The API as a tower service over any request body; make one with [`service`]."]);
    if server.has_callers() {
        code.line("pub type Service<A, U> = openapi_server::Service<Operations<A, U>>;");
        code.blank();
        code.docs(["Puts an implementation of the API behind an authenticator."]);
        code.line("pub fn service<A, U>(api: A, authenticator: U) -> Service<A, U>");
        where_clause(server, code);
        code.open("{");
        code.line("openapi_server::Service::new(Operations { api, authenticator })");
    } else {
        code.line("pub type Service<A> = openapi_server::Service<Operations<A>>;");
        code.blank();
        code.docs(["Makes a service of an implementation of the API."]);
        code.open("pub fn service<A: Api>(api: A) -> Service<A> {");
        code.line("openapi_server::Service::new(Operations { api })");
    }
    code.close("}");
    code.blank();
    code.docs(["The operations of the document, each wired to its method."]);
    code.line("#[derive(Debug)]");
    if server.has_callers() {
        code.open("pub struct Operations<A, U> {");
    } else {
        code.open("pub struct Operations<A> {");
    }
    if server.plan.operations.is_empty() {
        code.line("#[expect(dead_code, reason = \"there is no operation yet\")]");
    }
    code.line("api: A,");
    if server.has_callers() {
        code.line("authenticator: U,");
    }
    code.close("}");
}

/// Parameters, their use in an `impl`, and the type of the operations.
fn generics(server: &Server<'_>) -> (Vec<&'static str>, &'static str, &'static str) {
    if server.has_callers() {
        (vec!["A", "U"], "<A, U>", "Operations<A, U>")
    } else {
        (vec!["A"], "<A>", "Operations<A>")
    }
}

fn where_clause(server: &Server<'_>, code: &mut Code) {
    code.open("where");
    code.line("A: Api,");
    if server.has_callers() {
        code.line("U: Authenticator<Principal = A::Principal>,");
    }
    code.leave();
}

fn routes(server: &Server<'_>, code: &mut Code) {
    let plan = server.plan;
    let (_, parameters, operations_type) = generics(server);
    code.line(format!("impl{parameters} Routes for {operations_type}"));
    where_clause(server, code);
    code.open("{");
    code.line("const REJECTIONS: &'static openapi_server::Rejections = &super::REJECTIONS;");
    let endpoints: Vec<String> = server
        .endpoint_paths()
        .map(|path| format!("&{path}"))
        .collect();
    code.list(
        "const ENDPOINTS: &'static [&'static Endpoint] = &[",
        &endpoints,
        "];",
    );
    code.blank();
    if plan.operations.is_empty() {
        code.line(
            "async fn handle<B: RequestBody>(&self, _: usize, call: Call<'_>, _: B) -> Outcome {",
        );
        code.indent_more();
        code.line("Err(call.unknown_operation())");
        code.close("}");
        code.close("}");
        return;
    }
    let all: Vec<usize> = (0..plan.operations.len()).collect();
    let body = if server.is_split() || reads_body(server, &all) {
        "body"
    } else {
        "_"
    };
    code.list(
        "async fn handle<B: RequestBody>(",
        &[
            "&self",
            "operation: usize",
            "call: Call<'_>",
            &format!("{body}: B"),
        ],
        ") -> Outcome {",
    );
    code.indent_more();
    code.open("match operation {");
    if server.is_split() {
        for (part, indices) in &server.parts {
            let numbers = indices.iter().map(|index| server.number(*index));
            let (first, last) = (numbers.clone().min(), numbers.max());
            let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
            let pattern = if first == last {
                first.to_string()
            } else {
                format!("{first}..={last}")
            };
            let part = super::child("service", part);
            code.line(format!(
                "{pattern} => {part}::handle(self, operation, call, body).await,"
            ));
        }
    } else {
        for (index, op) in plan.operations.iter().enumerate() {
            let body = if takes_body(server, index, op) {
                ", body"
            } else {
                ""
            };
            code.line(format!(
                "{index} => self.{}(call{body}).await,",
                op.function
            ));
        }
    }
    code.line("_ => Err(call.unknown_operation()),");
    code.close("}");
    code.close("}");
    code.close("}");
}

/// Whether the function of an operation is given the body: it is documented, or a signature
/// covers it. Bodies of other operations are left to the connection.
fn takes_body(server: &Server<'_>, index: usize, op: &Op<'_>) -> bool {
    op.body.is_some() || server.guard(index).is_some_and(|guard| guard.reads_body)
}

fn reads_body(server: &Server<'_>, operations: &[usize]) -> bool {
    server
        .chosen(operations)
        .any(|(index, op)| takes_body(server, index, op))
}

fn functions(server: &Server<'_>, operations: &[usize], above: &str, code: &mut Code) {
    let (_, parameters, operations_type) = generics(server);
    code.line(format!("impl{parameters} {operations_type}"));
    where_clause(server, code);
    code.open("{");
    for (index, op) in server.chosen(operations) {
        code.blank();
        handler(server, index, op, above, code);
    }
    code.close("}");
}

fn handler(server: &Server<'_>, index: usize, op: &Op<'_>, above: &str, code: &mut Code) {
    let function = &op.function;
    let group = server.group(index);
    let trait_name = group.map_or("Api", |group| &group.trait_name);
    code.docs([format!("[`{trait_name}::{function}`]")]);
    if takes_body(server, index, op) {
        code.list(
            &format!("async fn {function}<B: RequestBody>("),
            &["&self", "call: Call<'_>", "body: B"],
            ") -> Outcome {",
        );
    } else {
        code.line(format!(
            "async fn {function}(&self, call: Call<'_>) -> Outcome {{"
        ));
    }
    code.indent_more();
    let has_fields = requests::has_fields(op);
    let reads_input = security(server, index, op, code);
    let request = &op.request;
    if has_fields {
        let mutable = if requests::takes(op) { "mut " } else { "" };
        match (&op.body, reads_input) {
            (_, true) => {}
            (Some(_), false) => {
                code.line(format!("let {mutable}input = call.receive(body).await?;"));
            }
            (None, false) => code.line("let input = call.input();"),
        }
        let borrowed = mutable;
        let fallible = if requests::can_fail(op) { "?" } else { "" };
        code.line(format!(
            "let request = {above}::{request}::read(&{borrowed}input){fallible};"
        ));
    } else {
        code.line(format!("let request = {above}::{request} {{}};"));
    }
    let caller = if server.access(index) == Access::Open {
        ""
    } else {
        "caller, "
    };
    code.line(match group {
        None => format!("let answer = A::{function}(&self.api, {caller}request).await;"),
        Some(group) => {
            let implementer = format!("A::{}(&self.api)", group.field);
            format!("let answer = {trait_name}::{function}({implementer}, {caller}request).await;")
        }
    });
    code.open("match answer {");
    answer(server, index, op, Side::Success, code);
    answer(server, index, op, Side::Error, code);
    code.close("}");
    code.close("}");
}

/// Finds out who is calling; whether that read the input.
fn security(server: &Server<'_>, index: usize, op: &Op<'_>, code: &mut Code) -> bool {
    let Some(Guard {
        function,
        reads_body,
    }) = server.guard(index)
    else {
        return false;
    };
    if !reads_body {
        code.line(format!(
            "let caller = guards::{function}(&self.authenticator, call).await?;"
        ));
        return false;
    }
    let input = match (requests::has_fields(op), requests::takes(op)) {
        (true, true) => "mut input",
        (true, false) => "input",
        (false, _) => "_",
    };
    code.line(format!("let (caller, {input}) ="));
    code.line(format!(
        "    guards::{function}(&self.authenticator, call, body).await?;"
    ));
    true
}

fn answer(server: &Server<'_>, index: usize, op: &Op<'_>, side: Side, code: &mut Code) {
    let answers = super::answers::of(op, side);
    let borrowed = if answers.value { "&" } else { "" };
    let function = server.answer_path(index, side);
    let (pattern, value) = match side {
        Side::Success => ("Ok(response)", format!("{borrowed}response")),
        Side::Error => (
            "Err(failure)",
            format!("{borrowed}call.documented(failure)?"),
        ),
    };
    let expression = match (function, side) {
        (Some(path), _) => format!("{path}(call, {value})"),
        // An enum without variants: there is nothing to answer with.
        (None, Side::Success) => "match response {}".to_owned(),
        (None, Side::Error) => "match call.documented(failure)? {}".to_owned(),
    };
    let line = format!("{pattern} => {expression},");
    if code.indent() + line.chars().count() <= 100 {
        code.line(line);
    } else {
        code.open(format!("{pattern} => {{"));
        code.line(expression);
        code.close("}");
    }
}
