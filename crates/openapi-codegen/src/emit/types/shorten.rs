//! Paths as people write them.

use quote::format_ident;
use syn::Path;
use syn::visit_mut::{self, VisitMut};

use crate::model::Api;

/// Writes the long paths of macros the way people do.
pub(super) struct Shorten {
    /// Components that are called like something of the prelude.
    taken: Vec<String>,
}

impl Shorten {
    pub(super) fn new(api: &Api) -> Self {
        Self {
            taken: api
                .schemas
                .iter()
                .map(|schema| schema.type_name.clone())
                .collect(),
        }
    }
}

impl VisitMut for Shorten {
    fn visit_path_mut(&mut self, path: &mut Path) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let prelude = match names.as_slice() {
            ["std", "option", "Option"]
            | ["std", "string", "String"]
            | ["std", "vec", "Vec"]
            | ["std", "result", "Result"]
            | ["std", "boxed", "Box"]
            | ["std", "convert", "From" | "TryFrom"]
            | ["std", "default", "Default"]
            | ["std", "clone", "Clone"] => names.last().copied(),
            _ => None,
        };
        if let Some(name) = prelude.filter(|name| !self.taken.iter().any(|taken| taken == name)) {
            let ident = format_ident!("{name}");
            if let Some(mut last) = path.segments.pop() {
                last.ident = ident;
                path.leading_colon = None;
                path.segments = std::iter::once(last).collect();
            }
        } else if names.first() == Some(&"std") {
            path.leading_colon = None;
        } else if names.first() == Some(&"self") && names.len() > 1 {
            path.segments = std::mem::take(&mut path.segments)
                .into_iter()
                .skip(1)
                .collect();
        }
        visit_mut::visit_path_mut(self, path);
    }
}
