//! `$ref`, in any place and into any file.
//!
//! A reference leads to a node. It never leads out of the folder of the document.

use openapi_source::{Diagnostic, Span, pointer, quoted};

use super::documents::{Found, Target};
use super::nearest::nearest;
use super::vocabulary::display;
use super::{Cursor, Reader};
use crate::codes;

impl<'a> Reader<'a> {
    /// Follows `$ref` as far as it goes; what is no reference is its own end.
    pub(super) fn resolve(&mut self, cursor: &Cursor<'a>) -> Option<Cursor<'a>> {
        let most = self.options.limits.references;
        let mut current = cursor.clone();
        for _ in 0..=most {
            let Some(reference) = current.get("$ref") else {
                return Some(current);
            };
            current = self.follow(&reference)?;
        }
        self.push(
            Diagnostic::error(
                codes::REFERENCE,
                cursor.key_span,
                "this `$ref` never reaches a value",
            )
            .label("goes in a circle or through too many references")
            .help(format!(
                "at most {most} references may follow one another, unless the limit `references` is raised"
            )),
        );
        None
    }

    /// One step of a reference; the cursor is at the value of `$ref`.
    pub(super) fn follow(&mut self, reference: &Cursor<'a>) -> Option<Cursor<'a>> {
        let text = self.expect_str(reference)?;
        let span = reference.node.span;
        let start = self.file_of(reference, text)?;
        let fragment = text.split_once('#').map_or("", |(_, fragment)| fragment);
        if !fragment.is_empty() && !fragment.starts_with('/') {
            self.push(
                Diagnostic::error(codes::REFERENCE, span, "this `$ref` is not a JSON pointer")
                    .label("only `#/…` is followed")
                    .help("refer to the place by its keys, such as `#/components/schemas/Name`"),
            );
            return None;
        }
        let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
        let Some(tokens) = pointer::tokens(&decoded) else {
            self.push(
                Diagnostic::error(codes::REFERENCE, span, "this `$ref` is not a JSON pointer")
                    .help("in a pointer `~1` stands for `/` and `~0` for `~`"),
            );
            return None;
        };
        let mut current = start;
        for key in tokens {
            let next = current
                .get(&key)
                .or_else(|| current.item(pointer::index(&key)?));
            let Some(next) = next else {
                let message = format!("{} does not exist", quoted(text));
                self.push(
                    Diagnostic::error(codes::REFERENCE, span, message)
                        .label("nothing is there")
                        .help(similar(&current, &key)),
                );
                return None;
            };
            current = next;
        }
        Some(current)
    }

    /// The outermost value of the file that a reference leads into.
    fn file_of(&mut self, reference: &Cursor<'a>, text: &str) -> Option<Cursor<'a>> {
        let span = reference.node.span;
        let path = match self.documents.target(reference.file, text) {
            Target::Local(None) => return self.file(reference.file),
            Target::Local(Some(path)) => path,
            Target::Outside(why) => {
                self.unread(
                    span,
                    "this `$ref` leads out of the folder of the document",
                    why,
                );
                return None;
            }
        };
        match self.documents.find(&path) {
            Found::File(file) => self.file(file),
            Found::Missing(why) => {
                self.unread(
                    span,
                    "this `$ref` leads to a file that cannot be read",
                    &why,
                );
                None
            }
            Found::Broken => {
                let why = "what is wrong with it is said there";
                self.unread(span, "this `$ref` leads to a file that cannot be read", why);
                None
            }
        }
    }

    fn unread(&mut self, span: Span, message: &str, why: &str) {
        self.push(
            Diagnostic::error(codes::FILE, span, message)
                .label(why)
                .help("put what it means into this document, or into a file below its folder"),
        );
    }
}

/// What the author may have meant.
pub(super) fn similar(place: &Cursor<'_>, key: &str) -> String {
    match nearest(key, place.members().map(|(name, _)| name)) {
        Some(name) => format!("did you mean {}?", quoted(name)),
        None => format!("define {} under {}", quoted(key), display(place)),
    }
}
