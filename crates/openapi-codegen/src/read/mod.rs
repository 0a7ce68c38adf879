//! From the tree of a document to the model, with every problem found on the way.
//!
//! One reader walks the document, resolves references, gives inline schemas a
//! name and refuses, with a place and a way out, whatever the emitters could not
//! honour. It never stops at the first problem. It does not look at Rust
//! beyond names; the emitters are in [`crate::emit`].

mod clashes;
mod constraints;
mod cursor;
mod errors;
mod extensions;
mod hoist;
mod keywords;
mod operation;
mod parameters;
mod references;
mod rejections;
mod responses;
mod schema;
mod security;
mod vocabulary;

use openapi_source::{Diagnostic, Document, Node};

pub(crate) use self::cursor::Cursor;
use crate::codes;
use crate::model::{Api, NamedSchema};

/// References that lead to references, at most.
const MAX_REFERENCES: usize = 32;

/// Reads a whole document. The model is only there when no finding is an error.
pub(crate) fn read(document: &Document) -> (Option<Api>, Vec<Diagnostic>) {
    let mut reader = Reader {
        root: document.root(),
        diagnostics: Vec::new(),
        hoisted: Vec::new(),
    };
    let api = reader.document();
    let failed = reader.diagnostics.iter().any(Diagnostic::is_error);
    (if failed { None } else { api }, reader.diagnostics)
}

/// The walk over one document: what was found so far.
pub(crate) struct Reader<'a> {
    root: &'a Node,
    diagnostics: Vec<Diagnostic>,
    /// Inline schemas that were given a name.
    hoisted: Vec<NamedSchema>,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Option<Api> {
        let root = Cursor::root(self.root);
        self.object(&root, "an OpenAPI document")?;
        self.version(&root)?;
        self.known(
            &root,
            &[
                "openapi",
                "info",
                "servers",
                "tags",
                "security",
                "paths",
                "components",
                "externalDocs",
            ],
        );
        let info = self.required(&root, "info")?;
        self.known(
            &info,
            &[
                "title",
                "description",
                "version",
                "contact",
                "license",
                "termsOfService",
            ],
        );
        let title = self.required_text(&info, "title").unwrap_or_default();
        let version = self.required_text(&info, "version").unwrap_or_default();
        let description = self.text(&info, "description");
        self.components(&root);

        let mut schemas = self.schemas(&root);
        let defined = self.schemes(&root);
        let operations = self.operations(&root, &defined, &schemas);
        schemas.append(&mut self.hoisted);
        schemas.sort_by(|a, b| a.name.cmp(&b.name));
        self.type_names(&schemas, &operations);
        self.scheme_names(&defined);
        self.parameter_constants(&operations);
        let used = |name: &String| operations.iter().any(|o| o.security.contains(name));
        let used_schemes = defined
            .into_iter()
            .filter(|scheme| used(&scheme.name))
            .collect();
        let error_codes = self.error_codes(&root, &schemas);
        let rejections = self.rejections(&root);
        let api = Api {
            title,
            description,
            version,
            schemas,
            operations,
            schemes: used_schemes,
            rejections,
            error_codes,
        };
        self.note_undocumented(&api);
        Some(api)
    }

    fn version(&mut self, root: &Cursor<'a>) -> Option<()> {
        let Some(version) = self.required(root, "openapi") else {
            if let Some(swagger) = root.get("swagger") {
                self.push(
                    Diagnostic::error(
                        codes::VERSION,
                        swagger.key_span,
                        "this is a Swagger 2.0 document",
                    )
                    .help("convert it to OpenAPI 3.0 first, for example with swagger2openapi"),
                );
            }
            return None;
        };
        let text = self.expect_str(&version)?;
        if text == "3.0" || text.starts_with("3.0.") {
            return Some(());
        }
        self.push(
            Diagnostic::error(
                codes::VERSION,
                version.node.span,
                format!("OpenAPI {text} is not supported"),
            )
            .label("expected 3.0.x")
            .help("write the document in OpenAPI 3.0.3"),
        );
        None
    }

    fn components(&mut self, root: &Cursor<'a>) {
        if let Some(components) = root.get("components")
            && self.object(&components, "the components").is_some()
        {
            self.known(
                &components,
                &[
                    "schemas",
                    "responses",
                    "parameters",
                    "examples",
                    "requestBodies",
                    "headers",
                    "securitySchemes",
                    "links",
                    "callbacks",
                ],
            );
        }
    }
}
