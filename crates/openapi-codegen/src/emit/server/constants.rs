//! Names of statics: upper case, plain, each once.

use std::collections::BTreeSet;

use heck::ToShoutySnakeCase;

/// Names that are taken.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// A free name close to that of the document; what is no letter or digit is left out.
    pub(super) fn constant(&mut self, name: &str) -> String {
        let shouted = name.to_shouty_snake_case();
        let kept: String = shouted
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect();
        let kept = kept.trim_matches('_');
        let starts_well = kept.starts_with(|c: char| c.is_ascii_alphabetic());
        let base = match (kept, starts_well) {
            ("", _) => "UNNAMED".to_owned(),
            (kept, true) => kept.to_owned(),
            (kept, false) => format!("N{kept}"),
        };
        self.unique(base)
    }

    /// The name, with a number where it is taken.
    pub(super) fn unique(&mut self, base: String) -> String {
        if self.0.insert(base.clone()) {
            return base;
        }
        let numbered = (2_usize..).map(|number| format!("{base}_{number}"));
        let free = numbered
            .into_iter()
            .find(|name| self.0.insert(name.clone()));
        free.unwrap_or(base)
    }
}

/// The module of a constant where there are too many for one file: its first letter.
pub(super) fn initial(constant: &str) -> String {
    let first = constant.chars().next().filter(char::is_ascii_alphabetic);
    first.map_or_else(
        || "other".to_owned(),
        |c| format!("{}_", c.to_ascii_lowercase()),
    )
}

#[cfg(test)]
mod tests {
    use super::{Names, initial};

    #[test]
    fn names_are_plain_and_unique() {
        let mut names = Names::default();
        for (name, expected) in [
            ("petId", "PET_ID"),
            ("pet-id", "PET_ID_2"),
            ("PET_ID_2", "PET_ID_2_2"),
            ("\u{e9}t\u{e9}", "T"),
            ("\u{4f60}", "UNNAMED"),
            ("", "UNNAMED_2"),
            ("2fa", "N2FA"),
            ("$filter[a]", "FILTER_A"),
        ] {
            assert_eq!(names.constant(name), expected, "{name}");
        }
        assert_eq!(
            (initial("PET"), initial("N2FA")),
            ("p_".to_owned(), "n_".to_owned())
        );
    }
}
