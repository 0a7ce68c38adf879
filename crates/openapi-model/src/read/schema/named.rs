//! Schemas that have a name: the components, and whatever else a `$ref` leads to.

use openapi_source::Diagnostic;

use crate::codes;
use crate::model::{Kind, NamedSchema, Schema, SchemaId};
use crate::read::cursor::Token;
use crate::read::{Cursor, Owner, Reader};

/// What has parts of its own, so that a name is worth it.
const COMPOSITE: [&str; 6] = [
    "properties",
    "additionalProperties",
    "allOf",
    "oneOf",
    "anyOf",
    "enum",
];

/// Steps of a pointer that say what OpenAPI calls a thing, not what its author does.
const STRUCTURE: [&str; 21] = [
    "components",
    "paths",
    "schemas",
    "schema",
    "content",
    "responses",
    "response",
    "parameters",
    "requestBodies",
    "requestBody",
    "headers",
    "properties",
    "additionalProperties",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "definitions",
    "$defs",
    "callbacks",
    "default",
];

impl<'a> Reader<'a> {
    /// Everything under `components/schemas`, sorted by name.
    pub(in crate::read) fn component_schemas(&mut self, root: &Cursor<'a>) {
        let section = root
            .get("components")
            .and_then(|components| components.get("schemas"));
        let Some(section) = section else { return };
        if self.dictionary(&section, "the schemas").is_none() {
            return;
        }
        let mut members: Vec<_> = section.members().collect();
        members.sort_by_key(|(name, _)| *name);
        for (name, cursor) in members {
            if self.register(&cursor, name.to_owned()).is_none() {
                break;
            }
        }
        self.merge_aliases();
        self.read_pending();
    }

    /// A component that only refers to what has no other name is that itself: documents of many
    /// files list all schemas this way, and each should be one type, not two.
    fn merge_aliases(&mut self) {
        let mut pending = std::mem::take(&mut self.pending);
        for (id, cursor) in &mut pending {
            let Some(reference) = reference_alone(cursor) else {
                continue;
            };
            let said = self.findings.len();
            match self.target(&reference) {
                Some(target) if !self.schema_ids.contains_key(&target.identity()) => {
                    self.schema_ids.insert(target.identity(), *id);
                    *cursor = target;
                }
                Some(_) => {}
                // It is said when the component is read.
                None => self.findings.truncate(said),
            }
        }
        self.pending = pending;
    }

    /// The schema that a `$ref` means: through places that only refer on, up to one with a name.
    pub(super) fn target(&mut self, reference: &Cursor<'a>) -> Option<Cursor<'a>> {
        let first = self.follow(reference)?;
        let mut current = first.clone();
        for _ in 0..self.options.limits.references {
            if self.schema_ids.contains_key(&current.identity()) {
                return Some(current);
            }
            let Some(reference) = reference_alone(&current) else {
                return Some(current);
            };
            let said = self.findings.len();
            let Some(next) = self.follow(&reference) else {
                // It is said once, when the place that refers to nothing is read.
                self.findings.truncate(said);
                return Some(current);
            };
            current = next;
        }
        // A circle, which is refused where it is read.
        Some(first)
    }

    /// The id of the schema at a place; it is read later. None: there are too many, which was said.
    pub(super) fn named(&mut self, target: &Cursor<'a>) -> Option<SchemaId> {
        match self.schema_ids.get(&target.identity()) {
            Some(id) => Some(*id),
            None => self.register(target, name_of(target, self.documents.name(target.file))),
        }
    }

    fn register(&mut self, cursor: &Cursor<'a>, name: String) -> Option<SchemaId> {
        let most = self.options.limits.schemas;
        if self.schemas.len() >= most {
            if !self.too_many_schemas {
                self.too_many_schemas = true;
                self.push(
                    Diagnostic::error(
                        codes::LIMIT,
                        cursor.key_span,
                        format!("there are more than {most} schemas"),
                    )
                    .label("the first one too many")
                    .help("split the document, or raise the limit `schemas`"),
                );
            }
            return None;
        }
        let schema = Schema::of(Kind::Any, cursor.key_span);
        let place = self.place(cursor);
        let id = self.schemas.push(NamedSchema {
            name,
            place,
            schema,
        });
        self.schema_ids.insert(cursor.identity(), id);
        self.pending.push((id, cursor.clone()));
        Some(id)
    }

    /// Reads what was named and not read yet, and what that leads to.
    pub(super) fn read_pending(&mut self) {
        let owner = self.owner;
        let mut new = Vec::new();
        while !self.pending.is_empty() {
            for (id, cursor) in std::mem::take(&mut self.pending) {
                self.owner = Owner::Schema(id);
                let schema = self.schema_at(&cursor, 0);
                if let Some(named) = self.schemas.get_mut(id) {
                    named.schema = schema;
                }
                new.push(id);
            }
        }
        self.break_circles(&mut new);
        for id in new {
            self.owner = Owner::Schema(id);
            self.finish_named(id);
        }
        self.owner = owner;
    }
}

/// The `$ref` of a schema that says nothing else.
fn reference_alone<'a>(cursor: &Cursor<'a>) -> Option<Cursor<'a>> {
    let mut members = cursor.node.as_object()?.iter();
    members
        .all(|member| member.key == "$ref" || member.key.starts_with("x-"))
        .then(|| cursor.get("$ref"))?
}

/// Whether several places may use what stands here, so that it should be one type.
pub(super) fn is_shared(cursor: &Cursor<'_>) -> bool {
    let has_parts = COMPOSITE.iter().any(|key| cursor.has(key));
    if !has_parts || cursor.has("$ref") {
        return false;
    }
    let mut first = None;
    let mut second = None;
    for step in cursor.steps_back() {
        second = first;
        first = Some(step);
    }
    let component =
        first == Some(Token::Key("components")) && second != Some(Token::Key("schemas"));
    component || cursor.file != 0
}

/// The key under `components/schemas`, or what else tells the author's name of a place.
fn name_of(cursor: &Cursor<'_>, file: &str) -> String {
    let mut steps: Vec<Token<'_>> = cursor.steps_back().collect();
    let mut suffix = "";
    if let Some(Token::Key("items")) = steps.first() {
        suffix = " item";
    }
    // The name of a property or component is what it is, even if it is a word of OpenAPI.
    let dictionaries = ["properties", "schemas", "definitions", "$defs"];
    if let (Some(Token::Key(name)), Some(Token::Key(holder))) = (steps.first(), steps.get(1))
        && dictionaries.contains(holder)
    {
        return (*name).to_owned();
    }
    steps.retain(|step| match step {
        Token::Index(_) | Token::Key("items") => false,
        Token::Key(key) => !STRUCTURE.contains(key) && !is_status(key) && !is_media_type(key),
    });
    let name = match steps.first() {
        Some(Token::Key(name)) => *name,
        Some(Token::Index(_)) | None => {
            let name = file.rsplit('/').next().unwrap_or(file);
            name.split('.').next().unwrap_or(name)
        }
    };
    format!("{name}{suffix}")
}

fn is_status(key: &str) -> bool {
    key.len() == 3
        && key
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'X')
}

/// Such as `application/json`; a path starts with its slash.
fn is_media_type(key: &str) -> bool {
    !key.starts_with('/') && key.contains('/') && !key.contains(['{', ' '])
}
