//! Schemas: from keywords to the algebra of [`crate::model::Schema`].
//!
//! It never fails: what cannot be honoured is a finding, and the schema is then anything at all.
//! References are not followed while a schema is read: their targets are named ([`named`]) and
//! read afterwards, so recursion is as deep as the text and no deeper. What needs the targets
//! (circles, discriminators, defaults) comes last ([`finish`]).

mod circles;
mod composition;
mod constraints;
mod discriminator;
mod enumeration;
mod finish;
pub(super) mod fits;
mod formats;
mod keywords;
mod kinds;
mod named;
mod pattern;
mod types;
mod version31;

pub(super) use self::circles::Circles;
pub(super) use self::finish::{Discriminators, Unfinished};
use super::version::Version;
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Access, Kind, Schema};
use openapi_source::Diagnostic;

impl<'a> Reader<'a> {
    /// What a schema says, wherever it stands. Every `$ref` in it is read too.
    ///
    /// A schema with parts of its own inside a component (`components/responses/NotFound/…`) or in
    /// another file gets a name, as several operations may use it.
    pub(super) fn schema(&mut self, cursor: &Cursor<'a>) -> Schema {
        let mut schema = if named::is_shared(cursor) {
            match self.named(cursor) {
                Some(id) => Schema::of(Kind::Ref(id), cursor.key_span),
                None => self.schema_at(cursor, 0),
            }
        } else {
            self.schema_at(cursor, 0)
        };
        self.read_pending();
        self.finish(&mut schema);
        schema
    }

    /// A schema inside `depth` others.
    fn schema_at(&mut self, cursor: &Cursor<'a>, depth: usize) -> Schema {
        if cursor.node.as_object().is_none() {
            return self.no_object(cursor);
        }
        if depth > self.options.limits.depth {
            return self.too_deep(cursor);
        }
        if let Some(reference) = cursor.get("$ref") {
            return self.reference(cursor, &reference, depth);
        }
        self.schema_keywords(cursor);
        self.unreferenced(cursor, depth)
    }

    /// A schema as if it had no `$ref`.
    fn unreferenced(&mut self, cursor: &Cursor<'a>, depth: usize) -> Schema {
        let mut words = self.words(cursor);
        let own = self.own(cursor, depth);
        words.nullable |= own.nullable;
        let mut parts = Vec::new();
        if !matches!(own.kind, Kind::Any) || own.values.is_some() {
            parts.push(Schema {
                nullable: false,
                ..own
            });
        }
        self.composition(cursor, depth, &mut words, &mut parts);
        together(words, parts)
    }

    /// What only people read, and what says how the value is used.
    fn words(&mut self, cursor: &Cursor<'a>) -> Schema {
        let mut words = Schema::of(Kind::Any, cursor.key_span);
        words.title = self.text(cursor, "title");
        words.description = self.text(cursor, "description");
        words.deprecated = self.flag(cursor, "deprecated");
        words.nullable = self.nullable(cursor);
        words.access = self.access(cursor);
        if let Some(default) = cursor.get("default") {
            words.default = Some(default.node.to_json());
            self.default_places
                .insert(cursor.key_span, default.node.span);
        }
        words
    }

    fn nullable(&mut self, cursor: &Cursor<'a>) -> bool {
        let nullable = self.flag(cursor, "nullable");
        if self.version == Version::V31
            && let Some(place) = cursor.get("nullable")
        {
            let help = "write `type: [\u{2026}, \"null\"]`";
            self.odd(
                &place,
                "OpenAPI 3.1 has no `nullable`",
                "taken as in OpenAPI 3.0",
                help,
            );
        }
        nullable
    }

    fn access(&mut self, cursor: &Cursor<'a>) -> Access {
        let read = self.flag(cursor, "readOnly");
        let write = self.flag(cursor, "writeOnly");
        match (read, write) {
            (true, true) => {
                let message = "a property cannot be `readOnly` and `writeOnly`";
                self.odd(cursor, message, "both are ignored", "remove one of the two");
                Access::Both
            }
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            (false, false) => Access::Both,
        }
    }

    fn reference(&mut self, cursor: &Cursor<'a>, reference: &Cursor<'a>, depth: usize) -> Schema {
        let target = self
            .target(reference)
            .and_then(|target| self.named(&target));
        let kind = target.map_or(Kind::Any, Kind::Ref);
        if self.version == Version::V30 {
            self.beside_reference(cursor);
            return Schema::of(kind, cursor.key_span);
        }
        self.schema_keywords(cursor);
        let beside = self.unreferenced(cursor, depth);
        let mut parts = vec![Schema::of(kind, cursor.key_span)];
        let mut words = Schema::of(Kind::Any, cursor.key_span);
        take_words(&mut words, &beside);
        words.nullable = beside.nullable;
        if !matches!(beside.kind, Kind::Any) || beside.values.is_some() {
            let values = beside.values;
            parts.push(Schema {
                values,
                ..Schema::of(beside.kind, cursor.key_span)
            });
        }
        together(words, parts)
    }

    /// `true`, `false` and mistakes where a schema belongs.
    fn no_object(&mut self, cursor: &Cursor<'a>) -> Schema {
        let kind = match cursor.node.as_bool() {
            Some(allowed) => {
                if self.version == Version::V30 {
                    let help = if allowed {
                        "write `{}`"
                    } else {
                        "write `not: {}`"
                    };
                    let message = "a schema that is true or false is not of OpenAPI 3.0";
                    self.odd(cursor, message, "taken as in OpenAPI 3.1", help);
                }
                if allowed { Kind::Any } else { Kind::Never }
            }
            None if cursor.node.is_null() => {
                self.odd(
                    cursor,
                    "this schema is empty",
                    "taken as any value",
                    "write `{}`",
                );
                Kind::Any
            }
            None => {
                self.wrong_kind(cursor, "an object for a schema");
                Kind::Any
            }
        };
        Schema::of(kind, cursor.key_span)
    }

    fn too_deep(&mut self, cursor: &Cursor<'a>) -> Schema {
        let most = self.options.limits.depth;
        self.push(
            Diagnostic::error(
                codes::LIMIT,
                cursor.key_span,
                format!("schemas are nested more than {most} levels deep"),
            )
            .label("too deep")
            .help("move the inner part to `components/schemas` and refer to it, or raise the limit `depth`"),
        );
        Schema::of(Kind::Any, cursor.key_span)
    }
}

/// All of `parts` at once, with the words of the schema they stand in.
fn together(mut words: Schema, mut parts: Vec<Schema>) -> Schema {
    // `allOf: [{$ref: …}, {description: …}]`: the second part says nothing of the value.
    if parts.len() > 1 && parts.iter().any(says_nothing) {
        let silent: Vec<Schema> = parts.extract_if(.., |part| says_nothing(part)).collect();
        for part in &silent {
            take_words(&mut words, part);
        }
    }
    match (parts.pop(), parts.is_empty()) {
        (None, _) => words,
        (Some(part), true) => {
            take_words(&mut words, &part);
            words.nullable |= part.nullable;
            words.kind = part.kind;
            words.values = part.values;
            words
        }
        (Some(last), false) => {
            parts.push(last);
            words.kind = Kind::AllOf(parts);
            words
        }
    }
}

fn says_nothing(part: &Schema) -> bool {
    matches!(part.kind, Kind::Any) && part.values.is_none()
}

/// Words of a part, where the whole has none of its own.
fn take_words(whole: &mut Schema, part: &Schema) {
    if whole.title.is_empty() {
        whole.title.clone_from(&part.title);
    }
    if whole.description.is_empty() {
        whole.description.clone_from(&part.description);
    }
    whole.deprecated |= part.deprecated;
    if whole.access == Access::Both {
        whole.access = part.access;
    }
    if whole.default.is_none() {
        whole.default.clone_from(&part.default);
    }
}
