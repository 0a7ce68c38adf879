//! `enum` and `const`: the values, without those that the type refuses.

use std::collections::BTreeSet;

use openapi_source::Diagnostic;
use serde_json::Value;

use super::types::Type;
use crate::codes;
use crate::model::{Array, Kind, Schema};
use crate::read::version::Version;
use crate::read::{Cursor, Reader};

impl<'a> Reader<'a> {
    /// Puts the values into `own`, whose kind was read already.
    pub(super) fn values(&mut self, cursor: &Cursor<'a>, types: &[Type], own: &mut Schema) {
        if let (Version::V31, Some(place)) = (self.version, cursor.get("const")) {
            self.some_values(&place, std::slice::from_ref(&place), types, own);
        }
        let Some(place) = cursor.get("enum") else {
            return;
        };
        if place.node.as_array().is_none() {
            self.odd_kind(&place, "a list of values");
            return;
        }
        let items: Vec<Cursor<'a>> = place.items().collect();
        if items.is_empty() {
            let help = "list the values, or remove it";
            self.odd(&place, "`enum` without values", "ignored", help);
            return;
        }
        if own.values.is_none() {
            self.some_values(&place, &items, types, own);
        }
    }

    fn some_values(
        &mut self,
        place: &Cursor<'a>,
        items: &[Cursor<'a>],
        types: &[Type],
        own: &mut Schema,
    ) {
        let (nulls, items): (Vec<_>, Vec<_>) = items.iter().partition(|item| item.node.is_null());
        if let Some(null) = nulls.first() {
            self.null_value(null, types, own);
        }
        if items.is_empty() {
            own.kind = Kind::Never;
            return;
        }
        if let Kind::Array(array) = &mut own.kind
            && of_items(array, &items)
        {
            let message = "the values of this `enum` are no arrays";
            self.odd(
                place,
                message,
                "taken as those of the items",
                "move it into `items`",
            );
            let mut values = Vec::new();
            self.collect(&items, &[Type::String], &mut values);
            array.items.values = Some(values);
            return;
        }
        let mut values = Vec::new();
        self.collect(&items, types, &mut values);
        if values.is_empty() {
            let message = "no value of this `enum` is of the type";
            self.odd(place, message, "ignored", "correct the type, or the values");
        } else {
            own.values = Some(values);
        }
    }

    /// `null` among the values.
    fn null_value(&mut self, null: &Cursor<'a>, types: &[Type], own: &mut Schema) {
        let said = own.nullable || types.is_empty();
        own.nullable = true;
        if !said && self.version == Version::V31 {
            let help = "write `type: [\u{2026}, \"null\"]`, or remove it";
            self.odd(null, "`null` is not of the type", "taken as allowed", help);
        }
    }

    /// Those that are of the type, as they were meant, each once.
    fn collect(&mut self, items: &[&Cursor<'a>], types: &[Type], values: &mut Vec<Value>) {
        let mut seen = BTreeSet::new();
        let (mut odd, mut twice, mut meant) = (None, None, None);
        for item in items {
            let value = item.node.to_json();
            let value = if of_any(&value, types) {
                value
            } else if let Some(value) = self.meant(item, &value, types) {
                meant = meant.or(Some(*item));
                value
            } else {
                odd = odd.or(Some(*item));
                continue;
            };
            if seen.insert(value.to_string()) {
                values.push(value);
            } else {
                twice = twice.or(Some(*item));
            }
        }
        let names: Vec<&str> = types.iter().map(|found| found.name()).collect();
        let names = names.join(" or ");
        if let Some(item) = meant {
            let message = format!("this value is not of type {names}");
            self.value_finding(item, &message, &format!("taken as {names}, as others here"));
        }
        if let Some(item) = odd {
            let message = format!("this value is not of type {names}");
            self.value_finding(item, &message, "left out, as others of its kind");
        }
        if let Some(item) = twice {
            self.value_finding(item, "this value is here twice", "counts once");
        }
    }

    fn value_finding(&mut self, item: &Cursor<'a>, message: &str, label: &str) {
        self.push(
            Diagnostic::warning(codes::ODD, item.node.span, message)
                .label(label)
                .help("correct the value, or the type"),
        );
    }

    /// A value in the type that the schema has: `"1"` of an integer, `1` of a string.
    fn meant(&self, item: &Cursor<'a>, value: &Value, types: &[Type]) -> Option<Value> {
        let [wanted] = types else { return None };
        match (wanted, value) {
            // As written: `1.10` is another text than `1.1`.
            (Type::String, Value::Bool(_) | Value::Number(_)) => self
                .documents
                .text(item.file, item.node.span)
                .map(Value::from),
            (Type::Integer | Type::Number | Type::Boolean, Value::String(text)) => {
                let value: Value = serde_json::from_str(text.trim()).ok()?;
                of_any(&value, types).then_some(value)
            }
            _ => None,
        }
    }
}

/// Whether the values are meant for the items: texts, and the items are plain texts.
fn of_items(array: &Array, items: &[&Cursor<'_>]) -> bool {
    matches!(array.items.kind, Kind::String(_))
        && array.items.values.is_none()
        && items.iter().all(|item| item.str().is_some())
}

fn of_any(value: &Value, types: &[Type]) -> bool {
    types.is_empty() || types.iter().any(|found| is_of(value, *found))
}

fn is_of(value: &Value, found: Type) -> bool {
    match found {
        Type::Boolean => value.is_boolean(),
        Type::Integer => value.as_number().is_some_and(|number| {
            number.is_i64()
                || number.is_u64()
                || number.as_f64().is_some_and(|number| number.fract() == 0.0)
        }),
        Type::Number => value.is_number(),
        Type::String => value.is_string(),
        Type::Array => value.is_array(),
        Type::Object => value.is_object(),
    }
}
