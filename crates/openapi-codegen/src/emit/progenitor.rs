//! progenitor's builder interface, had where it cannot take us down.
//!
//! progenitor decides what a builder is: which fields it keeps, what a setter takes. It is given
//! a document in which there is nothing to stumble over: every parameter and body is a query
//! parameter `p0`, `p1` …, every type a component `T0`, `T1` … that exists already. What it makes
//! of them is read from its tokens; paths, styles, bodies and answers are the matter of
//! [`super::client`].
//!
//! It runs on several threads, a few operations at a time. What panics in it is tried again one
//! by one, so that a fault names its operation.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::{
    Components, MediaType, OpenAPI, Operation, Parameter, ParameterData, ParameterSchemaOrContent,
    PathItem, QueryStyle, ReferenceOr, Schema, SchemaData, SchemaKind,
};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle};

use super::Fault;

/// How many operations one run has.
const CHUNK: usize = 64;

/// What a builder is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// For faults.
    pub(super) operation: String,
    pub(super) fields: Vec<WantedField>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WantedField {
    /// As Rust has it.
    pub(super) ty: String,
    pub(super) need: Need,
}

/// Whether a request is complete without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Required,
    Optional,
}

/// A field of a builder with its setter, as progenitor has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BuilderField {
    /// The type of the field: `Result<Option<String>, String>`.
    pub(super) field: String,
    /// What the setter tries to turn its argument into: `String`.
    pub(super) target: String,
    /// The field before it is set is `Ok(None)`.
    pub(super) need: Need,
}

/// The builders of these operations, each with its fields in the order they were asked for.
pub(super) fn builders(wanted: &[Wanted]) -> Result<Vec<Vec<BuilderField>>, Fault> {
    let chunks: Vec<&[Wanted]> = wanted.chunks(CHUNK).collect();
    let threads = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(chunks.len());
    let each = chunks.len().div_ceil(threads.max(1)).max(1);
    let parts: Vec<Result<Vec<Vec<BuilderField>>, Fault>> = std::thread::scope(|scope| {
        let handles: Vec<_> = chunks
            .chunks(each)
            .map(|part| scope.spawn(|| part.iter().map(|chunk| run(chunk)).collect::<Vec<_>>()))
            .collect();
        let joined = handles.into_iter().flat_map(|handle| {
            handle
                .join()
                .unwrap_or_else(|_| vec![Err(fault("a thread of its own panicked"))])
        });
        joined.collect()
    });
    let mut out = Vec::with_capacity(wanted.len());
    for part in parts {
        out.extend(part?);
    }
    Ok(out)
}

/// One run; where it fails, one for each operation.
fn run(chunk: &[Wanted]) -> Result<Vec<Vec<BuilderField>>, Fault> {
    if let Ok(builders) = attempt(chunk) {
        return Ok(builders);
    }
    let mut out = Vec::with_capacity(chunk.len());
    for one in chunk {
        let builders = attempt(std::slice::from_ref(one))
            .map_err(|message| fault(&format!("operation `{}`: {message}", one.operation)))?;
        out.extend(builders);
    }
    Ok(out)
}

fn attempt(chunk: &[Wanted]) -> Result<Vec<Vec<BuilderField>>, String> {
    let guarded = catch_unwind(AssertUnwindSafe(|| {
        let types = Types::of(chunk);
        let mut settings = GenerationSettings::new();
        settings
            .with_interface(InterfaceStyle::Builder)
            .with_tag(TagStyle::Merged);
        for at in 0..types.names.len() {
            settings.with_replacement(type_name(at), type_name(at), std::iter::empty());
        }
        let document = document(chunk, &types);
        let tokens = Generator::new(&settings).generate_tokens(&document);
        read(tokens.map_err(|error| error.to_string())?, chunk, &types)
    }));
    guarded.unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
        Err(text.unwrap_or("a panic without a message").to_owned())
    })
}

fn fault(message: &str) -> Fault {
    Fault::new("progenitor", message.to_owned())
}

/// The types of a run, each once.
struct Types<'a> {
    names: Vec<&'a str>,
    places: BTreeMap<&'a str, usize>,
}

impl<'a> Types<'a> {
    fn of(chunk: &'a [Wanted]) -> Self {
        let mut types = Self {
            names: Vec::new(),
            places: BTreeMap::new(),
        };
        for field in chunk.iter().flat_map(|one| &one.fields) {
            let next = types.names.len();
            if *types.places.entry(&field.ty).or_insert(next) == next {
                types.names.push(&field.ty);
            }
        }
        types
    }

    /// The type that stands behind `T7`.
    fn behind(&self, name: &str) -> Option<&'a str> {
        let at: usize = name.strip_prefix('T')?.parse().ok()?;
        self.names.get(at).copied()
    }
}

fn type_name(at: usize) -> String {
    format!("T{at}")
}

fn document(chunk: &[Wanted], types: &Types<'_>) -> OpenAPI {
    let mut components = Components::default();
    for at in 0..types.names.len() {
        let anything = Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::Any(openapiv3::AnySchema::default()),
        };
        components
            .schemas
            .insert(type_name(at), ReferenceOr::Item(anything));
    }
    let mut document = OpenAPI {
        openapi: "3.0.3".to_owned(),
        components: Some(components),
        ..OpenAPI::default()
    };
    for (at, one) in chunk.iter().enumerate() {
        let fields = one.fields.iter().enumerate();
        let operation = Operation {
            operation_id: Some(format!("op{at}")),
            parameters: fields
                .map(|(at, field)| ReferenceOr::Item(parameter(at, field, types)))
                .collect(),
            ..Operation::default()
        };
        let item = PathItem {
            get: Some(operation),
            ..PathItem::default()
        };
        document
            .paths
            .paths
            .insert(format!("/{at}"), ReferenceOr::Item(item));
    }
    document
}

fn parameter(at: usize, field: &WantedField, types: &Types<'_>) -> Parameter {
    let ty = types
        .places
        .get(field.ty.as_str())
        .copied()
        .unwrap_or_default();
    let schema = ReferenceOr::Reference {
        reference: format!("#/components/schemas/{}", type_name(ty)),
    };
    Parameter::Query {
        parameter_data: ParameterData {
            name: format!("p{at}"),
            description: None,
            required: field.need == Need::Required,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(schema),
            example: None,
            examples: MediaType::default().examples,
            explode: None,
            extensions: MediaType::default().extensions,
        },
        allow_reserved: false,
        style: QueryStyle::Form,
        allow_empty_value: None,
    }
}

/// The structs and setters in `mod builder`.
fn read(
    tokens: TokenStream,
    chunk: &[Wanted],
    types: &Types<'_>,
) -> Result<Vec<Vec<BuilderField>>, String> {
    let module = braced(tokens, &["mod", "builder"]).ok_or("it made no module of builders")?;
    let mut structs: BTreeMap<String, TokenStream> = BTreeMap::new();
    let mut impls: BTreeMap<String, TokenStream> = BTreeMap::new();
    let mut before: Vec<String> = Vec::new();
    for token in module {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                // `pub struct Op0<'a>` or `impl<'a> Op0<'a>`.
                let name = before.iter().find(|word| word.starts_with("Op"));
                if let Some(name) = name {
                    let into = if before.iter().any(|word| word == "struct") {
                        &mut structs
                    } else {
                        &mut impls
                    };
                    into.entry(name.clone()).or_insert_with(|| group.stream());
                }
                before.clear();
            }
            TokenTree::Ident(word) => before.push(word.to_string()),
            TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    let builders = chunk.iter().enumerate().map(|(at, one)| {
        let name = format!("Op{at}");
        let (fields, functions) = structs
            .remove(&name)
            .zip(impls.remove(&name))
            .ok_or("it made no builder")?;
        let fields = fields_of(fields);
        let setters = setters_of(functions);
        (0..one.fields.len())
            .map(|at| {
                let name = format!("p{at}");
                let field = fields.get(&name).ok_or("it made no field of a parameter")?;
                let target = setters
                    .get(&name)
                    .ok_or("it made no setter of a parameter")?;
                field_of(field, target, types)
            })
            .collect()
    });
    builders.collect()
}

fn field_of(words: &[String], target: &str, types: &Types<'_>) -> Result<BuilderField, String> {
    let known = types
        .behind(target)
        .ok_or("a setter takes what nothing is")?;
    let mut field = String::new();
    for word in words {
        field.push_str(if word == target { known } else { word });
        if word == "," {
            field.push(' ');
        }
    }
    let need = if words.iter().any(|word| word == "Option") {
        Need::Optional
    } else {
        Need::Required
    };
    Ok(BuilderField {
        field,
        target: known.to_owned(),
        need,
    })
}

/// What is in the braces behind these words.
fn braced(tokens: TokenStream, words: &[&str]) -> Option<TokenStream> {
    let mut met = 0;
    for token in tokens {
        match token {
            TokenTree::Ident(word) if words.get(met).is_some_and(|wanted| word == wanted) => {
                met += 1;
            }
            TokenTree::Group(group) if met == words.len() => return Some(group.stream()),
            TokenTree::Group(_)
            | TokenTree::Ident(_)
            | TokenTree::Punct(_)
            | TokenTree::Literal(_) => met = 0,
        }
    }
    None
}

/// `p0: Result<T0, String>,` as words, by name.
fn fields_of(tokens: TokenStream) -> BTreeMap<String, Vec<String>> {
    let mut fields = BTreeMap::new();
    let mut words: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    for token in tokens {
        let text = token.to_string();
        match text.as_str() {
            "<" => depth += 1,
            ">" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                insert_field(&mut fields, &mut words);
                continue;
            }
            _ => {}
        }
        words.push(text);
    }
    insert_field(&mut fields, &mut words);
    fields
}

fn insert_field(fields: &mut BTreeMap<String, Vec<String>>, words: &mut Vec<String>) {
    let words = std::mem::take(words);
    let mut parts = words.splitn(2, |word| word == ":");
    if let (Some([.., name]), Some(ty)) = (parts.next(), parts.next()) {
        fields.insert(name.clone(), ty.to_vec());
    }
}

/// What each function takes, by name: the `T0` of `where V: std::convert::TryInto<T0>`.
fn setters_of(tokens: TokenStream) -> BTreeMap<String, String> {
    let mut setters = BTreeMap::new();
    let mut function = None;
    let (mut before, mut last) = (String::new(), String::new());
    for token in tokens {
        if matches!(token, TokenTree::Group(_)) {
            continue;
        }
        let text = token.to_string();
        if last == "fn" {
            function = Some(text.clone());
        } else if before == "TryInto"
            && last == "<"
            && let Some(function) = function.take()
        {
            setters.insert(function, text.clone());
        }
        before = std::mem::replace(&mut last, text);
    }
    setters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(ty: &str, need: Need) -> WantedField {
        WantedField {
            ty: ty.to_owned(),
            need,
        }
    }

    #[test]
    fn builders_are_as_progenitor_makes_them() {
        let first = vec![
            field("String", Need::Required),
            field("Vec<pets_types::Pet>", Need::Optional),
            field("Option<Option<String>>", Need::Optional),
            field("String", Need::Optional),
        ];
        let count = 2 * CHUNK + 1;
        let wanted: Vec<Wanted> = (0..count)
            .map(|at| Wanted {
                operation: format!("op {at}"),
                fields: if at % 2 == 0 {
                    first.clone()
                } else {
                    Vec::new()
                },
            })
            .collect();
        let made = builders(&wanted).unwrap();
        assert_eq!(made.len(), count);
        let check = |at: usize, field: &str, target: &str, need: Need| {
            let expected = BuilderField {
                field: field.to_owned(),
                target: target.to_owned(),
                need,
            };
            assert_eq!(made[count - 1][at], expected);
        };
        check(0, "Result<String, String>", "String", Need::Required);
        let pets = "Result<Option<Vec<pets_types::Pet>>, String>";
        check(1, pets, "Vec<pets_types::Pet>", Need::Optional);
        let nested = "Result<Option<Option<Option<String>>>, String>";
        check(2, nested, "Option<Option<String>>", Need::Optional);
        check(
            3,
            "Result<Option<String>, String>",
            "String",
            Need::Optional,
        );
        assert!(made[1].is_empty());
    }
}
