//! `api/`: what an implementer writes, where each tag has a trait of its own.
//!
//! The service takes one value still, an `Api`: whatever implements the traits of all tags is one,
//! and so is a struct of several such values. That is how one type or many can answer, and all of
//! them are given the same kind of caller.

use super::Server;
use super::access::Access;
use super::api::{Callers, Trait, operations};
use crate::docs;
use crate::emit::code::Code;
use crate::emit::file::Docs;
use crate::plan::Group;

const ABOUT: &str = "\
All operations, by their tags. A type that implements the trait of each tag is an `Api`; several
types that do it together are one as [`ByTag`].";

/// What a group is, for the head of its file.
pub(super) fn about(group: &Group<'_>) -> String {
    let what = match group.tag {
        Some(tag) => format!("The operations tagged {}", docs::code(tag)),
        None => "The operations without a tag".to_owned(),
    };
    format!("{what}, to be implemented.")
}

/// The trait of a group.
pub(super) fn group(server: &Server<'_>, group: &Group<'_>) -> String {
    let asked = Trait {
        name: &group.trait_name,
        about: described(group),
        callers: callers(server, group),
        above: "super::super",
    };
    operations(server, asked, &group.operations)
}

fn described(group: &Group<'_>) -> Docs {
    let what = match group.tag {
        Some(tag) => format!("The operations tagged {}.", docs::code(tag)),
        None => "The operations without a tag.".to_owned(),
    };
    Docs::default().own(what).text(group.description)
}

/// Whether some operation of the group asks who is calling.
fn callers(server: &Server<'_>, group: &Group<'_>) -> Callers {
    let mut members = group.operations.iter();
    if members.any(|index| server.access(*index) != Access::Open) {
        Callers::Known
    } else {
        Callers::None
    }
}

/// The trait of all groups, and what implements it.
pub(super) fn api(server: &Server<'_>) -> String {
    let mut code = Code::new();
    whole(server, &mut code);
    code.blank();
    one_type(server, &mut code);
    code.blank();
    several_types(server, &mut code);
    code.into_text()
}

fn whole(server: &Server<'_>, code: &mut Code) {
    let api = server.plan.api;
    let about = Docs::default().text(&api.title).text(&api.description);
    code.docs(about.own(ABOUT).into_lines());
    code.open("pub trait Api: Send + Sync + 'static {");
    if server.has_callers() {
        Callers::Known.declare(code);
    }
    for group in &server.plan.groups {
        code.blank();
        code.docs([format!("Implements [`{}`].", group.trait_name)]);
        let bound = bound(server, group, "Self::Principal");
        code.line(format!("type {}: {bound};", group.type_name));
    }
    for group in &server.plan.groups {
        code.blank();
        code.docs([format!(
            "Answers the operations of [`{}`].",
            group.trait_name
        )]);
        code.line(format!(
            "fn {}(&self) -> &Self::{};",
            group.field, group.type_name
        ));
    }
    code.close("}");
}

/// The trait of a group, for callers of this type.
fn bound(server: &Server<'_>, group: &Group<'_>, caller: &str) -> String {
    let name = &group.trait_name;
    match callers(server, group) {
        Callers::Known => format!("{name}<Principal = {caller}>"),
        Callers::None => name.clone(),
    }
}

/// Whoever implements the traits of all groups.
fn one_type(server: &Server<'_>, code: &mut Code) {
    let groups = &server.plan.groups;
    let parameters = if server.has_callers() {
        "T, Caller"
    } else {
        "T"
    };
    code.line(format!("impl<{parameters}> Api for T"));
    code.line("where");
    for (at, group) in groups.iter().enumerate() {
        let lead = if at == 0 { "    T: " } else { "        + " };
        let end = if at + 1 == groups.len() { "," } else { "" };
        code.line(format!("{lead}{}{end}", bound(server, group, "Caller")));
    }
    if server.has_callers() {
        code.line("    Caller: Send + 'static,");
    }
    code.open("{");
    members(server, code, |_| ("Self".to_owned(), "self".to_owned()));
    code.close("}");
}

/// A struct with one field for each group.
fn several_types(server: &Server<'_>, code: &mut Code) {
    let groups = &server.plan.groups;
    let names: Vec<&str> = groups
        .iter()
        .map(|group| group.type_name.as_str())
        .collect();
    code.docs(["An [`Api`] of several types: what implements the trait of each tag."]);
    code.line("#[derive(Clone, Debug)]");
    code.list("pub struct ByTag<", &names, "> {");
    code.indent_more();
    for group in groups {
        code.docs([format!("Implements [`{}`].", group.trait_name)]);
        code.line(format!("pub {}: {},", group.field, group.type_name));
    }
    code.close("}");
    code.blank();
    let mut parameters = names.clone();
    if server.has_callers() {
        parameters.insert(0, "Caller");
    }
    code.list("impl<", &parameters, ">");
    code.list("Api for ByTag<", &names, ">");
    code.line("where");
    if server.has_callers() {
        code.line("    Caller: Send + 'static,");
    }
    for group in groups {
        let bound = bound(server, group, "Caller");
        code.line(format!("    {}: {bound},", group.type_name));
    }
    code.open("{");
    members(server, code, |group| {
        (group.type_name.clone(), format!("&self.{}", group.field))
    });
    code.close("}");
}

/// The members of an `impl`: a type and a value for each group.
fn members(server: &Server<'_>, code: &mut Code, of: impl Fn(&Group<'_>) -> (String, String)) {
    if server.has_callers() {
        code.line("type Principal = Caller;");
    }
    for group in &server.plan.groups {
        let (ty, _) = of(group);
        code.line(format!("type {} = {ty};", group.type_name));
    }
    for group in &server.plan.groups {
        let (_, value) = of(group);
        code.blank();
        code.open(format!(
            "fn {}(&self) -> &Self::{} {{",
            group.field, group.type_name
        ));
        code.line(value);
        code.close("}");
    }
}
