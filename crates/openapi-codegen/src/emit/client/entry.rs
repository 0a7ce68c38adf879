//! `client.rs`: the client itself, with a method for each operation.

use openapi_model::Location;

use super::member::{Member, What, members};
use super::{Built, Group, by_tag};
use crate::docs;
use crate::emit::Context;
use crate::emit::code::Code;
use crate::emit::file::{Docs, Exports, Module};
use crate::plan::{Op, Presence};

const ABOUT: &str = "The client: a method for each operation.";

/// The client, and a child with methods for each group where there are several.
pub(super) fn module(context: &Context<'_>, groups: &[Group<'_>]) -> Module {
    let mut code = Code::new();
    code.line("use openapi_client::{Builder, Core};");
    let mut children = Vec::new();
    match groups {
        [] => client(context, &[], &mut code),
        [only] => {
            code.line("use super::builder;");
            use_tags(context, &mut code);
            client(context, &only.built, &mut code);
        }
        several => {
            use_tags(context, &mut code);
            client(context, &[], &mut code);
            children = several.iter().map(|group| child(group)).collect();
        }
    }
    let mut module = Module::new("client", ABOUT, Exports::Items, code.into_text());
    module.children = children;
    module
}

fn use_tags(context: &Context<'_>, code: &mut Code) {
    if !context.plan.groups.is_empty() {
        code.line("use super::by_tag;");
    }
}

fn child(group: &Group<'_>) -> Module {
    let mut code = Code::new();
    code.line("use super::super::builder;");
    code.line("use super::Client;");
    code.blank();
    code.open("impl Client {");
    methods(&group.built, &mut code);
    code.close("}");
    Module::new(&group.name, ABOUT, Exports::Nothing, code.into_text())
}

fn client(context: &Context<'_>, built: &[Built<'_>], code: &mut Code) {
    let api = context.plan.api;
    code.blank();
    code.docs(
        Docs::default()
            .text(&format!(
                "Client for {}, version {}.",
                api.title, api.version
            ))
            .text(&api.description)
            .into_lines(),
    );
    code.line("#[derive(Clone, Debug)]");
    code.open("pub struct Client {");
    if api.operations.is_empty() {
        code.line("#[expect(dead_code, reason = \"there is no operation yet\")]");
    }
    code.line("pub(super) core: Core,");
    code.close("}");
    code.blank();
    code.open("impl Client {");
    code.line(
        "/// Settings for a client of the server at `base_url`, such as `https://host/stem`.",
    );
    code.open("pub fn builder(base_url: impl Into<String>) -> Builder<Self> {");
    code.line("Builder::new(base_url)");
    code.close("}");
    methods(built, code);
    by_tag::accessors(context.plan, code);
    code.close("}");
    code.blank();
    code.open("impl From<Core> for Client {");
    code.open("fn from(core: Core) -> Self {");
    code.line("Self { core }");
    code.close("}");
    code.close("}");
}

fn methods(built: &[Built<'_>], code: &mut Code) {
    for built in built {
        code.blank();
        method(built.op, code);
    }
}

fn method(op: &Op<'_>, code: &mut Code) {
    let operation = op.operation;
    let method = operation.method.to_ascii_uppercase();
    let mut text = Docs::default()
        .text(&operation.summary)
        .text(&operation.description)
        .own(docs::code(&format!("{method} {}", operation.path)));
    let lines: Vec<String> = members(op).iter().map(line).collect();
    if !lines.is_empty() {
        let lines = lines.join("\n");
        text = text.own(format!("Set on the builder before `send`:\n{lines}"));
    }
    code.docs(text.source(&operation.place.pointer).into_lines());
    if operation.deprecated {
        code.line("#[deprecated = \"the document says so\"]");
    }
    let (function, builder) = (&op.function, &op.type_name);
    code.open(format!(
        "pub fn {function}(&self) -> builder::{builder}<'_> {{"
    ));
    code.line(format!("builder::{builder}::new(self)"));
    code.close("}");
}

fn line(member: &Member<'_>) -> String {
    let name = &member.name;
    let mut out = match member.what {
        What::Body(_) => format!("- `{name}`: the request body"),
        What::Parameter(param) => {
            let place = match param.parameter.location {
                Location::Path => "in the path",
                Location::Query => "in the query",
                Location::Header => "a header",
                Location::Cookie => "a cookie",
            };
            format!("- `{name}`: {place}")
        }
    };
    if !member.required {
        out.push_str(", optional");
    }
    if let What::Parameter(param) = member.what
        && let Presence::Default(value) = &param.presence
    {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        if text.len() <= 100 {
            out.push_str(", by default ");
            out.push_str(&docs::code(&text));
        }
    }
    out
}
