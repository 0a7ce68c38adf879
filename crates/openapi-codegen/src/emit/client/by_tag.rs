//! `by_tag.rs`: what the client has for each tag, where tags are separate.
//!
//! It is a further way to the same builders: the client keeps a method for each operation, so
//! that asking for separate tags breaks no caller.

use super::PER_FILE;
use crate::docs;
use crate::emit::code::Code;
use crate::emit::file::{Docs, Exports, Module};
use crate::plan::{Group, Op, Plan};

const ABOUT: &str = "The operations of each tag; the client has a method for each of these.";

/// A type for each tag.
pub(super) fn module(plan: &Plan<'_>) -> Module {
    if plan.operations.len() <= PER_FILE {
        let mut code = Code::new();
        code.line("use super::builder;");
        code.line("use super::client::Client;");
        for group in &plan.groups {
            code.blank();
            handle(plan, group, "super", &mut code);
        }
        return Module::new("by_tag", ABOUT, Exports::Module, code.into_text());
    }
    let mut module = Module::new("by_tag", ABOUT, Exports::Module, String::new());
    let children = plan.groups.iter().map(|group| {
        let mut code = Code::new();
        code.line("use super::super::builder;");
        code.line("use super::super::client::Client;");
        code.blank();
        handle(plan, group, "in super::super", &mut code);
        let about = format!("{}.", what(group));
        Module::new(&group.module, &about, Exports::Items, code.into_text())
    });
    module.children = children.collect();
    module
}

/// The methods of the client that give these types.
pub(super) fn accessors(plan: &Plan<'_>, code: &mut Code) {
    for group in &plan.groups {
        let (accessor, name) = (&group.accessor, &group.trait_name);
        code.blank();
        code.docs([format!("{}.", what(group))]);
        code.open(format!("pub fn {accessor}(&self) -> by_tag::{name}<'_> {{"));
        code.line(format!("by_tag::{name}::new(self)"));
        code.close("}");
    }
}

fn what(group: &Group<'_>) -> String {
    match group.tag {
        Some(tag) => format!("The operations tagged {}", docs::code(tag)),
        None => "The operations without a tag".to_owned(),
    }
}

fn handle(plan: &Plan<'_>, group: &Group<'_>, visible: &str, code: &mut Code) {
    let name = &group.trait_name;
    let about = Docs::default()
        .own(format!(
            "{}, by [`Client::{}`].",
            what(group),
            group.accessor
        ))
        .text(group.description);
    code.docs(about.into_lines());
    code.line("#[derive(Clone, Copy, Debug)]");
    code.open(format!("pub struct {name}<'a> {{"));
    code.line("client: &'a Client,");
    code.close("}");
    code.blank();
    code.open(format!("impl<'a> {name}<'a> {{"));
    code.open(format!(
        "pub({visible}) fn new(client: &'a Client) -> Self {{"
    ));
    code.line("Self { client }");
    code.close("}");
    let members = group.operations.iter();
    for op in members.filter_map(|index| plan.operations.get(*index)) {
        code.blank();
        method(op, code);
    }
    code.close("}");
}

fn method(op: &Op<'_>, code: &mut Code) {
    let operation = op.operation;
    let (function, builder) = (&op.function, &op.type_name);
    let line = format!(
        "{} {}",
        operation.method.to_ascii_uppercase(),
        operation.path
    );
    let text = Docs::default()
        .text(&operation.summary)
        .own(docs::code(&line))
        .own(format!("See [`Client::{function}`]."));
    code.docs(text.into_lines());
    if operation.deprecated {
        code.line("#[deprecated = \"the document says so\"]");
    }
    // By value: an operation may be called like a method that every value has, `into`.
    code.open(format!(
        "pub fn {function}(self) -> builder::{builder}<'a> {{"
    ));
    code.line(format!("builder::{builder}::new(self.client)"));
    code.close("}");
}
