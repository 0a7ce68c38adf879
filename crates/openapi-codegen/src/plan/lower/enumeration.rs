//! Values that are listed.

use std::collections::HashSet;

use serde_json::Value;

use crate::plan::names::{Scope, variant_name};
use crate::plan::{Named, Shape};

/// The enumeration of these values; None where they are not all texts, or all integers.
pub(super) fn of(values: &[&Value]) -> Option<Shape> {
    if values.is_empty() {
        return None;
    }
    if let Some(texts) = values
        .iter()
        .map(|value| value.as_str())
        .collect::<Option<Vec<_>>>()
    {
        return Some(Shape::Texts(named(texts, str::to_owned, variant_name)));
    }
    let integers = values
        .iter()
        .map(|value| value.as_i64())
        .collect::<Option<Vec<_>>>()?;
    let name = |number: &i64| match number {
        0.. => format!("Value{number}"),
        _ => format!("Minus{}", number.unsigned_abs()),
    };
    Some(Shape::Integers(named(
        integers,
        |number| number,
        |number| name(&number),
    )))
}

fn named<T, V>(values: Vec<V>, own: impl Fn(V) -> T, name: impl Fn(V) -> String) -> Vec<Named<T>>
where
    V: Copy + Eq + std::hash::Hash,
{
    let mut scope = Scope::without([]);
    let mut seen = HashSet::new();
    let values = values.into_iter().filter(|value| seen.insert(*value));
    let values = values.map(|value| Named {
        name: scope.take(name(value)),
        value: own(value),
    });
    values.collect()
}
