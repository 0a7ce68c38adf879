//! A pattern as a tree, without groups that only capture.

/// Alternatives, of which the first that matches counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice(pub(super) Vec<Sequence>);

/// Nodes one after the other.
pub(super) type Sequence = Vec<Node>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// One character.
    Set(Set),
    Group(Choice),
    /// `(?i:…)`, with its flags.
    Flagged(String, Choice),
    /// `(?i)`: for the rest of the group.
    Flags(String),
    Start,
    End,
    /// `\b`, or `\B` where it is negated.
    Boundary {
        negated: bool,
    },
    Look(Look),
    Repeat {
        node: Box<Self>,
        times: Times,
        lazy: bool,
    },
}

/// `(?=…)` and its like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) direction: Direction,
    /// `(?!…)`
    pub(super) negated: bool,
    pub(super) choice: Choice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Ahead,
    Behind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Times {
    pub(super) least: u32,
    pub(super) most: Option<u32>,
}

/// A set of characters, in the syntax of the crate `regex` between brackets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Set {
    pub(super) negated: bool,
    pub(super) inner: String,
}

impl Set {
    /// With its brackets.
    pub(super) fn text(&self) -> String {
        match (self.negated, self.inner.is_empty()) {
            // Nothing at all, and anything at all.
            (false, true) => "[^\\x{0}-\\x{10FFFF}]".to_owned(),
            (true, true) => "[\\x{0}-\\x{10FFFF}]".to_owned(),
            (false, false) => format!("[{}]", self.inner),
            (true, false) => format!("[^{}]", self.inner),
        }
    }

    /// Those that are in `other` too.
    pub(super) fn and(&self, other: &Self) -> Self {
        Self {
            negated: false,
            inner: format!("{}&&{}", self.text(), other.text()),
        }
    }
}

impl Choice {
    /// Whether look-around is anywhere in it.
    pub(super) fn looks(&self) -> bool {
        self.0
            .iter()
            .any(|sequence| sequence.iter().any(Node::looks))
    }
}

impl Node {
    pub(super) fn looks(&self) -> bool {
        match self {
            Self::Look(_) => true,
            Self::Group(choice) | Self::Flagged(_, choice) => choice.looks(),
            Self::Repeat { node, .. } => node.looks(),
            Self::Set(_) | Self::Flags(_) | Self::Start | Self::End | Self::Boundary { .. } => {
                false
            }
        }
    }

    /// Whether it only says something of a place.
    pub(super) fn is_empty(&self) -> bool {
        matches!(
            self,
            Self::Start | Self::End | Self::Boundary { .. } | Self::Look(_)
        )
    }
}
