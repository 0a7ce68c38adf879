//! How much trying one value is worth.
//!
//! Unions inside of unions are tried for each type of the outer one, so the work can grow with a
//! power of the depth. All that happens inside of the outermost union shares one budget, in
//! proportion to the size of its value.

use serde_json::Value;
use std::cell::Cell;

thread_local! {
    /// What is left for the union that is being read; None: there is none.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// What any value may cost.
const BASE: usize = 10_000;

/// What each node of a value may cost.
const PER_NODE: usize = 256;

/// The right to try; the outermost one owns the budget.
#[derive(Debug)]
pub(super) struct Effort {
    outermost: bool,
}

impl Effort {
    /// To be asked for with the value of a union, which was copied for it.
    pub(super) fn begin(value: &Value) -> Self {
        let nodes = nodes(value);
        let outermost = LEFT.get().is_none();
        if outermost {
            LEFT.set(Some(nodes.saturating_mul(PER_NODE).saturating_add(BASE)));
        } else {
            spend(nodes);
        }
        Self { outermost }
    }

    /// Pays for one try; false: there is nothing left.
    pub(super) fn pay(&self, cost: usize) -> bool {
        let _ = self.outermost;
        spend(cost)
    }
}

impl Drop for Effort {
    fn drop(&mut self) {
        if self.outermost {
            LEFT.set(None);
        }
    }
}

fn spend(cost: usize) -> bool {
    let left = LEFT.get().unwrap_or_default().saturating_sub(cost);
    LEFT.set(Some(left));
    left > 0
}

/// How many scalars, lists and objects a value is made of.
pub(super) fn nodes(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(nodes).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(nodes).sum::<usize>(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    }
}
