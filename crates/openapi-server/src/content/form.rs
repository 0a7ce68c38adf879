//! Forms: pairs in, an object out.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Content, PropertyEncoding};
use crate::parameter::{Explode, Pairs, Prefer, Style, Tree, brackets, decoded};
use crate::schema::{Leaves, Members};

/// The object that a form stands for; none where it is not UTF-8.
pub(crate) fn value(content: &Content, body: &[u8], prefer: Prefer) -> Option<Value> {
    let text = str::from_utf8(body).ok()?;
    let leaves = Leaves::of(content.schema);
    let known = leaves.members();
    let styles = content.properties.iter();
    let styles: BTreeMap<&str, &PropertyEncoding> =
        styles.map(|property| (property.name, property)).collect();
    let mut members = Tree::Members(BTreeMap::new());
    for (name, raw) in Pairs::new(text).iter() {
        let style = styles.get(name.as_ref());
        let separator = style.and_then(|property| separator(property.style, property.explode));
        let path = path(&name, &known);
        let pieces: Option<Vec<String>> = match separator {
            None => {
                members.insert(&path, decoded(raw)?.into_owned());
                continue;
            }
            // An escaped comma belongs to a value; the others cannot come without an escape.
            Some(',') => raw
                .split(',')
                .map(|piece| Some(decoded(piece)?.into_owned()))
                .collect(),
            Some(other) => Some(decoded(raw)?.split(other).map(str::to_owned).collect()),
        };
        let mut pieces = pieces?.into_iter();
        if known.get(&name).has_objects() {
            // Names and values in turn.
            while let (Some(key), Some(text)) = (pieces.next(), pieces.next()) {
                members.insert(&[path.as_slice(), &[key]].concat(), text);
            }
        } else {
            pieces.for_each(|piece| members.insert(&path, piece));
        }
    }
    Some(members.value(&leaves, prefer))
}

pub(super) fn separator(style: Style, explode: Explode) -> Option<char> {
    match (style, explode) {
        (Style::Form, Explode::No) => Some(','),
        (Style::SpaceDelimited, Explode::No) => Some(' '),
        (Style::PipeDelimited, Explode::No) => Some('|'),
        _ => None,
    }
}

/// `a[b][c]` is a member of a member, unless the document has a property of just that name.
pub(super) fn path(name: &str, known: &Members) -> Vec<String> {
    let whole = || vec![name.to_owned()];
    let Some(at) = name.find('[').filter(|_| !known.knows(name)) else {
        return whole();
    };
    let (first, rest) = name.split_at(at);
    brackets(rest).map_or_else(whole, |mut path| {
        path.insert(0, first.to_owned());
        path
    })
}
