//! What anchors and aliases copy, within a budget.
//!
//! A few lines of aliases can stand for a tree that fills any memory. So a copy is paid for before
//! it is made, in bytes. [`crate::tree`] is the caller and words the errors.

use std::collections::HashMap;

use crate::{Member, Node, Value};

/// The anchored nodes that are complete.
pub(crate) struct Aliases {
    /// Bytes that may still be copied.
    budget: usize,
    nodes: HashMap<usize, Node>,
}

/// The budget does not cover a copy.
pub(crate) struct TooLarge;

/// A node that an alias stands for.
pub(crate) struct Copy {
    pub(crate) node: Node,
    /// How many values it has.
    pub(crate) count: usize,
    /// How many collections stand inside each other in it.
    pub(crate) height: usize,
}

impl Aliases {
    pub(crate) fn new(budget: usize) -> Self {
        Self {
            budget,
            nodes: HashMap::new(),
        }
    }

    /// Keeps a copy of an anchored node.
    pub(crate) fn remember(&mut self, anchor: usize, node: &Node) -> Result<(), TooLarge> {
        self.budget = self
            .budget
            .checked_sub(Size::of(node).bytes)
            .ok_or(TooLarge)?;
        self.nodes.insert(anchor, node.clone());
        Ok(())
    }

    /// A copy of the node of an anchor; `None` if that node is not complete.
    pub(crate) fn copy(&mut self, anchor: usize) -> Result<Option<Copy>, TooLarge> {
        let Some(node) = self.nodes.get(&anchor) else {
            return Ok(None);
        };
        let size = Size::of(node);
        self.budget = self.budget.checked_sub(size.bytes).ok_or(TooLarge)?;
        Ok(Some(Copy {
            node: node.clone(),
            count: size.count,
            height: size.height,
        }))
    }
}

/// How large a tree is.
#[derive(Clone, Copy)]
struct Size {
    count: usize,
    /// Roughly what a copy takes.
    bytes: usize,
    height: usize,
}

impl Size {
    fn of(node: &Node) -> Self {
        let own = Self {
            count: 1,
            bytes: size_of::<Node>(),
            height: 0,
        };
        match &node.value {
            Value::Null | Value::Bool(_) | Value::Number(_) => own,
            Value::String(text) => Self {
                bytes: own.bytes + text.len(),
                ..own
            },
            Value::Array(items) => items.iter().fold(Self { height: 1, ..own }, |sum, item| {
                sum.with(Self::of(item), 0)
            }),
            Value::Object(object) => {
                object
                    .iter()
                    .fold(Self { height: 1, ..own }, |sum, member| {
                        sum.with(
                            Self::of(&member.value),
                            size_of::<Member>() + member.key.len(),
                        )
                    })
            }
        }
    }

    /// Adds a child and the bytes its place takes.
    fn with(self, child: Self, place: usize) -> Self {
        Self {
            count: self.count + child.count,
            bytes: self.bytes + child.bytes + place,
            height: self.height.max(child.height + 1),
        }
    }
}
