//! Holding a JSON value to a schema, collecting the rules it breaks.

use serde_json::Value;

use super::duplicates::{Duplicate, Read, push_step};
use super::equal::has_equals;
use super::number::{broken_rules, is_whole};
use super::{Array, Items, Schema, Text};
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
pub(super) struct Place {
    pub(super) raw: String,
    shown: String,
}

impl Place {
    pub(super) fn below(&mut self, name: &str, shown: &str, visit: impl FnOnce(&mut Self)) {
        let lengths = (self.raw.len(), self.shown.len());
        push_step(&mut self.raw, name);
        push_step(&mut self.shown, shown);
        visit(self);
        self.raw.truncate(lengths.0);
        self.shown.truncate(lengths.1);
    }
}

pub(super) struct Checker<'a> {
    pub(super) duplicates: &'a [Duplicate],
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

    pub(super) fn check(&mut self, value: &Value, schema: &Schema, place: &mut Place) {
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
                broken_rules(number, &rules.held()).for_each(|rule| self.add(place, rule));
            }
            (Schema::Number(rules), Value::Number(number)) => {
                broken_rules(number, rules).for_each(|rule| self.add(place, rule));
            }
            (Schema::String(rules), Value::String(text)) => self.check_text(text, rules, place),
            (Schema::Enum(values), Value::String(text)) if values.contains(&text.as_str()) => {}
            (Schema::Values(values), _) if values.iter().any(|one| one.is(value)) => {}
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
            (Schema::Tagged(tagged), Value::Object(members)) => {
                self.check_tagged(value, members, tagged, place);
            }
            (Schema::Not(refused), _) => {
                if self.holds(value, refused) {
                    self.add(place, "expected something else");
                }
            }
            (Schema::Never, _) => self.add(place, "expected to be absent"),
            (Schema::Boolean, _) => self.add(place, "expected true or false"),
            (Schema::Integer(_), _) => self.add(place, "expected a whole number"),
            (Schema::Number(_), _) => self.add(place, "expected a number"),
            (Schema::String(_), _) => self.add(place, "expected a string"),
            (Schema::Enum(values), _) if values.len() <= MAX_VALUES => {
                self.add(place, format!("expected one of {}", values.join(", ")));
            }
            (Schema::Values(values), _) if values.len() <= MAX_VALUES => {
                let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                self.add(place, format!("expected one of {}", values.join(", ")));
            }
            (Schema::Enum(_) | Schema::Values(_), _) => {
                self.add(place, "expected one of the documented values");
            }
            (Schema::Array(_), _) => self.add(place, "expected an array"),
            (Schema::Object(_) | Schema::Tagged(_), _) => self.add(place, "expected an object"),
        }
    }

    pub(super) fn add(&mut self, place: &Place, rule: impl Into<std::borrow::Cow<'static, str>>) {
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
}

pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
