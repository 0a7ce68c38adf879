//! Groups of operations: one for each tag, where separate tags are asked for.
//!
//! An operation is in the group of its first tag; those without a tag are a group of their own,
//! the last one. What is lost or odd on the way is a finding.

use std::collections::BTreeMap;

use openapi_model::{Api, TagStyle, codes};
use openapi_source::{Diagnostic, Span, quoted};

use super::names::{Scope, field_name, type_name};
use super::operations::CLIENT;
use super::{Group, Op};

/// What the file of the trait around all groups uses by its short name.
const TRAIT: [&str; 8] = [
    "Api",
    "ByTag",
    "Caller",
    "Principal",
    "Self",
    "Send",
    "Sync",
    "T",
];

/// What operations without a tag are called.
pub(super) const UNTAGGED: &str = "untagged";

/// The groups in the order of the document's `tags`, then in that of their first operations. None
/// where they are not asked for.
pub(super) fn groups<'a>(
    api: &'a Api,
    style: TagStyle,
    operations: &[Op<'a>],
    findings: &mut Vec<Diagnostic>,
) -> Vec<Group<'a>> {
    if style == TagStyle::Merged {
        return Vec::new();
    }
    let mut members: BTreeMap<Option<&'a str>, Vec<usize>> = BTreeMap::new();
    let mut order: Vec<Option<&'a str>> =
        api.tags.iter().map(|tag| Some(tag.name.as_str())).collect();
    for (index, op) in operations.iter().enumerate() {
        let tag = op.operation.tags.first().map(String::as_str);
        members.entry(tag).or_default().push(index);
        order.push(tag);
    }
    order.retain(Option::is_some);
    order.push(None);
    let functions = operations.iter().map(|op| op.function.as_str());
    let mut namer = Namer {
        types: Scope::without(TRAIT),
        fields: Scope::default(),
        functions: Scope::without(CLIENT.into_iter().chain(functions)),
    };
    let mut groups = Vec::new();
    for tag in order {
        // Each tag once, where it comes first, and only where something has it.
        if let Some(members) = members.remove(&tag) {
            groups.push(namer.group(api, tag, members, operations));
        }
    }
    // The traits come first: their names are what people write.
    for group in &mut groups {
        group.type_name = namer.types.take(type_name(group.tag.unwrap_or(UNTAGGED)));
    }
    findings.extend(alike(&groups, operations));
    findings.extend(several(&groups, operations));
    groups
}

struct Namer {
    types: Scope,
    fields: Scope,
    functions: Scope,
}

impl Namer {
    fn group<'a>(
        &mut self,
        api: &'a Api,
        tag: Option<&'a str>,
        members: Vec<usize>,
        operations: &[Op<'a>],
    ) -> Group<'a> {
        let name = tag.unwrap_or(UNTAGGED);
        let described = api
            .tags
            .iter()
            .find(|known| Some(known.name.as_str()) == tag);
        let first = members.first().and_then(|index| operations.get(*index));
        let field = self.fields.take(field_name(name));
        Group {
            tag,
            description: described.map_or("", |tag| &tag.description),
            module: first.map_or_else(String::new, |op| op.module.clone()),
            trait_name: self.types.take(format!("{}Api", type_name(name))),
            accessor: self
                .functions
                .take(format!("{}_api", field.trim_end_matches('_'))),
            field,
            type_name: String::new(),
            operations: members,
        }
    }
}

/// Tags that were probably meant to be one.
fn alike(groups: &[Group<'_>], operations: &[Op<'_>]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, (&str, Span)> = BTreeMap::new();
    let mut out = Vec::new();
    for group in groups {
        let Some(tag) = group.tag else { continue };
        let member = group.operations.first();
        let span = member.and_then(|index| operations.get(*index));
        let span = span.map_or_else(Span::default, |op| op.operation.place.span);
        let Some((other, there)) = first.get(&type_name(tag)).copied() else {
            first.insert(type_name(tag), (tag, span));
            continue;
        };
        let message = format!("the tags {} and {} are alike", quoted(other), quoted(tag));
        let label = format!(
            "here it is {}, which becomes `{}`",
            quoted(tag),
            group.trait_name
        );
        out.push(
            Diagnostic::warning(codes::TAGS_ALIKE, span, message)
                .label(label)
                .related(there, format!("here it is {}", quoted(other)))
                .help("write a tag the same way everywhere, or give one of them another name"),
        );
    }
    out
}

/// One note for all operations that have more than one tag.
fn several(groups: &[Group<'_>], operations: &[Op<'_>]) -> Option<Diagnostic> {
    let mut found: Vec<(&Op<'_>, &Group<'_>)> = Vec::new();
    for group in groups {
        let members = group.operations.iter();
        for op in members.filter_map(|index| operations.get(*index)) {
            let tags = &op.operation.tags;
            if tags.iter().any(|tag| Some(tag) != tags.first()) {
                found.push((op, group));
            }
        }
    }
    let (op, group) = found
        .iter()
        .min_by_key(|(op, _)| op.operation.place.span)
        .copied()?;
    let message = match found.len() {
        1 => "an operation has several tags".to_owned(),
        count => format!("{count} operations have several tags"),
    };
    let label = format!("this one is in `{}`", group.trait_name);
    Some(
        Diagnostic::note(codes::SEVERAL_TAGS, op.operation.place.span, message)
            .label(label)
            .help(
                "an operation is where its first tag says; write the one first that it belongs to",
            ),
    )
}
