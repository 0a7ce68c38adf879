//! For each place of a text, one bit.

/// Bits of a word.
const BITS: usize = 64;

/// Places of a text, as byte offsets.
#[derive(Debug)]
pub(crate) struct Places {
    words: Vec<u64>,
}

impl Places {
    /// None of a text of this many bytes.
    pub(crate) fn none(bytes: usize) -> Self {
        Self {
            words: vec![0; bytes / BITS + 1],
        }
    }

    pub(crate) fn insert(&mut self, place: usize) {
        if let Some(word) = self.words.get_mut(place / BITS) {
            *word |= 1 << (place % BITS);
        }
    }

    pub(crate) fn contains(&self, place: usize) -> bool {
        let word = self.words.get(place / BITS);
        word.is_some_and(|word| word & (1 << (place % BITS)) != 0)
    }
}
