//! Valid `OpenAPI` documents that nobody wrote, for tests of openapi-codegen.
//!
//! [`document`] makes one document for one seed, the same on every machine. It combines the
//! constructs of `OpenAPI` 3.0 in ways that people would not think of, but only says what has a
//! meaning: each document must be generated without an error, each crate must compile without a
//! warning, and each operation must take and give what its schemas allow.
//!
//! It does not make invalid or hostile documents.

mod names;
mod operations;
mod random;
mod schemas;
mod security;

use serde_json::{Map, Value, json};

use self::random::Random;

/// How large a document is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Operations; each has a path of its own.
    pub operations: usize,
    /// Schemas among the components.
    pub schemas: usize,
}

impl Size {
    /// A few operations over a few schemas.
    pub const SMALL: Self = Self {
        operations: 8,
        schemas: 12,
    };

    /// As many schemas as large public documents have for this many operations.
    pub const fn of(operations: usize) -> Self {
        Self {
            operations,
            schemas: operations + 4,
        }
    }
}

/// A document.
pub fn document(seed: u64, size: Size) -> Value {
    let mut maker = Maker {
        random: Random::new(seed),
        components: names::components(seed, size.schemas),
    };
    let mut schemas = Map::new();
    for at in 0..maker.components.len() {
        let schema = maker.component(at);
        if let Some(name) = maker.components.get(at) {
            schemas.insert(name.clone(), schema);
        }
    }
    let security = security::schemes();
    let mut paths = Map::new();
    for at in 0..size.operations {
        let (path, item) = maker.path(at);
        paths.insert(path, item);
    }
    let style = if seed % 3 == 2 { "separate" } else { "merged" };
    json!({
        "openapi": "3.0.3",
        "info": { "title": format!("Document {seed}"), "version": "1" },
        "x-tag-style": style,
        "tags": [{ "name": "even numbers" }, { "name": "odd" }],
        "security": [{ "headerKey": [] }],
        "paths": paths,
        "components": { "schemas": schemas, "securitySchemes": security },
    })
}

/// What is being made.
struct Maker {
    random: Random,
    components: Vec<String>,
}
