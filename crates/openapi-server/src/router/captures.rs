//! The parameters of a path, without an allocation for as many as paths usually have.

/// How many there is room for without one.
const FEW: usize = 6;

/// The raw texts of the parameters of a path, in its order.
#[derive(Debug)]
pub(crate) struct Captures<'p> {
    few: [&'p str; FEW],
    count: usize,
    /// All of them, once there are more.
    many: Vec<&'p str>,
}

impl<'p> Captures<'p> {
    pub(super) fn new() -> Self {
        Self {
            few: [""; FEW],
            count: 0,
            many: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn push(&mut self, text: &'p str) {
        if let Some(place) = self.few.get_mut(self.count) {
            *place = text;
        } else {
            if self.count == FEW {
                self.many = self.few.to_vec();
            }
            self.many.push(text);
        }
        self.count += 1;
    }

    /// Forgets all but the first ones.
    pub(super) fn truncate(&mut self, count: usize) {
        self.count = count;
        if count > FEW {
            self.many.truncate(count);
        } else {
            self.many.clear();
        }
    }

    pub(crate) fn as_slice(&self) -> &[&'p str] {
        if self.count > FEW {
            &self.many
        } else {
            self.few.get(..self.count).unwrap_or_default()
        }
    }
}
