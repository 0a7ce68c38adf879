//! A node of the document together with the pointer where it is written.

use openapi_source::{Node, pointer};

/// A node and the pointer where it is written.
#[derive(Clone)]
pub(super) struct Site<'a> {
    pub(super) node: &'a Node,
    pub(super) pointer: String,
}

impl<'a> Site<'a> {
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.node.get(key).and_then(Node::as_str)
    }

    pub(super) fn child(&self, key: &str) -> Option<Self> {
        Some(Self {
            node: self.node.get(key)?,
            pointer: pointer::join(&self.pointer, key),
        })
    }

    pub(super) fn members(&self) -> Vec<(&'a str, Self)> {
        let members = self
            .node
            .as_object()
            .into_iter()
            .flat_map(|object| object.iter());
        members
            .map(|member| {
                let site = Self {
                    node: &member.value,
                    pointer: pointer::join(&self.pointer, &member.key),
                };
                (member.key.as_str(), site)
            })
            .collect()
    }

    pub(super) fn items(&self) -> Vec<Self> {
        let items = self.node.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, node)| Self {
                node,
                pointer: pointer::join(&self.pointer, &index.to_string()),
            })
            .collect()
    }
}
