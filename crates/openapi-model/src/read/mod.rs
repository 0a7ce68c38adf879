//! From the trees of documents to the model, with every problem found on the way.
//!
//! One [`Reader`] walks the document, follows its references and says, with a place and a way
//! out, what cannot be honoured. It never stops at the first problem. The trees come from
//! [`openapi_source`].

mod allows;
mod api;
mod bodies;
mod content;
mod cursor;
mod documents;
mod encoding;
mod errors;
mod examples;
mod extensions;
mod grouping;
mod headers;
mod media_types;
mod merging;
mod nearest;
mod operation_id;
mod operations;
mod parameters;
mod paths;
mod properties;
mod reach;
mod references;
mod rejections;
mod responses;
mod same_content;
mod schema;
mod schemes;
mod security;
mod shared;
mod skipping;
mod told_apart;
mod unused;
mod version;
mod vocabulary;

use std::collections::HashMap;

use openapi_source::Diagnostic;

use self::cursor::{Cursor, NodeId};
pub use self::documents::{Documents, Files, NoFiles};
pub use self::media_types::sent_in;
pub use self::schema::fits::{Misfit, fits};
use self::schema::{Circles, Discriminators, Unfinished};
use self::shared::Shared;
use self::version::Version;
use crate::model::{Api, SchemaId, Schemas};

/// What the caller decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// What happens to operations that cannot be honoured.
    pub unsupported: Unsupported,
    /// How much is taken.
    pub limits: Limits,
}

/// What happens to an operation that cannot be honoured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unsupported {
    /// It is an error.
    #[default]
    Refused,
    /// It is left out and listed in [`Api::skipped`].
    Skipped,
}

/// How much of a document is taken before it is refused; each can be raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Operations. Default: 20,000.
    pub operations: usize,
    /// Schemas with a name. Default: 50,000.
    pub schemas: usize,
    /// References that lead to references. Default: 32.
    pub references: usize,
    /// Inline schemas inside each other. Default: 64.
    pub depth: usize,
    /// Schemas that one consists of when its `allOf`, `oneOf` and `anyOf` are written out, those
    /// of members and items apart. Default: 20,000.
    pub expansion: usize,
    /// Bytes, about, that all uses of shared responses, parameters and the like take together, as
    /// each has a copy in the model. Default: 128 MiB.
    pub copies: usize,
    /// Other files. Default: 1,000.
    pub files: usize,
    /// Of each file; [`openapi_source::Limits::bytes`] is for all other files together.
    pub source: openapi_source::Limits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            operations: 20_000,
            schemas: 50_000,
            references: 32,
            depth: 64,
            expansion: 20_000,
            copies: 128 << 20,
            files: 1_000,
            source: openapi_source::Limits::default(),
        }
    }
}

/// What was read.
#[derive(Debug)]
pub struct Reading {
    /// Only there when no finding is an error.
    pub api: Option<Api>,
    /// Sorted by place, each once.
    pub findings: Vec<Diagnostic>,
}

/// Reads a whole document.
pub fn read(documents: &Documents, options: &Options) -> Reading {
    let mut reader = Reader {
        documents,
        options,
        version: Version::V30,
        findings: Vec::new(),
        owner: Owner::Document,
        schemas: Schemas::new(Vec::new()),
        schema_ids: HashMap::new(),
        pending: Vec::new(),
        too_many_schemas: false,
        default_places: Unfinished::new(),
        discriminators: Discriminators::new(),
        circles: Circles::default(),
        shared: Shared::default(),
    };
    let api = reader.document();
    let mut findings: Vec<Diagnostic> = reader
        .findings
        .into_iter()
        .map(|finding| finding.diagnostic)
        .collect();
    findings.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    findings.dedup();
    let failed = findings.iter().any(Diagnostic::is_error);
    Reading {
        api: if failed { None } else { api },
        findings,
    }
}

/// The walk over a document: what was found so far.
struct Reader<'a> {
    documents: &'a Documents,
    options: &'a Options,
    version: Version,
    findings: Vec<Finding>,
    /// What is being read: whose the next finding is.
    owner: Owner,
    /// Complete whenever no schema is being read.
    schemas: Schemas,
    schema_ids: HashMap<NodeId, SchemaId>,
    /// Schemas that have an id and were not read yet.
    pending: Vec<(SchemaId, Cursor<'a>)>,
    /// It was said that there are too many.
    too_many_schemas: bool,
    /// What is needed when a schema is finished.
    default_places: Unfinished,
    discriminators: Discriminators,
    circles: Circles,
    /// Components, each read once.
    shared: Shared<'a>,
}

/// A finding and whose it is.
#[derive(Debug)]
struct Finding {
    owner: Owner,
    diagnostic: Diagnostic,
}

/// What a finding belongs to: it decides what has to be left out if it is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Owner {
    Document,
    /// Whatever refers to the schema is concerned, however indirectly.
    Schema(SchemaId),
    /// An index that the reader of operations gives.
    Operation(usize),
    /// A component that several operations use; an index that the reader of operations gives.
    Component(usize),
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Option<Api> {
        let root = self.file(0)?;
        self.object(&root, "an OpenAPI document")?;
        self.version = self.read_version(&root)?;
        self.component_schemas(&root);
        self.api(&root)
    }

    /// The outermost value of a document.
    fn file(&self, file: usize) -> Option<Cursor<'a>> {
        self.documents
            .root(file)
            .map(|root| Cursor::root(root, file))
    }
}
