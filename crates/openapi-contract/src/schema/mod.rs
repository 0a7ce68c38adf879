//! Judging values by the document's own schemas, with a validator that shares nothing with any
//! generated type.
//!
//! Schemas of `OpenAPI` 3.0 are a dialect of JSON Schema draft 4: the numeric bounds, `$ref` and
//! `required` already mean the same, so only the rest is translated ([`translate`]): `nullable`
//! becomes a type, the formats of numbers become bounds, `readOnly` and `writeOnly` take members
//! out of `required` on the side that must not have them. Whatever is not validation
//! (`discriminator`, `xml`, `example`, extensions) is left out.
//!
//! References to other documents are refused. Patterns run in linear time or are refused.

use std::collections::HashMap;

use jsonschema::{Draft, PatternOptions, Validator, error::ValidationErrorKind};
use serde_json::Value;

use translate::Translator;

mod translate;

/// Which way a message goes: it decides what `readOnly` and `writeOnly` mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

/// One rule of a schema that a value breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// JSON pointer into the value.
    pub at: String,
    /// JSON pointer to the rule in the document.
    pub rule: String,
    /// What the rule demands, as JSON or in words.
    pub expected: String,
    /// The value at `at`, as JSON.
    pub actual: String,
}

/// The compiled schemas of one document, by pointer and direction.
#[derive(Debug, Default)]
pub(crate) struct Schemas {
    compiled: HashMap<(String, Direction), Compiled>,
}

#[derive(Debug)]
struct Compiled {
    validator: Validator,
    /// Where each numbered definition came from.
    origins: Vec<String>,
}

/// A schema that cannot be used: where, and why.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unusable {
    pub(crate) pointer: String,
    pub(crate) message: String,
}

impl Schemas {
    /// Compiles the schema at a pointer, once.
    pub(crate) fn add(
        &mut self,
        root: &Value,
        pointer: &str,
        direction: Direction,
    ) -> Result<(), Unusable> {
        let key = (pointer.to_owned(), direction);
        if self.compiled.contains_key(&key) {
            return Ok(());
        }
        let (schema, origins) = Translator::new(root, direction).translate(pointer)?;
        let compiled = Compiled::new(&schema, origins)?;
        self.compiled.insert(key, compiled);
        Ok(())
    }

    /// Every rule that the value breaks; `None` where no such schema was added.
    pub(crate) fn violations(
        &self,
        pointer: &str,
        direction: Direction,
        value: &Value,
    ) -> Option<Vec<Violation>> {
        let compiled = self.compiled.get(&(pointer.to_owned(), direction))?;
        Some(
            compiled
                .validator
                .iter_errors(value)
                .map(|error| Violation {
                    at: error.instance_path().to_string(),
                    rule: origin(&compiled.origins, error.schema_path().as_str()),
                    expected: demand(error.kind()),
                    actual: error.instance().to_string(),
                })
                .collect(),
        )
    }
}

impl Compiled {
    fn new(schema: &Value, origins: Vec<String>) -> Result<Self, Unusable> {
        let validator = options().build(schema).map_err(|error| {
            // The place is in one of the two, depending on whether the meta-schema complained.
            let path = match error.instance_path().as_str() {
                "" => error.schema_path().as_str(),
                path => path,
            };
            Unusable {
                pointer: origin(&origins, path),
                message: format!("the schema cannot be used: {}", error.masked()),
            }
        })?;
        Ok(Self { validator, origins })
    }
}

/// Turns `/definitions/3/properties/id/type` into a pointer of the document.
fn origin(origins: &[String], path: &str) -> String {
    let rest = path.strip_prefix("/definitions/").unwrap_or_default();
    let (index, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let origin = index
        .parse()
        .ok()
        .and_then(|index: usize| origins.get(index));
    match (origin, rest) {
        (None, _) => origins.first().cloned().unwrap_or_default(),
        (Some(origin), "") => origin.clone(),
        (Some(origin), rest) => format!("{origin}/{rest}"),
    }
}

/// What a rule demands, without the value that broke it.
fn demand(kind: &ValidationErrorKind) -> String {
    match kind {
        ValidationErrorKind::Type { kind } => match kind {
            jsonschema::error::TypeKind::Single(one) => format!("type {one}"),
            jsonschema::error::TypeKind::Multiple(many) => {
                let names: Vec<_> = many.iter().map(|one| one.to_string()).collect();
                format!("type {}", names.join(" or "))
            }
        },
        ValidationErrorKind::Required { property } => format!("a member {property}"),
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            format!("no member {}", unexpected.join(", "))
        }
        ValidationErrorKind::Enum { options } => format!("one of {options}"),
        ValidationErrorKind::Pattern { pattern } => format!("pattern {pattern}"),
        ValidationErrorKind::Format { format } => format!("format {format}"),
        ValidationErrorKind::Minimum { limit } => format!("at least {limit}"),
        ValidationErrorKind::Maximum { limit } => format!("at most {limit}"),
        ValidationErrorKind::ExclusiveMinimum { limit } => format!("more than {limit}"),
        ValidationErrorKind::ExclusiveMaximum { limit } => format!("less than {limit}"),
        ValidationErrorKind::MinLength { limit } => format!("at least {limit} characters"),
        ValidationErrorKind::MaxLength { limit } => format!("at most {limit} characters"),
        ValidationErrorKind::MinItems { limit } => format!("at least {limit} items"),
        ValidationErrorKind::MaxItems { limit } => format!("at most {limit} items"),
        other => format!("what `{}` demands", other.keyword()),
    }
}

fn options() -> jsonschema::ValidationOptions<'static> {
    jsonschema::options()
        .with_draft(Draft::Draft4)
        .with_pattern_options(PatternOptions::regex())
        .should_validate_formats(true)
        .with_format("uuid", is_uuid)
        .with_format("byte", is_base64)
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    let lengths = [8, 4, 4, 4, 12];
    groups.len() == lengths.len()
        && groups.iter().zip(lengths).all(|(group, length)| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len() - body.len() <= 2
        && text.len().is_multiple_of(4)
        && body
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

/// The pointer of a reference into the same document, percent-decoded.
pub(crate) fn local_target(reference: &Value) -> Option<String> {
    local_pointer(reference.as_str()?)
}

/// As [`local_target`], for the text of the reference.
pub(crate) fn local_pointer(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    let decoded = percent_encoding::percent_decode_str(fragment)
        .decode_utf8()
        .ok()?;
    (decoded.is_empty() || decoded.starts_with('/')).then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Direction, Schemas};

    /// The rules of `schema` that `value` breaks, as `at rule`.
    fn broken(schema: &Value, direction: Direction, value: &Value) -> Result<Vec<String>, String> {
        let root = json!({"components": {"schemas": {
            "It": schema,
            "Name": {"type": "string", "minLength": 2, "readOnly": true},
            "Tree": {"type": "object", "properties": {"child": {"$ref": "#/components/schemas/Tree"}, "size": {"type": "integer"}}},
        }}});
        let mut schemas = Schemas::default();
        let at = "/components/schemas/It";
        schemas
            .add(&root, at, direction)
            .map_err(|error| format!("{}: {}", error.pointer, error.message))?;
        let found = schemas.violations(at, direction, value).unwrap_or_default();
        Ok(found
            .iter()
            .map(|one| {
                format!(
                    "{} {}",
                    one.at,
                    one.rule.replace("/components/schemas/", "")
                )
            })
            .collect())
    }

    #[test]
    fn rules_are_held_and_located() {
        use Direction::{Request, Response};
        let check = |schema: Value, direction, value: Value, expected: &[&str]| {
            let found = broken(&schema, direction, &value);
            assert_eq!(
                found.as_deref(),
                Ok(expected
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .as_slice()),
                "{schema} {value}"
            );
        };
        let member = |schema: Value| json!({"type": "object", "properties": {"a": schema}});
        check(
            member(json!({"type": "string"})),
            Response,
            json!({"a": "x", "b": 1}),
            &[],
        );
        check(
            member(json!({"type": "string"})),
            Response,
            json!({"a": null}),
            &["/a It/properties/a/type"],
        );
        check(
            member(json!({"type": "string"})),
            Response,
            json!([]),
            &[" It/type"],
        );
        check(
            member(json!({"type": "string", "nullable": true})),
            Response,
            json!({"a": null}),
            &[],
        );
        check(
            json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true}),
            Response,
            json!(1),
            &[" It/exclusiveMinimum"],
        );
        check(
            json!({"type": "integer", "format": "int32"}),
            Response,
            json!(2_147_483_648_i64),
            &[" It/allOf/0/maximum"],
        );
        check(
            json!({"type": "string", "format": "uuid"}),
            Response,
            json!("no"),
            &[" It/format"],
        );
        check(
            json!({"type": "string", "format": "date-time"}),
            Response,
            json!("2025-12-26T00:00:00Z"),
            &[],
        );
        check(
            json!({"type": "string", "pattern": "^a+$"}),
            Response,
            json!("b"),
            &[" It/pattern"],
        );
        check(
            json!({"type": "object", "additionalProperties": false}),
            Response,
            json!({"x": 1}),
            &[" It/additionalProperties"],
        );
        check(
            member(json!({"$ref": "#/components/schemas/Name"})),
            Response,
            json!({"a": "x"}),
            &["/a Name/minLength"],
        );
        check(
            json!({"$ref": "#/components/schemas/Tree"}),
            Response,
            json!({"child": {"child": {"size": "x"}}}),
            &["/child/child/size Tree/properties/size/type"],
        );
        let read_only = json!({"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/components/schemas/Name"}}});
        check(read_only.clone(), Request, json!({}), &[]);
        check(read_only, Response, json!({}), &[" It/required"]);
        check(
            json!({"type": "string", "discriminator": {"propertyName": "x"}, "example": 1, "id": "x"}),
            Response,
            json!("y"),
            &[],
        );
    }

    #[test]
    fn unusable_schemas_are_located() {
        let check = |schema: Value, expected: &str| {
            let found = broken(&schema, Direction::Request, &json!(1)).unwrap_err();
            assert!(found.starts_with(expected), "{found}");
        };
        check(
            json!({"$ref": "#/components/schemas/None"}),
            "/components/schemas/None: `/components",
        );
        check(
            json!({"$ref": "other.yaml"}),
            "/components/schemas/It/$ref: only references",
        );
        check(
            json!({"properties": {"a": {"type": "string", "pattern": "(?=a)"}}}),
            "/components/schemas/It/properties/a/pattern: the schema cannot be used",
        );
        check(
            json!({"type": "strin"}),
            "/components/schemas/It/type: the schema cannot be used",
        );
        check(json!([]), "/components/schemas/It: a schema must");
    }
}
