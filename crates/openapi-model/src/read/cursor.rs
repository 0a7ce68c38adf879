//! A place in a document: a node, the way to it and what to underline.
//!
//! The way is kept as steps and only written out on request, so that a hostile document with long
//! keys does not make each step cost as much as the key.

use std::rc::Rc;

use openapi_source::{Node, Object, Span, pointer};

/// Longest pointer that is written out, in bytes; what is longer loses its middle.
const MAX_POINTER: usize = 1_000;

/// A node together with the way to it.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'a> {
    pub(crate) node: &'a Node,
    /// The document it stands in: 0 is the one that was asked for.
    pub(crate) file: usize,
    /// The key that leads here, or the value where there is no key.
    pub(crate) key_span: Span,
    way: Option<Rc<Step<'a>>>,
}

#[derive(Debug)]
struct Step<'a> {
    before: Option<Rc<Self>>,
    token: Token<'a>,
}

/// One step of a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> Cursor<'a> {
    pub(crate) fn root(node: &'a Node, file: usize) -> Self {
        let span = node.span;
        Self {
            node,
            file,
            key_span: Span {
                end: span.start,
                ..span
            },
            way: None,
        }
    }

    /// The member called `key`, if this is an object that has it.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let member = self.node.as_object()?.member(key)?;
        Some(self.step(&member.value, Token::Key(&member.key), member.key_span))
    }

    /// Whether this is an object that has `key`.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.node.get(key).is_some()
    }

    /// Every member of an object, in document order; nothing for other kinds.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        let here = self.clone();
        let members = self
            .node
            .as_object()
            .map(Object::iter)
            .into_iter()
            .flatten();
        members.map(move |member| {
            let cursor = here.step(&member.value, Token::Key(&member.key), member.key_span);
            (member.key.as_str(), cursor)
        })
    }

    /// Every element of an array; nothing for other kinds.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> + use<'a> {
        let here = self.clone();
        let items = self.node.as_array().unwrap_or_default();
        items
            .iter()
            .enumerate()
            .map(move |(at, node)| here.step(node, Token::Index(at), node.span))
    }

    /// The element at `at` of an array.
    pub(crate) fn item(&self, at: usize) -> Option<Self> {
        let node = self.node.as_array()?.get(at)?;
        Some(self.step(node, Token::Index(at), node.span))
    }

    pub(crate) fn str(&self) -> Option<&'a str> {
        self.node.as_str()
    }

    /// What the node is told from others by, wherever a reference to it stands.
    pub(crate) fn identity(&self) -> NodeId {
        NodeId(std::ptr::from_ref(self.node).addr())
    }

    /// The steps that lead here, the last one first.
    pub(crate) fn steps_back(&self) -> impl Iterator<Item = Token<'a>> {
        let mut step = self.way.as_deref();
        std::iter::from_fn(move || {
            let here = step?;
            step = here.before.as_deref();
            Some(here.token)
        })
    }

    /// The JSON pointer in its document; a very long one is cut in its middle.
    pub(crate) fn pointer(&self) -> String {
        let mut tokens: Vec<Token<'a>> = self.steps_back().collect();
        tokens.reverse();
        let mut text = String::new();
        for token in tokens {
            text.push('/');
            match token {
                Token::Key(key) => text.push_str(&pointer::escape(&shortened(key))),
                Token::Index(at) => text.push_str(&at.to_string()),
            }
        }
        shortened(&text).into_owned()
    }

    fn step(&self, node: &'a Node, token: Token<'a>, key_span: Span) -> Self {
        let way = Some(Rc::new(Step {
            before: self.way.clone(),
            token,
        }));
        Self {
            node,
            file: self.file,
            key_span,
            way,
        }
    }
}

/// A node of one of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct NodeId(usize);

/// A text without its middle where it is longer than a pointer may be.
fn shortened(text: &str) -> std::borrow::Cow<'_, str> {
    if text.len() <= MAX_POINTER {
        return text.into();
    }
    let head = text.floor_char_boundary(MAX_POINTER / 2);
    let tail = text.ceil_char_boundary(text.len().saturating_sub(MAX_POINTER / 2));
    let part = |range| text.get(range).unwrap_or_default();
    format!("{}…{}", part(0..head), part(tail..text.len())).into()
}
