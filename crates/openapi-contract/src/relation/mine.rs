//! Finding relations in examples.

use std::collections::{BTreeMap, BTreeSet};

use openapi_source::pointer::join;
use serde_json::Value;

use super::{Conflict, Relation, Relations, Rule, Source, text};
use crate::{
    case::bounds,
    spec::{Example, Operation, Response, Spec, is_json},
};

/// Texts that are equal by chance are shorter.
const LEAST_EQUAL: usize = 6;
/// A text that is part of another one by chance is shorter.
const LEAST_WITHIN: usize = 8;
/// Numbers below this are everywhere.
const LEAST_NUMBER: f64 = 1_000.0;
/// Objects in objects, no deeper.
const DEPTH: usize = 4;
/// Members of one example that are looked at.
const LEAVES: usize = 64;

type Leaves = BTreeMap<String, Value>;

/// What was asked and what came back, as scalars by pointer.
struct Pair {
    asked: BTreeMap<Source, Value>,
    answered: Leaves,
}

/// The relations in all examples of a document.
pub fn mine(spec: &Spec) -> Relations {
    let mut found = Relations::default();
    for operation in &spec.operations {
        for response in &operation.responses {
            of_response(operation, response, &mut found);
        }
    }
    found
}

/// The relations in the examples of one response.
pub(super) fn of_response(operation: &Operation, response: &Response, found: &mut Relations) {
    let pairs = pairs(operation, response);
    let relation = |at: String, rule: Rule| Relation {
        operation: operation.id.clone(),
        status: response.status,
        at,
        rule,
    };
    let rules = rules(&pairs).into_iter().chain(constants(&pairs));
    let rules = rules.take(bounds::RELATIONS);
    found
        .list
        .extend(rules.map(|(at, rule)| relation(at, rule)));
    for (name, argument, member) in conflicts(&pairs) {
        found.conflicts.push(Conflict {
            operation: operation.id.clone(),
            status: response.status,
            name,
            argument,
            member,
        });
    }
}

fn pairs(operation: &Operation, response: &Response) -> Vec<Pair> {
    let examples = response
        .media
        .iter()
        .filter(|media| is_json(&media.media_type));
    let examples = examples.flat_map(|media| &media.examples);
    examples
        .map(|example| {
            let mut answered = Leaves::new();
            leaves("", &example.value, DEPTH, &mut answered);
            Pair {
                asked: asked(operation, example),
                answered,
            }
        })
        .collect()
}

/// The parameters that have an example, and the example of the request of the same name, or the
/// first one.
pub(super) fn asked(operation: &Operation, answer: &Example) -> BTreeMap<Source, Value> {
    let mut found = BTreeMap::new();
    for parameter in &operation.parameters {
        if let Some(example) = parameter
            .example
            .as_ref()
            .filter(|one| is_telling(one, LEAST_EQUAL))
        {
            let source = Source::Argument(parameter.location, parameter.name.clone());
            found.insert(source, example.clone());
        }
    }
    let bodies = operation.request_body.iter().flat_map(|body| &body.media);
    let bodies = bodies.filter(|media| is_json(&media.media_type));
    let bodies: Vec<&Example> = bodies.flat_map(|media| &media.examples).collect();
    let same = bodies.iter().find(|body| body.name == answer.name);
    if let Some(body) = same.or(bodies.first()) {
        let mut of_body = Leaves::new();
        leaves("", &body.value, DEPTH, &mut of_body);
        for (pointer, value) in of_body {
            found.insert(Source::Request(pointer), value);
        }
    }
    found
}

/// The telling scalars of a value by pointer. What is in a list has no fixed place.
fn leaves(at: &str, value: &Value, depth: usize, found: &mut Leaves) {
    match value {
        Value::Object(members) if depth > 0 => {
            for (name, member) in members {
                leaves(&join(at, name), member, depth - 1, found);
            }
        }
        value if found.len() < LEAVES && is_telling(value, LEAST_EQUAL) => {
            found.insert(at.to_owned(), value.clone());
        }
        _ => {}
    }
}

/// Whether two equal ones are no accident.
fn is_telling(value: &Value, least: usize) -> bool {
    match value {
        Value::String(text) => {
            let letters: BTreeSet<char> = text.chars().collect();
            text.chars().count() >= least && letters.len() > 2
        }
        Value::Number(number) => number.as_f64().is_some_and(|one| one.abs() >= LEAST_NUMBER),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

/// What holds in every pair that has both values.
fn rules(pairs: &[Pair]) -> Vec<(String, Rule)> {
    let mut found = Vec::new();
    let places: BTreeSet<&String> = pairs.iter().flat_map(|pair| pair.answered.keys()).collect();
    for at in &places {
        let mut sources: BTreeSet<Source> = pairs
            .iter()
            .flat_map(|pair| pair.asked.keys().cloned())
            .collect();
        sources.extend(
            places
                .iter()
                .filter(|other| *other != at)
                .map(|other| Source::Answer((**other).clone())),
        );
        let mut is_explained = false;
        for source in sources {
            // Of two equal members, the later one is said to equal the earlier one; a member that
            // is the parameter already needs no second reason.
            let is_later = matches!(&source, Source::Answer(other) if other > *at);
            if !is_later && !is_explained && always(pairs, at, &source, equals) {
                is_explained = true;
                found.push(((*at).clone(), Rule::Equals(source)));
            } else if always(pairs, at, &source, contains) {
                found.push(((*at).clone(), Rule::Contains(source)));
            }
        }
    }
    found
}

fn always(pairs: &[Pair], at: &str, source: &Source, holds: fn(&Value, &Value) -> bool) -> bool {
    let both = pairs.iter().filter_map(|pair| {
        let value = pair.answered.get(at)?;
        let other = match source {
            Source::Answer(pointer) => pair.answered.get(pointer)?,
            asked => pair.asked.get(asked)?,
        };
        Some((value, other))
    });
    let mut count = 0;
    for (value, other) in both {
        if !holds(value, other) {
            return false;
        }
        count += 1;
    }
    count > 0
}

fn equals(value: &Value, other: &Value) -> bool {
    text(value).is_some_and(|value| text(other) == Some(value))
}

fn contains(value: &Value, other: &Value) -> bool {
    let (Value::String(value), Some(other)) = (value, text(other)) else {
        return false;
    };
    let is_long = other.chars().count() >= LEAST_WITHIN;
    is_long && value.len() > other.len() && value.contains(&other)
}

/// What is the same in several examples, of which something else differs.
fn constants(pairs: &[Pair]) -> Vec<(String, Rule)> {
    let [first, others @ ..] = pairs else {
        return Vec::new();
    };
    if others.iter().all(|other| other.answered == first.answered) {
        return Vec::new();
    }
    let same = first.answered.iter().filter(|(at, value)| {
        others
            .iter()
            .all(|other| other.answered.get(*at) == Some(value))
    });
    let same = same.map(|(at, value)| (at.clone(), Rule::Constant(value.clone())));
    same.collect()
}

/// A path parameter and a member of the same name with different examples.
fn conflicts(pairs: &[Pair]) -> Vec<(String, Value, Value)> {
    let mut found: Vec<(String, Value, Value)> = Vec::new();
    for pair in pairs {
        for (source, argument) in &pair.asked {
            let Source::Argument(crate::spec::Location::Path, name) = source else {
                continue;
            };
            let member = pair.answered.get(&join("", name));
            if let Some(member) = member.filter(|member| !equals(member, argument))
                && found.iter().all(|(known, _, _)| known != name)
            {
                found.push((name.clone(), argument.clone(), member.clone()));
            }
        }
    }
    found
}
