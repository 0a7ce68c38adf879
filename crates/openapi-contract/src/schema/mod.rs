//! Judging values by the document's own schemas, with a validator that shares nothing with any
//! generated type.
//!
//! The schemas of `OpenAPI` 3.0 and 3.1 are both lowered to JSON Schema 2020-12 ([`translate`]):
//! `nullable` becomes a type, boolean bounds become numbers, a discriminator chooses its branch,
//! `readOnly` and `writeOnly` take members out of `required` on the side that must not have them.
//! Whatever is not validation (`xml`, `example`, extensions) is left out. Formats are held where
//! any two implementations agree on them: see [`formats`].
//!
//! Each schema of the document becomes one definition, and all are compiled together, once for
//! each direction, so that a schema used a hundred times costs as much as one used once.
//!
//! References to other machines are refused. Patterns run in linear time; those that look around,
//! which many documents use for passwords, run with a bound, and a text that reaches it is refused.

use std::collections::HashMap;

use jsonschema::{Draft, PatternCache, PatternOptions, Validator, error::ValidationErrorKind};
use serde_json::{Map, Value, json};

use crate::tree::Tree;
use translate::Translator;

pub(crate) mod discriminator;
pub(crate) mod formats;
mod translate;
pub(crate) mod view;

/// Which way a message goes: it decides what `readOnly` and `writeOnly` mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

impl Direction {
    /// The keyword that takes a property out of messages in this direction.
    pub(crate) fn forbidding(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Response => "writeOnly",
        }
    }
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

/// The compiled schemas of one document.
#[derive(Debug, Default)]
pub(crate) struct Schemas {
    request: Option<Compiled>,
    response: Option<Compiled>,
}

#[derive(Debug)]
struct Compiled {
    validator: Validator,
    /// Where each numbered definition came from.
    origins: Vec<String>,
    /// The number of each pointer.
    numbers: HashMap<String, usize>,
}

/// A schema that cannot be used: where, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unusable {
    pub(crate) pointer: String,
    pub(crate) message: String,
}

/// How many schemas stand side by side in the compiled whole: a lookup walks two lists this long.
const FAN: usize = 256;

impl Schemas {
    /// Compiles the schemas at these pointers, and all that they reach.
    pub(crate) fn compile(
        tree: &Tree,
        roots: &[(String, Direction)],
    ) -> Result<Self, Vec<Unusable>> {
        let mut problems = Vec::new();
        let mut compile = |direction| {
            let roots = roots.iter().filter(|root| root.1 == direction);
            let mut translator = Translator::new(tree, direction);
            for (pointer, _) in roots {
                translator.root(pointer);
            }
            let translated = translator.finish().and_then(|translated| {
                (!translated.definitions.is_empty())
                    .then(|| Compiled::new(translated))
                    .transpose()
            });
            translated.unwrap_or_else(|found| {
                problems.extend(found);
                None
            })
        };
        let schemas = Self {
            request: compile(Direction::Request),
            response: compile(Direction::Response),
        };
        if problems.is_empty() {
            Ok(schemas)
        } else {
            Err(problems)
        }
    }

    fn find(&self, pointer: &str, direction: Direction) -> Option<(&Compiled, usize)> {
        let compiled = match direction {
            Direction::Request => self.request.as_ref(),
            Direction::Response => self.response.as_ref(),
        }?;
        Some((compiled, *compiled.numbers.get(pointer)?))
    }

    /// Whether a value keeps the schema; `None` where no such schema was compiled.
    pub(crate) fn accepts(
        &self,
        pointer: &str,
        direction: Direction,
        value: &Value,
    ) -> Option<bool> {
        let (compiled, number) = self.find(pointer, direction)?;
        Some(compiled.validator.is_valid(&wrapped(number, value)))
    }

    /// Every rule that the value breaks; `None` where no such schema was compiled.
    pub(crate) fn violations(
        &self,
        pointer: &str,
        direction: Direction,
        value: &Value,
    ) -> Option<Vec<Violation>> {
        let (compiled, number) = self.find(pointer, direction)?;
        let instance = wrapped(number, value);
        let errors = compiled.validator.iter_errors(&instance);
        let violation = |error: jsonschema::ValidationError<'_>| {
            let at = error.instance_path().to_string();
            let rule = compiled.origin(error.schema_path().as_str());
            Violation {
                // The two tokens that lead to the schema come first.
                at: at
                    .splitn(4, '/')
                    .nth(3)
                    .map(|rest| format!("/{rest}"))
                    .unwrap_or_default(),
                expected: demand(error.kind(), &rule),
                rule,
                actual: error.instance().to_string(),
            }
        };
        Some(errors.map(violation).collect())
    }
}

/// A value where the compiled whole expects one of the schema with this number.
fn wrapped(number: usize, value: &Value) -> Value {
    let one = |key: usize, value: Value| Value::Object(Map::from_iter([(key.to_string(), value)]));
    one(number / FAN, one(number % FAN, value.clone()))
}

/// Schemas that became definitions of one whole.
struct Translated {
    definitions: Vec<Value>,
    origins: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Translated {
    fn whole(definitions: Vec<Value>) -> Value {
        let mut rows: Map<String, Value> = Map::new();
        for number in 0..definitions.len() {
            let row = rows.entry((number / FAN).to_string());
            let row = row.or_insert_with(|| json!({"properties": {}}));
            if let Some(Value::Object(row)) = row.get_mut("properties") {
                let reference = json!({"$ref": format!("#/$defs/{number}")});
                row.insert((number % FAN).to_string(), reference);
            }
        }
        let definitions = definitions.into_iter().enumerate();
        let definitions: Map<String, Value> = definitions
            .map(|(number, schema)| (number.to_string(), schema))
            .collect();
        json!({"properties": rows, "$defs": definitions})
    }
}

impl Compiled {
    fn new(translated: Translated) -> Result<Self, Vec<Unusable>> {
        let Translated {
            definitions,
            origins,
            numbers,
        } = translated;
        let options = options();
        let built = options.build(&Translated::whole(definitions.clone()));
        match built {
            Ok(validator) => Ok(Self {
                validator,
                origins,
                numbers,
            }),
            // The whole names one fault; the parts, each on its own, name them all.
            Err(first) => {
                let all = definitions.iter().zip(&origins);
                let mut found: Vec<Unusable> = all
                    .filter_map(|(schema, origin)| fault(&options, schema, origin))
                    .collect();
                if found.is_empty() {
                    found.push(Unusable {
                        pointer: origins.first().cloned().unwrap_or_default(),
                        message: unusable(&first),
                    });
                }
                Err(found)
            }
        }
    }

    /// Turns `/$defs/3/properties/id/type` into a pointer of the document.
    fn origin(&self, path: &str) -> String {
        let rest = path.strip_prefix("/$defs/").unwrap_or_default();
        let (number, rest) = rest.split_once('/').unwrap_or((rest, ""));
        let origin = number.parse().ok();
        let origin = origin.and_then(|number: usize| self.origins.get(number));
        let rest = match rest {
            formats::INTEGER => "format",
            rest => rest,
        };
        match (origin, rest) {
            (None, _) => String::new(),
            (Some(origin), "") => origin.clone(),
            (Some(origin), rest) => format!("{origin}/{rest}"),
        }
    }
}

/// What is wrong with one schema, its references left alone.
fn fault(
    options: &jsonschema::ValidationOptions<'static>,
    schema: &Value,
    origin: &str,
) -> Option<Unusable> {
    let error = options.build(&without_references(schema)).err()?;
    // The place is in one of the two, depending on whether the meta-schema complained.
    let path = match error.instance_path().as_str() {
        "" => error.schema_path().as_str(),
        path => path,
    };
    Some(Unusable {
        pointer: format!("{origin}{path}"),
        message: unusable(&error),
    })
}

fn unusable(error: &jsonschema::ValidationError<'_>) -> String {
    format!("the schema cannot be used: {}", error.masked())
}

fn without_references(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let kept = members.iter().filter(|(key, _)| *key != "$ref");
            kept.map(|(key, value)| (key.clone(), without_references(value)))
                .collect()
        }
        Value::Array(items) => items.iter().map(without_references).collect(),
        other => other.clone(),
    }
}

/// What a rule demands, without the value that broke it.
fn demand(kind: &ValidationErrorKind, rule: &str) -> String {
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
        ValidationErrorKind::Constant { expected_value } => format!("exactly {expected_value}"),
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
        ValidationErrorKind::MultipleOf { multiple_of } => format!("a multiple of {multiple_of}"),
        ValidationErrorKind::UniqueItems => "items that differ".to_owned(),
        ValidationErrorKind::Custom { message, .. } => message.clone(),
        _ => format!("what `{}` demands", crate::tree::last(rule)),
    }
}

/// How far a pattern that looks around may go back.
const BACKTRACKS: usize = 100_000;

fn options() -> jsonschema::ValidationOptions<'static> {
    let options = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .with_pattern_options(PatternOptions::fancy_regex().backtrack_limit(BACKTRACKS))
        .with_pattern_cache(PatternCache::new());
    formats::added(options)
}

#[cfg(test)]
mod tests;
