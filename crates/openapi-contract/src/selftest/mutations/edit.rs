//! Small changes of an object of a document. Each says whether it has changed anything.

use serde_json::{Value, json};

use super::kinds::Members;

pub(super) fn set(one: &mut Members, name: &str, value: Value) -> bool {
    one.get(name) != Some(&value) && {
        one.insert(name.to_owned(), value);
        true
    }
}

pub(super) fn toggle(one: &mut Members, name: &str, otherwise: bool) -> bool {
    let is = one.get(name).map_or(Some(otherwise), Value::as_bool);
    is.is_some_and(|is| set(one, name, json!(!is)))
}

pub(super) fn append(one: &mut Members, name: &str, more: &str) -> bool {
    let text = one
        .get(name)
        .and_then(Value::as_str)
        .map(|text| format!("{text}{more}"));
    text.is_some_and(|text| set(one, name, json!(text)))
}

pub(super) fn prepend(one: &mut Members, name: &str, more: &str) -> bool {
    let text = one
        .get(name)
        .and_then(Value::as_str)
        .map(|text| format!("{more}{text}"));
    text.is_some_and(|text| set(one, name, json!(text)))
}

/// Takes the last item of a list with at least so many.
pub(super) fn pop(one: &mut Members, name: &str, least: usize) -> bool {
    let items = one.get_mut(name).and_then(Value::as_array_mut);
    items.is_some_and(|items| items.len() >= least && items.pop().is_some())
}

pub(super) fn push(one: &mut Members, name: &str, item: Value) -> bool {
    let items = one.get_mut(name).and_then(Value::as_array_mut);
    let items = items.filter(|items| !items.is_empty() && !items.contains(&item));
    items.map(|items| items.push(item)).is_some()
}

pub(super) fn push_or_new(one: &mut Members, name: &str, item: Value) -> bool {
    if one.contains_key(name) {
        push(one, name, item)
    } else {
        set(one, name, json!([item]))
    }
}

pub(super) fn drop_first(one: &mut Members) -> bool {
    drop_where(one, |_| true)
}

pub(super) fn drop_where(one: &mut Members, is: fn(&str) -> bool) -> bool {
    let name = one
        .keys()
        .find(|name| is(name) && !name.starts_with("x-"))
        .cloned();
    name.is_some_and(|name| one.remove(&name).is_some())
}

pub(super) fn rename_first(one: &mut Members, other: fn(&str) -> String) -> bool {
    let name = one.keys().find(|name| !name.starts_with("x-")).cloned();
    name.is_some_and(|name| rename(one, &name, &other(&name)))
}

pub(super) fn rename_where(one: &mut Members, is: fn(&str) -> bool, other: &str) -> bool {
    let name = one.keys().find(|name| is(name)).cloned();
    name.is_some_and(|name| rename(one, &name, other))
}

fn rename(one: &mut Members, name: &str, other: &str) -> bool {
    if one.contains_key(other) {
        return false;
    }
    let value = one.remove(name);
    value
        .map(|value| one.insert(other.to_owned(), value))
        .is_some()
}

pub(super) fn properties(one: &mut Members) -> Option<&mut Members> {
    let all = one.get_mut("properties").and_then(Value::as_object_mut);
    all.filter(|all| !all.is_empty())
}

/// A property that is not required.
pub(super) fn free_member(one: &Members) -> Option<String> {
    let required = one.get("required").and_then(Value::as_array);
    let names = one.get("properties")?.as_object()?.keys();
    let is_free = |name: &&String| required.is_none_or(|all| !all.contains(&json!(name)));
    names.rev().find(is_free).cloned()
}

pub(super) fn shift(one: &mut Members, name: &str) -> bool {
    match one.get(name) {
        Some(Value::Number(number)) => {
            let number = number.as_f64().unwrap_or_default() + 1.0;
            set(one, name, json!(number))
        }
        Some(Value::Bool(is)) => {
            let is = !is;
            set(one, name, json!(is))
        }
        _ => false,
    }
}

/// The first scalar of an example becomes another one of its type.
pub(super) fn drift(value: &mut Value) -> bool {
    match value {
        Value::String(text) => {
            text.push('x');
            true
        }
        Value::Number(number) => {
            *value = json!(number.as_f64().unwrap_or_default() + 1.0);
            true
        }
        Value::Bool(is) => {
            *is = !*is;
            true
        }
        Value::Array(items) => items.iter_mut().any(drift),
        Value::Object(members) => members.values_mut().any(drift),
        Value::Null => false,
    }
}
