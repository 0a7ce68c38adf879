//! What several operations share: each component is read once, and it is kept who uses it.
//!
//! A response that 10,000 operations refer to is read, and complained of, once. Who uses what
//! decides later which operations have to be left out ([`super::skipping`]). Copies go into the
//! model, so what all uses of components would take together is limited.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use openapi_source::{Diagnostic, Node, Value};

use super::grouping::Groups;
use super::responses::ReadResponse;
use super::{Cursor, NodeId, Owner, Reader};
use crate::codes;
use crate::model::{Body, Parameter};

/// What a node takes in the model beside its text, in bytes, at most.
const NODE: usize = 200;

/// Components by their node.
pub(super) type Memo<T> = HashMap<NodeId, Known<T>>;

/// A component that was read.
#[derive(Debug, Clone)]
pub(super) struct Known<T> {
    component: usize,
    /// What a copy takes, in bytes, about.
    weight: usize,
    /// None: it was said why there is nothing.
    value: Option<Rc<T>>,
}

/// Which of the memos.
pub(super) type Slot<'a, T> = for<'s> fn(&'s mut Shared<'a>) -> &'s mut Memo<T>;

#[derive(Debug, Default)]
pub(super) struct Shared<'a> {
    pub(super) parameters: Memo<Parameter>,
    pub(super) headers: Memo<Parameter>,
    pub(super) responses: Memo<ReadResponse<'a>>,
    pub(super) bodies: Memo<Body>,
    pub(super) groups: Groups,
    /// The security schemes that something asks for.
    pub(super) asked_for: BTreeSet<&'a str>,
    /// The components that an operation or a component needs.
    uses: HashMap<Owner, Vec<usize>>,
    /// How many components have an index.
    count: usize,
    /// What copies take so far.
    copied: usize,
}

impl Shared<'_> {
    /// An index for [`Owner::Component`].
    pub(super) fn next(&mut self) -> usize {
        self.count += 1;
        self.count - 1
    }

    pub(super) fn uses_of(&self, owner: Owner) -> &[usize] {
        self.uses.get(&owner).map_or(&[], Vec::as_slice)
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }
}

impl<'a> Reader<'a> {
    /// Does something on behalf of `owner`.
    pub(super) fn owned_by<T>(&mut self, owner: Owner, what: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.owner, owner);
        let out = what(self);
        self.owner = outer;
        out
    }

    /// The current owner cannot do without a component.
    pub(super) fn needs(&mut self, component: usize) {
        let uses = self.shared.uses.entry(self.owner).or_default();
        if uses.last() != Some(&component) {
            uses.push(component);
        }
    }

    /// A part that may stand here or be referred to: what is referred to is read once.
    pub(super) fn part<T>(
        &mut self,
        place: &Cursor<'a>,
        memo: Slot<'a, T>,
        read: fn(&mut Self, &Cursor<'a>) -> Option<T>,
    ) -> Option<Rc<T>> {
        if !place.has("$ref") {
            return read(self, place).map(Rc::new);
        }
        self.alone(place);
        let target = self.resolve(place)?;
        self.component(&target, memo, read)
    }

    /// A part that several operations see.
    pub(super) fn component<T>(
        &mut self,
        place: &Cursor<'a>,
        memo: Slot<'a, T>,
        read: fn(&mut Self, &Cursor<'a>) -> Option<T>,
    ) -> Option<Rc<T>> {
        let node = place.identity();
        if let Some(known) = memo(&mut self.shared).get(&node) {
            let (component, weight) = (known.component, known.weight);
            let value = known.value.clone();
            self.needs(component);
            self.copied(place, weight)?;
            return value;
        }
        let component = self.shared.next();
        self.needs(component);
        let value = self
            .owned_by(Owner::Component(component), |reader| read(reader, place))
            .map(Rc::new);
        let known = Known {
            component,
            weight: weight(place.node),
            value: value.clone(),
        };
        memo(&mut self.shared).insert(node, known);
        value
    }

    /// Counts another copy of what stands at `place`; None: it is one too many.
    pub(super) fn copied(&mut self, place: &Cursor<'a>, weight: usize) -> Option<()> {
        let most = self.options.limits.copies;
        let before = self.shared.copied;
        self.shared.copied = before.saturating_add(weight);
        if self.shared.copied <= most {
            return Some(());
        }
        if before <= most {
            let message = format!("all uses of components together take more than {most} bytes");
            let help = "make this one smaller, or raise the limit `copies`";
            self.owned_by(Owner::Document, |reader| {
                reader.push(
                    Diagnostic::error(codes::LIMIT, place.key_span, message)
                        .label("used once too often")
                        .help(help),
                );
            });
        }
        None
    }

    /// Nothing is read beside a `$ref`; in 3.1 its words are.
    fn alone(&mut self, place: &Cursor<'a>) {
        let members = place.node.as_object().into_iter().flatten();
        for member in members {
            let key = member.key.as_str();
            if !matches!(key, "$ref" | "summary" | "description") && !key.starts_with("x-") {
                self.push(
                    Diagnostic::warning(
                        codes::NO_EFFECT,
                        member.key_span,
                        format!("`{key}` beside a `$ref` says nothing"),
                    )
                    .label("ignored")
                    .help("move it to what is referred to"),
                );
            }
        }
    }
}

/// What a copy of a node takes in the model, in bytes, about.
pub(super) fn weight(node: &Node) -> usize {
    let inner = match &node.value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(object) => object
            .iter()
            // Examples stay where they are.
            .filter(|member| !matches!(member.key.as_str(), "example" | "examples"))
            .map(|member| member.key.len() + weight(&member.value))
            .sum(),
    };
    NODE + inner
}
