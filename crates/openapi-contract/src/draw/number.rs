//! Numbers: plain ones inside the bounds, and the nearest ones outside.

use serde_json::{Number, Value};

use crate::schema::{formats, view::View};

/// Numbers worth trying, the plainest first.
pub(super) fn candidates(view: &View<'_>, is_integer: bool, turn: usize) -> Vec<Value> {
    let (low, high) = bounds(view);
    let turn = f64::from(u32::try_from(turn).unwrap_or(u32::MAX));
    let mut found = vec![1.0 + turn, 7.0 + turn, turn];
    let steps = view.numbers("multipleOf");
    if let Some(low) = low {
        found.extend([low + turn, low + 1.0 + turn, low + 0.5, low + 0.001]);
    }
    if let Some(high) = high {
        found.extend([high - turn, high - 1.0 - turn, high - 0.5, high - 0.001]);
    }
    if let (Some(low), Some(high)) = (low, high) {
        found.push(f64::midpoint(low, high));
    }
    for step in steps.iter().filter(|step| **step > 0.0) {
        let near: Vec<f64> = found.clone();
        found.extend(near.iter().map(|one| (one / step).ceil() * step));
        found.extend(near.iter().map(|one| (one / step).floor() * step));
        found.extend([step * (1.0 + turn), 0.0]);
    }
    if steps.len() > 1 {
        // A common multiple of all.
        let product: f64 = steps.iter().product();
        found.extend([product, product * 2.0]);
    }
    found.extend([-1.0, -1.0 - turn, 1.5 + turn, 0.5]);
    found
        .into_iter()
        .filter_map(|number| value(number, is_integer))
        .collect()
}

/// The bounds that the value itself may reach, or must not.
fn bounds(view: &View<'_>) -> (Option<f64>, Option<f64>) {
    let limits = |keyword: &str, exclusive: &str| -> Vec<f64> {
        let mut found = view.numbers(keyword);
        found.extend(view.numbers(exclusive));
        found
    };
    let low = limits("minimum", "exclusiveMinimum")
        .into_iter()
        .reduce(f64::max);
    let high = limits("maximum", "exclusiveMaximum")
        .into_iter()
        .reduce(f64::min);
    (low, high)
}

/// A range to draw from, bounded where the document leaves it open.
#[cfg(any(test, feature = "drawn"))]
pub(super) fn range(view: &View<'_>) -> (f64, f64) {
    let (low, high) = bounds(view);
    let low = low.unwrap_or_else(|| high.map_or(-1_000.0, |high| high - 1_000.0));
    let high = high.unwrap_or(low + 2_000.0);
    (low, high.max(low))
}

/// A number of JSON: without a fraction where it has none.
pub(super) fn value(number: f64, is_integer: bool) -> Option<Value> {
    let whole = number.trunc();
    let fits = whole.abs() < 9e18;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and inside the range of an i64, as was just checked"
    )]
    let integer = fits.then_some(whole as i64);
    match integer {
        Some(integer) if is_integer || (number - whole).abs() < f64::EPSILON => {
            Some(Value::from(integer))
        }
        _ => Number::from_f64(number).map(Value::Number),
    }
}

/// Numbers that break a keyword with this value, the nearest first.
pub(super) fn beyond(keyword: &str, limit: &Value, is_integer: bool) -> Vec<Value> {
    let Some(limit) = limit.as_f64() else {
        return Vec::new();
    };
    let numbers = match keyword {
        "minimum" => vec![limit - 1.0, limit - 0.5, (limit - 1.0) * 2.0 - 1.0],
        "maximum" => vec![limit + 1.0, limit + 0.5, (limit + 1.0) * 2.0 + 1.0],
        "exclusiveMinimum" | "exclusiveMaximum" => vec![limit],
        "multipleOf" if limit.fract() == 0.0 => vec![limit + 1.0, 1.0, limit * 2.0 + 1.0],
        "multipleOf" => vec![limit * 1.5, limit * 0.5, limit * 3.3],
        _ => Vec::new(),
    };
    // Whoever steps by fractions takes fractions, though this value is none.
    let is_integer = is_integer && !(keyword == "multipleOf" && limit.fract() != 0.0);
    numbers
        .into_iter()
        .filter_map(|number| value(number, is_integer))
        .collect()
}

/// Integers that a format has no room for.
pub(super) fn too_wide(format: &str) -> Vec<Value> {
    match formats::bounds(format) {
        Some((_, high)) if high < i64::MAX => vec![Value::from(high + 1)],
        Some(_) => vec![Value::from(u64::MAX)],
        None => Vec::new(),
    }
}
