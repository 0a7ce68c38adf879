//! Values that a client must encode, and that must arrive as they were meant.
//!
//! Each kind of awkward text goes into every part of a request that may hold it, with the name of
//! the part in it, so that swapped parts are seen too. What a schema forbids is left as it was.

use serde_json::{Value, json};

use super::{Case, Side, party::Party};
use crate::{
    call::{Argument, Call, Content},
    draw,
    schema::Direction,
    spec::{Location, Parameter},
    wire,
};

/// Awkward texts. `@` is the name of the part.
const TEXTS: [(&str, &str); 14] = [
    ("reserved", "@ a/b?c#d[e]@f:g"),
    ("percent", "@ 100% %2F %zz"),
    ("plus-and-blank", "@ a+b c"),
    ("ampersand", "@&x=1;y=2,z"),
    ("quotes", "@ \"a\" 'b' <c> \\d"),
    ("unicode", "@ é漢😀"),
    ("combining", "@ e\u{301} \u{200d}"),
    ("blanks-around", " @ a\t"),
    ("blanks-and-dots", "..@  a   b. .. c."),
    ("line-break", "@ a\r\nb\tc"),
    ("like-a-number", "0123"),
    ("like-null", "null"),
    ("long", ""),
    ("empty", ""),
];
const LONG: usize = 2_000;
/// No more leaves of one value are replaced: each is held against the whole.
const LEAVES: usize = 64;

pub(super) fn cases(party: &Party<'_>) -> Vec<Case> {
    let mut found = Vec::new();
    let mut add = |label: &str, (call, owns): (Call, Vec<String>)| {
        if call == party.call || owns.is_empty() || !means_itself(party, &call) {
            return;
        }
        for side in [Side::Client, Side::Loopback] {
            found.push(party.encode(side, label, call.clone()).owning(owns.clone()));
        }
    };
    for (label, text) in TEXTS {
        let write = |name: &str| match label {
            "long" => format!("{name} {}", "long ".repeat(LONG / 5))
                .trim()
                .to_owned(),
            _ => text.replacen('@', name, 1),
        };
        add(label, with_texts(party, write));
    }
    for (label, numbers) in [
        (
            "least-numbers",
            [json!(i64::MIN), json!(i32::MIN), json!(-1), json!(0)],
        ),
        (
            "greatest-numbers",
            [json!(i64::MAX), json!(i32::MAX), json!(1000), json!(1)],
        ),
        (
            "fractions",
            [json!(-0.000_000_1), json!(1e300), json!(0.1), json!(1.5)],
        ),
    ] {
        add(label, with_first_legal(party, &numbers));
    }
    add("bounds", with_bounds(party));
    add("nulls", with_nulls(party));
    add("optional-left-out", without_optional(party));
    add("everything", with_everything(party));
    found
}

/// Whether what a careful client would send is read as what was meant: some values look like
/// others in a place, as a blank does between what blanks separate.
fn means_itself(party: &Party<'_>, call: &Call) -> bool {
    let Ok(request) = call.unsigned(party.spec, party.operation, "host") else {
        return false;
    };
    let read = wire::read(party.spec, party.operation, &request);
    let same = |one: &Argument| {
        let mut others = read.arguments.iter();
        let other = others.find(|other| other.name == one.name && other.location == one.location);
        other.is_some_and(|other| other.value == one.value)
    };
    call.arguments
        .iter()
        .filter(|one| !party.call.arguments.contains(one))
        .all(same)
}

/// Every text of the call replaced, where the schema allows it.
fn with_texts(party: &Party<'_>, write: impl Fn(&str) -> String) -> (Call, Vec<String>) {
    replaced(party, &|name, value, location| {
        let text = write(name);
        let fits = match location {
            // An empty segment is another path, and dots are taken out of one.
            Some(Location::Path) => !text.is_empty(),
            // Fields and cookies hold visible ASCII without quotes and separators.
            Some(Location::Header | Location::Cookie) => {
                !text.is_empty()
                    && text.trim() == text
                    && text.bytes().all(|byte| {
                        byte == b' ' || (byte.is_ascii_graphic() && !b"\",;\\".contains(&byte))
                    })
            }
            Some(Location::Query) | None => true,
        };
        (fits && value.is_string()).then(|| vec![Value::String(text)])
    })
}

fn with_first_legal(party: &Party<'_>, numbers: &[Value]) -> (Call, Vec<String>) {
    replaced(party, &|_, value, _| {
        value.is_number().then(|| numbers.to_vec())
    })
}

/// Numbers and texts at the bounds of their schemas.
fn with_bounds(party: &Party<'_>) -> (Call, Vec<String>) {
    let mut call = party.call.clone();
    let mut owns = Vec::new();
    for (argument, parameter) in pairs(party) {
        let Some(schema) = &parameter.schema else {
            continue;
        };
        let number = |keyword: &str| party.spec.tree.get(&format!("{schema}/{keyword}")).cloned();
        let bound = number("maximum").or_else(|| number("minimum"));
        let length = number("maxLength").and_then(|value| value.as_u64());
        let length = length
            .and_then(|value| usize::try_from(value).ok())
            .filter(|one| *one <= LONG);
        let long = length.map(|length| Value::String("x".repeat(length)));
        let Some(value) = bound
            .or(long)
            .filter(|value| is_legal(party, schema, value))
        else {
            continue;
        };
        set(&mut call, argument, value);
        owns.push(parameter.pointer.clone());
    }
    (call, owns)
}

/// Null wherever a body may have it.
fn with_nulls(party: &Party<'_>) -> (Call, Vec<String>) {
    let Some((schema, Value::Object(full))) = body_schema(party)
        .and_then(|schema| Some((schema, draw::full(party.spec, schema, Direction::Request)?)))
    else {
        return (party.call.clone(), Vec::new());
    };
    let mut members = full;
    let mut owns = Vec::new();
    for name in members.keys().cloned().collect::<Vec<_>>() {
        let mut other = members.clone();
        other.insert(name.clone(), Value::Null);
        if is_legal(party, schema, &Value::Object(other.clone())) {
            members = other;
            owns.push(property(schema, &name));
        }
    }
    (with_json(party, Value::Object(members)), owns)
}

fn without_optional(party: &Party<'_>) -> (Call, Vec<String>) {
    let mut call = party.call.clone();
    let mut owns = Vec::new();
    for (argument, parameter) in pairs(party) {
        if !parameter.required {
            call.arguments
                .retain(|one| one.name != argument.name || one.location != argument.location);
            owns.push(parameter.pointer.clone());
        }
    }
    if let Some(schema) = body_schema(party)
        && let Some(Value::Object(members)) = party.value()
    {
        let mut least = members.clone();
        for name in members.keys() {
            let value = least.remove(name);
            if is_legal(party, schema, &Value::Object(least.clone())) {
                owns.push(property(schema, name));
            } else {
                least.extend(value.map(|value| (name.clone(), value)));
            }
        }
        call.body = with_json(party, Value::Object(least)).body;
    }
    (call, owns)
}

fn with_everything(party: &Party<'_>) -> (Call, Vec<String>) {
    let mut call = party.call.clone();
    let mut owns = Vec::new();
    for parameter in &party.operation.parameters {
        if call.argument(parameter.location, &parameter.name).is_some() {
            continue;
        }
        let Some(schema) = &parameter.schema else {
            continue;
        };
        let argument = draw::full(party.spec, schema, Direction::Request).map(|value| Argument {
            name: parameter.name.clone(),
            location: parameter.location,
            value,
        });
        if let Some(argument) = argument.filter(|one| one.texts().is_ok()) {
            call.arguments.push(argument);
            owns.push(parameter.pointer.clone());
        }
    }
    if let Some(schema) = body_schema(party)
        && let Some(full) = draw::full(party.spec, schema, Direction::Request)
    {
        let names = full
            .as_object()
            .into_iter()
            .flat_map(|members| members.keys());
        owns.extend(names.map(|name| property(schema, name)));
        call.body = with_json(party, full).body;
    }
    (call, owns)
}

/// What may take the place of a value, given its name, the value now, and its location: none for
/// a member of the body.
type Offer<'a> = dyn Fn(&str, &Value, Option<Location>) -> Option<Vec<Value>> + 'a;

/// Everything without parts of its own, in arguments and in the body, at any depth, replaced by the
/// first offered value that the schema of the whole allows.
fn replaced(party: &Party<'_>, offer: &Offer<'_>) -> (Call, Vec<String>) {
    let mut call = party.call.clone();
    let mut owns = Vec::new();
    for (argument, parameter) in pairs(party) {
        let (value, changed) = leaves_replaced(
            &argument.value,
            &|name, value| {
                let name = if name.is_empty() {
                    &argument.name
                } else {
                    name
                };
                offer(name, value, Some(argument.location))
            },
            &|value| {
                let schema = parameter.schema.as_ref();
                schema.is_none_or(|schema| is_legal(party, schema, value))
            },
        );
        if !changed.is_empty() {
            set(&mut call, argument, value);
            owns.push(parameter.pointer.clone());
        }
    }
    if let Some(schema) = body_schema(party)
        && let Some(own) = party.value()
    {
        let offer = |name: &str, value: &Value| offer(name, value, None);
        let (value, changed) =
            leaves_replaced(own, &offer, &|value| is_legal(party, schema, value));
        let tokens = |pointer: &String| pointer.split('/').nth(1).map(str::to_owned);
        let mut names: Vec<String> = changed.iter().filter_map(tokens).collect();
        names.dedup();
        owns.extend(names.iter().map(|name| {
            let name = openapi_source::pointer::unescape(name);
            property(schema, &name.unwrap_or_default())
        }));
        call.body = with_json(party, value).body;
    }
    (call, owns)
}

/// The value with other leaves, and the pointers of those that are others.
fn leaves_replaced(
    value: &Value,
    offer: &dyn Fn(&str, &Value) -> Option<Vec<Value>>,
    is_legal: &dyn Fn(&Value) -> bool,
) -> (Value, Vec<String>) {
    let mut places = Vec::new();
    leaves(value, String::new(), "", &mut places);
    let mut whole = value.clone();
    let mut changed = Vec::new();
    for (at, name) in places.into_iter().take(LEAVES) {
        let Some(own) = value.pointer(&at) else {
            continue;
        };
        for offered in offer(&name, own).into_iter().flatten() {
            let mut other = whole.clone();
            if let Some(place) = other.pointer_mut(&at) {
                *place = offered;
            }
            if is_legal(&other) {
                whole = other;
                changed.push(at);
                break;
            }
        }
    }
    (whole, changed)
}

/// The pointers of all leaves, each with the name of what it is or is an item of.
fn leaves(value: &Value, at: String, name: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                leaves(
                    member,
                    openapi_source::pointer::join(&at, name),
                    name,
                    found,
                );
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                leaves(item, format!("{at}/{index}"), name, found);
            }
        }
        _ => found.push((at, name.to_owned())),
    }
}

fn pairs<'p>(party: &'p Party<'_>) -> impl Iterator<Item = (&'p Argument, &'p Parameter)> {
    party.call.arguments.iter().filter_map(|argument| {
        let mut parameters = party.operation.parameters.iter();
        let own = parameters
            .find(|one| one.name == argument.name && one.location == argument.location)?;
        Some((argument, own))
    })
}

fn set(call: &mut Call, argument: &Argument, value: Value) {
    let mut arguments = call.arguments.iter_mut();
    let own = arguments.find(|one| one.name == argument.name && one.location == argument.location);
    if let Some(own) = own {
        own.value = value;
    }
}

fn with_json(party: &Party<'_>, value: Value) -> Call {
    let mut call = party.call.clone();
    if let Some(body) = &mut call.body
        && party.value() != Some(&value)
    {
        body.content = Content::Json(value);
        body.pointer = None;
    }
    call
}

fn body_schema<'p>(party: &'p Party<'_>) -> Option<&'p str> {
    party.value()?;
    let content_type = party.call.body.as_ref()?.content_type.as_deref()?;
    let media = &party.operation.request_body.as_ref()?.media;
    crate::spec::media_for(media, content_type)?
        .schema
        .as_deref()
}

/// The pointer to a property, where it is written in this schema.
fn property(schema: &str, name: &str) -> String {
    openapi_source::pointer::join(&format!("{schema}/properties"), name)
}

fn is_legal(party: &Party<'_>, schema: &str, value: &Value) -> bool {
    let broken = party.spec.violations(schema, Direction::Request, value);
    broken.is_some_and(|broken| broken.is_empty())
}
