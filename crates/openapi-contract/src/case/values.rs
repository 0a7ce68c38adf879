//! Values that break one rule each: of each parameter, and of each member of a body.
//!
//! Parameters travel as text, so a rule is only broken if no reading of that text keeps it: `7` is
//! a legal text, so it does not break `type: string`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    Case, Change, Expect, Family, bodies, bounds,
    ground::Ground,
    reading::{is_read_as_broken, readings},
};
use crate::{
    call::{Argument, Call},
    draw,
    schema::Direction,
    spec::{Location, Parameter, is_json},
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
    twin: String,
    /// What it is a neighbour of.
    base: Value,
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
            return Some("it travels as text, and no text breaks this".to_owned());
        }
        (self.extent == Extent::Some || self.beyond.contains(rule)).then(|| {
            format!(
                "beyond the bounds of {} and {} broken rules",
                bounds::BROKEN_OF_PARAMETERS,
                bounds::RULES_OF_A_BODY
            )
        })
    }

    fn add(&mut self, ground: &Ground<'_>, family: Family, breaches: Vec<Breach>, room: Room) {
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

/// How many breaches there is room for.
#[derive(Clone, Copy)]
struct Room {
    /// Rules that are broken.
    rules: usize,
    /// Breaches that break a rule again.
    again: usize,
}

/// Which breaches there is room for: each rule once before any a second time, in their order.
fn chosen(breaches: &[Breach], room: Room) -> impl Iterator<Item = bool> + use<> {
    let mut seen = BTreeSet::new();
    let (first, again): (Vec<usize>, Vec<usize>) = (0..breaches.len()).partition(|at| {
        let rule = breaches.get(*at).map(|breach| &breach.rule);
        seen.insert(rule)
    });
    let first = first.into_iter().take(room.rules);
    let again = again.into_iter().take(room.again);
    let kept: BTreeSet<usize> = first.chain(again).collect();
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
        let rules = bounds::BROKEN_OF_PARAMETERS.saturating_sub(found.cases.len());
        let breaches = of_parameter(ground, parameter, &mut found.textual);
        let room = Room {
            rules,
            again: bounds::BROKEN_AGAIN_OF_A_PARAMETER,
        };
        found.add(ground, Family::Parameters, breaches, room);
    }
    for legal in bodies::legal(ground) {
        let breaches = of_body(ground, &legal, &mut found.textual);
        found.cases.extend(legal.case);
        let room = Room {
            rules: bounds::RULES_OF_A_BODY,
            again: bounds::BROKEN_AGAIN_OF_A_BODY,
        };
        found.add(ground, Family::Properties, breaches, room);
    }
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
    let mut case = ground.probe_call(family, breach.label, breach.call, Vec::new(), expect);
    case.twin = Some(breach.twin);
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
    let full = draw::full(ground.spec, schema, Direction::Request);
    let full = full.filter(|full| *full != base);
    let mut found: Vec<Breach> = Vec::new();
    for base in std::iter::once(base).chain(full) {
        for broken in draw::broken(ground.spec, schema, Direction::Request, &base) {
            if found
                .iter()
                .any(|other| other.rule == broken.rule && other.base != base)
            {
                continue;
            }
            match breach_of(ground, parameter, schema, &broken) {
                Some(call) => found.push(Breach {
                    label: prefixed(&parameter.name, &broken.label),
                    call,
                    rule: broken.rule,
                    owns: [broken.owns, vec![parameter.pointer.clone()]].concat(),
                    twin: ground.twin.clone(),
                    base: base.clone(),
                }),
                None => _ = textual.insert(broken.rule),
            }
        }
    }
    found
}

/// The call with a broken value, where it is broken in every reading.
fn breach_of(
    ground: &Ground<'_>,
    parameter: &Parameter,
    schema: &str,
    broken: &draw::Broken,
) -> Option<Call> {
    let is_legal =
        |value: &Value| ground.spec.accepts(schema, Direction::Request, value) != Some(false);
    let call = with(ground, parameter, broken.value.clone())?;
    // An empty value of the path is another path.
    let is_empty = call.arguments.iter().any(|one| {
        one.location == Location::Path && one.texts().is_ok_and(|texts| texts.concat().is_empty())
    });
    let is_breach = !is_empty
        && is_read_as_broken(ground, &call, &broken.rule)
        && !readings(&broken.value).iter().any(is_legal);
    is_breach.then_some(call)
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

/// Broken neighbours of a body; of a fuller one for rules that the body gives no hold for.
fn of_body(
    ground: &Ground<'_>,
    legal: &bodies::Legal<'_>,
    textual: &mut BTreeSet<String>,
) -> Vec<Breach> {
    let is_text = !is_json(&legal.media.media_type);
    let mut found: Vec<Breach> = Vec::new();
    let full = draw::full(ground.spec, legal.schema, Direction::Request);
    let full = full.filter(|full| *full != legal.value);
    for base in std::iter::once(legal.value.clone()).chain(full) {
        for broken in draw::broken(ground.spec, legal.schema, Direction::Request, &base) {
            if found
                .iter()
                .any(|other| other.rule == broken.rule && other.base != base)
            {
                continue;
            }
            let call = bodies::call(ground, legal.media, broken.value);
            if is_text && !is_read_as_broken(ground, &call, &broken.rule) {
                textual.insert(broken.rule);
                continue;
            }
            found.push(Breach {
                label: format!("{}{}", legal.prefix, broken.label),
                call,
                rule: broken.rule,
                owns: broken.owns,
                twin: legal.twin.clone(),
                base: base.clone(),
            });
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
