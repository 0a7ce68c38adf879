//! A place in the document: a node, its JSON pointer and what to underline.

use openapi_source::{Node, Object, Span, pointer};

/// A node together with the way to it.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'a> {
    pub(crate) node: &'a Node,
    pub(crate) pointer: String,
    /// The key that leads here, or the value where there is no key.
    pub(crate) key_span: Span,
}

impl<'a> Cursor<'a> {
    pub(crate) fn root(node: &'a Node) -> Self {
        Self {
            node,
            pointer: String::new(),
            key_span: Span {
                start: node.span.start,
                end: node.span.start,
            },
        }
    }

    /// The member called `key`, if this is an object that has it.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let member = self.node.as_object()?.member(key)?;
        Some(Self {
            node: &member.value,
            pointer: pointer::join(&self.pointer, key),
            key_span: member.key_span,
        })
    }

    /// Every member of an object, in document order; nothing for other kinds.
    pub(crate) fn members(&self) -> Vec<(&'a str, Self)> {
        let members = self
            .node
            .as_object()
            .map(Object::iter)
            .into_iter()
            .flatten();
        members
            .map(|member| {
                let cursor = Self {
                    node: &member.value,
                    pointer: pointer::join(&self.pointer, &member.key),
                    key_span: member.key_span,
                };
                (member.key.as_str(), cursor)
            })
            .collect()
    }

    /// Every element of an array; nothing for other kinds.
    pub(crate) fn items(&self) -> Vec<Self> {
        let items = self.node.as_array().unwrap_or_default();
        items
            .iter()
            .enumerate()
            .map(|(index, node)| Self {
                node,
                pointer: pointer::join(&self.pointer, &index.to_string()),
                key_span: node.span,
            })
            .collect()
    }

    pub(crate) fn str(&self) -> Option<&'a str> {
        self.node.as_str()
    }
}
