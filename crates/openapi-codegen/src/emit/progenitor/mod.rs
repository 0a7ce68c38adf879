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

mod document;
mod tokens;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle};

use self::document::document;
use self::tokens::read;
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
    let parts: Vec<Result<Vec<Vec<BuilderField>>, Fault>> = if chunks.len() <= 1 {
        run_all(&chunks)
    } else {
        // Each on a thread of its own, even where there is one: what progenitor takes and gives
        // back in small pieces stays apart from all that a large document already holds.
        std::thread::scope(|scope| {
            let shares = chunks.chunks(each);
            let handles: Vec<_> = shares.map(|share| scope.spawn(|| run_all(share))).collect();
            let joined = handles.into_iter().flat_map(|handle| {
                let panicked = || vec![Err(fault("a thread of its own panicked"))];
                handle.join().unwrap_or_else(|_| panicked())
            });
            joined.collect()
        })
    };
    let mut out = Vec::with_capacity(wanted.len());
    for part in parts {
        out.extend(part?);
    }
    Ok(out)
}

fn run_all(chunks: &[&[Wanted]]) -> Vec<Result<Vec<Vec<BuilderField>>, Fault>> {
    chunks.iter().map(|chunk| run(chunk)).collect()
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
