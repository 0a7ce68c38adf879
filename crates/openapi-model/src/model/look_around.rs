//! A pattern with look-around: a program of the crate `openapi-pattern` that owns what it is of.

pub use openapi_pattern::{Direction, Step};
use openapi_pattern::{Look, Program, Set};

/// The parts of a [`Program`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LookAround {
    pub sets: Vec<Vec<(char, char)>>,
    /// Each with its steps.
    pub looks: Vec<(Direction, Vec<Step>)>,
    pub steps: Vec<Step>,
    /// The pattern without its look-around, in the syntax of the crate `regex`: matches more texts.
    pub outline: String,
}

impl LookAround {
    /// Whether some part of the text matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.with(|program| program.is_match(text))
    }

    /// How much a character of a text can cost, in steps.
    pub fn cost(&self) -> usize {
        self.with(|program| program.cost())
    }

    fn with<T>(&self, ask: impl FnOnce(Program<'_>) -> T) -> T {
        let sets: Vec<Set<'_>> = self.sets.iter().map(Vec::as_slice).collect();
        let looks = self.looks.iter().map(|(direction, steps)| Look {
            direction: *direction,
            steps,
        });
        let looks: Vec<Look<'_>> = looks.collect();
        ask(Program {
            sets: &sets,
            looks: &looks,
            steps: &self.steps,
        })
    }
}
