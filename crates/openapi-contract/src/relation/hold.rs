//! Carrying relations over from an example to a real answer.

use serde_json::Value;

use super::{Relations, Rule, Source, mine, text};
use crate::{
    call::Call,
    case::{Case, Family, Sample},
    spec::{Location, Operation, Spec},
};

/// What a real answer must be: the example, with what its relations say in place of what is in
/// the example. Values that the server makes up (a job that the message names, two members that
/// are the same) are taken from the answer, and everywhere else they must be the same.
///
/// Only the answers of states are asked for other things than the example; every other case has
/// the example itself.
pub fn expected(spec: &Spec, case: &Case, sample: &Sample, actual: &Value) -> Value {
    let example = &sample.example.value;
    let (Family::Statuses, Some(exchange)) = (case.family, case.exchange()) else {
        return example.clone();
    };
    let operation = spec.operation(&case.operation);
    let Some((operation, response)) =
        operation.and_then(|one| Some((one, one.response(exchange.answer.status)?)))
    else {
        return example.clone();
    };
    let mut relations = Relations::default();
    mine::of_response(operation, response, &mut relations);
    let mut expected = example.clone();
    // Sources first: what the request says, and what the server makes up.
    for relation in &relations.list {
        match &relation.rule {
            Rule::Equals(source @ (Source::Argument(..) | Source::Request(_))) => {
                if let Some(value) = source.value(&exchange.call, actual) {
                    put(
                        &mut expected,
                        &relation.at,
                        of_kind(example, &relation.at, value),
                    );
                }
            }
            Rule::Equals(Source::Answer(pointer)) | Rule::Contains(Source::Answer(pointer)) => {
                let is_asked = relations
                    .list
                    .iter()
                    .any(|other| other.at == *pointer && matches!(other.rule, Rule::Equals(_)));
                let made_up = actual.pointer(pointer).filter(|_| !is_asked);
                if let Some(made_up) =
                    made_up.filter(|value| is_alike(example.pointer(pointer), value))
                {
                    put(&mut expected, pointer, made_up.clone());
                }
            }
            Rule::Contains(_) | Rule::Constant(_) => {}
        }
    }
    // Then what follows from them.
    for relation in &relations.list {
        let source = match &relation.rule {
            Rule::Equals(Source::Answer(pointer)) => {
                if let Some(value) = expected.pointer(pointer).cloned() {
                    put(&mut expected, &relation.at, value);
                }
                continue;
            }
            Rule::Contains(source) => source,
            Rule::Equals(_) | Rule::Constant(_) => continue,
        };
        let old = match source {
            Source::Answer(pointer) => example.pointer(pointer).and_then(text),
            asked => documented(operation, sample, asked),
        };
        let new = source
            .value(&exchange.call, &expected)
            .as_ref()
            .and_then(text);
        if let (Some(old), Some(new)) = (old, new)
            && let Some(Value::String(whole)) = expected.pointer(&relation.at)
        {
            let whole = Value::from(whole.replace(&old, &new));
            put(&mut expected, &relation.at, whole);
        }
    }
    expected
}

/// An example with what was asked in place of what its request asks, wherever it repeats a parameter.
#[cfg(feature = "mock")]
pub(crate) fn echo(operation: &Operation, status: u16, call: &Call, example: &Value) -> Value {
    let mut relations = Relations::default();
    if let Some(response) = operation.response(status) {
        mine::of_response(operation, response, &mut relations);
    }
    let mut echoed = example.clone();
    for relation in relations.list {
        if let Rule::Equals(source @ Source::Argument(..)) = &relation.rule
            && let Some(value) = source.value(call, example)
        {
            let value = of_kind(example, &relation.at, value);
            put(&mut echoed, &relation.at, value);
        }
    }
    echoed
}

/// Where an answer repeats a value of the path and it is another one: the place, what was asked, and
/// what is there.
pub(crate) fn path_echo(
    operation: &Operation,
    status: u16,
    call: &Call,
    answer: &Value,
) -> Option<(String, Value, Value)> {
    let mut relations = Relations::default();
    mine::of_response(operation, operation.response(status)?, &mut relations);
    relations.list.into_iter().find_map(|relation| {
        let Rule::Equals(source @ Source::Argument(Location::Path, _)) = &relation.rule else {
            return None;
        };
        let asked = source.value(call, answer)?;
        let actual = answer.pointer(&relation.at)?;
        (text(&asked)? != text(actual)?).then(|| (relation.at, asked, actual.clone()))
    })
}

/// What the document's own request says at this place.
fn documented(operation: &Operation, sample: &Sample, source: &Source) -> Option<String> {
    mine::asked(operation, &sample.example)
        .get(source)
        .and_then(text)
}

fn put(value: &mut Value, pointer: &str, new: Value) {
    if let Some(place) = value.pointer_mut(pointer) {
        *place = new;
    }
}

/// A number of the path is a text in a body that has it as a text, and the other way round.
fn of_kind(example: &Value, at: &str, value: Value) -> Value {
    match (example.pointer(at), &value) {
        (Some(Value::String(_)), Value::Number(number)) => Value::from(number.to_string()),
        (Some(Value::Number(_)), Value::String(text)) => {
            text.parse::<i64>().map_or(value, Value::from)
        }
        _ => value,
    }
}

/// Whether a value may stand for that of the example: the same kind, and not nearly nothing.
fn is_alike(example: Option<&Value>, value: &Value) -> bool {
    match (example, value) {
        (Some(Value::String(_)), Value::String(text)) => text.chars().count() >= 4,
        (Some(Value::Number(_)), Value::Number(_)) => true,
        _ => false,
    }
}
