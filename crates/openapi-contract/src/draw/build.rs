//! Building legal values.
//!
//! Scalars are tried in order, the document's own first; objects and arrays are put together from
//! their parts; choices are taken in order until one fits. The validator has the last word at each
//! step, so that what cannot be foreseen (`not`, two patterns, branches that overlap) is found out.

use serde_json::Value;

use super::{number, text};
use crate::{
    schema::{
        Direction,
        view::{Branch, Choice, Rules, View},
    },
    spec::Spec,
};

/// How many schemas may be looked at for one value.
const BUDGET: usize = 4_000;
/// Below this many objects and arrays, only what is required is there.
const FULL_DEPTH: usize = 5;
/// No value is nested deeper.
const MAX_DEPTH: usize = 40;
/// No array is made longer.
pub(super) const MAX_ITEMS: usize = 1_000;

/// How much of what is optional is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Nothing.
    Least,
    /// Everything.
    Full,
}

/// Builds values of one document in one direction.
pub(super) struct Builder<'a> {
    pub(super) spec: &'a Spec,
    pub(super) direction: Direction,
    pub(super) extent: Extent,
    /// Which of several values is wanted: another turn gives another value where there is one.
    turn: usize,
    budget: usize,
    /// The schemas that are being built, outermost first.
    stack: Vec<String>,
    /// How many objects and arrays are open.
    depth: usize,
}

/// A rule set with the choices that were taken for it.
#[derive(Clone, Default)]
pub(super) struct Taken {
    choices: Vec<String>,
    /// Members that name a branch.
    pub(super) names: Vec<(String, String)>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(spec: &'a Spec, direction: Direction, extent: Extent) -> Self {
        Self {
            spec,
            direction,
            extent,
            turn: 0,
            budget: BUDGET,
            stack: Vec::new(),
            depth: 0,
        }
    }

    pub(super) fn with_turn(mut self, turn: usize) -> Self {
        self.turn = turn;
        self
    }

    pub(super) fn view(&self, rules: &[String]) -> View<'a> {
        View::new(&self.spec.tree, self.direction, rules)
    }

    /// Whether a value keeps all of the rules.
    pub(super) fn accepts(&self, rules: &[String], value: &Value) -> bool {
        rules.iter().all(|pointer| {
            let found = self.spec.accepts(pointer, self.direction, value);
            found.unwrap_or(true)
        })
    }

    /// A value that keeps all of the rules.
    pub(super) fn value(&mut self, rules: &Rules, hint: &str) -> Option<Value> {
        let view = self.view(rules);
        // A full value contains itself once, to show that it can.
        let most = usize::from(self.extent == Extent::Full);
        let is_open = |pointer: &String| {
            let mut same = self.stack.iter().filter(|open| *open == pointer);
            same.nth(most).is_none()
        };
        if self.depth > MAX_DEPTH || !view.nodes.iter().all(|node| is_open(&node.pointer)) {
            return self.first(rules, std::iter::once(Value::Null));
        }
        self.choose(rules, &Taken::default(), hint)
    }

    /// Takes the choices one by one, the first branch first.
    fn choose(&mut self, rules: &Rules, taken: &Taken, hint: &str) -> Option<Value> {
        self.budget = self.budget.checked_sub(1)?;
        let view = self.view(rules);
        let mut open = view.choices.iter();
        let open = open.find(|choice| !taken.choices.contains(&choice.pointer));
        let Some(choice) = open else {
            return self.build(&view, rules, taken, hint);
        };
        let choice = choice.clone();
        let count = choice.branches.len();
        for index in 0..count {
            let Some(branch) = choice.branches.get((index + self.turn) % count) else {
                continue;
            };
            let recurses = self
                .resolved(branch)
                .is_some_and(|at| self.stack.contains(&at));
            if recurses {
                continue;
            }
            let mut taken = taken.clone();
            taken.choices.push(choice.pointer.clone());
            taken.names.extend(branch.name.clone());
            let mut rules = rules.clone();
            rules.push(branch.schema.clone());
            if let Some(value) = self.choose(&rules, &taken, hint) {
                return Some(value);
            }
        }
        None
    }

    /// As much may be looked at as for the first value.
    pub(super) fn refill(&mut self) {
        self.budget = BUDGET;
    }

    /// A further item of an array, different from those that are there where it can be.
    pub(super) fn another_item(
        &mut self,
        rules: &Rules,
        turn: usize,
        known: &[Value],
    ) -> Option<Value> {
        let before = self.turn;
        let mut made = None;
        for further in 0..24 {
            self.turn = turn + further;
            let value = self.value(rules, "item");
            let is_new = value.as_ref().is_some_and(|value| !known.contains(value));
            made = value.or(made);
            if is_new {
                break;
            }
        }
        self.turn = before;
        made
    }

    /// A value of these schemas alone.
    pub(super) fn loosely(&mut self, rules: &Rules) -> Option<Value> {
        let pointers = rules.last().cloned().into_iter().collect();
        self.value(&pointers, "text")
    }

    /// A value that takes this branch of a choice.
    pub(super) fn branch(
        &mut self,
        rules: &Rules,
        choice: &Choice,
        branch: &Branch,
    ) -> Option<Value> {
        let taken = Taken {
            choices: vec![choice.pointer.clone()],
            names: branch.name.iter().cloned().collect(),
        };
        let mut rules = rules.clone();
        rules.push(branch.schema.clone());
        self.choose(&rules, &taken, "text")
    }

    fn resolved(&self, branch: &Branch) -> Option<String> {
        Some(self.spec.tree.resolve(&branch.schema)?.0)
    }

    fn build(
        &mut self,
        view: &View<'_>,
        rules: &Rules,
        taken: &Taken,
        hint: &str,
    ) -> Option<Value> {
        for value in self.listed(view) {
            if self.accepts(rules, &value) {
                return Some(value);
            }
        }
        let (types, _) = view.types();
        for name in types {
            let found = match name {
                "string" => {
                    let texts = text::candidates(view, hint, self.turn);
                    self.first(rules, texts.into_iter().map(Value::from))
                }
                "integer" => {
                    self.first(rules, number::candidates(view, true, self.turn).into_iter())
                }
                "number" => self.first(
                    rules,
                    number::candidates(view, false, self.turn).into_iter(),
                ),
                "boolean" => {
                    let first = self.turn.is_multiple_of(2);
                    self.first(rules, [first, !first].into_iter().map(Value::from))
                }
                "array" => self.nested(view, |this| this.array(view, rules, hint)),
                "object" => self.nested(view, |this| this.object(view, rules, taken)),
                _ => self.first(rules, std::iter::once(Value::Null)),
            };
            if found.is_some() {
                return found;
            }
        }
        // What could not be put together may still be written down.
        let mut examples = own_examples(view);
        examples.find(|value| self.accepts(rules, value)).cloned()
    }

    fn first(&self, rules: &Rules, mut values: impl Iterator<Item = Value>) -> Option<Value> {
        values.find(|value| self.accepts(rules, value))
    }

    /// The values that the document lists: all there are, and examples of what is no object.
    fn listed(&self, view: &View<'_>) -> Vec<Value> {
        let mut found = Vec::new();
        if self.turn == 0 {
            let examples =
                own_examples(view).filter(|value| !value.is_object() && !value.is_null());
            found.extend(examples.cloned());
        }
        found.extend(view.all("const").map(|(_, value)| value.clone()));
        for (_, list) in view.all("enum") {
            let list = list.as_array().map_or(&[] as &[Value], Vec::as_slice);
            let (mut real, null): (Vec<Value>, Vec<Value>) =
                list.iter().cloned().partition(|value| !value.is_null());
            let shift = self.turn % real.len().max(1);
            real.rotate_left(shift);
            found.extend(real);
            found.extend(null);
        }
        found
    }

    /// Builds what has parts, with its schemas marked, so that recursion ends.
    fn nested(
        &mut self,
        view: &View<'_>,
        make: impl FnOnce(&mut Self) -> Option<Value>,
    ) -> Option<Value> {
        let open = self.stack.len();
        let pointers = view.nodes.iter().map(|node| node.pointer.clone());
        self.stack.extend(pointers);
        self.depth += 1;
        let extent = self.extent;
        if self.depth > FULL_DEPTH || self.budget < BUDGET / 2 {
            self.extent = Extent::Least;
        }
        let found = make(self);
        self.extent = extent;
        self.depth -= 1;
        self.stack.truncate(open);
        found
    }

    fn array(&mut self, view: &View<'_>, rules: &Rules, hint: &str) -> Option<Value> {
        let (least, most) = view.counts("minItems", "maxItems");
        // One item says more than none, where there can be one.
        let count = least.max(1).min(most);
        if count > MAX_ITEMS {
            return None;
        }
        let is_unique = view
            .all("uniqueItems")
            .any(|(_, value)| value == &Value::Bool(true));
        let turn = self.turn;
        let mut items = Vec::new();
        for index in 0..count {
            let item = view.item(index);
            let mut made = None;
            for further in 0..=usize::from(is_unique) * 24 {
                self.turn = turn + index + further;
                made = self
                    .value(&item, hint)
                    .filter(|one| !is_unique || !items.contains(one));
                if made.is_some() {
                    break;
                }
            }
            self.turn = turn;
            match made {
                Some(made) => items.push(made),
                None if index >= least => break,
                None => return None,
            }
        }
        let full = Value::Array(items);
        if self.accepts(rules, &full) {
            return Some(full);
        }
        self.first(rules, std::iter::once(Value::Array(Vec::new())))
    }
}

/// Examples and defaults of the schemas themselves.
fn own_examples<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v Value> {
    view.nodes.iter().flat_map(|node| {
        let many = node.members.get("examples").and_then(Value::as_array);
        let named = ["example", "default"].into_iter();
        named
            .filter_map(|keyword| node.members.get(keyword))
            .chain(many.into_iter().flatten())
    })
}
