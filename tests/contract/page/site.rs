//! A place in a plain tree: its value, and its pointer with references followed.
//!
//! A place that does not exist has a pointer too, because something could be put there.

use serde_json::Value;

/// Longer chains of references are not followed.
const MAX_CHAIN: usize = 8;

/// One place.
#[derive(Clone)]
pub(crate) struct Site<'a> {
    root: &'a Value,
    /// Where it is.
    pub(crate) pointer: String,
    /// What is there.
    pub(crate) value: Option<&'a Value>,
}

impl<'a> Site<'a> {
    /// The whole tree.
    pub(crate) fn root(root: &'a Value) -> Self {
        Self {
            root,
            pointer: String::new(),
            value: Some(root),
        }
    }

    /// A member or an item, with references followed.
    pub(crate) fn child(&self, token: &str) -> Self {
        let mut site = self.place(token);
        for _ in 0..MAX_CHAIN {
            let reference = site.value.and_then(|value| value.get("$ref")?.as_str());
            let Some(target) = reference.and_then(|reference| reference.strip_prefix('#')) else {
                break;
            };
            target.clone_into(&mut site.pointer);
            site.value = self.root.pointer(target);
        }
        site
    }

    /// A member or an item as it is written, be it a reference.
    pub(crate) fn place(&self, token: &str) -> Self {
        let value = self.value.and_then(|value| match value {
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            value => value.get(token),
        });
        Self {
            root: self.root,
            pointer: openapi_source::pointer::join(&self.pointer, token),
            value,
        }
    }

    /// All members in the order of their names.
    pub(crate) fn members(&self) -> Vec<(&'a str, Self)> {
        let members = self.value.and_then(Value::as_object).into_iter().flatten();
        members
            .map(|(key, _)| (key.as_str(), self.child(key)))
            .collect()
    }

    /// All items in order.
    pub(crate) fn items(&self) -> Vec<Self> {
        let items = self.value.and_then(Value::as_array).map_or(0, Vec::len);
        (0..items)
            .map(|index| self.child(&index.to_string()))
            .collect()
    }

    /// The text that is there.
    pub(crate) fn text(&self) -> Option<&'a str> {
        self.value.and_then(Value::as_str)
    }
}
