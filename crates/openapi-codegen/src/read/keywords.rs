//! Keywords that are known, but not everywhere: where one says nothing, that is
//! a warning; where it says what the crates would not do, an error.

use openapi_source::Diagnostic;

use super::{Cursor, Reader};
use crate::codes;
use crate::names;

/// What only values of one kind can keep or break.
const OF_KINDS: [(&str, &[&str]); 4] = [
    ("string", &["minLength", "maxLength", "pattern"]),
    (
        "number",
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
    ),
];

impl<'a> Reader<'a> {
    /// Rules for values of another type than the schema has.
    pub(super) fn applicable(&mut self, cursor: &Cursor<'a>) {
        let kind = match cursor.get("type").and_then(|kind| kind.str()) {
            Some(kind) => Some(kind),
            None if cursor.get("properties").is_some() => Some("object"),
            None if cursor.get("items").is_some() => Some("array"),
            None => None,
        };
        for (key, place) in cursor.members() {
            let Some((of, _)) = OF_KINDS.iter().find(|(_, keys)| keys.contains(&key)) else {
                continue;
            };
            match kind {
                Some(kind) if kind == *of || (kind == "integer" && *of == "number") => {}
                Some(kind) => self.no_effect(
                    &place,
                    &format!("`{key}` says nothing of a value of type {kind}"),
                    "remove it, or correct the type",
                ),
                None => self.unsupported(
                    &place,
                    &format!("`{key}` without `type`"),
                    &format!("add `type: {of}`"),
                ),
            }
        }
    }

    /// OpenAPI 3.0 reads nothing beside a `$ref`.
    pub(super) fn alone(&mut self, cursor: &Cursor<'a>) {
        for (key, place) in cursor.members() {
            let is_ours = key.starts_with("x-");
            if key != "$ref" && !is_ours {
                self.no_effect(
                    &place,
                    &format!("`{key}` beside a `$ref` says nothing"),
                    "move it to what is referred to",
                );
            }
        }
    }

    /// Other hosts than the document's: callers have one base URL.
    pub(super) fn no_servers(&mut self, cursor: &Cursor<'a>) {
        if let Some(place) = cursor.get("servers") {
            self.unsupported(
                &place,
                "`servers` below the root",
                "describe what has another host in a document of its own",
            );
        }
    }

    /// The description, with what callers must know beside it.
    pub(super) fn described(&mut self, cursor: &Cursor<'a>) -> String {
        let mut text = self.text(cursor, "description");
        if self.flag(cursor, "deprecated") {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str("Deprecated.");
        }
        text
    }

    /// Members that the document does not name go to the field `extra`.
    pub(super) fn not_extra(&mut self, properties: Option<&Cursor<'a>>) {
        let members = properties.map(Cursor::members).unwrap_or_default();
        for (name, place) in members {
            if names::value_name(name).as_deref() == Some("extra") {
                self.push(
                    Diagnostic::error(
                        codes::NAME_CLASH,
                        place.key_span,
                        format!("property `{name}` and the other members would both be the field `extra`"),
                    )
                    .help("rename it, or remove `additionalProperties`"),
                );
            }
        }
    }

    /// A known key where it has no meaning.
    pub(super) fn no_effect(&mut self, place: &Cursor<'a>, message: &str, help: &str) {
        self.push(
            Diagnostic::warning(codes::NO_EFFECT, place.key_span, message)
                .label("ignored")
                .help(help),
        );
    }
}
