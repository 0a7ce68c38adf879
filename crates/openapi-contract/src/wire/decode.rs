//! Texts to the value of one parameter, header field or member of a form.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    cut::{self, Cut},
    percent::decode_query,
    typed::Typing,
};
use crate::spec::{Form, Location, Style, is_json};

/// How deep members of members are followed.
const MAX_DEPTH: usize = 32;

/// What is to be read: its name, place, form and schemas.
pub(super) struct Wanted<'a> {
    pub(super) name: &'a str,
    pub(super) location: Location,
    pub(super) form: &'a Form,
    pub(super) rules: &'a [String],
}

/// The texts that a message has in one place.
#[derive(Clone, Copy)]
pub(super) struct Texts<'a> {
    /// Those with the name of what is wanted, as they came.
    pub(super) own: &'a [&'a str],
    /// All pairs of that place, names decoded; of the query and of cookies.
    pub(super) pairs: &'a [(String, &'a str)],
    /// Names of others in that place.
    pub(super) others: &'a [&'a str],
}

/// What was found.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    /// Nothing of it.
    Absent,
    /// A value, and the names that it took.
    Value(Value, Vec<String>),
    /// Something that has no reading, and what should be there.
    Unreadable(&'static str),
}

impl Typing<'_> {
    pub(super) fn decode(&self, wanted: &Wanted<'_>, texts: Texts<'_>) -> Found {
        let own = || vec![wanted.name.to_owned()];
        match wanted.form {
            Form::Content(media_type) => match texts.own {
                [] => Found::Absent,
                [text] => match self.content(wanted, media_type, text) {
                    Some(value) => Found::Value(value, own()),
                    None => Found::Unreadable("content of its media type"),
                },
                _ => Found::Unreadable("only one value"),
            },
            Form::Style { style, explode } => {
                let spread = self.spread(wanted, (*style, *explode), texts);
                let mut values: Vec<(Value, Vec<String>)> = spread.into_iter().collect();
                if !texts.own.is_empty() {
                    let cuts = self.cuts(wanted, (*style, *explode), texts.own);
                    let read = cuts
                        .iter()
                        .map(|cut| (self.value(wanted.rules, cut), own()));
                    values.extend(read);
                }
                let plain = values.iter().map(|(value, _)| value.clone()).collect();
                let Some(best) = self.best(wanted.rules, plain) else {
                    return match texts.own {
                        [] => Found::Absent,
                        [_] => Found::Unreadable("the documented form"),
                        _ => Found::Unreadable("only one value"),
                    };
                };
                let names = values.into_iter().find(|(value, _)| *value == best);
                Found::Value(best, names.map(|(_, names)| names).unwrap_or_default())
            }
        }
    }

    fn content(&self, wanted: &Wanted<'_>, media_type: &str, text: &str) -> Option<Value> {
        let text = cut::decoded(wanted.location, text)?;
        if is_json(media_type) {
            return serde_json::from_str(&text).ok();
        }
        Some(self.scalar(wanted.rules, &text))
    }

    /// Everything that the texts of one name can be, the most likely first.
    fn cuts(&self, wanted: &Wanted<'_>, form: (Style, bool), texts: &[&str]) -> Vec<Cut> {
        let kinds = self.kinds(wanted.rules);
        let mut found = Vec::new();
        if kinds.objects {
            found.extend(cut::objects(wanted.name, wanted.location, form, texts));
        }
        let lists = if kinds.arrays {
            cut::lists(wanted.name, wanted.location, form, texts)
        } else {
            Vec::new()
        };
        let one = if kinds.scalars || (found.is_empty() && lists.is_empty()) {
            cut::one(wanted.name, wanted.location, form.0, texts)
        } else {
            None
        };
        // Where both are possible, separators are what tells.
        let is_list = matches!(lists.first(), Some(Cut::Many(items)) if items.len() > 1);
        if is_list {
            found.extend(lists);
            found.extend(one);
        } else {
            found.extend(one);
            found.extend(lists);
        }
        found
    }

    /// An object whose members stand in the place by themselves.
    fn spread(
        &self,
        wanted: &Wanted<'_>,
        form: (Style, bool),
        texts: Texts<'_>,
    ) -> Option<(Value, Vec<String>)> {
        match form {
            (Style::DeepObject, _) => self.deep(wanted, texts),
            (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, true)
                if self.kinds(wanted.rules).objects =>
            {
                self.members(wanted, texts)
            }
            _ => None,
        }
    }

    fn members(&self, wanted: &Wanted<'_>, texts: Texts<'_>) -> Option<(Value, Vec<String>)> {
        let known = self.names(wanted.rules);
        let is_map = self.wide(wanted.rules).iter().any(|view| {
            let says = view
                .all("additionalProperties")
                .any(|(_, value)| value != &Value::Bool(false));
            says || (known.is_empty() && view.types().0.contains(&"object"))
        });
        let mut grouped: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, text) in texts.pairs {
            let is_own = known.contains(name) || (is_map && !texts.others.contains(&name.as_str()));
            if is_own {
                grouped.entry(name).or_default().push(text);
            }
        }
        if grouped.is_empty() {
            return None;
        }
        let names = grouped.keys().map(|name| (*name).to_owned()).collect();
        let mut members = Map::new();
        for (name, texts) in grouped {
            let rules = self.member(wanted.rules, name);
            let value = self.repeated(&rules, wanted.location, &texts)?;
            members.insert(name.to_owned(), value);
        }
        Some((Value::Object(members), names))
    }

    /// One value, or a list where the schema has room for one or there are several.
    fn repeated(&self, rules: &[String], location: Location, texts: &[&str]) -> Option<Value> {
        let texts: Option<Vec<String>> = texts
            .iter()
            .map(|text| cut::decoded(location, text))
            .collect();
        let texts = texts?;
        match texts.as_slice() {
            [text] => {
                let one = self.scalar(rules, text);
                let list = self.value(rules, &Cut::Many(texts.clone()));
                let kinds = self.kinds(rules);
                let is_list = kinds.arrays && !self.accepts(rules, &one);
                Some(if is_list { list } else { one })
            }
            _ => Some(self.value(rules, &Cut::Many(texts))),
        }
    }

    fn deep(&self, wanted: &Wanted<'_>, texts: Texts<'_>) -> Option<(Value, Vec<String>)> {
        let mut root = Branch::default();
        let mut names = Vec::new();
        for (key, text) in texts.pairs {
            if let Some(path) = cut::brackets(wanted.name, key) {
                root.insert(&path, decode_query(text)?);
                names.push(key.clone());
            }
        }
        if names.is_empty() {
            return None;
        }
        Some((self.branch(wanted.rules, &root, 0), names))
    }

    fn branch(&self, rules: &[String], branch: &Branch, depth: usize) -> Value {
        if branch.members.is_empty() || depth > MAX_DEPTH {
            return match branch.texts.as_slice() {
                [text] => {
                    let one = self.scalar(rules, text);
                    let is_list = self.kinds(rules).arrays && !self.accepts(rules, &one);
                    let list = || self.value(rules, &Cut::Many(vec![text.clone()]));
                    if is_list { list() } else { one }
                }
                texts => self.value(rules, &Cut::Many(texts.to_vec())),
            };
        }
        let kinds = self.kinds(rules);
        if kinds.arrays && !kinds.objects {
            let mut items: Vec<(usize, &Branch)> = branch
                .members
                .iter()
                .map(|(index, item)| (index.parse().unwrap_or(usize::MAX), item))
                .collect();
            items.sort_by_key(|(index, _)| *index);
            let rules = self.view(rules).item(0);
            let items = items.into_iter();
            return items
                .map(|(_, item)| self.branch(&rules, item, depth + 1))
                .collect();
        }
        let members = branch.members.iter().map(|(name, inner)| {
            let value = self.branch(&self.member(rules, name), inner, depth + 1);
            (name.clone(), value)
        });
        Value::Object(members.collect())
    }
}

/// What stands behind a name, by brackets.
#[derive(Default)]
struct Branch {
    texts: Vec<String>,
    members: BTreeMap<String, Self>,
}

impl Branch {
    fn insert(&mut self, path: &[String], text: String) {
        match path.split_first() {
            None => self.texts.push(text),
            // Empty brackets are how some clients repeat a name.
            Some((name, [])) if name.is_empty() => self.texts.push(text),
            Some((name, rest)) => {
                let inner = self.members.entry(name.clone()).or_default();
                inner.insert(rest, text);
            }
        }
    }
}
