//! The client crate: progenitor's builders over our types and our runtime.
//!
//! A builder's fields and setters are progenitor's ([`super::progenitor`]); what is sent and how
//! an answer is read is printed here. Where there are many operations, each tag gets files of its
//! own.

mod answer;
mod builder;
mod by_tag;
mod credential;
mod entry;
mod member;
mod mock;
mod request;
mod scope;
#[cfg(test)]
mod tests;
mod url;

use super::file::{Exports, Module};
use super::progenitor::{self, BuilderField, Need, Wanted, WantedField};
use super::{Context, Fault};
use crate::plan::Op;
use member::members;
use scope::Scope;

/// How many operations one file has at most.
const PER_FILE: usize = 64;

/// An operation with the fields of its builder.
struct Built<'a> {
    op: &'a Op<'a>,
    fields: Vec<BuilderField>,
}

/// Operations that share their files.
struct Group<'a> {
    /// An identifier.
    name: String,
    built: Vec<Built<'a>>,
}

/// The files of `src/generated` in the client crate.
pub(super) fn emit(context: &Context<'_>) -> Result<Vec<Module>, Fault> {
    let groups = groups(context)?;
    let mut modules = Vec::new();
    if !groups.is_empty() {
        modules.push(split(
            context,
            "builder",
            "A request of each operation, yet to be sent.",
            Exports::Module,
            &groups,
            builder::text,
        ));
    }
    if !context.plan.groups.is_empty() {
        modules.push(by_tag::module(context.plan));
    }
    modules.push(entry::module(context, &groups));
    if !context.plan.schemes.is_empty() {
        modules.push(Module::new(
            "credential",
            "What proves who is calling, as the security schemes of the document say.",
            Exports::Items,
            credential::text(context),
        ));
    }
    if !groups.is_empty() {
        let about = "A mock server that speaks the document, for the tests of callers.";
        let text = if groups.len() == 1 {
            mock::whole
        } else {
            mock::part
        };
        let mut mocks = split(context, "httpmock", about, Exports::Module, &groups, text);
        mocks.feature = Some("httpmock");
        if groups.len() > 1 {
            mocks.text = mock::root(&groups);
        }
        modules.push(mocks);
    }
    Ok(modules)
}

/// One file, or a folder with one for each group.
fn split<'a>(
    context: &Context<'a>,
    name: &str,
    about: &str,
    exports: Exports,
    groups: &[Group<'a>],
    text: fn(&Scope<'a>, &[Built<'a>]) -> String,
) -> Module {
    if let [only] = groups {
        let scope = Scope::new(context, "super::");
        return Module::new(name, about, exports, text(&scope, &only.built));
    }
    let mut module = Module::new(name, about, exports, String::new());
    module.children = groups
        .iter()
        .map(|group| {
            let scope = Scope::new(context, "super::super::");
            let text = text(&scope, &group.built);
            Module::new(&group.name, about, Exports::Items, text)
        })
        .collect();
    module
}

/// One group for a small document, else at least one for each tag.
fn groups<'a>(context: &Context<'a>) -> Result<Vec<Group<'a>>, Fault> {
    let ops = &context.plan.operations;
    let wanted: Vec<Wanted> = ops.iter().map(|op| wanted(context, op)).collect();
    let fields = progenitor::builders(&wanted)?;
    let built = ops
        .iter()
        .zip(fields)
        .map(|(op, fields)| Built { op, fields });
    if ops.is_empty() {
        return Ok(Vec::new());
    }
    if ops.len() <= PER_FILE {
        return Ok(vec![Group {
            name: String::new(),
            built: built.collect(),
        }]);
    }
    let mut groups: std::collections::BTreeMap<&str, Vec<Built<'a>>> =
        std::collections::BTreeMap::new();
    for built in built {
        groups.entry(&built.op.module).or_default().push(built);
    }
    let mut names: std::collections::BTreeSet<String> =
        groups.keys().map(|name| (*name).to_owned()).collect();
    let mut out = Vec::new();
    for (name, mut built) in groups {
        let mut next = 2;
        let mut group_name = name.to_owned();
        while built.len() > PER_FILE {
            let rest = built.split_off(PER_FILE);
            out.push(Group {
                name: std::mem::take(&mut group_name),
                built: std::mem::replace(&mut built, rest),
            });
            group_name = numbered(name, &mut next, &mut names);
        }
        out.push(Group {
            name: group_name,
            built,
        });
    }
    Ok(out)
}

/// `pets_2`, or the next number that is free.
fn numbered(
    name: &str,
    next: &mut usize,
    names: &mut std::collections::BTreeSet<String>,
) -> String {
    loop {
        let candidate = format!("{name}_{next}");
        *next += 1;
        if names.insert(candidate.clone()) {
            return candidate;
        }
    }
}

fn wanted(context: &Context<'_>, op: &Op<'_>) -> Wanted {
    let types = format!("{}::", context.types_path());
    let fields = members(op).into_iter().map(|member| WantedField {
        ty: member.ty.print(context.plan, &types),
        need: if member.required {
            Need::Required
        } else {
            Need::Optional
        },
    });
    Wanted {
        operation: op.operation.id.clone(),
        fields: fields.collect(),
    }
}
