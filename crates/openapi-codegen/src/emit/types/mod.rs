//! The types crate: schemas, response enums, and the facts of operations.
//!
//! Small documents have one file of each; large ones are split, types by first letter and answers
//! by tag, so that editors keep up. Everything is exported from the root of the folder either way.

mod answers;
mod attributes;
mod choices;
mod errors;
mod multipart;
mod operations;
mod schemas;
mod structs;
mod values;

use std::collections::BTreeMap;

use self::errors::Errors;
use super::code::Code;
use super::file::{Exports, Module};
use super::{Context, Fault};
use crate::plan::Plan;

/// More types than this are split into files.
const TYPES_IN_FILE: usize = 150;

/// More operations than this are split into files.
const OPERATIONS_IN_FILE: usize = 64;

/// The files of `src/generated` in the types crate.
#[expect(
    clippy::unnecessary_wraps,
    reason = "all emitters look the same to their caller"
)]
pub(super) fn emit(context: &Context<'_>) -> Result<Vec<Module>, Fault> {
    let plan = context.plan;
    let errors = Errors::of(plan);
    let mut modules = Vec::new();
    if !plan.api.error_codes.is_empty() {
        let about = "The error codes that the examples of the document know.";
        let text = operations::error_codes(plan).into_text();
        modules.push(Module::new("error_codes", about, Exports::Module, text));
    }
    modules.push(operation_constants(plan));
    if !plan.operations.is_empty() {
        modules.push(responses(plan, &errors));
    }
    if !plan.types.is_empty() {
        modules.push(schemas(plan, &errors));
    }
    Ok(modules)
}

fn operation_constants(plan: &Plan<'_>) -> Module {
    let about = "The facts of each operation: method, path, retry class, permissions, security.";
    by_module("operations", about, Exports::Module, plan, |ops, _| {
        operations::operations(ops)
    })
}

fn responses(plan: &Plan<'_>, errors: &Errors) -> Module {
    let about = "The documented answers of each operation: one enum for success, one for errors.";
    by_module("responses", about, Exports::Items, plan, |ops, types| {
        answers::responses(plan, errors, ops, types)
    })
}

/// One file of all operations, or one for each tag. The function gets the way to the module above
/// [`Module`] too.
fn by_module(
    name: &str,
    about: &str,
    exports: Exports,
    plan: &Plan<'_>,
    print: impl Fn(&[&crate::plan::Op<'_>], &str) -> Code,
) -> Module {
    let all: Vec<_> = plan.operations.iter().collect();
    if all.len() <= OPERATIONS_IN_FILE {
        return Module::new(name, about, exports, print(&all, "super").into_text());
    }
    let mut groups: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for op in all {
        groups.entry(&op.module).or_default().push(op);
    }
    let children = groups.into_iter().map(|(child, ops)| {
        Module::new(
            child,
            about,
            Exports::Items,
            print(&ops, "super::super").into_text(),
        )
    });
    Module {
        children: children.collect(),
        ..Module::new(name, about, exports, String::new())
    }
}

/// One file of all types, or one for each letter that their names begin with.
fn schemas(plan: &Plan<'_>, errors: &Errors) -> Module {
    let about = "The schemas of the document.";
    let mut groups: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (at, def) in plan.types.iter().enumerate() {
        groups.entry(letter(&def.name)).or_default().push((at, def));
    }
    if plan.types.len() <= TYPES_IN_FILE {
        let all: Vec<_> = plan.types.iter().enumerate().collect();
        let text = schemas::schemas(plan, errors, &all, None).into_text();
        return Module::new("schemas", about, Exports::Items, text);
    }
    let children = groups.into_iter().map(|(letter, types)| {
        let text = schemas::schemas(plan, errors, &types, Some(&letter)).into_text();
        Module::new(&letter, about, Exports::Items, text)
    });
    Module {
        children: children.collect(),
        ..Module::new("schemas", about, Exports::Items, String::new())
    }
}

/// The file of a type: `a` to `z`, or `others`.
fn letter(name: &str) -> String {
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => first.to_ascii_lowercase().to_string(),
        _ => "others".to_owned(),
    }
}
