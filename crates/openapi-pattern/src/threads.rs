//! The steps at which a run is at one place of the text, each once.

/// The steps of one place.
#[derive(Debug)]
pub(crate) struct Threads {
    /// For each step the round in which it was last seen.
    seen: Vec<u64>,
    round: u64,
    /// The steps that wait for a character.
    pub(crate) waiting: Vec<usize>,
    /// Whether one has found all.
    pub(crate) is_match: bool,
}

impl Threads {
    pub(crate) fn new(steps: usize) -> Self {
        Self {
            seen: vec![0; steps],
            round: 1,
            waiting: Vec::new(),
            is_match: false,
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.round += 1;
        self.waiting.clear();
        self.is_match = false;
    }

    /// Whether the step is new at this place. One that does not exist never is.
    pub(crate) fn enter(&mut self, step: usize) -> bool {
        let Some(seen) = self.seen.get_mut(step) else {
            return false;
        };
        let is_new = *seen != self.round;
        *seen = self.round;
        is_new
    }
}
