//! Whether a JSON value keeps a schema.
//!
//! It is for defaults and examples, so it gives up on values and schemas that take long to
//! compare: those fit. What it says of a value never holds the value.

use openapi_source::{pointer, quoted};
use serde_json::{Map, Number, Value};

use super::constraints::compare;
use super::formats::is_of_format;
use super::pattern::is_cheap;
use crate::model::{
    Additional, Array, Bounds, Choice, Kind, Matcher, Numbers, Object, Pattern, Schema, Schemas,
    Text,
};

/// Comparisons of a value with a schema, a property or a listed value, at most.
const MAX_STEPS: usize = 10_000;

/// What compiling and matching a pattern costs in comparisons.
const PATTERN_STEPS: usize = 200;

/// Steps of a pattern with look-around that take as long as a comparison.
const STEPS_OF_A_COMPARISON: usize = 20;

/// Schemas and values inside each other, at most.
const MAX_DEPTH: usize = 200;

/// Longest text that is compared with a pattern, in bytes.
const MAX_TEXT: usize = 10_000;

/// The first rule that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// JSON pointer into the value.
    pub pointer: String,
    /// The rule, for people, without any value.
    pub rule: String,
}

/// Whether `value` keeps `schema`; what takes too long to look at does.
///
/// # Errors
/// The first rule that it breaks.
pub fn fits(schemas: &Schemas, schema: &Schema, value: &Value) -> Result<(), Misfit> {
    let mut judge = Judge {
        schemas,
        steps: MAX_STEPS,
    };
    match judge.value(schema, value, MAX_DEPTH) {
        Err(No::Misfit(mut misfit)) => {
            let mut way: Vec<&str> = misfit.pointer.split('/').collect();
            way.reverse();
            let text: String = way
                .iter()
                .filter(|step| !step.is_empty())
                .fold(String::new(), |text, step| text + "/" + step);
            misfit.pointer = text;
            Err(misfit)
        }
        Ok(()) | Err(No::TooLong) => Ok(()),
    }
}

struct Judge<'s> {
    schemas: &'s Schemas,
    steps: usize,
}

/// Why there is no yes.
enum No {
    /// The pointer has its last step first, until the end.
    Misfit(Misfit),
    TooLong,
}

type Verdict = Result<(), No>;

fn broken(rule: impl Into<String>) -> No {
    No::Misfit(Misfit {
        pointer: String::new(),
        rule: rule.into(),
    })
}

/// The same misfit, seen from outside `step`.
fn inside(verdict: Verdict, step: &str) -> Verdict {
    verdict.map_err(|no| match no {
        No::Misfit(mut misfit) => {
            misfit.pointer.push('/');
            misfit.pointer.push_str(&pointer::escape(step));
            No::Misfit(misfit)
        }
        No::TooLong => No::TooLong,
    })
}

impl Judge<'_> {
    fn value(&mut self, schema: &Schema, value: &Value, depth: usize) -> Verdict {
        let listed = schema.values.as_ref().map_or(0, Vec::len);
        self.spend(1 + listed)?;
        let depth = depth.checked_sub(1).ok_or(No::TooLong)?;
        if value.is_null() && schema.nullable {
            return Ok(());
        }
        self.kind(&schema.kind, value, depth)?;
        match &schema.values {
            Some(values) if !values.contains(value) => Err(broken("not one of the values")),
            _ => Ok(()),
        }
    }

    fn spend(&mut self, steps: usize) -> Verdict {
        self.steps = self.steps.checked_sub(steps).ok_or(No::TooLong)?;
        Ok(())
    }

    fn kind(&mut self, kind: &Kind, value: &Value, depth: usize) -> Verdict {
        match (kind, value) {
            (Kind::Any, _) | (Kind::Boolean, Value::Bool(_)) => Ok(()),
            (Kind::Never, _) => Err(broken("no value is allowed here")),
            (Kind::Ref(id), _) => {
                let schemas = self.schemas;
                self.value(&schemas.get(*id).schema, value, depth)
            }
            (Kind::Boolean, _) => Err(broken("not a boolean")),
            (Kind::Integer(rules), Value::Number(number)) => integer(rules, number),
            (Kind::Integer(_), _) => Err(broken("not an integer")),
            (Kind::Number(rules), Value::Number(number)) => within(rules, number),
            (Kind::Number(_), _) => Err(broken("not a number")),
            (Kind::String(rules), Value::String(text)) => {
                let matcher = rules.pattern.as_ref().map(|pattern| &pattern.matcher);
                self.spend(matcher.map_or(0, |matcher| cost(matcher, text)))?;
                string(rules, text)
            }
            (Kind::String(_), _) => Err(broken("not a string")),
            (Kind::Array(rules), Value::Array(items)) => self.array(rules, items, depth),
            (Kind::Array(_), _) => Err(broken("not an array")),
            (Kind::Object(rules), Value::Object(members)) => self.object(rules, members, depth),
            (Kind::Object(_), _) => Err(broken("not an object")),
            (Kind::AllOf(parts), _) => parts
                .iter()
                .try_for_each(|part| self.value(part, value, depth)),
            (Kind::OneOf(choice), _) => self.choice(choice, value, depth, true),
            (Kind::AnyOf(choice), _) => self.choice(choice, value, depth, false),
            (Kind::Not(refused), _) => match self.value(refused, value, depth) {
                Ok(()) => Err(broken("refused by `not`")),
                Err(No::Misfit(_)) => Ok(()),
                Err(No::TooLong) => Err(No::TooLong),
            },
        }
    }

    fn array(&mut self, rules: &Array, items: &[Value], depth: usize) -> Verdict {
        counted(&rules.length, items.len(), "items")?;
        for (at, item) in items.iter().enumerate() {
            inside(self.value(&rules.items, item, depth), &at.to_string())?;
        }
        if rules.unique {
            let mut seen: Vec<String> = items.iter().map(Value::to_string).collect();
            seen.sort_unstable();
            let all = seen.len();
            seen.dedup();
            if seen.len() < all {
                return Err(broken("an item is there twice"));
            }
        }
        Ok(())
    }

    fn object(&mut self, rules: &Object, members: &Map<String, Value>, depth: usize) -> Verdict {
        counted(&rules.size, members.len(), "members")?;
        self.spend(rules.properties.len() + rules.also_required.len())?;
        for property in &rules.properties {
            match members.get(&property.name) {
                Some(member) => {
                    inside(self.value(&property.schema, member, depth), &property.name)?;
                }
                None if property.required => return Err(missing(&property.name)),
                None => {}
            }
        }
        if let Some(name) = rules
            .also_required
            .iter()
            .find(|name| !members.contains_key(*name))
        {
            return Err(missing(name));
        }
        if matches!(rules.additional, Additional::Unsaid | Additional::Any) {
            return Ok(());
        }
        let known: std::collections::HashSet<&str> = rules
            .properties
            .iter()
            .map(|property| property.name.as_str())
            .collect();
        for (name, member) in members
            .iter()
            .filter(|(name, _)| !known.contains(name.as_str()))
        {
            match &rules.additional {
                Additional::Forbidden => {
                    return inside(Err(broken("not among the properties")), name);
                }
                Additional::Typed(schema) => inside(self.value(schema, member, depth), name)?,
                Additional::Unsaid | Additional::Any => {}
            }
        }
        Ok(())
    }

    fn choice(&mut self, choice: &Choice, value: &Value, depth: usize, one: bool) -> Verdict {
        if let Some(discriminator) = &choice.discriminator {
            let tag = value.get(&discriminator.property).and_then(Value::as_str);
            let mut values = discriminator.values.iter();
            let branch = values.find(|(value, _)| Some(value.as_str()) == tag);
            return match branch.and_then(|(_, at)| choice.branches.get(*at)) {
                Some(branch) => self.value(branch, value, depth),
                None => inside(
                    Err(broken("not a value of the discriminator")),
                    &discriminator.property,
                ),
            };
        }
        let mut fitting = 0_usize;
        let mut last = None;
        for branch in &choice.branches {
            match self.value(branch, value, depth) {
                Ok(()) => fitting += 1,
                Err(No::Misfit(misfit)) => last = Some(misfit),
                Err(No::TooLong) => return Err(No::TooLong),
            }
        }
        match (fitting, last) {
            // Of one branch, what is wrong with it is the best answer.
            (0, Some(misfit)) if choice.branches.len() == 1 => Err(No::Misfit(misfit)),
            (0, _) => Err(broken("none of the alternatives fits")),
            (2.., _) if one => Err(broken("more than one of the alternatives of `oneOf` fits")),
            _ => Ok(()),
        }
    }
}

fn missing(name: &str) -> No {
    broken(format!("the member {} is missing", quoted(name)))
}

fn counted(bounds: &Bounds<u64>, count: usize, what: &str) -> Verdict {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    match (bounds.minimum, bounds.maximum) {
        (Some(minimum), _) if count < minimum => {
            Err(broken(format!("fewer than {minimum} {what}")))
        }
        (_, Some(maximum)) if count > maximum => Err(broken(format!("more than {maximum} {what}"))),
        _ => Ok(()),
    }
}

fn integer(rules: &Numbers, number: &Number) -> Verdict {
    let whole = number.as_i128();
    let whole_float = number.as_f64().is_some_and(|value| value.fract() == 0.0);
    if whole.is_none() && !whole_float {
        return Err(broken("not an integer"));
    }
    let fits = |low: i128, high: i128| whole.is_none_or(|value| low <= value && value <= high);
    let in_range = match rules.format.as_deref() {
        Some("int32") => fits(i32::MIN.into(), i32::MAX.into()),
        Some("uint64") => fits(0, u64::MAX.into()),
        Some(_) | None => true,
    };
    if !in_range {
        return Err(broken("outside of its format"));
    }
    within(rules, number)
}

fn within(rules: &Numbers, number: &Number) -> Verdict {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let range = &rules.range;
    if let Some(minimum) = &range.minimum {
        match compare(number, minimum) {
            Some(Less) => return Err(broken(format!("below {minimum}"))),
            Some(Equal) if range.exclusive_minimum => {
                return Err(broken(format!("not above {minimum}")));
            }
            _ => {}
        }
    }
    if let Some(maximum) = &range.maximum {
        match compare(number, maximum) {
            Some(Greater) => return Err(broken(format!("above {maximum}"))),
            Some(Equal) if range.exclusive_maximum => {
                return Err(broken(format!("not below {maximum}")));
            }
            _ => {}
        }
    }
    match &rules.multiple_of {
        Some(factor) if !is_multiple(number, factor) => {
            Err(broken(format!("not a multiple of {factor}")))
        }
        _ => Ok(()),
    }
}

fn is_multiple(number: &Number, factor: &Number) -> bool {
    match (number.as_i128(), factor.as_i128()) {
        (Some(number), Some(factor)) if factor != 0 => number % factor == 0,
        _ => {
            let (Some(number), Some(factor)) = (number.as_f64(), factor.as_f64()) else {
                return true;
            };
            let quotient = number / factor;
            // 0.3 is a multiple of 0.1, whatever binary fractions say.
            (quotient - quotient.round()).abs() <= 1e-9 * quotient.abs().max(1.0)
        }
    }
}

fn string(rules: &Text, text: &str) -> Verdict {
    if rules.length != Bounds::default() {
        counted(&rules.length, text.chars().count(), "characters")?;
    }
    if let Some(format) = &rules.format
        && !is_of_format(format, text)
    {
        return Err(broken(format!("not of the format {}", quoted(format))));
    }
    match &rules.pattern {
        Some(pattern) if !matches(pattern, text) => Err(broken("does not match the pattern")),
        _ => Ok(()),
    }
}

/// What matching takes, in comparisons.
fn cost(matcher: &Matcher, text: &str) -> usize {
    match matcher {
        Matcher::Regex(_) => PATTERN_STEPS,
        Matcher::LookAround(looks) => {
            let each = looks.cost().min(PATTERN_STEPS);
            PATTERN_STEPS + text.len().min(MAX_TEXT) * each / STEPS_OF_A_COMPARISON
        }
    }
}

fn matches(pattern: &Pattern, text: &str) -> bool {
    let is_looked_at = text.len() <= MAX_TEXT && is_cheap(&pattern.matcher);
    !is_looked_at || pattern.matcher.is_match(text)
}
