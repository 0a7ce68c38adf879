//! Random legal values, for tests that draw many and shrink the one that fails.
//!
//! Objects and arrays are put together from the strategies of their parts, so that they shrink
//! part by part. Texts of a pattern or format are chosen from a list. What is put together and is
//! not legal after all, because its parts depend on each other, becomes the plain legal value: no
//! draw is ever rejected.

use std::sync::Arc;

use proptest::{
    collection, option,
    prelude::{BoxedStrategy, Just, Strategy, any},
    sample,
    strategy::Union,
};
use serde_json::{Map, Value};

use super::{
    build::{Builder, Extent},
    number, text,
};
use crate::{
    schema::{
        Direction, formats,
        view::{Rules, View},
    },
    spec::Spec,
};

/// How many schemas one strategy may consist of.
const BUDGET: usize = 400;
/// How many texts of a pattern or format there are to choose from.
const TEXTS: usize = 24;
/// How many more items or letters there are than must be.
const SPREAD: usize = 4;

/// A strategy for the legal values of a schema; `None` where no legal value is found.
pub fn strategy(spec: &Spec, schema: &str, direction: Direction) -> Option<BoxedStrategy<Value>> {
    let fallback = super::legal(spec, schema, direction)?;
    let mut grower = Grower {
        builder: Builder::new(spec, direction, Extent::Least),
        stack: Vec::new(),
        budget: BUDGET,
    };
    let rules = vec![schema.to_owned()];
    let grown = grower
        .grow(&rules, &[])
        .unwrap_or_else(|| Just(fallback.clone()).boxed());
    let schemas = Arc::clone(&spec.schemas);
    let (schema, _) = spec.tree.resolve(schema)?;
    let judged = grown.prop_map(move |value| {
        let is_legal = schemas.accepts(&schema, direction, &value) == Some(true);
        if is_legal { value } else { fallback.clone() }
    });
    Some(judged.boxed())
}

struct Grower<'a> {
    builder: Builder<'a>,
    /// The schemas that are being put together, outermost first.
    stack: Vec<String>,
    budget: usize,
}

impl Grower<'_> {
    /// A strategy for values of these rules, the named choices being taken already.
    fn grow(&mut self, rules: &Rules, taken: &[String]) -> Option<BoxedStrategy<Value>> {
        let view = self.builder.view(rules);
        let recurses = view
            .nodes
            .iter()
            .any(|node| self.stack.contains(&node.pointer));
        let Some(budget) = self.budget.checked_sub(1).filter(|_| !recurses) else {
            self.builder.refill();
            return self
                .builder
                .value(rules, "text")
                .map(|value| Just(value).boxed());
        };
        self.budget = budget;
        let choice = view
            .choices
            .iter()
            .find(|choice| !taken.contains(&choice.pointer));
        let Some(choice) = choice else {
            return self.plain(&view, rules);
        };
        let taken = [taken, std::slice::from_ref(&choice.pointer)].concat();
        let mut branches = Vec::new();
        for branch in &choice.branches {
            let mut rules = rules.clone();
            rules.push(branch.schema.clone());
            let Some(grown) = self.grow(&rules, &taken) else {
                continue;
            };
            let name = branch.name.clone();
            let named = grown.prop_map(move |mut value| {
                if let (Some((property, name)), Value::Object(members)) = (&name, &mut value) {
                    members.insert(property.clone(), Value::from(name.clone()));
                }
                value
            });
            branches.push(named.boxed());
        }
        union(branches)
    }

    fn plain(&mut self, view: &View<'_>, rules: &Rules) -> Option<BoxedStrategy<Value>> {
        let listed: Vec<Value> = view
            .all("const")
            .map(|(_, value)| value)
            .chain(
                view.all("enum")
                    .filter_map(|(_, list)| list.as_array())
                    .flatten(),
            )
            .filter(|value| self.builder.accepts(rules, value))
            .cloned()
            .collect();
        if !listed.is_empty() {
            return Some(sample::select(listed).boxed());
        }
        let (types, is_said) = view.types();
        let wanted = if is_said { types.len() } else { 1 };
        let mut found = Vec::new();
        for name in types.into_iter().take(wanted) {
            // Every integer is a number, so the two are one.
            let grown = match name {
                "string" => self.string(view, rules),
                "integer" => self.number(view, rules, true),
                "number" => self.number(view, rules, false),
                "boolean" => Some(any::<bool>().prop_map(Value::from).boxed()),
                "array" => self.nested(view, |this| this.array(view)),
                "object" => self.nested(view, |this| this.object(view)),
                _ => Some(Just(Value::Null).boxed()),
            };
            found.extend(grown);
        }
        union(found)
    }

    fn nested(
        &mut self,
        view: &View<'_>,
        make: impl FnOnce(&mut Self) -> Option<BoxedStrategy<Value>>,
    ) -> Option<BoxedStrategy<Value>> {
        let open = self.stack.len();
        let pointers = view.nodes.iter().map(|node| node.pointer.clone());
        self.stack.extend(pointers);
        let grown = make(self);
        self.stack.truncate(open);
        grown
    }

    fn string(&self, view: &View<'_>, rules: &Rules) -> Option<BoxedStrategy<Value>> {
        let is_held = |format: &Value| {
            let format = format.as_str().unwrap_or_default();
            formats::HELD.contains(&format) || text::formatted(format, 0).is_some()
        };
        let is_free = view.all("pattern").next().is_none()
            && view.all("not").next().is_none()
            && !view.all("format").any(|(_, format)| is_held(format));
        let (least, most) = view.counts("minLength", "maxLength");
        if is_free && least <= 1_000 {
            let letters = collection::vec(letter(), least..=most.min(least + SPREAD * 3));
            return Some(
                letters
                    .prop_map(|all| Value::from(all.into_iter().collect::<String>()))
                    .boxed(),
            );
        }
        let mut texts: Vec<Value> = Vec::new();
        for turn in 0..TEXTS {
            let candidates = text::candidates(view, "text", turn)
                .into_iter()
                .map(Value::from);
            for candidate in candidates {
                if !texts.contains(&candidate) && self.builder.accepts(rules, &candidate) {
                    texts.push(candidate);
                    break;
                }
            }
        }
        (!texts.is_empty()).then(|| sample::select(texts).boxed())
    }

    fn number(
        &self,
        view: &View<'_>,
        rules: &Rules,
        is_integer: bool,
    ) -> Option<BoxedStrategy<Value>> {
        let legal: Vec<Value> = (0..TEXTS)
            .flat_map(|turn| number::candidates(view, is_integer, turn))
            .filter(|value| self.builder.accepts(rules, value))
            .collect();
        let first = legal.first()?.clone();
        let (low, high) = number::range(view);
        let near = sample::select(legal);
        let in_range = (low..=high).prop_map(move |number| {
            let rounded = if is_integer {
                number.round()
            } else {
                (number * 8.0).round() / 8.0
            };
            number::value(rounded, is_integer).unwrap_or_else(|| first.clone())
        });
        // Bounds and steps are known to the list only.
        let has_steps = !view.numbers("multipleOf").is_empty();
        Some(if has_steps {
            near.boxed()
        } else {
            Union::new([near.boxed(), in_range.boxed()]).boxed()
        })
    }

    fn array(&mut self, view: &View<'_>) -> Option<BoxedStrategy<Value>> {
        let (least, most) = view.counts("minItems", "maxItems");
        let Some(item) = self.grow(&view.item(0), &[]).filter(|_| least <= 100) else {
            return (least == 0).then(|| Just(Value::Array(Vec::new())).boxed());
        };
        let items = collection::vec(item, least..=most.min(least + SPREAD));
        let is_unique = view
            .all("uniqueItems")
            .any(|(_, value)| value == &Value::Bool(true));
        let list = items.prop_map(move |items| {
            let mut kept: Vec<Value> = Vec::new();
            for item in items {
                if !is_unique || !kept.contains(&item) {
                    kept.push(item);
                }
            }
            Value::Array(kept)
        });
        Some(list.boxed())
    }

    fn object(&mut self, view: &View<'_>) -> Option<BoxedStrategy<Value>> {
        let required = view.required();
        let properties = view.properties();
        let mut members: Vec<BoxedStrategy<Option<(String, Value)>>> = Vec::new();
        for name in &required {
            let rules = match properties.get(name) {
                Some(rules) => rules.clone(),
                None => view.additional()?,
            };
            let name = name.clone();
            let value = self.grow(&rules, &[])?;
            members.push(
                value
                    .prop_map(move |value| Some((name.clone(), value)))
                    .boxed(),
            );
        }
        for (name, rules) in properties
            .iter()
            .filter(|(name, _)| !required.contains(name))
        {
            let name = name.clone();
            let Some(value) = self.grow(rules, &[]) else {
                continue;
            };
            let member = value.prop_map(move |value| (name.clone(), value));
            members.push(option::of(member).boxed());
        }
        let extra = view.additional().filter(|rules| !rules.is_empty());
        let extra = extra.and_then(|rules| self.grow(&rules, &[]));
        if let Some(value) = extra {
            for index in 0..SPREAD {
                let member = value
                    .clone()
                    .prop_map(move |value| (format!("key{index}"), value));
                members.push(option::of(member).boxed());
            }
        }
        let object = members.prop_map(|members| {
            Value::Object(members.into_iter().flatten().collect::<Map<_, _>>())
        });
        Some(object.boxed())
    }
}

fn union(mut strategies: Vec<BoxedStrategy<Value>>) -> Option<BoxedStrategy<Value>> {
    match strategies.len() {
        0 => None,
        1 => strategies.pop(),
        _ => Some(Union::new(strategies).boxed()),
    }
}

/// Letters, and what has to be escaped somewhere.
fn letter() -> BoxedStrategy<char> {
    let plain = sample::select(
        ('a'..='z')
            .chain('A'..='Z')
            .chain('0'..='9')
            .collect::<Vec<char>>(),
    );
    let odd = sample::select(
        " /?&=%+\"\\#;,.|[]{}'<>é日😀"
            .chars()
            .collect::<Vec<char>>(),
    );
    Union::new_weighted(vec![(3, plain.boxed()), (1, odd.boxed())]).boxed()
}
