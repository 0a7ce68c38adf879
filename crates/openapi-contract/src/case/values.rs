//! Values that break one rule each: of each parameter, and of each member of a body.
//!
//! Parameters travel as text, so a rule is only broken if no reading of that text keeps it: `7` is
//! a legal text, so it does not break `type: string`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Case, Change, Expect, Family, bounds, ground::Ground};
use crate::{
    call::{Argument, Call},
    draw,
    schema::Direction,
    spec::{Location, Parameter},
    step::{Hex, encode_all},
    wire::Encoded,
};

/// Header fields that `OpenAPI` leaves to other parts of the document.
const NOT_PARAMETERS: [&str; 3] = ["accept", "authorization", "content-type"];

const MATRIX: &str = "with-a-matrix-parameter";

/// One rule broken: the call, and what a case about it is called and owns.
struct Breach {
    label: String,
    call: Call,
    rule: String,
    owns: Vec<String>,
}

/// The cases, and why other rules have none.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub(super) cases: Vec<Case>,
    /// Parts that were broken, but beyond a bound.
    beyond: BTreeSet<String>,
    /// Rules of parameters that no text breaks.
    textual: BTreeSet<String>,
    /// Whether there are more rules than were broken at all.
    extent: Extent,
}

/// Whether every rule was tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Extent {
    #[default]
    All,
    Some,
}

impl Values {
    /// Why no case breaks this rule, where that is known.
    pub(super) fn why_not(&self, rule: &str) -> Option<String> {
        if self.textual.contains(rule) {
            return Some("a parameter is text, and no text breaks this".to_owned());
        }
        (self.extent == Extent::Some || self.beyond.contains(rule)).then(|| {
            format!(
                "beyond the bounds of {} and {} broken values",
                bounds::BROKEN_OF_PARAMETERS,
                bounds::BROKEN_OF_A_BODY
            )
        })
    }

    fn add(&mut self, ground: &Ground<'_>, family: Family, breaches: Vec<Breach>, room: usize) {
        if breaches.len() >= draw::MOST {
            self.extent = Extent::Some;
        }
        let mut chosen = chosen(&breaches, room);
        for breach in breaches {
            if chosen.next() == Some(true) {
                self.cases.push(refused(ground, family, breach));
            } else {
                self.beyond.extend(breach.owns);
            }
        }
    }
}

/// Which breaches there is room for: each rule once before any a second time, in their order.
fn chosen(breaches: &[Breach], room: usize) -> impl Iterator<Item = bool> + use<> {
    let mut seen = BTreeSet::new();
    let (first, again): (Vec<usize>, Vec<usize>) = (0..breaches.len()).partition(|at| {
        let rule = breaches.get(*at).map(|breach| &breach.rule);
        seen.insert(rule)
    });
    let kept: BTreeSet<usize> = first.into_iter().chain(again).take(room).collect();
    (0..breaches.len()).map(move |at| kept.contains(&at))
}

pub(super) fn of(ground: &Ground<'_>) -> Values {
    let mut found = Values::default();
    for parameter in ground
        .operation
        .parameters
        .iter()
        .filter(|one| is_sent(one))
    {
        found.cases.extend(absent_or_twice(ground, parameter));
        found.cases.extend(nearly_the_same(ground, parameter));
        let room = bounds::BROKEN_OF_PARAMETERS.saturating_sub(found.cases.len());
        let breaches = of_parameter(ground, parameter, &mut found.textual);
        let room = room.min(bounds::BROKEN_OF_A_PARAMETER);
        found.add(ground, Family::Parameters, breaches, room);
    }
    let breaches = of_body(ground);
    found.add(
        ground,
        Family::Properties,
        breaches,
        bounds::BROKEN_OF_A_BODY,
    );
    number_equal_names(&mut found.cases);
    found
}

pub(super) fn is_sent(parameter: &Parameter) -> bool {
    let name = parameter.name.to_ascii_lowercase();
    parameter.location != Location::Header || !NOT_PARAMETERS.contains(&name.as_str())
}

fn refused(ground: &Ground<'_>, family: Family, breach: Breach) -> Case {
    // A value of the path that cannot be is also a path that is not there.
    let best: &[u16] = match family {
        Family::Parameters => &[400, 404, 422],
        _ => &[400, 422],
    };
    let expect = Expect::refusal(best);
    let case = ground.probe_call(family, breach.label, breach.call, Vec::new(), expect);
    case.owning(breach.owns)
}

/// A required parameter left out, and a parameter that is there two times.
fn absent_or_twice(ground: &Ground<'_>, parameter: &Parameter) -> Vec<Case> {
    let mut found = Vec::new();
    let is_this = |one: &Argument| one.name == parameter.name && one.location == parameter.location;
    let own = ground.call.arguments.iter().find(|one| is_this(one));
    let name = &parameter.name;
    if parameter.required && parameter.location != Location::Path && own.is_some() {
        let mut call = ground.call.clone();
        call.arguments.retain(|one| !is_this(one));
        let label = format!("{name}-missing");
        let expect = Expect::invalid();
        let case = ground.probe_call(Family::Parameters, label, call, Vec::new(), expect);
        let required = format!("{}/required", parameter.pointer);
        found.push(case.owning([parameter.pointer.clone(), required]));
    }
    let is_repeatable = matches!(parameter.location, Location::Query | Location::Header);
    if let Some(own) = own.filter(|one| is_repeatable && !one.value.is_array()) {
        let mut call = ground.call.clone();
        call.arguments.push(own.clone());
        let label = format!("{name}-twice");
        // Which one counts is not for the document to say.
        let expect = Expect::NoFault;
        let case = ground.probe_call(Family::Parameters, label, call, Vec::new(), expect);
        found.push(case.owning([parameter.pointer.clone()]));
    }
    found
}

/// Values of the path that become the usual one for whoever decodes twice or trims. They are other
/// values, so either there is no such thing or the answer is about that.
fn nearly_the_same(ground: &Ground<'_>, parameter: &Parameter) -> Vec<Case> {
    let own = ground.call.argument(parameter.location, &parameter.name);
    let Some(own) = own.and_then(Value::as_str) else {
        return Vec::new();
    };
    if parameter.location != Location::Path {
        return Vec::new();
    }
    let spelt = [
        ("encoded-twice", encode_all(own, Hex::Upper)),
        ("with-a-blank", format!("{own} ")),
        ("with-a-suffix", format!("{own}.json")),
        (MATRIX, format!("{own};x=1")),
    ];
    let case = |(label, text): (&str, String)| {
        let value = Value::String(text);
        let call = with(ground, parameter, value.clone())?;
        let schema = parameter.schema.as_ref();
        let broken =
            schema.and_then(|schema| ground.spec.violations(schema, Direction::Request, &value));
        let expect = if broken.is_some_and(|broken| !broken.is_empty()) {
            Expect::refusal(&[400, 404, 422])
        } else {
            Expect::NoFault
        };
        // The semicolon as it is: some frameworks end a segment there.
        let path = call
            .path(ground.operation)
            .ok()?
            .replace("%3Bx%3D1", ";x=1");
        let changes = match label {
            MATRIX => vec![Change::Path(path)],
            _ => Vec::new(),
        };
        let label = format!("{}-{label}", parameter.name);
        let case = ground.probe_call(Family::Parameters, label, call, changes, expect);
        Some(case.owning([parameter.pointer.clone()]))
    };
    spelt.into_iter().filter_map(case).collect()
}

fn of_parameter(
    ground: &Ground<'_>,
    parameter: &Parameter,
    textual: &mut BTreeSet<String>,
) -> Vec<Breach> {
    let Some(schema) = &parameter.schema else {
        return Vec::new();
    };
    let Some(base) = own_or_drawn(ground, parameter, schema) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for broken in draw::broken(ground.spec, schema, Direction::Request, &base) {
        let readings = readings(&broken.value);
        let is_legal = |value: &Value| {
            let broken = ground.spec.violations(schema, Direction::Request, value);
            broken.is_none_or(|broken| broken.is_empty())
        };
        if readings.is_empty() || readings.iter().any(is_legal) {
            textual.insert(broken.rule);
            continue;
        }
        let Some(call) = with(ground, parameter, broken.value) else {
            textual.insert(broken.rule);
            continue;
        };
        // An empty value of the path is another path.
        let is_empty = call.arguments.iter().any(|one| {
            one.location == Location::Path
                && one.texts().is_ok_and(|texts| texts.concat().is_empty())
        });
        if is_empty {
            textual.insert(broken.rule);
        } else {
            found.push(Breach {
                label: prefixed(&parameter.name, &broken.label),
                call,
                rule: broken.rule,
                owns: [broken.owns, vec![parameter.pointer.clone()]].concat(),
            });
        }
    }
    found
}

/// The value of a parameter in the base call where that is legal, else the smallest legal one.
pub(super) fn own_or_drawn(
    ground: &Ground<'_>,
    parameter: &Parameter,
    schema: &str,
) -> Option<Value> {
    let own = ground.call.argument(parameter.location, &parameter.name);
    let own = own.filter(|own| ground.spec.accepts(schema, Direction::Request, own) == Some(true));
    let drawn = || draw::legal(ground.spec, schema, Direction::Request);
    own.cloned().or_else(drawn)
}

pub(super) fn prefixed(name: &str, label: &str) -> String {
    if label.starts_with(name) {
        label.to_owned()
    } else {
        format!("{name}-{label}")
    }
}

/// How a value may be read once it is text.
fn readings(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => {
            let parsed = serde_json::from_str(text).ok();
            let parsed = parsed.filter(|value: &Value| value.is_number() || value.is_boolean());
            let mut found: Vec<Value> = std::iter::once(value.clone()).chain(parsed).collect();
            let lists: Vec<Value> = found
                .iter()
                .map(|one| Value::Array(vec![one.clone()]))
                .collect();
            found.extend(lists);
            found
        }
        Value::Number(_) | Value::Bool(_) => readings(&Value::String(value.to_string())),
        Value::Array(items) => {
            let as_text = items.iter().map(|item| match item {
                Value::String(_) => item.clone(),
                other => Value::String(other.to_string()),
            });
            vec![value.clone(), Value::Array(as_text.collect())]
        }
        // Neither has a text that is known to mean it.
        Value::Null | Value::Object(_) => Vec::new(),
    }
}

/// The base call with another value of a parameter; `None` where that cannot be sent.
pub(super) fn with(ground: &Ground<'_>, parameter: &Parameter, value: Value) -> Option<Call> {
    let mut call = ground.call.clone();
    let argument = Argument {
        name: parameter.name.clone(),
        location: parameter.location,
        value,
    };
    // An empty list in a query is not there at all.
    if matches!(argument.encoded(ground.operation).ok()?, Encoded::Query(pairs) if pairs.is_empty())
    {
        return None;
    }
    let is_this = |one: &Argument| one.name == parameter.name && one.location == parameter.location;
    match call.arguments.iter_mut().find(|one| is_this(one)) {
        Some(own) => *own = argument,
        None => call.arguments.push(argument),
    }
    Some(call)
}

/// The base call with the document's own value of a parameter.
pub(super) fn with_example(ground: &Ground<'_>, parameter: &Parameter) -> Option<Call> {
    if !is_sent(parameter) {
        return None;
    }
    with(ground, parameter, parameter.example.clone()?)
}

/// Broken neighbours of the body; of a fuller one for rules that the body gives no hold for.
fn of_body(ground: &Ground<'_>) -> Vec<Breach> {
    let (Some(own), Some(schema)) = (ground.json(), ground.body_schema()) else {
        return Vec::new();
    };
    let breach = |broken: draw::Broken| Breach {
        label: broken.label,
        call: ground.with_json(broken.value),
        rule: broken.rule,
        owns: broken.owns,
    };
    let own = draw::broken(ground.spec, schema, Direction::Request, own);
    let mut found: Vec<Breach> = own.into_iter().map(breach).collect();
    if let Some(full) = draw::full(ground.spec, schema, Direction::Request) {
        for broken in draw::broken(ground.spec, schema, Direction::Request, &full) {
            if found.iter().all(|other| other.rule != broken.rule) {
                found.push(breach(broken));
            }
        }
    }
    found
}

/// Two parts of a body may break the same rule of a shared schema.
fn number_equal_names(cases: &mut [Case]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases {
        let count = seen.entry(case.name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            case.name = format!("{}-{count}", case.name);
        }
    }
}
