//! Holding a JSON value to a schema, collecting the rules it breaks.

use serde_json::{Map, Value};

use super::duplicates::{Duplicate, Read, push_step};
use super::number::{broken_rules, is_whole};
use super::{Additional, Array, Items, Object, Presence, Schema, Text};
use crate::Violations;

/// How many schemas are held to values for one request, or as many as four to a byte of the body
/// where that is more: enough for any honest body, and few enough that alternatives within
/// alternatives cost no more than a moment.
const STEPS: usize = 1 << 20;

/// How many values of an enumeration are listed.
const MAX_VALUES: usize = 32;

/// How deep schemas are followed: values have at most 128 levels, the rest is for references.
const MAX_DEPTH: usize = 512;

/// Adds the rules that `value` breaks; `pointer` is where it stands.
pub fn check(value: &Value, schema: &Schema, pointer: &str, broken: &mut Violations) {
    let mut effort = Effort {
        steps: STEPS,
        depth: MAX_DEPTH,
    };
    let mut place = Place {
        raw: pointer.to_owned(),
        shown: pointer.to_owned(),
    };
    Checker {
        duplicates: &[],
        broken,
        effort: &mut effort,
    }
    .check_all(value, schema, &mut place);
}

impl Read {
    /// Adds the rules that the whole body breaks, repeated members included.
    pub(crate) fn check(&self, schema: &Schema, broken: &mut Violations) {
        let mut effort = Effort {
            steps: STEPS.max(self.length.saturating_mul(4)),
            depth: MAX_DEPTH,
        };
        let mut place = Place {
            raw: String::new(),
            shown: String::new(),
        };
        let mut checker = Checker {
            duplicates: &self.duplicates,
            broken,
            effort: &mut effort,
        };
        checker.check_all(&self.value, schema, &mut place);
    }
}

/// What is left to be spent; no steps are left once something was given up.
struct Effort {
    steps: usize,
    depth: usize,
}

/// Where the checker is: as it is, and as it may be shown. Names that the document does not
/// know are the caller's own, so they are shown as `*`.
struct Place {
    raw: String,
    shown: String,
}

impl Place {
    fn below(&mut self, name: &str, shown: &str, visit: impl FnOnce(&mut Self)) {
        let lengths = (self.raw.len(), self.shown.len());
        push_step(&mut self.raw, name);
        push_step(&mut self.shown, shown);
        visit(self);
        self.raw.truncate(lengths.0);
        self.shown.truncate(lengths.1);
    }
}

struct Checker<'a> {
    duplicates: &'a [Duplicate],
    broken: &'a mut Violations,
    effort: &'a mut Effort,
}

impl Checker<'_> {
    fn check_all(&mut self, value: &Value, schema: &Schema, place: &mut Place) {
        self.check(value, schema, place);
        if self.effort.steps == 0 {
            self.add(place, "expected something simpler");
        }
    }

    fn check(&mut self, value: &Value, schema: &Schema, place: &mut Place) {
        if self.broken.is_full() || self.effort.steps == 0 {
            return;
        }
        if self.effort.depth == 0 {
            self.effort.steps = 0;
            return;
        }
        self.effort.steps -= 1;
        self.effort.depth -= 1;
        self.check_kind(value, schema, place);
        self.effort.depth += 1;
    }

    fn check_kind(&mut self, value: &Value, schema: &Schema, place: &mut Place) {
        match (schema, value) {
            (Schema::Any, _)
            | (Schema::Nullable(_), Value::Null)
            | (Schema::Boolean, Value::Bool(_)) => {}
            (Schema::Ref(inner) | Schema::Nullable(inner), _) => self.check(value, inner, place),
            (Schema::Integer(rules), Value::Number(number)) if is_whole(number) => {
                broken_rules(number, rules).for_each(|rule| self.add(place, rule));
            }
            (Schema::Number(rules), Value::Number(number)) => {
                broken_rules(number, rules).for_each(|rule| self.add(place, rule));
            }
            (Schema::String(rules), Value::String(text)) => self.check_text(text, rules, place),
            (Schema::Enum(values), Value::String(text)) if values.contains(&text.as_str()) => {}
            (Schema::Array(rules), Value::Array(items)) => self.check_array(items, rules, place),
            (Schema::Object(rules), Value::Object(members)) => {
                self.check_object(members, rules, place);
            }
            (Schema::AllOf(all), _) => all.iter().for_each(|one| self.check(value, one, place)),
            (Schema::AnyOf(any), _) => {
                if !any.iter().any(|one| self.holds(value, one)) {
                    self.add(place, "expected one of the documented alternatives");
                }
            }
            (Schema::OneOf(one_of), _) => {
                if one_of.iter().filter(|one| self.holds(value, one)).count() != 1 {
                    self.add(place, "expected exactly one of the documented alternatives");
                }
            }
            (Schema::Boolean, _) => self.add(place, "expected true or false"),
            (Schema::Integer(_), _) => self.add(place, "expected a whole number"),
            (Schema::Number(_), _) => self.add(place, "expected a number"),
            (Schema::String(_), _) => self.add(place, "expected a string"),
            (Schema::Enum(values), _) if values.len() <= MAX_VALUES => {
                self.add(place, format!("expected one of {}", values.join(", ")));
            }
            (Schema::Enum(_), _) => self.add(place, "expected one of the documented values"),
            (Schema::Array(_), _) => self.add(place, "expected an array"),
            (Schema::Object(_), _) => self.add(place, "expected an object"),
        }
    }

    fn add(&mut self, place: &Place, rule: impl Into<std::borrow::Cow<'static, str>>) {
        self.broken.push(place.shown.clone(), rule);
    }

    /// Whether a value keeps a schema, without telling why not.
    fn holds(&mut self, value: &Value, schema: &Schema) -> bool {
        let mut broken = Violations::new();
        let mut place = Place {
            raw: String::new(),
            shown: String::new(),
        };
        Checker {
            duplicates: &[],
            broken: &mut broken,
            effort: self.effort,
        }
        .check(value, schema, &mut place);
        broken.is_empty()
    }

    fn check_text(&mut self, text: &str, rules: &Text, place: &Place) {
        // Counting is skipped where there is nothing to compare with.
        if rules.min_length > 0 || rules.max_length.is_some() {
            let length = count(text.chars().count());
            if length < rules.min_length {
                self.add(
                    place,
                    format!("expected at least {} characters", rules.min_length),
                );
            }
            if let Some(most) = rules.max_length.filter(|most| length > *most) {
                self.add(place, format!("expected at most {most} characters"));
            }
        }
        if let Some(pattern) = rules.pattern.filter(|pattern| !pattern.is_match(text)) {
            self.add(place, format!("expected a match of {}", pattern.source()));
        }
        if let Some(format) = rules.format.filter(|format| !format.is_text(text)) {
            self.add(place, format.rule());
        }
    }

    fn check_array(&mut self, items: &[Value], rules: &Array, place: &mut Place) {
        let length = count(items.len());
        if length < rules.min_items {
            self.add(
                place,
                format!("expected at least {} items", rules.min_items),
            );
        }
        if let Some(most) = rules.max_items.filter(|most| length > *most) {
            self.add(place, format!("expected at most {most} items"));
        }
        if rules.items_are == Items::Unique && has_equals(items) {
            self.add(place, "expected items that differ from each other");
        }
        for (index, item) in items.iter().enumerate() {
            if self.broken.is_full() {
                return;
            }
            let step = index.to_string();
            place.below(&step, &step, |place| self.check(item, rules.items, place));
        }
    }

    fn check_object(&mut self, members: &Map<String, Value>, rules: &Object, place: &mut Place) {
        for property in rules.properties {
            let name = property.name;
            match members.get(name) {
                Some(value) => place.below(name, name, |place| {
                    self.check(value, property.schema, place);
                }),
                None if property.presence == Presence::Optional => {}
                None => place.below(name, name, |place| {
                    self.add(place, "expected to be present");
                }),
            }
            if self
                .duplicates
                .iter()
                .any(|(parent, repeated)| *parent == place.raw && repeated == name)
            {
                place.below(name, name, |place| self.add(place, "expected only once"));
            }
        }
        let is_known = |name: &str| {
            rules
                .properties
                .iter()
                .any(|property| property.name == name)
        };
        let unknown = members.iter().filter(|(name, _)| !is_known(name));
        match rules.additional {
            Additional::Allowed => {}
            Additional::Refused => {
                if unknown.count() > 0 {
                    self.add(place, "expected no other than the documented members");
                }
            }
            Additional::Schema(schema) => {
                for (name, value) in unknown {
                    place.below(name, "*", |place| self.check(value, schema, place));
                }
            }
        }
        let size = count(members.len());
        if size < rules.min_properties {
            self.add(
                place,
                format!("expected at least {} members", rules.min_properties),
            );
        }
        if let Some(most) = rules.max_properties.filter(|most| size > *most) {
            self.add(place, format!("expected at most {most} members"));
        }
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Compares texts of the items, sorted: linear enough for the largest body that is read.
fn has_equals(items: &[Value]) -> bool {
    let mut texts: Vec<String> = items.iter().map(canonical).collect();
    texts.sort_unstable();
    texts.windows(2).any(|pair| pair.first() == pair.last())
}

/// Equal values have equal texts: members of a `Map` are sorted, and `1.0` is written as `1`.
fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) if is_whole(number) => number.as_f64().map_or_else(
            || number.to_string(),
            |float| {
                number
                    .as_i128()
                    .map_or_else(|| format!("{float:.0}"), |integer| integer.to_string())
            },
        ),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{name:?}:{}", canonical(value)))
                .collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
        other => other.to_string(),
    }
}
