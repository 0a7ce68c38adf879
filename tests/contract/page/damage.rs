//! Damage to the document's tree: one fact removed, one fact altered, and the tree mended again.

use serde_json::Value;

use super::view::Fact;

/// Calls `look` on the tree without the fact, where there is something to remove, and on the tree
/// with another fact in its place. The tree is as before when this returns.
pub(super) fn each(root: &mut Value, fact: &Fact, mut look: impl FnMut(&'static str, &Value)) {
    let Some((parent, token)) = fact.pointer.rsplit_once('/') else {
        return;
    };
    let token = token.replace("~1", "/").replace("~0", "~");
    let old = change(root, parent, &token, None);
    if old.is_some() {
        look("removing it", root);
    }
    change(root, parent, &token, Some(fact.altered()));
    look("altering it", root);
    change(root, parent, &token, None);
    if old.is_some() {
        change(root, parent, &token, old);
    }
}

/// Puts a value in or takes it out; what was taken out.
fn change(root: &mut Value, parent: &str, token: &str, value: Option<Value>) -> Option<Value> {
    match (root.pointer_mut(parent)?, value) {
        (Value::Object(members), Some(value)) => members.insert(token.to_owned(), value),
        (Value::Object(members), None) => members.remove(token),
        (Value::Array(items), Some(value)) => {
            items.insert(token.parse::<usize>().ok()?.min(items.len()), value);
            None
        }
        (Value::Array(items), None) => {
            let index = token.parse().ok().filter(|index| *index < items.len())?;
            Some(items.remove(index))
        }
        _ => None,
    }
}
