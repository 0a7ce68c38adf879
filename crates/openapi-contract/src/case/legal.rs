//! Values that are as far as they may go: at a bound, each value of a list, null where it may be.
//!
//! A server that counts wrong refuses them, and nobody notices until a caller does. What is legal
//! for the document may still be refused for another reason (there is no such thing, it is in
//! conflict), but not as invalid.

use serde_json::{Map, Value};

use super::{
    Case, Expect, Family, bodies, bounds,
    ground::Ground,
    values::{is_sent, own_or_drawn, with},
};
use crate::{call::Call, draw, schema::Direction, tree::last};

/// A text longer than this is no text of a test.
const LONGEST: usize = 20_000;

pub(super) fn cases(ground: &Ground<'_>) -> Vec<Case> {
    let mut found: Vec<Legal> = Vec::new();
    let room = bounds::LEGAL_OF_PARAMETERS;
    for parameter in ground
        .operation
        .parameters
        .iter()
        .filter(|one| is_sent(one))
    {
        let Some(schema) = &parameter.schema else {
            continue;
        };
        let Some(base) = own_or_drawn(ground, parameter, schema) else {
            continue;
        };
        for (label, rule, value) in neighbours(ground, schema, &base) {
            let call = with(ground, parameter, value.clone());
            let Some(call) = call.filter(|_| travels(&value)) else {
                continue;
            };
            let label = super::values::prefixed(&parameter.name, &label);
            let twin = ground.twin.clone();
            add(
                &mut found,
                room,
                Legal {
                    label,
                    rule,
                    call,
                    twin,
                },
                ground,
            );
        }
    }
    for body in bodies::legal(ground) {
        let room = found.len() + bounds::LEGAL_OF_A_BODY;
        let full = draw::full(ground.spec, body.schema, Direction::Request);
        for base in [Some(body.value.clone()), full].into_iter().flatten() {
            for (label, rule, value) in neighbours(ground, body.schema, &base) {
                let call = bodies::call(ground, body.media, value);
                let label = format!("{}{label}", body.prefix);
                let twin = body.twin.clone();
                add(
                    &mut found,
                    room,
                    Legal {
                        label,
                        rule,
                        call,
                        twin,
                    },
                    ground,
                );
            }
        }
    }
    found.into_iter().map(|legal| case(ground, legal)).collect()
}

/// A legal call, and the rule that it just keeps.
struct Legal {
    label: String,
    rule: String,
    call: Call,
    twin: String,
}

fn add(found: &mut Vec<Legal>, room: usize, mut legal: Legal, ground: &Ground<'_>) {
    let is_known = legal.call == ground.call || found.iter().any(|one| one.call == legal.call);
    if found.len() >= room || is_known {
        return;
    }
    let same = found.iter().filter(|one| {
        let rest = one.label.strip_prefix(&legal.label);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("-legal-"))
    });
    let count = same.count() + 1;
    legal.label = format!("{}-legal-{count}", legal.label);
    found.push(legal);
}

fn case(ground: &Ground<'_>, legal: Legal) -> Case {
    let mut case = ground.probe_call(
        Family::Tolerance,
        legal.label,
        legal.call,
        Vec::new(),
        Expect::NotInvalid,
    );
    case.twin = Some(legal.twin);
    case.owning([legal.rule])
}

/// Whether a value has a text of its own in a parameter.
fn travels(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => {
            !items.is_empty() && items.iter().all(|item| travels(item) && !item.is_array())
        }
        Value::Number(_) | Value::Bool(_) => true,
        Value::Null | Value::Object(_) => false,
    }
}

/// Legal values that would break a rule if they went one step further: label, rule and value.
fn neighbours(ground: &Ground<'_>, schema: &str, base: &Value) -> Vec<(String, String, Value)> {
    let mut found = Vec::new();
    let is_legal =
        |value: &Value| ground.spec.accepts(schema, Direction::Request, value) == Some(true);
    for broken in draw::broken(ground.spec, schema, Direction::Request, base) {
        let Some(limit) = ground.spec.tree.get(&broken.rule) else {
            continue;
        };
        let owner = broken.rule.rsplit_once('/').map_or("", |(owner, _)| owner);
        let members = ground.spec.tree.get(owner).and_then(Value::as_object);
        let at = broken.value.pointer(&broken.at);
        let (Some(members), Some(at)) = (members, at) else {
            continue;
        };
        for value in at_bound(&last(&broken.rule), limit, members, at) {
            let mut whole = broken.value.clone();
            let place = whole.pointer_mut(&broken.at);
            if let Some(place) = place {
                *place = value;
            }
            if is_legal(&whole) {
                found.push((broken.label.clone(), broken.rule.clone(), whole));
            }
        }
    }
    found
}

/// What just keeps a rule, in place of a value that just breaks it.
fn at_bound(
    keyword: &str,
    limit: &Value,
    members: &Map<String, Value>,
    broken: &Value,
) -> Vec<Value> {
    let size = || limit.as_u64().and_then(|size| usize::try_from(size).ok());
    match keyword {
        "minimum" | "maximum" if limit.is_number() => vec![limit.clone()],
        "enum" => limit.as_array().cloned().unwrap_or_default(),
        "const" => vec![limit.clone()],
        // Where a type is refused, null may still be taken.
        "type" if members.get("nullable") == Some(&Value::Bool(true)) => vec![Value::Null],
        "minLength" | "maxLength" => {
            let text = broken.as_str().unwrap_or_default();
            let size = size().filter(|size| *size <= LONGEST);
            let fit = |size: usize| {
                let more = text.chars().last().unwrap_or('x');
                let letters = text.chars().chain(std::iter::repeat(more));
                Value::String(letters.take(size).collect())
            };
            size.map(fit).into_iter().collect()
        }
        "minItems" | "maxItems" => {
            let items = broken.as_array().map(Vec::as_slice).unwrap_or_default();
            let size = size().filter(|size| *size <= items.len());
            let fit = |size| items.get(..size).map(<[Value]>::to_vec);
            size.and_then(fit).map(Value::Array).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
