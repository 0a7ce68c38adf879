//! Each name once.

use std::collections::HashMap;

/// The names that are taken in one place.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// With the number that the next one of this name gets.
    taken: HashMap<String, usize>,
}

impl Scope {
    /// A place where these names may not be used.
    pub(crate) fn without<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let taken = names.into_iter().map(|name| (name.to_owned(), 2)).collect();
        Self { taken }
    }

    pub(crate) fn is_free(&self, name: &str) -> bool {
        !self.taken.contains_key(name)
    }

    /// The name where it is free, else the name with a number: `Pet2`, `Pet1_2`.
    pub(crate) fn take(&mut self, name: String) -> String {
        if self.is_free(&name) {
            self.taken.insert(name.clone(), 2);
            return name;
        }
        // What escapes a keyword is not needed before a number: `Self2`, not `Self_2`.
        let base = name.trim_end_matches('_');
        let separator = if base.ends_with(|c: char| c.is_numeric()) {
            "_"
        } else {
            ""
        };
        let mut number = self.taken.get(&name).copied().unwrap_or(2);
        let numbered = loop {
            let numbered = format!("{base}{separator}{number}");
            number += 1;
            if self.is_free(&numbered) {
                break numbered;
            }
        };
        self.taken.insert(name, number);
        self.taken.insert(numbered.clone(), 2);
        numbered
    }
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn names_are_numbered() {
        let mut scope = Scope::without(["String"]);
        let mut check = |name: &str, expected: &str| {
            assert_eq!(scope.take(name.to_owned()), expected);
        };
        check("Pet", "Pet");
        check("Pet3", "Pet3");
        check("Pet", "Pet2");
        check("Pet", "Pet4");
        check("Pet3", "Pet3_2");
        check("String", "String2");
        check("Self_", "Self_");
        check("Self_", "Self2");
    }
}
