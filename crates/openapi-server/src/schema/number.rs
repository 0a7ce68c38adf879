//! Comparing numbers of a request with numbers of the document, exactly where both are whole.

use serde_json::Number;

use super::{Bound, Numbers, Value};

/// The rules that a number breaks.
pub(super) fn broken_rules(number: &Number, rules: &Numbers) -> impl Iterator<Item = String> {
    let value = value(number);
    let minimum = match rules.minimum {
        Bound::Inclusive(bound) if less(value, bound) => Some(format!("expected at least {bound}")),
        Bound::Exclusive(bound) if !less(bound, value) => {
            Some(format!("expected more than {bound}"))
        }
        _ => None,
    };
    let maximum = match rules.maximum {
        Bound::Inclusive(bound) if less(bound, value) => Some(format!("expected at most {bound}")),
        Bound::Exclusive(bound) if !less(value, bound) => {
            Some(format!("expected less than {bound}"))
        }
        _ => None,
    };
    let multiple = rules
        .multiple_of
        .filter(|divisor| !is_multiple(value, *divisor));
    let multiple = multiple.map(|divisor| format!("expected a multiple of {divisor}"));
    [minimum, maximum, multiple].into_iter().flatten()
}

/// Whether it is whole, `1.0` included.
pub(super) fn is_whole(number: &Number) -> bool {
    match value(number) {
        Value::Integer(_) => true,
        Value::Float(float) => float.fract() == 0.0,
    }
}

fn value(number: &Number) -> Value {
    number.as_i128().map_or_else(
        || Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        Value::Integer,
    )
}

/// Whether a number of the document and one of a request are the same.
pub(super) fn is_equal(left: Value, right: &Number) -> bool {
    let right = value(right);
    !less(left, right) && !less(right, left)
}

fn less(left: Value, right: Value) -> bool {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => left < right,
        (left, right) => float(left) < float(right),
    }
}

fn is_multiple(value: Value, divisor: Value) -> bool {
    match (value, divisor) {
        (Value::Integer(value), Value::Integer(divisor)) => value.checked_rem(divisor) == Some(0),
        (value, divisor) => {
            let quotient = float(value) / float(divisor);
            // 0.3 is a multiple of 0.1 to everyone but a binary float.
            (quotient - quotient.round()).abs() <= quotient.abs().max(1.0) * 4.0 * f64::EPSILON
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "only where the other number is a float as well"
)]
fn float(value: Value) -> f64 {
    match value {
        Value::Integer(integer) => integer as f64,
        Value::Float(float) => float,
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(f),
            Self::Float(float) => float.fmt(f),
        }
    }
}
