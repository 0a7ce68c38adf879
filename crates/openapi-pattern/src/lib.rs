//! Patterns with look-around, matched in time linear in the text.
//!
//! The crate `regex` has no look-around, and the engines that have it backtrack: a text of 30
//! characters can keep them busy for minutes. Here each look is answered for every place of the
//! text in one pass of its own, and the pattern then asks for that answer where it stands. So a
//! text costs at most its length times the [`Step`]s of the program, whatever it says.
//!
//! A [`Program`] only says whether a text matches somewhere. It has no back references, no
//! captures, and no syntax: the generator writes it, from a pattern of ECMA 262, as constant data.
//! Patterns without look-around belong to the crate `regex`, which is faster.
//!
//! ```
//! use openapi_pattern::{Direction, Look, Program, Step};
//!
//! // `^a(?!b)`
//! const PROGRAM: Program<'_> = Program {
//!     sets: &[&[('a', 'a')], &[('b', 'b')]],
//!     looks: &[Look {
//!         direction: Direction::Ahead,
//!         steps: &[Step::One(1), Step::Match],
//!     }],
//!     steps: &[Step::Start, Step::One(0), Step::Unlike(0), Step::Match],
//! };
//! assert!(PROGRAM.is_match("ac"));
//! assert!(!PROGRAM.is_match("ab"));
//! ```

mod places;
mod run;
mod threads;

/// A pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program<'p> {
    /// The sets that steps name.
    pub sets: &'p [Set<'p>],
    /// The looks that steps name.
    pub looks: &'p [Look<'p>],
    /// What some place of a text has to be followed by.
    pub steps: &'p [Step],
}

/// Ranges of characters with both ends, in order and apart from each other.
pub type Set<'p> = &'p [(char, char)];

/// `(?=…)`, `(?<=…)` and what is not to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look<'p> {
    /// Where it looks.
    pub direction: Direction,
    /// What is to be found there; back to front for what is ahead.
    pub steps: &'p [Step],
}

/// Where a [`Look`] looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To what follows.
    Ahead,
    /// To what came before.
    Behind,
}

/// What one place of a [`Program`] asks for. The next one is the one behind it, unless it says
/// otherwise; a number that is none of its list never matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One character of the [`Set`] with this number.
    One(usize),
    /// Goes on at either of two steps.
    Split(usize, usize),
    /// Goes on at this step.
    Jump(usize),
    /// The start of the text.
    Start,
    /// The end of the text.
    End,
    /// Between a letter, digit or `_` of ASCII and something else.
    Boundary,
    /// Anywhere but at a [`Step::Boundary`].
    Inside,
    /// The [`Look`] with this number finds something. Looks ask for those before them only.
    Like(usize),
    /// The [`Look`] with this number finds nothing.
    Unlike(usize),
    /// All was found.
    Match,
}

impl Program<'_> {
    /// How much a character of a text can cost: all steps, those of looks too.
    pub fn cost(&self) -> usize {
        let looks = self.looks.iter().map(|look| look.steps.len());
        looks.fold(self.steps.len(), usize::saturating_add)
    }

    /// Whether some part of the text matches.
    pub fn is_match(&self, text: &str) -> bool {
        run::is_match(self, text)
    }
}
