//! Values that a document allows, drawn from its schemas.
//!
//! For tests that send what nobody thought of: [`draw`] gives one value for one seed, the same on
//! every machine, and none where a schema allows nothing it could find. It looks at schemas only;
//! what is made of the values is up to the caller.

mod direction;
mod random;
mod text;

use serde_json::{Map, Number, Value};

use self::random::Random;
use crate::fits;
use crate::model::{
    Access, Additional, Array, Bounds, Choice, Kind, Numbers, Object, Schema, Schemas,
};

/// Where a value will stand, which decides what its texts may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In JSON: anything.
    Body,
    /// A whole parameter in path or query, where everything can be escaped; not empty.
    Parameter,
    /// A whole header: visible characters of ASCII, blanks inside; not empty, never null.
    Header,
    /// A cookie, or a part of a list: letters and digits; not empty, never null.
    Plain,
}

/// How deep optional parts are filled.
const DEEP: usize = 4;

/// How deep required parts are.
const DEEPEST: usize = 40;

/// How many schemas are looked at for one value.
const EFFORT: usize = 20_000;

/// How often a choice or a combination is tried again.
const TRIES: usize = 12;

impl Place {
    fn takes_anything(self) -> bool {
        matches!(self, Self::Body | Self::Parameter)
    }

    fn takes(self, text: &str) -> bool {
        match self {
            Self::Body => true,
            Self::Parameter => !text.is_empty() && text != "." && text != "..",
            Self::Header => {
                !text.is_empty()
                    && text.trim() == text
                    && text
                        .chars()
                        .all(|c| (c.is_ascii_graphic() || c == ' ') && !",\"\\%".contains(c))
            }
            Self::Plain => {
                !text.is_empty()
                    && text
                        .chars()
                        .all(|c| c.is_ascii_graphic() && !",;=|.\"\\%&+ ".contains(c))
            }
        }
    }
}

/// A value of more than one branch of `oneOf`, which strictly no value may be. Branches with open
/// objects often hold all of each other's values, and answers have them in all honesty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Overlap {
    Refused,
    Taken,
}

/// A value that `schema` allows for something travelling with `without` left out: requests are
/// without [`Access::ReadOnly`] members, answers without [`Access::WriteOnly`] ones. An answer may
/// be of several branches of a `oneOf` that has no value of one branch only.
pub fn draw(
    schemas: &Schemas,
    schema: &Schema,
    without: Access,
    place: Place,
    seed: u64,
) -> Option<Value> {
    let strict = [Overlap::Refused; 4].into_iter();
    let taken = (without == Access::WriteOnly).then_some(Overlap::Taken);
    for (attempt, overlap) in (0u64..).zip(strict.chain(taken)) {
        let mut draw = Draw {
            schemas,
            place,
            overlap,
            asked: Vec::new(),
            random: Random::new(seed.wrapping_add(attempt << 32)),
            effort: EFFORT,
            longer: 0,
        };
        let value = draw
            .value(schema, 0)
            .filter(|value| overlap == Overlap::Taken || fits(schemas, schema, value).is_ok());
        if let Some(mut value) = value {
            if without != Access::Both {
                direction::strip(schemas, schema, without, &mut value, DEEPEST);
            }
            return Some(value);
        }
    }
    None
}

struct Draw<'a> {
    schemas: &'a Schemas,
    place: Place,
    overlap: Overlap,
    /// Members that some part of a combination wants, whichever part describes them.
    asked: Vec<String>,
    random: Random,
    effort: usize,
    /// See [`text`].
    longer: u64,
}

impl Draw<'_> {
    fn value(&mut self, schema: &Schema, depth: usize) -> Option<Value> {
        self.effort = self.effort.checked_sub(1)?;
        if depth > DEEPEST {
            return None;
        }
        let null = self.place == Place::Body && schema.nullable;
        if null && (depth > DEEP || self.random.once_in(8)) {
            return Some(Value::Null);
        }
        if let Some(values) = &schema.values {
            // Such as an empty text, which no path can hold.
            let is_sent = |value: &&Value| value.as_str() != Some("") || self.place.takes("");
            let sent: Vec<&Value> = values.iter().filter(is_sent).collect();
            return self.random.pick(&sent).map(|value| (*value).clone());
        }
        match &schema.kind {
            Kind::Any | Kind::Not(_) => Some(self.anything()),
            Kind::Never => null.then_some(Value::Null),
            Kind::Ref(id) => {
                let schemas = self.schemas;
                self.value(&schemas.get(*id).schema, depth + 1)
            }
            Kind::Boolean => Some(Value::Bool(self.random.once_in(2))),
            Kind::Integer(rules) => self.integer(rules).map(|n| Value::Number(n.into())),
            Kind::Number(rules) => self.number(rules),
            Kind::String(rules) => self.text(rules).map(Value::String),
            Kind::Array(rules) => self.array(rules, depth),
            Kind::Object(rules) => self.object(rules, depth).map(Value::Object),
            Kind::AllOf(parts) => self.all(parts, depth),
            Kind::OneOf(choice) | Kind::AnyOf(choice) => self.choice(schema, choice, depth),
        }
        .or(null.then_some(Value::Null))
    }

    fn anything(&mut self) -> Value {
        match (self.place, self.random.below(5)) {
            (Place::Body, 0) => Value::from(self.random.between(-1000, 1000)),
            (Place::Body, 1) => Value::Bool(true),
            (Place::Body, 2) => serde_json::json!({ "any": ["thing", 1.5] }),
            _ => Value::from(format!("any{}", self.random.below(100))),
        }
    }

    fn integer(&mut self, rules: &Numbers) -> Option<i64> {
        let (low, high) = match rules.format.as_deref() {
            Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
            Some("uint64" | "uint32") => (0, i64::from(u32::MAX)),
            _ => (-(1 << 53), 1 << 53),
        };
        let (mut low, mut high) = limits(&rules.range, low, high);
        if low > high {
            return None;
        }
        if self.random.once_in(4) {
            // Near zero, or near the least that is allowed, is where most honest values are.
            (low, high) = (low.max(-100), high.min(low.max(-100).saturating_add(200)));
        }
        let drawn = self.random.between(low.min(high), high);
        let Some(step) = rules.multiple_of.as_ref().and_then(Number::as_f64) else {
            return Some(drawn);
        };
        let step = whole(step.abs())?.max(1);
        let down = drawn - drawn.rem_euclid(step);
        [down, down + step]
            .into_iter()
            .find(|value| (low..=high).contains(value))
    }

    fn number(&mut self, rules: &Numbers) -> Option<Value> {
        let low = rules.range.minimum.as_ref().and_then(Number::as_f64);
        let high = rules.range.maximum.as_ref().and_then(Number::as_f64);
        if let Some(step) = rules.multiple_of.as_ref().and_then(Number::as_f64) {
            let times = (low.unwrap_or(0.0) / step).ceil() + 1.0;
            let value = if high.is_some_and(|high| times * step > high) {
                (times - 1.0) * step
            } else {
                times * step
            };
            return Number::from_f64(value).map(Value::Number);
        }
        let (low, high) = match (low, high) {
            (Some(low), Some(high)) => (low, high),
            (Some(low), None) => (low, low + 1000.0),
            (None, Some(high)) => (high - 1000.0, high),
            (None, None) => (-1000.0, 1000.0),
        };
        // A fraction that has few digits in both systems, inside of the ends.
        let eighths = f64::from(i32::try_from(self.random.between(1, 7)).unwrap_or(1)) / 8.0;
        let value = low + (high - low) * eighths;
        Number::from_f64(value).map(Value::Number)
    }

    fn array(&mut self, rules: &Array, depth: usize) -> Option<Value> {
        let least = rules.length.minimum.unwrap_or(0);
        let least = if self.place == Place::Body {
            least
        } else {
            least.max(1)
        };
        let most = rules.length.maximum.unwrap_or(u64::MAX);
        let more = if depth > DEEP {
            0
        } else {
            u64::try_from(self.random.below(3)).unwrap_or(0)
        };
        let wanted = usize::try_from((least + more).min(most))
            .ok()
            .filter(|wanted| *wanted <= 1_000)?;
        let mut items: Vec<Value> = Vec::new();
        for _ in 0..wanted.saturating_mul(4).saturating_add(4) {
            if items.len() == wanted {
                break;
            }
            let item = self.value(&rules.items, depth + 1);
            match item {
                Some(item) if !rules.unique || !items.contains(&item) => items.push(item),
                Some(_) => {}
                None => break,
            }
        }
        (u64::try_from(items.len()).unwrap_or(0) >= least).then_some(Value::Array(items))
    }

    fn object(&mut self, rules: &Object, depth: usize) -> Option<Map<String, Value>> {
        let mut out = Map::new();
        let least = usize::try_from(rules.size.minimum.unwrap_or(0))
            .ok()
            .filter(|least| *least <= 1_000)?;
        let most = usize::try_from(rules.size.maximum.unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
        let (required, optional): (Vec<_>, Vec<_>) = rules
            .properties
            .iter()
            .partition(|property| property.required || self.asked.contains(&property.name));
        for property in required {
            out.insert(
                property.name.clone(),
                self.value(&property.schema, depth + 1)?,
            );
        }
        for name in &rules.also_required {
            let value = match &rules.additional {
                Additional::Forbidden => return None,
                Additional::Typed(schema) => self.value(schema, depth + 1)?,
                Additional::Unsaid | Additional::Any => self.anything(),
            };
            out.insert(name.clone(), value);
        }
        for property in optional {
            let wanted = out.len() < least || (depth <= DEEP && !self.random.once_in(3));
            if wanted
                && out.len() < most
                && let Some(value) = self.value(&property.schema, depth + 1)
            {
                out.insert(property.name.clone(), value);
            }
        }
        let more = match self.place {
            Place::Body if depth <= DEEP => self.random.below(3),
            Place::Body => 0,
            // A map would be empty every time.
            Place::Parameter | Place::Header | Place::Plain => {
                usize::from(depth <= DEEP && rules.properties.is_empty())
            }
        };
        let wanted = least.max((out.len() + more).min(most));
        for at in 0..wanted.saturating_sub(out.len()) {
            let value = match &rules.additional {
                Additional::Forbidden => break,
                Additional::Unsaid if out.len() >= least => break,
                Additional::Typed(schema) => match self.value(schema, depth + 1) {
                    Some(value) => value,
                    None => break,
                },
                Additional::Unsaid | Additional::Any => self.anything(),
            };
            out.insert(format!("extra{at}"), value);
        }
        (out.len() >= least).then_some(out)
    }

    /// A value of each part put together, or one of the narrowest.
    fn all(&mut self, parts: &[Schema], depth: usize) -> Option<Value> {
        let schemas = self.schemas;
        let known = self.asked.len();
        for part in parts {
            if let Kind::Object(rules) = &schemas.resolve(part).kind {
                let required = rules.properties.iter().filter(|property| property.required);
                let names = required.map(|property| &property.name);
                self.asked
                    .extend(names.chain(&rules.also_required).cloned());
            }
        }
        let value = self.combination(parts, depth);
        self.asked.truncate(known);
        value
    }

    fn combination(&mut self, parts: &[Schema], depth: usize) -> Option<Value> {
        for attempt in 0..TRIES {
            // A part that forbids the members of another may still allow what is required.
            let depth = if attempt < TRIES / 2 {
                depth
            } else {
                depth.max(DEEP)
            };
            let mut merged = Map::new();
            let mut found = None;
            for part in parts {
                match self.value(part, depth + 1) {
                    Some(Value::Object(members)) => merged.extend(members),
                    Some(other) => {
                        let keeps = parts
                            .iter()
                            .all(|part| fits(self.schemas, part, &other).is_ok());
                        if keeps {
                            found = Some(other);
                        }
                    }
                    None => {}
                }
            }
            let value = found.unwrap_or(Value::Object(merged));
            if parts
                .iter()
                .all(|part| fits(self.schemas, part, &value).is_ok())
            {
                return Some(value);
            }
        }
        None
    }

    fn choice(&mut self, schema: &Schema, choice: &Choice, depth: usize) -> Option<Value> {
        let schemas = self.schemas;
        let mut several = None;
        for _ in 0..TRIES {
            let at = self.random.below(choice.branches.len());
            let Some(mut value) = choice
                .branches
                .get(at)
                .and_then(|branch| self.value(branch, depth + 1))
            else {
                continue;
            };
            if let (Some(discriminator), Some(members)) =
                (&choice.discriminator, value.as_object_mut())
            {
                let tag = discriminator
                    .values
                    .iter()
                    .find(|(_, branch)| *branch == at);
                if let Some((tag, _)) = tag {
                    members.insert(discriminator.property.clone(), Value::from(tag.as_str()));
                }
            }
            if fits(schemas, schema, &value).is_ok() {
                return Some(value);
            }
            several = Some(value);
        }
        several.filter(|_| self.overlap == Overlap::Taken)
    }
}

/// The ends of a range of integers, both included.
fn limits(range: &Bounds<Number>, low: i64, high: i64) -> (i64, i64) {
    let end = |number: &Number| {
        number
            .as_i64()
            .or_else(|| number.as_f64().and_then(whole))
            .or_else(|| number.as_u64().map(|_| i64::MAX))
    };
    let mut least = range.minimum.as_ref().and_then(end).unwrap_or(low);
    let mut most = range.maximum.as_ref().and_then(end).unwrap_or(high);
    if range.exclusive_minimum {
        least = least.saturating_add(1);
    }
    if range.exclusive_maximum {
        most = most.saturating_sub(1);
    }
    if range.minimum.is_none() {
        least = least.min(most).max(low.min(most));
    }
    if range.maximum.is_none() {
        most = most.max(least);
    }
    (least, most)
}

/// A float as an integer, rounded up.
fn whole(value: f64) -> Option<i64> {
    let value = value.ceil();
    // Every integer of this size is exact.
    (value.abs() < 9.0e15).then(|| format!("{value:.0}").parse().ok())?
}
