//! `$ref`, as far as it stays inside the document.

use openapi_source::{Diagnostic, pointer};

use super::vocabulary::display;
use super::{Cursor, MAX_REFERENCES, Reader};
use crate::codes;
use crate::names;

impl<'a> Reader<'a> {
    /// Follows `$ref` as far as it goes, inside this document.
    pub(super) fn resolve(&mut self, cursor: Cursor<'a>) -> Option<Cursor<'a>> {
        let start = cursor.clone();
        let mut current = cursor;
        for _ in 0..MAX_REFERENCES {
            let Some(reference) = current.get("$ref") else {
                return Some(current);
            };
            current = self.follow(&reference)?;
        }
        self.push(
            Diagnostic::error(
                codes::REFERENCE,
                start.key_span,
                "this `$ref` never reaches a value",
            )
            .label("goes in a circle or through too many references")
            .help(format!(
                "at most {MAX_REFERENCES} references may follow one another"
            )),
        );
        None
    }

    /// One step of a reference.
    pub(super) fn follow(&mut self, reference: &Cursor<'a>) -> Option<Cursor<'a>> {
        let text = self.expect_str(reference)?;
        let span = reference.node.span;
        let Some(pointer) = text
            .strip_prefix('#')
            .filter(|p| p.is_empty() || p.starts_with('/'))
        else {
            self.push(
                Diagnostic::error(
                    codes::REFERENCE,
                    span,
                    "this `$ref` leads out of the document",
                )
                .label("only `#/…` is followed")
                .help("copy what it means into `components` and refer to it there"),
            );
            return None;
        };
        let decoded = percent_encoding::percent_decode_str(pointer).decode_utf8_lossy();
        let Some(tokens) = pointer::tokens(&decoded) else {
            self.push(
                Diagnostic::error(codes::REFERENCE, span, "this `$ref` is not a JSON pointer")
                    .help("in a pointer `~1` stands for `/` and `~0` for `~`"),
            );
            return None;
        };
        let mut current = Cursor::root(self.root);
        for key in tokens {
            let next = current
                .get(&key)
                .or_else(|| current.items().into_iter().nth(pointer::index(&key)?));
            let Some(next) = next else {
                self.push(
                    Diagnostic::error(codes::REFERENCE, span, format!("`{text}` does not exist"))
                        .label("nothing is there")
                        .help(Self::similar(&current, &key)),
                );
                return None;
            };
            current = next;
        }
        Some(current)
    }

    /// What the author may have meant.
    pub(super) fn similar(place: &Cursor<'a>, key: &str) -> String {
        let near = names::nearest(key, place.members().into_iter().map(|(name, _)| name));
        match near {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("define `{key}` under {}", display(&place.pointer)),
        }
    }
}
