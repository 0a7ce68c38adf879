//! What a scalar means: the core schema of YAML 1.2.
//!
//! Only plain (unquoted) scalars come here. Everything the core schema does not name is a string:
//! `yes`, `no`, dates and versions stay text. A number is taken as it was meant or not at all. [`crate::tree`]
//! is the caller.

use serde_json::Number;

use crate::{Value, codes};

/// Why a plain scalar has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// An integer or decimal beyond the range.
    TooLarge,
    /// `.inf` or `.nan`.
    NotJson,
}

impl Problem {
    /// Code, message and help.
    pub(crate) fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::TooLarge => (
                codes::NUMBER_TOO_LARGE,
                "this number cannot be held exactly in 64 bits",
                "use a number between -9223372036854775808 and 18446744073709551615, or put it in quotes if it is text",
            ),
            Self::NotJson => (
                codes::NOT_A_JSON_NUMBER,
                "JSON has no infinity and no not-a-number",
                "leave the member out, or put the value in quotes if it is text",
            ),
        }
    }
}

/// Reads a plain scalar.
pub(crate) fn resolve(text: &str) -> Result<Value, Problem> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
        ".nan" | ".NaN" | ".NAN" => return Err(Problem::NotJson),
        _ => {}
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Err(Problem::NotJson);
    }
    let number = if is_digits(unsigned) {
        Some(decimal(text, unsigned))
    } else if let Some(digits) = text.strip_prefix("0x") {
        radix(digits, 16)
    } else if let Some(digits) = text.strip_prefix("0o") {
        radix(digits, 8)
    } else if is_float(unsigned) {
        Some(
            text.parse()
                .ok()
                .and_then(Number::from_f64)
                .ok_or(Problem::TooLarge),
        )
    } else {
        None
    };
    number.map_or_else(
        || Ok(Value::String(text.to_owned())),
        |number| number.map(Value::Number),
    )
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `[0-9]+` with an optional sign.
fn decimal(text: &str, digits: &str) -> Result<Number, Problem> {
    if let Ok(number) = text.parse::<i64>() {
        return Ok(number.into());
    }
    if let Ok(number) = text.parse::<u64>() {
        return Ok(number.into());
    }
    // Powers of two such as 2^64 are common bounds and exact in double precision. What a program
    // writes for them has the digits that tell a double from its neighbours and zeros behind.
    let float: f64 = text.parse().map_err(|_| Problem::TooLarge)?;
    let (digits, size) = (digits.trim_start_matches('0'), float.abs());
    let meant = float.is_finite() && (format!("{size:.0}") == digits || size.to_string() == digits);
    if meant {
        Number::from_f64(float).ok_or(Problem::TooLarge)
    } else {
        Err(Problem::TooLarge)
    }
}

/// Hexadecimal and octal integers, which have no sign. `None` if it is not one.
fn radix(digits: &str, radix: u32) -> Option<Result<Number, Problem>> {
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    Some(
        u64::from_str_radix(digits, radix)
            .map(Number::from)
            .map_err(|_| Problem::TooLarge),
    )
}

/// `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let exponent_fits = exponent
        .is_none_or(|exponent| is_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)));
    let mantissa_fits = match mantissa.split_once('.') {
        Some(("", fraction)) => is_digits(fraction),
        Some((whole, fraction)) => is_digits(whole) && (fraction.is_empty() || is_digits(fraction)),
        None => is_digits(mantissa),
    };
    mantissa_fits && exponent_fits
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::{Problem, resolve};
    use crate::{Node, Span};

    fn check(text: &str, expected: &Result<Json, Problem>) {
        let read = resolve(text).map(|value| {
            Node {
                value,
                span: Span::default(),
            }
            .to_json()
        });
        assert_eq!(&read, expected, "{text}");
    }

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        for text in ["", "~", "null", "Null", "NULL"] {
            check(text, &Ok(Json::Null));
        }
        for text in [
            "yes",
            "no",
            "on",
            "off",
            "y",
            "nULL",
            "tRUE",
            "2025-12-26",
            "12:30:45",
            "1.2.3",
            "0x",
            "0o8",
        ] {
            check(text, &Ok(json!(text)));
        }
        for text in [
            ".", "-", "+", "+-1", "1e", "1e+", "e5", ".e5", "1_000", "0b1", "-0x1", "0x+1", "inf",
            "nan",
        ] {
            check(text, &Ok(json!(text)));
        }
        let numbers = [
            ("0", json!(0)),
            ("-0", json!(0)),
            ("+7", json!(7)),
            ("007", json!(7)),
            ("0x1F", json!(31)),
            ("0o17", json!(15)),
            ("-9223372036854775808", json!(i64::MIN)),
            ("18446744073709551615", json!(u64::MAX)),
            ("18446744073709551616", json!(18_446_744_073_709_551_616.0)),
            ("18446744073709552000", json!(18_446_744_073_709_551_616.0)),
            ("-9223372036854776000", json!(-9_223_372_036_854_775_808.0)),
            ("1.5", json!(1.5)),
            (".5", json!(0.5)),
            ("-5.", json!(-5.0)),
            ("1E3", json!(1000.0)),
            ("+1.25e-2", json!(0.0125)),
        ];
        for (text, expected) in numbers {
            check(text, &Ok(expected));
        }
        for text in [
            "18446744073709551617",
            "-9223372036854775809",
            "79228162514264337593543950335",
            "0x10000000000000000",
            "1e400",
        ] {
            check(text, &Err(Problem::TooLarge));
        }
        for text in [".inf", "-.Inf", "+.INF", ".nan", ".NaN"] {
            check(text, &Err(Problem::NotJson));
        }
    }
}
