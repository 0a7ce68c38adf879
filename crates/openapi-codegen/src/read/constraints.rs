//! Constraints of a schema, and those that nothing can meet.

use std::cmp::Ordering;

use openapi_source::{Diagnostic, Value};
use regex_syntax::ast::ErrorKind;
use serde_json::Number;

use super::{Cursor, Reader};
use crate::codes;
use crate::model::Bounds;
use crate::names;

impl<'a> Reader<'a> {
    /// Each value becomes a variant, so it needs a name, and its own.
    pub(super) fn enum_value(&mut self, item: &Cursor<'a>, value: &str, earlier: &[String]) {
        let Some(variant) = names::type_name(value) else {
            self.bad_name(item, value);
            return;
        };
        if let Some(other) = earlier
            .iter()
            .find(|other| names::type_name(other).as_ref() == Some(&variant))
        {
            self.push(
                Diagnostic::error(
                    codes::NAME_CLASH,
                    item.node.span,
                    format!("values `{other}` and `{value}` would both be the variant `{variant}`"),
                )
                .help("use a plain string with the values in its description"),
            );
        }
    }

    /// Patterns must run in linear time: look-around and back references do not.
    pub(super) fn pattern(&mut self, place: &Cursor<'a>) {
        let Some(text) = place.str() else { return };
        let Err(error) = regex_syntax::parse(text) else {
            // The server compiles it with the same limit.
            if let Err(error) = regex::Regex::new(text) {
                self.push(
                    Diagnostic::error(
                        codes::CONSTRAINT,
                        place.node.span,
                        "this pattern is too large",
                    )
                    .label(error.to_string())
                    .help("repeat less in it, or say the length with `maxLength`"),
                );
            }
            return;
        };
        let (reason, linear) = match &error {
            regex_syntax::Error::Parse(e) => (
                e.kind().to_string(),
                !matches!(
                    e.kind(),
                    ErrorKind::UnsupportedLookAround | ErrorKind::UnsupportedBackreference
                ),
            ),
            regex_syntax::Error::Translate(e) => (e.kind().to_string(), true),
            other => (other.to_string(), true),
        };
        let (message, help) = if linear {
            (
                "this pattern is not a regular expression",
                "write it in the syntax of the crate regex",
            )
        } else {
            (
                "this pattern cannot be matched in linear time",
                "write it without look-around and back references",
            )
        };
        self.push(
            Diagnostic::error(codes::CONSTRAINT, place.node.span, message)
                .label(reason)
                .help(help),
        );
    }

    pub(super) fn range(&mut self, cursor: &Cursor<'a>) -> Bounds<Number> {
        let bounds = Bounds {
            minimum: self.number(cursor, "minimum"),
            maximum: self.number(cursor, "maximum"),
            exclusive_minimum: self.flag(cursor, "exclusiveMinimum"),
            exclusive_maximum: self.flag(cursor, "exclusiveMaximum"),
        };
        for (exclusive, bound) in [
            ("exclusiveMinimum", "minimum"),
            ("exclusiveMaximum", "maximum"),
        ] {
            if let Some(place) = cursor.get(exclusive)
                && cursor.get(bound).is_none()
            {
                self.push(
                    Diagnostic::error(
                        codes::CONSTRAINT,
                        place.key_span,
                        format!("`{exclusive}` without `{bound}`"),
                    )
                    .label("excludes nothing")
                    .help(format!("add `{bound}`, or remove it")),
                );
            }
        }
        if let (Some(low), Some(high)) = (&bounds.minimum, &bounds.maximum)
            && is_empty(
                low,
                high,
                bounds.exclusive_minimum || bounds.exclusive_maximum,
            )
            && let Some(place) = cursor.get("maximum")
        {
            self.push(
                Diagnostic::error(
                    codes::CONSTRAINT,
                    place.node.span,
                    format!("`maximum` {high} leaves nothing above `minimum` {low}"),
                )
                .label("no value fits")
                .help("swap them or raise this one"),
            );
        }
        bounds
    }

    pub(super) fn number(&mut self, cursor: &Cursor<'a>, key: &str) -> Option<Number> {
        let place = cursor.get(key)?;
        if let Value::Number(number) = &place.node.value {
            return Some(number.clone());
        }
        self.wrong_kind(&place, "a number");
        None
    }

    pub(super) fn sizes(
        &mut self,
        cursor: &Cursor<'a>,
        minimum: &str,
        maximum: &str,
    ) -> Bounds<u64> {
        let mut size = |key: &str| {
            let place = cursor.get(key)?;
            let found = if let Value::Number(number) = &place.node.value {
                number.as_u64()
            } else {
                None
            };
            if found.is_none() {
                self.wrong_kind(&place, "a number of 0 or more");
            }
            found
        };
        let (low, high) = (size(minimum), size(maximum));
        if let (Some(low), Some(high)) = (low, high)
            && low > high
            && let Some(place) = cursor.get(maximum)
        {
            self.push(
                Diagnostic::error(
                    codes::CONSTRAINT,
                    place.node.span,
                    format!("`{maximum}` {high} is below `{minimum}` {low}"),
                )
                .label("no value fits")
                .help("swap them or raise this one"),
            );
        }
        Bounds {
            minimum: low,
            maximum: high,
            ..Bounds::default()
        }
    }

    pub(super) fn multiple_of(&mut self, cursor: &Cursor<'a>) -> Option<Number> {
        let number = self.number(cursor, "multipleOf")?;
        if number.as_f64().is_none_or(|value| value <= 0.0)
            && let Some(place) = cursor.get("multipleOf")
        {
            self.push(
                Diagnostic::error(
                    codes::CONSTRAINT,
                    place.node.span,
                    "`multipleOf` must be above 0",
                )
                .help("write a number above 0, or remove it"),
            );
        }
        Some(number)
    }
}

/// Whether no number is between the two.
fn is_empty(low: &Number, high: &Number, exclusive: bool) -> bool {
    let order = match (low.as_i128(), high.as_i128()) {
        (Some(low), Some(high)) => Some(low.cmp(&high)),
        _ => low
            .as_f64()
            .zip(high.as_f64())
            .and_then(|(low, high)| low.partial_cmp(&high)),
    };
    match order {
        Some(Ordering::Greater) => true,
        Some(Ordering::Equal) => exclusive,
        Some(Ordering::Less) | None => false,
    }
}
