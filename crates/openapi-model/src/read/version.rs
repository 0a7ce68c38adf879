//! Which OpenAPI a document is written in.

use openapi_source::{Diagnostic, visible};

use super::{Cursor, Reader};
use crate::codes;

/// The versions that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    V30,
    V31,
}

impl<'a> Reader<'a> {
    /// None: it was said why the document cannot be read.
    pub(super) fn read_version(&mut self, root: &Cursor<'a>) -> Option<Version> {
        if let (Some(swagger), false) = (root.get("swagger"), root.has("openapi")) {
            self.push(
                Diagnostic::error(
                    codes::VERSION,
                    swagger.key_span,
                    "this is a Swagger 2.0 document",
                )
                .help("convert it to OpenAPI 3.0 first, for example with swagger2openapi"),
            );
            return None;
        }
        let version = self.required(root, "openapi")?;
        // `openapi: 3.0` without quotes is a number in YAML.
        let text = match version.node.as_number() {
            Some(number) => format!("{number:?}")
                .replace("Number(", "")
                .replace(')', ""),
            None => self.expect_str(&version)?.to_owned(),
        };
        let is = |minor: &str| text == minor || text.starts_with(&format!("{minor}."));
        if is("3.0") {
            return Some(Version::V30);
        }
        if is("3.1") {
            return Some(Version::V31);
        }
        let message = format!("OpenAPI {} is not supported", visible(&text));
        self.push(
            Diagnostic::error(codes::VERSION, version.node.span, message)
                .label("expected 3.0.x or 3.1.x")
                .help("write the document in OpenAPI 3.0.3"),
        );
        None
    }
}
