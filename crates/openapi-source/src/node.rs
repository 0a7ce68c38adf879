//! The tree: values with the place they were read from.
//!
//! It is plain data and keeps the order of the document. It does not resolve references and does
//! not know what a member means. [`crate::Document`] makes it; [`crate::pointer`] has the syntax
//! of the pointers used here.

use crate::pointer;

/// A range of bytes in the text of a [`crate::Source`], `start` inclusive, `end` exclusive.
///
/// Spans sort by file, then by position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which text, counted by whoever reads several; a document that is read alone is 0.
    pub file: u16,
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`, in bytes, of file 0.
    pub const fn new(start: usize, end: usize) -> Self {
        Self {
            file: 0,
            start,
            end,
        }
    }

    /// The same range of another file.
    #[must_use]
    pub const fn in_file(self, file: u16) -> Self {
        Self { file, ..self }
    }
}

/// A value and where it stands.
///
/// The span covers the value alone, without its key. What an alias inserts keeps the span of the
/// anchored original, since that is the text to change.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What was read.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// A JSON value whose children are [`Node`]s.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing at all.
    Null,
    /// `true` or `false`. `yes`, `no`, `on` and `off` are strings.
    Bool(bool),
    /// An integer of 64 bits or a finite number of double precision.
    Number(serde_json::Number),
    /// Text. Whatever is quoted is text.
    String(String),
    /// A sequence.
    Array(Vec<Node>),
    /// A mapping.
    Object(Object),
}

/// A mapping: members in document order, each key once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    members: Vec<Member>,
    /// Positions in `members`, sorted by key, so that a lookup in a mapping of thousands of
    /// schemas does not walk it.
    by_key: Vec<usize>,
}

/// One key of a mapping with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key as text, unescaped. `200:` is `"200"`.
    pub key: String,
    /// Where the key stands, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Object {
    /// Builds a mapping and hands back the members whose key was already taken, each with the
    /// position of the member that keeps the key.
    pub(crate) fn new(members: Vec<Member>) -> (Self, Vec<(Span, Member)>) {
        let mut order: Vec<usize> = (0..members.len()).collect();
        let key = |&at: &usize| members.get(at).map(|member| member.key.as_str());
        // The sort is stable: of equal keys the first in the document stays first.
        order.sort_by(|a, b| key(a).cmp(&key(b)));
        let mut first_of = vec![None; members.len()];
        let mut keeper: Option<&Member> = None;
        for at in order.iter().copied() {
            let member = members.get(at);
            match (keeper, member) {
                (Some(kept), Some(member)) if kept.key == member.key => {
                    if let Some(slot) = first_of.get_mut(at) {
                        *slot = Some(kept.key_span);
                    }
                }
                _ => keeper = member,
            }
        }
        if first_of.iter().all(Option::is_none) {
            return (
                Self {
                    members,
                    by_key: order,
                },
                Vec::new(),
            );
        }
        let mut kept = Vec::new();
        let mut repeated = Vec::new();
        for (member, first) in members.into_iter().zip(first_of) {
            match first {
                Some(first) => repeated.push((first, member)),
                None => kept.push(member),
            }
        }
        (Self::new(kept).0, repeated)
    }

    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|member| &member.value)
    }

    /// The member named `key`, with the place of the key.
    pub fn member(&self, key: &str) -> Option<&Member> {
        let key_at = |at: usize| {
            self.members
                .get(at)
                .map_or("", |member| member.key.as_str())
        };
        let found = self
            .by_key
            .binary_search_by(|&at| key_at(at).cmp(key))
            .ok()?;
        self.members.get(*self.by_key.get(found)?)
    }

    /// All members in document order.
    pub fn iter(&self) -> std::slice::Iter<'_, Member> {
        self.members.iter()
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

impl<'a> IntoIterator for &'a Object {
    type Item = &'a Member;
    type IntoIter = std::slice::Iter<'a, Member>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Node {
    /// The member `key` of a mapping; `None` for every other kind of node.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    /// The node a JSON pointer (RFC 6901) leads to. The empty pointer is the node itself.
    ///
    /// `None` if the pointer is malformed or leads nowhere. Indexes are written without leading
    /// zeros, as the RFC says.
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        pointer::tokens(pointer)?.try_fold(self, |node, token| match &node.value {
            Value::Object(object) => object.get(&token),
            Value::Array(items) => items.get(pointer::index(&token)?),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = &self.value {
            Some(text)
        } else {
            None
        }
    }

    /// The members of a mapping.
    pub fn as_object(&self) -> Option<&Object> {
        if let Value::Object(object) = &self.value {
            Some(object)
        } else {
            None
        }
    }

    /// The items of a sequence.
    pub fn as_array(&self) -> Option<&[Self]> {
        if let Value::Array(items) = &self.value {
            Some(items)
        } else {
            None
        }
    }

    /// The value of a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self.value {
            Some(value)
        } else {
            None
        }
    }

    /// The value of a number.
    pub fn as_number(&self) -> Option<&serde_json::Number> {
        if let Value::Number(number) = &self.value {
            Some(number)
        } else {
            None
        }
    }

    /// Whether the value is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The name of the JSON type: `null`, `boolean`, `number`, `string`, `array` or `object`.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }

    /// The same value without positions.
    ///
    /// It recurses; [`crate::Limits::MAX_DEPTH`] bounds how deep.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => serde_json::Value::Bool(*value),
            Value::Number(number) => serde_json::Value::Number(number.clone()),
            Value::String(text) => serde_json::Value::String(text.clone()),
            Value::Array(items) => items.iter().map(Self::to_json).collect(),
            Value::Object(object) => object
                .iter()
                .map(|member| (member.key.clone(), member.value.to_json()))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Member, Node, Object, Span, Value};

    fn member((at, key): (usize, &str)) -> Member {
        let value = Node {
            value: Value::Null,
            span: Span::new(at, at),
        };
        Member {
            key: key.to_owned(),
            key_span: Span::new(at, at + 1),
            value,
        }
    }

    #[test]
    fn an_object_keeps_the_order_and_the_first_of_equal_keys() {
        let keys = ["b", "a", "b", "", "b", "a"];
        let (object, repeated) = Object::new(keys.into_iter().enumerate().map(member).collect());
        let kept: Vec<_> = object
            .iter()
            .map(|member| (member.key.as_str(), member.key_span.start))
            .collect();
        assert_eq!(kept, [("b", 0), ("a", 1), ("", 3)]);
        let repeated: Vec<_> = repeated
            .iter()
            .map(|(first, member)| (first.start, member.key_span.start))
            .collect();
        assert_eq!(repeated, [(0, 2), (0, 4), (1, 5)]);
        for (key, at) in kept {
            assert_eq!(
                object.get(key).map(|node| node.span.start),
                Some(at),
                "{key}"
            );
        }
        assert_eq!(object.get("c"), None);
    }
}
