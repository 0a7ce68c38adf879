//! The environment as a value: that of the process, or another one.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// Variables by their names. `Debug` shows no value.
pub struct Environment(Box<Lookup>);

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

impl Environment {
    /// That of this process, as it is when it is asked.
    pub fn of_process() -> Self {
        Self(Box::new(|name| std::env::var(name).ok()))
    }

    /// One that has these variables and no other.
    pub fn of<N: Into<String>, V: Into<String>>(
        variables: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let pairs = variables.into_iter();
        let all: BTreeMap<String, String> = pairs
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        Self(Box::new(move |name| all.get(name).cloned()))
    }

    /// A variable; one that is empty, or not a text, is not set.
    pub fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.is_empty())
    }

    /// The first of these that is set, with its name.
    pub fn first(&self, names: &[&'static str]) -> Option<(&'static str, String)> {
        names
            .iter()
            .find_map(|name| self.get(name).map(|value| (*name, value)))
    }

    /// The user's folder.
    pub(super) fn home(&self) -> Option<PathBuf> {
        self.first(&["HOME", "USERPROFILE"])
            .map(|(_name, path)| path.into())
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment")
    }
}
