//! Examples of bodies: whether they keep their schema, and what they leave out.

use std::collections::HashSet;

use openapi_source::{Diagnostic, Value, quoted};

use super::allows::object_of;
use super::content::Side;
use super::operations::{ReadOperation, ReadOperations};
use super::rejections::enumerated;
use super::{Cursor, Reader, fits};
use crate::codes;
use crate::model::{Access, Schema, Status};

/// How many examples of one response are held against the examples of path parameters.
const MAX_ECHOES: usize = 16;

impl<'a> Reader<'a> {
    /// The values of the examples of a media type; each was held to the schema.
    pub(super) fn examples(
        &mut self,
        media: &Cursor<'a>,
        schema: &Schema,
        side: Side,
    ) -> Vec<Cursor<'a>> {
        let mut values: Vec<Cursor<'a>> = media.get("example").into_iter().collect();
        if let Some(section) = media
            .get("examples")
            .filter(|section| !section.node.is_null())
        {
            if section.node.as_object().is_none() {
                self.odd_kind(&section, "an object of examples");
            }
            for (_, place) in section.members() {
                values.extend(self.example_value(&place));
            }
        }
        self.misfits(&values, schema);
        self.left_out(&values, schema, side);
        values
    }

    /// The value of an Example Object, if it stands in the document.
    fn example_value(&mut self, place: &Cursor<'a>) -> Option<Cursor<'a>> {
        let example = self.resolve(place)?;
        if example.has("externalValue") {
            return None;
        }
        let value = example.get("value");
        if value.is_none() {
            self.push(
                Diagnostic::warning(codes::EXAMPLE, place.key_span, "an example without `value`")
                    .label("ignored")
                    .help("put the value under `value`"),
            );
        }
        value
    }

    /// One finding for all examples of a media type.
    fn misfits(&mut self, values: &[Cursor<'a>], schema: &Schema) {
        let mut first = None;
        let mut count = 0_usize;
        for value in values {
            if let Err(misfit) = fits(&self.schemas, schema, &value.node.to_json()) {
                count += 1;
                first.get_or_insert((value, misfit));
            }
        }
        let Some((value, misfit)) = first else {
            return;
        };
        let at = value.node.pointer(&misfit.pointer).unwrap_or(value.node);
        let others = match count {
            1 => String::new(),
            _ => format!(", and so do {} others here", count - 1),
        };
        self.push(
            Diagnostic::warning(
                codes::EXAMPLE,
                at.span,
                format!("this example breaks its schema{others}"),
            )
            .label(misfit.rule)
            .help("correct the example, or the schema"),
        );
    }

    /// Members that the schema has and no example shows.
    fn left_out(&mut self, values: &[Cursor<'a>], schema: &Schema, side: Side) {
        let Some(first) = values.first() else {
            return;
        };
        if values.iter().any(|value| value.node.as_object().is_none()) {
            return;
        }
        let Some(object) = object_of(&self.schemas, schema) else {
            return;
        };
        let shown: HashSet<&str> = values
            .iter()
            .filter_map(|value| value.node.as_object())
            .flat_map(|object| object.iter().map(|member| member.key.as_str()))
            .collect();
        let hidden = match side {
            Side::Request => Access::ReadOnly,
            Side::Answer => Access::WriteOnly,
        };
        let missing: Vec<&str> = object
            .properties
            .iter()
            .filter(|property| {
                let schema = &property.schema;
                schema.access != hidden
                    && !schema.deprecated
                    && !shown.contains(property.name.as_str())
            })
            .map(|property| property.name.as_str())
            .collect();
        if missing.is_empty() {
            return;
        }
        let message = format!(
            "no example here shows {}",
            enumerated(missing.iter().copied(), missing.len())
        );
        self.push(
            Diagnostic::note(codes::EXAMPLE_INCOMPLETE, first.key_span, message)
                .help("show every member once: people copy examples"),
        );
    }

    /// One finding for all operations whose answers come without an example.
    pub(super) fn without_example(&mut self, operations: &ReadOperations<'a>) {
        let is_silent = |read: &&ReadOperation<'a>| {
            let mut answers = read.answers.read.iter();
            read.operation.is_some()
                && answers.any(|(status, answer)| {
                    answer.silent && (status.is_success() || *status == Status::Default)
                })
        };
        let silent: Vec<_> = operations.all.iter().filter(is_silent).collect();
        let Some(first) = silent.first() else {
            return;
        };
        let ids = silent
            .iter()
            .filter_map(|read| read.operation.as_ref())
            .map(|o| o.id.as_str());
        let names = enumerated(ids, silent.len());
        self.push(
            Diagnostic::note(
                codes::NO_EXAMPLE,
                first.cursor.key_span,
                format!("answers without an example: {names}"),
            )
            .help("add `example:` to their media types: it is documentation, test case and mock"),
        );
    }

    /// The example of a parameter, where it has one.
    pub(super) fn parameter_example(&mut self, place: &Cursor<'a>) -> Option<Cursor<'a>> {
        let parameter = self.resolve(place)?;
        if let Some(example) = parameter.get("example") {
            return Some(example);
        }
        if let Some((_, first)) = parameter
            .get("examples")
            .iter()
            .flat_map(Cursor::members)
            .next()
        {
            return self.resolve(&first)?.get("value");
        }
        let schema = self.resolve(&parameter.get("schema")?)?;
        schema.get("example")
    }

    /// Answers that show another value of a path parameter than its own example.
    pub(super) fn contradictions(&mut self, operations: &ReadOperations<'a>) {
        for read in &operations.all {
            let found = read.path_examples.iter().find_map(|(name, example)| {
                let mut bodies = read
                    .answers
                    .read
                    .iter()
                    .filter(|(status, _)| status.is_success())
                    .flat_map(|(_, answer)| answer.examples.iter().take(MAX_ECHOES));
                bodies
                    .find_map(|body| body.get(name).filter(|echo| differs(echo, example)))
                    .map(|echo| (name, echo, example))
            });
            if let Some((name, echo, example)) = found {
                let message = format!("the example of {} is another one in the path", quoted(name));
                self.push(
                    Diagnostic::warning(codes::EXAMPLE_CONTRADICTS, echo.node.span, message)
                        .related(example.node.span, "the example of the path parameter")
                        .help("use one value in both: they are read as one call"),
                );
            }
        }
    }
}

/// Whether two single values, seen as texts, are not the same.
fn differs(a: &Cursor<'_>, b: &Cursor<'_>) -> bool {
    let text = |cursor: &Cursor<'_>| match &cursor.node.value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    matches!((text(a), text(b)), (Some(a), Some(b)) if a != b)
}
