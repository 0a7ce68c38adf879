//! Schemas that contain themselves in place: through `$ref`, `allOf`, `oneOf`, `anyOf` and `not`,
//! without a member or an item between, and what grows beyond measure when it is written out.
//!
//! A circle has no meaning and is refused, but for one: a base that lists its subtypes in `oneOf`,
//! which name the base in `allOf`. There, the base is meant without the list. What contains itself
//! through members or items is fine and not looked at here.

use std::collections::HashMap;

use openapi_source::{Diagnostic, Span, quoted};

use crate::codes;
use crate::model::{Kind, NamedSchema, Schema, SchemaId};
use crate::read::{Owner, Reader};

/// What is known of each schema, by its id.
#[derive(Debug, Default)]
pub(in crate::read) struct Circles {
    states: Vec<State>,
    /// What bases say beside the list of their subtypes.
    bases: HashMap<SchemaId, SchemaId>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    New,
    Open,
    Done {
        /// Schemas that it consists of when all is written out.
        weight: usize,
        /// Schemas in a row that lead on to one another.
        length: usize,
    },
}

/// How a schema refers to another in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Through {
    /// It is the other.
    Alias,
    /// By `allOf` alone.
    All,
    /// By `oneOf`, `anyOf` or `not`.
    Choice,
}

#[derive(Debug, Clone, Copy)]
struct Edge {
    target: SchemaId,
    through: Through,
    span: Span,
}

/// A schema whose edges are being followed.
#[derive(Debug)]
struct Frame {
    id: SchemaId,
    edges: Vec<Edge>,
    /// The next edge to follow; the one before is being followed.
    next: usize,
    weight: usize,
    length: usize,
}

impl Frame {
    /// The edge that is being followed, with its number.
    fn current(&self) -> Option<(usize, Edge)> {
        let at = self.next.checked_sub(1)?;
        self.edges.get(at).map(|edge| (at, *edge))
    }
}

impl Reader<'_> {
    /// Looks at new schemas and whatever they consist of. Afterwards nothing contains itself.
    /// Those that had to be added for it are new, too.
    pub(super) fn break_circles(&mut self, new: &mut Vec<SchemaId>) {
        let before = self.schemas.len();
        self.circles.states.resize(before, State::New);
        for id in new.iter() {
            if self.state(*id) == State::New {
                self.follow_edges(*id);
            }
        }
        new.extend((before..self.schemas.len()).map(SchemaId));
    }

    fn state(&self, id: SchemaId) -> State {
        self.circles.states.get(id.0).copied().unwrap_or_default()
    }

    fn set_state(&mut self, id: SchemaId, state: State) {
        if let Some(slot) = self.circles.states.get_mut(id.0) {
            *slot = state;
        }
    }

    fn open(&mut self, id: SchemaId) -> Frame {
        self.set_state(id, State::Open);
        let mut edges = Vec::new();
        collect(&self.schemas.get(id).schema, Through::Alias, &mut edges);
        Frame {
            id,
            weight: 1 + edges.len(),
            edges,
            next: 0,
            length: 0,
        }
    }

    fn follow_edges(&mut self, start: SchemaId) {
        let first = self.open(start);
        let mut stack = vec![first];
        while let Some(frame) = stack.last_mut() {
            let Some(edge) = frame.edges.get(frame.next).copied() else {
                self.close(&mut stack);
                continue;
            };
            frame.next += 1;
            match self.state(edge.target) {
                State::Done { weight, length } => {
                    frame.weight = frame.weight.saturating_add(weight);
                    frame.length = frame.length.max(length + 1);
                }
                State::Open => self.circle(&mut stack, edge),
                State::New if stack.len() > self.options.limits.references => {
                    self.cut_chain(&mut stack);
                }
                State::New => {
                    let next = self.open(edge.target);
                    stack.push(next);
                }
            }
        }
    }

    /// All edges of the last schema were followed.
    fn close(&mut self, stack: &mut Vec<Frame>) {
        let Some(frame) = stack.pop() else { return };
        let (mut weight, mut length) = (frame.weight, frame.length);
        let limits = &self.options.limits;
        if weight > limits.expansion || length > limits.references {
            let (what, limit, most) = if weight > limits.expansion {
                ("consists of", "expansion", limits.expansion)
            } else {
                ("leads through", "references", limits.references)
            };
            let named = self.schemas.get(frame.id);
            let message = format!(
                "schema {} {what} more than {most} schemas",
                quoted(&named.name)
            );
            let finding = Diagnostic::error(codes::LIMIT, named.place.span, message)
                .label("when its parts are written out")
                .help(format!("refer to fewer schemas in `allOf`, `oneOf` and `anyOf`, or raise the limit `{limit}`"));
            self.push_of(frame.id, finding);
            if let Some(named) = self.schemas.get_mut(frame.id) {
                named.schema.kind = Kind::Any;
            }
            (weight, length) = (1, 0);
        }
        self.set_state(frame.id, State::Done { weight, length });
        if let Some(parent) = stack.last_mut() {
            parent.weight = parent.weight.saturating_add(weight);
            parent.length = parent.length.max(length + 1);
        }
    }

    /// `edge` leads back to a schema on the stack.
    fn circle(&mut self, stack: &mut Vec<Frame>, edge: Edge) {
        let start = stack
            .iter()
            .position(|frame| frame.id == edge.target)
            .unwrap_or_default();
        let circle = stack.get(start..).unwrap_or_default();
        let through: Vec<Through> = circle
            .iter()
            .filter_map(|frame| Some(frame.current()?.1.through))
            .collect();
        let following = through.iter().cycle().skip(1);
        // The base that is listed by itself: an `allOf` whose target goes on through its list.
        let inherits = through
            .iter()
            .zip(following)
            .zip(
                circle
                    .iter()
                    .filter_map(|frame| Some(frame.current()?.1.target)),
            )
            .position(|(pair, base)| {
                pair == (&Through::All, &Through::Choice) && self.has_members(base)
            });
        let Some(at) = inherits else {
            let pure = through.iter().all(|through| *through == Through::Alias);
            self.refuse_circle(stack, edge, pure);
            return;
        };
        for frame in stack.drain(start + at + 1..) {
            self.set_state(frame.id, State::New);
        }
        let Some(frame) = stack.pop() else { return };
        let changed = match frame.current() {
            Some((number, edge)) => self.without_list(frame.id, number, edge),
            None => false,
        };
        let mut next = frame.id;
        if changed && let Some(first) = stack.first() {
            // The base may be on the stack: its edges are others now.
            next = first.id;
            self.set_state(frame.id, State::New);
            for frame in stack.drain(..) {
                self.set_state(frame.id, State::New);
            }
        }
        let again = self.open(next);
        stack.push(again);
    }

    /// Whether a base says more than which subtypes it has.
    fn has_members(&self, base: SchemaId) -> bool {
        let kind = &self.schemas.get(base).schema.kind;
        matches!(kind, Kind::AllOf(parts) if parts.iter().any(|part| !is_choice(&part.kind)))
    }

    /// The base of a subtype is meant without its list of subtypes: what else it says becomes a
    /// schema of its own, to which both refer. True: that was new, so the base has changed.
    fn without_list(&mut self, id: SchemaId, number: usize, edge: Edge) -> bool {
        let base = self.schemas.get(edge.target);
        let message = format!(
            "schema {} lists this one in `oneOf`, which contains it",
            quoted(&base.name)
        );
        let finding = Diagnostic::warning(codes::ODD, edge.span, message)
            .label("taken without its list")
            .help("move the members that both have to a schema of their own");
        self.push_of(id, finding);
        let known = self.circles.bases.get(&edge.target).copied();
        let members = known.unwrap_or_else(|| self.split(edge.target));
        self.replace(id, number, Kind::Ref(members));
        known.is_none()
    }

    /// Gives all that a base says beside its list a name.
    fn split(&mut self, base: SchemaId) -> SchemaId {
        let named = self.schemas.get(base);
        let (name, span) = (format!("{} base", named.name), named.schema.span);
        let mut place = named.place.clone();
        place.pointer.push_str("/properties");
        let mut members = Schema::of(Kind::Any, span);
        let added = SchemaId(self.schemas.len());
        if let Some(named) = self.schemas.get_mut(base)
            && let Kind::AllOf(parts) = &mut named.schema.kind
        {
            let mut own: Vec<Schema> = parts
                .extract_if(.., |part| !is_choice(&part.kind))
                .collect();
            parts.insert(0, Schema::of(Kind::Ref(added), span));
            members = match own.pop() {
                Some(only) if own.is_empty() => only,
                last => {
                    own.extend(last);
                    Schema::of(Kind::AllOf(own), span)
                }
            };
        }
        self.circles.bases.insert(base, added);
        self.circles.states.push(State::New);
        self.schemas.push(NamedSchema {
            name,
            place,
            schema: members,
        })
    }

    fn refuse_circle(&mut self, stack: &mut [Frame], edge: Edge, pure: bool) {
        let Some(frame) = stack.last() else { return };
        let (message, help) = if pure {
            (
                "this `$ref` never reaches a value",
                "refer to a schema that says something",
            )
        } else {
            (
                "this schema contains itself",
                "let a member or the items of an array stand between",
            )
        };
        let finding = Diagnostic::error(codes::REFERENCE, edge.span, message)
            .label("goes in a circle")
            .related(self.schemas.get(edge.target).place.span, "back to here")
            .help(help);
        self.push_of(frame.id, finding);
        self.cut(stack);
    }

    fn cut_chain(&mut self, stack: &mut [Frame]) {
        let Some((frame, edge)) = stack
            .last()
            .and_then(|frame| Some((frame, frame.current()?.1)))
        else {
            return;
        };
        let most = self.options.limits.references;
        let message = format!("more than {most} schemas lead on to one another here");
        let finding = Diagnostic::error(codes::LIMIT, edge.span, message)
            .label("goes on from here")
            .help("refer to the last one directly, or raise the limit `references`");
        self.push_of(frame.id, finding);
        self.cut(stack);
    }

    /// The edge that is being followed leads to anything at all from now on.
    fn cut(&mut self, stack: &mut [Frame]) {
        let Some(frame) = stack.last_mut() else {
            return;
        };
        if let Some((number, _)) = frame.current() {
            self.replace(frame.id, number, Kind::Any);
            // Edges behind it have moved up by one.
            frame.edges.remove(number);
            frame.next = number;
        }
    }

    fn replace(&mut self, id: SchemaId, number: usize, kind: Kind) {
        if let Some(named) = self.schemas.get_mut(id) {
            let mut left = number;
            substitute(&mut named.schema, &mut left, &mut Some(kind));
        }
    }

    fn push_of(&mut self, id: SchemaId, finding: Diagnostic) {
        let owner = std::mem::replace(&mut self.owner, Owner::Schema(id));
        self.push(finding);
        self.owner = owner;
    }
}

fn is_choice(kind: &Kind) -> bool {
    matches!(kind, Kind::OneOf(_) | Kind::AnyOf(_))
}

/// The references of a schema in place, in order.
fn collect(schema: &Schema, through: Through, edges: &mut Vec<Edge>) {
    match &schema.kind {
        Kind::Ref(target) => edges.push(Edge {
            target: *target,
            through,
            span: schema.span,
        }),
        Kind::AllOf(parts) => {
            let through = if through == Through::Choice {
                through
            } else {
                Through::All
            };
            for part in parts {
                collect(part, through, edges);
            }
        }
        Kind::OneOf(choice) | Kind::AnyOf(choice) => {
            for branch in &choice.branches {
                collect(branch, Through::Choice, edges);
            }
        }
        Kind::Not(refused) => collect(refused, Through::Choice, edges),
        Kind::Any
        | Kind::Never
        | Kind::Boolean
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::String(_)
        | Kind::Array(_)
        | Kind::Object(_) => {}
    }
}

/// Puts `kind` in the place of a reference, counted as [`collect`] does.
fn substitute(schema: &mut Schema, left: &mut usize, kind: &mut Option<Kind>) {
    match &mut schema.kind {
        Kind::Ref(_) => {
            if *left == 0
                && let Some(kind) = kind.take()
            {
                schema.kind = kind;
            }
            *left = left.saturating_sub(1);
        }
        Kind::AllOf(parts) => parts
            .iter_mut()
            .for_each(|part| substitute(part, left, kind)),
        Kind::OneOf(choice) | Kind::AnyOf(choice) => {
            choice
                .branches
                .iter_mut()
                .for_each(|branch| substitute(branch, left, kind));
        }
        Kind::Not(refused) => substitute(refused, left, kind),
        Kind::Any
        | Kind::Never
        | Kind::Boolean
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::String(_)
        | Kind::Array(_)
        | Kind::Object(_) => {}
    }
}
