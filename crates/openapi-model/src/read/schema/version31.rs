//! Keywords of OpenAPI 3.1: those that say nothing 3.0 cannot are taken, the rest is refused.

use openapi_source::Diagnostic;

use crate::codes;
use crate::read::{Cursor, Reader};

/// Taken, or without a meaning for values.
const TAKEN: [&str; 9] = [
    "$comment",
    "$defs",
    "$schema",
    "$vocabulary",
    "const",
    "contentEncoding",
    "contentMediaType",
    "definitions",
    "examples",
];

/// What 3.0 cannot say.
const REFUSED: [&str; 18] = [
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$recursiveAnchor",
    "$recursiveRef",
    "contains",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
];

impl<'a> Reader<'a> {
    pub(super) fn keywords31(&mut self, cursor: &Cursor<'a>, known: &[&str]) {
        let members = cursor.node.as_object().into_iter().flatten();
        let mut all_known = true;
        for member in members {
            let key = member.key.as_str();
            if REFUSED.contains(&key) || key.starts_with("unevaluated") {
                self.push(
                    Diagnostic::error(
                        codes::UNSUPPORTED,
                        member.key_span,
                        format!("`{key}` is not supported"),
                    )
                    .label("OpenAPI 3.0 has nothing that says this")
                    .help("say it with the keywords of OpenAPI 3.0, or in the description"),
                );
            } else if !known.contains(&key) && !TAKEN.contains(&key) {
                all_known = false;
            }
        }
        if !all_known {
            let all: Vec<&str> = known
                .iter()
                .chain(&TAKEN)
                .chain(&REFUSED)
                .copied()
                .collect();
            self.known(cursor, &all);
        }
    }
}
