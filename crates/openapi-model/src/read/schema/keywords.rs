//! Keywords that are known, but not everywhere.

use openapi_source::Diagnostic;

use super::types::{OF_TYPES, Type};
use crate::codes;
use crate::read::version::Version;
use crate::read::{Cursor, Reader};

const KNOWN: [&str; 36] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
    "writeOnly",
    "xml",
];

impl<'a> Reader<'a> {
    /// Warns of keys that say nothing, refuses those of OpenAPI 3.1 that say what 3.0 cannot.
    pub(super) fn schema_keywords(&mut self, cursor: &Cursor<'a>) {
        match self.version {
            Version::V30 => self.known(cursor, &KNOWN),
            Version::V31 => self.keywords31(cursor, &KNOWN),
        }
    }

    /// Rules for values of other types than the schema has.
    pub(super) fn applicable(&mut self, cursor: &Cursor<'a>, types: &[Type]) {
        let (Some(first), Some(members)) = (types.first(), cursor.node.as_object()) else {
            return;
        };
        for (of, keys) in OF_TYPES {
            if types.iter().any(|found| found.is(of)) {
                continue;
            }
            for key in keys {
                if let Some(member) = members.member(key) {
                    let message =
                        format!("`{key}` says nothing of a value of type {}", first.name());
                    self.push(
                        Diagnostic::warning(codes::NO_EFFECT, member.key_span, message)
                            .label("ignored")
                            .help("remove it, or correct the type"),
                    );
                }
            }
        }
    }

    /// OpenAPI 3.0 reads nothing beside a `$ref`.
    pub(super) fn beside_reference(&mut self, cursor: &Cursor<'a>) {
        let members = cursor.node.as_object().into_iter().flatten();
        for member in members {
            if member.key != "$ref" && !member.key.starts_with("x-") {
                let message = format!(
                    "{} beside a `$ref` says nothing",
                    openapi_source::quoted(&member.key)
                );
                self.push(
                    Diagnostic::warning(codes::NO_EFFECT, member.key_span, message)
                        .label("ignored")
                        .help("move it to what is referred to, or write `allOf: [{$ref: …}]` beside it"),
                );
            }
        }
    }
}
