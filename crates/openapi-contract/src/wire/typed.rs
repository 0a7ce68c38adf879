//! Texts to values: what a text means is said by the schema.
//!
//! A text that can be several things is what the schema accepts; where it accepts none, it is
//! what the types ask for, so that the broken rule is the one that a reader expects.

use serde_json::{Map, Value};

use super::cut::Cut;
use crate::{
    schema::{
        Direction,
        view::{Rules, View},
    },
    spec::Spec,
};

/// Reads texts by the rules of one document.
#[derive(Clone, Copy)]
pub(super) struct Typing<'a> {
    pub(super) spec: &'a Spec,
    pub(super) direction: Direction,
}

/// The kinds of values that rules have room for.
pub(super) struct Kinds {
    pub(super) scalars: bool,
    pub(super) arrays: bool,
    pub(super) objects: bool,
}

impl<'a> Typing<'a> {
    pub(super) fn view(&self, rules: &[String]) -> View<'a> {
        View::new(&self.spec.tree, self.direction, rules)
    }

    /// The rules, and those of every branch of their choices.
    pub(super) fn wide(&self, rules: &[String]) -> Vec<View<'a>> {
        let mut views = vec![self.view(rules)];
        let mut index = 0;
        while let Some(view) = views.get(index).filter(|_| views.len() < 64) {
            let branches = view.choices.iter().flat_map(|choice| &choice.branches);
            let branches: Vec<_> = branches
                .filter(|branch| {
                    let resolved = self.spec.tree.resolve(&branch.schema);
                    resolved.is_some_and(|(at, _)| {
                        let known = |view: &View<'_>| {
                            view.nodes.first().is_some_and(|node| node.pointer == at)
                        };
                        !views.iter().any(known)
                    })
                })
                .map(|branch| self.view(std::slice::from_ref(&branch.schema)))
                .collect();
            views.extend(branches);
            index += 1;
        }
        views
    }

    pub(super) fn kinds(&self, rules: &[String]) -> Kinds {
        let mut kinds = Kinds {
            scalars: false,
            arrays: false,
            objects: false,
        };
        for view in self.wide(rules) {
            let (types, is_said) = view.types();
            // Where nothing is said, the first type is what the keywords speak of.
            let types = if is_said {
                types.as_slice()
            } else {
                types.get(..1).unwrap_or_default()
            };
            // A schema of choices only says nothing itself.
            if !is_said && !view.choices.is_empty() {
                continue;
            }
            kinds.arrays |= types.contains(&"array");
            kinds.objects |= types.contains(&"object");
            kinds.scalars |= types
                .iter()
                .any(|name| matches!(*name, "string" | "integer" | "number" | "boolean"));
        }
        kinds
    }

    pub(super) fn accepts(&self, rules: &[String], value: &Value) -> bool {
        rules.iter().all(|pointer| {
            let found = self.spec.accepts(pointer, self.direction, value);
            found.unwrap_or(true)
        })
    }

    /// The value of one text.
    pub(super) fn scalar(&self, rules: &[String], text: &str) -> Value {
        let own = Value::from(text);
        let mut candidates: Vec<Value> = Vec::new();
        let is_open = |views: &[View<'_>]| views.iter().all(|view| !view.types().1);
        let views = self.wide(rules);
        if is_open(&views) {
            candidates.push(own.clone());
        }
        // Only what JSON writes the same way: `007` and `1_000` are no numbers.
        if let Ok(value) = serde_json::from_str::<Value>(text)
            && !value.is_string()
            && text.trim() == text
        {
            candidates.push(value);
        }
        candidates.push(own.clone());
        let legal = candidates.iter().find(|value| self.accepts(rules, value));
        if let Some(legal) = legal {
            return legal.clone();
        }
        let is_of_type = |value: &&Value| {
            views.iter().any(|view| {
                let (types, is_said) = view.types();
                is_said && types.contains(&kind(value))
            })
        };
        candidates.iter().find(is_of_type).cloned().unwrap_or(own)
    }

    /// The value of a text that was cut.
    pub(super) fn value(&self, rules: &[String], cut: &Cut) -> Value {
        match cut {
            Cut::One(text) => self.scalar(rules, text),
            Cut::Many(items) => {
                let views = self.wide(rules);
                let items = items.iter().enumerate();
                items
                    .map(|(index, item)| {
                        let rules = views.iter().map(|view| view.item(index));
                        self.scalar(&rules.reduce(longer).unwrap_or_default(), item)
                    })
                    .collect()
            }
            Cut::Members(members) => {
                let members = members.iter().map(|(name, text)| {
                    let value = self.scalar(&self.member(rules, name), text);
                    (name.clone(), value)
                });
                Value::Object(members.collect::<Map<_, _>>())
            }
        }
    }

    /// The rules of a member.
    pub(super) fn member(&self, rules: &[String], name: &str) -> Rules {
        let views = self.wide(rules);
        let named = views.iter().find_map(|view| view.properties().remove(name));
        named.unwrap_or_else(|| {
            let open = views.iter().filter_map(View::additional);
            open.reduce(longer).unwrap_or_default()
        })
    }

    /// The names of all properties.
    pub(super) fn names(&self, rules: &[String]) -> Vec<String> {
        let views = self.wide(rules);
        let names = views.iter().flat_map(|view| view.properties().into_keys());
        names.collect()
    }

    /// The first of several readings that keeps the rules, or the first of all.
    pub(super) fn best(&self, rules: &[String], values: Vec<Value>) -> Option<Value> {
        let legal = values.iter().position(|value| self.accepts(rules, value));
        values.into_iter().nth(legal.unwrap_or(0))
    }
}

fn longer(one: Rules, other: Rules) -> Rules {
    if other.len() > one.len() { other } else { one }
}

/// The type of a value, as schemas call it.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
