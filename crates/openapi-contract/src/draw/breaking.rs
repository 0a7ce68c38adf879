//! The ways to break each rule of one value: what to put in its place.
//!
//! Nothing is checked here; [`broken`](super::broken()) keeps what really breaks the one rule.

use openapi_source::pointer::join;
use serde_json::{Map, Value, json};

use super::{build::Builder, number, text};
use crate::schema::view::{Node, Rules, View, allowed_types};

/// Values that should break one rule, the best first.
pub(super) struct Attempt {
    /// Pointer to the keyword.
    pub(super) rule: String,
    /// What is done, for the label.
    pub(super) kind: String,
    pub(super) values: Vec<Value>,
}

/// A value of each type, for where that type is wrong.
fn of_type(name: &str) -> Value {
    match name {
        "string" => json!("text"),
        "integer" => json!(7),
        "number" => json!(7.5),
        "boolean" => json!(true),
        "array" => json!([]),
        "object" => json!({}),
        _ => Value::Null,
    }
}

/// Every way to break a rule of the value `base`.
pub(super) fn attempts(
    builder: &mut Builder<'_>,
    view: &View<'_>,
    rules: &Rules,
    base: &Value,
) -> Vec<Attempt> {
    let mut found = Vec::new();
    for node in &view.nodes {
        types(view, node, &mut found);
        for (keyword, limit) in node.members {
            let values = keyword_values(builder, view, (keyword, limit), base);
            if !values.is_empty() {
                found.push(Attempt {
                    rule: join(&node.pointer, keyword),
                    kind: keyword.clone(),
                    values,
                });
            }
        }
        missing(node, base, &mut found);
    }
    choices(builder, view, rules, base, &mut found);
    found
}

fn types(view: &View<'_>, node: &Node<'_>, found: &mut Vec<Attempt>) {
    let Some(allowed) = allowed_types(node.members) else {
        return;
    };
    // The first wrong type is the plain one; a number is tried for what takes no number at all.
    let wanted: &[&str] = if view.types().0.contains(&"string") {
        &["integer", "boolean", "array", "object", "null"]
    } else {
        &["string", "number", "boolean", "array", "object", "null"]
    };
    let mut is_first = true;
    for name in wanted.iter().filter(|name| !allowed.contains(name)) {
        let kind = match (*name, is_first) {
            ("null", _) => "null".to_owned(),
            (_, true) => "type".to_owned(),
            (name, false) => format!("type-{name}"),
        };
        is_first &= *name == "null";
        found.push(Attempt {
            rule: join(&node.pointer, "type"),
            kind,
            values: vec![of_type(name)],
        });
    }
}

fn keyword_values(
    builder: &mut Builder<'_>,
    view: &View<'_>,
    (keyword, limit): (&str, &Value),
    base: &Value,
) -> Vec<Value> {
    let count = limit.as_u64().and_then(|count| usize::try_from(count).ok());
    match (keyword, base) {
        ("enum" | "const", base) => unlisted(limit, base),
        ("exclusiveMinimum" | "exclusiveMaximum", Value::Number(_)) if limit.is_boolean() => {
            let bound = if keyword == "exclusiveMinimum" {
                "minimum"
            } else {
                "maximum"
            };
            view.all(bound).map(|(_, bound)| bound.clone()).collect()
        }
        (_, Value::Number(base)) => match (keyword, limit.as_str()) {
            ("format", Some(format)) => number::too_wide(format),
            _ => number::beyond(keyword, limit, base.is_i64() || base.is_u64()),
        },
        (_, Value::String(base)) => texts(view, (keyword, limit, count), base),
        (_, Value::Array(items)) => arrays(builder, view, (keyword, limit, count), items),
        (_, Value::Object(members)) => objects(builder, view, (keyword, limit, count), members),
        _ => Vec::new(),
    }
}

/// Values of the same kind that a list does not have.
fn unlisted(limit: &Value, base: &Value) -> Vec<Value> {
    let listed = |value: &Value| match limit {
        Value::Array(list) => list.contains(value),
        one => one == value,
    };
    let candidates = match base {
        Value::String(text) => vec![json!("not-listed"), json!(format!("{text}x"))],
        Value::Number(_) => (0..1_000).map(|number| json!(7 + number * 13)).collect(),
        Value::Bool(value) => vec![json!(!value)],
        Value::Array(_) => vec![json!([])],
        Value::Object(_) => vec![json!({})],
        Value::Null => Vec::new(),
    };
    candidates
        .into_iter()
        .filter(|value| !listed(value))
        .collect()
}

fn texts(
    view: &View<'_>,
    (keyword, limit, count): (&str, &Value, Option<usize>),
    base: &str,
) -> Vec<Value> {
    match (keyword, count) {
        ("minLength", Some(least)) if least > 0 => {
            let mut found = text::of_length(view, least - 1, base);
            found.push(base.chars().take(least - 1).collect());
            found.into_iter().map(Value::from).collect()
        }
        ("maxLength", Some(most)) if most < text::LONGEST => {
            let found = text::of_length(view, most + 1, base);
            found.into_iter().map(Value::from).collect()
        }
        ("pattern", _) => text::mismatches(base),
        ("format", _) => {
            let misfits = text::misfits(limit.as_str().unwrap_or_default());
            misfits.into_iter().map(Value::from).collect()
        }
        _ => Vec::new(),
    }
}

fn arrays(
    builder: &mut Builder<'_>,
    view: &View<'_>,
    (keyword, limit, count): (&str, &Value, Option<usize>),
    items: &[Value],
) -> Vec<Value> {
    match (keyword, count) {
        ("minItems", Some(least)) if least > 0 => {
            vec![items.iter().take(least - 1).cloned().collect()]
        }
        ("maxItems", Some(most)) if most < 1_000 => {
            let mut longer = items.to_vec();
            for index in items.len()..=most {
                let made = builder.another_item(&view.item(index), index, &longer);
                longer.extend(made);
            }
            vec![Value::Array(longer)]
        }
        ("uniqueItems", _) if limit == &Value::Bool(true) => {
            let first = items.first().cloned();
            let grown = first.map(|first| [items, &[first]].concat().into());
            // Where no item may be added, one takes the place of another.
            let replaced = match items {
                [first, _, rest @ ..] => {
                    Some([&[first.clone(), first.clone()], rest].concat().into())
                }
                _ => None,
            };
            grown.into_iter().chain(replaced).collect()
        }
        _ => Vec::new(),
    }
}

fn objects(
    builder: &mut Builder<'_>,
    view: &View<'_>,
    (keyword, limit, count): (&str, &Value, Option<usize>),
    members: &Map<String, Value>,
) -> Vec<Value> {
    let mut with = |names: Vec<String>| {
        let rules = view.additional().unwrap_or_default();
        let mut members = members.clone();
        for name in names {
            let value = builder.value(&rules, &name);
            members.insert(name, value.unwrap_or_else(|| json!("unexpected")));
        }
        vec![Value::Object(members)]
    };
    match (keyword, count) {
        ("additionalProperties", _) if limit == &Value::Bool(false) => {
            with(vec!["unexpected".to_owned()])
        }
        ("maxProperties", Some(most)) if most < 1_000 => {
            let names = (members.len()..=most).map(|index| format!("unexpected{index}"));
            with(names.collect())
        }
        ("minProperties", Some(least)) if least > 0 => {
            let required = view.required();
            let mut fewer = members.clone();
            let removable: Vec<String> = fewer
                .keys()
                .filter(|name| !required.contains(name))
                .cloned()
                .collect();
            for name in removable {
                if fewer.len() >= least {
                    fewer.remove(&name);
                }
            }
            vec![Value::Object(fewer)]
        }
        ("discriminator", _) => {
            let property = limit.get("propertyName").and_then(Value::as_str);
            let mut changed = members.clone();
            changed.extend(property.map(|name| (name.to_owned(), json!("not-a-branch"))));
            vec![Value::Object(changed)]
        }
        _ => Vec::new(),
    }
}

/// Each required member that is there, taken out.
fn missing(node: &Node<'_>, base: &Value, found: &mut Vec<Attempt>) {
    let required = node.members.get("required").and_then(Value::as_array);
    let names = required.into_iter().flatten().filter_map(Value::as_str);
    for name in names {
        let mut fewer = base.clone();
        let removed = fewer
            .as_object_mut()
            .and_then(|members| members.remove(name));
        if removed.is_some() {
            found.push(Attempt {
                rule: join(&node.pointer, "required"),
                kind: format!("{name}-missing"),
                values: vec![fewer],
            });
        }
    }
}

/// No branch of a choice, and two branches where only one may fit.
fn choices(
    builder: &mut Builder<'_>,
    view: &View<'_>,
    rules: &Rules,
    base: &Value,
    found: &mut Vec<Attempt>,
) {
    for choice in &view.choices {
        let keyword = crate::tree::last(&choice.pointer);
        if keyword == "discriminator" || choice.branches.iter().any(|one| one.name.is_some()) {
            continue;
        }
        let none = ["object", "string", "number", "boolean", "array", "null"];
        let none: Vec<Value> = none.iter().map(|name| of_type(name)).collect();
        found.push(Attempt {
            rule: choice.pointer.clone(),
            kind: format!("{keyword}-none"),
            values: none,
        });
        if keyword != "oneOf" {
            continue;
        }
        let mut both = Vec::new();
        for branch in &choice.branches {
            let mut with = rules.clone();
            with.push(branch.schema.clone());
            let other = builder.loosely(&with);
            both.extend(other.map(|other| merged(base, &other)));
        }
        found.push(Attempt {
            rule: choice.pointer.clone(),
            kind: format!("{keyword}-both"),
            values: both,
        });
    }
    for (pointer, _) in view.all("not") {
        let rule = join(pointer, "not");
        let inner = builder.loosely(&vec![rule.clone()]);
        let values: Vec<Value> = inner
            .iter()
            .map(|one| merged(base, one))
            .chain(inner.clone())
            .collect();
        found.push(Attempt {
            rule,
            kind: "not".to_owned(),
            values,
        });
    }
}

/// The members of both where both are objects; else the second.
fn merged(one: &Value, other: &Value) -> Value {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let mut members = one.clone();
            members.extend(other.clone());
            Value::Object(members)
        }
        (_, other) => other.clone(),
    }
}
