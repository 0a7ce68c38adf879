//! Servers that refuse what just keeps a rule: their document has the rule a little tighter.

use serde_json::Value;

use super::{
    Needs, Server, Way, answer,
    lenient::{shift, without},
    refusing::refuse,
};

pub(super) const FAULTS: &[Server] = &[
    without(
        "refuses-the-maximum",
        "The greatest number is too great.",
        &["maximum"],
        |_, schema| shift(schema, "maximum", -1),
    ),
    without(
        "refuses-the-minimum",
        "The smallest number is too small.",
        &["minimum"],
        |_, schema| shift(schema, "minimum", 1),
    ),
    without(
        "refuses-the-longest",
        "The longest text is too long.",
        &["maxLength"],
        |_, schema| shift(schema, "maxLength", -1),
    ),
    without(
        "refuses-the-shortest",
        "The shortest text is too short.",
        &["minLength"],
        |_, schema| shift(schema, "minLength", 1),
    ),
    without(
        "refuses-the-fullest",
        "The longest list is too long.",
        &["maxItems"],
        |_, schema| shift(schema, "maxItems", -1),
    ),
    without(
        "refuses-the-last-value",
        "The last of the named values is not known.",
        &["enum"],
        |_, schema| {
            let values = schema.get_mut("enum").and_then(Value::as_array_mut);
            if let Some(values) = values.filter(|values| values.len() > 1) {
                values.pop();
            }
        },
    ),
    Server {
        name: "refuses-null",
        text: "Null is refused where it may be.",
        needs: Needs::Null,
        way: Way::Lenient(|_, schema| {
            if let Some(members) = schema.as_object_mut() {
                members.remove("nullable");
            }
        }),
    },
    answer(
        "refuses-larger-bodies",
        "A body of ten thousand bytes is too large.",
        Needs::JsonBody,
        |right, request| refuse(right, request, 413, |request| request.body.len() > 10_000),
    ),
];
