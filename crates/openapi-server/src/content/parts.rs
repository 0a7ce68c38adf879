//! Parts with names: the value that the schema is held to, and the rules that are the parts' own.

use std::collections::BTreeMap;

use bytes::Bytes;
use openapi_types::Part;
use serde_json::Value;

use super::form::{path, separator};
use super::{Content, PartHeader, PropertyEncoding, is_of};
use crate::parameter::{Explode, Prefer, Style, Tree, alternating, scalar};
use crate::schema::{Leaves, Members, Presence, check, push_step};
use crate::violations::Violations;

/// The object that parts stand for; the content of files is not in it.
pub(crate) fn value(content: &Content, parts: &[Part], prefer: Prefer) -> Value {
    let known = Leaves::of(content.schema).members();
    let mut members: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut styled: BTreeMap<&str, Tree> = BTreeMap::new();
    for part in parts {
        if let Some(encoding) = styled_by(content, part) {
            add(encoding, part, &known, &mut styled);
            continue;
        }
        let member = known.get(&part.name);
        let items = if member.has_arrays() {
            member.items()
        } else {
            member
        };
        members
            .entry(&part.name)
            .or_default()
            .push(part_value(part, &items, prefer));
    }
    let members = members.into_iter().map(|(name, mut values)| {
        let member = known.get(name);
        let is_list = values.len() > 1 || (member.has_arrays() && !member.has_scalars());
        let is_whole = values.len() == 1 && values.iter().all(Value::is_array);
        let value = match values.pop() {
            Some(value) if is_whole || !is_list => value,
            last => {
                values.extend(last);
                Value::Array(values)
            }
        };
        (name.to_owned(), value)
    });
    let styled = styled
        .into_iter()
        .map(|(name, tree)| (name.to_owned(), tree.value(&known.get(name), prefer)));
    Value::Object(members.chain(styled).collect())
}

/// The same parts, but one in JSON for each property that has a style: its type reads no styles.
pub(crate) fn gathered(content: &Content, parts: Vec<Part>, value: &Value) -> Vec<Part> {
    let (styled, mut out): (Vec<Part>, Vec<Part>) = parts
        .into_iter()
        .partition(|part| styled_by(content, part).is_some());
    for encoding in content.properties {
        let mut mine = styled.iter().filter(|part| {
            styled_by(content, part).is_some_and(|other| other.name == encoding.name)
        });
        if let (Some(first), Some(value)) = (mine.next(), value.get(encoding.name)) {
            out.push(Part {
                name: encoding.name.to_owned(),
                file_name: None,
                media_type: Some("application/json".to_owned()),
                headers: first.headers.clone(),
                content: Bytes::from(value.to_string()),
            });
        }
    }
    out
}

/// The property that a part belongs to, where it has another style than usual.
fn styled_by(content: &Content, part: &Part) -> Option<&'static PropertyEncoding> {
    let mut styled = content.properties.iter();
    styled.find(|encoding| match (encoding.style, encoding.explode) {
        (Style::DeepObject, _) => {
            let rest = part.name.strip_prefix(encoding.name);
            rest.is_some_and(|rest| rest.starts_with('['))
        }
        // What says that it is JSON is that, whatever else is documented.
        (_, Explode::No) => {
            part.name == encoding.name
                && part.file_name.is_none()
                && !part.media_type.as_deref().is_some_and(is_json)
        }
        (_, Explode::Yes) => false,
    })
}

fn add(
    encoding: &'static PropertyEncoding,
    part: &Part,
    known: &Members,
    styled: &mut BTreeMap<&'static str, Tree>,
) {
    let text = String::from_utf8_lossy(&part.content);
    let Some(separator) = separator(encoding.style, encoding.explode) else {
        let mut path = path(&part.name, known);
        if path.len() > 1 {
            path.remove(0);
            let members = styled.entry(encoding.name);
            members
                .or_insert_with(|| Tree::Members(BTreeMap::new()))
                .insert(&path, text.into_owned());
        }
        return;
    };
    let pieces = text.split(separator).map(str::to_owned);
    let leaves = known.get(encoding.name);
    let tree = if leaves.has_objects() {
        alternating(pieces.clone())
    } else {
        None
    };
    let tree = tree.unwrap_or_else(|| Tree::List(pieces.collect()));
    styled.insert(encoding.name, tree);
}

fn part_value(part: &Part, leaves: &Leaves, prefer: Prefer) -> Value {
    if part.file_name.is_some() {
        return Value::String(String::new());
    }
    // A text can be JSON itself, and be meant as a text.
    let may_be_text = leaves.has_texts() && prefer == Prefer::Texts;
    let is_json = part.media_type.as_deref().is_some_and(is_json);
    let json = || serde_json::from_slice(&part.content).ok();
    if is_json
        && !may_be_text
        && let Some(value) = json()
    {
        return value;
    }
    match str::from_utf8(&part.content) {
        Ok(text) => scalar(text, leaves, prefer),
        Err(_) => Value::String(String::new()),
    }
}

fn is_json(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    let name = name.to_ascii_lowercase();
    name == "application/json" || name.ends_with("+json")
}

/// Adds the rules that parts break by their media types and headers.
pub(crate) fn broken(content: &Content, parts: &[Part], broken: &mut Violations) {
    for encoding in content.properties {
        let mine = parts.iter().filter(|part| part.name == encoding.name);
        for part in mine {
            let mut pointer = String::new();
            push_step(&mut pointer, encoding.name);
            if !is_documented(encoding, part) {
                let types = encoding.media_types.join(", ");
                broken.push(pointer.clone(), format!("expected a part in {types}"));
            }
            push_step(&mut pointer, "header");
            for header in encoding.headers {
                let mut pointer = pointer.clone();
                push_step(&mut pointer, header.name);
                check_header(header, part, &pointer, broken);
            }
        }
    }
}

/// What does not say its type may be of any, and so may `null`, which is always JSON.
fn is_documented(encoding: &PropertyEncoding, part: &Part) -> bool {
    let Some(found) = &part.media_type else {
        return true;
    };
    let is_any = |range: &&str| is_of(range, found) || is_of(range, "application/octet-stream");
    let is_null = || is_json(found) && part.content.trim_ascii() == b"null";
    encoding.media_types.is_empty() || encoding.media_types.iter().any(is_any) || is_null()
}

fn check_header(header: &PartHeader, part: &Part, pointer: &str, broken: &mut Violations) {
    let mut headers = part.headers.iter();
    let found = headers.find(|(name, _)| name.eq_ignore_ascii_case(header.name));
    let Some((_, text)) = found else {
        if header.presence == Presence::Required {
            broken.push(pointer, "expected to be present");
        }
        return;
    };
    let leaves = Leaves::of(header.schema);
    let tree = if leaves.has_arrays() {
        Tree::List(text.split(',').map(|item| item.trim().to_owned()).collect())
    } else {
        Tree::Text(text.trim().to_owned())
    };
    let mut first: Option<Violations> = None;
    for prefer in [Prefer::Types, Prefer::Texts] {
        let mut found = Violations::new();
        check(
            &tree.value(&leaves, prefer),
            header.schema,
            pointer,
            &mut found,
        );
        if found.is_empty() {
            return;
        }
        first.get_or_insert(found);
    }
    broken.extend(first.unwrap_or_default());
}
