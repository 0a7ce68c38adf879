//! A program over a text: all that could go on is carried along, so nothing is tried twice.

use crate::places::Places;
use crate::threads::Threads;
use crate::{Direction, Program, Set, Step};

pub(crate) fn is_match(program: &Program<'_>, text: &str) -> bool {
    let mut run = Run {
        program,
        text,
        known: Vec::with_capacity(program.looks.len()),
    };
    for look in program.looks {
        let mut places = Places::none(text.len());
        run.over(look.steps, look.direction, |place| {
            places.insert(place);
            Go::On
        });
        run.known.push(places);
    }
    let mut found = false;
    run.over(program.steps, Direction::Behind, |_| {
        found = true;
        Go::Home
    });
    found
}

/// What to do when something was found.
enum Go {
    On,
    Home,
}

struct Run<'r> {
    program: &'r Program<'r>,
    text: &'r str,
    /// Where each look, up to here, finds something.
    known: Vec<Places>,
}

impl Run<'_> {
    /// Tells each place at which the steps end, when they may begin anywhere. What looks ahead
    /// is read from the end of the text, so that they end where it stands.
    fn over(&self, steps: &[Step], direction: Direction, mut found: impl FnMut(usize) -> Go) {
        let (mut threads, mut next) = (Threads::new(steps.len()), Threads::new(steps.len()));
        let mut stack = Vec::new();
        let mut place = match direction {
            Direction::Behind => 0,
            Direction::Ahead => self.text.len(),
        };
        loop {
            self.enter(steps, 0, place, &mut threads, &mut stack);
            if threads.is_match && matches!(found(place), Go::Home) {
                return;
            }
            let Some(c) = self.character(place, direction) else {
                return;
            };
            place = match direction {
                Direction::Behind => place + c.len_utf8(),
                Direction::Ahead => place - c.len_utf8(),
            };
            next.clear();
            for at in &threads.waiting {
                let takes = match steps.get(*at) {
                    Some(Step::One(set)) => {
                        let set = self.program.sets.get(*set);
                        set.is_some_and(|set| contains(set, c))
                    }
                    _ => false,
                };
                if takes {
                    self.enter(steps, at + 1, place, &mut next, &mut stack);
                }
            }
            std::mem::swap(&mut threads, &mut next);
        }
    }

    /// Adds a step, and what it leads to without a character.
    fn enter(
        &self,
        steps: &[Step],
        first: usize,
        place: usize,
        threads: &mut Threads,
        stack: &mut Vec<usize>,
    ) {
        stack.push(first);
        while let Some(at) = stack.pop() {
            if !threads.enter(at) {
                continue;
            }
            let Some(step) = steps.get(at) else {
                continue;
            };
            match *step {
                Step::One(_) => threads.waiting.push(at),
                Step::Match => threads.is_match = true,
                Step::Jump(to) => stack.push(to),
                Step::Split(one, other) => stack.extend([one, other]),
                Step::Start
                | Step::End
                | Step::Boundary
                | Step::Inside
                | Step::Like(_)
                | Step::Unlike(_) => {
                    if self.holds(*step, place) {
                        stack.push(at + 1);
                    }
                }
            }
        }
    }

    /// Whether what is said of a place holds there.
    fn holds(&self, step: Step, place: usize) -> bool {
        let find = |look: usize| self.known.get(look).map(|known| known.contains(place));
        match step {
            Step::Start => place == 0,
            Step::End => place == self.text.len(),
            Step::Boundary => self.is_boundary(place),
            Step::Inside => !self.is_boundary(place),
            Step::Like(look) => find(look) == Some(true),
            Step::Unlike(look) => find(look) == Some(false),
            Step::One(_) | Step::Split(..) | Step::Jump(_) | Step::Match => false,
        }
    }

    fn is_boundary(&self, place: usize) -> bool {
        let bytes = self.text.as_bytes();
        let is_word = |at: Option<usize>| {
            let byte = at.and_then(|at| bytes.get(at));
            byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        };
        is_word(place.checked_sub(1)) != is_word(Some(place))
    }

    fn character(&self, place: usize, direction: Direction) -> Option<char> {
        let (before, behind) = self.text.split_at_checked(place)?;
        match direction {
            Direction::Behind => behind.chars().next(),
            Direction::Ahead => before.chars().next_back(),
        }
    }
}

fn contains(set: Set<'_>, c: char) -> bool {
    let behind = set.partition_point(|(low, _)| *low <= c);
    let candidate = behind.checked_sub(1).and_then(|at| set.get(at));
    candidate.is_some_and(|(_, high)| c <= *high)
}
