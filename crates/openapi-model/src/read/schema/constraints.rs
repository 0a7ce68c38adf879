//! Bounds and sizes, and those that nothing can keep.

use std::cmp::Ordering;

use openapi_source::{Diagnostic, Value};
use serde_json::Number;

use crate::codes;
use crate::model::Bounds;
use crate::read::version::Version;
use crate::read::{Cursor, Reader};

impl<'a> Reader<'a> {
    pub(super) fn range(&mut self, cursor: &Cursor<'a>) -> Bounds<Number> {
        let mut bounds = Bounds {
            minimum: self.number(cursor, "minimum"),
            maximum: self.number(cursor, "maximum"),
            ..Bounds::default()
        };
        let low = self.exclusive(
            cursor,
            "exclusiveMinimum",
            &mut bounds.minimum,
            Ordering::Greater,
        );
        let high = self.exclusive(
            cursor,
            "exclusiveMaximum",
            &mut bounds.maximum,
            Ordering::Less,
        );
        bounds.exclusive_minimum = low;
        bounds.exclusive_maximum = high;
        if let (Some(minimum), Some(maximum)) = (&bounds.minimum, &bounds.maximum)
            && is_empty(minimum, maximum, low || high)
        {
            let message = format!("nothing is between `minimum` {minimum} and `maximum` {maximum}");
            self.contradiction(cursor, &["maximum", "exclusiveMaximum"], &message);
            return Bounds::default();
        }
        bounds
    }

    /// Whether a bound is excluded. In 3.0 that is a flag beside the bound, in 3.1 a bound of its
    /// own, of which the stricter one (the one that compares as `stricter` to the other) counts.
    fn exclusive(
        &mut self,
        cursor: &Cursor<'a>,
        key: &str,
        bound: &mut Option<Number>,
        stricter: Ordering,
    ) -> bool {
        let Some(place) = cursor.get(key) else {
            return false;
        };
        if let Some(number) = place.node.as_number() {
            if self.version == Version::V30 {
                let help = "write the number as the bound, and `true` here";
                self.odd(
                    &place,
                    "OpenAPI 3.0 takes true or false here",
                    "taken as in OpenAPI 3.1",
                    help,
                );
            }
            let counts = match bound.as_ref().and_then(|bound| compare(number, bound)) {
                Some(order) => order == stricter || order == Ordering::Equal,
                None => true,
            };
            if counts {
                *bound = Some(number.clone());
            }
            return counts;
        }
        let flag = self.flag(cursor, key);
        if flag && bound.is_none() {
            let message = format!("`{key}` without the bound that it excludes");
            self.no_effect(&place, &message, "add the bound, or remove it");
        }
        flag && bound.is_some()
    }

    fn number(&mut self, cursor: &Cursor<'a>, key: &str) -> Option<Number> {
        let place = cursor.get(key)?;
        if let Value::Number(number) = &place.node.value {
            return Some(number.clone());
        }
        let meant = place
            .str()
            .and_then(|text| text.trim().parse::<Number>().ok());
        if meant.is_some() {
            let message = "expected a number, found a string";
            self.odd(
                &place,
                message,
                "taken as if it had no quotes",
                "remove the quotes",
            );
        } else {
            self.odd_kind(&place, "a number");
        }
        meant
    }

    pub(super) fn sizes(
        &mut self,
        cursor: &Cursor<'a>,
        minimum: &str,
        maximum: &str,
    ) -> Bounds<u64> {
        let low = self.size(cursor, minimum);
        let high = self.size(cursor, maximum);
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            let message = format!("`{maximum}` {high} is below `{minimum}` {low}");
            self.contradiction(cursor, &[maximum], &message);
            return Bounds::default();
        }
        Bounds {
            minimum: low,
            maximum: high,
            ..Bounds::default()
        }
    }

    fn size(&mut self, cursor: &Cursor<'a>, key: &str) -> Option<u64> {
        let number = self.number(cursor, key)?;
        let whole = number.as_u64().or_else(|| whole(&number));
        if whole.is_none()
            && let Some(place) = cursor.get(key)
        {
            let message = format!("`{key}` is not a whole number of 0 or more");
            self.odd(
                &place,
                &message,
                "ignored",
                "write a whole number of 0 or more",
            );
        }
        whole
    }

    pub(super) fn multiple_of(&mut self, cursor: &Cursor<'a>) -> Option<Number> {
        let number = self.number(cursor, "multipleOf")?;
        if number.as_f64().is_some_and(|value| value > 0.0) {
            return Some(number);
        }
        if let Some(place) = cursor.get("multipleOf") {
            let help = "write a number above 0, or remove it";
            self.odd(&place, "`multipleOf` must be above 0", "ignored", help);
        }
        None
    }

    /// Rules that no value keeps together.
    fn contradiction(&mut self, cursor: &Cursor<'a>, upper: &[&str], message: &str) {
        let place = upper.iter().find_map(|key| cursor.get(key));
        let span = place.map_or(cursor.key_span, |place| place.node.span);
        self.push(
            Diagnostic::error(codes::CONSTRAINT, span, message)
                .label("no value fits")
                .help("swap them, or raise this one"),
        );
    }
}

/// `10.0` and `1e3` are whole, too.
fn whole(number: &Number) -> Option<u64> {
    let value = number.as_f64()?;
    // Above 2^53 a float no longer tells whole numbers apart.
    let fits = (0.0..=9_007_199_254_740_992.0).contains(&value) && value.fract() == 0.0;
    if fits {
        format!("{value:.0}").parse().ok()
    } else {
        None
    }
}

/// Whether no number is between the two.
fn is_empty(low: &Number, high: &Number, exclusive: bool) -> bool {
    match compare(low, high) {
        Some(Ordering::Greater) => true,
        Some(Ordering::Equal) => exclusive,
        Some(Ordering::Less) | None => false,
    }
}

/// Which of two numbers is greater; whole ones are not rounded.
pub(super) fn compare(a: &Number, b: &Number) -> Option<Ordering> {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
    }
}
