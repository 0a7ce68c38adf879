//! The nearest illegal neighbours of a legal value.

use std::collections::{BTreeMap, BTreeSet};

use openapi_source::pointer::join;
use serde_json::Value;

use super::{
    breaking::{Attempt, attempts},
    build::{Builder, Extent},
};
use crate::{
    schema::{
        Direction, Violation,
        view::{Rules, View},
    },
    spec::Spec,
};

/// No more are made of one value: each is held against the whole.
pub(crate) const MOST: usize = 400;
/// From this many on, and below this many steps, a schema is broken only where it is met first.
const REPEATED: usize = 200;
const REPEATED_DEPTH: usize = 3;
/// Nothing deeper is broken.
const MAX_DEPTH: usize = 16;

/// A value that breaks one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// The whole value.
    pub value: Value,
    /// JSON pointer into the value: the place whose rule is broken.
    pub at: String,
    /// Pointer to the keyword in the document.
    pub rule: String,
    /// What it shows to be held: the rule, and each property that it lies in, as the document
    /// writes them.
    pub owns: Vec<String>,
    /// What was done, unique in the list: `spec_id-type`, `age-minimum`, `name-missing`.
    pub label: String,
}

/// Neighbours of a legal value, each different from it in one place and refused there: at any
/// depth, for each rule of each member, absent optional members included.
///
/// Most break exactly one rule. Where no value breaks a rule alone (a value that is not in the
/// `enum` and is of the wrong type), all that it breaks is at that one place. Inside the branch of
/// a `oneOf` or `anyOf` without a discriminator, `rule` is the keyword of the branch, though a
/// validator may only say that no branch fits. The list ends after 400 neighbours, and nothing
/// below sixteen levels is broken.
pub fn broken(spec: &Spec, schema: &str, direction: Direction, base: &Value) -> Vec<Broken> {
    let rules = vec![schema.to_owned()];
    if spec.accepts(schema, direction, base) != Some(true) {
        return Vec::new();
    }
    let mut walk = Walk {
        builder: Builder::new(spec, direction, Extent::Least),
        root: schema,
        seen: BTreeSet::new(),
        tried: BTreeSet::new(),
        labels: BTreeMap::new(),
        found: Vec::new(),
    };
    walk.value(&rules, base, &Spot::default());
    walk.found
}

struct Walk<'a> {
    builder: Builder<'a>,
    root: &'a str,
    /// Schemas that were met.
    seen: BTreeSet<String>,
    /// Place, rule and kind of what was tried.
    tried: BTreeSet<(String, String, String)>,
    labels: BTreeMap<String, usize>,
    found: Vec<Broken>,
}

impl Walk<'_> {
    /// Breaks the value at a path of the whole, and then its parts.
    fn value(&mut self, rules: &Rules, whole: &Value, spot: &Spot) {
        let at = pointer(&spot.path);
        let Some(value) = whole.pointer(&at) else {
            return;
        };
        let given = rules;
        let rules = self.settled(given, value);
        let view = self.builder.view(&rules);
        let pointers: Vec<String> = view.nodes.iter().map(|node| node.pointer.clone()).collect();
        // A schema inside itself was taken apart where it was met first.
        let is_open = |pointer: &String| {
            let mut open = spot.open.iter();
            open.any(|(open, depth)| open == pointer && *depth < spot.path.len())
        };
        let recurses = pointers.iter().any(is_open);
        let known = self.seen.len();
        self.seen.extend(pointers.iter().cloned());
        let is_new = self.seen.len() > known;
        let is_far = spot.path.len() > REPEATED_DEPTH || self.found.len() > REPEATED;
        if self.found.len() >= MOST || spot.path.len() > MAX_DEPTH || (is_far && !is_new) {
            return;
        }
        self.builder.refill();
        for attempt in attempts(&mut self.builder, &view, &rules, value) {
            self.attempt(attempt, whole, spot);
        }
        if recurses {
            return;
        }
        let mut spot = spot.clone();
        let length = spot.path.len();
        spot.open
            .extend(pointers.into_iter().map(|pointer| (pointer, length)));
        let spot = &spot;
        self.branches(given, &view, whole, spot);
        match value {
            Value::Object(members) => {
                for (name, rules) in view.properties() {
                    self.part(&rules, whole, spot, &name);
                }
                let extra = members
                    .keys()
                    .find(|name| !view.properties().contains_key(*name));
                let extra = extra.map_or("key1", String::as_str).to_owned();
                if let Some(rules) = view.additional().filter(|rules| !rules.is_empty()) {
                    self.part(&rules, whole, spot, &extra);
                }
            }
            Value::Array(_) => {
                let item = view.item(0);
                if !item.is_empty() {
                    self.part(&item, whole, spot, "0");
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// Breaks the value again in each branch that it is not of.
    fn branches(&mut self, rules: &Rules, view: &View<'_>, whole: &Value, spot: &Spot) {
        for choice in &view.choices {
            for branch in &choice.branches {
                let resolved = self.builder.spec.tree.resolve(&branch.schema);
                let Some((pointer, _)) = resolved.filter(|(at, _)| !self.seen.contains(at)) else {
                    continue;
                };
                self.builder.refill();
                let Some(value) = self.builder.branch(rules, choice, branch) else {
                    continue;
                };
                let with = placed(whole, &spot.path, value);
                if self.builder.accepts(&[self.root.to_owned()], &with) {
                    let mut spot = spot.clone();
                    spot.label.push(crate::tree::last(&pointer));
                    self.value(rules, &with, &spot);
                }
            }
        }
    }

    /// Breaks a member or an item; one that is not there is put there first.
    fn part(&mut self, rules: &Rules, whole: &Value, spot: &Spot, name: &str) {
        let mut inner = spot.clone();
        inner.path.push(name.to_owned());
        inner.label.push(name.to_owned());
        let properties = rules.iter().filter(|rule| rule.contains("/properties/"));
        inner.through.extend(properties.cloned());
        if whole.pointer(&pointer(&inner.path)).is_some() {
            return self.value(rules, whole, &inner);
        }
        self.builder.refill();
        let Some(value) = self.builder.value(rules, name) else {
            return;
        };
        let with = placed(whole, &inner.path, value);
        if self.builder.accepts(&[self.root.to_owned()], &with) {
            self.value(rules, &with, &inner);
        }
    }

    /// The rules with the branches that the value is of.
    fn settled(&self, rules: &Rules, value: &Value) -> Rules {
        let mut rules = rules.clone();
        // Each round takes the choices that the branches of the round before have.
        for _ in 0..4 {
            let view: View<'_> = self.builder.view(&rules);
            let known = rules.len();
            for branch in view.choices.iter().flat_map(|choice| &choice.branches) {
                let is_named = branch.name.as_ref().is_none_or(|(property, name)| {
                    value.get(property).and_then(Value::as_str) == Some(name)
                });
                let is_new = !rules.contains(&branch.schema);
                if is_new
                    && is_named
                    && self
                        .builder
                        .accepts(std::slice::from_ref(&branch.schema), value)
                {
                    rules.push(branch.schema.clone());
                }
            }
            if rules.len() == known {
                break;
            }
        }
        rules
    }

    fn attempt(&mut self, attempt: Attempt, whole: &Value, spot: &Spot) {
        let at = pointer(&spot.path);
        // Another branch repeats the rules that all branches share.
        let key = (at.clone(), attempt.rule.clone(), attempt.kind.clone());
        if self.found.len() >= MOST || !self.tried.insert(key) {
            return;
        }
        let mut second = None;
        for value in attempt.values {
            let whole = placed(whole, &spot.path, value.clone());
            match self.fit(&attempt.rule, &at, &whole, &value) {
                Fit::Exact => return self.keep(attempt.rule, &attempt.kind, spot, whole),
                Fit::SamePlace => {
                    second.get_or_insert(whole);
                }
                Fit::None => {}
            }
        }
        if let Some(whole) = second {
            self.keep(attempt.rule, &attempt.kind, spot, whole);
        }
    }

    fn fit(&self, rule: &str, at: &str, whole: &Value, value: &Value) -> Fit {
        let spec = self.builder.spec;
        let violations = |schema: &str, value: &Value| {
            let found = spec.violations(schema, self.builder.direction, value);
            found.unwrap_or_default()
        };
        let is_choice = |one: &Violation| {
            let keyword = crate::tree::last(&one.rule);
            matches!(keyword.as_str(), "oneOf" | "anyOf" | "discriminator")
                && (at == one.at || at.starts_with(&format!("{}/", one.at)))
        };
        let all = violations(self.root, whole);
        let is_rule = |one: &Violation| one.rule == rule && one.at == at;
        if all.is_empty() || !all.iter().all(|one| one.at == at || is_choice(one)) {
            return Fit::None;
        }
        if all.iter().any(is_rule) {
            let is_alone = all.iter().all(is_rule);
            return if is_alone { Fit::Exact } else { Fit::SamePlace };
        }
        // Only the choice around it was said to fail; the branch itself says why.
        let owner = rule.rsplit_once('/').map_or("", |(owner, _)| owner);
        let inner = violations(owner, value);
        match inner.iter().filter(|one| one.rule == rule).count() {
            0 => Fit::None,
            count if count == inner.len() => Fit::Exact,
            _ => Fit::SamePlace,
        }
    }

    fn keep(&mut self, rule: String, kind: &str, spot: &Spot, whole: Value) {
        let mut label = spot.label.join("-");
        if !label.is_empty() {
            label.push('-');
        }
        label.push_str(kind);
        let count = self.labels.entry(label.clone()).or_default();
        *count += 1;
        if *count > 1 {
            label = format!("{label}-{count}");
        }
        self.found.push(Broken {
            value: whole,
            at: pointer(&spot.path),
            owns: [std::slice::from_ref(&rule), spot.through.as_slice()].concat(),
            rule,
            label,
        });
    }
}

/// A place in the whole, and what it is called in labels.
#[derive(Clone, Default)]
struct Spot {
    path: Vec<String>,
    label: Vec<String>,
    /// The properties that it lies in.
    through: Vec<String>,
    /// The schemas around it, each with its depth.
    open: Vec<(String, usize)>,
}

/// How well a value breaks a rule.
enum Fit {
    /// That rule and no other.
    Exact,
    /// That rule, and others of the same value.
    SamePlace,
    /// Not that rule, or also elsewhere.
    None,
}

fn pointer(path: &[String]) -> String {
    path.iter()
        .fold(String::new(), |at, token| join(&at, token))
}

/// The whole with another value at a path, whose parent exists.
fn placed(whole: &Value, path: &[String], value: Value) -> Value {
    let mut changed = whole.clone();
    let Some((name, parent)) = path.split_last() else {
        return value;
    };
    match changed.pointer_mut(&pointer(parent)) {
        Some(Value::Object(members)) => {
            members.insert(name.clone(), value);
        }
        Some(Value::Array(items)) => match items.first_mut() {
            Some(first) => *first = value,
            None => items.push(value),
        },
        _ => {}
    }
    changed
}
