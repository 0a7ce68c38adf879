//! Servers that do not know one rule of the document.

use serde_json::Value;

use super::{Needs, Server, Way};

pub(super) const FAULTS: &[Server] = &[
    without(
        "ignores-types",
        "Values of any type are taken.",
        &["type"],
        |_, schema| drop_keys(schema, &["type", "nullable"]),
    ),
    without(
        "ignores-required",
        "Members that are required may be missing.",
        &["required"],
        |_, schema| drop_keys(schema, &["required"]),
    ),
    without(
        "ignores-enumerations",
        "Values that are not among those named are taken.",
        &["enum"],
        |_, schema| drop_keys(schema, &["enum"]),
    ),
    without(
        "ignores-minimum",
        "Numbers may be too small.",
        &["minimum", "exclusiveMinimum"],
        |_, schema| drop_keys(schema, &["minimum", "exclusiveMinimum"]),
    ),
    without(
        "ignores-maximum",
        "Numbers may be too large.",
        &["maximum", "exclusiveMaximum"],
        |_, schema| drop_keys(schema, &["maximum", "exclusiveMaximum"]),
    ),
    without(
        "maximum-off-by-one",
        "Numbers may be one too large.",
        &["maximum"],
        |_, schema| shift(schema, "maximum", 1),
    ),
    without(
        "minimum-off-by-one",
        "Numbers may be one too small.",
        &["minimum"],
        |_, schema| shift(schema, "minimum", -1),
    ),
    without(
        "ignores-multiples",
        "Numbers need not be a multiple.",
        &["multipleOf"],
        |_, schema| drop_keys(schema, &["multipleOf"]),
    ),
    without(
        "ignores-min-length",
        "Text may be too short.",
        &["minLength"],
        |_, schema| drop_keys(schema, &["minLength"]),
    ),
    without(
        "ignores-max-length",
        "Text may be too long.",
        &["maxLength"],
        |_, schema| drop_keys(schema, &["maxLength"]),
    ),
    without(
        "max-length-off-by-one",
        "Text may be one character too long.",
        &["maxLength"],
        |_, schema| shift(schema, "maxLength", 1),
    ),
    without(
        "ignores-patterns",
        "Text need not fit its pattern.",
        &["pattern"],
        |_, schema| drop_keys(schema, &["pattern"]),
    ),
    without(
        "ignores-formats",
        "Text need not have its format.",
        &["format"],
        |_, schema| drop_keys(schema, &["format"]),
    ),
    without(
        "ignores-min-items",
        "Lists may be too short.",
        &["minItems"],
        |_, schema| drop_keys(schema, &["minItems"]),
    ),
    without(
        "ignores-max-items",
        "Lists may be too long.",
        &["maxItems"],
        |_, schema| drop_keys(schema, &["maxItems"]),
    ),
    without(
        "ignores-unique-items",
        "Items of a list may be equal.",
        &["uniqueItems"],
        |_, schema| drop_keys(schema, &["uniqueItems"]),
    ),
    without(
        "ignores-additional-properties",
        "Members that are not allowed are taken.",
        &["additionalProperties"],
        |_, schema| drop_keys(schema, &["additionalProperties"]),
    ),
    Server {
        name: "ignores-parameter-rules",
        text: "Any text is taken for a parameter.",
        needs: Needs::Keyword(&[
            "minimum",
            "maximum",
            "enum",
            "pattern",
            "minLength",
            "maxLength",
        ]),
        way: Way::Lenient(|pointer, value| {
            if pointer.contains("/parameters/") && pointer.ends_with("/schema") {
                drop_keys(
                    value,
                    &[
                        "type",
                        "minimum",
                        "maximum",
                        "enum",
                        "pattern",
                        "minLength",
                        "maxLength",
                    ],
                );
            }
        }),
    },
];

/// A server that does not know these keywords.
pub(super) const fn without(
    name: &'static str,
    text: &'static str,
    keywords: &'static [&'static str],
    change: fn(&str, &mut Value),
) -> Server {
    Server {
        name,
        text,
        needs: Needs::Keyword(keywords),
        way: Way::Lenient(change),
    }
}

/// Changes every object of a document by its pointer.
pub(in crate::selftest) fn everywhere(
    pointer: &str,
    value: &mut Value,
    change: fn(&str, &mut Value),
) {
    // What an example says is no rule.
    if ["/example", "/examples", "/x-rejections"]
        .iter()
        .any(|end| pointer.ends_with(end))
    {
        return;
    }
    if value.is_object() {
        change(pointer, value);
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                everywhere(&format!("{pointer}/{name}"), member, change);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                everywhere(&format!("{pointer}/{index}"), item, change);
            }
        }
        _ => {}
    }
}

fn drop_keys(value: &mut Value, names: &[&str]) {
    let Some(members) = value.as_object_mut() else {
        return;
    };
    for name in names {
        // A security scheme has a type, a property may be named like a keyword, and a parameter
        // must be required in a path.
        let is_other = members.contains_key("in") || members.contains_key("scheme");
        let is_rule = members.get(*name).is_some_and(|value| match *name {
            "type" => value.is_string() || value.is_array(),
            "required" | "enum" => value.is_array(),
            _ => !value.is_object() || *name == "additionalProperties",
        });
        if is_rule && !is_other {
            members.remove(*name);
        }
    }
}

pub(super) fn shift(value: &mut Value, name: &str, by: i64) {
    let Some(bound) = value.get_mut(name) else {
        return;
    };
    if let Some(number) = bound.as_i64() {
        *bound = number.saturating_add(by).into();
    }
}
