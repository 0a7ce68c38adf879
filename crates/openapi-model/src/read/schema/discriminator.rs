//! `discriminator`: which value of a property means which branch.
//!
//! It is kept while a schema is read, and resolved when the branches are known. One that cannot
//! be honoured is left out with a warning: then the branch is told by what fits.

use std::collections::BTreeMap;

use openapi_source::{Diagnostic, Span, quoted};

use super::finish::implies;
use super::types::Type;
use crate::codes;
use crate::model::{Choice, Discriminator, Kind, Property, Schema, SchemaId, Schemas};
use crate::read::{Cursor, Reader};

/// How far a property is looked for.
const MAX_PARTS: usize = 1_000;

/// What a document says, before the branches are known.
#[derive(Debug, Clone)]
pub(in crate::read) struct Raw {
    span: Span,
    property: String,
    /// In document order, each with its place.
    mapping: Vec<(String, Span, SchemaId)>,
}

/// Why it cannot be honoured: the message, and where.
type Refusal = (String, Span);

impl<'a> Reader<'a> {
    /// Remembers the discriminator of the choice at `choice`.
    pub(super) fn keep_discriminator(&mut self, cursor: &Cursor<'a>, choice: Span) {
        let Some(place) = cursor.get("discriminator") else {
            return;
        };
        let property = if let Some(name) = place.str() {
            let help = "write `discriminator: {propertyName: …}`";
            self.odd(
                &place,
                "a discriminator is an object",
                "taken as its `propertyName`",
                help,
            );
            name.to_owned()
        } else {
            if self.object(&place, "a discriminator").is_none() {
                return;
            }
            self.known(&place, &["propertyName", "mapping"]);
            let Some(name) = self.required_text(&place, "propertyName") else {
                return;
            };
            name
        };
        let mut mapping = Vec::new();
        let section = place.get("mapping");
        let section = section.filter(|place| self.dictionary(place, "a mapping").is_some());
        for (value, target) in section.iter().flat_map(Cursor::members) {
            if let Some(id) = self.mapped(&target) {
                mapping.push((value.to_owned(), target.key_span, id));
            }
        }
        let raw = Raw {
            span: place.key_span,
            property,
            mapping,
        };
        // Where the choice is all that the schema says, it takes the place of the schema.
        self.discriminators.insert(cursor.key_span, raw.clone());
        self.discriminators.insert(choice, raw);
    }

    /// The schema that a mapping names: a component, or a reference.
    fn mapped(&mut self, target: &Cursor<'a>) -> Option<SchemaId> {
        let text = self.expect_str(target)?;
        let components = self.file(target.file)?.get("components");
        let schemas = components.and_then(|components| components.get("schemas"));
        if let Some(component) = schemas.and_then(|schemas| schemas.get(text)) {
            return self.named(&component);
        }
        let said = self.findings.len();
        let found = self.target(target);
        if found.is_none() {
            // A value that means nothing is no reason to refuse all others.
            self.findings.truncate(said);
            let message = format!("{} is no schema", quoted(text));
            self.push(
                Diagnostic::warning(codes::DISCRIMINATOR, target.node.span, message)
                    .label("ignored")
                    .help("write the name of a schema, or a reference to one"),
            );
        }
        self.named(&found?)
    }

    /// Without a choice beside it, it is about subtypes that name this schema in `allOf`.
    pub(super) fn no_choice(&mut self, cursor: &Cursor<'a>) {
        if let Some(place) = cursor.get("discriminator") {
            self.push(
                Diagnostic::warning(
                    codes::SUBTYPES,
                    place.key_span,
                    "a discriminator without `oneOf` or `anyOf`",
                )
                .label("members of subtypes are not read here")
                .help("list the subtypes in a `oneOf` beside it, or refer to them where they are used"),
            );
        }
    }

    /// Gives a choice its discriminator, if it had one.
    pub(super) fn discriminate(&mut self, span: Span, choice: &mut Choice) {
        let Some(raw) = self.discriminators.get(&span).cloned() else {
            return;
        };
        match self.discriminator(&raw, choice) {
            Ok(found) => choice.discriminator = Some(found),
            Err((message, span)) => self.push(
                Diagnostic::warning(codes::DISCRIMINATOR, span, message)
                    .label("the branch is told by what fits, not by the discriminator")
                    .help("let every branch be a `$ref` to an object that has the property, and map values to branches only"),
            ),
        }
    }

    fn discriminator(&mut self, raw: &Raw, choice: &Choice) -> Result<Discriminator, Refusal> {
        let mut index = BTreeMap::new();
        let mut allowed = Vec::new();
        for (at, branch) in choice.branches.iter().enumerate() {
            let Kind::Ref(id) = branch.kind else {
                return Err((
                    "a branch with a discriminator is no `$ref`".to_owned(),
                    branch.span,
                ));
            };
            index.insert(id, at);
            allowed.push(self.tag_values(raw, branch)?);
        }
        let mut values: BTreeMap<String, usize> = BTreeMap::new();
        let mut order = Vec::new();
        for (value, span, id) in &raw.mapping {
            let Some(at) = index.get(id).copied() else {
                self.no_branch(*span, value);
                continue;
            };
            values.insert(value.clone(), at);
            order.push((value.clone(), at));
        }
        for (at, branch) in choice.branches.iter().enumerate() {
            let own: Vec<&String> = order
                .iter()
                .filter(|(_, branch)| *branch == at)
                .map(|(value, _)| value)
                .collect();
            let allowed = allowed.get(at).and_then(Option::as_ref);
            let fits = |value: &String| allowed.is_none_or(|allowed| allowed.contains(value));
            let implicit = if own.is_empty() {
                vec![self.name_of_branch(branch)]
            } else {
                Vec::new()
            };
            if own.iter().copied().chain(&implicit).any(fits) {
                add(raw, branch, at, implicit, &mut values, &mut order)?;
            } else if let Some(allowed) = allowed {
                // The branch says itself which values it has: the schema's name is none of them.
                add(raw, branch, at, allowed.clone(), &mut values, &mut order)?;
                order.retain(|(value, branch)| *branch != at || allowed.contains(value));
            }
        }
        Ok(Discriminator {
            property: raw.property.clone(),
            values: order,
        })
    }

    fn name_of_branch(&self, branch: &Schema) -> String {
        if let Kind::Ref(id) = branch.kind {
            self.schemas.get(id).name.clone()
        } else {
            String::new()
        }
    }

    /// The values that a branch allows for the property; None: any text.
    fn tag_values(&self, raw: &Raw, branch: &Schema) -> Result<Option<Vec<String>>, Refusal> {
        let name = quoted(&raw.property);
        if !implies(&self.schemas, branch, Type::Object) {
            return Err((
                "a branch with a discriminator is no object".to_owned(),
                branch.span,
            ));
        }
        let mut effort = MAX_PARTS;
        let Some(property) = property(&self.schemas, branch, &raw.property, &mut effort) else {
            return Err((format!("this branch has no property {name}"), branch.span));
        };
        if !implies(&self.schemas, &property.schema, Type::String) {
            let message = format!("the property {name} of this branch is no string");
            return Err((message, branch.span));
        }
        let values = self.schemas.resolve(&property.schema).values.as_ref();
        let values = property.schema.values.as_ref().or(values);
        let texts = |values: &Vec<serde_json::Value>| {
            values
                .iter()
                .filter_map(|value| value.as_str().map(str::to_owned))
                .collect()
        };
        Ok(values.map(texts))
    }

    fn no_branch(&mut self, span: Span, value: &str) {
        let message = format!("{} is mapped to a schema that is no branch", quoted(value));
        self.push(
            Diagnostic::warning(codes::DISCRIMINATOR, span, message)
                .label("ignored")
                .help("add the schema to the branches, or remove the value"),
        );
    }
}

/// Gives a branch its values, each of which may mean no other branch.
fn add(
    raw: &Raw,
    branch: &Schema,
    at: usize,
    new: Vec<String>,
    values: &mut BTreeMap<String, usize>,
    order: &mut Vec<(String, usize)>,
) -> Result<(), Refusal> {
    for value in new {
        match values.insert(value.clone(), at) {
            Some(other) if other != at => {
                let name = quoted(&raw.property);
                let message = format!("{} of {name} would mean two branches", quoted(&value));
                return Err((message, branch.span.max(raw.span)));
            }
            Some(_) => {}
            None => order.push((value, at)),
        }
    }
    Ok(())
}

/// The property of an object, wherever in its parts it stands.
fn property<'s>(
    schemas: &'s Schemas,
    schema: &'s Schema,
    name: &str,
    effort: &mut usize,
) -> Option<&'s Property> {
    *effort = effort.checked_sub(1)?;
    match &schemas.resolve(schema).kind {
        Kind::Object(object) => object
            .properties
            .iter()
            .find(|property| property.name == name),
        Kind::AllOf(parts) => {
            // The last part that has it says most: a subtype's own values of the property.
            parts
                .iter()
                .rev()
                .find_map(|part| property(schemas, part, name, effort))
        }
        Kind::Any
        | Kind::Never
        | Kind::Ref(_)
        | Kind::Boolean
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::String(_)
        | Kind::Array(_)
        | Kind::OneOf(_)
        | Kind::AnyOf(_)
        | Kind::Not(_) => None,
    }
}
