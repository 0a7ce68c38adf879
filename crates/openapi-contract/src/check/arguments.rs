//! Holding the parameters of a request to those of a call, as values: order, escaping and the way
//! a list is written are the client's affair where the form leaves a choice.

use serde_json::Value;

use crate::{
    call::Call,
    diff::Difference,
    spec::{Location, Operation, Parameter},
    wire::{Part, Received, encode},
};

/// The first difference between the parameters that were meant and those that came, in one place.
pub(super) fn compare(
    operation: &Operation,
    call: &Call,
    received: &Received,
    location: Location,
) -> Option<Difference> {
    let parameters = operation.parameters.iter();
    let mut of_place = parameters.filter(|parameter| parameter.location == location);
    let differing = of_place.find_map(|parameter| {
        let name = &parameter.name;
        let expected = call.argument(location, name);
        let mut arguments = received.arguments.iter();
        let actual = arguments.find(|one| one.location == location && one.name == *name);
        let actual = actual.map(|argument| &argument.value);
        let is_unreadable = actual.is_none() && is_faulty(received, location, name);
        let is_same = !is_unreadable && same(parameter, expected, actual);
        (!is_same).then(|| {
            let show = |value: Option<&Value>| value.map(plain);
            let unreadable = || Some("something that cannot be read as such".to_owned());
            Difference {
                at: name.clone(),
                expected: show(expected),
                actual: if is_unreadable {
                    unreadable()
                } else {
                    show(actual)
                },
            }
        })
    });
    differing.or_else(|| {
        // Constants of the path template, and names that the document does not know.
        let mut undocumented = received.undocumented.iter();
        let unknown = undocumented.find(|(place, _)| *place == location);
        let unknown = unknown.map(|(_, name)| Difference {
            at: name.clone(),
            expected: None,
            // The value may be a secret under a wrong name.
            actual: Some("a parameter that the document does not know".to_owned()),
        });
        let is_known = |name: &str| {
            let mut parameters = operation.parameters.iter();
            parameters.any(|one| one.location == location && one.name == name)
        };
        unknown.or_else(|| {
            received.faults.iter().find_map(|fault| match &fault.part {
                Part::Parameter {
                    location: place,
                    name,
                    ..
                } if *place == location && !is_known(name) => Some(Difference {
                    at: name.clone(),
                    expected: Some(fault.expected.clone()),
                    actual: None,
                }),
                _ => None,
            })
        })
    })
}

fn is_faulty(received: &Received, location: Location, name: &str) -> bool {
    received.faults.iter().any(|fault| {
        matches!(&fault.part, Part::Parameter { location: place, name: known, .. }
            if *place == location && known == name && !fault.rule.ends_with("/required"))
    })
}

/// Equal as values, or as what travels: `7` and `"7"` are the same text in a query.
fn same(parameter: &Parameter, expected: Option<&Value>, actual: Option<&Value>) -> bool {
    match (expected, actual) {
        (None, None) => true,
        (Some(expected), Some(actual)) => {
            expected == actual
                // A nullable text that is `null` reads as nothing, and nothing else is sent for it.
                || (actual.is_null() && expected == "null")
                || matches!(
                    (encode(parameter, expected), encode(parameter, actual)),
                    (Ok(expected), Ok(actual)) if expected == actual
                )
        }
        _ => false,
    }
}

/// A text without quotes, anything else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
