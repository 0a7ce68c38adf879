//! Texts, numbers and booleans.

use openapi_model::{Bounds, Kind, Numbers};
use serde_json::Number;

use super::flat::Part;
use crate::plan::ty::Ty;

/// The type of a kind that needs no name and has nothing inside.
pub(super) fn plain(kind: &Kind) -> Option<Ty> {
    Some(match kind {
        Kind::Any | Kind::Never | Kind::Not(_) => Ty::Json,
        Kind::Boolean => Ty::Bool,
        Kind::Integer(numbers) => integer(numbers),
        Kind::Number(_) => Ty::F64,
        Kind::String(text) => text_of(text.format.as_deref()),
        Kind::Ref(_)
        | Kind::Array(_)
        | Kind::Object(_)
        | Kind::AllOf(_)
        | Kind::OneOf(_)
        | Kind::AnyOf(_) => {
            return None;
        }
    })
}

fn text_of(format: Option<&str>) -> Ty {
    match format {
        Some("uuid") => Ty::Uuid,
        Some("date") => Ty::Date,
        Some("date-time") => Ty::DateTime,
        Some("byte") => Ty::Base64,
        _ => Ty::String,
    }
}

/// What the format says, unless the bounds need more.
pub(crate) fn integer(numbers: &Numbers) -> Ty {
    let Bounds {
        minimum, maximum, ..
    } = &numbers.range;
    let fits = |number: &Option<Number>| number.as_ref().is_none_or(i32_holds);
    let above_i64 = maximum
        .as_ref()
        .is_some_and(|number| number.as_i64().is_none() && number.as_u64().is_some());
    let below_zero = minimum
        .as_ref()
        .is_some_and(|number| number.as_f64().is_some_and(|number| number < 0.0));
    match numbers.format.as_deref() {
        Some("int32") if fits(minimum) && fits(maximum) => Ty::I32,
        Some("uint64") if !below_zero => Ty::U64,
        _ if above_i64 && minimum.is_some() && !below_zero => Ty::U64,
        _ => Ty::I64,
    }
}

fn i32_holds(number: &Number) -> bool {
    let range = f64::from(i32::MIN)..=f64::from(i32::MAX);
    number
        .as_f64()
        .is_some_and(|number| range.contains(&number))
}

/// What kinds of scalars there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Boolean,
    Number,
    Text,
}

pub(super) fn family(kind: &Kind) -> Option<Family> {
    match kind {
        Kind::Boolean => Some(Family::Boolean),
        Kind::Integer(_) | Kind::Number(_) => Some(Family::Number),
        Kind::String(_) => Some(Family::Text),
        Kind::Any
        | Kind::Never
        | Kind::Ref(_)
        | Kind::Array(_)
        | Kind::Object(_)
        | Kind::AllOf(_)
        | Kind::OneOf(_)
        | Kind::AnyOf(_)
        | Kind::Not(_) => None,
    }
}

/// The scalar that says the most, of scalars that must hold all at once; None where they cannot.
pub(super) fn narrowest<'p, 'a>(parts: &'p [Part<'a>]) -> Option<&'p Part<'a>> {
    let first = family(&parts.first()?.schema.kind)?;
    if !parts
        .iter()
        .all(|part| family(&part.schema.kind) == Some(first))
    {
        return None;
    }
    // The first of those that say the same: a component has a name.
    let rank = |part: &Part<'_>| match plain(&part.schema.kind) {
        Some(Ty::I32) => 0,
        Some(Ty::U64) => 1,
        Some(Ty::I64) => 2,
        Some(Ty::String | Ty::F64 | Ty::Json) | None => 4,
        Some(_) => 3,
    };
    parts.iter().min_by_key(|part| rank(part))
}

/// One type for scalars of which a value is any; None where there is none that loses nothing.
pub(super) fn widest(kinds: &[&Kind]) -> Option<Ty> {
    let first = kinds.first()?;
    let (ty, common) = (plain(first)?, family(first)?);
    if kinds.iter().any(|kind| family(kind) != Some(common)) {
        return None;
    }
    if kinds.iter().all(|kind| plain(kind).as_ref() == Some(&ty)) {
        return Some(ty);
    }
    Some(match common {
        Family::Boolean => Ty::Bool,
        Family::Text => Ty::String,
        Family::Number if kinds.iter().all(|kind| matches!(kind, Kind::Integer(_))) => Ty::I64,
        Family::Number => Ty::F64,
    })
}
