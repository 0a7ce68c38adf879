//! A tree with look-around as a program of the crate `openapi-pattern`.

use regex_syntax::hir::{Class, HirKind};

use super::Problem;
use super::tree::{Choice, Direction, Look, Node, Sequence, Set, Times};
use crate::model::{Direction as Towards, LookAround, Step};

/// What a character of a text may cost. A long text meets all of them at each character, so this
/// is what bounds the time that a caller can take.
const MAX_STEPS: usize = 4_096;

/// Looks; each takes a bit for each place of a text.
const MAX_LOOKS: usize = 32;

/// `outline` is the same without look-around.
pub(super) fn program(
    choice: &Choice,
    flags: &str,
    outline: String,
) -> Result<LookAround, Problem> {
    let mut writer = Writer::default();
    let flags = Flags::default().with(flags)?;
    let steps = writer.whole(choice, flags, Order::AsWritten)?;
    Ok(LookAround {
        sets: writer.sets,
        looks: writer.looks,
        steps,
        outline,
    })
}

/// In which order a sequence is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    AsWritten,
    /// What is ahead is met from the end of the text.
    BackToFront,
}

#[derive(Debug, Clone, Copy, Default)]
struct Flags {
    ignores_case: bool,
}

impl Flags {
    /// With those of `(?i)` or `(?-i)`. The point is a set that `s` does not change any more.
    fn with(mut self, written: &str) -> Result<Self, Problem> {
        let mut on = true;
        for flag in written.chars() {
            match flag {
                '-' => on = false,
                'i' => self.ignores_case = on,
                'm' if on => return Err(Problem::NotLinear("look-around and the flag `m`")),
                _ => {}
            }
        }
        Ok(self)
    }
}

#[derive(Debug, Default)]
struct Writer {
    sets: Vec<Vec<(char, char)>>,
    looks: Vec<(Towards, Vec<Step>)>,
    /// Of all that is written.
    count: usize,
}

impl Writer {
    fn whole(&mut self, choice: &Choice, flags: Flags, order: Order) -> Result<Vec<Step>, Problem> {
        let mut steps = Vec::new();
        self.choice(choice, flags, order, &mut steps)?;
        self.push(Step::Match, &mut steps)?;
        Ok(steps)
    }

    fn push(&mut self, step: Step, steps: &mut Vec<Step>) -> Result<(), Problem> {
        self.count += 1;
        if self.count > MAX_STEPS {
            return Err(Problem::TooLarge);
        }
        steps.push(step);
        Ok(())
    }

    fn choice(
        &mut self,
        choice: &Choice,
        flags: Flags,
        order: Order,
        steps: &mut Vec<Step>,
    ) -> Result<(), Problem> {
        let mut jumps = Vec::new();
        let last = choice.0.len().saturating_sub(1);
        for (at, sequence) in choice.0.iter().enumerate() {
            let split = steps.len();
            if at < last {
                self.push(Step::Match, steps)?;
            }
            self.sequence(sequence, flags, order, steps)?;
            if at < last {
                jumps.push(steps.len());
                self.push(Step::Match, steps)?;
                let end = steps.len();
                set(steps, split, Step::Split(split + 1, end));
            }
        }
        let end = steps.len();
        for jump in jumps {
            set(steps, jump, Step::Jump(end));
        }
        Ok(())
    }

    fn sequence(
        &mut self,
        sequence: &Sequence,
        mut flags: Flags,
        order: Order,
        steps: &mut Vec<Step>,
    ) -> Result<(), Problem> {
        let mut nodes = Vec::new();
        for node in sequence {
            if let Node::Flags(written) = node {
                flags = flags.with(written)?;
            } else {
                nodes.push((node, flags));
            }
        }
        if order == Order::BackToFront {
            nodes.reverse();
        }
        for (node, flags) in nodes {
            self.node(node, flags, order, steps)?;
        }
        Ok(())
    }

    fn node(
        &mut self,
        node: &Node,
        flags: Flags,
        order: Order,
        steps: &mut Vec<Step>,
    ) -> Result<(), Problem> {
        match node {
            Node::Set(set) => {
                let at = self.set(set, flags)?;
                self.push(Step::One(at), steps)
            }
            Node::Group(choice) => self.choice(choice, flags, order, steps),
            Node::Flagged(written, choice) => {
                let flags = flags.with(written)?;
                self.choice(choice, flags, order, steps)
            }
            Node::Flags(_) => Ok(()),
            Node::Start => self.push(Step::Start, steps),
            Node::End => self.push(Step::End, steps),
            Node::Boundary { negated: false } => self.push(Step::Boundary, steps),
            Node::Boundary { negated: true } => self.push(Step::Inside, steps),
            Node::Look(look) => {
                let at = self.look(look, flags)?;
                let step = if look.negated {
                    Step::Unlike(at)
                } else {
                    Step::Like(at)
                };
                self.push(step, steps)
            }
            Node::Repeat { node, times, .. } => self.repeat(node, *times, flags, order, steps),
        }
    }

    fn repeat(
        &mut self,
        node: &Node,
        times: Times,
        flags: Flags,
        order: Order,
        steps: &mut Vec<Step>,
    ) -> Result<(), Problem> {
        for _ in 0..times.least {
            self.node(node, flags, order, steps)?;
        }
        let Some(most) = times.most else {
            let split = steps.len();
            self.push(Step::Match, steps)?;
            self.node(node, flags, order, steps)?;
            self.push(Step::Jump(split), steps)?;
            let end = steps.len();
            set(steps, split, Step::Split(split + 1, end));
            return Ok(());
        };
        let mut splits = Vec::new();
        for _ in times.least..most {
            splits.push(steps.len());
            self.push(Step::Match, steps)?;
            self.node(node, flags, order, steps)?;
        }
        let end = steps.len();
        for split in splits {
            set(steps, split, Step::Split(split + 1, end));
        }
        Ok(())
    }

    /// The number of a look; those inside it come first. One that is repeated is there once.
    fn look(&mut self, look: &Look, flags: Flags) -> Result<usize, Problem> {
        let (direction, order) = match look.direction {
            Direction::Ahead => (Towards::Ahead, Order::BackToFront),
            Direction::Behind => (Towards::Behind, Order::AsWritten),
        };
        let before = self.count;
        let steps = self.whole(&look.choice, flags, order)?;
        let found = (direction, steps);
        if let Some(at) = self.looks.iter().position(|known| *known == found) {
            self.count = before;
            return Ok(at);
        }
        if self.looks.len() >= MAX_LOOKS {
            return Err(Problem::TooLarge);
        }
        self.looks.push(found);
        Ok(self.looks.len() - 1)
    }

    fn set(&mut self, set: &Set, flags: Flags) -> Result<usize, Problem> {
        let set = ranges(&set.text(), flags)?;
        if let Some(at) = self.sets.iter().position(|known| *known == set) {
            return Ok(at);
        }
        self.sets.push(set);
        Ok(self.sets.len() - 1)
    }
}

/// Puts the step that a place was kept for.
fn set(steps: &mut [Step], at: usize, step: Step) {
    if let Some(slot) = steps.get_mut(at) {
        *slot = step;
    }
}

/// What is in a set of the syntax of the crate `regex`.
fn ranges(text: &str, flags: Flags) -> Result<Vec<(char, char)>, Problem> {
    let mut parser = regex_syntax::ParserBuilder::new()
        .case_insensitive(flags.ignores_case)
        .build();
    let hir = parser
        .parse(text)
        .map_err(|error| Problem::Malformed(super::cost::reason(&error)))?;
    Ok(match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges().iter();
            ranges.map(|range| (range.start(), range.end())).collect()
        }
        HirKind::Class(Class::Bytes(class)) => {
            let ranges = class.ranges().iter();
            let both = |byte: u8| char::from(byte);
            ranges
                .map(|range| (both(range.start()), both(range.end())))
                .collect()
        }
        // A set of one character.
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            text.chars().map(|c| (c, c)).collect()
        }
        HirKind::Empty
        | HirKind::Look(_)
        | HirKind::Repetition(_)
        | HirKind::Capture(_)
        | HirKind::Concat(_)
        | HirKind::Alternation(_) => Vec::new(),
    })
}
