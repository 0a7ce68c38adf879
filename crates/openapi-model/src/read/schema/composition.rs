//! `allOf`, `oneOf`, `anyOf` and `not`: schemas made of schemas.

use std::collections::BTreeSet;

use crate::model::{Choice, Kind, Schema, SchemaId};
use crate::read::{Cursor, Reader};

impl<'a> Reader<'a> {
    /// Adds what the keywords say to the parts of a schema.
    pub(super) fn composition(
        &mut self,
        cursor: &Cursor<'a>,
        depth: usize,
        words: &mut Schema,
        parts: &mut Vec<Schema>,
    ) {
        for place in self.list(cursor, "allOf") {
            parts.push(self.schema_at(&place, depth + 1));
        }
        let mut chosen = false;
        for key in ["oneOf", "anyOf"] {
            let list = self.list(cursor, key);
            if list.is_empty() {
                continue;
            }
            let branches = self.branches(&list, depth, words);
            chosen |= self.choice(cursor, key, branches, !chosen, parts);
        }
        if !chosen {
            self.no_choice(cursor);
        }
        if let Some(place) = cursor.get("not") {
            let refused = self.schema_at(&place, depth + 1);
            let anything = matches!(refused.kind, Kind::Any) && refused.values.is_none();
            let kind = if anything {
                Kind::Never
            } else {
                Kind::Not(Box::new(refused))
            };
            parts.push(Schema::of(kind, place.key_span));
        }
    }

    /// The schemas of a keyword; a mistake was said.
    fn list(&mut self, cursor: &Cursor<'a>, key: &str) -> Vec<Cursor<'a>> {
        let Some(place) = cursor.get(key) else {
            return Vec::new();
        };
        if place.node.as_array().is_none() {
            self.wrong_kind(&place, "a list of schemas");
            return Vec::new();
        }
        let items: Vec<Cursor<'a>> = place.items().collect();
        if items.is_empty() {
            let message = format!("`{key}` without schemas");
            self.odd(
                &place,
                &message,
                "ignored",
                "list the schemas, or remove it",
            );
        }
        items
    }

    /// The branches of a choice: `null` among them is said with the words, equal references once.
    fn branches(&mut self, list: &[Cursor<'a>], depth: usize, words: &mut Schema) -> Vec<Schema> {
        let mut branches = Vec::new();
        let mut seen: BTreeSet<SchemaId> = BTreeSet::new();
        for place in list {
            let branch = self.schema_at(place, depth + 1);
            if is_null(&branch) {
                words.nullable = true;
                continue;
            }
            if let Kind::Ref(id) = branch.kind
                && !seen.insert(id)
            {
                let message = "this branch is here twice";
                self.odd(place, message, "counts once", "remove one of the two");
                continue;
            }
            branches.push(branch);
        }
        branches
    }

    /// Adds a choice. True: it keeps its discriminator for later.
    fn choice(
        &mut self,
        cursor: &Cursor<'a>,
        key: &str,
        mut branches: Vec<Schema>,
        may_tag: bool,
        parts: &mut Vec<Schema>,
    ) -> bool {
        let place = cursor.get(key);
        let span = place.map_or(cursor.key_span, |place| place.key_span);
        if branches.is_empty() {
            // Nothing but null.
            parts.push(Schema::of(Kind::Never, span));
            return true;
        }
        let tagged = may_tag && cursor.has("discriminator");
        if branches.len() == 1 && !tagged {
            parts.extend(branches.pop());
            return true;
        }
        if tagged {
            self.keep_discriminator(cursor, span);
        }
        let choice = Choice {
            branches,
            discriminator: None,
        };
        let kind = if key == "oneOf" {
            Kind::OneOf(choice)
        } else {
            Kind::AnyOf(choice)
        };
        parts.push(Schema::of(kind, span));
        true
    }
}

/// Whether `null` is all that is allowed.
fn is_null(schema: &Schema) -> bool {
    schema.nullable && matches!(schema.kind, Kind::Never)
}
