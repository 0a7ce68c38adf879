//! Findings that are the same in many places are one finding with a count.
//!
//! An author of 500 operations wants to know that links are not read, and does not want to read it
//! 500 times. Errors are never grouped: each has to be mended.

use std::collections::BTreeMap;

use openapi_source::Diagnostic;

use super::{Owner, Reader};

/// The first of equal findings, by code and message, and how many there are.
pub(super) type Groups = BTreeMap<(&'static str, String), (Diagnostic, usize)>;

impl Reader<'_> {
    /// A warning or note that may come up often.
    pub(super) fn grouped(&mut self, diagnostic: Diagnostic) {
        let key = (diagnostic.code, diagnostic.message.clone());
        match self.shared.groups.get_mut(&key) {
            None => {
                self.shared.groups.insert(key, (diagnostic, 1));
            }
            Some((first, count)) => {
                *count += 1;
                if diagnostic.span < first.span {
                    *first = diagnostic;
                }
            }
        }
    }

    /// Says what was grouped.
    pub(super) fn say_groups(&mut self) {
        for (mut first, count) in std::mem::take(&mut self.shared.groups).into_values() {
            let others = match count {
                1 => String::new(),
                2 => ", here and in another place".to_owned(),
                _ => format!(", here and in {} other places", count - 1),
            };
            first.message.push_str(&others);
            self.owned_by(Owner::Document, |reader| reader.push(first));
        }
    }
}
