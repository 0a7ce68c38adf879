//! Where a schema stands, for the name of a type that it may need.

use std::rc::Rc;

use openapi_model::SchemaId;

use super::Lowering;
use crate::plan::names;
use crate::plan::ty::Direction;

/// A place that types can be named after; cheap to copy, turned into text only when needed.
#[derive(Debug, Clone)]
pub(in crate::plan) struct Home(Rc<Node>);

#[derive(Debug)]
enum Node {
    Root {
        name: String,
        pointer: String,
    },
    Component(SchemaId),
    Step {
        inside: Home,
        name: String,
        pointer: String,
    },
}

impl Home {
    /// Types are called `name`, or begin with it.
    pub(in crate::plan) fn root(name: String, pointer: String) -> Self {
        Self(Rc::new(Node::Root { name, pointer }))
    }

    pub(super) fn component(id: SchemaId) -> Self {
        Self(Rc::new(Node::Component(id)))
    }

    /// A schema right inside of another.
    pub(super) fn step(&self, name: &str, pointer: String) -> Self {
        let node = Node::Step {
            inside: self.clone(),
            name: name.to_owned(),
            pointer,
        };
        Self(Rc::new(node))
    }

    pub(super) fn property(&self, name: &str) -> Self {
        let token = openapi_source::pointer::escape(name);
        self.step(name, format!("/properties/{token}"))
    }

    pub(super) fn item(&self) -> Self {
        self.step("Item", "/items".to_owned())
    }

    pub(super) fn value(&self) -> Self {
        self.step("Value", "/additionalProperties".to_owned())
    }

    /// The name that a type here would like to have.
    pub(super) fn name(&self, lowering: &Lowering<'_>, direction: Direction) -> String {
        match &*self.0 {
            Node::Root { name, .. } => name.clone(),
            Node::Component(id) => lowering.component_name(*id, direction),
            Node::Step { inside, name, .. } => {
                let outer = inside.name(lowering, direction);
                names::type_name(&format!("{outer} {name}"))
            }
        }
    }

    pub(super) fn pointer(&self, lowering: &Lowering<'_>) -> String {
        match &*self.0 {
            Node::Root { pointer, .. } => pointer.clone(),
            Node::Component(id) => lowering.api.schemas.get(*id).place.pointer.clone(),
            Node::Step {
                inside, pointer, ..
            } => format!("{}{pointer}", inside.pointer(lowering)),
        }
    }
}
