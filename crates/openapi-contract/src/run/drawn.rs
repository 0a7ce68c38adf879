//! Calls whose values are drawn from the schemas.
//!
//! A draw starts from a legal value and changes a few of its parts at random; a change after which
//! the value is not legal any more is left out. So what is sent is legal by the judge's own
//! validator, whatever the schema says, and a failure shrinks to the few changes that cause it.
//! The seeds follow from the name of the case: the same document draws the same values everywhere,
//! until another seed is asked for. Seeds that failed once are tried first ([`Draws::first`]).
//!
//! No answer to a legal call is a fault of the server: whether a drawn name exists is unknown, so
//! any status below 500 is taken, and a documented one is held to its schema.

use openapi_source::pointer::{join, unescape};
use proptest::{
    collection::vec,
    prelude::{Just, Strategy as _, any, prop_oneof},
    strategy::{BoxedStrategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Number, Value};

use crate::{
    call::{Argument, Call, Content},
    case::{Case, Drawn, Exchange, Level, Side, Subject},
    draw,
    schema::Direction,
    spec::{Location, Operation, Spec, is_json, media_for},
};

/// How many changes one draw makes at most.
const CHANGES: usize = 12;

/// Which values are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draws {
    /// Where the seeds start; another number draws other values.
    pub seed: u64,
    /// How many calls are drawn for each case; `None` for as many as the case says.
    pub values: Option<u32>,
    /// Names of cases and seeds that failed before.
    pub first: Vec<(String, u64)>,
}

impl Draws {
    /// The seeds of a case: those that failed before, then as many as are asked for.
    pub(super) fn seeds(&self, case: &str, drawn: &Drawn) -> Vec<u64> {
        let known = self.first.iter().filter(|(name, _)| name == case);
        let start = case.bytes().fold(self.seed, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let count = u64::from(self.values.unwrap_or(drawn.values));
        let further = (0..count).map(|index| start.wrapping_add(index));
        known.map(|(_, seed)| *seed).chain(further).collect()
    }
}

/// The same cases with every drawn call of a client as a case of its own: what its twin is, with
/// the drawn values. Those of a server stay, since only a failure tells how to go on.
pub fn with_drawn_calls(spec: &Spec, cases: &[Case], chosen: &Draws) -> Vec<Case> {
    let mut found = Vec::with_capacity(cases.len());
    for case in cases {
        match &case.subject {
            Subject::Drawn(drawn) if case.side != Side::Server => {
                let twin = case.twin.as_ref();
                let twin = twin.and_then(|twin| cases.iter().find(|one| one.name == *twin));
                let exchange = twin.and_then(Case::exchange);
                let calls = calls(spec, case, drawn, chosen);
                found.extend(
                    exchange
                        .map(|exchange| of_twin(case, exchange, calls))
                        .into_iter()
                        .flatten(),
                );
            }
            _ => found.push(case.clone()),
        }
    }
    found
}

fn of_twin(case: &Case, twin: &Exchange, calls: Vec<(u64, Call)>) -> Vec<Case> {
    let one = |(seed, call)| Case {
        name: format!("{}::{seed}", case.name),
        level: Level::Values,
        subject: Subject::Exchange(Box::new(Exchange {
            call,
            answer: twin.answer.clone(),
        })),
        ..case.clone()
    };
    calls.into_iter().map(one).collect()
}

/// The calls of a case by their seeds, each once.
fn calls(spec: &Spec, case: &Case, drawn: &Drawn, chosen: &Draws) -> Vec<(u64, Call)> {
    let Some(operation) = spec.operation(&case.operation) else {
        return Vec::new();
    };
    let source = Source::new(spec, operation, &drawn.call);
    let mut found: Vec<(u64, Call)> = Vec::new();
    for seed in chosen.seeds(&case.name, drawn) {
        if let Some(draw) = Draw::new(&source, seed) {
            let call = draw.call();
            if found.iter().all(|(_, known)| *known != call) {
                found.push((seed, call));
            }
        }
    }
    found
}

/// One change to a value.
#[derive(Clone, Debug)]
struct Change {
    /// Which part, counted through all of them.
    part: usize,
    new: New,
}

#[derive(Clone, Debug)]
enum New {
    Text(String),
    Integer(i64),
    Number(f64),
    Truth(bool),
    Null,
    /// The part is gone.
    Gone,
    /// An item once more.
    Again,
    /// A whole other value of the same schema.
    Another(usize),
}

/// Parts of a call that a schema describes, and how they are changed.
pub(super) struct Source<'a> {
    spec: &'a Spec,
    call: &'a Call,
    /// For each part: where it belongs, its schema, the legal value that draws start from.
    parts: Vec<Part>,
}

struct Part {
    seat: Seat,
    schema: String,
    value: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seat {
    Argument(usize),
    Body,
}

impl<'a> Source<'a> {
    pub(super) fn new(spec: &'a Spec, operation: &Operation, call: &'a Call) -> Self {
        let mut parts = Vec::new();
        for (index, argument) in call.arguments.iter().enumerate() {
            let mut parameters = operation.parameters.iter();
            let parameter = parameters
                .find(|one| one.name == argument.name && one.location == argument.location);
            if let Some(schema) = parameter.and_then(|parameter| parameter.schema.clone()) {
                parts.push(Part {
                    seat: Seat::Argument(index),
                    schema,
                    value: argument.value.clone(),
                });
            }
        }
        let media = operation.request_body.as_ref().zip(call.body.as_ref());
        if let Some((documented, body)) = media
            && let Content::Json(value) = &body.content
        {
            let content_type = body.content_type.as_deref().unwrap_or_default();
            let media = media_for(&documented.media, content_type);
            let schema = media.and_then(|media| media.schema.clone());
            if let Some(schema) = schema.filter(|_| is_json(content_type)) {
                let full = draw::full(spec, &schema, Direction::Request);
                parts.push(Part {
                    seat: Seat::Body,
                    schema,
                    value: full.unwrap_or_else(|| value.clone()),
                });
            }
        }
        Self { spec, call, parts }
    }

    /// The call with some changes, as far as it stays legal.
    fn call(&self, changes: &[Change]) -> Call {
        let mut values: Vec<Value> = self.parts.iter().map(|part| part.value.clone()).collect();
        for change in changes {
            self.change(&mut values, change);
        }
        let mut call = self.call.clone();
        for (part, value) in self.parts.iter().zip(values) {
            match part.seat {
                Seat::Argument(index) => {
                    if let Some(argument) = call.arguments.get_mut(index) {
                        argument.value = value;
                    }
                }
                Seat::Body => {
                    if let Some(body) = &mut call.body {
                        body.content = Content::Json(value);
                        body.pointer = None;
                    }
                }
            }
        }
        call
    }

    fn change(&self, values: &mut [Value], change: &Change) {
        let places: Vec<(usize, String)> = values
            .iter()
            .enumerate()
            .flat_map(|(part, value)| pointers(value).into_iter().map(move |at| (part, at)))
            .collect();
        let chosen = change.part.checked_rem(places.len());
        let Some((at, pointer)) = chosen.and_then(|index| places.get(index)) else {
            return;
        };
        let (Some(part), Some(value)) = (self.parts.get(*at), values.get_mut(*at)) else {
            return;
        };
        let changed = match change.new {
            New::Another(turn) => draw::another(self.spec, &part.schema, Direction::Request, turn),
            _ => changed(value, pointer, &change.new),
        };
        if let Some(changed) = changed.filter(|one| self.is_legal(part, one)) {
            *value = changed;
        }
    }

    fn is_legal(&self, part: &Part, value: &Value) -> bool {
        let broken = self
            .spec
            .violations(&part.schema, Direction::Request, value);
        broken.is_some_and(|broken| broken.is_empty()) && self.is_sendable(part, value)
    }

    /// A segment of a path that is empty or a dot is another path; a header holds visible text.
    fn is_sendable(&self, part: &Part, value: &Value) -> bool {
        let Seat::Argument(index) = part.seat else {
            return true;
        };
        let location = self
            .call
            .arguments
            .get(index)
            .map(|one: &Argument| one.location);
        let Value::String(text) = value else {
            return true;
        };
        match location {
            Some(Location::Path) => !matches!(text.as_str(), "" | "." | ".."),
            Some(Location::Header | Location::Cookie) => {
                text.bytes().all(|byte| byte.is_ascii_graphic()) && !text.contains([';', ','])
            }
            Some(Location::Query) | None => true,
        }
    }
}

/// Pointers to a value and to everything in it.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let inside: Vec<(String, &Value)> = match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (index.to_string(), item))
            .collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), member))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (name, member) in inside {
        let start = join("", &name);
        found.extend(
            pointers(member)
                .into_iter()
                .map(|rest| format!("{start}{rest}")),
        );
    }
    found
}

/// The value with one part changed; `None` where the part cannot be changed so.
fn changed(value: &Value, pointer: &str, new: &New) -> Option<Value> {
    let mut changed = value.clone();
    if !matches!(new, New::Gone | New::Again) {
        let part = changed.pointer_mut(pointer)?;
        *part = replacement(part, new)?;
        return Some(changed);
    }
    let (owner, token) = pointer.rsplit_once('/')?;
    match (changed.pointer_mut(owner)?, new) {
        (Value::Object(members), New::Gone) => {
            members.remove(unescape(token)?.as_ref())?;
        }
        (Value::Array(items), New::Gone) => {
            items.remove(token.parse().ok()?);
        }
        (Value::Array(items), New::Again) => {
            let item = items.get(token.parse::<usize>().ok()?)?.clone();
            items.push(item);
        }
        _ => return None,
    }
    Some(changed)
}

fn replacement(value: &Value, new: &New) -> Option<Value> {
    match (value, new) {
        (Value::String(_), New::Text(text)) => Some(Value::String(text.clone())),
        (Value::Number(_), New::Integer(number)) => Some(Value::from(*number)),
        (Value::Number(_), New::Number(number)) => Number::from_f64(*number).map(Value::Number),
        (Value::Bool(_), New::Truth(truth)) => Some(Value::Bool(*truth)),
        (_, New::Null) => Some(Value::Null),
        _ => None,
    }
}

fn changes() -> BoxedStrategy<Vec<Change>> {
    let text =
        |most| vec(any::<char>(), 0..most).prop_map(|all| New::Text(all.into_iter().collect()));
    let new = prop_oneof![
        4 => text(8),
        2 => text(64),
        1 => any::<i64>().prop_map(New::Integer),
        3 => (-100..200_i64).prop_map(New::Integer),
        1 => any::<f64>().prop_map(New::Number),
        1 => any::<bool>().prop_map(New::Truth),
        1 => Just(New::Null),
        2 => Just(New::Gone),
        1 => Just(New::Again),
        1 => (1..8_usize).prop_map(New::Another),
    ];
    let change = (any::<usize>(), new).prop_map(|(part, new)| Change { part, new });
    vec(change, 1..=CHANGES).boxed()
}

/// One drawn call, which becomes simpler while it fails.
pub(super) struct Draw<'a> {
    source: &'a Source<'a>,
    tree: Box<dyn ValueTree<Value = Vec<Change>>>,
}

impl<'a> Draw<'a> {
    /// The draw of a seed; `None` where nothing can be drawn.
    pub(super) fn new(source: &'a Source<'a>, seed: u64) -> Option<Self> {
        let seed = seed.to_le_bytes().repeat(4);
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let tree = changes().new_tree(&mut runner).ok()?;
        Some(Self {
            source,
            tree: Box::new(tree),
        })
    }

    pub(super) fn call(&self) -> Call {
        self.source.call(&self.tree.current())
    }

    /// Makes a simpler call after one that failed.
    pub(super) fn simplify(&mut self) -> bool {
        self.tree.simplify()
    }

    /// Takes a step back after a call that did not fail.
    pub(super) fn complicate(&mut self) -> bool {
        self.tree.complicate()
    }
}
